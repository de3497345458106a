"""Activations that pass positive sums and hold back negative ones."""

from __future__ import annotations

import math
from typing import ClassVar

from nnplayground.core.component import param
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.activations import TorchActivation

__all__ = ["ELU", "GELU", "SELU", "LeakyReLU", "Mish", "PReLU", "ReLU", "SiLU", "Softplus"]


class ReLU(TorchActivation):
    """The rectified linear unit."""

    kind: ClassVar[str] = "relu"
    title: ClassVar[Text] = _("core", "ReLU")
    help: ClassVar[Text] = _(
        "core",
        "Passes positive sums, stops negative ones. Fast and the usual choice in deep networks; a unit whose "
        "sum is always negative learns no more.",
    )
    bounds: ClassVar[tuple[float, float]] = (0.0, math.inf)
    formula: ClassVar[str] = r"f(x) = \max(0, x)"
    nonnegative: ClassVar[bool] = True
    gain: ClassVar[str] = "relu"
    torch_name: ClassVar[str] = "ReLU"


class LeakyReLU(TorchActivation):
    """ReLU that lets a little of negative sums through."""

    kind: ClassVar[str] = "leaky_relu"
    title: ClassVar[Text] = _("core", "Leaky ReLU")
    help: ClassVar[Text] = _(
        "core", "Like ReLU, but lets a small share of negative sums through, so that no unit stops learning."
    )
    formula: ClassVar[str] = r"f(x) = \max(0, x) + a \, \min(0, x)"
    gain: ClassVar[str] = "leaky_relu"
    torch_name: ClassVar[str] = "LeakyReLU"

    negative_slope: float = param(
        0.01,
        _("core", "Negative slope"),
        _("core", "What share of a negative sum passes; 0 is ReLU, 1 is the identity."),
        ge=-10,
        le=10,
        effect=_("core", "Higher: negative sums learn more, and the function bends less."),
        why=_("core", "0.01 is enough to keep units from dying."),
    )


class PReLU(TorchActivation):
    """Leaky ReLU whose slope is learned (He et al. 2015)."""

    kind: ClassVar[str] = "prelu"
    title: ClassVar[Text] = _("core", "PReLU")
    help: ClassVar[Text] = _(
        "core", "Like leaky ReLU, but the layer learns what share of negative sums to let through."
    )
    formula: ClassVar[str] = r"f(x) = \max(0, x) + a \, \min(0, x)"
    gain: ClassVar[str] = "leaky_relu"
    torch_name: ClassVar[str] = "PReLU"

    init: float = param(
        0.25,
        _("core", "First slope"),
        _("core", "What share of a negative sum passes at the start; training changes it."),
        ge=-10,
        le=10,
        effect=_("core", "It only sets the start; training finds the slope, one for the whole layer."),
        why=_("core", "0.25 is the start in the paper (He et al. 2015)."),
    )

    def parameter_shapes(self, units: int) -> dict[str, tuple[int, ...]]:
        """Return the one slope that all units share."""
        del units
        return {"weight": (1,)}


class ELU(TorchActivation):
    """The exponential linear unit (Clevert et al. 2016)."""

    kind: ClassVar[str] = "elu"
    title: ClassVar[Text] = _("core", "ELU")
    help: ClassVar[Text] = _(
        "core",
        "Like ReLU, but bends smoothly towards −α for negative sums, which keeps the mean near 0 and the "
        "unit alive.",
    )
    formula: ClassVar[str] = r"f(x) = \begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases}"
    gain: ClassVar[str] = "relu"
    torch_name: ClassVar[str] = "ELU"

    alpha: float = param(
        1.0,
        _("core", "α"),
        _("core", "How far below 0 the output can go; 1 has no kink at 0."),
        ge=0,
        le=100,
        effect=_("core", "Higher: negative sums reach further down, which moves the mean towards 0."),
        why=_("core", "1 makes the slope the same on both sides of 0."),
    )


class SELU(TorchActivation):
    """The scaled exponential linear unit (Klambauer et al. 2017)."""

    kind: ClassVar[str] = "selu"
    title: ClassVar[Text] = _("core", "SELU")
    help: ClassVar[Text] = _(
        "core",
        "ELU with two constants that draw mean 0 and variance 1 towards themselves through many layers. "
        "Start the weights with a normal distribution of 1/√inputs.",
    )
    formula: ClassVar[str] = (
        r"f(x) = \lambda \begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases},\quad "
        r"\lambda \approx 1.0507,\ \alpha \approx 1.6733"
    )
    gain: ClassVar[str] = "selu"
    torch_name: ClassVar[str] = "SELU"


class GELU(TorchActivation):
    """The Gaussian error linear unit (Hendrycks and Gimpel 2016)."""

    kind: ClassVar[str] = "gelu"
    title: ClassVar[Text] = _("core", "GELU")
    help: ClassVar[Text] = _(
        "core",
        "Lets a sum through as much as a normal random number is likely to be below it; the usual choice in "
        "transformers.",
    )
    formula: ClassVar[str] = (
        r"f(x) = x \, \Phi(x) = \frac{x}{2} \left(1 + \mathrm{erf} \frac{x}{\sqrt{2}}\right)"
    )
    gain: ClassVar[str] = "relu"
    torch_name: ClassVar[str] = "GELU"


class SiLU(TorchActivation):
    """The sigmoid linear unit, also called swish."""

    kind: ClassVar[str] = "silu"
    title: ClassVar[Text] = _("core", "SiLU")
    help: ClassVar[Text] = _(
        "core", "The sum times its own sigmoid, also called swish: a smooth ReLU with a small dip below 0."
    )
    formula: ClassVar[str] = r"f(x) = x \, \sigma(x) = \frac{x}{1 + e^{-x}}"
    gain: ClassVar[str] = "relu"
    torch_name: ClassVar[str] = "SiLU"


class Mish(TorchActivation):
    """The sum times the tanh of its softplus (Misra 2019)."""

    kind: ClassVar[str] = "mish"
    title: ClassVar[Text] = _("core", "Mish")
    help: ClassVar[Text] = _("core", "A smooth ReLU much like SiLU, with a slightly deeper dip below 0.")
    formula: ClassVar[str] = r"f(x) = x \tanh(\ln(1 + e^x))"
    gain: ClassVar[str] = "relu"
    torch_name: ClassVar[str] = "Mish"


class Softplus(TorchActivation):
    """A smooth ReLU that never reaches zero."""

    kind: ClassVar[str] = "softplus"
    title: ClassVar[Text] = _("core", "Softplus")
    help: ClassVar[Text] = _(
        "core",
        "A ReLU with its corner rounded off, always positive: for outputs that must be, such as a width.",
    )
    bounds: ClassVar[tuple[float, float]] = (0.0, math.inf)
    formula: ClassVar[str] = r"f(x) = \ln(1 + e^x)"
    nonnegative: ClassVar[bool] = True
    gain: ClassVar[str] = "relu"
    torch_name: ClassVar[str] = "Softplus"
