"""The base of loss functions; kinds are in :mod:`nnplayground.layers.losses`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.component import Component

if TYPE_CHECKING:
    from torch import nn

    from nnplayground.core.layer import TensorSpec

__all__ = ["Encoding", "Link", "Loss", "Task"]


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


class Encoding(StrEnum):
    """How a target meets the prediction."""

    SAME = "same"  # values as they are
    INDEX = "index"  # class indices
    BIT = "bit"  # two classes as one column of 0 and 1
    SIGN = "sign"  # two classes as one column of −1 and +1
    ONE_HOT = "one-hot"  # one column of 0 and 1 per class


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

    def encoding(self, prediction: TensorSpec, target: TensorSpec) -> Encoding:
        """Return what becomes of the target before it is compared."""
        raise TypeError(f"{type(self).__name__} does not say how it encodes {target} for {prediction}")

    def build(self, prediction: TensorSpec, target: TensorSpec) -> nn.Module:
        """Return a module (prediction, target) → mean loss, encoding class targets as it needs them.

        A class target arrives as int64 indices of shape (batch,), a value target as (batch, …).
        """
        raise TypeError(f"{type(self).__name__} does not say how it is built for {prediction} and {target}")

    def code(self) -> str:
        """Return the PyTorch expression of the criterion, e.g. ``nn.CrossEntropyLoss()``.

        It takes the prediction and the target as :meth:`encoding` makes it.
        """
        raise TypeError(f"{type(self).__name__} does not say its code")

    @classmethod
    def helpers(cls) -> str:
        """Return the source of the class that :meth:`code` names where PyTorch has none, else nothing."""
        return ""
