"""What helps to understand a problem: versions, the system, the log; without anybody's name in it."""

from __future__ import annotations

import getpass
import os
import platform
import re
import sys
from collections import deque
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from nnplayground.projects.logs import log_file

__all__ = ["facts", "log_tail", "versions", "without_names"]

_PACKAGES = {
    "PySide6, Qt": "PySide6-Essentials",
    "PyTorch": "torch",
    "NumPy": "numpy",
    "pyqtgraph": "pyqtgraph",
    "scikit-learn": "scikit-learn",
    "pydantic": "pydantic",
    "llvmlite": "llvmlite",
}
_LINES, _LINE = 200, 2000
_SHORTEST = 3  # letters of a name that is looked for by itself


def versions(program: str) -> dict[str, str]:
    """Return the versions of the program, which it says itself, and of what it stands on, by name."""
    packages = {shown: _version_of(package) for shown, package in _PACKAGES.items()}
    return {"NN Playground": program, "Python": platform.python_version(), **packages}


def _version_of(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def facts(program: str, devices: str = "") -> dict[str, str]:
    """Return the versions and what the program runs on.

    Parameters
    ----------
    program : str
        Its version.
    devices : str
        What can be trained on; finding out loads torch, so whoever knows says it.
    """
    desktop = os.environ.get("XDG_SESSION_TYPE", "")
    found = {
        **versions(program),
        "System": platform.platform(),
        "Machine": f"{platform.machine()}, {os.cpu_count()} processors",
        "Program": "stand-alone" if getattr(sys, "frozen", False) else "from source or a wheel",
        "Devices": devices,
        "Display": desktop,
        "Language": ", ".join(filter(None, (os.environ.get(name, "") for name in ("LANG", "LC_ALL")))),
    }
    return {name: value for name, value in found.items() if value}


def log_tail(lines: int = _LINES) -> str:
    """Return the last lines of the log; empty if there is none."""
    with suppress(OSError), log_file().open(encoding="utf-8", errors="replace") as file:
        return "".join(line[:_LINE].rstrip("\n") + "\n" for line in deque(file, lines))
    return ""


def without_names(text: str) -> str:
    """Return a text without the person's folder and name, which paths in it would tell."""
    for home in sorted(_homes(), key=len, reverse=True):
        text = re.sub(re.escape(home), "~", text, flags=re.IGNORECASE if os.name == "nt" else 0)
    # Folders of other people, of other machines: /home/NAME, /Users/NAME, C:\Users\NAME.
    text = re.sub(r"(?i)((?:/home|/users|[a-z]:\\+users)[/\\]+)[^/\\\s\"':]+", r"\1…", text)
    with suppress(OSError, KeyError):
        name = getpass.getuser()
        if len(name) >= _SHORTEST:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text)
    return text


def _homes() -> set[str]:
    with suppress(RuntimeError):
        home = Path.home()
        names = {str(home), home.as_posix(), os.path.realpath(home), str(home).replace("\\", "\\\\")}
        return {name for name in names if len(name) > _SHORTEST}
    return set()
