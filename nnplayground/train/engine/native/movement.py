"""Operations that move numbers or make known ones: views, pieces, constants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nnplayground.train.engine.native.lowering import Lowering, lowers
from nnplayground.train.engine.native.nests import compute
from nnplayground.train.engine.native.tensors import Array, Counting, Tensor, broadcast

if TYPE_CHECKING:
    from collections.abc import Sequence


@lowers("t.default", "transpose.int", "permute.default")
def _permute(low: Lowering, x: Tensor, *how: Any) -> Tensor:
    rank = len(x.shape)
    order = list(range(rank))
    if not how:
        order.reverse()
    elif len(how) == 1:
        order = [axis % rank for axis in how[0]]
    else:
        a, b = (axis % rank for axis in how)
        order[a], order[b] = b, a
    return low.permuted(x, order)


@lowers(
    "view.default",
    "_unsafe_view.default",
    "reshape.default",
    "_reshape_copy.default",
    "unsqueeze.default",
    "squeeze.default",
    "squeeze.dim",
    "squeeze.dims",
    "flatten.using_ints",
)
def _reshape(low: Lowering, x: Tensor, *_how: Any) -> Tensor:
    return low.reshaped(x, low.shape)


@lowers("expand.default")
def _expand(low: Lowering, x: Tensor, *_how: Any, **_kwargs: Any) -> Tensor:
    return broadcast(x, low.shape)


@lowers("slice.Tensor")
def _slice(
    low: Lowering, x: Tensor, axis: int = 0, start: Any = None, end: Any = None, step: int = 1
) -> Tensor:
    del end
    axis %= len(x.shape)
    first = start or 0
    first = min(first + x.shape[axis] if first < 0 else first, x.shape[axis])
    return low.settle(x).cut(low.code, axis, first, low.shape[axis], step)


@lowers("select.int")
def _select(low: Lowering, x: Tensor, axis: int, index: int) -> Tensor:
    axis %= len(x.shape)
    one = low.settle(x).cut(low.code, axis, index % x.shape[axis], 1)
    return low.reshaped(one, low.shape)


@lowers("split.Tensor")
def _split(low: Lowering, x: Tensor, _size: Any, axis: int = 0) -> tuple[Tensor, ...]:
    return _pieces(low, x, axis)


@lowers("split_with_sizes.default")
def _split_with_sizes(low: Lowering, x: Tensor, _sizes: Any, axis: int = 0) -> Any:
    return _pieces(low, x, axis)


def _pieces(low: Lowering, x: Tensor, axis: int) -> tuple[Tensor, ...]:
    axis %= len(x.shape)
    sizes = [value.shape[axis] for value in low.node.meta["val"]]
    array, starts = low.settle(x), [sum(sizes[:number]) for number in range(len(sizes))]
    return tuple(array.cut(low.code, axis, start, size) for start, size in zip(starts, sizes, strict=True))


@lowers("cat.default")
def _cat(low: Lowering, parts: Sequence[Tensor], axis: int = 0) -> Tensor:
    shape, kind = low.shape, low.kind
    axis %= len(shape)
    batched = next((part for part in parts if part.batched and part.lane not in (None, axis)), None)
    lane = batched.lane if batched is not None else None
    whole = low.plain(shape, kind) if lane is None else low.batch(shape, kind, lane)
    start = 0
    for part in parts:
        if part.size:
            place = whole.cut(low.code, axis, start, part.shape[axis])
            compute(low.code, [(_as(low, part, kind), place)])
            start += part.shape[axis]
    return whole


def _as(low: Lowering, tensor: Tensor, kind: str) -> Tensor:
    if tensor.kind == kind:
        return tensor
    return low.apply(lambda code, x: code.convert(x, kind), (tensor,), tensor.shape, kind)


@lowers("slice_backward.default")
def _slice_backward(
    low: Lowering, g: Tensor, _sizes: Any, axis: int, start: int, _end: int, step: int
) -> Tensor:
    return _within(low, g, axis, start, step)


@lowers("select_backward.default")
def _select_backward(low: Lowering, g: Tensor, _sizes: Any, axis: int, index: int) -> Tensor:
    shape = list(low.shape)
    axis %= len(shape)
    shape[axis] = 1
    return _within(low, low.reshaped(g, tuple(shape)), axis, index % low.shape[axis], 1)


def _within(low: Lowering, g: Tensor, axis: int, start: int, step: int) -> Array:
    """Return zeros with ``g`` in a part of one axis."""
    shape = low.shape
    whole = low.plain(shape, g.kind)
    if g.batched and g.lane is not None and g.lane != axis % len(shape):
        whole = low.batch(shape, g.kind, g.lane)
    compute(low.code, [(low.constant(0, shape, g.kind), whole)])
    axis %= len(shape)
    compute(low.code, [(g, whole.cut(low.code, axis, start, g.shape[axis], step))])
    return whole


@lowers("constant_pad_nd.default")
def _pad(low: Lowering, x: Tensor, sides: Sequence[int], value: float = 0.0) -> Tensor:
    shape = low.shape
    lane = x.lane if x.batched else None
    whole = low.plain(shape, x.kind) if lane is None else low.batch(shape, x.kind, lane)
    compute(low.code, [(low.constant(value, shape, x.kind), whole)])
    source, target = low.settle(x), whole
    for number in range(len(sides) // 2):
        axis = len(shape) - 1 - number
        before, after = sides[2 * number : 2 * number + 2]
        size = source.shape[axis] + min(before, 0) + min(after, 0)
        source = source.cut(low.code, axis, max(-before, 0), size)
        target = target.cut(low.code, axis, max(before, 0), size)
    compute(low.code, [(source, target)])
    return whole


# -- known numbers -------------------------------------------------------------------------------------


@lowers("zeros_like.default", "zeros.default", "new_zeros.default")
def _zeros(low: Lowering, *_args: Any, **_kwargs: Any) -> Tensor:
    return _filled(low, 0)


@lowers("ones_like.default", "ones.default", "new_ones.default")
def _ones(low: Lowering, *_args: Any, **_kwargs: Any) -> Tensor:
    return _filled(low, 1)


@lowers("full_like.default", "full.default", "new_full.default")
def _full(low: Lowering, _like: Any, value: float, *_args: Any, **_kwargs: Any) -> Tensor:
    return _filled(low, low.node.args[2] if "new_full" in str(low.node.target) else value)


@lowers("scalar_tensor.default")
def _scalar(low: Lowering, value: float, **_kwargs: Any) -> Tensor:
    return _filled(low, value)


def _filled(low: Lowering, value: Any) -> Tensor:
    return low.constant(value, low.shape, low.kind)


@lowers("arange.default", "arange.start", "arange.start_step")
def _arange(low: Lowering, *ends: Any, **_kwargs: Any) -> Tensor:
    start = ends[0] if len(ends) > 1 else 0
    step = ends[2] if len(ends) > 2 else 1
    return Counting(start, (step,), low.kind, low.shape)
