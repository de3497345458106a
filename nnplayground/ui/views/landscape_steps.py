"""Descent on the loss of one or two weights: the numbers of this step, and the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_loss, format_number
from nnplayground.ui.views.landscape_words import exact_names
from nnplayground.ui.widgets import Button, IconButton
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from nnplayground.app.landscape import Here
    from nnplayground.app.session import Session
    from nnplayground.train.landscape import Landscape
    from nnplayground.train.snapshot import Snapshot

__all__ = ["DescentSteps"]

_ROWS = 6


class DescentSteps(QWidget):
    """Step, weights, loss, the least loss and the learning rate, with buttons for the next step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._names = [QLabel() for _row in range(_ROWS)]
        self._numbers = [QLabel() for _row in range(_ROWS)]
        self.step = Button(self.tr("One step"), "step", small=True)
        self.again = Button(self.tr("Run again"), "reset", small=True)
        self._icons = (IconButton("step", self.tr("One step")), IconButton("reset", self.tr("Run again")))
        for button in (self.step, self._icons[0]):
            button.clicked.connect(session.step)
        for button in (self.again, self._icons[1]):
            button.clicked.connect(self._run_again)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        for row, (name, number) in enumerate(zip(self._names, self._numbers, strict=True)):
            set_role(name, "secondary")
            number.setFont(mono_font(12))
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(name, row, 0)
            grid.addWidget(number, row, 1)
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._column.setContentsMargins(12, 6, 12, 6)
        numbers = QVBoxLayout()
        numbers.addLayout(grid)
        numbers.addStretch(1)
        self._column.addLayout(numbers)
        self._column.addStretch(1)
        self._column.addLayout(self._make_buttons())

    def _make_buttons(self) -> QVBoxLayout:
        small = QHBoxLayout()
        small.addStretch(1)
        for button in self._icons:
            small.addWidget(button)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addStretch(1)
        column.addLayout(small)
        column.addWidget(self.step)
        column.addWidget(self.again)
        return column

    def set_compact(self, compact: bool) -> None:
        """Take little height, or put the buttons beside the numbers."""
        for button in self._icons:
            button.setVisible(compact)
        self.step.setVisible(not compact)
        self.again.setVisible(not compact)
        direction = QBoxLayout.Direction
        self._column.setDirection(direction.TopToBottom if compact else direction.LeftToRight)

    def _run_again(self) -> None:
        self._session.reset()
        self._session.play()

    def show_moment(self, snapshot: Snapshot, landscape: Landscape | None, here: Here | None) -> None:
        """Show a moment of the run on its surface."""
        rows = [(self.tr("step"), format_number(snapshot.step))]
        if landscape is not None and here is not None:
            for name, value in zip(exact_names(landscape), here.place.tolist(), strict=True):
                rows.append((name, format_compact(value, 4)))
            rows.append(("J", format_loss(here.loss)))
            rows.append((self.tr("least J"), format_loss(landscape.lowest()[2])))
        rows.append(("η", format_compact(snapshot.learning_rate, 4)))
        for number in range(_ROWS):
            name, text = rows[number] if number < len(rows) else ("", "")
            self._names[number].setText(name)
            self._numbers[number].setText(text)
            font = ui_font(12, QFont.Weight.Normal, italic=name[:1] in "wJη")
            self._names[number].setFont(font)
            self._names[number].setVisible(bool(name))
            self._numbers[number].setVisible(bool(name))
