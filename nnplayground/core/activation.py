"""The base of activation functions; kinds are in :mod:`nnplayground.layers.activations`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.component import Component

if TYPE_CHECKING:
    from torch import nn

__all__ = ["Activation"]


class Activation(Component):
    """An elementwise function, or one over a layer's units (softmax, maxout).

    Attributes
    ----------
    elementwise : bool
        False if an output depends on other units.
    nonnegative : bool
        Never below zero, so that pictures use the upper half of the colour scale.
    bounds : tuple of float
        The least and the largest value it can give.
    gain : str
        The name ``torch.nn.init.calculate_gain`` knows the nearest relative by.
    """

    family: ClassVar[str] = "activation"
    homes: ClassVar[tuple[str, ...]] = ("nnplayground.layers",)
    elementwise: ClassVar[bool] = True
    nonnegative: ClassVar[bool] = False
    bounds: ClassVar[tuple[float, float]] = (-math.inf, math.inf)
    gain: ClassVar[str] = "linear"

    def inputs_per_unit(self) -> int:
        """Return how many values are needed for one output value (2 or more for maxout)."""
        return 1

    def parameter_shapes(self, units: int) -> dict[str, tuple[int, ...]]:
        """Return the shapes of its own trainable parameters when it stands behind ``units`` values."""
        del units
        return {}

    def build(self) -> nn.Module:
        """Return the module; it maps (batch, features·inputs_per_unit, …) to (batch, features, …)."""
        raise TypeError(f"{type(self).__name__} does not say how it is built")

    def code(self) -> str:
        """Return the PyTorch expression that makes the same module, e.g. ``nn.Tanh()``."""
        raise TypeError(f"{type(self).__name__} does not say its code")

    @classmethod
    def helpers(cls) -> str:
        """Return the source of the class that :meth:`code` names where PyTorch has none, else nothing."""
        return ""
