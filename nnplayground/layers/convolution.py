"""Convolutions: the same small set of weights at every place of a picture or a sequence."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, ClassVar

from nnplayground.core.activation import Activation
from nnplayground.core.layer import Group, Inputs, Layer, SetField, ShapeError, TensorSpec, Window
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.activation_node import activated, exchange
from nnplayground.layers.window_fields import (
    activation_field,
    bias_field,
    dilation_field,
    filters_field,
    groups_field,
    kernel_field,
    padding_field,
    padding_mode_field,
    stride_field,
)
from nnplayground.layers.windows import (
    MAX_SIDE,
    Border,
    Mode,
    Pair,
    called,
    each_axis,
    plain,
    require_axes,
    require_fit,
    require_groups,
    spans,
    times,
)

if TYPE_CHECKING:
    from torch import nn

__all__ = ["Conv1d", "Conv2d", "Filters", "Sliding"]

_DEFAULTS = {
    "stride": 1,
    "padding": 0,
    "output_padding": 0,
    "dilation": 1,
    "groups": 1,
    "bias": True,
    "padding_mode": "zeros",
}


class Filters(Layer):
    """The base of layers with windows of weights and an activation behind them.

    Attributes
    ----------
    axes : int
        How many axes the window moves along.
    """

    group: ClassVar[Group] = Group.CONVOLUTION
    icon: ClassVar[str] = "conv"
    weighted: ClassVar[bool] = True
    axes: ClassVar[int] = 2

    if TYPE_CHECKING:  # fields of every kind, which declares them in the order of its form
        activation: Activation

    def per_axis(self, name: str) -> tuple[int, ...]:
        """Return a field that holds one number for each axis."""
        return each_axis(getattr(self, name), self.axes)

    def rows(self, channels: int) -> int:
        """Return how many sums make ``channels`` outputs; some activations take several for each."""
        return channels * self.activation.inputs_per_unit()

    def learned(self, channels: int) -> dict[str, tuple[int, ...]]:
        """Return the parameters of the activation."""
        return {f"activation.{name}": s for name, s in self.activation.parameter_shapes(channels).items()}

    def options(self) -> dict[str, Any]:
        """Return the arguments of PyTorch's module that differ from its defaults."""
        given = {name: getattr(self, name) for name in _DEFAULTS if name in type(self).model_fields}
        return {name: value for name, value in given.items() if plain(value) != _DEFAULTS[name]}

    def apply_live(self, module: nn.Module) -> None:
        """Exchange the activation, unless it is the same and may have learned something."""
        exchange(module, self.activation)

    def subtitle(self) -> str:
        """Return the window, its stride if that is not 1, and how the sums are bent."""
        values = {"window": times(self.per_axis("kernel_size")), "activation": type(self.activation).title}
        stride = self.per_axis("stride")
        if set(stride) == {1}:
            return Text("{window} · {activation}", values)
        return Text("{window} / {stride} · {activation}", {**values, "stride": str(plain(stride))})


class Sliding(Filters):
    """The base of convolutions that give one value per place of their window."""

    if TYPE_CHECKING:
        padding: Border

    def places(self, x: TensorSpec) -> tuple[int, ...]:
        """Return how often the window fits along each axis of ``x``.

        Raises
        ------
        ShapeError
            If it does not fit at all, or the padding cannot be had.
        """
        kernel, dilation, stride = (self.per_axis(f) for f in ("kernel_size", "dilation", "stride"))
        reach = spans(kernel, dilation)
        if self.padding == "same" and max(stride) > 1:
            raise _same_with_stride(stride, reach)
        added = _added(self.padding, reach)
        same = (SetField("padding", "same"),) if max(stride) == 1 else ()
        require_fit(x, kernel, dilation, added, *same)
        self._require_edges(x, added)
        parts = zip(x.shape[1:], added, reach, stride, strict=True)
        return tuple((size + more - span) // step + 1 for size, more, span, step in parts)

    def window(self, inputs: Inputs) -> Window:
        """Return the window of the weights."""
        del inputs
        kernel, stride, dilation = (self.per_axis(name) for name in ("kernel_size", "stride", "dilation"))
        # Of an odd padding, “same” puts the larger part behind.
        before = tuple(added // 2 for added in _added(self.padding, spans(kernel, dilation)))
        return Window(kernel, stride, dilation, before)

    def _require_edges(self, x: TensorSpec, added: tuple[int, ...]) -> None:
        """Refuse to fill the padding with more values than there are."""
        spare = {"reflect": 1, "circular": 0}.get(getattr(self, "padding_mode", "zeros"))
        sides = [(-(-more // 2), size) for more, size in zip(added, x.shape[1:], strict=True)]
        if spare is None or all(side + spare <= size for side, size in sides):
            return
        sentence = _("core", "{node} takes {padding} values for its padding from {shape}, which has too few.")
        said = sentence.format(padding=max(side for side, _size in sides), shape=str(x))
        raise ShapeError(said, SetField("padding_mode", "zeros"))


def _added(border: Border, reach: tuple[int, ...]) -> tuple[int, ...]:
    """Return the padding along each axis, both ends together."""
    if border == "same":
        return tuple(span - 1 for span in reach)
    return (0 if border == "valid" else 2 * int(border),) * len(reach)


def _same_with_stride(stride: tuple[int, ...], reach: tuple[int, ...]) -> ShapeError:
    sentence = _("core", "{node} cannot keep the size (padding “same”) with a stride of {stride}.")
    half = SetField("padding", min(MAX_SIDE, max(reach) // 2))
    one = SetField("stride", (1,) * len(stride) if len(stride) > 1 else 1)
    return ShapeError(sentence.format(stride=times(stride)), half, one)


def quiet_padding() -> None:
    """Keep PyTorch from warning that “same” costs an even kernel a copy, which nobody can help."""
    warnings.filterwarnings("ignore", message="Using padding='same' with even kernel lengths")


class _Convolution(Sliding):
    """What convolutions of one and of two axes have in common."""

    width: ClassVar[str] = "out_channels"

    if TYPE_CHECKING:
        out_channels: int
        groups: int
        bias: bool

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return one channel per filter, one value per place of the window."""
        require_axes(x, self.axes)
        require_groups(x.shape[0], self.rows(self.out_channels), self.groups)
        return TensorSpec((self.out_channels, *self.places(x)))

    def parameter_shapes(self, inputs: Inputs) -> dict[str, tuple[int, ...]]:
        """Return ``weight``, ``bias`` and what the activation learns."""
        rows = self.rows(self.out_channels)
        weight = (rows, inputs.one().shape[0] // self.groups, *self.per_axis("kernel_size"))
        bias = {"bias": (rows,)} if self.bias else {}
        return {"weight": weight, **bias, **self.learned(self.out_channels)}

    def _arguments(self, inputs: Inputs) -> tuple[Any, ...]:
        return inputs.one().shape[0], self.rows(self.out_channels), self.per_axis("kernel_size")

    def build(self, inputs: Inputs) -> nn.Module:
        """Return PyTorch's convolution with an ``activation`` behind it."""
        quiet_padding()
        module = activated(f"Conv{self.axes}d")
        return module(self.activation, *self._arguments(inputs), **self.options())

    def code(self, inputs: Inputs) -> str:
        """Return PyTorch's convolution."""
        return called(f"nn.Conv{self.axes}d", *self._arguments(inputs), **self.options())


class Conv2d(_Convolution):
    """Filters that slide over height and width."""

    kind: ClassVar[str] = "conv2d"
    title: ClassVar[Text] = _("core", "Conv 2-D")
    short_title: ClassVar[Text] = _("core", "Conv")
    help: ClassVar[Text] = _(
        "core",
        "Slides small windows of weights, its filters, over a picture. Each looks for one pattern, such as "
        "an edge, and draws a map of where it is. Every place shares the weights, so that far fewer are "
        "needed than in a dense layer.",
    )
    formula: ClassVar[str] = (
        r"y_{c,i,j} = \varphi\left(b_c + \sum_{k,u,v} w_{c,k,u,v} \, x_{k,\, i+u,\, j+v}\right)"
    )

    out_channels: int = filters_field()
    kernel_size: Pair = kernel_field((3, 3))
    stride: Pair = stride_field((1, 1))
    padding: Border = padding_field()
    activation: Activation = activation_field()
    bias: bool = bias_field()
    dilation: Pair = dilation_field((1, 1))
    groups: int = groups_field()
    padding_mode: Mode = padding_mode_field()


class Conv1d(_Convolution):
    """Filters that slide along a sequence."""

    kind: ClassVar[str] = "conv1d"
    title: ClassVar[Text] = _("core", "Conv 1-D")
    short_title: ClassVar[Text] = _("core", "Conv")
    help: ClassVar[Text] = _(
        "core",
        "Slides small windows of weights, its filters, along a sequence, such as sound or measurements over "
        "time. Each looks for one pattern and says where it is.",
    )
    formula: ClassVar[str] = r"y_{c,i} = \varphi\left(b_c + \sum_{k,u} w_{c,k,u} \, x_{k,\, i+u}\right)"
    axes: ClassVar[int] = 1

    out_channels: int = filters_field()
    kernel_size: int = kernel_field(3, ge=1, le=MAX_SIDE)
    stride: int = stride_field(1, ge=1, le=MAX_SIDE)
    padding: Border = padding_field()
    activation: Activation = activation_field()
    bias: bool = bias_field()
    dilation: int = dilation_field(1, ge=1, le=MAX_SIDE)
    groups: int = groups_field()
    padding_mode: Mode = padding_mode_field()
