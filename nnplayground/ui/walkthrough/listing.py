"""The list of steps: what is done, what happens now, what is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.walkthrough.words import group_name, step_name, step_value
from nnplayground.ui.widgets import ScrollColumn
from nnplayground.ui.widgets.painting import PaintedButton, draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from nnplayground.ui.walkthrough.words import Sight

__all__ = ["StepList"]

_ROW, _HEAD = 36, 30


class _Entry(PaintedButton):
    """One step; the first of a part carries the part's name above it."""

    def __init__(self, number: int, head: str) -> None:
        super().__init__()
        self.number, self._head = number, head
        self._state, self._value = 0, ""
        self.setFixedHeight(_ROW + (_HEAD if head else 0))
        self.setMinimumWidth(120)

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def show_state(self, text: str, state: int, value: str) -> None:
        """Show that the step is done (−1), the present one (0) or to come (1)."""
        self.setText(text)
        self._state, self._value = state, value if state <= 0 else ""
        self.setAccessibleName(f"{self.number + 1}. {text} {self._value}".strip())
        self.setToolTip(text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._head:
            head = QRectF(12, 4, self.width() - 24, _HEAD - 4)
            draw_text(painter, head, self._head, ui_font(11), theme().colour("text3"))
        row = QRectF(0, self.height() - _ROW, self.width(), _ROW)
        self._paint_ground(painter, row)
        self._paint_disc(painter, QRectF(12, row.top() + 9, 18, 18))
        width = text_width(self._value, mono_font(11)) + 8 if self._value else 0
        words = row.adjusted(40, 0, -12 - width, 0)
        weight = QFont.Weight.DemiBold if self._state == 0 else QFont.Weight.Normal
        ink = theme().colour(("text2", "text1", "text3")[self._state + 1])
        draw_text(painter, words, self.text(), ui_font(12, weight), ink)
        right = row.adjusted(0, 0, -12, 0)
        draw_text(
            painter, right, self._value, mono_font(11), theme().colour("text2"), Qt.AlignmentFlag.AlignRight
        )

    def _paint_ground(self, painter: QPainter, row: QRectF) -> None:
        if self._state == 0 or self.underMouse():
            painter.fillRect(row, theme().colour("hover"))
        if self._state == 0:
            painter.fillRect(QRectF(0, row.top(), 2, row.height()), theme().colour("accent"))
        if self.shows_focus:
            draw_box(painter, row.adjusted(1, 1, -1, -1), 4, None, theme().colour("accent"))

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        fill = (theme().colour("press"), theme().colour("accent"), None)[self._state + 1]
        painter.setPen(QPen(theme().colour("border"), 1.0) if fill is None else Qt.PenStyle.NoPen)
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        if self._state < 0:
            draw_icon(painter, "check", disc.adjusted(4, 4, -4, -4), theme().colour("text2"))
            return
        ink = theme().colour("on_accent" if self._state == 0 else "text3")
        draw_text(painter, disc, str(self.number + 1), ui_font(10), ink, Qt.AlignmentFlag.AlignHCenter)


class StepList(ScrollColumn):
    """The steps of a walk; ``chosen(number)`` when a person goes to one."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch()
        super().__init__(content, parent)
        self._entries: list[_Entry] = []
        self._steps: tuple[object, ...] = ()

    def show_sight(self, sight: Sight) -> None:
        """Show where the walk is."""
        if sight.steps != self._steps:
            self._steps = sight.steps
            self._make(sight)
        for entry, step in zip(self._entries, sight.steps, strict=True):
            state = (entry.number > sight.at) - (entry.number < sight.at)
            text = step_name(sight.experiment, sight.trace, step)
            entry.show_state(text, state, step_value(sight.trace, step, sight.digits))
        self.ensureWidgetVisible(self._entries[sight.at], 0, _ROW)

    def _make(self, sight: Sight) -> None:
        for entry in self._entries:
            self._column.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        groups = [group_name(step.kind) for step in sight.steps]
        self._entries = []
        for number, group in enumerate(groups):
            entry = _Entry(number, group if number == 0 or groups[number - 1] != group else "")
            entry.clicked.connect(self._choose)
            self._column.insertWidget(number, entry)
            self._entries.append(entry)

    def _choose(self) -> None:
        self.chosen.emit(next(entry.number for entry in self._entries if entry is self.sender()))
