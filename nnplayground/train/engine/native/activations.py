"""Activation functions and their derivatives, as ATen defines them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from nnplayground.core.text import translatable as _
from nnplayground.train.engine.native import functions
from nnplayground.train.engine.native.lowering import Lowering, lowers, pointwise
from nnplayground.train.engine.record import Unsupported

if TYPE_CHECKING:
    from nnplayground.train.engine.native.code import Code, Value
    from nnplayground.train.engine.native.tensors import Tensor


def _zero(code: Code, like: Value) -> Value:
    return code.number(0, like.kind)


@pointwise("relu.default")
def _relu(code: Code, x: Value) -> Value:
    # The way round that lets a nan pass.
    return code.select(code.compare("ole", x, 0), _zero(code, x), x)


@pointwise("threshold_backward.default")
def _threshold_backward(code: Code, g: Value, x: Value, threshold: float) -> Value:
    return code.select(code.compare("ole", x, threshold), _zero(code, g), g)


@pointwise("leaky_relu.default", cost=2)
def _leaky_relu(code: Code, x: Value, slope: float = 0.01) -> Value:
    return code.select(code.compare("ogt", x, 0), x, code.mul(x, slope))


@pointwise("leaky_relu_backward.default", cost=2)
def _leaky_relu_backward(code: Code, g: Value, x: Value, slope: float, _is_result: bool) -> Value:
    return code.select(code.compare("ogt", x, 0), g, code.mul(g, slope))


@pointwise("hardtanh.default", cost=4)
def _hardtanh(code: Code, x: Value, low: float = -1.0, high: float = 1.0) -> Value:
    low_cut = code.select(code.compare("olt", x, low), low, x)
    return code.select(code.compare("ogt", x, high), high, low_cut)


@pointwise("hardtanh_backward.default", cost=3)
def _hardtanh_backward(code: Code, g: Value, x: Value, low: float, high: float) -> Value:
    outside = code.binary("or", code.compare("ole", x, low), code.compare("oge", x, high))
    return code.select(outside, _zero(code, g), g)


@pointwise("tanh.default", cost=28)
def _tanh(code: Code, x: Value) -> Value:
    return functions.tanh(code, x)


@pointwise("tanh_backward.default", cost=2)
def _tanh_backward(code: Code, g: Value, y: Value) -> Value:
    return code.mul(g, code.fma(code.neg(y), y, 1.0))


@pointwise("sigmoid.default", cost=24)
def _sigmoid(code: Code, x: Value) -> Value:
    return functions.sigmoid(code, x)


@pointwise("sigmoid_backward.default", cost=3)
def _sigmoid_backward(code: Code, g: Value, y: Value) -> Value:
    return code.mul(g, code.mul(code.sub(1.0, y), y))


@pointwise("silu.default", cost=25)
def _silu(code: Code, x: Value) -> Value:
    return code.mul(x, functions.sigmoid(code, x))


@pointwise("silu_backward.default", cost=29)
def _silu_backward(code: Code, g: Value, x: Value) -> Value:
    s = functions.sigmoid(code, x)
    return code.mul(code.mul(g, s), code.fma(x, code.sub(1.0, s), 1.0))


@pointwise("mish.default", cost=70)
def _mish(code: Code, x: Value) -> Value:
    return code.mul(x, functions.tanh(code, functions.softplus(code, x)))


@pointwise("mish_backward.default", cost=96)
def _mish_backward(code: Code, g: Value, x: Value) -> Value:
    t = functions.tanh(code, functions.softplus(code, x))
    s = functions.sigmoid(code, x)
    return code.mul(g, code.fma(code.mul(x, s), code.fma(code.neg(t), t, 1.0), t))


@pointwise("softplus.default", cost=44)
def _softplus(code: Code, x: Value, beta: float = 1.0, threshold: float = 20.0) -> Value:
    scaled = code.mul(x, beta) if beta != 1 else x
    curve = functions.softplus(code, scaled)
    curve = code.div(curve, beta) if beta != 1 else curve
    return code.select(code.compare("ogt", scaled, threshold), x, curve)


@pointwise("softplus_backward.default", cost=26)
def _softplus_backward(code: Code, g: Value, x: Value, beta: float, threshold: float) -> Value:
    scaled = code.mul(x, beta) if beta != 1 else x
    share = code.mul(g, functions.sigmoid(code, scaled))
    return code.select(code.compare("ogt", scaled, threshold), g, share)


@pointwise("elu.default", cost=30)
def _elu(code: Code, x: Value, alpha: float = 1.0, scale: float = 1.0, input_scale: float = 1.0) -> Value:
    curve = code.mul(functions.expm1(code, code.mul(x, input_scale)), alpha * scale)
    return code.select(code.compare("ole", x, 0), curve, code.mul(x, scale))


@pointwise("elu_backward.default", cost=30)
def _elu_backward(
    code: Code, g: Value, alpha: float, scale: float, input_scale: float, is_result: bool, x: Value
) -> Value:
    if is_result:
        slope = code.mul(code.add(x, alpha * scale), input_scale)
    else:
        slope = code.mul(functions.exp(code, code.mul(x, input_scale)), alpha * scale * input_scale)
    return code.select(code.compare("ole", x, 0), code.mul(g, slope), code.mul(g, scale))


@pointwise("gelu.default", cost=64)
def _gelu(code: Code, x: Value, approximate: str = "none") -> Value:
    _exact(approximate)
    return code.mul(x, _normal_share(code, x))


@pointwise("gelu_backward.default", cost=90)
def _gelu_backward(code: Code, g: Value, x: Value, approximate: str = "none") -> Value:
    _exact(approximate)
    bell = functions.exp(code, code.mul(code.mul(x, x), -0.5))
    density = code.mul(bell, 1 / math.sqrt(2 * math.pi))
    return code.mul(g, code.fma(x, density, _normal_share(code, x)))


def _exact(approximate: str) -> None:
    if approximate != "none":
        raise Unsupported(_("core", "GELU approximated by {approximate}").format(approximate=approximate))


def _normal_share(code: Code, x: Value) -> Value:
    """Return how much of the normal distribution is below x."""
    return code.fma(functions.erf(code, code.mul(x, math.sqrt(0.5))), 0.5, 0.5)


# -- PReLU, whose slope is learned ---------------------------------------------------------------------


@pointwise("_prelu_kernel.default", cost=2)
def _prelu(code: Code, x: Value, slope: Value) -> Value:
    return code.select(code.compare("ogt", x, 0), x, code.mul(x, slope))


@lowers("_prelu_kernel_backward.default")
def _prelu_backward(low: Lowering, g: Tensor, x: Tensor, slope: Tensor) -> Any:
    def to_input(code: Code, g: Value, x: Value, slope: Value) -> Value:
        return code.select(code.compare("ogt", x, 0), g, code.mul(g, slope))

    def to_slope(code: Code, g: Value, x: Value) -> Value:
        return code.select(code.compare("ogt", x, 0), _zero(code, g), code.mul(g, x))

    return low.apply(to_input, (g, x, slope), x.shape), low.apply(to_slope, (g, x), x.shape)
