"""What is trained side by side; free of torch, so that a window can say it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment

__all__ = ["MOST_SEEDS", "InStep", "Setup"]

MOST_SEEDS = 16


class InStep(StrEnum):
    """What the members have in common after every round."""

    EPOCH = "epoch"
    STEP = "step"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Setup:
    """What is trained side by side.

    Attributes
    ----------
    a : Experiment
    b : Experiment or None
        None trains only A, from many seeds.
    seeds : int
        How many, from that of ``a`` on; both sides have the same.
    in_step : InStep
    """

    a: Experiment
    b: Experiment | None = None
    seeds: int = 1
    in_step: InStep = InStep.EPOCH

    @property
    def sides(self) -> tuple[Experiment, ...]:
        """A, or A and B."""
        return (self.a,) if self.b is None else (self.a, self.b.replace(seed=self.a.seed))
