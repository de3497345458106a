"""The right side of the page: the points as numbers, and how well they are learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.ui.numbers import format_number
from nnplayground.ui.views.numbers_row import NumbersRow
from nnplayground.ui.widgets import Badge, Button, Section
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from nnplayground.core.data_config import Split
    from nnplayground.data.sketch import Drawn
    from nnplayground.ui.drawing_data.points_table import PointsTable

__all__ = ["RightPanel"]

_WIDTH = 356


class RightPanel(QWidget):
    """The table of points over the measures."""

    def __init__(self, table: PointsTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self.setProperty("panel", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._count = Badge("0")
        self.paste = Button(self.tr("Paste points"), "import")
        self.copy = Button(self.tr("Copy points"), "copy")
        self.numbers = NumbersRow()
        self._note = QLabel()
        self._note.setWordWrap(True)
        set_role(self._note, "secondary")
        section = Section(self.tr("Points"), 16)
        section.add_header_widget(self._count)
        section.body.setContentsMargins(0, 0, 0, 0)
        section.body.addWidget(table, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 8, 16, 8)
        buttons.setSpacing(8)
        buttons.addWidget(self.paste)
        buttons.addWidget(self.copy)
        buttons.addStretch()
        low = QVBoxLayout()
        low.setContentsMargins(16, 8, 16, 12)
        low.setSpacing(8)
        low.addWidget(self.numbers)
        low.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(section, 1)
        column.addWidget(_line())
        column.addLayout(buttons)
        column.addWidget(_line())
        column.addLayout(low)

    def show_state(self, drawn: Drawn, split: Split) -> None:
        """Count the points and say how they are parted."""
        self._count.setText(format_number(len(drawn.points)))
        train, validation, test = drawn.counts(split)
        if not test and not validation:
            self._note.setText(
                self.tr("Nothing is kept for testing. Set a test part when you have finished drawing.")
            )
            return
        counts = [format_number(count) for count in (train, validation, test)]
        text = self.tr("{train} points are for training, {validation} for validation, {test} for the test.")
        self._note.setText(text.format(train=counts[0], validation=counts[1], test=counts[2]))


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
