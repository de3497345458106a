"""Which system libraries Qt lacks here, and the packages that hold them, before Qt aborts the program.

Qt's wheels bring everything but what belongs to the machine's graphics driver and window system. A missing
one ends the program inside Qt, with a message that helps nobody.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from nnplayground.core.errors import PlaygroundError

__all__ = ["missing_libraries", "require_libraries"]

# Library → its package on Debian and Ubuntu, on Fedora, on Arch.
_ALWAYS = {
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
}
_X11 = {
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
}
_INSTALLERS = ("sudo apt-get install", "sudo dnf install", "sudo pacman -S")
_FAMILIES = (("debian", "ubuntu"), ("fedora", "rhel", "suse"), ("arch",))


def require_libraries() -> None:
    """Do nothing, unless Qt would find no screen or lack a library.

    Raises
    ------
    PlaygroundError
        With the packages to install, or what to do without a screen.
    """
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    wayland, x11 = (bool(os.environ.get(name)) for name in ("WAYLAND_DISPLAY", "DISPLAY"))
    if not platform and not wayland and not x11:
        remedy = "Start it on a desktop, or train without a window: nnplayground train --help."
        raise PlaygroundError("There is no screen to open a window on.", remedy=remedy)
    needs_x11 = platform == "xcb" or (not platform and not wayland)
    missing = missing_libraries({**_ALWAYS, **_X11} if needs_x11 else _ALWAYS)
    if missing:
        family = _family()
        packages = sorted({packages[family] for packages in missing.values()})
        sentence = f"The window needs system libraries that are not installed: {', '.join(missing)}."
        raise PlaygroundError(sentence, remedy=f"Install them: {_INSTALLERS[family]} {' '.join(packages)}")


def missing_libraries(wanted: dict[str, tuple[str, str, str]]) -> dict[str, tuple[str, str, str]]:
    """Return those of the libraries that the system cannot load."""
    return {library: packages for library, packages in wanted.items() if not _loads(library)}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _family() -> int:
    """Return which kind of system this is; the most common one where it does not say."""
    try:
        said = Path("/etc/os-release").read_text(encoding="utf-8", errors="replace").casefold()
    except OSError:
        return 0
    lines = [line for line in said.splitlines() if line.startswith(("id=", "id_like="))]
    names = " ".join(lines)
    return next((n for n, family in enumerate(_FAMILIES) if any(name in names for name in family)), 0)
