"""One curve per layer over the epochs, labelled at its end."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.plots import decade_ticks, pen, round_step
from nnplayground.ui.widgets.painting import draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

__all__ = ["LayerCurve", "LayerCurves"]

_LEFT, _TOP, _BOTTOM, _LINE = 52.0, 10.0, 22.0, 14.0
_RIGHT = Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_ORDER = (2, 3, -1, 1, 4, 5, 6, 7)  # classes' colours by the design; −1 is text 2


@dataclass(frozen=True, slots=True)
class LayerCurve:
    """One layer's values; NaN and what a logarithm cannot show are left out."""

    title: str
    epochs: Sequence[float]
    values: Sequence[float]


class LayerCurves(QWidget):
    """Curves on one scale, logarithmic or from 0 to 1, read out under the mouse or by the arrow keys."""

    def __init__(self, name: str, *, is_log: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_log = is_log
        self._curves: Sequence[LayerCurve] = ()
        self._mark, self._mark_text, self._empty = math.nan, "", ""
        self._cursor: int | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme().themeChanged.connect(self.update)

    def show_curves(
        self, curves: Sequence[LayerCurve], empty: str, mark: float = math.nan, mark_text: str = ""
    ) -> None:
        """Show curves, and a dashed line at ``mark``; a sentence where there is none."""
        self._curves, self._empty = curves, empty
        self._mark, self._mark_text = mark, mark_text
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 150)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 90)

    # -- scales ----------------------------------------------------------------------------------------

    def _scaled(self, value: float) -> float:
        if not self._is_log:
            return value
        return math.log10(value) if value > 0 else math.nan

    def _values(self) -> list[float]:
        shown = [self._scaled(value) for curve in self._curves for value in curve.values]
        return [value for value in shown if math.isfinite(value)]

    def _range(self) -> tuple[float, float]:
        if not self._is_log:
            return 0.0, 1.0
        values = self._values()
        if self._mark > 0:
            values.append(math.log10(self._mark))
        if not values:
            return -4.0, 0.0
        low, high = math.floor(2 * min(values) - 0.1) / 2, math.ceil(2 * max(values) + 0.1) / 2
        return min(low, high - 1.0), high

    def _span(self) -> tuple[float, float]:
        epochs = [epoch for curve in self._curves for epoch in curve.epochs]
        first, last = min(epochs, default=0.0), max(epochs, default=0.0)
        return first, max(last, first + 1.0)

    def _area(self) -> QRectF:
        labels = max((text_width(self._label(c, 0.00012), ui_font(11)) for c in self._curves), default=60.0)
        right = min(0.35 * self.width(), labels + 26)
        return QRectF(
            _LEFT, _TOP, max(40.0, self.width() - _LEFT - right), max(20.0, self.height() - _TOP - _BOTTOM)
        )

    def _label(self, curve: LayerCurve, value: float) -> str:
        said = format_compact(value, 2) if self._is_log else f"{format_number(100 * value)} %"
        return f"{curve.title}  {said}"

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._values():
            rect = QRectF(self.rect())
            draw_text(painter, rect, self._empty, ui_font(12), theme().colour("text3"), _CENTRE)
            return
        area, low_high, span = self._area(), self._range(), self._span()
        self._paint_grid(painter, area, low_high, span)
        ends: list[tuple[float, int]] = []
        for number, curve in enumerate(self._curves):
            points = self._points(curve, area, low_high, span)
            painter.setPen(self._pen(number, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(points))
            if len(points) == 1:
                painter.setPen(QPen(self._colour(number), 5, c=Qt.PenCapStyle.RoundCap))
                painter.drawPoint(points[0])
            if points:
                ends.append((points[self._place(len(points))].y(), number))
        self._paint_mark(painter, area, low_high)
        self._paint_cursor(painter, area, span)
        self._paint_labels(painter, area, ends)

    def _points(
        self, curve: LayerCurve, area: QRectF, low_high: tuple[float, float], span: tuple[float, float]
    ) -> list[QPointF]:
        found = []
        for epoch, value in zip(curve.epochs, curve.values, strict=True):
            scaled = self._scaled(value)
            if math.isfinite(scaled):
                x = area.left() + (epoch - span[0]) / (span[1] - span[0]) * area.width()
                found.append(QPointF(x, self._y(scaled, area, low_high)))
        return found

    @staticmethod
    def _y(scaled: float, area: QRectF, low_high: tuple[float, float]) -> float:
        low, high = low_high
        return area.bottom() - (scaled - low) / (high - low) * area.height()

    def _paint_grid(
        self, painter: QPainter, area: QRectF, low_high: tuple[float, float], span: tuple[float, float]
    ) -> None:
        ink, font = theme().colour("text3"), mono_font(10.5)
        ticks = decade_ticks(*low_high) if self._is_log else [0.0, 0.25, 0.5, 0.75, 1.0]
        for tick in ticks:
            y = round(self._y(tick, area, low_high)) + 0.5
            painter.setPen(pen("plot_grid"))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            said = format_compact(10**tick, 2) if self._is_log else f"{format_number(100 * tick)} %"
            draw_text(painter, QRectF(0, y - 7, area.left() - 8, 14), said, font, ink, _RIGHT)
        step = max(1.0, round_step((span[1] - span[0]) / max(2.0, min(6.0, area.width() / 80))))
        tick = math.ceil(span[0] / step) * step
        while tick <= span[1]:
            x = area.left() + (tick - span[0]) / (span[1] - span[0]) * area.width()
            draw_text(
                painter, QRectF(x - 40, area.bottom() + 5, 80, 14), format_number(tick), font, ink, _CENTRE
            )
            tick += step

    def _paint_mark(self, painter: QPainter, area: QRectF, low_high: tuple[float, float]) -> None:
        if not self._mark > 0:
            return
        y = round(self._y(self._scaled(self._mark), area, low_high)) + 0.5
        painter.setPen(pen("text2", 1, dashes=(4, 3)))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        if self._mark_text:
            box = QRectF(area.left() + 4, y - 15, area.width(), 14)
            draw_text(painter, box, self._mark_text, ui_font(10.5), theme().colour("text3"))

    def _paint_cursor(self, painter: QPainter, area: QRectF, span: tuple[float, float]) -> None:
        longest = max(self._curves, key=lambda curve: len(curve.epochs))
        if self._cursor is None or not longest.epochs:
            return
        epoch = longest.epochs[self._place(len(longest.epochs))]
        x = round(area.left() + (epoch - span[0]) / (span[1] - span[0]) * area.width()) + 0.5
        painter.setPen(pen("text2", 1))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        said = self.tr("Epoch {epoch}").format(epoch=format_number(epoch))
        width = text_width(said, ui_font(11))
        left = x + 5 if x + 5 + width < area.right() else x - 5 - width
        draw_text(
            painter, QRectF(left, area.top() - 8, width + 2, 14), said, ui_font(11), theme().colour("text2")
        )

    def _paint_labels(self, painter: QPainter, area: QRectF, ends: list[tuple[float, int]]) -> None:
        """Write names at the ends, moved apart; of too many, only as many as have room."""
        room = max(1, int((self.height() - 4) // _LINE))
        ends = sorted(ends)
        if len(ends) > room:
            ends = [ends[round(i * (len(ends) - 1) / max(1, room - 1))] for i in range(room)]
        top = 2.0
        tops = []
        for y, _number in ends:
            tops.append(max(top, y - _LINE / 2))
            top = tops[-1] + _LINE
        over = max(0.0, top - (self.height() - 2))
        limit = self.height() - 2.0
        for place in reversed(range(len(tops))):
            tops[place] = min(tops[place], limit - _LINE) if over else tops[place]
            limit = tops[place]
        for (_y, number), y in zip(ends, tops, strict=True):
            curve = self._curves[number]
            value = curve.values[self._place(len(curve.values))]
            box = QRectF(area.right() + 8, y, self.width() - area.right() - 12, _LINE)
            draw_text(painter, box, self._label(curve, value), ui_font(11), self._colour(number))

    def _colour(self, number: int) -> QColor:
        chosen = _ORDER[number % len(_ORDER)]
        return theme().colour("text2") if chosen < 0 else QColor(theme().tokens.classes[chosen])

    def _pen(self, number: int, width: float) -> QPen:
        result = QPen(self._colour(number), width)
        result.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if number >= len(_ORDER):  # the same colour a second time
            result.setDashPattern([4, 2])
        return result

    # -- reading ---------------------------------------------------------------------------------------

    def _place(self, count: int) -> int:
        return count - 1 if self._cursor is None else max(0, min(count - 1, self._cursor))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        area, span = self._area(), self._span()
        longest = max(self._curves, key=lambda curve: len(curve.epochs), default=None)
        if longest is None or not longest.epochs or not area.contains(event.position()):
            self._set_cursor(None)
            return
        at = span[0] + (event.position().x() - area.left()) / area.width() * (span[1] - span[0])
        distances = [abs(epoch - at) for epoch in longest.epochs]
        self._set_cursor(distances.index(min(distances)))

    def _set_cursor(self, place: int | None) -> None:
        if place != self._cursor:
            self._cursor = place
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_cursor(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        count = max((len(curve.epochs) for curve in self._curves), default=0)
        if step is None or not count:
            super().keyPressEvent(event)
            return
        self._set_cursor(max(0, min(count - 1, self._place(count) + step)))
