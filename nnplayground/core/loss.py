"""The base of loss functions; kinds are in :mod:`nnplayground.layers.losses`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.component import Component

if TYPE_CHECKING:
    from torch import nn

    from nnplayground.core.layer import TensorSpec

__all__ = ["Link", "Loss", "Task"]


class Task(StrEnum):
    """What the data asks for."""

    BINARY = "binary"
    MULTICLASS = "multiclass"
    REGRESSION = "regression"


class Link(StrEnum):
    """How a loss reads the raw prediction, and so how a view turns it into a probability or a value."""

    IDENTITY = "identity"
    SIGN = "sign"
    SIGMOID = "sigmoid"
    SOFTMAX = "softmax"


class Loss(Component):
    """A loss of one prediction and one target, averaged over the batch.

    Attributes
    ----------
    tasks : frozenset of Task
        What it is meant for.
    """

    family: ClassVar[str] = "loss"
    homes: ClassVar[tuple[str, ...]] = ("nnplayground.layers",)
    tasks: ClassVar[frozenset[Task]]

    def check(self, prediction: TensorSpec, target: TensorSpec) -> None:
        """Explain by a :class:`~nnplayground.core.layer.ShapeError` why the two do not fit, if so."""
        raise TypeError(f"{type(self).__name__} does not say what it takes for {prediction} and {target}")

    def link(self, prediction: TensorSpec, target: TensorSpec) -> Link:
        """Return how the raw prediction is read."""
        raise TypeError(f"{type(self).__name__} does not say how it reads {prediction} and {target}")

    def build(self, prediction: TensorSpec, target: TensorSpec) -> nn.Module:
        """Return a module (prediction, target) → mean loss, encoding class targets as it needs them.

        A class target arrives as int64 indices of shape (batch,), a value target as (batch, …).
        """
        raise TypeError(f"{type(self).__name__} does not say how it is built for {prediction} and {target}")

    def code(self) -> str:
        """Return the PyTorch expression of the criterion, e.g. ``nn.CrossEntropyLoss()``."""
        raise TypeError(f"{type(self).__name__} does not say its code")
