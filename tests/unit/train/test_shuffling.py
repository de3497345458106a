"""Orders drawn by machine code are those that NumPy draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnplayground.train.engine.native import shuffling
from nnplayground.train.engine.record import Unsupported


@pytest.fixture(autouse=True)
def anew():
    shuffling._checked.cache_clear()
    yield
    shuffling._checked.cache_clear()


@given(st.integers(0, 2**32), st.integers(0, 3), st.lists(st.tuples(st.integers(1, 9), st.integers(1, 700))))
def test_a_generator_goes_on_as_numpys_does(seed, before, shapes):
    own, plain = np.random.default_rng(seed), np.random.default_rng(seed)
    for rng in (own, plain):
        rng.integers(0, 9, before, np.uint32)  # an odd number leaves half a draw
    shuffle = shuffling._checked()
    assert shuffle is not None
    for rows, width in shapes:
        found = np.full((rows, width), -1)
        shuffling._by_code(shuffle, own, found)
        expected = plain.permuted(np.tile(np.arange(width), (rows, 1)), axis=1)
        assert np.array_equal(found, expected)
        assert own.bit_generator.state == plain.bit_generator.state


def test_where_the_generator_stands_is_known_after_every_order():
    plain = np.random.default_rng(8)
    plain.integers(0, 9, 1, np.uint32)
    before = plain.bit_generator.state
    drawn = shuffling.draw_rows(before, np.empty((7, 33), np.int64))
    assert drawn is not None
    assert drawn.state_after(0) == before
    for row in range(7):
        assert np.array_equal(drawn.orders[row], plain.permuted(np.arange(33)[None], axis=1)[0])
        assert drawn.state_after(row + 1) == plain.bit_generator.state


@pytest.mark.parametrize("width", [3, 5000])
def test_few_numbers_and_many_are_drawn_alike(width):
    own, plain = np.random.default_rng(5), np.random.default_rng(5)
    for rows in (1, 2, 400):
        found = np.empty((rows, width), np.int64)
        shuffling.shuffle_rows(own, found)
        assert np.array_equal(found, plain.permuted(np.tile(np.arange(width), (rows, 1)), axis=1))


@pytest.mark.parametrize("bits", [np.random.MT19937, np.random.PCG64DXSM])
def test_other_generators_are_left_to_numpy(bits):
    own, plain = np.random.Generator(bits(3)), np.random.Generator(bits(3))
    found = np.empty((40, 100), np.int64)
    shuffling.shuffle_rows(own, found)
    assert np.array_equal(found, plain.permuted(np.tile(np.arange(100), (40, 1)), axis=1))


def refused(*_arguments, **_options):
    raise Unsupported("no LLVM")


@pytest.mark.parametrize("fault", ["missing", "other numbers"])
def test_without_trustworthy_machine_code_numpy_draws(monkeypatch, fault):
    if fault == "missing":
        monkeypatch.setattr(shuffling, "compiled", refused)
    else:
        text = shuffling._ASSEMBLY.replace("icmp ult i64 %i, %j", "icmp ule i64 %i, %j")
        monkeypatch.setattr(shuffling, "_ASSEMBLY", text)
    assert not shuffling.available()
    assert (
        shuffling.draw_rows(np.random.default_rng(5).bit_generator.state, np.empty((2, 9), np.int64)) is None
    )
    own, plain = np.random.default_rng(5), np.random.default_rng(5)
    found = np.empty((40, 100), np.int64)
    shuffling.shuffle_rows(own, found)
    assert np.array_equal(found, plain.permuted(np.tile(np.arange(100), (40, 1)), axis=1))
