"""Curves over time: the copy of the log, smoothing, bringing rows to pixels, the axes, the read-out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from nnplayground.train.history import History
from nnplayground.ui.views.chart import Chart, Mark, Scale
from nnplayground.ui.views.curves import Curve, ema, per_column
from nnplayground.ui.views.log import LogCopy
from nnplayground.ui.views.time_axis import Clock, TimeAxis
from nnplayground.ui.views.value_axis import ValueAxis

# ---- the log


def test_a_copy_of_the_log_equals_the_log_however_it_is_fetched():
    history, copy = History(limit=64), LogCopy()
    rng = np.random.default_rng(1)
    for epoch in range(300):
        measures = {"epoch": epoch, "train_loss": rng.random(), "test_loss": rng.random()}
        history.append(measures | ({"train_accuracy": rng.random()} if epoch > 40 else {}))
        if rng.random() < 0.1:
            copy.update(history)
    history.note(7, "Batch 10 → 20")
    copy.update(history)
    whole = history.arrays()
    assert len(copy) == len(whole)
    for name in ("epoch", "train_loss", "test_loss", "train_accuracy"):
        np.testing.assert_array_equal(copy.mean(name), whole.mean[name])
        np.testing.assert_array_equal(copy.low(name), whole.low[name])
        np.testing.assert_array_equal(copy.high(name), whole.high[name])
    assert copy.events == ((7.0, "Batch 10 → 20"),)
    history.clear()
    copy.update(history)
    assert (len(copy), len(copy.mean("train_loss"))) == (0, 0)


# ---- smoothing


@given(
    st.lists(st.one_of(st.floats(-1e6, 1e6), st.just(math.nan)), max_size=200),
    st.sampled_from([0.0, 0.1, 0.6, 0.9, 0.99, 0.999]),
)
def test_smoothing_is_the_recursion_it_is_said_to_be(values, weight):
    expected, last, count = [], 0.0, 0
    for value in values:
        if not math.isfinite(value):
            expected.append(math.nan)
            continue
        last, count = weight * last + (1 - weight) * value, count + 1
        expected.append(last / (1 - weight**count))
    found = ema(np.array(values, np.float64), weight)
    np.testing.assert_allclose(found, expected, rtol=1e-7, atol=1e-3)


def test_a_constant_stays_as_it_is_from_the_first_value_on():
    np.testing.assert_allclose(ema(np.full(1000, 0.25), 0.97), 0.25, rtol=1e-9)


# ---- pixels


@given(st.integers(0, 4999), st.floats(10, 100))
def test_no_spike_is_lost_between_the_columns(where, height):
    y = np.sin(np.arange(5000) / 50)
    y[where] = height
    drawn = per_column(np.arange(5000) / 25, y, y, y)
    assert len(drawn.x) == 200
    assert drawn.high.max() == height
    assert (np.diff(drawn.x) > 0).all()
    _x, zigzag = drawn.zigzag()
    assert (zigzag.max(), len(zigzag)) == (height, 400)


def test_what_is_not_finite_is_left_out():
    y = np.array([1.0, np.nan, np.inf, 2.0])
    drawn = per_column(np.arange(4.0), y, y, y)
    assert (drawn.x.tolist(), drawn.line.tolist()) == ([0, 3], [1, 2])


# ---- axes


@given(st.floats(0, 1e6), st.booleans(), st.sampled_from(["epoch", "step", "seconds"]))
def test_a_place_on_the_time_axis_leads_back_to_its_time(value, logarithmic, unit):
    axis = TimeAxis()
    axis.set_scale(unit, logarithmic)
    axis.set_last(1e6)
    assert axis.value(float(axis.fractions(value))) == pytest.approx(value, rel=1e-6, abs=1e-6)


def test_zooming_keeps_the_place_under_the_mouse_and_stays_inside():
    axis = TimeAxis()
    axis.set_last(1000)
    before = axis.value(0.3)
    axis.zoom(0.3, 0.1)
    assert axis.value(0.3) == pytest.approx(before)
    assert axis.range == pytest.approx((270, 370))
    axis.pan(-50)
    assert axis.range == pytest.approx((0, 100))
    axis.zoom(0.5, 1e9)
    assert (axis.range, axis.is_zoomed) == ((0, 1000), False)


def test_a_run_that_goes_on_moves_a_whole_axis_in_steps_and_a_zoomed_one_not(qtbot):
    axis = TimeAxis()
    axis.set_last(210)
    with qtbot.assertNotEmitted(axis.changed):
        axis.set_last(249)
    with qtbot.waitSignal(axis.changed):
        axis.set_last(260)
    assert axis.range == (0, 300)
    axis.zoom(0.0, 0.5)
    axis.set_last(10_000)
    assert axis.range == (0, 150)


def test_the_clock_leads_from_steps_to_epochs_and_seconds_and_back():
    history, log, clock = History(), LogCopy(), Clock()
    for epoch in range(1, 11):
        history.append({"epoch": epoch, "step": 30 * epoch, "seconds": 0.5 * epoch, "train_loss": 1.0})
    log.update(history)
    clock.read(log, (12, 360, 6.0))
    assert clock.at(45, "epoch") == pytest.approx(1.5)
    assert clock.at(330, "seconds") == pytest.approx(5.5)
    assert clock.step(3, "epoch") == pytest.approx(90)
    assert clock.step(400, "step") == 400


@given(st.floats(1e-9, 1e9), st.floats(1e-9, 1e9), st.booleans())
def test_values_lie_inside_their_axis(first, second, is_log):
    low, high = sorted((first, second))
    axis = ValueAxis.around([(low, high)], is_log=is_log)
    places = axis.fractions(np.array([low, high]))
    assert (places >= -1e-9).all()
    assert (places <= 1 + 1e-9).all()


# ---- the chart


def _chart(qtbot, rows: int = 200) -> Chart:
    x = np.arange(float(rows))
    train, low, high = 1 / (1 + x), 0.5 / (1 + x), 2 / (1 + x)
    chart = Chart("Loss by epoch")
    qtbot.addWidget(chart)
    chart.resize(600, 160)
    chart.axis.set_last(rows)
    curves = [Curve("train", x, train, low, high), Curve("test", x, 2 * train, 2 * train, 2 * train)]
    chart.show_curves(x, curves, [Mark(50, "Learning rate 0.03 → 0.1")], (Scale(is_log=True), Scale()))
    chart.show()
    return chart


def test_the_read_out_names_value_and_spread_of_every_curve_and_what_was_changed(qtbot):
    chart = _chart(qtbot)
    QTest.mouseMove(chart, QPointF(chart.place(50), 60).toPoint())
    qtbot.waitUntil(lambda: chart.readout() != "")
    assert chart.readout() == (
        "Epoch 50\ntrain 0.0196 0.0098 … 0.0392  test 0.0392\nLearning rate 0.03 → 0.1"
    )


def test_the_wheel_zooms_and_a_double_click_shows_all_again(qtbot):
    chart = _chart(qtbot)
    middle = chart.area().center()
    turn = QWheelEvent(
        middle,
        chart.mapToGlobal(middle),
        QPointF(0, 0).toPoint(),
        QPointF(0, 480).toPoint(),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    chart.wheelEvent(turn)
    assert chart.axis.range == pytest.approx((100 - 40.96, 100 + 40.96))
    QTest.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=middle.toPoint())
    assert chart.axis.range == (0, 200)


def test_a_curve_reaches_the_pixels_where_it_says(qtbot):
    chart = _chart(qtbot)
    picture = chart.grab().toImage()
    curve = chart.curves[0]
    x, y = chart.place(100), chart.height_of(curve, curve.mean[100])
    ratio = picture.devicePixelRatio()
    column = [picture.pixelColor(round(x * ratio), round((y + dy) * ratio)).lightness() for dy in (-1, 0, 1)]
    assert max(column) > 150
