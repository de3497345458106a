"""Elementary functions as straight-line code over whole vectors, for both precisions.

None has a branch or calls a library, so that all lanes run together (the sine of numbers beyond a million is
the one exception). Errors are at most 2 units in the last place in float32 and 1e-14 relative in float64.
Methods: W. J. Cody and W. Waite, *Software Manual for the Elementary Functions* (1980); the coefficients of
``log``, ``sin`` and ``cos`` are fdlibm's, those of ``tanh`` and ``atan`` Cephes', those of ``erf`` Chebyshev
fits made with mpmath. Functions that networks use rarely are computed in float64 for float32 too.
"""

from __future__ import annotations

import math
from functools import wraps
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nnplayground.train.engine.native.code import Code, Value

__all__ = [
    "LARGE_COSINE",
    "LARGE_SINE",
    "atan",
    "cos",
    "erf",
    "exp",
    "expm1",
    "log",
    "log1p",
    "power",
    "sigmoid",
    "sin",
    "softplus",
    "tanh",
]

LARGE_SINE, LARGE_COSINE = "nnp_sin", "nnp_cos"  # symbols the compiler binds to the C library's functions
_LARGE_ANGLE = 2.0**20

_INT = {"float": "i32", "double": "i64"}
_MANTISSA = {"float": 23, "double": 52}
_BIAS = {"float": 127, "double": 1023}
_SMALLEST_NORMAL = {"float": 2.0**-126, "double": 2.0**-1022}
# Adding 1.5·2^mantissa rounds to an integer, which then stands in the low bits.
_ROUNDER = {"float": 1.5 * 2.0**23, "double": 1.5 * 2.0**52}
_LN2_HIGH = {"float": 0.693359375, "double": 6.93147180369123816490e-01}
_LN2_LOW = {"float": -2.12194440e-4, "double": 1.90821492927058770002e-10}
# Beyond these e^x is infinite, or 0.
_EXP_RANGE = {"float": (-104.0, 89.0), "double": (-746.0, 710.0)}

# (e^r − 1 − r) / r² for |r| ≤ ln 2 / 2, highest power first.
_EXP_TAIL = {
    "float": (
        1.9875691500e-4,
        1.3981999507e-3,
        8.3334519073e-3,
        4.1665795894e-2,
        1.6666665459e-1,
        5.0000001201e-1,
    ),
    "double": tuple(1 / math.factorial(n) for n in range(14, 1, -1)),
}
_LOG = {
    "float": (0.24279078841, 0.28498786688, 0.40000972152, 0.66666662693),
    "double": (
        1.479819860511658591e-01,
        1.531383769920937332e-01,
        1.818357216161805012e-01,
        2.222219843214978396e-01,
        2.857142874366239149e-01,
        3.999999999940941908e-01,
        6.666666666666735130e-01,
    ),
}
_TANH_FLOAT = (-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1)
_TANH_P = (-9.64399179425052238628e-1, -9.92877231001918586564e1, -1.61468768441708447952e3)
_TANH_Q = (1.0, 1.12811678491632931402e2, 2.23548839060100448583e3, 4.84406305325125486048e3)
_ATAN_P = (
    -8.750608600031904122785e-1,
    -1.615753718733365076637e1,
    -7.500855792314704667340e1,
    -1.228866684490136173410e2,
    -6.485021904942025371773e1,
)
_ATAN_Q = (
    1.0,
    2.485846490142306297962e1,
    1.650270098316988542046e2,
    4.328810604912902668951e2,
    4.853903996359136964868e2,
    1.945506571482613964425e2,
)
_SIN = (
    1.58969099521155010221e-10,
    -2.50507602534068634195e-08,
    2.75573137070700676789e-06,
    -1.98412698298579493134e-04,
    8.33333333332248946124e-03,
    -1.66666666666666324348e-01,
)
_COS = (
    -1.13596475577881948265e-11,
    2.08757232129817482790e-09,
    -2.75573143513906633035e-07,
    2.48015872894767294178e-05,
    -1.38888888888741095749e-03,
    4.16666666666666019037e-02,
)
# π/2 in three pieces, of which the first two have 33 bits: products with numbers below 2^20 are exact.
_HALF_PI = (1.57079632673412561417e00, 6.07710050630396597660e-11, 2.02226624879595063154e-21)
# erf(x) / x in powers of x² for |x| ≤ 1.
_ERF = (
    5.9571761477489114044e-11,
    -1.137284885679167367e-9,
    1.4659775274047435814e-8,
    -1.6350312701054695011e-7,
    1.6461000484121368033e-6,
    -0.000014925595266831181565,
    0.00012055331111642710923,
    -0.00085483269808337899052,
    0.0052239776248180144673,
    -0.026866170645076793248,
    0.11283791670954878666,
    -0.37612638903183748056,
    1.1283791670955125738,
)
# erfc(x)·e^(x²) in powers of (x − 3) / (x + 3) for 1 ≤ x ≤ 6.
_ERFC = (
    5.2990131875696157473e-7,
    -8.0389125823381075255e-6,
    -0.000012340282011259605299,
    0.000064170890329216381957,
    0.000045188608658010263389,
    -0.00059708113956600027866,
    0.00070775056813125479483,
    0.0042691376397089361787,
    -0.02439249944571327284,
    0.071665837159166372017,
    -0.15011593649899332248,
    0.24560380171274600007,
    -0.3262335600430453383,
    0.17900115118138924149,
)


def _polynomial(code: Code, x: Value, coefficients: Sequence[float]) -> Value:
    """Return a polynomial by Horner's rule, highest power first."""
    total = code.number(coefficients[0], x.kind, x.lanes)
    for coefficient in coefficients[1:]:
        total = code.fma(total, x, coefficient)
    return total


def _once(function: Callable[[Code, Value], Value]) -> Callable[[Code, Value], Value]:
    """Let a short text hold the function once, however often it is used."""

    @wraps(function)
    def shared(code: Code, x: Value) -> Value:
        return code.once(function.__name__, function, x)

    return shared


def _in_double(function: Callable[[Code, Value], Value]) -> Callable[[Code, Value], Value]:
    """Compute in float64 whatever the argument's precision."""

    @wraps(function)
    def through(code: Code, x: Value) -> Value:
        return code.convert(function(code, code.convert(x, "double")), x.kind)

    return through


def _power_of_two(code: Code, exponent: Value, kind: str) -> Value:
    """Return 2^exponent for an integer within the normal range."""
    biased = code.add(exponent, _BIAS[kind])
    return code.bits(code.binary("shl", biased, _MANTISSA[kind]), kind)


def _reduced(code: Code, x: Value) -> tuple[Value, Value, Value]:
    """Return n, (e^r − 1) and r with x = n·ln 2 + r, where |r| ≤ ln 2 / 2."""
    kind = x.kind
    low, high = _EXP_RANGE[kind]
    # Written so that a nan passes through.
    x = code.select(code.compare("ogt", x, high), high, x)
    x = code.select(code.compare("olt", x, low), low, x)
    shifted = code.fma(x, math.log2(math.e), _ROUNDER[kind])
    n = code.sub(shifted, _ROUNDER[kind])
    r = code.fma(n, -_LN2_HIGH[kind], x)
    r = code.fma(n, -_LN2_LOW[kind], r)
    tail = _polynomial(code, r, _EXP_TAIL[kind])
    whole = code.bits(shifted, _INT[kind])
    base = code.bits(code.number(_ROUNDER[kind], kind), _INT[kind])
    return code.binary("sub", whole, base), code.fma(tail, code.mul(r, r), r), r


@_once
def exp(code: Code, x: Value) -> Value:
    """Return e^x."""
    n, risen, _r = _reduced(code, x)
    # In two steps, since 2^n alone may be too large or too small where the product is not.
    half = code.binary("ashr", n, 1)
    scaled = code.mul(code.add(risen, 1.0), _power_of_two(code, half, x.kind))
    return code.mul(scaled, _power_of_two(code, code.sub(n, half), x.kind))


@_once
def expm1(code: Code, x: Value) -> Value:
    """Return e^x − 1 without cancellation."""
    n, risen, _r = _reduced(code, x)
    scale = _power_of_two(code, n, x.kind)
    near = code.fma(scale, risen, code.sub(scale, 1.0))
    inside = code.compare("olt", code.abs(x), 30.0)
    # A zero keeps its sign.
    exact = code.select(code.compare("oeq", x, 0.0), x, near)
    return code.select(inside, exact, code.sub(exp(code, x), 1.0))


@_once
def sigmoid(code: Code, x: Value) -> Value:
    """Return 1 / (1 + e^(−x))."""
    return code.div(1.0, code.add(exp(code, code.neg(x)), 1.0))


@_once
def tanh(code: Code, x: Value) -> Value:
    """Return the hyperbolic tangent."""
    size = code.abs(x)
    far = code.sub(1.0, code.div(2.0, code.add(exp(code, code.add(size, size)), 1.0)))
    square = code.mul(x, x)
    if x.kind == "float":
        ratio = _polynomial(code, square, _TANH_FLOAT)
    else:
        ratio = code.div(_polynomial(code, square, _TANH_P), _polynomial(code, square, _TANH_Q))
    near = code.fma(code.mul(square, x), ratio, x)
    return code.select(code.compare("olt", size, 0.625), near, code.copysign(far, x))


def _log_of_sum(code: Code, x: Value, lost: Value | None) -> Value:
    """Return log(x + lost) of a positive normal x and something much smaller."""
    kind = x.kind
    mantissa, integer = _MANTISSA[kind], _INT[kind]
    bits = code.bits(x, integer)
    # The mantissa comes to lie between √½ and √2.
    root = code.bits(code.number(math.sqrt(0.5), kind), integer)
    shifted = code.sub(bits, root)
    exponent = code.binary("ashr", shifted, mantissa)
    scaled = code.bits(code.sub(bits, code.binary("shl", exponent, mantissa)), kind)
    f = code.sub(scaled, 1.0)
    k = code.convert(exponent, kind)
    s = code.div(f, code.add(f, 2.0))
    z = code.mul(s, s)
    series = code.mul(_polynomial(code, z, _LOG[kind]), z)
    half = code.mul(code.mul(f, f), 0.5)
    low = code.mul(k, _LN2_LOW[kind])
    low = low if lost is None else code.add(low, code.div(lost, x))
    inner = code.fma(s, code.add(half, series), low)
    return code.fma(k, _LN2_HIGH[kind], code.sub(f, code.sub(half, inner)))


@_once
def log(code: Code, x: Value) -> Value:
    """Return the natural logarithm."""
    kind = x.kind
    tiny = code.compare("olt", x, _SMALLEST_NORMAL[kind])
    lift = _MANTISSA[kind] + 2
    lifted = code.select(tiny, code.mul(x, 2.0**lift), x)
    value = _log_of_sum(code, lifted, None)
    value = code.select(tiny, code.sub(value, lift * math.log(2)), value)
    value = code.select(code.compare("oeq", x, math.inf), math.inf, value)
    value = code.select(code.compare("oeq", x, 0.0), -math.inf, value)
    return code.select(
        code.compare("uge", x, 0.0), code.select(code.compare("uno", x, x), x, value), math.nan
    )


@_once
def log1p(code: Code, x: Value) -> Value:
    """Return log(1 + x) without losing a small x."""
    total = code.add(x, 1.0)
    # What the addition lost: the rounding error of the smaller of the two.
    of_one = code.sub(1.0, code.sub(total, x))
    of_x = code.sub(x, code.sub(total, 1.0))
    lost = code.select(code.compare("oge", code.abs(x), 1.0), of_one, of_x)
    value = _log_of_sum(code, total, lost)
    value = code.select(code.compare("olt", code.abs(x), 2.0 ** -(_MANTISSA[x.kind] + 2)), x, value)
    value = code.select(code.compare("oeq", x, math.inf), math.inf, value)
    value = code.select(code.compare("oeq", x, -1.0), -math.inf, value)
    return code.select(
        code.compare("uge", x, -1.0), code.select(code.compare("uno", x, x), x, value), math.nan
    )


@_once
def softplus(code: Code, x: Value) -> Value:
    """Return log(1 + e^x)."""
    return code.add(code.larger(x, 0.0), log1p(code, exp(code, code.neg(code.abs(x)))))


@_once
@_in_double
def erf(code: Code, x: Value) -> Value:
    """Return the error function."""
    square = code.mul(x, x)
    near = code.mul(_polynomial(code, square, _ERF), x)
    size = code.abs(x)
    size = code.select(code.compare("ogt", size, 6.0), 6.0, size)
    ratio = code.div(code.sub(size, 3.0), code.add(size, 3.0))
    rest = code.mul(_polynomial(code, ratio, _ERFC), exp(code, code.neg(code.mul(size, size))))
    far = code.copysign(code.sub(1.0, rest), x)
    return code.select(code.compare("ole", code.abs(x), 1.0), near, far)


@_once
@_in_double
def atan(code: Code, x: Value) -> Value:
    """Return the inverse tangent."""
    size = code.abs(x)
    steep = code.compare("ogt", size, 2.41421356237309504880)
    middle = code.compare("ogt", size, 0.66)
    turned = code.div(-1.0, size)
    tilted = code.div(code.sub(size, 1.0), code.add(size, 1.0))
    u = code.select(steep, turned, code.select(middle, tilted, size))
    start = code.select(steep, math.pi / 2, code.select(middle, math.pi / 4, code.number(0.0, u.kind)))
    rounding = code.select(
        steep, 6.123233995736765886e-17, code.select(middle, 3.061616997868383e-17, code.number(0.0, u.kind))
    )
    z = code.mul(u, u)
    ratio = code.div(_polynomial(code, z, _ATAN_P), _polynomial(code, z, _ATAN_Q))
    value = code.add(start, code.add(code.fma(code.mul(u, z), ratio, u), rounding))
    return code.copysign(value, x)


def _quarter_turns(code: Code, x: Value) -> tuple[Value, Value, Value]:
    """Return how many quarter turns x is, as an integer, and the rest of the angle as a sum of two."""
    shifted = code.fma(x, 2 / math.pi, _ROUNDER["double"])
    n = code.sub(shifted, _ROUNDER["double"])
    first, second, third = _HALF_PI
    r = code.sub(x, code.mul(n, first))
    w = code.mul(n, second)
    high = code.sub(r, w)
    low = code.sub(code.sub(code.sub(r, high), w), code.mul(n, third))
    rest = code.add(high, low)
    return code.bits(shifted, "i64"), rest, code.sub(low, code.sub(rest, high))


def _wave(code: Code, x: Value, ahead: int, large: str) -> Value:
    """Return the sine of x and so many quarter turns."""
    turns, r, low = _quarter_turns(code, x)
    turns = code.add(turns, ahead)
    z = code.mul(r, r)
    sine = code.add(r, code.fma(code.mul(r, z), _polynomial(code, z, _SIN), low))
    tail = code.sub(code.mul(code.mul(z, z), _polynomial(code, z, _COS)), code.mul(r, low))
    half = code.mul(z, 0.5)
    whole = code.sub(1.0, half)
    cosine = code.add(whole, code.add(code.sub(code.sub(1.0, whole), half), tail))
    odd = code.compare("ne", code.binary("and", turns, 1), 0)
    value = code.select(odd, cosine, sine)
    value = code.select(code.compare("ne", code.binary("and", turns, 2), 0), code.neg(value), value)
    return _with_library(code, x, value, large)


def _with_library(code: Code, x: Value, value: Value, name: str) -> Value:
    """Let the C library reduce angles that are too large for three pieces of π."""
    code.declarations.add(f"declare double @{name}(double)")
    large = code.compare("ogt", code.abs(x), _LARGE_ANGLE)

    def by_library() -> Value:
        lanes = [code.extract(x, lane) for lane in range(x.lanes)]
        values = [code.pure(f"call double @{name}({lane})", "double") for lane in lanes]
        return code.select(large, code.assemble(values) if x.lanes > 1 else values[0], value)

    return code.rarely(large, value, by_library)


@_once
@_in_double
def sin(code: Code, x: Value) -> Value:
    """Return the sine."""
    return _wave(code, x, 0, LARGE_SINE)


@_once
@_in_double
def cos(code: Code, x: Value) -> Value:
    """Return the cosine."""
    return _wave(code, x, 1, LARGE_COSINE)


def power(code: Code, x: Value, exponent: float) -> Value:
    """Return x to a known power: a small integer, or half of one.

    Raises
    ------
    LookupError
        If it is another power.
    """
    if exponent < 0:
        return code.div(1.0, power(code, x, -exponent))
    whole = int(exponent)
    if exponent not in (whole, whole + 0.5) or whole > 64:
        raise LookupError(f"power {exponent}")
    result: Value | None = code.sqrt(x) if exponent != whole else None
    factor = x
    while whole:
        if whole & 1:
            result = factor if result is None else code.mul(result, factor)
        whole >>= 1
        factor = code.mul(factor, factor) if whole else factor
    return code.number(1.0, x.kind, x.lanes) if result is None else result
