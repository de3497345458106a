"""Convolution and pooling: sums of products over shifted views of padded images, samples in the lanes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from nnplayground.core.text import translatable as _
from nnplayground.train.engine.native.lowering import Lowering, lowers
from nnplayground.train.engine.native.nests import Product, compute, sum_products
from nnplayground.train.engine.native.tensors import Array, Counting, Pointwise, Shape, Tensor, broadcast
from nnplayground.train.engine.record import Unsupported

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nnplayground.train.engine.native.code import Code, Value

_MOST_WINDOW = 64  # numbers of a pooling window, which is straight-line code


def _each(value: Sequence[int], axes: int) -> tuple[int, ...]:
    """Return one number per axis; ATen gives one for all as a list of one."""
    numbers = tuple(value)
    return numbers * axes if len(numbers) == 1 else numbers


def _framed(
    low: Lowering, x: Tensor, before: Sequence[int], sizes: Sequence[int], step: Sequence[int], value: float
) -> Array:
    """Return images of other ``sizes`` with those of x from ``before`` on, ``step`` apart, amid ``value``."""
    array = low.settle(x)
    plain = not any(before) and tuple(sizes) == x.shape[2:] and all(s == 1 for s in step)
    if plain:
        return array
    shape = (*x.shape[:2], *sizes)
    lane = x.lane if x.batched else None
    whole = low.plain(shape, x.kind) if lane is None else low.batch(shape, x.kind, lane)
    compute(low.code, [(low.constant(value, shape, x.kind), whole)])
    inside = whole
    for axis, (first, gap) in enumerate(zip(before, step, strict=True), 2):
        inside = inside.cut(low.code, axis, first, x.shape[axis], gap)
    compute(low.code, [(array, inside)])
    return whole


# -- convolution ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Convolution:
    """The geometry of one convolution: x is (batch, channels, …), weight (outputs, channels / groups, …)."""

    x: Shape
    weight: Shape
    stride: tuple[int, ...]
    padding: tuple[int, ...]
    dilation: tuple[int, ...]
    groups: int

    @property
    def axes(self) -> int:
        return len(self.x) - 2

    @property
    def kernel(self) -> Shape:
        return self.weight[2:]

    @property
    def outputs(self) -> int:
        """Outputs per group."""
        return self.weight[0] // self.groups

    @property
    def images(self) -> Shape:
        """Sizes of the resulting images."""
        spans = zip(self.x[2:], self.padding, self.dilation, self.kernel, self.stride, strict=True)
        return tuple((n + 2 * p - d * (k - 1) - 1) // s + 1 for n, p, d, k, s in spans)

    def padded(self, low: Lowering, x: Tensor) -> Array:
        sizes = [n + 2 * p for n, p in zip(self.x[2:], self.padding, strict=True)]
        return _framed(low, x, self.padding, sizes, (1,) * self.axes, 0.0)


def _geometry(x: Tensor, weight: Tensor, how: Sequence[Any]) -> _Convolution:
    stride, padding, dilation, transposed, _output_padding, groups = how
    axes = len(x.shape) - 2
    if transposed or axes < 1:
        raise Unsupported(_("core", "a transposed convolution"))
    stride, padding, dilation = (_each(value, axes) for value in (stride, padding, dilation))
    return _Convolution(x.shape, weight.shape, stride, padding, dilation, groups)


@lowers("convolution.default")
def _convolution(low: Lowering, x: Tensor, weight: Tensor, bias: Tensor | None, *how: Any) -> Tensor:
    own = _geometry(x, weight, how)
    source, kernel = own.padded(low, x), low.settle(weight)
    batch, channel, *image = source.strides
    output, inner, *taps = kernel.strides
    shape = (own.x[0], own.groups, own.outputs, *own.images, own.weight[1], *own.kernel)
    moved = [s * step for s, step in zip(image, own.stride, strict=True)]
    spread = [s * d for s, d in zip(image, own.dilation, strict=True)]
    first = source.restrided(
        shape, (batch, channel * own.weight[1], 0, *moved, channel, *spread), _lane(source), source.offset
    )
    none = (0,) * own.axes
    second = kernel.restrided(
        shape, (0, output * own.outputs, output, *none, inner, *taps), None, kernel.offset
    )
    start = None
    if bias is not None:
        wide = low.reshaped(bias, (own.groups, own.outputs, *(1,) * own.axes))
        start = broadcast(wide, shape[: 3 + own.axes])
    result = low.sum_products(Product(first, second, 1 + own.axes, start))
    return low.reshaped(result, (own.x[0], own.weight[0], *own.images))


def _lane(array: Array) -> int | None:
    return 0 if array.lane == 0 and array.batched else None


@lowers("convolution_backward.default")
def _convolution_backward(
    low: Lowering, g: Tensor, x: Tensor, weight: Tensor, _bias: Any, *how: Any
) -> tuple[Tensor | None, ...]:
    own = _geometry(x, weight, how[:-1])
    wanted: Sequence[bool] = how[-1]
    g = low.settle(g)
    return (
        _to_image(low, own, g, low.settle(weight)) if wanted[0] else None,
        _to_kernel(low, own, g, own.padded(low, x)) if wanted[1] else None,
        low.sum(g, [0, *range(2, len(g.shape))]) if wanted[2] else None,
    )


def _to_image(low: Lowering, own: _Convolution, g: Array, kernel: Array) -> Tensor:
    """Correlate the gradient, spread out by the stride, with the kernel turned round."""
    reach = [d * (k - 1) for d, k in zip(own.dilation, own.kernel, strict=True)]
    before = [r - p for r, p in zip(reach, own.padding, strict=True)]
    if min(before) < 0:
        raise Unsupported(_("core", "padding wider than the kernel"))
    sizes = [n + r for n, r in zip(own.x[2:], reach, strict=True)]
    framed = _framed(low, g, before, sizes, own.stride, 0.0)
    batch, channel, *image = framed.strides
    output, inner, *taps = kernel.strides
    shape = (own.x[0], own.groups, own.weight[1], *own.x[2:], own.outputs, *own.kernel)
    spread = [s * d for s, d in zip(image, own.dilation, strict=True)]
    first = framed.restrided(
        shape, (batch, channel * own.outputs, 0, *image, channel, *spread), _lane(framed), framed.offset
    )
    last = [(k - 1, s) for k, s in zip(own.kernel, taps, strict=True)]
    strides = (0, output * own.outputs, inner, *(0,) * own.axes, output, *[-s for s in taps])
    second = kernel.restrided(shape, strides, None, low.code.offset(kernel.offset, *last))
    return low.reshaped(low.sum_products(Product(first, second, 1 + own.axes)), own.x)


def _to_kernel(low: Lowering, own: _Convolution, g: Array, source: Array) -> Tensor:
    """Sum products of gradient and image over samples and places, neighbouring outputs side by side."""
    batch, channel, *image = source.strides
    g_batch, g_channel, *g_image = g.strides
    shape = (own.groups, *own.kernel, own.weight[1], own.outputs, own.x[0], *own.images)
    none = (0,) * own.axes
    moved = [s * step for s, step in zip(image, own.stride, strict=True)]
    spread = [s * d for s, d in zip(image, own.dilation, strict=True)]
    kept = 3 + own.axes
    first = g.restrided(
        shape,
        (g_channel * own.outputs, *none, 0, g_channel, g_batch, *g_image),
        None if _lane(g) is None else kept,
        g.offset,
    )
    second = source.restrided(
        shape,
        (channel * own.weight[1], *spread, channel, 0, batch, *moved),
        None if _lane(source) is None else kept,
        source.offset,
    )
    target = low.plain(own.weight, g.kind)
    output, inner, *taps = target.strides
    view = target.restrided(shape[:kept], (output * own.outputs, *taps, inner, output), None)
    sum_products(low.code, Product(first, second, 1 + own.axes), view, low.tile)
    return target


# -- pooling -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Windows:
    """The windows of one pooling; ``ends`` are the sizes of the padded images."""

    kernel: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[int, ...]
    dilation: tuple[int, ...]
    outputs: Shape
    ends: Shape

    def places(self) -> Iterator[tuple[int, ...]]:
        """Yield the places in a window, in order."""
        return product(*[range(0, k * d, d) for k, d in zip(self.kernel, self.dilation, strict=True)])

    def at(self, low: Lowering, framed: Array, place: Sequence[int]) -> Array:
        """Return a view of the numbers at one place of every window."""
        view = framed
        for axis, (first, size, step) in enumerate(zip(place, self.outputs, self.stride, strict=True), 2):
            view = view.cut(low.code, axis, first, size, step)
        return view

    def numbers(self, x: Shape, place: Sequence[int], shape: Shape) -> Tensor:
        """Return the number of a place within each image, for every window."""
        rows = [math.prod(x[axis + 1 :]) for axis in range(2, len(x))]
        parts = list(zip(place, self.padding, self.stride, rows, strict=True))
        start = sum((first - before) * row for first, before, _step, row in parts)
        return Counting(start, (0, 0, *[step * row for _f, _b, step, row in parts]), "i64", shape)


def _windows(x: Tensor, outputs: Shape, kernel: Any, stride: Any, padding: Any, dilation: Any) -> _Windows:
    axes = len(x.shape) - 2
    kernel, stride, padding, dilation = (
        _each(v, axes) for v in (kernel, stride or kernel, padding, dilation)
    )
    if math.prod(kernel) > _MOST_WINDOW:
        raise Unsupported(_("core", "windows of more than {count} numbers").format(count=_MOST_WINDOW))
    spans = zip(outputs, kernel, stride, dilation, strict=True)
    reach = [(n - 1) * s + d * (k - 1) + 1 for n, k, s, d in spans]
    ends = [max(r, n + p) for r, n, p in zip(reach, x.shape[2:], padding, strict=True)]
    return _Windows(kernel, stride, padding, dilation, outputs, tuple(ends))


def _max_framed(low: Lowering, x: Tensor, own: _Windows) -> Array:
    return _framed(low, x, own.padding, own.ends, (1,) * len(own.ends), -math.inf)


@lowers("max_pool2d_with_indices.default")
def _max_pool(
    low: Lowering,
    x: Tensor,
    kernel: Any,
    stride: Any = (),
    padding: Any = (0,),
    dilation: Any = (1,),
    _c: Any = 0,
) -> tuple[Tensor, Tensor]:
    shape = tuple(low.node.meta["val"][0].shape)
    own = _windows(x, shape[2:], kernel, stride, padding, dilation)
    framed = _max_framed(low, x, own)
    pieces = [own.at(low, framed, place) for place in own.places()]
    numbers = [own.numbers(x.shape, place, shape) for place in own.places()]
    largest = low.settle(Pointwise(_largest, pieces, shape, x.kind, 3 * len(pieces)))
    which = Pointwise(_number_of, [largest, *pieces, *numbers], shape, "i64", 3 * len(pieces))
    return largest, low.settle(which)


def _largest(code: Code, *values: Value) -> Value:
    best = values[0]
    for value in values[1:]:
        # A nan is taken, and stays.
        better = code.binary("or", code.compare("ogt", value, best), code.compare("uno", value, value))
        best = code.select(better, value, best)
    return best


def _number_of(code: Code, largest: Value, *values: Value) -> Value:
    """Return the first number whose value is the largest."""
    half = len(values) // 2
    found = values[-1]
    for value, number in reversed(list(zip(values[:half], values[half:], strict=True))):
        is_it = code.binary("or", code.compare("oeq", value, largest), code.compare("uno", value, value))
        found = code.select(is_it, number, found)
    return found


@lowers("max_pool2d_with_indices_backward.default")
def _max_pool_backward(
    low: Lowering,
    g: Tensor,
    x: Tensor,
    kernel: Any,
    stride: Any,
    padding: Any,
    dilation: Any,
    _c: Any,
    which: Tensor,
) -> Tensor:
    own = _windows(x, g.shape[2:], kernel, stride, padding, dilation)

    def if_chosen(code: Code, g: Value, chosen: Value, number: Value) -> Value:
        return code.select(code.compare("eq", chosen, number), g, code.number(0, g.kind))

    shares = (
        (place, low.apply(if_chosen, (g, which, own.numbers(x.shape, place, g.shape)), g.shape, g.kind, 2))
        for place in own.places()
    )
    return _spread_out(low, x, g, own, shares)


def _spread_out(
    low: Lowering, x: Tensor, g: Tensor, own: _Windows, shares: Iterator[tuple[tuple[int, ...], Tensor]]
) -> Tensor:
    """Add up what every place of every window is given."""
    shape = (*x.shape[:2], *own.ends)
    lane = g.lane if g.batched else None
    whole = low.plain(shape, g.kind) if lane is None else low.batch(shape, g.kind, lane)
    compute(low.code, [(low.constant(0.0, shape, g.kind), whole)])
    for place, share in shares:
        view = own.at(low, whole, place)
        total = Pointwise(lambda code, a, b: code.add(a, b), (view, share), view.shape, g.kind)
        compute(low.code, [(total, view)])
    for axis, (first, size) in enumerate(zip(own.padding, x.shape[2:], strict=True), 2):
        whole = whole.cut(low.code, axis, first, size)
    return whole


def _require_simple(padding: Any, ceil: bool, include: bool, divisor: Any) -> None:
    if ceil or divisor is not None or (not include and any(padding)):
        raise Unsupported(_("core", "average pooling with windows of several sizes"))


@lowers("avg_pool2d.default")
def _avg_pool(
    low: Lowering,
    x: Tensor,
    kernel: Any,
    stride: Any = (),
    padding: Any = (0,),
    ceil: bool = False,
    include: bool = True,
    divisor: Any = None,
) -> Tensor:
    _require_simple(padding, ceil, include, divisor)
    own = _windows(x, low.shape[2:], kernel, stride, padding, (1,))
    framed = _framed(low, x, own.padding, own.ends, (1,) * len(own.ends), 0.0)
    pieces = [own.at(low, framed, place) for place in own.places()]
    share = 1 / len(pieces)

    def mean(code: Code, *values: Value) -> Value:
        total = values[0]
        for value in values[1:]:
            total = code.add(total, value)
        return code.mul(total, share)

    return low.settle(Pointwise(mean, pieces, low.shape, x.kind, len(pieces)))


@lowers("avg_pool2d_backward.default")
def _avg_pool_backward(
    low: Lowering,
    g: Tensor,
    x: Tensor,
    kernel: Any,
    stride: Any,
    padding: Any,
    ceil: bool,
    include: bool,
    divisor: Any,
) -> Tensor:
    _require_simple(padding, ceil, include, divisor)
    own = _windows(x, g.shape[2:], kernel, stride, padding, (1,))
    share = 1 / math.prod(own.kernel)
    each = low.settle(low.apply(lambda code, v: code.mul(v, share), (g,)))
    return _spread_out(low, x, g, own, ((place, each) for place in own.places()))
