"""Layers that make pictures larger or smaller without learning: enlarge, add a border, cut one off."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator

from nnplayground.core.component import param
from nnplayground.core.layer import Group, Inputs, Layer, SetField, ShapeError, TensorSpec, Window
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.windows import Edge, Pair, called, plain, require_axes, times

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["Crop2d", "Upsample", "ZeroPad2d"]


def _around(value: Any) -> Any:
    """Take one number for all four sides, as PyTorch does."""
    if isinstance(value, int):
        return (value,) * 4
    return tuple(value) * 4 if isinstance(value, list | tuple) and len(value) == 1 else value


Sides = Annotated[
    tuple[Edge, Edge, Edge, Edge],
    BeforeValidator(_around, json_schema_input_type=Edge | tuple[Edge, Edge, Edge, Edge]),
]


class _Resize(Layer):
    """The base of layers for pictures that learn nothing."""

    group: ClassVar[Group] = Group.RESHAPE
    icon: ClassVar[str] = "reshape"

    def window(self, inputs: Inputs) -> Window:
        """Return the same place, wherever it is moved to."""
        del inputs
        return Window()


class Upsample(_Resize):
    """Every side becomes some times longer."""

    kind: ClassVar[str] = "upsample"
    title: ClassVar[Text] = _("core", "Upsample")
    help: ClassVar[Text] = _(
        "core",
        "Enlarges every channel: repeats the values (nearest) or blends between them (bilinear). Decoders "
        "undo pooling with it.",
    )
    formula: ClassVar[str] = r"y_{c,i,j} = x_{c,\, \lfloor i/s \rfloor,\, \lfloor j/s \rfloor}"

    scale_factor: Pair = param(
        (2, 2),
        _("core", "Scale"),
        _("core", "How many times longer height and width become."),
        effect=_("core", "Larger: a larger picture without anything new in it."),
        why=_("core", "2 undoes one halving."),
    )
    mode: Literal["nearest", "bilinear"] = param(
        "nearest",
        _("core", "Mode"),
        _("core", "Nearest repeats values and keeps edges hard; bilinear blends between neighbours."),
        effect=_("core", "Nearest keeps hard edges; bilinear makes them soft."),
        why=_("core", "Nearest is exact and quickest."),
    )

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return as many channels with longer sides."""
        require_axes(x, 2)
        channels, *sides = x.shape
        return TensorSpec((channels, *(n * s for n, s in zip(sides, self.scale_factor, strict=True))))

    def multiply_adds(self, inputs: Inputs) -> int:
        """Return four per value for blending between neighbours, none for repeating."""
        return 4 * self.output_spec(inputs.one()).size if self.mode == "bilinear" else 0

    def window(self, inputs: Inputs) -> Window:
        """Return one place, or the two along each axis that are blended."""
        del inputs
        taps = 2 if self.mode == "bilinear" else 1
        return Window((taps, taps), tuple(Fraction(1, scale) for scale in self.scale_factor), (1, 1))

    def build(self, inputs: Inputs) -> nn.Module:
        """Return ``nn.Upsample``."""
        del inputs
        from torch import nn

        return nn.Upsample(scale_factor=self.scale_factor, mode=self.mode)

    def code(self, inputs: Inputs) -> str:
        """Return ``nn.Upsample``."""
        del inputs
        return called("nn.Upsample", scale_factor=self.scale_factor, mode=self.mode)

    def subtitle(self) -> str:
        """Return the scale."""
        scale = plain(self.scale_factor)
        return f"× {scale}" if isinstance(scale, int) else f"× {times(scale)}"


class ZeroPad2d(_Resize):
    """A border of zeros."""

    kind: ClassVar[str] = "zero_pad2d"
    title: ClassVar[Text] = _("core", "Zero pad")
    help: ClassVar[Text] = _(
        "core", "Adds zeros around a picture, so that two sizes fit or edges count more."
    )
    formula: ClassVar[str] = r"y_{c,i,j} = x_{c,\, i-t,\, j-l},\quad 0\ \mathrm{outside}"

    padding: Sides = param(
        (1, 1, 1, 1),
        _("core", "Padding"),
        _("core", "How many zeros at the left, right, top and bottom; one number means all four."),
        effect=_("core", "More: a wider border of zeros."),
        why=_("core", "1 makes up for one 3×3 window without padding."),
    )

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return as many channels with longer sides."""
        require_axes(x, 2)
        left, right, top, bottom = self.padding
        return TensorSpec((x.shape[0], x.shape[1] + top + bottom, x.shape[2] + left + right))

    def window(self, inputs: Inputs) -> Window:
        """Return the same place, moved by the border."""
        del inputs
        left, _right, top, _bottom = self.padding
        return Window((1, 1), (1, 1), (1, 1), (top, left))

    def build(self, inputs: Inputs) -> nn.Module:
        """Return ``nn.ZeroPad2d``."""
        del inputs
        from torch import nn

        return nn.ZeroPad2d(self.padding)

    def code(self, inputs: Inputs) -> str:
        """Return ``nn.ZeroPad2d``."""
        del inputs
        return called("nn.ZeroPad2d", self.padding)

    def subtitle(self) -> str:
        """Return how much is added."""
        return f"+ {_said(self.padding)}"


class Crop2d(_Resize):
    """The border is cut off."""

    kind: ClassVar[str] = "crop2d"
    title: ClassVar[Text] = _("core", "Crop")
    help: ClassVar[Text] = _(
        "core", "Cuts values off the sides of a picture, so that it fits beside a smaller one."
    )
    formula: ClassVar[str] = r"y_{c,i,j} = x_{c,\, i+t,\, j+l}"

    cropping: Sides = param(
        (1, 1, 1, 1),
        _("core", "Crop"),
        _("core", "How much is cut off at the left, right, top and bottom; one number means all four."),
        effect=_("core", "More: less of the picture is left."),
        why=_("core", "1 takes away what one 3×3 window could not see well."),
    )

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return as many channels with shorter sides."""
        require_axes(x, 2)
        left, right, top, bottom = self.cropping
        channels, height, width = x.shape
        if top + bottom >= height or left + right >= width:
            sentence = _("core", "{node} cuts {count} off {shape}, which leaves nothing.")
            said = sentence.format(count=_said(self.cropping), shape=str(x))
            most = (*_shares(left, right, width - 1), *_shares(top, bottom, height - 1))
            raise ShapeError(said, SetField("cropping", most))
        return TensorSpec((channels, height - top - bottom, width - left - right))

    def window(self, inputs: Inputs) -> Window:
        """Return the same place, moved by what is cut off."""
        del inputs
        left, _right, top, _bottom = self.cropping
        return Window((1, 1), (1, 1), (1, 1), (-top, -left))

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module that passes the middle."""
        return _crop()(*self._slices(inputs))

    def _slices(self, inputs: Inputs) -> tuple[slice, slice]:
        (_channels, height, width), (left, right, top, bottom) = inputs.one().shape, self.cropping
        return slice(top, height - bottom), slice(left, width - right)

    def code(self, inputs: Inputs) -> str:
        """Return nothing: an expression is enough."""
        del inputs
        return ""

    def call_code(self, module: str, arguments: Sequence[str]) -> str:
        """Return a slice."""
        del module
        left, right, top, bottom = self.cropping
        return f"{arguments[0]}[:, :, {_slice_code(top, bottom)}, {_slice_code(left, right)}]"

    def subtitle(self) -> str:
        """Return how much is cut off."""
        return f"− {_said(self.cropping)}"


def _said(sides: tuple[int, ...]) -> str:
    return ", ".join(map(str, sides)) if len(set(sides)) > 1 else str(sides[0])


def _slice_code(first: int, last: int) -> str:
    return f"{first or ''}:{-last if last else ''}"


def _shares(first: int, last: int, room: int) -> tuple[int, int]:
    """Return the two numbers, made smaller as far as they must fit into ``room`` together."""
    total = first + last
    if total <= room:
        return first, last
    fewer = first * room // total
    return fewer, min(last, room - fewer)


@cache
def _crop() -> type[nn.Module]:
    from torch import nn

    class Crop(nn.Module):
        def __init__(self, rows: slice, columns: slice) -> None:
            super().__init__()
            self.rows, self.columns = rows, columns

        def forward(self, x: Tensor) -> Tensor:
            return x[:, :, self.rows, self.columns]

    return Crop
