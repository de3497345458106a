"""What is known of a run at one step."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnplayground.train.snapshot import NO_SCORES, Scores

if TYPE_CHECKING:
    from collections.abc import Mapping

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

    @classmethod
    def of(cls, values: Mapping[str, float]) -> Measures:
        """Return the measures that :meth:`flat` gave these values; confusion matrices are not among them."""
        train, validation, test = (_scores(part, values) for part in ("train", "validation", "test"))
        return cls(
            int(values["epoch"]),
            int(values["step"]),
            values["seconds"],
            train,
            validation,
            test,
            values["penalty"],
            values["learning_rate"],
        )


def _scores(part: str, values: Mapping[str, float]) -> Scores:
    own = {name.removeprefix(f"{part}_"): v for name, v in values.items() if name.startswith(f"{part}_")}
    return Scores(own.pop("loss"), own) if "loss" in own else NO_SCORES
