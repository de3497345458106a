"""The made pictures are what their names say, repeat, and cost no time."""

from __future__ import annotations

import time

import numpy as np
import pytest

from nnplayground.core.dataset import Dataset
from nnplayground.data.draws import named_rng
from nnplayground.data.pictures import cubic


def made(kind: str, seed: int = 0, **fields):
    return Dataset.named(kind)(**fields).generate(named_rng(seed, "data"))


@pytest.mark.parametrize("kind", ["glyphs", "image_shapes", "textures"])
def test_a_thousand_pictures_take_less_than_a_second(kind):
    durations = []
    for seed in range(2):
        begin = time.thread_time()
        made(kind, seed, samples=1000)
        durations.append(time.thread_time() - begin)
    assert min(durations) < 1


@pytest.mark.parametrize("kind", ["glyphs", "image_shapes", "textures"])
def test_pictures_lie_between_black_and_white_and_follow_the_seed(kind):
    first, other = made(kind, samples=60, noise=0.5), made(kind, 1, samples=60, noise=0.5)
    assert first.x.min() == 0
    assert first.x.max() == 1
    assert not np.array_equal(first.x, other.x)
    assert set(np.bincount(first.y)) <= {60 // (first.y.max() + 1), 60 // (first.y.max() + 1) + 1}


def printed(characters: str) -> np.ndarray:
    count = len(Dataset.named("glyphs")(characters=characters).spec().class_names)
    return made("glyphs", samples=12 * count, characters=characters, distortion=0, noise=0).x[:, 0]


@pytest.mark.parametrize("characters", ["digits", "latin", "cyrillic"])
def test_every_character_is_whole_and_unlike_the_others(characters):
    pictures = printed(characters)
    assert pictures[:, [0, -1]].max() == pictures[:, :, [0, -1]].max() == 0
    assert pictures.sum(axis=(1, 2)).min() > 10
    classes = len(pictures) // 12
    means = pictures.reshape(12, classes, -1).mean(axis=0)
    distances = np.linalg.norm(means[:, None] - means, axis=2) + 9 * np.eye(classes)
    assert distances.min() > 0.5


def test_distortion_bends_but_keeps_the_ink_inside():
    pictures = made("glyphs", samples=300, distortion=1, noise=0).x[:, 0]
    edge = np.concatenate([pictures[:, [0, -1]].ravel(), pictures[:, :, [0, -1]].ravel()])
    assert edge.mean() < 0.02
    assert pictures.mean(axis=(1, 2)).std() > 0.02


def test_shapes_cover_the_areas_of_their_names():
    samples = made("image_shapes", samples=800, occlusion=0, noise=0)
    ground = samples.x[:, :, :1, :1]  # a shape does not reach the corner
    covered = (np.abs(samples.x - ground).max(axis=1) > 0.02).mean(axis=(1, 2))
    square, circle, triangle, star = (covered[samples.y == label].mean() for label in (1, 0, 2, 3))
    # Of a circle with radius 1: π, its square 2, its triangle 1.3, its star 1.2.
    assert circle > square > triangle > star * 0.95
    assert circle / square == pytest.approx(np.pi / 2, rel=0.15)


def test_occlusion_hides_its_share():
    clear, hidden = (made("image_shapes", samples=200, occlusion=o, noise=0).x for o in (0, 0.5))
    changed = (np.abs(clear - hidden).max(axis=1) > 0.02).mean()
    assert 0.3 < changed < 0.6


def test_textures_run_along_their_axes():
    samples = made("textures", samples=300, turn=0, noise=0)
    down, across = (np.abs(np.diff(samples.x[:, 0], axis=axis)).mean(axis=(1, 2)) for axis in (1, 2))
    stripes = samples.y == 0
    assert down[stripes].max() < 1e-9
    assert across[stripes].min() > 0.05
    assert down[~stripes].min() > 0.02


def test_digits_are_enlarged_smoothly():
    small, large = made("digits"), made("digits", size=28)
    assert large.x.shape == (1797, 1, 28, 28)
    np.testing.assert_allclose(small.x.mean(axis=(1, 2, 3)), large.x.mean(axis=(1, 2, 3)), atol=0.02)
    assert small.y.tolist() == large.y.tolist()


def test_resampling_keeps_constants_and_lines():
    matrix = cubic(8, 28)
    np.testing.assert_allclose(matrix.sum(axis=1), 1)
    places = (np.arange(28) + 0.5) * 8 / 28 - 0.5
    np.testing.assert_allclose((matrix @ np.arange(8.0))[8:-8], places[8:-8])


def test_halves_of_the_digits_make_up_the_whole():
    whole, low, high = (made("digits", classes=which) for which in ("all", "0-4", "5-9"))
    assert len(low.y) + len(high.y) == len(whole.y)
    np.testing.assert_array_equal(low.x, whole.x[whole.y < 5])
    np.testing.assert_array_equal(high.y, whole.y[whole.y >= 5] - 5)
    for which, samples in (("0-4", low), ("5-9", high)):
        dataset = Dataset.named("digits")(classes=which)
        assert dataset.count() == len(samples.y)
        assert dataset.spec().class_names == tuple(map(str, range(*((0, 5) if which == "0-4" else (5, 10)))))
