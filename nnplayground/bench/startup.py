"""Seconds from starting a process until the program has answered, counted from outside."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from nnplayground.bench.measuring import in_turns, summary
from nnplayground.core.errors import PlaygroundError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nnplayground.train.snapshot import Snapshot

__all__ = ["lines", "measure", "open_once"]

_TURNS = 5
_ONCE = ("bench", "startup", "--once")
_SAID = {
    "answered": "nnplayground --version",
    "checked": "nnplayground check spiral",
    "shown": "window shown",
    "live": "first live picture, torch loaded",
}


def measure(quick: bool) -> dict[str, Any]:
    """Return seconds by what is waited for."""
    starts = {
        "answered": lambda: _ended("--version"),
        "checked": lambda: _ended("check", "spiral"),
    }
    turns = 1 if quick else _TURNS
    windows = [_window() for _turn in range(turns)]
    found = {name: summary(figures) for name, figures in in_turns(starts, turns).items()}
    found |= {name: summary([window[name] for window in windows]) for name in ("shown", "live")}
    return {"seconds": found, "torch_before_window": any(window["torch"] for window in windows)}


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Say what was found."""
    for name, said in _SAID.items():
        time = found["seconds"][name]
        spread = f"{time['lower_quartile']:.2f} to {time['upper_quartile']:.2f}"
        yield f"{said}: {time['median']:.2f} s ({spread})"
    if found["torch_before_window"]:
        yield "torch was imported before the window was shown"


def _ended(*words: str) -> float:
    started = time.time()
    _run(*words)
    return time.time() - started


def _window() -> dict[str, float]:
    """Return the moments of one start, in seconds since it."""
    started = time.time()
    said: dict[str, float] = json.loads(_run(*_ONCE))
    return {"shown": said["shown"] - started, "live": said["live"] - started, "torch": said["torch"]}


def _run(*words: str) -> str:
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable] if frozen else [sys.executable, "-m", "nnplayground"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([*command, *words], capture_output=True, text=True, env=environment)
    if done.returncode:
        raise PlaygroundError(f"“{' '.join(words)}” ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def open_once() -> dict[str, Any]:
    """Open the window in this process and return when it was shown and live, in seconds of the world."""
    gc.disable()  # this and freeze as the command that opens the window does
    from PySide6.QtCore import QEventLoop

    from nnplayground.app.settings import Settings
    from nnplayground.projects import presets
    from nnplayground.ui import application

    gc.freeze()
    app = application.make_application("dark", "en")
    program = application.Program(presets.load("spiral"), Settings())
    program.window.show()
    app.processEvents()
    shown, torch = time.time(), "torch" in sys.modules
    loop = QEventLoop()  # sleeps between events as the program does, and leaves Python's lock to torch

    def look(snapshot: Snapshot) -> None:
        if snapshot.probes:
            loop.quit()

    program.session.snapshot_taken.connect(look)
    program.session.start()
    loop.exec()
    live = time.time()
    program.close()
    return {"shown": shown, "live": live, "torch": torch}
