"""Noise in training that makes a network robust: dropout and Gaussian noise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from nnplayground.core.component import param
from nnplayground.core.layer import (
    Advice,
    Group,
    Inputs,
    Layer,
    MoveBefore,
    Remove,
    Surroundings,
    TensorSpec,
    Window,
)
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.noise import noisy_module
from nnplayground.layers.rules import require_numbers

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["Dropout", "GaussianNoise", "Noise", "dropout_source", "seeded_dropout"]

_SMALLEST = 2.0**-24  # of the share that dropout keeps, but for keeping nothing


class Noise(Layer):
    """The base of layers that disturb each value by itself in training only."""

    group: ClassVar[Group] = Group.DROPOUT
    icon: ClassVar[str] = "dropout"
    draws: ClassVar[bool] = True

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return the same shape."""
        require_numbers(x)
        return x

    def replay_code(self, inputs: Inputs) -> str:
        """Return what :meth:`code` does, of a module that draws by ``uniform`` and ``normal``.

        Those two are functions of the script: they give the very numbers this program draws.
        """
        return self.code(inputs)

    @classmethod
    def replay_helpers(cls) -> str:
        """Return the source of the class that :meth:`replay_code` names."""
        return (
            cls.helpers()
            .replace("torch.rand(", "uniform(self, ")
            .replace("torch.randn_like(", "normal(self, ")
        )

    def window(self, inputs: Inputs) -> Window:
        """Return the same place."""
        del inputs
        return Window()

    def advice(self, around: Surroundings) -> Iterator[Advice]:
        """Warn of a prediction that is disturbed itself."""
        loss = next((after for after in around.after if not after.layer.outputs), None)
        if loss is not None:
            sentence = _("core", "{node} disturbs the prediction itself, right before {loss}.")
            reason = _("core", "The loss never sees what the network says, and cannot reach its best.")
            yield Advice(sentence.format(loss=loss.title), reason, (MoveBefore(), Remove()))


class Dropout(Noise):
    """Values are dropped at random (Srivastava et al. 2014)."""

    kind: ClassVar[str] = "dropout"
    title: ClassVar[Text] = _("core", "Dropout")
    help: ClassVar[Text] = _(
        "core",
        "In training, sets values to 0 at random and scales up the rest, so that no unit can rely on a "
        "single other one. Outside training everything passes.",
    )
    formula: ClassVar[str] = r"y_i = \frac{m_i}{1 - p} x_i,\quad P(m_i = 0) = p"

    p: float = param(
        0.5,
        _("core", "Probability"),
        _("core", "How likely a value is dropped; 0 drops none. 0.1 to 0.5 is usual."),
        live=True,
        ge=0,
        le=1,
        effect=_("core", "Higher: less overfitting and slower learning. Too high: it underfits."),
        why=_("core", "0.5 is the paper's choice for wide layers; small ones want less."),
    )

    def code(self, inputs: Inputs) -> str:
        """Return ``nn.Dropout``, which draws from PyTorch's global stream."""
        del inputs
        return f"nn.Dropout({self.p!r})"

    def replay_code(self, inputs: Inputs) -> str:
        """Return the helper's call."""
        del inputs
        return f"Dropout({self.p!r})"

    @classmethod
    def replay_helpers(cls) -> str:
        """Return the helper's source."""
        return dropout_source("Dropout", "*x.shape")

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module with ``p`` and a stream of its own."""
        del inputs
        return seeded_dropout()(self.p)

    def apply_live(self, module: nn.Module) -> None:
        """Set the probability."""
        dropout: Any = module
        dropout.p.fill_(self.p)

    def subtitle(self) -> str:
        """Return the probability."""
        return f"p = {self.p:g}"


class GaussianNoise(Noise):
    """Normal noise is added."""

    kind: ClassVar[str] = "gaussian_noise"
    title: ClassVar[Text] = _("core", "Gaussian noise")
    help: ClassVar[Text] = _(
        "core",
        "In training, adds a normal random number to every value, so that the network learns to ignore small "
        "differences. Outside training everything passes unchanged.",
    )
    formula: ClassVar[str] = r"y_i = x_i + \varepsilon_i,\quad \varepsilon_i \sim \mathcal{N}(0, \sigma^2)"

    sigma: float = param(
        0.1,
        _("core", "σ"),
        _("core", "The standard deviation of the noise; 0 adds none."),
        live=True,
        ge=0,
        le=1e6,
        effect=_("core", "Higher: a smoother, more robust network. Too high: the signal drowns."),
        why=_("core", "0.1 is a tenth of what standardized features spread."),
    )

    def code(self, inputs: Inputs) -> str:
        """Return the helper's call."""
        del inputs
        return f"GaussianNoise({self.sigma!r})"

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return _GAUSSIAN

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module with ``sigma`` and a stream of its own."""
        del inputs
        return _gaussian_noise()(self.sigma)

    def apply_live(self, module: nn.Module) -> None:
        """Set the standard deviation."""
        noise: Any = module
        noise.sigma.fill_(self.sigma)

    def subtitle(self) -> str:
        """Return the standard deviation."""
        return f"σ = {self.sigma:g}"


def dropout_source(name: str, places: str) -> str:
    """Return the source of a dropout that draws by ``uniform``, one number for each of ``places``."""
    return _DROPOUT.format(name=name, places=places)


_DROPOUT = """\
class {name}(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        kept = uniform(self, {places}, dtype=x.dtype, device=x.device) >= self.p
        scale = 1 / (1 - torch.tensor(self.p, dtype=x.dtype)).clamp_min(2**-24)
        return x * (kept * scale)
"""
_GAUSSIAN = """\
class GaussianNoise(nn.Module):
    def __init__(self, sigma):
        super().__init__()
        self.sigma = sigma

    def forward(self, x):
        return x + self.sigma * torch.randn_like(x) if self.training else x
"""


@cache
def seeded_dropout() -> type[nn.Module]:
    """Return the class of modules with a probability ``p``, made when torch is there."""
    noisy: Any = noisy_module()

    class SeededDropout(noisy):  # type: ignore[misc] # the base is made when torch is there
        """``nn.Dropout`` that draws from a stream of its own, so that nothing else can move it."""

        def __init__(self, p: float) -> None:
            super().__init__(p=p)

        def forward(self, x: Tensor) -> Tensor:
            if not self.training:
                return x
            # No branch on p, which may change while the step is compiled. At p = 1 nothing is kept to scale.
            scale = 1 / (1 - self.p).clamp_min(_SMALLEST)
            y: Tensor = x * ((self.uniform(self.places(x)) >= self.p) * scale)
            return y

        def places(self, x: Tensor) -> Tensor:
            """Return something of the shape in which values are dropped."""
            return x

    return SeededDropout


@cache
def _gaussian_noise() -> type[nn.Module]:
    noisy: Any = noisy_module()

    class SeededNoise(noisy):  # type: ignore[misc] # the base is made when torch is there
        def __init__(self, sigma: float) -> None:
            super().__init__(sigma=sigma)

        def forward(self, x: Tensor) -> Tensor:
            if not self.training:
                return x
            y: Tensor = x + self.sigma * self.normal(x)
            return y

    return SeededNoise
