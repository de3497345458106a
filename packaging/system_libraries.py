"""The few system libraries Qt needs on Debian and Ubuntu: which are missing, and how they get there.

Qt's wheels bring everything but the libraries that belong to the machine's graphics driver and window system.
Other systems have them, or have no ``apt-get``; there nothing is done.
"""

from __future__ import annotations

import ctypes.util
import os
import re
import shlex
import shutil
import subprocess
import sys

# Library → the package that holds it. Without the first group QtGui cannot even be imported.
OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
X11_WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def parse_ldconfig(listing: str) -> set[str]:
    """Return the library names in the output of ``ldconfig -p``."""
    return set(re.findall(r"^\s+(\S+) \(.*\) => ", listing, flags=re.MULTILINE))


def missing_packages(wanted: dict[str, str], known: set[str]) -> list[str]:
    """Return the packages of those ``wanted`` libraries that are not ``known``."""
    return [package for library, package in wanted.items() if library not in known]


def installed_libraries() -> set[str]:
    """Return the names of the libraries that the dynamic linker finds."""
    # Debian keeps ldconfig where an ordinary user's PATH does not look.
    folders = os.pathsep.join([os.environ.get("PATH", ""), "/sbin", "/usr/sbin"])
    ldconfig = shutil.which("ldconfig", path=folders)
    if ldconfig:
        return parse_ldconfig(subprocess.run([ldconfig, "-p"], capture_output=True, text=True).stdout)
    names = [library[len("lib") : library.index(".so")] for library in {**OFFSCREEN, **X11_WINDOW}]
    return {found for found in map(ctypes.util.find_library, names) if found}


def apt_commands(packages: list[str], privilege: list[str]) -> list[list[str]]:
    """Return the commands that install ``packages``, each prefixed with ``privilege``."""
    install = ["apt-get", "install", "--yes", "-qq", "--no-install-recommends", *packages]
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    return [[*privilege, "apt-get", "update", "-qq"], [*privilege, *quiet, *install]]


def find_privilege() -> list[str] | None:
    """Return the prefix that makes a command run as root without a password, or None if there is none."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def install_packages(packages: list[str]) -> bool:
    """Install ``packages`` with apt-get, saying so; return whether that worked."""
    privilege = find_privilege()
    if privilege is None:
        return False
    print(f"== Installing system packages with apt-get: {', '.join(packages)}", flush=True)
    return all(subprocess.run(command).returncode == 0 for command in apt_commands(packages, privilege))


def ensure() -> None:
    """Install what Qt misses on Debian and Ubuntu, or say what to type.

    Raises
    ------
    SystemExit
        If Qt cannot be loaded at all without the missing libraries.
    """
    if not sys.platform.startswith("linux") or not shutil.which("apt-get"):
        return
    known = installed_libraries()
    needed, wished = missing_packages(OFFSCREEN, known), missing_packages(X11_WINDOW, known)
    if not needed + wished or install_packages(needed + wished):
        return
    by_hand = " && ".join(shlex.join(c) for c in apt_commands(needed + wished, ["sudo"]))
    sentence = f"Qt misses system libraries. Install them with:\n\n    {by_hand}\n"
    if needed:
        raise SystemExit(sentence)
    print(f"{sentence}\nWithout them tests run, but no window opens under X11.", file=sys.stderr, flush=True)
