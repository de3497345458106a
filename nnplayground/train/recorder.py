"""When to keep a moment of a run: often enough to go back to, seldom enough that training hardly notices."""

from __future__ import annotations

import math
import time
from collections import deque
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.train.checkpoint import size_of, take
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.timeline import Moment, Timeline

if TYPE_CHECKING:
    from nnplayground.train.checkpoint import Checkpoint
    from nnplayground.train.measures import Measures
    from nnplayground.train.probes import Prober
    from nnplayground.train.snapshot import Array
    from nnplayground.train.trainer import Trainer

__all__ = ["PICTURE", "Recorder"]

PICTURE = ProbeRequest("boundary", 28)
"""What a moment's picture shows of data on a plane or a line."""

_PICTURES = 2**24  # bytes, more than a picture has
_CLASSES = 64  # a larger confusion matrix would be no picture

_SHARE = 100  # training gets at least so many times the time that keeping moments takes;
_AT_FIRST = 4  # only so many times it for the first moments of a run, because most is learned then,
_FIRST = 32  # as long as there are fewer than so many,
_URGENT = 10  # and so many times it where somebody changed something, or waits:
_SMALL = 4 * 2**20  # at once if it is of at most so many bytes, whatever else the computer does
_RESTS = 1.0  # seconds of training after which one is kept though nothing was measured: epochs may be long


class Recorder:
    """Writes the timeline of a run.

    Parameters
    ----------
    timeline : Timeline
    prober : Prober
        Draws the pictures.

    Attributes
    ----------
    spent : float
        Seconds that keeping moments took so far.
    """

    def __init__(self, timeline: Timeline, prober: Prober) -> None:
        self._timeline, self._prober = timeline, prober
        self.spent = self._kept = 0.0
        self._trained = 0.0  # seconds, when a moment was kept
        self._count = 0  # of moments that were kept of this run
        # One long wait for Python's lock must not keep moments away for seconds: the median says the cost.
        self._costs: deque[float] = deque(maxlen=5)
        self._event = ""  # what was changed since a moment was kept

    def begin(self, trainer: Trainer, measures: Measures | None) -> None:
        """Forget the last run and keep the beginning of this one."""
        self._timeline.clear()
        self._count = 0
        self.begin_segment(trainer, measures, "")

    def begin_segment(self, trainer: Trainer, measures: Measures | None, event: str) -> None:
        """Go on with another network, or other data."""
        self._timeline.begin(trainer.experiment, trainer.step)
        self._event = event
        self.keep(trainer, measures)
        self._costs.clear()  # grids and graphs were made: it says nothing of the next time

    def interrupt(self, trainer: Trainer, measures: Measures | None, event: str = "") -> None:
        """Keep what the run is after it was changed by other means than training."""
        self._timeline.interrupt(trainer.step)
        self._event = event or self._event
        self.offer(trainer, measures, urgently=True)

    def offer(self, trainer: Trainer, measures: Measures | None, *, urgently: bool = False) -> None:
        """Keep the present if it is time to; better at a step that was measured."""
        cost = median(self._costs) if self._costs else 0.0
        cheap, rest = self._timeline.needs <= _SMALL, _SHARE * cost
        if urgently:
            rest = 0.0 if cheap else _URGENT * cost
        elif measures is None or measures.step != trainer.step:
            rest = rest if trainer.seconds - self._trained >= _RESTS else math.inf
        elif cheap and self._count < _FIRST:
            rest = _AT_FIRST * cost
        if time.perf_counter() - self._kept >= rest:
            self.keep(trainer, measures)

    def keep(self, trainer: Trainer, measures: Measures | None) -> None:
        """Keep the present, unless the budget has no room for moments of this size."""
        started = time.perf_counter()
        if self._timeline.fits(size_of(trainer)):
            self._timeline.keep(*self._moment(trainer, measures))
            self._event = ""
        self._kept, self._trained = time.perf_counter(), trainer.seconds
        self._costs.append(self._kept - started)
        self.spent += self._kept - started
        self._count += 1

    def with_present(self, trainer: Trainer, measures: Measures | None) -> Timeline:
        """Return a timeline that ends with the present: the present alone if there is no room for it."""
        self.keep(trainer, measures)
        if self._timeline.fits(size_of(trainer)) and self._timeline.moments():
            return self._timeline
        alone = Timeline(2 * size_of(trainer) + _PICTURES)
        alone.begin(trainer.experiment, trainer.step)
        alone.keep(*self._moment(trainer, measures))
        return alone

    def copy_with_present(self, trainer: Trainer, measures: Measures | None) -> Timeline:
        """Return a copy that ends with the present, without a picture of it; the timeline stays as it is."""
        copy = self._timeline.copy()
        if not copy.segments():
            copy.begin(trainer.experiment, trainer.step)
        # Whoever takes the copy says how much of it is wanted: there has to be room for the present.
        copy.budget = max(copy.budget, 2 * (copy.used + size_of(trainer)))
        copy.keep(*self._moment(trainer, measures, pictured=False))
        return copy

    def _moment(
        self, trainer: Trainer, measures: Measures | None, *, pictured: bool = True
    ) -> tuple[Moment, Checkpoint]:
        state, picture = take(trainer), self._picture(trainer, measures) if pictured else None
        fresh = measures is not None and measures.step == trainer.step
        moment = Moment(
            0,
            0,
            trainer.step,
            trainer.epoch,
            trainer.seconds,
            measures.train.loss if measures is not None and fresh else math.nan,
            measures.test.loss if measures is not None and fresh else math.nan,
            picture,
            state.bytes + (0 if picture is None else picture.nbytes),
            self._event,
        )
        return moment, state

    def _picture(self, trainer: Trainer, measures: Measures | None) -> Array | None:
        plane = self._prober.answer(trainer, [PICTURE])[PICTURE].get("boundary")
        return plane if plane is not None else _matrix(measures)


def _matrix(measures: Measures | None) -> Array | None:
    """Return the newest confusion matrix, every row divided by how many samples the class has."""
    counts = None if measures is None else measures.test.confusion
    if counts is None and measures is not None:
        counts = measures.train.confusion
    if counts is None or len(counts) > _CLASSES:
        return None
    shares: Array = (counts / np.maximum(1, counts.sum(axis=1, keepdims=True))).astype(np.float32)
    shares.flags.writeable = False
    return shares
