"""The window beside training at full speed: how fluid it stays, and what it takes from training.

The real window is shown without a screen, as at a first start, whatever was open here last. Display gaps are
those between two events of a 16 ms timer in the window's thread: a frame cannot come sooner than the thread
gets round to it.
"""

from __future__ import annotations

import os
import time
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.bench.measuring import per_second, ratios, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.application import Program

__all__ = ["lines", "measure"]

_PRESET = "spiral"
_TURNS, _SECONDS = 15, 1.0
_TICK_MS = 16
_CALL = 0.03  # seconds, as without a window
_BEGUN, _TRIED = 2_000, 20  # epochs: the first thousand are all evaluated, whatever that costs


def measure(quick: bool) -> dict[str, Any]:
    """Return display and picture gaps in ms, and training beside the window as a share of training alone."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from nnplayground.app.settings import Settings
    from nnplayground.projects import presets
    from nnplayground.ui import application

    turns, seconds = (2, 0.4) if quick else (_TURNS, _SECONDS)
    app = application.make_application("dark", "en")
    experiment = presets.load(_PRESET)
    with TemporaryDirectory() as folder:
        program = application.Program(experiment, Settings(Path(folder, "settings.ini")))
        program.window.show()
        program.session.start()
        program.session.set_pace(None)
        alone = _Alone(experiment, seconds)
        beside = _Beside(program, app.processEvents, _TRIED if quick else _BEGUN)
        figures = [(beside.turn(seconds), alone.rate()) for _turn in range(turns)]
        program.close()
    return {
        "preset": _PRESET,
        "display_gap_ms": _percentiles(beside.display_gaps),
        "picture_gap_ms": _percentiles(beside.picture_gaps),
        "steps_per_second": summary([rate for rate, _alone in figures])["median"],
        "headless_steps_per_second": summary([rate for _beside, rate in figures])["median"],
        "training_kept": summary(ratios(*zip(*figures, strict=True))),
    }


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Say what was found."""
    for name, gaps in (("display", found["display_gap_ms"]), ("pictures", found["picture_gap_ms"])):
        told = ", ".join(f"{key} {gap:.0f} ms" for key, gap in gaps.items())
        yield f"gaps of the {name}: {told}"
    kept, alone = found["training_kept"], found["headless_steps_per_second"]
    spread = f"{kept['lower_quartile']:.0%} to {kept['upper_quartile']:.0%}"
    yield f"training beside the window: {kept['median']:.0%} ({spread}) of {alone:,.0f} steps/s headless"


class _Alone:
    """The same experiment without a window."""

    def __init__(self, experiment: Experiment, seconds: float) -> None:
        from nnplayground.train.stride import Stride
        from nnplayground.train.trainer import Trainer

        self._trainer, self._stride, self._seconds = Trainer(experiment), Stride(_CALL), seconds

    def rate(self) -> float:
        """Return steps per second."""
        return per_second(self._work, self._seconds)

    def _work(self) -> int:
        trainer, step, seconds = self._trainer, self._trainer.step, self._trainer.seconds
        trainer.advance(self._stride.steps, self._stride.steps)
        self._stride.took(trainer.step - step, trainer.seconds - seconds)
        return trainer.step - step


class _Beside:
    """The window at work, between pauses in which the other side is measured."""

    def __init__(self, program: Program, process: Callable[[], None], begun: int) -> None:
        self._session, self._process, self._begun = program.session, process, begun
        self.display_gaps: list[float] = []
        self.picture_gaps: list[float] = []
        self._seen: list[tuple[float, int]] = []
        self._session.snapshot_taken.connect(self._see)

    def _see(self, snapshot: Snapshot) -> None:
        self._seen.append((time.perf_counter(), snapshot.step))

    def turn(self, seconds: float) -> float:
        """Train for a while with the event loop running; return steps per second."""
        session = self._session
        session.play()
        # Not before the first pictures are drawn.
        self._until(lambda: session.snapshot is not None and session.snapshot.epoch >= self._begun)
        seen = len(self._seen)
        self._until(lambda: len(self._seen) > seen)
        self._seen.clear()
        self.display_gaps += _gaps(self._ticks(seconds))
        self._until(lambda: len(self._seen) > 1)  # a speed needs two, however slow the machine
        (first, before), (last, after) = self._seen[0], self._seen[-1]
        self.picture_gaps += _gaps([moment for moment, _step in self._seen])
        session.pause()
        self._until(lambda: session.snapshot is not None and not session.is_playing)
        return (after - before) / (last - first)

    def _until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            self._process()

    def _ticks(self, seconds: float) -> list[float]:
        from PySide6.QtCore import QEventLoop, Qt, QTimer

        ticks: list[float] = []
        loop, timer = QEventLoop(), QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
        timer.start(_TICK_MS)
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()
        timer.stop()
        return ticks


def _gaps(times: list[float]) -> list[float]:
    return [1000 * (after - before) for before, after in pairwise(times)]


def _percentiles(gaps: list[float]) -> dict[str, float]:
    values = np.percentile(gaps, [50, 95, 99, 100]).tolist() if gaps else [float("nan")] * 4
    return dict(zip(("p50", "p95", "p99", "worst"), values, strict=True))
