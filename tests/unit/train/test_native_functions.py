"""The elementary functions of machine code against those of higher precision."""

import ctypes
import math

import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from nnplayground.train.engine.native import functions
from nnplayground.train.engine.native.code import Code
from nnplayground.train.engine.native.compiler import Functions

NAMES = ["exp", "expm1", "log", "log1p", "tanh", "sigmoid", "softplus", "erf", "atan", "sin", "cos"]
EXACT = {
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "softplus": lambda x: mpmath.log1p(mpmath.exp(x)),
}
_compiled = {}


class Vectorized:
    """One function as machine code on arrays of up to a thousand numbers."""

    def __init__(self, name, kind, optimized=True, fma=True):
        code = Code(kind, fma)
        self.length = 1024

        def turn(index, _carried):
            place = code.offset(0, (index, code.lanes))
            value = getattr(functions, name)(code, code.load("%x", place, kind, code.lanes))
            code.store(value, "%y", place)
            return []

        code.repeat(self.length // code.lanes, [], turn)
        declarations = "\n".join(sorted(code.declarations))
        body = "\n".join(code.lines)
        begin = "define i64 @run(ptr %x, i64 %to) {\nentry:\n%y = inttoptr i64 %to to ptr"
        run = f"{begin}\n{body}\nret i64 0\n}}"
        self._functions = Functions(
            f"{declarations}\n{run}\ndefine void @many() {{ ret void }}", optimized=optimized
        )
        self.dtype = np.float32 if kind == "float" else np.float64

    def __call__(self, x):
        given = np.zeros(self.length, self.dtype)
        given[: len(x)] = x
        found = np.zeros(self.length, self.dtype)
        self._functions.run(ctypes.c_void_p(given.ctypes.data), found.ctypes.data)
        return found[: len(x)]


def vectorized(name, kind, optimized=True, fma=True):
    key = name, kind, optimized, fma
    if key not in _compiled:
        _compiled[key] = Vectorized(*key)
    return _compiled[key]


def numbers(kind, count=1000):
    """Return numbers of every size, and the special ones."""
    rng = np.random.default_rng(5)
    dtype = np.float32 if kind == "float" else np.float64
    tiny, huge = np.log(np.finfo(dtype).tiny), np.log(np.finfo(dtype).max)
    signs = np.sign(rng.normal(size=count // 4))
    parts = [
        rng.normal(size=count // 4),
        rng.normal(size=count // 4) * 20,
        signs * np.exp(rng.uniform(0.99 * tiny, 0.99 * huge, count // 4)),
        rng.uniform(-750, 720, count // 4 - 8),
        [0.0, -0.0, math.inf, -math.inf, math.nan, 1.0, -1.0, np.finfo(dtype).tiny],
    ]
    return np.concatenate(parts).astype(dtype)


def truth(name, x):
    """Return the function's value to 60 digits; None where it is not a number or infinite."""
    with mpmath.workprec(1300 if name in ("sin", "cos") and abs(x) > 1e6 else 200):
        if not math.isfinite(x) or (name == "log" and x <= 0) or (name == "log1p" and x <= -1):
            return None
        if abs(x) > 1e4 and name not in ("log", "log1p", "atan", "sin", "cos"):
            return None
        return EXACT.get(name, getattr(mpmath, name, None))(mpmath.mpf(float(x)))


@pytest.mark.parametrize("kind", ["float", "double"])
@pytest.mark.parametrize("name", NAMES)
def test_errors_are_of_rounding(name, kind):
    x = numbers(kind)
    found = vectorized(name, kind)(x)
    info = np.finfo(found.dtype)
    allowed = 2 * float(info.eps) if kind == "float" else 1e-14
    for given_, value in zip(x, found, strict=True):
        exact = truth(name, given_)
        if exact is None or abs(exact) > info.max or abs(exact) < info.tiny:
            continue
        if name == "sigmoid" and given_ < math.log(info.tiny):
            continue  # 1 / infinity, as in PyTorch, though the true value is not quite 0
        assert abs(mpmath.mpf(float(value)) - exact) <= allowed * abs(exact), (given_, value)


@pytest.mark.parametrize("kind", ["float", "double"])
@pytest.mark.parametrize("name", NAMES)
def test_special_numbers_give_what_torch_gives(name, kind):
    dtype = np.float32 if kind == "float" else np.float64
    x = np.array([0.0, math.inf, -math.inf, math.nan, -2.0, 1e30, -1e30, 710.0, -750.0], dtype)
    known = torch.nn.functional.softplus if name == "softplus" else getattr(torch, name)
    expected = known(torch.from_numpy(x)).numpy()
    assert np.allclose(vectorized(name, kind)(x), expected, rtol=1e-5, atol=1e-30, equal_nan=True)


@pytest.mark.parametrize("kind", ["float", "double"])
@pytest.mark.parametrize("name", NAMES)
def test_optimization_changes_no_bit(name, kind):
    x = numbers(kind)
    assert vectorized(name, kind)(x).tobytes() == vectorized(name, kind, optimized=False)(x).tobytes()


@pytest.mark.parametrize("name", NAMES)
def test_processors_without_fused_multiplication_are_as_accurate(name):
    x = np.random.default_rng(0).normal(size=500) * 5
    x = np.abs(x) if name in ("log", "log1p") else x
    assert np.allclose(vectorized(name, "double", fma=False)(x), vectorized(name, "double")(x), rtol=1e-14)


@settings(max_examples=200, deadline=None)
@given(x=st.floats(-700, 700), name=st.sampled_from(["exp", "tanh", "sigmoid", "softplus", "erf", "atan"]))
def test_any_number(x, name):
    exact = truth(name, x)
    found = vectorized(name, "double")(np.array([x]))[0]
    assert abs(mpmath.mpf(float(found)) - exact) <= 1e-14 * abs(exact) + 1e-300


@settings(max_examples=50, deadline=None)
@given(x=st.floats(0.01, 100), exponent=st.sampled_from([2, 3, 5, 10, 0.5, 1.5, -1, -2, -0.5, 0]))
def test_powers(x, exponent):
    code = Code("double")
    functions.power(code, code.load("%x", 0, "double"), exponent)
    with pytest.raises(LookupError, match="power"):
        functions.power(code, code.load("%x", 0, "double"), 0.3)
    assert len(code.lines) < 20
