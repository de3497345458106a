"""Pooling to a size that is given, whatever comes in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.component import param
from nnplayground.core.layer import Group, Inputs, Layer, TensorSpec, Window
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.rules import require_numbers
from nnplayground.layers.windows import Pair, called, require_axes, times

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["AdaptiveAvgPool2d", "AdaptiveMaxPool2d", "GlobalAvgPool", "GlobalMaxPool"]


class _AdaptivePool(Layer):
    """The base of pooling to a height and a width.

    Attributes
    ----------
    word : str
        What stands between “Adaptive” and “Pool2d” in PyTorch's name.
    """

    group: ClassVar[Group] = Group.POOLING
    icon: ClassVar[str] = "pool"
    word: ClassVar[str]

    output_size: Pair = param(
        (4, 4),
        _("core", "Output size"),
        _("core", "Height and width of the output; windows are chosen so that they cover the input evenly."),
        effect=_("core", "Larger: more places are told apart, and more numbers come out."),
        why=_("core", "Whatever the picture's size, what follows gets the same shape."),
    )

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return as many channels of the given size."""
        require_axes(x, 2)
        return TensorSpec((x.shape[0], *self.output_size))

    def window(self, inputs: Inputs) -> Window | None:
        """Return the windows, where all are of one size."""
        sides = inputs.one().shape[1:]
        if any(side % places for side, places in zip(sides, self.output_size, strict=True)):
            return None
        size = tuple(side // places for side, places in zip(sides, self.output_size, strict=True))
        return Window(size, size, (1, 1))

    def build(self, inputs: Inputs) -> nn.Module:
        """Return PyTorch's adaptive pooling."""
        del inputs
        from torch import nn

        module: nn.Module = getattr(nn, f"Adaptive{self.word}Pool2d")(self.output_size)
        return module

    def code(self, inputs: Inputs) -> str:
        """Return PyTorch's adaptive pooling."""
        del inputs
        return called(f"nn.Adaptive{self.word}Pool2d", self.output_size)

    def subtitle(self) -> str:
        """Return the size."""
        return f"→ {times(self.output_size)}"


class AdaptiveAvgPool2d(_AdaptivePool):
    """Means over as many windows as are asked for."""

    kind: ClassVar[str] = "adaptive_avg_pool2d"
    title: ClassVar[Text] = _("core", "Adaptive avg")
    short_title: ClassVar[Text] = _("core", "Adaptive pool")
    help: ClassVar[Text] = _(
        "core",
        "Averages over windows that it sizes itself, so that pictures of any size become one of a given size "
        "and a dense layer can follow.",
    )
    formula: ClassVar[str] = (
        r"y_{c,i,j} = \mathrm{mean}\, x_{c,\, \lfloor iH/h \rfloor : \lceil (i+1)H/h \rceil,\, \dots}"
    )
    word: ClassVar[str] = "Avg"


class AdaptiveMaxPool2d(_AdaptivePool):
    """Largest values of as many windows as are asked for."""

    kind: ClassVar[str] = "adaptive_max_pool2d"
    title: ClassVar[Text] = _("core", "Adaptive max")
    short_title: ClassVar[Text] = _("core", "Adaptive pool")
    help: ClassVar[Text] = _(
        "core",
        "Keeps the largest value of windows that it sizes itself, so that pictures of any size become one of "
        "a given size.",
    )
    formula: ClassVar[str] = (
        r"y_{c,i,j} = \max\, x_{c,\, \lfloor iH/h \rfloor : \lceil (i+1)H/h \rceil,\, \dots}"
    )
    word: ClassVar[str] = "Max"


class _GlobalPool(Layer):
    """The base of layers that leave one number of every channel.

    Attributes
    ----------
    word : str
        The tensor's method.
    """

    group: ClassVar[Group] = Group.POOLING
    icon: ClassVar[str] = "pool"
    word: ClassVar[str]

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return one value per channel."""
        require_numbers(x)
        if len(x.shape) < 2:
            require_axes(x, 2)
        return TensorSpec(x.shape[:1])

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module (batch, channels, …) → (batch, channels)."""
        del inputs
        return _over_places()(self.word)

    def code(self, inputs: Inputs) -> str:
        """Return nothing: an expression is enough."""
        del inputs
        return ""

    def call_code(self, module: str, arguments: Sequence[str]) -> str:
        """Return the tensor's method over all places."""
        del module
        return f"{arguments[0]}.flatten(2).{self.word}(2)"


class GlobalAvgPool(_GlobalPool):
    """The mean of every channel (Lin, Chen and Yan 2013)."""

    kind: ClassVar[str] = "global_avg_pool"
    title: ClassVar[Text] = _("core", "Global avg")
    short_title: ClassVar[Text] = _("core", "Global pool")
    help: ClassVar[Text] = _(
        "core",
        "Replaces every channel by its mean, so that one number per channel is left: how much of its pattern "
        "there is in the whole picture. It takes the place of large dense layers and overfits less.",
    )
    formula: ClassVar[str] = r"y_c = \frac{1}{H W} \sum_{i,j} x_{c,i,j}"
    word: ClassVar[str] = "mean"


class GlobalMaxPool(_GlobalPool):
    """The largest value of every channel."""

    kind: ClassVar[str] = "global_max_pool"
    title: ClassVar[Text] = _("core", "Global max")
    short_title: ClassVar[Text] = _("core", "Global pool")
    help: ClassVar[Text] = _(
        "core",
        "Keeps the largest value of every channel, so that one number per channel is left: whether its "
        "pattern is anywhere in the picture.",
    )
    formula: ClassVar[str] = r"y_c = \max_{i,j} x_{c,i,j}"
    word: ClassVar[str] = "amax"


@cache
def _over_places() -> type[nn.Module]:
    from torch import nn

    class OverPlaces(nn.Module):
        def __init__(self, method: str) -> None:
            super().__init__()
            self.method = method

        def forward(self, x: Tensor) -> Tensor:
            y: Tensor = getattr(x.flatten(2), self.method)(2)
            return y

        def extra_repr(self) -> str:
            return self.method

    return OverPlaces
