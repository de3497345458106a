"""How soon the window shows, and what it imports before that."""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WINDOW = """
import time; start = time.perf_counter()
import sys
from nnplayground.projects import presets
from nnplayground.ui import application
from nnplayground.app.settings import Settings
app = application._application("dark", "en")
program = application.Program(presets.load("spiral"), Settings())
program.window.show(); app.processEvents()
shown = time.perf_counter() - start
early = "torch" in sys.modules
program.session.start()
while program.session.snapshot is None or not program.session.snapshot.probes:
    app.processEvents()
print(shown, time.perf_counter() - start, early)
program.close()
"""
_RUNS = 5


def report() -> Iterator[str]:
    shown, ready = [], []
    for _run in range(_RUNS):
        done = subprocess.run(
            [sys.executable, "-c", _WINDOW], capture_output=True, text=True, check=True, env=os.environ
        )
        first, second, early = done.stdout.split()
        if early == "True":
            yield "torch was imported before the window was shown"
        shown.append(float(first))
        ready.append(float(second))
    yield f"window shown after {median(shown):.2f} s, live after {median(ready):.2f} s (median of {_RUNS})"
