"""Losses and their derivatives, as ATen defines them; all are means over the batch unless said otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nnplayground.core.text import translatable as _
from nnplayground.train.engine.native import functions
from nnplayground.train.engine.native.lowering import Lowering, lowers
from nnplayground.train.engine.native.tensors import Counting, Tensor
from nnplayground.train.engine.record import Unsupported

if TYPE_CHECKING:
    from nnplayground.train.engine.native.code import Code, Value

_NONE, _MEAN, _SUM = 0, 1, 2  # ATen's numbers of the kinds of reduction


def _share(reduction: int, count: int) -> float:
    """Return what each number counts for."""
    return 1 / count if reduction == _MEAN else 1.0


def _reduced(low: Lowering, each: Tensor, reduction: int) -> Tensor:
    if reduction == _NONE:
        return each
    total = low.sum(each, range(len(each.shape)))
    share = _share(reduction, each.size)
    return low.apply(lambda code, s: code.mul(s, share), (total,))


def _loss(low: Lowering, x: Tensor, t: Tensor, formula: Any, reduction: int, cost: int) -> Tensor:
    return _reduced(low, low.apply(formula, (x, t), cost=cost), reduction)


def _slope(low: Lowering, g: Tensor, x: Tensor, t: Tensor, formula: Any, reduction: int) -> Tensor:
    share = _share(reduction, x.size)

    def apply(code: Code, g: Value, x: Value, t: Value) -> Value:
        return code.mul(code.mul(formula(code, x, t), share), g)

    return low.apply(apply, (g, x, t), x.shape, x.kind, 5, low.users)


@lowers("mse_loss.default")
def _mse(low: Lowering, x: Tensor, t: Tensor, reduction: int = _MEAN) -> Tensor:
    def formula(code: Code, x: Value, t: Value) -> Value:
        difference = code.sub(x, t)
        return code.mul(difference, difference)

    return _loss(low, x, t, formula, reduction, 2)


@lowers("mse_loss_backward.default")
def _mse_backward(low: Lowering, g: Tensor, x: Tensor, t: Tensor, reduction: int) -> Tensor:
    def formula(code: Code, x: Value, t: Value) -> Value:
        return code.mul(code.sub(x, t), 2.0)

    return _slope(low, g, x, t, formula, reduction)


@lowers("huber_loss.default")
def _huber(low: Lowering, x: Tensor, t: Tensor, reduction: int = _MEAN, delta: float = 1.0) -> Tensor:
    def formula(code: Code, x: Value, t: Value) -> Value:
        size = code.abs(code.sub(x, t))
        near = code.mul(code.mul(size, 0.5), size)
        far = code.mul(code.sub(size, 0.5 * delta), delta)
        return code.select(code.compare("ole", size, delta), near, far)

    return _loss(low, x, t, formula, reduction, 6)


@lowers("huber_loss_backward.default")
def _huber_backward(low: Lowering, g: Tensor, x: Tensor, t: Tensor, reduction: int, delta: float) -> Tensor:
    def formula(code: Code, x: Value, t: Value) -> Value:
        difference = code.sub(x, t)
        low_cut = code.select(code.compare("olt", difference, -delta), -delta, difference)
        return code.select(code.compare("ogt", difference, delta), delta, low_cut)

    return _slope(low, g, x, t, formula, reduction)


@lowers("binary_cross_entropy_with_logits.default")
def _bce(
    low: Lowering,
    x: Tensor,
    t: Tensor,
    weight: Any = None,
    positive: Any = None,
    reduction: int = _MEAN,
) -> Tensor:
    if weight is not None or positive is not None:
        raise Unsupported(_("core", "weights of classes"))

    def formula(code: Code, x: Value, t: Value) -> Value:
        return code.fma(code.sub(1.0, t), x, functions.softplus(code, code.neg(x)))

    return _loss(low, x, t, formula, reduction, 44)


# -- of class numbers ----------------------------------------------------------------------------------


def _require_plain(weight: Any, ignored: int = -100) -> None:
    if weight is not None or ignored >= 0:
        raise Unsupported(_("core", "weights of classes"))


def _at_class(low: Lowering, x: Tensor, index: Tensor) -> Tensor:
    """Return for every sample its number in the column of its class, 0 if there is no such column."""
    array = low.settle(x)
    columns = [low.reshaped(array.cut(low.code, 1, c, 1), index.shape) for c in range(x.shape[1])]

    def choose(code: Code, i: Value, *values: Value) -> Value:
        best = code.number(0, values[0].kind)
        for number, value in enumerate(values):
            best = code.select(code.compare("eq", i, number), value, best)
        return best

    return low.apply(choose, (index, *columns), index.shape, x.kind, 2 * len(columns))


def _classes(x: Tensor) -> Tensor:
    """Return the number of its column for every number of x."""
    return Counting(0, (0, 1), "i64", x.shape)


@lowers("nll_loss_forward.default")
def _nll(
    low: Lowering, x: Tensor, index: Tensor, weight: Any, reduction: int, ignored: int
) -> tuple[Tensor, Tensor]:
    _require_plain(weight, ignored)
    if len(x.shape) != 2:
        raise Unsupported(_("core", "a negative log-likelihood of a single sample"))
    each = low.apply(lambda code, v: code.neg(v), (_at_class(low, x, index),))
    return _reduced(low, each, reduction), low.constant(float(len(index.shape)), (), x.kind)


@lowers("nll_loss_backward.default")
def _nll_backward(
    low: Lowering,
    g: Tensor,
    x: Tensor,
    index: Tensor,
    weight: Any,
    reduction: int,
    ignored: int,
    _total: Any,
) -> Tensor:
    _require_plain(weight, ignored)
    share = -_share(reduction, x.shape[0])
    rows = low.reshaped(index, (*index.shape, 1))
    g = low.reshaped(g, (*g.shape, 1)) if reduction == _NONE else g

    def slope(code: Code, i: Value, c: Value, g: Value) -> Value:
        return code.select(code.compare("eq", i, c), code.mul(g, share), 0.0)

    return low.apply(slope, (rows, _classes(x), g), x.shape, x.kind, 3)


@lowers("multi_margin_loss.default")
def _multi_margin(
    low: Lowering,
    x: Tensor,
    index: Tensor,
    power: int = 1,
    margin: float = 1.0,
    weight: Any = None,
    reduction: int = _MEAN,
) -> Tensor:
    _require_plain(weight)
    share = 1 / x.shape[1]
    own = low.settle(_at_class(low, x, index))

    def formula(code: Code, x: Value, right: Value, i: Value, c: Value) -> Value:
        over = code.larger(code.add(code.sub(margin, right), x), 0.0)
        over = code.mul(over, over) if power == 2 else over
        return code.select(code.compare("eq", i, c), 0.0, code.mul(over, share))

    each = low.apply(formula, (x, *_columns(low, x, own, index)), x.shape, x.kind, 7)
    return _reduced(low, low.sum(each, [1]), reduction)


def _columns(low: Lowering, x: Tensor, own: Tensor, index: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    shape = (*index.shape, 1)
    return low.reshaped(own, shape), low.reshaped(index, shape), _classes(x)


@lowers("multi_margin_loss_backward.default")
def _multi_margin_backward(
    low: Lowering,
    g: Tensor,
    x: Tensor,
    index: Tensor,
    power: int,
    margin: float,
    weight: Any = None,
    reduction: int = _MEAN,
) -> Tensor:
    _require_plain(weight)
    share = _share(reduction, x.shape[0]) / x.shape[1]
    own = low.settle(_at_class(low, x, index))
    _right, rows, classes = columns = _columns(low, x, own, index)

    def wrong(code: Code, x: Value, right: Value, i: Value, c: Value) -> Value:
        over = code.add(code.sub(margin, right), x)
        slope = code.mul(over, 2 * share) if power == 2 else code.number(share, x.kind)
        violates = code.select(code.compare("ogt", over, 0.0), slope, code.number(0, x.kind))
        return code.select(code.compare("eq", i, c), 0.0, violates)

    others = low.settle(low.apply(wrong, (x, *columns), x.shape, x.kind, 7))
    total = low.sum(others, [1], True)

    def slope(code: Code, w: Value, s: Value, i: Value, c: Value, g: Value) -> Value:
        return code.mul(code.select(code.compare("eq", i, c), code.neg(s), w), g)

    g = low.reshaped(g, (*g.shape, 1)) if reduction == _NONE else g
    return low.apply(slope, (others, total, rows, classes, g), x.shape, x.kind, 3)
