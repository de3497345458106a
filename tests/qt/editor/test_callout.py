"""The callout shows every line of a sentence, however long the one before was."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QLabel, QWidget

from nnplayground.app.document import Document
from nnplayground.core.report import Fix, Problem, Severity
from nnplayground.core.text import Text
from nnplayground.projects import presets
from nnplayground.ui.editor.callout import Callout
from nnplayground.ui.panels.problems import _Row
from nnplayground.ui.widgets import Button


def _problem(sentence: str) -> Problem:
    return Problem("dense1", Severity.ERROR, Text(sentence), reason=Text("It reads a flat list."))


def test_a_longer_sentence_is_not_cut(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(800, 600)
    callout = Callout(room)
    room.show()
    for sentence in ("Short.", "Dense 1 expects a flat list of numbers, gets 32×2×2. " * 3, "Short."):
        callout.show_problem(_problem(sentence))
        callout.place(QRectF(300, 100, 100, 50))
        callout.layout().activate()
        for label in callout.findChildren(QLabel):
            if label.isVisible() and label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width())


def test_fixes_with_long_names_stand_below_each_other(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(800, 600)
    callout = Callout(room)
    room.show()
    graph = presets.load("xor").graph
    fixes = tuple(Fix(Text(f"Place behind the fully connected layer {n}"), graph) for n in (1, 2))
    callout.show_problem(Problem("dense1", Severity.WARNING, Text("It is not connected."), fixes=fixes))
    callout.place(QRectF(300, 100, 100, 50))
    callout.layout().activate()
    buttons = callout.findChildren(Button)
    first, second = (button for button in buttons if button.text())
    for button in (first, second):
        assert button.width() >= button.sizeHint().width()
        assert callout.rect().contains(button.geometry())
    assert second.y() >= first.y() + first.height()


def test_a_list_at_the_side_shows_fixes_whole(qtbot):
    experiment = presets.load("xor")
    names = ("Place behind the fully connected layer 1", "Remove it")
    fixes = tuple(Fix(Text(name), experiment.graph) for name in names)
    problem = Problem("dense1", Severity.WARNING, Text("It is not connected."), fixes=fixes)
    row = _Row(Document(experiment), problem, narrow=True)
    qtbot.addWidget(row)
    row.setFixedWidth(290)
    row.show()
    qtbot.waitUntil(lambda: row.buttons[1].y() > row.buttons[0].y())
    assert all(button.width() >= button.sizeHint().width() for button in row.buttons)
    assert row.buttons[1].geometry().bottom() <= row.height()
