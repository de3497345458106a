"""Which epochs of a trial become points of its curves: more of them where they cost little."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnplayground.train.trainer import Trainer

__all__ = ["Pace", "coarse"]

_ROWS = 20  # points that every trial has, whatever they cost
_MOST = 200  # more could not be told apart where curves are drawn
_GRACE = 0.06  # seconds that further points may take in all: a part of what writing a trial down takes;
_GRACE_PRUNED = 0.012  # less where every report is written down and answered before the trial goes on;
_SHARE = 0.03  # and this share of the time that is spent in steps
_CALL = 1.25  # a point also cuts the steps into shorter calls, which makes them a little slower


def coarse(epochs: int) -> int:
    """Return how many epochs lie between two points that every trial has."""
    return max(1, epochs // _ROWS)


class Pace:
    """Says after each record of a trial which epoch is to be recorded next.

    Evaluating a small network takes as long as twenty epochs of training it, so that curves as fine as those
    of a run in the window would make its sweep several times slower. What is affordable is spread evenly over
    the trial. How many points there are depends on the computer then; what they say does not.

    Parameters
    ----------
    epochs : int
        Of the trial.
    fine : bool
        Whether its curves are wanted at all.
    prunes : bool
        Whether it may be given up.
    """

    def __init__(self, epochs: int, *, fine: bool, prunes: bool = True) -> None:
        self._grace = _GRACE_PRUNED if prunes else _GRACE
        self._epochs, self._coarse = epochs, coarse(epochs)
        self._fine = math.ceil(epochs / _MOST) if fine else self._coarse
        self._cost = math.inf  # the least of all: a busy computer, or the first call, says too much
        self._more = 0  # points beyond those that every trial has

    def __call__(self, trainer: Trainer, took: float) -> int:
        """Return the next epoch to be recorded, after a record that took so many seconds."""
        epoch = trainer.epoch
        self._cost = min(self._cost, _CALL * took)
        if epoch % self._coarse:
            self._more += 1
        return min(epoch - epoch % self._coarse + self._coarse, epoch + self._step(epoch, trainer.seconds))

    def _step(self, epoch: int, seconds: float) -> int:
        """Return how many epochs lie between two points from here on, for all that may still be spent."""
        left = self._epochs - epoch
        expected = seconds * self._epochs / max(1, epoch)
        affordable = (self._grace + _SHARE * expected) / self._cost - self._more
        points = max(0.0, affordable) + left / self._coarse  # those that it has anyway cost nothing more
        return max(self._fine, math.ceil(left / max(1.0, points)))
