"""Drawing data in the real window while a real network learns it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from nnplayground.app.settings import Settings
from nnplayground.data.sketch import DrawnClasses, DrawnCurve, DrawnValues
from nnplayground.projects import presets
from nnplayground.train.snapshot import RunState
from nnplayground.ui.application import Program
from nnplayground.ui.drawing_data import convert
from nnplayground.ui.drawing_data.brush import Brush, Tool
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    theme().prepare(qapp)
    program = Program(presets.load("circle"), Settings())
    program.window.show()
    program.session.start()
    qtbot.waitUntil(lambda: _is_ready(program), timeout=30_000)
    program.window.show_drawing()
    yield program
    program.close()


def _is_ready(program: Program) -> bool:
    snapshot = program.session.snapshot
    return snapshot is not None and program.session.points is not None and snapshot.state is RunState.PAUSED


def stroke(program: Program, *places: tuple[float, float], modifier: Qt.KeyboardModifier = _NONE) -> None:
    sheet = program.window.drawing.page.sheet
    ends = [QPoint(*map(round, at)) for at in sheet.frame.pixels(np.array(places, float)).tolist()]
    QTest.mousePress(sheet, _LEFT, modifier, ends[0])
    for start, end in itertools.pairwise(ends):
        for part in range(1, 7):
            QTest.mouseMove(sheet, start + (end - start) * part / 6)
    QTest.mouseRelease(sheet, _LEFT, modifier, ends[-1])


def drawn(program: Program) -> DrawnClasses:
    dataset = program.document.experiment.data.dataset
    assert isinstance(dataset, DrawnClasses)
    return dataset


def test_the_first_stroke_makes_points_of_the_present_data(qtbot: QtBot, program: Program) -> None:
    page = program.window.drawing.page
    before = program.session.points
    samples = len(before.train_x) + len(before.validation_x) + len(before.test_x)
    assert program.document.experiment.data.dataset.kind == "circle"
    assert page.model.rowCount() == samples
    stroke(program, (-5, -5), (-2, -5))
    assert len(drawn(program).points) > samples
    assert program.document.undo_stack.count() == 1
    program.document.undo_stack.undo()
    assert program.document.experiment.data.dataset.kind == "circle"


def test_every_stroke_is_one_edit_and_training_goes_on(qtbot: QtBot, program: Program) -> None:
    program.session.play()
    qtbot.waitUntil(lambda: program.session.snapshot.epoch >= 2, timeout=20_000)
    runs = len(program.session.runs.runs)
    for number, y in enumerate((-5, -4, -3), start=1):
        stroke(program, (-5, y), (0, y))
        assert program.document.undo_stack.count() == number
    at = program.session.snapshot.epoch
    qtbot.waitUntil(lambda: program.session.snapshot.epoch > at + 1, timeout=20_000)
    assert program.session.is_playing
    count = len(drawn(program).points)
    qtbot.waitUntil(
        lambda: program.session.snapshot.experiment.data.dataset == drawn(program), timeout=20_000
    )
    assert count == len(drawn(program).points)
    assert len(program.session.runs.runs) <= runs + 1  # the circle's own run has ended, no stroke's has
    program.session.pause()


def test_tools_erase_move_and_draw_lines(qtbot: QtBot, program: Program) -> None:
    page = program.window.drawing.page
    page._clear()
    assert drawn(program).points == ()
    page.sheet.set_brush(Brush(Tool.POINT))
    stroke(program, (1, 1))
    ((x, y, label),) = drawn(program).points
    assert abs(x - 1) < 0.05
    assert abs(y - 1) < 0.05
    assert label == 0
    page.sheet.set_brush(Brush(Tool.MOVE))
    stroke(program, (1, 1), (3, 2))
    ((x, y, _label),) = drawn(program).points
    assert abs(x - 3) < 0.05
    assert abs(y - 2) < 0.05
    page.sheet.set_brush(Brush(Tool.LINE, density=2))
    stroke(program, (-5, -5), (-3, -5))
    assert len(drawn(program).points) == 6
    page.sheet.set_brush(Brush(Tool.BRUSH, radius=1))
    stroke(program, (3, 2), modifier=Qt.KeyboardModifier.AltModifier)
    assert len(drawn(program).points) == 5


def test_keys_choose_tools_and_classes_and_not_the_windows_commands(qtbot: QtBot, program: Program) -> None:
    page = program.window.drawing.page
    page.sheet.setFocus()
    QTest.keyClick(page.sheet, Qt.Key.Key_E)
    assert page.sheet.brush.tool is Tool.ERASER
    QTest.keyClick(page.sheet, Qt.Key.Key_B)
    QTest.keyClick(page.sheet, Qt.Key.Key_2)
    assert (page.sheet.brush.tool, page.sheet.brush.label) == (Tool.BRUSH, 1.0)
    page._clear()
    QTest.keyClick(page.sheet, Qt.Key.Key_Right)
    QTest.keyClick(page.sheet, Qt.Key.Key_Return)
    assert {point[2] for point in drawn(program).points} == {1.0}
    QTest.keyClick(page.sheet, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.sheet, Qt.Key.Key_1)
    assert {point[2] for point in drawn(program).points} == {0.0}
    QTest.keyClick(page.sheet, Qt.Key.Key_Delete)
    assert drawn(program).points == ()
    QTest.keyClick(page.sheet, Qt.Key.Key_Escape)
    assert not program.window.drawing.is_open


def test_a_class_more_widens_the_output(qtbot: QtBot, program: Program) -> None:
    page = program.window.drawing.page
    page._add_class()
    stroke(program, (4, 4), (5, 5))
    assert {point[2] for point in drawn(program).points} == {0.0, 1.0, 2.0}
    experiment = program.document.experiment
    assert experiment.report().ok
    assert experiment.data.spec().target.classes == 3
    page._remove_class()
    assert {point[2] for point in drawn(program).points} == {0.0, 1.0}


def test_numbers_can_be_typed_and_bad_ones_are_refused(qtbot: QtBot, program: Program) -> None:
    page = program.window.drawing.page
    model = page.model
    assert model.setData(model.index(0, 0), "-3,25" if "," in model.data(model.index(0, 0)) else "-3.25")
    assert drawn(program).points[-1][0] == -3.25
    for column, text in ((0, "17"), (1, "up"), (2, "0.5"), (2, "2")):
        with qtbot.waitSignal(model.refused):
            assert not model.setData(model.index(0, column), text)
    assert program.document.undo_stack.count() == 1


def test_points_go_over_the_clipboard(qtbot: QtBot, program: Program) -> None:
    page = program.window.drawing.page
    page._clear()
    QGuiApplication.clipboard().setText("x1\tx2\tclass\n1.5\t2\t0\n-1\t-2\t1\n")
    page._paste()
    assert drawn(program).points == ((1.5, 2.0, 0.0), (-1.0, -2.0, 1.0))
    page._copy()
    assert QGuiApplication.clipboard().text() == "x1\tx2\tclass\n1.5\t2\t0\n-1\t-2\t1\n"
    QGuiApplication.clipboard().setText("hello")
    with qtbot.waitSignal(page.said):
        page._paste()


@pytest.mark.parametrize("kind", ["drawn-values", "drawn-curve"])
def test_the_task_can_be_another(qtbot: QtBot, program: Program, kind: str) -> None:
    page = program.window.drawing.page
    page._clear()
    stroke(program, (-4, 0), (4, 0))
    page._choose_task(kind)
    dataset = program.document.experiment.data.dataset
    assert isinstance(dataset, DrawnValues | DrawnCurve)
    assert dataset.kind == kind
    assert program.document.experiment.report().ok
    assert convert.to_kind(dataset, "drawn").rows().shape[1] == 3


def test_training_sees_a_stroke_while_it_is_made(qtbot: QtBot, program: Program) -> None:
    stroke(program, (0, 0), (1, 1))
    document, sheet = program.document, program.window.drawing.page.sheet
    before, undone = drawn(program), document.undo_stack.index()
    ends = [
        QPoint(*map(round, at)) for at in sheet.frame.pixels(np.array([(-4.0, 3.0), (4.0, 3.0)])).tolist()
    ]
    QTest.mousePress(sheet, _LEFT, _NONE, ends[0])
    with qtbot.waitSignal(sheet.stroking, timeout=5_000):
        for part in range(1, 7):
            QTest.mouseMove(sheet, ends[0] + (ends[1] - ends[0]) * part / 6)
    live = drawn(program)
    assert len(live.points) > len(before.points)
    assert (document.undo_stack.index(), document.unchanged.data.dataset) == (undone, before)
    session = program.session
    qtbot.waitUntil(lambda: session.snapshot.experiment.data.dataset == live, timeout=20_000)
    QTest.mouseRelease(sheet, _LEFT, _NONE, ends[1])
    assert document.undo_stack.index() == undone + 1
    assert len(drawn(program).points) >= len(live.points)
    document.undo_stack.undo()
    assert drawn(program) == before


def test_a_stroke_that_is_given_up_is_forgotten(qtbot: QtBot, program: Program) -> None:
    stroke(program, (0, 0), (1, 1))
    sheet, before = program.window.drawing.page.sheet, drawn(program)
    at = QPoint(*map(round, sheet.frame.pixels(np.array([(-4.0, 3.0)])).tolist()[0]))
    QTest.mousePress(sheet, _LEFT, _NONE, at)
    with qtbot.waitSignal(sheet.stroking, timeout=5_000):
        QTest.mouseMove(sheet, at + QPoint(60, 0))
    assert drawn(program) != before
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert drawn(program) == before
    QTest.mouseRelease(sheet, _LEFT, _NONE, at)
    assert drawn(program) == before
    assert len(sheet.rows) == len(before.points)
