"""Pooling: one number for every window, so that pictures become smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from nnplayground.core.component import param
from nnplayground.core.layer import Group, Inputs, Layer, SetField, ShapeError, TensorSpec, Window
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.window_fields import dilation_field
from nnplayground.layers.windows import (
    MAX_SIDE,
    Pair,
    Pixels,
    called,
    each_axis,
    plain,
    require_axes,
    require_fit,
    spans,
    times,
)

if TYPE_CHECKING:
    from torch import nn

__all__ = ["AvgPool1d", "AvgPool2d", "MaxPool1d", "MaxPool2d"]

_MAX_HELP = _(
    "core",
    "Keeps the largest value of every window and drops the rest: whether a pattern was found matters more "
    "than exactly where. It halves every side by default and learns nothing.",
)
_AVG_HELP = _(
    "core",
    "Replaces every window by its mean, which makes pictures smaller and softer. It halves every side by "
    "default and learns nothing.",
)


def _window(default: Any, **limits: Any) -> Any:
    return param(
        default,
        _("core", "Window"),
        _("core", "The size of the window that gives one number."),
        **limits,
        effect=_("core", "Larger: smaller output and coarser places."),
        why=_("core", "2 halves every side and loses least."),
    )


def _stride(**limits: Any) -> Any:
    return param(
        None,
        _("core", "Stride"),
        _("core", "How far the window moves each time; empty moves it by its own size."),
        **limits,
        effect=_("core", "Larger: smaller output. Below the window: windows overlap."),
        why=_("core", "Empty, so that windows lie side by side."),
    )


def _padding(default: Any, **limits: Any) -> Any:
    return param(
        default,
        _("core", "Padding"),
        _("core", "How many values are added at each end; at most half of the window."),
        **limits,
        effect=_("core", "More: the edge takes part more often and the output grows."),
        why=_("core", "None is needed where the window divides the sides."),
    )


def _ceil_mode() -> Any:
    return param(
        False,
        _("core", "Round up"),
        _("core", "Whether a window that reaches beyond the edge gives a number too; off leaves it out."),
        effect=_("core", "On: nothing at the edge is lost, and the output can be one larger."),
        why=_("core", "Off, as in PyTorch."),
    )


def _count_padding() -> Any:
    return param(
        True,
        _("core", "Count padding"),
        _("core", "Whether the zeros of the padding count in the mean."),
        effect=_("core", "Off: the edge is as bright as the middle."),
        why=_("core", "On, as in PyTorch."),
    )


class _Pool(Layer):
    """The base of pooling layers.

    Attributes
    ----------
    axes : int
        How many axes the window moves along.
    word : str
        How the name of PyTorch's module begins.
    """

    group: ClassVar[Group] = Group.POOLING
    icon: ClassVar[str] = "pool"
    axes: ClassVar[int] = 2
    word: ClassVar[str]

    if TYPE_CHECKING:  # fields of every kind, which declares them in the order of its form
        ceil_mode: bool

    def _per_axis(self, name: str, default: int | tuple[int, ...] = 1) -> tuple[int, ...]:
        value = getattr(self, name, None)
        return each_axis(default if value is None else value, self.axes)

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return as many channels, and one value per place of the window."""
        require_axes(x, self.axes)
        kernel, padding = self._per_axis("kernel_size"), self._per_axis("padding")
        stride, dilation = self._per_axis("stride", kernel), self._per_axis("dilation")
        reach = spans(kernel, dilation)
        self._require_small_padding(padding, kernel)
        parts = zip(x.shape[1:], padding, reach, stride, strict=True)
        places = tuple(self._places(*part) for part in parts)
        if min(places) < 1:
            require_fit(x, kernel, dilation, tuple(2 * pixels for pixels in padding))
        return TensorSpec((x.shape[0], *places))

    def window(self, inputs: Inputs) -> Window:
        """Return the window."""
        del inputs
        kernel = self._per_axis("kernel_size")
        stride, dilation = self._per_axis("stride", kernel), self._per_axis("dilation")
        return Window(kernel, stride, dilation, self._per_axis("padding", 0))

    def _require_small_padding(self, padding: tuple[int, ...], kernel: tuple[int, ...]) -> None:
        """Refuse windows that would lie in the padding alone."""
        most = tuple(min(pixels, taps // 2) for pixels, taps in zip(padding, kernel, strict=True))
        if most == padding:
            return
        sentence = _("core", "{node} adds {padding} around, more than half of its window of {window}.")
        said = sentence.format(padding=str(plain(padding)), window=times(kernel))
        raise ShapeError(said, SetField("padding", most if len(most) > 1 else most[0]))

    def _places(self, size: int, padding: int, span: int, stride: int) -> int:
        rest = size + 2 * padding - span
        if not self.ceil_mode:
            return rest // stride + 1
        places = -(-rest // stride) + 1
        # A window must begin before the padding at the end.
        return places - 1 if (places - 1) * stride >= size + padding else places

    def _options(self) -> dict[str, Any]:
        fields = type(self).model_fields
        given = {name: getattr(self, name) for name in fields if name != "kernel_size"}
        return {name: value for name, value in given.items() if value != fields[name].default}

    def build(self, inputs: Inputs) -> nn.Module:
        """Return PyTorch's pooling."""
        del inputs
        from torch import nn

        module: nn.Module = getattr(nn, f"{self.word}Pool{self.axes}d")(
            self._per_axis("kernel_size"), **self._options()
        )
        return module

    def code(self, inputs: Inputs) -> str:
        """Return PyTorch's pooling."""
        del inputs
        return called(f"nn.{self.word}Pool{self.axes}d", self._per_axis("kernel_size"), **self._options())

    def subtitle(self) -> str:
        """Return the window, and its stride if that is another."""
        kernel = self._per_axis("kernel_size")
        stride = self._per_axis("stride", kernel)
        return times(kernel) if stride == kernel else f"{times(kernel)} / {plain(stride)}"


class MaxPool2d(_Pool):
    """The largest value of every window of a picture."""

    kind: ClassVar[str] = "max_pool2d"
    title: ClassVar[Text] = _("core", "Max pool 2-D")
    short_title: ClassVar[Text] = _("core", "Max pool")
    help: ClassVar[Text] = _MAX_HELP
    formula: ClassVar[str] = r"y_{c,i,j} = \max_{u,v} x_{c,\, s i + u,\, s j + v}"
    word: ClassVar[str] = "Max"

    kernel_size: Pair = _window((2, 2))
    stride: Pair | None = _stride()
    padding: Pixels = _padding((0, 0))
    dilation: Pair = dilation_field((1, 1))
    ceil_mode: bool = _ceil_mode()


class AvgPool2d(_Pool):
    """The mean of every window of a picture."""

    kind: ClassVar[str] = "avg_pool2d"
    title: ClassVar[Text] = _("core", "Avg pool 2-D")
    short_title: ClassVar[Text] = _("core", "Avg pool")
    help: ClassVar[Text] = _AVG_HELP
    formula: ClassVar[str] = r"y_{c,i,j} = \frac{1}{k^2} \sum_{u,v} x_{c,\, s i + u,\, s j + v}"
    word: ClassVar[str] = "Avg"

    kernel_size: Pair = _window((2, 2))
    stride: Pair | None = _stride()
    padding: Pixels = _padding((0, 0))
    ceil_mode: bool = _ceil_mode()
    count_include_pad: bool = _count_padding()


class MaxPool1d(_Pool):
    """The largest value of every window of a sequence."""

    kind: ClassVar[str] = "max_pool1d"
    title: ClassVar[Text] = _("core", "Max pool 1-D")
    short_title: ClassVar[Text] = _("core", "Max pool")
    help: ClassVar[Text] = _MAX_HELP
    formula: ClassVar[str] = r"y_{c,i} = \max_{u} x_{c,\, s i + u}"
    axes: ClassVar[int] = 1
    word: ClassVar[str] = "Max"

    kernel_size: int = _window(2, ge=1, le=MAX_SIDE)
    stride: int | None = _stride(ge=1, le=MAX_SIDE)
    padding: int = _padding(0, ge=0, le=MAX_SIDE)
    dilation: int = dilation_field(1, ge=1, le=MAX_SIDE)
    ceil_mode: bool = _ceil_mode()


class AvgPool1d(_Pool):
    """The mean of every window of a sequence."""

    kind: ClassVar[str] = "avg_pool1d"
    title: ClassVar[Text] = _("core", "Avg pool 1-D")
    short_title: ClassVar[Text] = _("core", "Avg pool")
    help: ClassVar[Text] = _AVG_HELP
    formula: ClassVar[str] = r"y_{c,i} = \frac{1}{k} \sum_{u} x_{c,\, s i + u}"
    axes: ClassVar[int] = 1
    word: ClassVar[str] = "Avg"

    kernel_size: int = _window(2, ge=1, le=MAX_SIDE)
    stride: int | None = _stride(ge=1, le=MAX_SIDE)
    padding: int = _padding(0, ge=0, le=MAX_SIDE)
    ceil_mode: bool = _ceil_mode()
    count_include_pad: bool = _count_padding()
