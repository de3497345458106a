"""How fast, and how far, a run is to go."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnplayground.train.commands import Step
    from nnplayground.train.trainer import Trainer

__all__ = ["Pacing"]

_PATIENCE = 0.25  # seconds: a pace that fell behind further than this is not caught up with


class Pacing:
    """A pace in epochs per second, and a goal for which no pace is kept.

    Attributes
    ----------
    pace : float or None
        None is as fast as possible.
    goal : Step or None
        Steps or epochs since the start of the run at which to pause.
    due : float
        When the next epoch is to begin.
    """

    def __init__(self) -> None:
        self.pace: float | None = None
        self.goal: Step | None = None
        self.due = 0.0

    def set_pace(self, pace: float | None) -> None:
        """Keep to another pace from now on."""
        self.pace = pace
        self.begin()

    def begin(self) -> None:
        """Note that training begins now."""
        self.due = time.perf_counter()

    def end_epoch(self) -> None:
        """Note that an epoch is done."""
        if self.pace is not None:
            self.due = max(self.due + 1 / self.pace, time.perf_counter() - _PATIENCE)

    @property
    def kept(self) -> float | None:
        """The pace that is kept to now; None if none is."""
        return self.pace if self.goal is None else None

    def rest(self) -> float:
        """Return how many seconds there are until the next epoch."""
        return 0.0 if self.kept is None else max(0.0, self.due - time.perf_counter())

    def within(self, trainer: Trainer, steps: int, epochs: int) -> tuple[int, int]:
        """Return how many of so many steps and epochs may be done in one call."""
        if self.goal is not None and self.goal.steps:
            steps = min(steps, self.goal.steps - trainer.step)
        if self.goal is not None and self.goal.epochs:
            epochs = min(epochs, self.goal.epochs - trainer.epoch)
        return steps, 1 if self.kept is not None else epochs

    def reached(self, trainer: Trainer) -> bool:
        """Tell whether there is a goal and the trainer is there."""
        goal = self.goal
        return goal is not None and (0 < goal.steps <= trainer.step or 0 < goal.epochs <= trainer.epoch)
