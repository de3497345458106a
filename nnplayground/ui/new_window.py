"""Further windows: each is a program of its own, so that none can take another down with it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["open_in_new_window", "window_command"]


def window_command(*arguments: str) -> list[str]:
    """Return the command that starts this program again, from wherever it was installed."""
    frozen = getattr(sys, "frozen", False)
    program = [sys.executable] if frozen else [sys.executable, "-m", "nnplayground"]
    return [*program, *arguments]


def open_in_new_window(path: Path | None = None, *arguments: str) -> bool:
    """Start another window, on a file if one is named; return whether that could be done."""
    named = ["open", str(path)] if path is not None else []
    program, *rest = window_command(*named, *arguments)
    started, _process = QProcess.startDetached(program, rest)
    return bool(started)
