"""The space page: which layers it shows, and that pictures do not jump."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from staging import Stage, place

from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.ui.pictures import target_colours
from nnplayground.ui.theme import theme
from nnplayground.ui.views.pages.space import SpacePage
from nnplayground.ui.views.space_frame import Range, SpaceFrame, turned
from nnplayground.ui.views.space_ink import draw_dots, sheet_image, sides_image

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="module")
def stage(qapp: object) -> Stage:
    return Stage.of("spiral", epochs=3)


@pytest.fixture
def page(qtbot: QtBot, stage: Stage) -> SpacePage:
    page = SpacePage(stage.document, stage.session)
    place(qtbot, page, 760, 170)
    stage.show(page)
    return page


def frame_of(points: np.ndarray, lines: np.ndarray | None = None) -> SpaceFrame:
    lines = np.empty((0, 3)) if lines is None else lines
    return SpaceFrame(points, None, lines, np.zeros(len(lines), np.int64), (0.6, 0.3))


@given(st.floats(0, 2 * math.pi), st.booleans())
def test_a_turned_and_mirrored_picture_is_turned_back(angle: float, mirrored: bool) -> None:
    points = np.random.default_rng(1).normal(size=(30, 2)) * [3, 1]
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    if mirrored:
        turn = turn @ np.diag([1, -1])
    line = np.array([[1.0, -2.0, 0.7]])
    values = points @ line[0, :2] + line[0, 2]
    moved_line = np.concatenate([line[:, :2] @ turn, line[:, 2:]], axis=1)
    back = turned(frame_of(points @ turn, moved_line), points)
    np.testing.assert_allclose(back.points, points, atol=1e-9)
    np.testing.assert_allclose(back.points @ back.lines[0, :2] + back.lines[0, 2], values, atol=1e-9)


def test_units_are_never_turned() -> None:
    points = np.random.default_rng(2).normal(size=(9, 2))
    frame = replace(frame_of(points), share=())
    assert turned(frame, points[::-1]) is frame


def test_the_range_holds_still_until_it_must_change() -> None:
    view = Range()
    view.fit(np.array([[-1.0, -1.0], [1.0, 1.0]]))
    before = view.low.tolist(), view.side
    view.fit(np.array([[-1.05, -0.9], [1.0, 1.0]]))
    assert (view.low.tolist(), view.side) == before
    view.fit(np.array([[-3.0, 0.0], [3.0, 1.0]]))
    assert view.side > 6


def test_all_layers_stand_side_by_side(page: SpacePage, stage: Stage) -> None:
    assert [plot.node for plot in page._plots] == ["data", "dense1", "dense2", "output"]
    for plot in page._plots:
        assert plot.frame is not None
        assert len(plot.frame.points) == min(400, len(stage.trainer.parts["train"]))
        assert plot.frame.grid is not None


def test_the_last_plot_knows_where_the_answer_turns(page: SpacePage, stage: Stage) -> None:
    order = list(stage.document.report.order)
    before_last = page._plots[2]
    assert before_last._final == order.index("output")
    assert before_last.frame is not None
    assert len(before_last.frame.lines[before_last.frame.readers == before_last._final]) == 2


def test_a_hovered_point_is_ringed_everywhere(page: SpacePage, stage: Stage, qtbot: QtBot) -> None:
    plot = page._plots[1]
    assert plot.frame is not None
    x, y = plot._to_pixels(plot._placed(plot.frame))[5]
    number = plot._nearest(QPointF(x, y))
    qtbot.mouseMove(plot, QPointF(x, y).toPoint())
    assert plot._nearest(QPointF(x, y)) == number
    plot._hover(number)
    assert stage.session.attention.marked == (Sample("train", number),)
    assert page._plots[3]._rings == (number,)
    plot._hover(-1)
    assert page._plots[3]._rings == ()


def test_one_layer_follows_the_selection_and_offers_units(page: SpacePage, stage: Stage) -> None:
    page.many.setValue("one")
    page.many.changed.emit("one")
    stage.session.attention.select(["dense1"])
    assert [plot.node for plot in page._plots] == ["dense1"]
    page.axes.setValue("units")
    page.axes.changed.emit("units")
    page.first.setValue(4)
    page.second.setValue(2)
    (request,) = (request for request in page.wanted_probes() if request.probe == "space")
    assert request == ProbeRequest("space", 65, "dense1", part="train", units=(4, 2))
    stage.session.attention.select([])


def test_a_click_beside_points_selects_the_layer(page: SpacePage, qtbot: QtBot) -> None:
    plot = page._plots[2]
    with qtbot.waitSignal(page.nodeChosen) as chosen:
        corner = plot._square().topLeft().toPoint()
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=corner)
    assert chosen.args == ["dense2"]


def test_a_flat_sheet_is_drawn_where_it_lies() -> None:
    low, side = np.array([0.0, 0.0]), 4.0
    axis = np.linspace(0, 2, 9)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1)
    colours = np.broadcast_to(np.array([200.0, 10.0, 20.0], np.float32), (8, 8, 3))
    image = sheet_image(grid, np.ascontiguousarray(colours), low, side)
    size = image.width()
    covered, free = image.pixelColor(size // 4, 3 * size // 4), image.pixelColor(3 * size // 4, size // 4)
    assert covered.red() in range(198, 201)
    assert covered.alpha() > 150
    assert free.alpha() == 0


def test_sides_of_a_line_and_regions_of_scores() -> None:
    low = np.array([-1.0, -1.0])
    upright = sides_image(np.array([[1.0, 0.0, 0.0]]), low, 2.0)
    assert upright.pixelColor(10, 80).red() > upright.pixelColor(10, 80).blue()
    assert upright.pixelColor(120, 80).blue() > upright.pixelColor(120, 80).red()
    three = sides_image(np.array([[0.0, 3.0, 0.0], [-3.0, 0, 0], [3.0, 0, 0]]), low, 2.0)
    colours = {three.pixelColor(*at).rgb() for at in ((80, 5), (5, 100), (122, 100))}
    assert len(colours) == 3
    assert QRectF(three.rect()).width() == three.height()


def test_samples_that_come_late_are_drawn(qtbot: QtBot) -> None:
    stage = Stage.of("circle")
    points, stage.session.points = stage.session.points, None
    page = SpacePage(stage.document, stage.session)
    place(qtbot, page, 760, 170)
    stage.show(page)
    assert all(plot.frame is None for plot in page._plots)
    stage.session.points = points
    stage.session.points_loaded.emit(points)
    stage.show(page)
    page._paced._pass_on()
    assert all(plot.frame is not None for plot in page._plots)


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_a_dot_of_a_value_near_zero_can_be_told_from_the_ground(qapp: QApplication, mode: str) -> None:
    theme().set_mode(mode)
    ground = theme().colour("canvas")
    picture = QPixmap(40, 40)
    picture.fill(ground)
    painter = QPainter(picture)
    draw_dots(painter, np.array([[20.0, 20.0]]), target_colours(np.array([-1.0, 0.0, 1.0]), 0)[1:2], 4.0)
    painter.end()
    row = [picture.toImage().pixelColor(x, 20).lightness() for x in range(40)]
    theme().set_mode("dark")
    assert max(abs(shade - ground.lightness()) for shade in row) > 60
