"""A drawing becomes what the network sees, and the sample that all views look at."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnplayground.app.drawing import Drawing
from nnplayground.app.picture_form import PictureForm, area_weights, form_of
from nnplayground.app.points import Points, load_points
from nnplayground.app.samples import SampleChoice
from nnplayground.projects import presets
from nnplayground.train.traces import Sample


@pytest.fixture(scope="module")
def points() -> Points:
    return load_points(presets.load("digits-cnn").data)


@pytest.fixture
def samples(qapp: object, points: Points) -> SampleChoice:
    samples = SampleChoice()
    samples.show_points(points)
    return samples


@pytest.fixture
def drawing(samples: SampleChoice, points: Points) -> Drawing:
    drawing = Drawing(samples, samples)
    samples.show_points(points)
    return drawing


def stroke(drawing: Drawing, *places: tuple[float, float]) -> None:
    drawing.press(places[0])
    for start, end in itertools.pairwise(places):
        drawing.move(start, end)
    drawing.release()


# ---- what the network sees


@given(st.integers(1, 40), st.integers(1, 12))
def test_parts_are_means_over_areas(pixels: int, parts: int) -> None:
    weights = area_weights(pixels, parts, 0, pixels)
    np.testing.assert_allclose(weights.sum(axis=1), 1, rtol=1e-5)
    np.testing.assert_allclose(weights.sum(axis=0), parts / pixels, rtol=1e-4)


def test_every_pixel_is_the_mean_of_its_area() -> None:
    drawn = np.random.default_rng(0).random((1, 80, 80), np.float32)
    seen = PictureForm((1, 8, 8), low=-1, high=3).seen(drawn, centred=False)
    blocks = drawn.reshape(1, 8, 10, 8, 10).mean(axis=(2, 4))
    np.testing.assert_allclose(seen, 4 * blocks - 1, atol=1e-5)


@given(st.integers(0, 190), st.integers(0, 190), st.integers(15, 90))
def test_a_blot_is_scaled_and_centred_wherever_it_is_drawn(top: int, left: int, side: int) -> None:
    drawn = np.zeros((1, 280, 280), np.float32)
    drawn[:, top : top + side, left : left + side] = 1
    seen = PictureForm((1, 28, 28), extent=20 / 28).seen(drawn, centred=True)[0]
    places = np.arange(28) + 0.5
    assert seen.sum(axis=1) @ places / seen.sum() == pytest.approx(14, abs=0.02)
    assert seen.sum(axis=0) @ places / seen.sum() == pytest.approx(14, abs=0.02)
    expected = min(20.0, 4 * side / 10)  # a dot grows no more than four times
    assert np.sqrt(seen.sum()) == pytest.approx(expected, rel=0.01)


def test_an_empty_pad_is_paper() -> None:
    form = PictureForm((1, 8, 8), 0, 16, paper=(1.0,))
    np.testing.assert_allclose(form.seen(np.ones((1, 40, 40)), centred=True), 16)


def test_the_form_is_read_off_the_data(points: Points) -> None:
    form = form_of(points.train_x)
    assert form.shape == (1, 8, 8)
    assert (form.low, form.high) == (points.train_x[:200].min(), points.train_x[:200].max())
    assert form.paper == (0.0,)
    assert form.is_plain
    assert form.extent > 0.8
    assert 0.1 < form.stroke < 0.3


def test_pictures_without_plain_paper_are_not_centred() -> None:
    noise = np.random.default_rng(1).random((50, 1, 16, 16))
    assert not form_of(noise).is_plain
    assert not form_of(np.zeros((3, 3, 8, 8))).is_plain


# ---- strokes


def test_a_line_is_as_wide_as_the_pen(drawing: Drawing) -> None:
    drawing.set_brush(size=0.2, softness=0.0)
    stroke(drawing, (0.1, 0.5), (0.9, 0.5))
    column = drawing.pixels[0, :, drawing.pixels.shape[2] // 2]
    assert column.sum() == pytest.approx(0.2 * len(column), rel=0.05)
    assert drawing.pixels.max() == 1
    assert drawing.pixels.min() == 0


def test_a_soft_pen_that_goes_twice_draws_no_darker(drawing: Drawing) -> None:
    drawing.set_brush(size=0.2, softness=1.0)
    stroke(drawing, (0.2, 0.4), (0.8, 0.4))
    once = drawing.pixels.copy()
    drawing.clear()
    stroke(drawing, (0.2, 0.4), (0.8, 0.4), (0.2, 0.4))
    np.testing.assert_allclose(drawing.pixels, once, atol=1e-6)


def test_the_drawing_is_the_sample_that_is_looked_at(drawing: Drawing, samples: SampleChoice) -> None:
    stroke(drawing, (0.5, 0.2), (0.5, 0.8))
    assert drawing.is_chosen
    raw: Any = samples.raw()
    np.testing.assert_allclose(raw, drawing.seen(), rtol=1e-6)
    assert samples.target() is None
    drawing.set_target(1)
    assert samples.target() == 1


def test_strokes_are_told_at_the_display_rate(drawing: Drawing, samples: SampleChoice, qtbot: Any) -> None:
    told: list[Sample] = []
    samples.changed.connect(lambda: told.append(samples.sample))
    drawing.press((0.2, 0.2))
    for step in range(100):
        drawing.move((0.2 + step / 200, 0.2), (0.2 + (step + 1) / 200, 0.2))
    assert len(told) <= 5
    drawing.release()
    assert told[-1].point == tuple(drawing.seen().ravel().tolist())


def test_undo_and_redo(drawing: Drawing) -> None:
    stroke(drawing, (0.2, 0.2), (0.8, 0.8))
    first = drawing.pixels.copy()
    stroke(drawing, (0.2, 0.8), (0.8, 0.2))
    second = drawing.pixels.copy()
    drawing.undo()
    np.testing.assert_array_equal(drawing.pixels, first)
    drawing.undo()
    assert drawing.is_blank
    assert not drawing.can_undo
    drawing.redo()
    drawing.redo()
    np.testing.assert_array_equal(drawing.pixels, second)


def test_the_pen_takes_fresh_paper_and_the_eraser_a_copy_of_the_sample(
    drawing: Drawing, samples: SampleChoice
) -> None:
    stroke(drawing, (0.5, 0.2), (0.5, 0.8))
    samples.choose(Sample("test", 3))
    stroke(drawing, (0.1, 0.5), (0.2, 0.5))
    assert drawing.pixels[0, :, 140].max() == 0
    samples.choose(Sample("test", 3))
    shown: Any = samples.raw()
    drawing.set_brush(erases=True, size=0.4)
    stroke(drawing, (-1.0, -1.0), (-0.9, -1.0))
    drawing.set_centred(False)
    np.testing.assert_allclose(drawing.seen(), shown, atol=1e-5)
    stroke(drawing, (0.0, 0.5), (1.0, 0.5))
    assert drawing.seen()[0, 3:5].max() < 0.05


def test_a_photographed_digit_is_inverted_to_the_paper_of_the_data(drawing: Drawing) -> None:
    photo = np.full((60, 60, 3), 240, np.uint8)
    photo[10:50, 25:35] = 20
    drawing.place(photo)
    assert drawing.pixels[0, 140, 140] > 0.9
    assert drawing.pixels[0, 5, 5] < 0.1


def test_a_wide_picture_keeps_its_proportions(drawing: Drawing) -> None:
    picture = np.zeros((50, 100, 3), np.uint8)
    picture[10:40, 40:60] = 255
    drawing.place(picture)
    assert drawing.pixels[0, 140].sum() == pytest.approx(drawing.pixels.shape[2] * 0.2, rel=0.02)
    assert drawing.pixels[0, :, 140].sum() == pytest.approx(drawing.pixels.shape[1] * 0.3, rel=0.02)


def test_a_kept_drawing_comes_back_as_it_was(drawing: Drawing) -> None:
    stroke(drawing, (0.2, 0.3), (0.7, 0.6))
    kept, pixels = drawing.picture(), drawing.pixels.copy()
    drawing.clear()
    drawing.place(kept)
    np.testing.assert_allclose(drawing.pixels, pixels, atol=1 / 255)


def test_other_data_takes_the_pad_away(drawing: Drawing, samples: SampleChoice) -> None:
    stroke(drawing, (0.2, 0.3), (0.7, 0.6))
    samples.show_points(load_points(presets.load("spiral").data))
    assert drawing.form is None
    assert not drawing.is_chosen
    drawing.press((0.5, 0.5))
    drawing.release()
    assert samples.sample.part == "train"
