"""Early stopping: the best weights so far, and when to go back to them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

    from nnplayground.core.text import Text
    from nnplayground.train.measures import Measures
    from nnplayground.train.program import Program

__all__ = ["Patience"]


class Patience:
    """Waits for a lower validation loss.

    Parameters
    ----------
    epoch : int
        Finished ones as the waiting begins.
    """

    def __init__(self, epoch: int) -> None:
        self._loss, self._epoch = math.inf, epoch
        self._weights: dict[str, Tensor] = {}  # replaced as a whole, never written into

    def ends(self, measures: Measures, patience: int, program: Program) -> Text | None:
        """Return why the run ends, which then has its best weights again; None if there is hope.

        Parameters
        ----------
        measures : Measures
            Of an epoch that has just ended.
        patience : int
            Epochs without a lower loss.
        program : Program
        """
        if measures.validation.loss < self._loss:
            self._loss, self._epoch = measures.validation.loss, measures.epoch
            self._weights = {name: value.clone() for name, value in program.state_dict().items()}
        if measures.epoch - self._epoch < patience:
            return None
        program.load_state_dict(self._weights)
        sentence = _(
            "core", "No better validation loss for {count} epochs; back to the weights of epoch {best}."
        )
        return sentence.format(count=patience, best=self._epoch)

    def memory(self) -> tuple[dict[str, Tensor], dict[str, Any]]:
        """Return the best weights so far, which are never changed, and plain numbers."""
        return self._weights, {"loss": self._loss, "epoch": self._epoch}

    def remember(self, weights: Mapping[str, Tensor], facts: Mapping[str, Any]) -> None:
        """Go on from what :meth:`memory` returned."""
        self._weights, self._loss, self._epoch = dict(weights), facts["loss"], facts["epoch"]
