"""The tip beside the mouse: a weight with its gradient, or why a wire does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

__all__ = ["Reading", "Tip"]

Reading = tuple[str, float | None, float | None]
_MAX_WIDTH = 320


class Tip(QWidget):
    """Lies over the viewport, lets the mouse through, and reads its number anew with every snapshot."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._read: Callable[[], Reading] | None = None
        self._at = QPointF()
        self._parent = parent
        self._name, self._value = QLabel(), QLabel()
        self._slope_name, self._slope = QLabel("<i>∂L/∂w</i>"), QLabel()
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        for label in (self._name, self._slope_name, self._sentence):
            label.setFont(ui_font(12))
        for label in (self._value, self._slope):
            label.setFont(mono_font(12))
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(10, 6, 10, 6)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._sentence, 0, 0, 1, 2)
        grid.addWidget(self._name, 1, 0)
        grid.addWidget(self._value, 1, 1)
        grid.addWidget(self._slope_name, 2, 0)
        grid.addWidget(self._slope, 2, 1)

    def watch(self, read: Callable[[], Reading] | None, at: QPointF | None = None) -> None:
        """Show what ``read`` returns, beside a point of the viewport; None hides the tip."""
        self._read = read
        if read is None or at is None:
            self.hide()
            return
        self._at = at
        self.refresh()

    def refresh(self) -> None:
        """Read the numbers again."""
        if self._read is None:
            return
        name, value, slope = self._read()
        if value is None:
            self.hide()
            return
        self._name.setText(f"<i>{name}</i>")
        self._slope_name.setText(f"<i>∂L/∂{name[0]}</i>")
        role = "negative_text" if value < 0 else "positive_text"
        self._value.setText(f'<span style="color:{theme().colour(role).name()}">{_shown(value, 3)}</span>')
        self._slope.setText(_shown(slope, 4) if slope is not None else "")
        self._show_rows(numbers=True, slope=slope is not None)

    def say(self, text: str, at: QPointF) -> None:
        """Show a sentence; an empty one hides the tip."""
        self._read = None
        if not text:
            self.hide()
            return
        self._at = at
        self._sentence.setText(text)
        wanted = min(_MAX_WIDTH, self._sentence.fontMetrics().horizontalAdvance(text) + 4)
        self._sentence.setFixedWidth(wanted)
        self._show_rows(numbers=False, slope=False)

    def text(self) -> str:
        """Return what it says, for those who listen."""
        return self._sentence.text() if self._read is None else self._value.text()

    def _show_rows(self, *, numbers: bool, slope: bool) -> None:
        self._sentence.setVisible(not numbers)
        self._name.setVisible(numbers)
        self._value.setVisible(numbers)
        self._slope_name.setVisible(slope)
        self._slope.setVisible(slope)
        self._grid.activate()
        size = self._grid.sizeHint()
        if not numbers:
            size = QSize(size.width(), self._grid.heightForWidth(size.width()))
        self.resize(size)
        self._place()
        self.show()
        self.raise_()
        self.update()

    def _place(self) -> None:
        room = self._parent.rect()
        x = (
            self._at.x() + 14
            if self._at.x() + 14 + self.width() < room.right()
            else self._at.x() - 10 - self.width()
        )
        y = min(self._at.y() + 16, room.bottom() - self.height() - 4)
        self.move(round(max(4.0, x)), round(max(4.0, y)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        draw_box(painter, QRectF(self.rect()), 6, colour("overlay"), colour("border"))


def _shown(value: float, digits: int) -> str:
    if abs(value) < 10**-digits or abs(value) >= 10_000:
        return format_compact(value, 3, signed=True)
    return format_number(value, digits, signed=True)
