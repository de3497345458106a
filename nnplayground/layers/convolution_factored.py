"""Convolutions with fewer weights: every channel by itself, and channels mixed apart from places."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from nnplayground.core.activation import Activation
from nnplayground.core.component import param
from nnplayground.core.layer import Inputs, TensorSpec
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.activation_node import activated
from nnplayground.layers.convolution import Sliding, quiet_padding
from nnplayground.layers.window_fields import (
    MAX_CHANNELS,
    activation_field,
    bias_field,
    dilation_field,
    filters_field,
    kernel_field,
    padding_field,
    padding_mode_field,
    stride_field,
)
from nnplayground.layers.windows import Border, Mode, Pair, called, require_axes

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["DepthwiseConv2d", "SeparableConv2d"]


_Call = tuple[tuple[Any, ...], dict[str, Any]]


def _multiplier_field() -> Any:
    return param(
        1,
        _("core", "Filters per channel"),
        _("core", "How many filters look at each channel of the input."),
        ge=1,
        le=MAX_CHANNELS,
        effect=_("core", "More: more patterns per channel, and as many times the weights."),
        why=_("core", "1 keeps the number of channels."),
    )


class DepthwiseConv2d(Sliding):
    """Filters that see one channel each."""

    kind: ClassVar[str] = "depthwise_conv2d"
    title: ClassVar[Text] = _("core", "Depthwise")
    help: ClassVar[Text] = _(
        "core",
        "Slides its filters over every channel by itself and mixes none. It needs few weights; a convolution "
        "with a window of 1 usually follows, which mixes the channels.",
    )
    formula: ClassVar[str] = (
        r"y_{c,i,j} = \varphi\left(b_c + \sum_{u,v} w_{c,u,v} \, x_{\lfloor c/m \rfloor,\, i+u,\, j+v}\right)"
    )

    kernel_size: Pair = kernel_field((3, 3))
    depth_multiplier: int = _multiplier_field()
    stride: Pair = stride_field((1, 1))
    padding: Border = padding_field()
    activation: Activation = activation_field()
    bias: bool = bias_field()
    dilation: Pair = dilation_field((1, 1))
    padding_mode: Mode = padding_mode_field()

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return ``depth_multiplier`` channels per channel of the input."""
        require_axes(x, 2)
        return TensorSpec((x.shape[0] * self.depth_multiplier, *self.places(x)))

    def parameter_shapes(self, inputs: Inputs) -> dict[str, tuple[int, ...]]:
        """Return ``weight``, ``bias`` and what the activation learns."""
        channels = inputs.one().shape[0] * self.depth_multiplier
        rows = self.rows(channels)
        bias = {"bias": (rows,)} if self.bias else {}
        return {"weight": (rows, 1, *self.kernel_size), **bias, **self.learned(channels)}

    def _arguments(self, inputs: Inputs) -> tuple[Any, ...]:
        channels = inputs.one().shape[0]
        return channels, self.rows(channels * self.depth_multiplier), self.kernel_size

    def build(self, inputs: Inputs) -> nn.Module:
        """Return ``nn.Conv2d`` with as many groups as channels, and an ``activation`` behind it."""
        quiet_padding()
        groups = inputs.one().shape[0]
        module = activated("Conv2d")
        return module(self.activation, *self._arguments(inputs), groups=groups, **self.options())

    def code(self, inputs: Inputs) -> str:
        """Return ``nn.Conv2d`` with as many groups as channels."""
        groups = inputs.one().shape[0]
        return called("nn.Conv2d", *self._arguments(inputs), groups=groups, **self.options())


class SeparableConv2d(Sliding):
    """Filters per channel, then a mixture of the channels (Chollet 2017)."""

    kind: ClassVar[str] = "separable_conv2d"
    width: ClassVar[str] = "out_channels"
    title: ClassVar[Text] = _("core", "Separable")
    help: ClassVar[Text] = _(
        "core",
        "First slides filters over every channel by itself, then mixes the channels at every place. It does "
        "nearly what a convolution does, with several times fewer weights.",
    )
    formula: ClassVar[str] = (
        r"y_{c,i,j} = \varphi\left(b_c + \sum_k p_{c,k} \sum_{u,v} w_{k,u,v} \, x_{k,\, i+u,\, j+v}\right)"
    )

    out_channels: int = filters_field()
    kernel_size: Pair = kernel_field((3, 3))
    stride: Pair = stride_field((1, 1))
    padding: Border = padding_field()
    activation: Activation = activation_field()
    bias: bool = bias_field()
    dilation: Pair = dilation_field((1, 1))
    depth_multiplier: int = _multiplier_field()
    padding_mode: Mode = padding_mode_field()

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return one channel per filter of the mixture."""
        require_axes(x, 2)
        return TensorSpec((self.out_channels, *self.places(x)))

    def parameter_shapes(self, inputs: Inputs) -> dict[str, tuple[int, ...]]:
        """Return the two weights, ``pointwise.bias`` and what the activation learns."""
        rows, depth = self.rows(self.out_channels), inputs.one().shape[0] * self.depth_multiplier
        shapes: dict[str, tuple[int, ...]] = {
            "depthwise.weight": (depth, 1, *self.kernel_size),
            "pointwise.weight": (rows, depth, 1, 1),
        }
        if self.bias:
            shapes["pointwise.bias"] = (rows,)
        return shapes | self.learned(self.out_channels)

    def multiply_adds(self, inputs: Inputs) -> int:
        """Return those of both convolutions."""
        weights = (s for name, s in self.parameter_shapes(inputs).items() if name.endswith("wise.weight"))
        return sum(map(math.prod, weights)) * math.prod(self.output_spec(inputs.one()).shape[1:])

    def _parts(self, inputs: Inputs) -> tuple[_Call, _Call]:
        """Return the arguments and options of the two convolutions."""
        channels = inputs.one().shape[0]
        depth = channels * self.depth_multiplier
        first = {"groups": channels, **self.options(), "bias": False}
        second = {} if self.bias else {"bias": False}
        pointwise = (depth, self.rows(self.out_channels), 1)
        return ((channels, depth, self.kernel_size), first), (pointwise, second)

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module with ``depthwise``, ``pointwise`` and ``activation``."""
        quiet_padding()
        from torch import nn

        conv: Any = nn.Conv2d
        parts = (conv(*arguments, **options) for arguments, options in self._parts(inputs))
        return _separable()(self.activation, *parts)

    def code(self, inputs: Inputs) -> str:
        """Return the helper's call."""
        calls = (called("nn.Conv2d", *arguments, **options) for arguments, options in self._parts(inputs))
        return f"SeparableConv2d({', '.join(calls)})"

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return (
            "class SeparableConv2d(nn.Module):\n"
            "    def __init__(self, depthwise, pointwise):\n"
            "        super().__init__()\n"
            "        self.depthwise, self.pointwise = depthwise, pointwise\n"
            "\n"
            "    def forward(self, x):\n"
            "        return self.pointwise(self.depthwise(x))\n"
        )


@cache
def _separable() -> type[nn.Module]:
    base: Any = activated()

    class Separable(base):  # type: ignore[misc] # the base is made when torch is
        def __init__(self, activation: Activation, depthwise: nn.Module, pointwise: nn.Module) -> None:
            super().__init__(activation)
            self.depthwise, self.pointwise = depthwise, pointwise

        def forward(self, x: Tensor) -> Tensor:
            y: Tensor = self.activation(self.pointwise(self.depthwise(x)))
            return y

    return Separable
