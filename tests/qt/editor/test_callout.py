"""The callout shows every line of a sentence, however long the one before was."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QLabel, QWidget

from nnplayground.core.report import Problem, Severity
from nnplayground.core.text import Text
from nnplayground.ui.editor.callout import Callout


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
