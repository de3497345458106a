"""The transposed convolution: every value paints a window, so that pictures become larger."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from nnplayground.core.activation import Activation
from nnplayground.core.component import param
from nnplayground.core.layer import Inputs, SetField, ShapeError, TensorSpec, Window
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.activation_node import activated
from nnplayground.layers.convolution import Filters
from nnplayground.layers.window_fields import (
    activation_field,
    bias_field,
    dilation_field,
    filters_field,
    groups_field,
    kernel_field,
)
from nnplayground.layers.windows import Pair, Pixels, called, require_axes, require_groups, spans, times

if TYPE_CHECKING:
    from torch import nn

__all__ = ["ConvTranspose2d"]


class ConvTranspose2d(Filters):
    """Windows of weights painted side by side (Zeiler et al. 2010)."""

    kind: ClassVar[str] = "conv_transpose2d"
    width: ClassVar[str] = "out_channels"
    title: ClassVar[Text] = _("core", "Transposed")
    help: ClassVar[Text] = _(
        "core",
        "The way back of a convolution: every value of the input paints its filter's window into a larger "
        "picture, and windows that overlap add up. Decoders draw with it.",
    )
    formula: ClassVar[str] = (
        r"y_{c,\, s i+u,\, s j+v} \mathrel{+}= \sum_k w_{k,c,u,v} \, x_{k,i,j},\quad y = \varphi(y + b)"
    )

    out_channels: int = filters_field()
    kernel_size: Pair = kernel_field((2, 2))
    stride: Pair = param(
        (2, 2),
        _("core", "Stride"),
        _("core", "How far apart the windows are painted; 2 doubles every side."),
        effect=_("core", "Higher: the picture grows more, and gaps can show as a chessboard."),
        why=_("core", "2 doubles each side, the reverse of a halving."),
    )
    padding: Pixels = param(
        (0, 0),
        _("core", "Padding"),
        _("core", "How much is cut off at each end, as the padding of the convolution that it undoes."),
        effect=_("core", "Higher: more of the edge is cut away."),
        why=_("core", "0 cuts nothing off."),
    )
    activation: Activation = activation_field()
    bias: bool = bias_field()
    output_padding: Pixels = param(
        (0, 0),
        _("core", "Output padding"),
        _("core", "How much larger the output is at one end; it must be smaller than the stride."),
        effect=_("core", "Adds to one side, where several input sizes give the same."),
        why=_("core", "0, which fits wherever the stride divides the sides."),
    )
    dilation: Pair = dilation_field((1, 1))
    groups: int = groups_field()

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return one channel per filter, and about ``stride`` times every side."""
        require_axes(x, 2)
        require_groups(x.shape[0], self.rows(self.out_channels), self.groups)
        self._require_small_output_padding()
        reach = spans(self.kernel_size, self.dilation)
        parts = zip(x.shape[1:], self.stride, self.padding, reach, self.output_padding, strict=True)
        sides = [(n - 1) * step - 2 * cut + span + more for n, step, cut, span, more in parts]
        if min(sides) < 1:
            sentence = _("core", "{node} cuts off all that it makes of {shape}.")
            raise ShapeError(sentence.format(shape=str(x)), SetField("padding", (0, 0)))
        return TensorSpec((self.out_channels, *sides))

    def _require_small_output_padding(self) -> None:
        limits = tuple(max(pair) for pair in zip(self.stride, self.dilation, strict=True))
        if all(more < limit for more, limit in zip(self.output_padding, limits, strict=True)):
            return
        sentence = _("core", "{node} has an output padding of {padding}, which its stride does not leave.")
        said = sentence.format(padding=times(self.output_padding))
        raise ShapeError(said, SetField("output_padding", (0, 0)))

    def parameter_shapes(self, inputs: Inputs) -> dict[str, tuple[int, ...]]:
        """Return ``weight``, ``bias`` and what the activation learns."""
        rows = self.rows(self.out_channels)
        weight = (inputs.one().shape[0], rows // self.groups, *self.kernel_size)
        bias = {"bias": (rows,)} if self.bias else {}
        return {"weight": weight, **bias, **self.learned(self.out_channels)}

    def multiply_adds(self, inputs: Inputs) -> int:
        """Return every weight once at each place of the input."""
        weight = self.parameter_shapes(inputs)["weight"]
        return math.prod(weight) * math.prod(inputs.one().shape[1:])

    def window(self, inputs: Inputs) -> Window:
        """Return how many of the painted windows meet at one place of the output."""
        del inputs
        reach = spans(self.kernel_size, self.dilation)
        meeting = tuple(-(-span // step) for span, step in zip(reach, self.stride, strict=True))
        strides = tuple(Fraction(1, step) for step in self.stride)
        painted = zip(reach, self.padding, self.stride, strict=True)
        before = tuple(Fraction(span - 1 - padding, step) for span, padding, step in painted)
        return Window(meeting, strides, (1,) * self.axes, before)

    def _arguments(self, inputs: Inputs) -> tuple[Any, ...]:
        return inputs.one().shape[0], self.rows(self.out_channels), self.kernel_size

    def build(self, inputs: Inputs) -> nn.Module:
        """Return ``nn.ConvTranspose2d`` with an ``activation`` behind it."""
        module = activated("ConvTranspose2d")
        return module(self.activation, *self._arguments(inputs), **self.options())

    def code(self, inputs: Inputs) -> str:
        """Return ``nn.ConvTranspose2d``."""
        return called("nn.ConvTranspose2d", *self._arguments(inputs), **self.options())
