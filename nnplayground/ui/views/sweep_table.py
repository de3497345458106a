"""The trials of a sweep, the best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.views.sweep_parts import SweepPanel, merit_colour
from nnplayground.ui.views.sweep_words import measure_name, measure_text
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QWheelEvent

    from nnplayground.sweeps.axes import Axis
    from nnplayground.sweeps.study import TrialResult
    from nnplayground.ui.views.sweep_parts import Shown

__all__ = ["TablePanel"]

_HEAD, _ROW, _THUMB = 24, 28, 22
_SETTING = 54  # the least width of a column
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class TablePanel(SweepPanel):
    """Rows with a picture, the settings and the measures of a trial."""

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("Best trials"))
        self._first = 0

    def show_moment(self, shown: Shown | None) -> None:
        before = self.shown
        super().show_moment(shown)
        if shown is not None and before is not None and before.chosen != shown.chosen:
            self._reveal(shown)
        self._scroll(0)

    def _rows(self) -> int:
        return max(1, (self.height() - _HEAD) // _ROW)

    def _scroll(self, rows: int) -> None:
        count = len(self.shown.results) if self.shown is not None else 0
        first = max(0, min(count - self._rows(), self._first + rows))
        if first != self._first:
            self._first = first
            self.update()

    def _reveal(self, shown: Shown) -> None:
        numbers = [result.number for result in shown.results]
        if shown.chosen in numbers:
            place = numbers.index(shown.chosen)
            self._first = min(place, max(self._first, place - self._rows() + 1))

    # -- painting --------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, shown: Shown) -> None:
        columns = self._columns(shown)
        for left, width, title, axis in columns:
            align = _LEFT if left < 40 + _THUMB and axis is None and title.startswith("#") else _RIGHT
            rect = QRectF(left, 0, width - 8, _HEAD)
            draw_text(painter, rect, title, ui_font(11), theme().colour("text3"), align)
        for place in range(self._first, min(len(shown.results), self._first + self._rows())):
            top = _HEAD + (place - self._first) * _ROW
            self._draw_row(painter, top, shown, shown.results[place], columns)

    def _columns(self, shown: Shown) -> list[tuple[float, float, str, Axis | None]]:
        """Return (left, width, title, setting) of the trial, its settings, and what is compared."""
        measure = measure_name(shown.plan.measure)
        first, last = 70.0, min(140.0, max(72.0, text_width(measure, ui_font(11)) + 12))
        if self.width() - first - last < _SETTING * len(shown.plan.axes):
            last = min(last, 84.0)
        free = self.width() - first - last
        axes = shown.plan.axes[: max(1, int(free // _SETTING))]
        width = free / max(1, len(axes))
        columns: list[tuple[float, float, str, Axis | None]] = [(34.0, first - 34, "#", None)]
        for number, axis in enumerate(axes):
            columns.append((first + number * width, width, _short(shown.words.title(axis.path)), axis))
        return [*columns, (first + free, last, measure, None)]

    def _draw_row(
        self,
        painter: QPainter,
        top: float,
        shown: Shown,
        result: TrialResult,
        columns: list[tuple[float, float, str, Axis | None]],
    ) -> None:
        colour, row = theme().colour, QRectF(0, top, self.width(), _ROW)
        if result.number == shown.chosen:
            painter.fillRect(row, colour("hover"))
            painter.fillRect(QRectF(0, top, 2, _ROW), colour("accent"))
            if self.shows_focus:
                draw_box(painter, row, 4, None, colour("accent"))
        thumb = QRectF(6, top + (_ROW - _THUMB) / 2, _THUMB, _THUMB)
        if not shown.pictures.draw(painter, thumb, result):
            draw_box(painter, thumb, 4, merit_colour(shown, result), colour("separator"))
        for left, width, title, axis in columns:
            rect = QRectF(left, top, width - 8, _ROW)
            if axis is not None:
                value = shown.value(axis, result)
                font = mono_font(11.5) if value[:1].isdigit() else ui_font(11.5)
                draw_text(painter, rect, value, font, colour("text2"), _RIGHT)
            elif title == "#":
                draw_text(painter, rect, f"#{result.number}", mono_font(11.5), colour("text2"), _LEFT)
            else:
                self._draw_result(painter, rect, shown, result)

    def _draw_result(self, painter: QPainter, rect: QRectF, shown: Shown, result: TrialResult) -> None:
        words, ink = self._result_words(shown, result)
        best = bool(shown.done) and result.number == shown.done[0].number
        font = mono_font(11.5, QFont.Weight.DemiBold) if best else mono_font(11.5)
        draw_text(painter, rect, words, font if words[:1].isdigit() else ui_font(11.5), ink, _RIGHT)

    def _result_words(self, shown: Shown, result: TrialResult) -> tuple[str, QColor]:
        colour = theme().colour
        best = bool(shown.done) and result.number == shown.done[0].number
        if result.state == "failed":
            return self.tr("failed"), colour("error")
        if result.state == "pruned":
            return self.tr("given up"), colour("text3")
        if result.state == "running":
            return f"{round(100 * shown.share(result))} %", colour("accent")
        if result.value is None:
            return "–", colour("text3")
        return measure_text(shown.plan.measure, result.value), colour("accent" if best else "text1")

    # -- choosing --------------------------------------------------------------------------------------

    def _at(self, y: float) -> TrialResult | None:
        place = self._first + int((y - _HEAD) // _ROW)
        shown = self.shown
        is_row = shown is not None and y >= _HEAD and 0 <= place < len(shown.results)
        return shown.results[place] if is_row and shown is not None else None

    def trial_at(self, at: QPointF) -> int | None:
        result = self._at(at.y())
        return None if result is None else result.number

    def mousePressEvent(self, event: QMouseEvent) -> None:
        result = self._at(event.position().y())
        if result is not None:
            self.chosen.emit(result.number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        result = self._at(event.position().y())
        if result is not None:
            self.accepted.emit(result.number)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._scroll(-round(event.angleDelta().y() / 40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shown = Qt.Key(event.key()), self.shown
        if shown is None or not shown.results:
            super().keyPressEvent(event)
        elif key in _STEPS:
            numbers = [result.number for result in shown.results]
            place = numbers.index(shown.chosen) + _STEPS[key] if shown.chosen in numbers else 0
            self.chosen.emit(numbers[max(0, min(len(numbers) - 1, place))])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and shown.chosen is not None:
            self.accepted.emit(shown.chosen)
        else:
            super().keyPressEvent(event)


def _short(title: str) -> str:
    """Leave out the layer of a setting, which the other parts of the page name."""
    return title.rpartition(": ")[2]
