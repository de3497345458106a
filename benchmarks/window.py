"""Whether the window stays fluid while the spiral trains at full speed, and what looking costs training."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nnplayground.ui.application import Program

_SECONDS = 10.0
_TICK_MS = 16
_BEGUN = 2_000  # epochs: the first thousand are all evaluated, whatever that costs


def report() -> Iterator[str]:
    from nnplayground import Experiment
    from nnplayground.app.settings import Settings
    from nnplayground.projects import presets
    from nnplayground.ui import application

    app = application._application("dark", "en")
    program = application.Program(presets.load("spiral"), Settings())
    program.window.show()
    program.session.start()
    program.session.set_pace(None)
    program.session.play()
    while program.session.snapshot is None or program.session.snapshot.epoch < _BEGUN:
        app.processEvents()
    gaps, pictures, epochs = _watch(program)
    program.close()
    headless = Experiment.from_preset("spiral").train(seconds=_SECONDS / 2, history_every=10**9)
    alone = headless.epochs / headless.seconds
    yield f"event gaps: p50 {_p(gaps, 50)}, p95 {_p(gaps, 95)}, p99 {_p(gaps, 99)}, worst {_p(gaps, 100)}"
    yield f"pictures: {len(pictures) / _SECONDS:.1f} per second, gaps p95 {_p(pictures, 95)}"
    share = epochs / alone
    yield f"training beside the window: {epochs:,.0f} epochs/s of {alone:,.0f} headless ({share:.0%})"


def _watch(program: Program) -> tuple[list[float], list[float], float]:
    """Run the event loop; return gaps of a 16 ms timer, gaps of pictures (both ms), epochs per second."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    ticks: list[float] = []
    shown: list[float] = []
    loop = QEventLoop()
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(_TICK_MS)
    program.session.snapshot_taken.connect(lambda _snapshot: shown.append(time.perf_counter()))
    first = program.session.snapshot
    start = time.perf_counter()
    QTimer.singleShot(int(_SECONDS * 1000), loop.quit)
    loop.exec()
    took = time.perf_counter() - start
    timer.stop()
    last = program.session.snapshot
    epochs = (last.epoch - first.epoch) / took if first and last else 0.0
    return _gaps(ticks), _gaps(shown), epochs


def _gaps(times: list[float]) -> list[float]:
    return [1000 * (after - before) for before, after in pairwise(times)]


def _p(values: list[float], percent: float) -> str:
    return f"{np.percentile(values, percent):.0f} ms" if values else "–"
