"""When to evaluate a run, so that its curve is fine and training hardly notices."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from nnplayground.train.look import gradient_norms

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnplayground.train.measures import Measures
    from nnplayground.train.trainer import Trainer

__all__ = ["Gauge"]

_EVALUATIONS = 1 / 4  # seconds between two evaluations at full throttle; numbers are not read faster
_SHARE = 14  # training gets at least so many times the time of evaluating
_EACH = 1_000  # epochs that are all evaluated, so that the curve has its bends, where evaluating all samples
_CHEAP = 10_000_000  # takes at most so many multiply-adds
_FIRST = 20  # epochs that are all evaluated of any network, because most is learned in them


class Gauge:
    """Evaluates a trainer and remembers the result.

    Attributes
    ----------
    measures : Measures or None
        The newest; None if they are not those of the trainer as it is.
    """

    def __init__(self) -> None:
        self.measures: Measures | None = None
        self._evaluated = self._cost = 0.0
        self._recorded = 0  # epochs done at the last row of the history

    def forget(self) -> None:
        """Note that the network has changed by other means than training."""
        self.measures = None

    def begin(self, epoch: int) -> None:
        """Note that training goes on from another moment, after so many epochs."""
        self.measures, self._recorded = None, epoch

    def record(self, trainer: Trainer) -> Measures:
        """Evaluate, and add the result and the norms of the last gradients to the history."""
        self._recorded = trainer.epoch
        return self._evaluate(partial(_record, trainer))

    def wants_each(self, trainer: Trainer) -> bool:
        """Tell whether every epoch is to be evaluated so early in a run."""
        work = sum(map(len, trainer.parts.values())) * trainer.program.report.multiply_adds
        return trainer.epoch < (_EACH if work <= _CHEAP else _FIRST)

    def wants(self, trainer: Trainer) -> bool:
        """Tell whether an epoch that has just ended is to be evaluated."""
        return self.wants_each(trainer) or self._is_due()

    def current(self, trainer: Trainer, *, playing: bool) -> Measures:
        """Return measures of this very step, unless they cost too much to take in mid-run."""
        measures = self.measures
        if measures is not None and measures.step == trainer.step:
            return measures
        is_due = self._is_due()
        if playing and is_due and trainer.epoch > self._recorded:
            return self.record(trainer)  # what is measured for the picture is a point of the curves too
        if measures is None or is_due or not playing:
            return self._evaluate(trainer.measure)
        return measures

    def _is_due(self) -> bool:
        return time.perf_counter() - self._evaluated >= max(_EVALUATIONS, _SHARE * self._cost)

    def _evaluate(self, how: Callable[[], Measures]) -> Measures:
        started = time.perf_counter()
        self.measures = how()
        self._evaluated = time.perf_counter()
        self._cost = self._evaluated - started
        return self.measures


def _record(trainer: Trainer) -> Measures:
    norms = gradient_norms(trainer)
    return trainer.record({f"gradient_norm:{node}": norm for node, norm in norms.items()})
