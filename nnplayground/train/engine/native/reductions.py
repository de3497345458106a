"""Sums, means, largest values, products of matrices, softmax and normalization."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from nnplayground.core.text import translatable as _
from nnplayground.train.engine.native import functions
from nnplayground.train.engine.native.lowering import Lowering, lowers
from nnplayground.train.engine.native.tensors import Point, Pointwise, Tensor
from nnplayground.train.engine.record import Unsupported

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nnplayground.train.engine.native.code import Code, Value


_MOST_COMPARED = 64  # numbers of which the largest is found by straight-line code


def _axes(x: Tensor, axes: Any) -> list[int]:
    """Return axes as ATen means them: one, several, or none for all."""
    rank = len(x.shape)
    if axes is None or axes == []:
        return list(range(rank))
    return [axis % rank for axis in ([axes] if isinstance(axes, int) else axes)] if rank else []


def _count(x: Tensor, axes: Sequence[int]) -> int:
    return math.prod(x.shape[axis] for axis in axes)


def _times(low: Lowering, x: Tensor, factor: float) -> Tensor:
    return low.apply(lambda code, v: code.mul(v, factor), (x,))


def _mean(low: Lowering, x: Tensor, axes: Sequence[int], keep: bool = False) -> Tensor:
    return _times(low, low.sum(x, axes, keep), 1 / _count(x, axes))


# -- sums and products ---------------------------------------------------------------------------------


@lowers("sum.default", "sum.dim_IntList")
def _sum(low: Lowering, x: Tensor, axes: Any = None, keep: bool = False, **_kind: Any) -> Tensor:
    kind = low.kind
    if kind != x.kind:
        x = low.apply(lambda code, v: code.convert(v, kind), (x,), x.shape, kind)
    return low.sum(x, _axes(x, axes), keep, low.place)


@lowers("mean.default", "mean.dim")
def _mean_of(low: Lowering, x: Tensor, axes: Any = None, keep: bool = False) -> Tensor:
    return _mean(low, x, _axes(x, axes), keep)


@lowers("mm.default", "bmm.default")
def _mm(low: Lowering, a: Tensor, b: Tensor) -> Tensor:
    return low.matmul(a, b, None, low.place)


@lowers("addmm.default", "baddbmm.default")
def _addmm(low: Lowering, c: Tensor, a: Tensor, b: Tensor, **factors: float) -> Tensor:
    if any(factor != 1 for factor in factors.values()):
        raise Unsupported(_("core", "addmm with factors"))
    return low.matmul(a, b, c)


@lowers("linalg_vector_norm.default")
def _norm(low: Lowering, x: Tensor, order: float = 2, axes: Any = None, keep: bool = False) -> Any:
    if order != 2:
        raise Unsupported(_("core", "norm of order {order}").format(order=order))
    squares = low.apply(lambda code, v: code.mul(v, v), (x,))
    return low.apply(lambda code, v: code.sqrt(v), (low.sum(squares, _axes(x, axes), keep),))


# -- the largest ---------------------------------------------------------------------------------------


def _extreme(low: Lowering, x: Tensor, axes: Sequence[int], keep: bool, relation: str) -> Tensor:
    """Return the largest or smallest over some axes; nan if there is one."""
    axes = sorted(axes)
    if _count(x, axes) > _MOST_COMPARED:
        raise Unsupported(_("core", "the largest of more than {count} numbers").format(count=_MOST_COMPARED))
    source = low.settle(x)
    shape = tuple(1 if axis in axes else size for axis, size in enumerate(x.shape))
    pieces: list[Tensor] = [source]
    for axis in axes:
        pieces = [p.settled().cut(low.code, axis, n, 1) for p in pieces for n in range(x.shape[axis])]  # type: ignore[union-attr] # arrays are settled

    def choose(code: Code, *values: Value) -> Value:
        best = values[0]
        for value in values[1:]:
            best = code.select(code.compare(relation, value, best), value, best)
        return best

    # "ugt": an unordered comparison takes the nan, and an ordered one with it as the best keeps it.
    result = low.settle(Pointwise(_nan_stays(choose), pieces, shape, x.kind, len(pieces)))
    short = tuple(size for axis, size in enumerate(x.shape) if axis not in axes)
    return result if keep else low.reshaped(result, short)


def _nan_stays(choose: Callable[..., Value]) -> Callable[..., Value]:
    def apply(code: Code, *values: Value) -> Value:
        best = choose(code, *values)
        for value in values:
            best = code.select(code.compare("uno", value, value), value, best)
        return best

    return apply


@lowers("amax.default")
def _amax(low: Lowering, x: Tensor, axes: Any = None, keep: bool = False) -> Tensor:
    return _extreme(low, x, _axes(x, axes), keep, "ogt")


@lowers("amin.default")
def _amin(low: Lowering, x: Tensor, axes: Any = None, keep: bool = False) -> Tensor:
    return _extreme(low, x, _axes(x, axes), keep, "olt")


# -- softmax -------------------------------------------------------------------------------------------


@lowers("_softmax.default")
def _softmax(low: Lowering, x: Tensor, axis: int, _half: bool) -> Tensor:
    axis %= len(x.shape)
    risen = low.apply(_exp_of_difference, (x, _extreme(low, x, [axis], True, "ogt")), cost=22)
    risen = low.settle(risen)
    total = low.sum(risen, [axis], True)
    share = low.apply(lambda code, e, s: code.div(e, s), (risen, total), cost=4)
    return low.settle(share)


def _exp_of_difference(code: Code, x: Value, largest: Value) -> Value:
    return functions.exp(code, code.sub(x, largest))


@lowers("_softmax_backward_data.default")
def _softmax_backward(low: Lowering, g: Tensor, y: Tensor, axis: int, _kind: Any) -> Tensor:
    weighted = low.apply(lambda code, g, y: code.mul(g, y), (g, y))
    total = low.sum(weighted, [axis], True)
    return low.apply(lambda code, g, y, s: code.mul(y, code.sub(g, s)), (g, y, total), cost=2)


@lowers("_log_softmax.default")
def _log_softmax(low: Lowering, x: Tensor, axis: int, _half: bool) -> Tensor:
    axis %= len(x.shape)
    largest = _extreme(low, x, [axis], True, "ogt")
    total = low.sum(low.apply(_exp_of_difference, (x, largest), cost=22), [axis], True)
    log = low.settle(low.apply(lambda code, s: functions.log(code, s), (total,), cost=24))
    return low.settle(low.apply(lambda code, x, m, s: code.sub(code.sub(x, m), s), (x, largest, log), cost=2))


@lowers("_log_softmax_backward_data.default")
def _log_softmax_backward(low: Lowering, g: Tensor, y: Tensor, axis: int, _kind: Any) -> Tensor:
    total = low.sum(g, [axis], True)

    def slope(code: Code, g: Value, y: Value, s: Value) -> Value:
        return code.sub(g, code.mul(functions.exp(code, y), s))

    return low.apply(slope, (g, y, total), cost=24, users=low.users)


# -- normalization -------------------------------------------------------------------------------------


def _statistics(low: Lowering, x: Tensor, axes: Sequence[int], eps: float) -> tuple[Tensor, Tensor, Tensor]:
    """Return mean, variance and 1/√(variance + ε), with the axes kept."""
    mean = low.settle(_mean(low, x, axes, True))
    squares = low.apply(_squared_difference, (x, mean), cost=2)
    variance = low.settle(_mean(low, squares, axes, True))
    inverse = low.apply(lambda code, v: code.div(1.0, code.sqrt(code.add(v, eps))), (variance,), cost=9)
    return mean, variance, low.settle(inverse)


def _squared_difference(code: Code, x: Value, mean: Value) -> Value:
    difference = code.sub(x, mean)
    return code.mul(difference, difference)


def _normalized(
    low: Lowering, x: Tensor, mean: Tensor, inverse: Tensor, weight: Tensor | None, bias: Tensor | None
) -> Tensor:
    result = low.apply(lambda code, x, m, i: code.mul(code.sub(x, m), i), (x, mean, inverse), cost=2)
    if weight is not None:
        result = low.apply(lambda code, x, w: code.mul(x, w), (result, weight))
    if bias is not None:
        result = low.apply(lambda code, x, b: code.add(x, b), (result, bias))
    return low.settle(result)


@lowers("native_layer_norm.default")
def _layer_norm(
    low: Lowering, x: Tensor, shape: Sequence[int], weight: Any, bias: Any, eps: float
) -> tuple[Tensor, ...]:
    axes = list(range(len(x.shape) - len(shape), len(x.shape)))
    mean, _variance, inverse = _statistics(low, x, axes, eps)
    return _normalized(low, x, mean, inverse, weight, bias), mean, inverse


@lowers("native_layer_norm_backward.default")
def _layer_norm_backward(
    low: Lowering,
    g: Tensor,
    x: Tensor,
    shape: Sequence[int],
    mean: Tensor,
    inverse: Tensor,
    weight: Any,
    _bias: Any,
    mask: Sequence[bool],
) -> tuple[Tensor | None, ...]:
    first = len(x.shape) - len(shape)
    own, others = list(range(first, len(x.shape))), list(range(first))
    back = _norm_backward(low, g, x, mean, inverse, weight, own, others)
    return _asked_for(back, mask, tuple(shape), low)


def _norm_backward(
    low: Lowering,
    g: Tensor,
    x: Tensor,
    mean: Tensor,
    inverse: Tensor,
    weight: Tensor | None,
    own: Sequence[int],
    others: Sequence[int],
) -> tuple[Tensor, Tensor, Tensor]:
    """Return the gradients of x, weight and bias.

    Parameters
    ----------
    weight : Tensor or None
        Broadcast to x.
    own : sequence of int
        The axes that mean and variance were taken over.
    others : sequence of int
        The axes along which weight and bias repeat.
    """
    normal = low.settle(
        low.apply(lambda code, x, m, i: code.mul(code.sub(x, m), i), (x, mean, inverse), cost=2)
    )
    to_bias = low.sum(g, others)
    to_weight = low.sum(low.apply(lambda code, a, b: code.mul(a, b), (g, normal)), others)
    scaled = g if weight is None else low.apply(lambda code, a, b: code.mul(a, b), (g, weight))
    scaled = low.settle(scaled)
    average = low.settle(_mean(low, scaled, own, True))
    along = low.apply(lambda code, a, b: code.mul(a, b), (scaled, normal))
    share = low.settle(_mean(low, along, own, True))

    def slope(code: Code, g: Value, a: Value, n: Value, s: Value, i: Value) -> Value:
        return code.mul(code.sub(code.sub(g, a), code.mul(n, s)), i)

    to_x = low.apply(slope, (scaled, average, normal, share, inverse), cost=4)
    return low.settle(to_x), to_weight, to_bias


def _asked_for(
    gradients: Sequence[Tensor], mask: Sequence[bool], shape: tuple[int, ...], low: Lowering
) -> tuple[Tensor | None, ...]:
    to_x, to_weight, to_bias = gradients
    parts = (to_x, low.reshaped(to_weight, shape), low.reshaped(to_bias, shape))
    return tuple(part if wanted else None for part, wanted in zip(parts, mask, strict=True))


def _by_feature(low: Lowering, vector: Tensor, x: Tensor) -> Tensor:
    """Return a number per feature, shaped so that it repeats along all other axes of x."""
    return low.reshaped(vector, (1, x.shape[1], *[1] * (len(x.shape) - 2)))


@lowers("_native_batch_norm_legit_functional.default", "native_batch_norm.default")
def _batch_norm(
    low: Lowering,
    x: Tensor,
    weight: Any,
    bias: Any,
    running_mean: Any,
    running_var: Any,
    training: bool,
    momentum: float,
    eps: float,
) -> tuple[Tensor | None, ...]:
    axes = [axis for axis in range(len(x.shape)) if axis != 1]
    features = (x.shape[1],)
    wide = [None if v is None else _by_feature(low, v, x) for v in (weight, bias)]
    if not training:
        inverse = low.apply(
            lambda code, v: code.div(1.0, code.sqrt(code.add(v, eps))), (running_var,), cost=9
        )
        spread = (_by_feature(low, v, x) for v in (running_mean, low.settle(inverse)))
        none = low.constant(0.0, (0,), x.kind)
        return _normalized(low, x, *spread, *wide), none, none, running_mean, running_var
    mean, variance, inverse = _statistics(low, x, axes, eps)
    result = _normalized(low, x, mean, inverse, *wide)
    saved = tuple(low.reshaped(v, features) for v in (mean, inverse))
    if running_mean is None:
        return (result, *saved)
    count = _count(x, axes)
    unbiased = _times(low, variance, count / max(count - 1, 1))
    new = [
        low.settle(_blended(low, old, low.reshaped(v, features), momentum))
        for old, v in ((running_mean, mean), (running_var, unbiased))
    ]
    return result, *saved, *new


def _blended(low: Lowering, old: Tensor, new: Tensor, share: float) -> Tensor:
    def blend(code: Code, o: Value, n: Value) -> Value:
        return code.fma(o, 1 - share, code.mul(n, share))

    return low.apply(blend, (old, new), cost=2)


@lowers("native_batch_norm_backward.default")
def _batch_norm_backward(
    low: Lowering,
    g: Tensor,
    x: Tensor,
    weight: Any,
    running_mean: Any,
    running_var: Any,
    mean: Any,
    inverse: Any,
    training: bool,
    eps: float,
    mask: Sequence[bool],
) -> tuple[Tensor | None, ...]:
    others = [axis for axis in range(len(x.shape)) if axis != 1]
    features = (x.shape[1],)
    wide = None if weight is None else _by_feature(low, weight, x)
    if training:
        middle, scale = (_by_feature(low, v, x) for v in (mean, inverse))
        back = _norm_backward(low, g, x, middle, scale, wide, others, others)
        return _asked_for(back, mask, features, low)
    inverse = low.apply(lambda code, v: code.div(1.0, code.sqrt(code.add(v, eps))), (running_var,), cost=9)
    middle, scale = (_by_feature(low, v, x) for v in (running_mean, low.settle(inverse)))
    normal = low.apply(lambda code, x, m, i: code.mul(code.sub(x, m), i), (x, middle, scale), cost=2)
    to_weight = low.sum(low.apply(lambda code, a, b: code.mul(a, b), (g, normal)), others)
    to_x = low.apply(lambda code, a, b: code.mul(a, b), (g, scale))
    to_x = to_x if wide is None else low.apply(lambda code, a, b: code.mul(a, b), (to_x, wide))
    return _asked_for((to_x, to_weight, low.sum(g, others)), mask, features, low)


def at_start(tensor: Tensor, code: Code) -> Value:
    """Return the number of a tensor that has only one."""
    return tensor.at(code, Point((0,) * len(tensor.shape)))
