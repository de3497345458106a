"""Which measure says how good a network is, besides its loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.core.codes import main_loss
from nnplayground.core.dataset import TargetForm

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment

__all__ = ["QUALITIES", "SHARES", "quality_of"]

QUALITIES = ("iou", "accuracy", "r2")
"""The measures, the one that says most first: of what is measured, the first is the quality."""
SHARES = ("iou", "accuracy")
"""Those that are told in per cent."""


def quality_of(experiment: Experiment) -> str:
    """Return ``"iou"`` for masks and boxes, ``"accuracy"`` for classes, ``"r2"`` for values and pictures."""
    spec = experiment.data.spec()
    if main_loss(experiment.graph) is None:
        return "r2"
    if spec.form is not TargetForm.PLAIN:
        return "iou"
    return "accuracy" if spec.target.classes else "r2"
