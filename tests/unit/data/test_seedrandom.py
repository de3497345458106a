"""The recorded numbers come from ``npm seedrandom@2.4.3`` under Node 20."""

from __future__ import annotations

import math

import pytest

from nnplayground.data.seedrandom import SeedRandom

FIRST_FOUR = {
    "": [0.23144008215179881, 0.27404636548159655, 0.7901279251811976, 0.40384160557189036],
    "0.59704": [0.3720885891366738, 0.5777042295963245, 0.512260760220704, 0.3054890864708655],
    "hello.": [0.9282578795792454, 0.3752569768646784, 0.7316977468919549, 0.23707962084956113],
    "Привет, 🌀": [0.9817225039628458, 0.6814919597439422, 0.9412888706302991, 0.28788240797682463],
    "x" * 300: [0.952495823023581, 0.9378530102966817, 0.8504259399717166, 0.770464949052704],
}
THOUSANDTH = {"": 0.5946400321469282, "0.59704": 0.2945750253772636, "x" * 300: 0.16254541128199804}


@pytest.mark.parametrize("seed", FIRST_FOUR)
def test_numbers_equal_javascript_bit_for_bit(seed):
    stream = SeedRandom(seed)
    assert [stream.random() for _ in range(4)] == FIRST_FOUR[seed]


@pytest.mark.parametrize("seed", THOUSANDTH)
def test_stream_stays_equal(seed):
    stream = SeedRandom(seed)
    assert [stream.random() for _ in range(1000)][-1] == THOUSANDTH[seed]


def test_copy_goes_on_alone():
    stream = SeedRandom("a")
    stream.random()
    twin = stream.copy()
    ahead = [stream.random() for _ in range(5)]
    assert [twin.random() for _ in range(5)] == ahead


def test_columns_are_drawn_row_by_row():
    one_by_one, at_once = SeedRandom("rows"), SeedRandom("rows")
    expected = [(one_by_one.uniform(-1, 1), one_by_one.uniform(0, 6)) for _ in range(3)]
    assert list(zip(*at_once.uniforms(3, (-1, 1), (0, 6)), strict=True)) == expected


def test_normals_have_mean_zero_and_deviation_one():
    stream = SeedRandom("normal")
    values = [stream.normal() for _ in range(4000)]
    mean = sum(values) / len(values)
    assert abs(mean) < 0.06
    assert math.isclose(sum((v - mean) ** 2 for v in values) / len(values), 1, abs_tol=0.08)


def test_permutation_swaps_from_the_end():
    draws, order = SeedRandom("shuffle"), list(range(6))
    for count in range(6, 0, -1):
        other = math.floor(draws.random() * count)
        order[count - 1], order[other] = order[other], order[count - 1]
    assert SeedRandom("shuffle").permutation(6).tolist() == order
