"""The classic activations: identity, the saturating ones, and those that look over several units."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.activation import Activation
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from torch import nn

__all__ = ["Identity", "ReLU", "Sigmoid", "Tanh"]


class Identity(Activation):
    """Nothing is changed."""

    kind: ClassVar[str] = "identity"
    title: ClassVar[Text] = _("core", "Identity")
    help: ClassVar[Text] = _(
        "core", "Leaves the sum as it is: right before a loss, and for linear regression."
    )
    formula: ClassVar[str] = r"f(x) = x"

    def build(self) -> nn.Module:
        """Return ``nn.Identity()``."""
        from torch import nn

        return nn.Identity()

    def code(self) -> str:
        """Return ``nn.Identity()``."""
        return "nn.Identity()"


class Sigmoid(Activation):
    """The logistic function."""

    kind: ClassVar[str] = "sigmoid"
    title: ClassVar[Text] = _("core", "Sigmoid")
    help: ClassVar[Text] = _(
        "core",
        "Squeezes any number between 0 and 1, like a probability. Its slope is at most ¼, so gradients "
        "shrink quickly through many such layers.",
    )
    formula: ClassVar[str] = r"f(x) = \frac{1}{1 + e^{-x}}"
    nonnegative: ClassVar[bool] = True
    gain: ClassVar[str] = "sigmoid"

    def build(self) -> nn.Module:
        """Return ``nn.Sigmoid()``."""
        from torch import nn

        return nn.Sigmoid()

    def code(self) -> str:
        """Return ``nn.Sigmoid()``."""
        return "nn.Sigmoid()"


class Tanh(Activation):
    """The hyperbolic tangent."""

    kind: ClassVar[str] = "tanh"
    title: ClassVar[Text] = _("core", "Tanh")
    help: ClassVar[Text] = _(
        "core",
        "Squeezes any number between −1 and 1, around 0. A good first choice for small networks: smooth, and "
        "steepest where the sums start.",
    )
    formula: ClassVar[str] = r"f(x) = \tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}}"
    gain: ClassVar[str] = "tanh"

    def build(self) -> nn.Module:
        """Return ``nn.Tanh()``."""
        from torch import nn

        return nn.Tanh()

    def code(self) -> str:
        """Return ``nn.Tanh()``."""
        return "nn.Tanh()"


class ReLU(Activation):
    """The rectified linear unit."""

    kind: ClassVar[str] = "relu"
    title: ClassVar[Text] = _("core", "ReLU")
    help: ClassVar[Text] = _(
        "core",
        "Passes positive sums, stops negative ones. Fast and the usual choice in deep networks; a unit whose "
        "sum is always negative learns no more.",
    )
    formula: ClassVar[str] = r"f(x) = \max(0, x)"
    nonnegative: ClassVar[bool] = True
    gain: ClassVar[str] = "relu"

    def build(self) -> nn.Module:
        """Return ``nn.ReLU()``."""
        from torch import nn

        return nn.ReLU()

    def code(self) -> str:
        """Return ``nn.ReLU()``."""
        return "nn.ReLU()"
