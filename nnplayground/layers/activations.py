"""Activations that are straight, bounded or periodic; see ``activations_*.py`` for the other families."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.activation import Activation
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.torch_parts import expression, make

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["Arctan", "HardTanh", "Identity", "Sigmoid", "Sine", "Softsign", "Step", "Tanh", "TorchActivation"]


class TorchActivation(Activation):
    """An activation that ``torch.nn`` has, with its arguments as fields.

    Attributes
    ----------
    torch_name : str
        The class in ``torch.nn``.
    """

    torch_name: ClassVar[str]

    def build(self) -> nn.Module:
        """Return PyTorch's module."""
        return make(self.torch_name, self)

    def code(self) -> str:
        """Return the call of PyTorch's class."""
        return expression(self.torch_name, self)


class Identity(TorchActivation):
    """Nothing is changed."""

    kind: ClassVar[str] = "identity"
    title: ClassVar[Text] = _("core", "Identity")
    help: ClassVar[Text] = _(
        "core", "Leaves the sum as it is: right before a loss, and for linear regression."
    )
    formula: ClassVar[str] = r"f(x) = x"
    torch_name: ClassVar[str] = "Identity"


class Sigmoid(TorchActivation):
    """The logistic function."""

    kind: ClassVar[str] = "sigmoid"
    title: ClassVar[Text] = _("core", "Sigmoid")
    help: ClassVar[Text] = _(
        "core",
        "Squeezes any number between 0 and 1, like a probability. Its slope is at most ¼, so gradients "
        "shrink quickly through many such layers.",
    )
    bounds: ClassVar[tuple[float, float]] = (0.0, 1.0)
    formula: ClassVar[str] = r"f(x) = \frac{1}{1 + e^{-x}}"
    nonnegative: ClassVar[bool] = True
    gain: ClassVar[str] = "sigmoid"
    torch_name: ClassVar[str] = "Sigmoid"


class Tanh(TorchActivation):
    """The hyperbolic tangent."""

    kind: ClassVar[str] = "tanh"
    title: ClassVar[Text] = _("core", "Tanh")
    help: ClassVar[Text] = _(
        "core",
        "Squeezes any number between −1 and 1, around 0. A good first choice for small networks: smooth, and "
        "steepest where the sums start.",
    )
    bounds: ClassVar[tuple[float, float]] = (-1.0, 1.0)
    formula: ClassVar[str] = r"f(x) = \tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}}"
    gain: ClassVar[str] = "tanh"
    torch_name: ClassVar[str] = "Tanh"


class HardTanh(TorchActivation):
    """The hyperbolic tangent in three straight pieces."""

    kind: ClassVar[str] = "hard_tanh"
    title: ClassVar[Text] = _("core", "Hard tanh")
    help: ClassVar[Text] = _(
        "core",
        "Passes numbers between −1 and 1 and cuts off the rest. Cheaper than tanh; a unit that is cut off "
        "for every sample learns no more.",
    )
    bounds: ClassVar[tuple[float, float]] = (-1.0, 1.0)
    formula: ClassVar[str] = r"f(x) = \max({-1}, \min(1, x))"
    gain: ClassVar[str] = "tanh"
    torch_name: ClassVar[str] = "Hardtanh"


class Softsign(TorchActivation):
    """Like tanh, but nearing its bounds slowly."""

    kind: ClassVar[str] = "softsign"
    title: ClassVar[Text] = _("core", "Softsign")
    help: ClassVar[Text] = _(
        "core",
        "Between −1 and 1 like tanh, but nears its bounds slowly, so that large sums still have a gradient.",
    )
    bounds: ClassVar[tuple[float, float]] = (-1.0, 1.0)
    formula: ClassVar[str] = r"f(x) = \frac{x}{1 + |x|}"
    gain: ClassVar[str] = "tanh"
    torch_name: ClassVar[str] = "Softsign"


class Arctan(Activation):
    """The inverse tangent."""

    kind: ClassVar[str] = "arctan"
    title: ClassVar[Text] = _("core", "Arctan")
    help: ClassVar[Text] = _(
        "core",
        "Between −π/2 and π/2, shaped like tanh but flatter, so that large sums still have a gradient.",
    )
    bounds: ClassVar[tuple[float, float]] = (-math.pi / 2, math.pi / 2)
    formula: ClassVar[str] = r"f(x) = \arctan x"
    gain: ClassVar[str] = "tanh"

    def build(self) -> nn.Module:
        """Return a module of ``torch.atan``."""
        return _arctan()()

    def code(self) -> str:
        """Return the helper's call."""
        return "Arctan()"

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return _helper("Arctan", "torch.atan(x)")


class Sine(Activation):
    """The sine."""

    kind: ClassVar[str] = "sine"
    title: ClassVar[Text] = _("core", "Sine")
    help: ClassVar[Text] = _(
        "core",
        "Repeats for ever, so that few units can draw many waves, such as a spiral's arms. The loss gets "
        "many valleys: small starting weights help (Sitzmann et al. 2020).",
    )
    bounds: ClassVar[tuple[float, float]] = (-1.0, 1.0)
    formula: ClassVar[str] = r"f(x) = \sin x"

    def build(self) -> nn.Module:
        """Return a module of ``torch.sin``."""
        return _sine()()

    def code(self) -> str:
        """Return the helper's call."""
        return "Sine()"

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return _helper("Sine", "torch.sin(x)")


class Step(Activation):
    """The hard threshold of Rosenblatt's perceptron (1958)."""

    kind: ClassVar[str] = "step"
    title: ClassVar[Text] = _("core", "Step")
    help: ClassVar[Text] = _(
        "core",
        "1 for positive sums, else 0: the threshold of the first perceptron. Its gradient is zero "
        "everywhere, so nothing before it learns by gradient descent.",
    )
    bounds: ClassVar[tuple[float, float]] = (0.0, 1.0)
    formula: ClassVar[str] = r"f(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}"
    nonnegative: ClassVar[bool] = True

    def build(self) -> nn.Module:
        """Return the threshold."""
        return _step()()

    def code(self) -> str:
        """Return the helper's call."""
        return "Step()"

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return _helper("Step", "torch.sign(torch.relu(x))")


def _helper(name: str, value: str) -> str:
    return f"class {name}(nn.Module):\n    def forward(self, x):\n        return {value}\n"


@cache
def _arctan() -> type[nn.Module]:
    import torch
    from torch import nn

    class Arctan(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.atan(x)

    return Arctan


@cache
def _sine() -> type[nn.Module]:
    import torch
    from torch import nn

    class Sine(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.sin(x)

    return Sine


@cache
def _step() -> type[nn.Module]:
    import torch
    from torch import nn

    class Step(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            # Unlike a comparison, sign keeps the graph: a zero gradient arrives instead of none at all.
            return torch.sign(torch.relu(x))

    return Step
