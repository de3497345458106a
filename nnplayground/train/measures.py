"""What is known of a run at one step."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnplayground.train.snapshot import Scores

__all__ = ["Measures"]


@dataclass(frozen=True, slots=True)
class Measures:
    """What is known of a run at one step.

    Attributes
    ----------
    train, validation, test : Scores
    penalty : float
        What regularization adds to the training loss.
    learning_rate : float
        After the schedule.
    """

    epoch: int
    step: int
    seconds: float
    train: Scores
    validation: Scores
    test: Scores
    penalty: float
    learning_rate: float

    def flat(self) -> dict[str, float]:
        """Return everything by the names that stop conditions and curves use."""
        values = {name: float(getattr(self, name)) for name in ("epoch", "step", "seconds")}
        for part in ("train", "validation", "test"):
            scores: Scores = getattr(self, part)
            if not math.isnan(scores.loss) or part == "train":
                values[f"{part}_loss"] = scores.loss
            values.update({f"{part}_{name}": value for name, value in scores.metrics.items()})
        return {**values, "penalty": self.penalty, "learning_rate": self.learning_rate}
