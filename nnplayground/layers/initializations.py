"""How weights start. All draw from the given generator, with the meaning of ``torch.nn.init``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from nnplayground.core.component import param
from nnplayground.core.layer import Initialization
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from torch import Tensor

__all__ = [
    "KaimingNormal",
    "KaimingUniform",
    "Normal",
    "Orthogonal",
    "Uniform",
    "XavierNormal",
    "XavierUniform",
    "Zeros",
]

_LEAK = 0.01  # what calculate_gain assumes of a leaky ReLU


class Uniform(Initialization):
    """Evenly between −a and a."""

    kind: ClassVar[str] = "uniform"
    title: ClassVar[Text] = _("core", "Uniform")
    help: ClassVar[Text] = _("core", "Evenly distributed between −a and a, as in TensorFlow Playground.")
    formula: ClassVar[str] = r"w \sim U({-a}, a)"

    limit: float = param(
        0.5,
        _("core", "a"),
        _("core", "The largest starting weight; 0.5 is TensorFlow Playground's."),
        ge=0,
        le=1e6,
        effect=_("core", "Larger: stronger signals from the start. Too large: units saturate."),
        why=_("core", "0.5 is what TensorFlow Playground draws from."),
    )

    def fill(self, weight: Tensor, generator: Any, nonlinearity: str) -> None:
        """Draw from U(−a, a)."""
        del nonlinearity
        from torch.nn import init

        init.uniform_(weight, -self.limit, self.limit, generator=generator)


class Normal(Initialization):
    """A bell curve around 0."""

    kind: ClassVar[str] = "normal"
    title: ClassVar[Text] = _("core", "Normal")
    help: ClassVar[Text] = _("core", "Normally distributed around 0 with standard deviation σ.")
    formula: ClassVar[str] = r"w \sim \mathcal{N}(0, \sigma^2)"

    std: float = param(
        0.1,
        _("core", "σ"),
        _("core", "The standard deviation."),
        ge=0,
        le=1e6,
        effect=_("core", "Larger: stronger signals from the start. Too large: units saturate."),
        why=_("core", "0.1 keeps the sums of a small layer well below 1."),
    )

    def fill(self, weight: Tensor, generator: Any, nonlinearity: str) -> None:
        """Draw from N(0, σ²)."""
        del nonlinearity
        from torch.nn import init

        init.normal_(weight, 0.0, self.std, generator=generator)


class XavierUniform(Initialization):
    """Uniform, scaled for tanh-like activations (Glorot and Bengio 2010)."""

    kind: ClassVar[str] = "xavier_uniform"
    title: ClassVar[Text] = _("core", "Xavier uniform")
    help: ClassVar[Text] = _(
        "core",
        "Keeps the size of values and gradients alike from layer to layer; made for tanh and sigmoid. Also "
        "called Glorot.",
    )
    formula: ClassVar[str] = r"w \sim U({-a}, a),\quad a = g \sqrt{\frac{6}{n_{in} + n_{out}}}"

    def fill(self, weight: Tensor, generator: Any, nonlinearity: str) -> None:
        """Draw with the gain of the activation."""
        from torch.nn import init

        init.xavier_uniform_(weight, _gain(nonlinearity), generator=generator)


class XavierNormal(Initialization):
    """Normal, scaled for tanh-like activations (Glorot and Bengio 2010)."""

    kind: ClassVar[str] = "xavier_normal"
    title: ClassVar[Text] = _("core", "Xavier normal")
    help: ClassVar[Text] = _("core", "As Xavier uniform, but normally distributed.")
    formula: ClassVar[str] = (
        r"w \sim \mathcal{N}(0, \sigma^2),\quad \sigma = g \sqrt{\frac{2}{n_{in} + n_{out}}}"
    )

    def fill(self, weight: Tensor, generator: Any, nonlinearity: str) -> None:
        """Draw with the gain of the activation."""
        from torch.nn import init

        init.xavier_normal_(weight, _gain(nonlinearity), generator=generator)


_MODE_TITLE = _("core", "Keep steady")
_MODE_HELP = _(
    "core", "fan_in keeps the values alike in size on the way forward, fan_out the gradients on the way back."
)


class _Kaiming(Initialization):
    """A spread that counts what comes in or what goes out."""

    mode: Literal["fan_in", "fan_out"] = param(
        "fan_in",
        _MODE_TITLE,
        _MODE_HELP,
        effect=_("core", "It matters where a layer's inputs and outputs differ much in number."),
        why=_("core", "fan_in, because the forward signal is what must not fade first."),
    )


class KaimingUniform(_Kaiming):
    """Uniform, scaled for ReLU-like activations (He et al. 2015)."""

    kind: ClassVar[str] = "kaiming_uniform"
    title: ClassVar[Text] = _("core", "Kaiming uniform")
    help: ClassVar[Text] = _(
        "core",
        "Keeps the size of values alike through layers that stop half of them; made for ReLU. Also called "
        "He.",
    )
    formula: ClassVar[str] = r"w \sim U({-a}, a),\quad a = g \sqrt{\frac{3}{n}}"

    def fill(self, weight: Tensor, generator: Any, nonlinearity: str) -> None:
        """Draw with the gain of the activation."""
        from torch.nn import init

        how: Any = nonlinearity
        init.kaiming_uniform_(weight, _LEAK, self.mode, how, generator=generator)


class KaimingNormal(_Kaiming):
    """Normal, scaled for ReLU-like activations (He et al. 2015)."""

    kind: ClassVar[str] = "kaiming_normal"
    title: ClassVar[Text] = _("core", "Kaiming normal")
    help: ClassVar[Text] = _("core", "As Kaiming uniform, but normally distributed.")
    formula: ClassVar[str] = r"w \sim \mathcal{N}(0, \sigma^2),\quad \sigma = \frac{g}{\sqrt{n}}"

    def fill(self, weight: Tensor, generator: Any, nonlinearity: str) -> None:
        """Draw with the gain of the activation."""
        from torch.nn import init

        how: Any = nonlinearity
        init.kaiming_normal_(weight, _LEAK, self.mode, how, generator=generator)


class Orthogonal(Initialization):
    """A rotation (Saxe et al. 2014)."""

    kind: ClassVar[str] = "orthogonal"
    title: ClassVar[Text] = _("core", "Orthogonal")
    help: ClassVar[Text] = _(
        "core",
        "A random rotation times the activation's gain: lengths are kept through many layers, and no two "
        "units start alike.",
    )
    formula: ClassVar[str] = r"W^\top W = g^2 I"

    def fill(self, weight: Tensor, generator: Any, nonlinearity: str) -> None:
        """Draw an orthogonal matrix times the gain of the activation."""
        from torch.nn import init

        init.orthogonal_(weight, _gain(nonlinearity), generator=generator)


class Zeros(Initialization):
    """All zero."""

    kind: ClassVar[str] = "zeros"
    title: ClassVar[Text] = _("core", "Zeros")
    help: ClassVar[Text] = _(
        "core",
        "Every weight starts at 0. Right for linear and logistic regression; with hidden layers all units of "
        "a layer stay alike, and hardly anything is learned.",
    )
    formula: ClassVar[str] = r"w = 0"

    def fill(self, weight: Tensor, generator: Any, nonlinearity: str) -> None:
        """Set to zero, drawing nothing."""
        del generator, nonlinearity
        from torch.nn import init

        init.zeros_(weight)


def _gain(nonlinearity: str) -> float:
    from torch.nn import init

    name: Any = nonlinearity
    return float(init.calculate_gain(name))
