from __future__ import annotations

import numpy as np
import pytest
from conftest_panels import snapshot, spiral
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnplayground.app.document import Document
from nnplayground.app.points import load_points
from nnplayground.train.history import History
from nnplayground.train.snapshot import ProbeRequest, Scores
from nnplayground.ui.colormap import class_colour
from nnplayground.ui.numbers import format_loss
from nnplayground.ui.theme import theme
from nnplayground.ui.views.boundary import class_picture
from nnplayground.ui.views.confusion import ConfusionMatrix
from nnplayground.ui.views.contour import contour_segments
from nnplayground.ui.views.numbers_row import percent
from nnplayground.ui.views.output import BOUNDARY_SIZE, OutputView
from nnplayground.ui.views.plots import decade_ticks

LEFT = Qt.MouseButton.LeftButton
BOUNDARY = ProbeRequest("boundary", BOUNDARY_SIZE)


def make(show, **data):
    document = Document(spiral(**data))
    view = show(OutputView(document), 380, 770)
    view.show_points(load_points(document.experiment.data))
    return document, view


def half_plane(size=BOUNDARY_SIZE):
    """Return −1 in the lower and +1 in the upper half; row 0 is the top."""
    values = np.ones((size, size), np.float32)
    values[size // 2 :] = -1
    return values


def pixel(plot, x, y):
    at = plot.mapFromScene(plot.getViewBox().mapViewToScene(plot_point(x, y)))
    return plot.grab().toImage().pixelColor(at)


def plot_point(x, y):
    from PySide6.QtCore import QPointF

    return QPointF(x, y)


# ---- plain functions


def test_a_contour_lies_on_the_circle():
    x = np.linspace(-2, 2, 81)
    field = np.hypot(*np.meshgrid(x, x)) - 1.3
    columns, rows = contour_segments(field)
    radius = np.hypot(-2 + columns * 4 / 80, -2 + rows * 4 / 80)
    assert np.abs(radius - 1.3).max() < 0.002
    length = np.hypot(np.diff(columns)[::2], np.diff(rows)[::2]).sum() * 4 / 80
    assert length == pytest.approx(2 * np.pi * 1.3, rel=0.002)


@given(arrays.arrays(np.float64, (5, 6), elements=st.floats(-3, 3).filter(lambda v: abs(v) > 1e-3)))
def test_a_contour_crosses_exactly_the_edges_where_the_sign_changes(values):
    columns, rows = contour_segments(values)
    points = {(round(c, 9), round(r, 9)) for c, r in zip(columns, rows, strict=True)}
    across = np.count_nonzero((values[:, 1:] > 0) != (values[:, :-1] > 0))
    down = np.count_nonzero((values[1:] > 0) != (values[:-1] > 0))
    assert len(points) == across + down


def test_decades_are_marked_at_round_numbers():
    assert [round(10**tick, 6) for tick in decade_ticks(-1.4, 0.1)] == [0.05, 0.1, 0.2, 0.5, 1]
    assert len(decade_ticks(-12, 3)) <= 8


def test_the_winner_gives_the_colour_and_its_lead_the_strength(document):
    sure, unsure = np.zeros((3, 1, 1)), np.full((3, 1, 1), 1 / 3)
    sure[1] = 1
    red, green, blue = class_picture(np.concatenate([sure, unsure], axis=2), False)[0].T
    ground, full = theme().colour("surface"), class_colour(1)
    assert abs(int(red[0]) - full.red()) < 25
    assert abs(int(blue[0]) - full.blue()) < 25
    assert abs(int(green[1]) - ground.green()) < 30


def test_numbers_are_short_and_honest():
    assert format_loss(0.0634) == "0.063"
    assert format_loss(0.0000123) == "1.23e−5"
    assert percent(0.9731) == "97.3\u2009%"
    assert percent(float("nan")) == "–"


# ---- the log


def test_the_curve_is_read_by_key(show, qtbot):
    _document, view = make(show)
    history = History()
    for epoch in range(50):
        history.append({"epoch": epoch, "train_loss": 1 / (1 + epoch), "test_loss": 0.5})
    view.show_history(history)
    qtbot.waitUntil(lambda: len(view.curve.log) == 50)
    view.curve.chart.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view.curve.chart, Qt.Key.Key_Left)
    assert view.curve.readout() == "Epoch 48\ntrain 0.0204  test 0.5"


# ---- the picture


def test_the_boundary_stands_upright(show):
    _document, view = make(show)
    view.show_snapshot(snapshot({BOUNDARY: {"prediction": half_plane()}}))
    above, below = pixel(view.boundary, -5.6, 5.6), pixel(view.boundary, -5.6, -5.6)
    assert above.blue() > above.red()
    assert below.red() > below.blue()


def test_the_picture_follows_the_theme(show, qapp):
    _document, view = make(show)
    view.show_snapshot(snapshot({BOUNDARY: {"prediction": 0 * half_plane()}}))
    dark = pixel(view.boundary, -5.6, 5.6).lightness()
    theme().set_mode("light")
    qapp.processEvents()
    assert pixel(view.boundary, -5.6, 5.6).lightness() > dark + 100


def test_test_points_are_shown_on_demand_and_undone(show, qtbot):
    document, view = make(show)
    assert len(view.boundary.test.data) == 0
    qtbot.mouseClick(view.picture.test_switch, LEFT)
    assert len(view.boundary.test.data) == 100
    assert len(view.boundary.train.data) == 300
    document.undo_stack.undo()
    assert not view.picture.test_switch.isChecked()
    assert len(view.boundary.test.data) == 0


def test_discretizing_shows_only_the_side(show, qtbot):
    _document, view = make(show)
    view.show_snapshot(snapshot({BOUNDARY: {"prediction": 0.1 * half_plane()}}))
    faint = pixel(view.boundary, -5.6, 5.6).blue()
    qtbot.mouseClick(view.picture.discretize_switch, LEFT)
    assert pixel(view.boundary, -5.6, 5.6).blue() > faint + 60


def test_a_hovered_neuron_takes_the_picture(show):
    _document, view = make(show)
    wanted = ProbeRequest("unit", BOUNDARY_SIZE, "dense1", 2)
    view.hover_neuron("dense1", 2)
    assert view.wanted_probes() == {BOUNDARY, wanted}
    view.show_snapshot(snapshot({BOUNDARY: {"": half_plane()}, wanted: {"dense1": -half_plane()}}))
    above = pixel(view.boundary, 5.6, 3)
    assert above.red() > above.blue()
    assert view.picture.title.text() == "Dense 1, neuron 3"
    view.leave_neuron()
    assert view.wanted_probes() == {BOUNDARY}
    assert pixel(view.boundary, 5.6, 3).blue() > pixel(view.boundary, 5.6, 3).red()


def test_several_classes_have_their_keys(show):
    _document, view = make(show, dataset="rings")
    chances = np.zeros((3, BOUNDARY_SIZE, BOUNDARY_SIZE))
    chances[2] = 1
    view.show_snapshot(snapshot({BOUNDARY: {"": chances}}))
    assert view.picture.class_keys.isVisible()
    assert not view.picture.colour_bar.isVisible()
    assert pixel(view.boundary, 5.9, 5.9).green() > 80


def test_a_line_is_drawn_through_its_points(show):
    _document, view = make(show, dataset="sine")
    view.show_snapshot(snapshot({BOUNDARY: {"": np.sin(np.linspace(-6, 6, BOUNDARY_SIZE))}}))
    x, y = view.picture.pictures.fitted.line.getData()
    np.testing.assert_allclose(y, np.sin(x), atol=1e-9)


def test_pictures_are_judged_by_the_confusion_of_classes(show):
    _document, view = make(show, dataset="digits")
    assert view.picture.pad.isVisible()
    view.picture.choose_way("plain")
    counts = np.diag(np.arange(1, 11))
    view.show_snapshot(snapshot({}, test=Scores(0.2, {"accuracy": 0.5}, counts)))
    assert view.confusion.isVisible()
    assert view.wanted_probes() == frozenset()
    assert "1 of 1" in view.confusion.said(corner(view.confusion))
    assert view.numbers.measures[2].value == "50.0\u2009%"


def corner(confusion):
    cell = confusion._cell()
    return cell.center()


def test_a_picture_that_is_made_late_shows_what_the_others_show(show):
    document, view = make(show, dataset="spiral")
    plots = view.picture.pictures
    assert not {"fitted", "scatter", "slices"} & vars(plots).keys()
    document.apply("show", document.experiment.replace(view=document.experiment.view.replace(show_test=True)))
    view.picture.pictures.show_residuals(True)
    assert plots.fitted.test.isVisible()
    assert plots.fitted._shows_residuals
    assert plots.indexOf(plots.fitted) >= 0


def test_values_of_a_table_are_shown_beside_the_truth(show):
    document, view = make(show, dataset="diabetes")
    assert view.wanted_probes() == {ProbeRequest("predictions")}
    truth = load_points(document.experiment.data).train_y
    view.show_snapshot(snapshot({ProbeRequest("predictions"): {"train": truth + 1}}))
    x, y = view.picture.pictures.scatter.train.getData()
    np.testing.assert_allclose(y - x, 1)


def test_another_experiment_clears_the_view(show):
    _document, view = make(show)
    view.show_snapshot(snapshot({BOUNDARY: {"": half_plane()}}))
    view.clear()
    assert view.numbers.measures[0].value == "–"
    assert view.boundary.image.image is None


def test_counts_of_other_classes_are_not_drawn(qtbot):
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.show_counts(np.eye(2), ("a", "b", "c"))
    assert matrix._counts is None
    matrix.grab()
    matrix.show_counts(np.eye(3), ("a", "b", "c"))
    assert matrix._counts is not None
