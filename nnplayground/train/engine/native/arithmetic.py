"""Operations number by number: arithmetic, comparisons, integers."""

from __future__ import annotations

from typing import Any

from nnplayground.core.text import translatable as _
from nnplayground.train.engine.native import functions
from nnplayground.train.engine.native.code import FLOATS, Code, Value
from nnplayground.train.engine.native.lowering import Lowering, lowers, pointwise
from nnplayground.train.engine.native.tensors import Tensor
from nnplayground.train.engine.record import Unsupported

Operand = Any  # a Value or a number


def _value(code: Code, operand: Operand, like: Operand) -> Value:
    """Return a number as a value of the other operand's kind."""
    return operand if isinstance(operand, Value) else code.number(operand, like.kind)


@pointwise("add.Tensor", "add.Scalar")
def _add(code: Code, a: Operand, b: Operand, alpha: float = 1) -> Value:
    if alpha == 1:
        return code.add(a, b)
    if isinstance(b, Value):
        return code.fma(b, alpha, a) if b.kind in FLOATS else code.add(a, code.mul(b, alpha))
    return code.add(a, b * alpha)


@pointwise("sub.Tensor", "sub.Scalar")
def _sub(code: Code, a: Operand, b: Operand, alpha: float = 1) -> Value:
    return code.sub(a, b) if alpha == 1 else _add(code, a, b, -alpha)


@pointwise("rsub.Scalar", "rsub.Tensor")
def _rsub(code: Code, a: Operand, b: Operand, alpha: float = 1) -> Value:
    return _sub(code, b, a, alpha)


@pointwise("mul.Tensor", "mul.Scalar")
def _mul(code: Code, a: Operand, b: Operand) -> Value:
    if isinstance(a, Value) and a.kind == "i1":
        return code.binary("and", a, b)
    return code.mul(a, b)


@pointwise("div.Tensor", "div.Scalar", cost=4)
def _div(code: Code, a: Operand, b: Operand) -> Value:
    return code.div(a, b)


@pointwise("reciprocal.default", cost=4)
def _reciprocal(code: Code, a: Value) -> Value:
    return code.div(1.0, a)


@pointwise("neg.default")
def _neg(code: Code, a: Value) -> Value:
    return code.neg(a)


@pointwise("abs.default")
def _abs(code: Code, a: Value) -> Value:
    return code.abs(a)


@pointwise("sign.default", "sgn.default", cost=3)
def _sign(code: Code, a: Value) -> Value:
    # Not a step function of comparisons alone: nan stays nan, as in PyTorch's vector code it becomes 0.
    above, below = ("ogt", "olt") if a.kind in FLOATS else ("sgt", "slt")
    up = code.select(code.compare(above, a, 0), code.number(1, a.kind), code.number(0, a.kind))
    return code.select(code.compare(below, a, 0), code.number(-1, a.kind), up)


@pointwise("sqrt.default", cost=4)
def _sqrt(code: Code, a: Value) -> Value:
    return code.sqrt(a)


@pointwise("rsqrt.default", cost=8)
def _rsqrt(code: Code, a: Value) -> Value:
    return code.div(1.0, code.sqrt(a))


@pointwise("square.default")
def _square(code: Code, a: Value) -> Value:
    return code.mul(a, a)


@pointwise("pow.Tensor_Scalar", cost=3)
def _pow(code: Code, a: Value, exponent: float) -> Value:
    try:
        return functions.power(code, a, exponent)
    except LookupError as error:
        raise Unsupported(str(error)) from error


@pointwise("exp.default", cost=20)
def _exp(code: Code, a: Value) -> Value:
    return functions.exp(code, a)


@pointwise("expm1.default", cost=24)
def _expm1(code: Code, a: Value) -> Value:
    return functions.expm1(code, a)


@pointwise("log.default", cost=24)
def _log(code: Code, a: Value) -> Value:
    return functions.log(code, a)


@pointwise("log1p.default", cost=28)
def _log1p(code: Code, a: Value) -> Value:
    return functions.log1p(code, a)


@pointwise("sin.default", cost=60)
def _sin(code: Code, a: Value) -> Value:
    return functions.sin(code, a)


@pointwise("cos.default", cost=60)
def _cos(code: Code, a: Value) -> Value:
    return functions.cos(code, a)


@pointwise("atan.default", cost=40)
def _atan(code: Code, a: Value) -> Value:
    return functions.atan(code, a)


@pointwise("erf.default", cost=60)
def _erf(code: Code, a: Value) -> Value:
    return functions.erf(code, a)


# -- order ---------------------------------------------------------------------------------------------


@pointwise("maximum.default", cost=2)
def _maximum(code: Code, a: Operand, b: Operand) -> Value:
    return _passing_nan(code, "ogt", "sgt", a, b)


@pointwise("minimum.default", cost=2)
def _minimum(code: Code, a: Operand, b: Operand) -> Value:
    return _passing_nan(code, "olt", "slt", a, b)


def _passing_nan(code: Code, floats: str, integers: str, a: Operand, b: Operand) -> Value:
    x, y = code.alike(a, b)
    if x.kind not in FLOATS:
        return code.select(code.compare(integers, x, y), x, y)
    chosen = code.select(code.compare(floats, x, y), x, y)
    return code.select(code.compare("uno", x, x), x, chosen)


@pointwise("clamp.default", "clamp.Tensor", cost=4)
def _clamp(code: Code, a: Value, low: Operand = None, high: Operand = None) -> Value:
    if low is not None:
        a = _passing_nan(code, "ogt", "sgt", a, _value(code, low, a))
    if high is not None:
        a = _passing_nan(code, "olt", "slt", a, _value(code, high, a))
    return a


@pointwise("clamp_min.default", "clamp_min.Tensor", cost=2)
def _clamp_min(code: Code, a: Value, low: Operand) -> Value:
    return _clamp(code, a, low)


@pointwise("clamp_max.default", "clamp_max.Tensor", cost=2)
def _clamp_max(code: Code, a: Value, high: Operand) -> Value:
    return _clamp(code, a, None, high)


def _comparison(name: str, floats: str, integers: str) -> None:
    @pointwise(f"{name}.Tensor", f"{name}.Scalar")
    def compare(code: Code, a: Value, b: Operand) -> Value:
        return code.compare(floats if a.kind in FLOATS else integers, a, b)


for _name, _floats, _integers in (
    ("eq", "oeq", "eq"),
    ("ne", "une", "ne"),
    ("lt", "olt", "slt"),
    ("le", "ole", "sle"),
    ("gt", "ogt", "sgt"),
    ("ge", "oge", "sge"),
):
    _comparison(_name, _floats, _integers)


@lowers("where.self", "where.ScalarOther", "where.ScalarSelf", "where.Scalar")
def _where(low: Lowering, condition: Tensor, a: Any, b: Any) -> Tensor:
    kind = low.kind
    a, b = (x if isinstance(x, Tensor) else low.constant(x, (), kind) for x in (a, b))

    def choose(code: Code, c: Value, x: Value, y: Value) -> Value:
        return code.select(code.convert(c, "i1"), code.convert(x, kind), code.convert(y, kind))

    return low.apply(choose, (condition, a, b), low.shape, kind, 1, low.users)


@lowers("masked_fill.Scalar", "masked_fill.Tensor")
def _masked_fill(low: Lowering, a: Tensor, mask: Tensor, value: Any) -> Tensor:
    return _where(low, mask, value, a)


# -- truth and bits ------------------------------------------------------------------------------------


@pointwise("logical_and.default")
def _logical_and(code: Code, a: Value, b: Value) -> Value:
    return code.binary("and", code.convert(a, "i1"), code.convert(b, "i1"))


@pointwise("logical_or.default")
def _logical_or(code: Code, a: Value, b: Value) -> Value:
    return code.binary("or", code.convert(a, "i1"), code.convert(b, "i1"))


@pointwise("logical_not.default")
def _logical_not(code: Code, a: Value) -> Value:
    return code.binary("xor", code.convert(a, "i1"), True)


@pointwise("bitwise_and.Tensor", "bitwise_and.Scalar")
def _and(code: Code, a: Value, b: Operand) -> Value:
    return code.binary("and", a, b)


@pointwise("bitwise_or.Tensor", "bitwise_or.Scalar")
def _or(code: Code, a: Value, b: Operand) -> Value:
    return code.binary("or", a, b)


@pointwise("bitwise_xor.Tensor", "bitwise_xor.Scalar")
def _xor(code: Code, a: Value, b: Operand) -> Value:
    return code.binary("xor", a, b)


@pointwise("bitwise_not.default")
def _not(code: Code, a: Value) -> Value:
    return code.binary("xor", a, True if a.kind == "i1" else -1)


def _shift(code: Code, instruction: str, a: Operand, by: Operand) -> Value:
    """Shift by a known number of bits; another could be too large, which LLVM leaves undefined."""
    if isinstance(by, Value) and by.constant is None:
        raise Unsupported(_("core", "a shift by numbers that are not known before"))
    return code.binary(instruction, a, by)


@pointwise("bitwise_left_shift.Tensor", "bitwise_left_shift.Tensor_Scalar", "__lshift__.Scalar")
def _left(code: Code, a: Operand, by: Operand) -> Value:
    return _shift(code, "shl", a, by)


@pointwise("bitwise_right_shift.Tensor", "bitwise_right_shift.Tensor_Scalar", "__rshift__.Scalar")
def _right(code: Code, a: Operand, by: Operand) -> Value:
    return _shift(code, "ashr", a, by)


# -- kinds ---------------------------------------------------------------------------------------------


@lowers("_to_copy.default", "clone.default", "detach.default", "alias.default", "lift_fresh_copy.default")
def _copy(low: Lowering, a: Tensor, **_kwargs: Any) -> Tensor:
    kind = low.kind
    if kind == a.kind:
        return a
    return low.apply(lambda code, x: code.convert(x, kind), (a,), a.shape, kind)
