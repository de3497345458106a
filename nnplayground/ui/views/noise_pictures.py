"""Accuracy against noise, drawn: the curves, and the table of their numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.train.noise_study import LEVELS
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from nnplayground.train.noise_study import NoiseCurve

__all__ = ["NoiseChart", "NoiseTable", "curve_colour"]

_LEFT, _BELOW, _TOP = 40.0, 34.0, 10.0
_ROW = 24.0
_NAME_LEAST, _CELL, _PARAMETERS = 96.0, 52.0, 82.0
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_DASHES = ((), (5.0, 3.0), (1.5, 2.5))  # two networks of one colour still differ


def curve_colour(number: int) -> QColor:
    """Return the colour of a network: text 1 for the first, then those of classes."""
    classes = theme().tokens.classes
    return theme().colour("text1") if number == 0 else QColor(classes[(number - 1) % len(classes)])


class _Painted(QWidget):
    """Paints curves."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._curves: tuple[NoiseCurve, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().themeChanged.connect(self.update)

    def show_curves(self, curves: Sequence[NoiseCurve]) -> None:
        """Show these curves."""
        self._curves = tuple(curves)
        self.setAccessibleDescription(
            ". ".join(f"{c.name}: {', '.join(_percent(v) for v in c.accuracy)}" for c in curves)
        )
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class NoiseChart(_Painted):
    """Accuracy from 0 to 100 % over noise from 0 to 50 %."""

    def __init__(self) -> None:
        super().__init__(self.tr("Accuracy against noise"))
        self.names_curves = True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = 12.0 + (self._names_width() if self.names_curves else 0.0)
        plot = QRectF(_LEFT, _TOP, self.width() - _LEFT - right, self.height() - _TOP - _BELOW)
        if plot.width() < 40 or plot.height() < 30:
            return
        self._draw_axes(painter, plot)
        for number, curve in reversed(list(enumerate(self._curves))):
            self._draw_curve(painter, plot, number, curve)
        if self.names_curves:
            self._draw_names(painter, plot)

    def _names_width(self) -> float:
        widths = [text_width(curve.name, ui_font(11.5)) for curve in self._curves]
        return min(150.0, 14 + max(widths, default=0.0))

    def _draw_axes(self, painter: QPainter, plot: QRectF) -> None:
        font, ink = mono_font(10.5), theme().colour("text3")
        grid = QPen(theme().colour("plot_grid"), 1)
        step = 25 if plot.height() >= 90 else 50
        for percent in range(0, 101, step):
            y = plot.bottom() - plot.height() * percent / 100
            painter.setPen(grid)
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            text = f"{percent} %" if percent == 100 else str(percent)
            draw_text(painter, QRectF(0, y - 8, plot.left() - 6, 16), text, font, ink, _RIGHT)
        for percent in range(0, 51, 10):
            x = plot.left() + plot.width() * percent / 50
            painter.setPen(grid)
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            text = f"{percent} %" if percent == 50 else str(percent)
            draw_text(painter, QRectF(x - 24, plot.bottom() + 3, 48, 14), text, font, ink, _CENTRE)
        foot = QRectF(plot.left(), plot.bottom() + 17, plot.width(), 15)
        draw_text(painter, foot, self.tr("Noise on the test pictures"), ui_font(11), ink, _CENTRE)

    def _points(self, plot: QRectF, curve: NoiseCurve) -> list[QPointF]:
        known = [(x, y) for x, y in zip(LEVELS, curve.accuracy.tolist(), strict=True) if math.isfinite(y)]
        return [
            QPointF(plot.left() + plot.width() * x / LEVELS[-1], plot.bottom() - plot.height() * y)
            for x, y in known
        ]

    def _draw_curve(self, painter: QPainter, plot: QRectF, number: int, curve: NoiseCurve) -> None:
        colour, points = curve_colour(number), self._points(plot, curve)
        pen = QPen(colour, 2.0 if number == 0 else 1.6)
        dashes = _DASHES[number // (1 + len(theme().tokens.classes)) % len(_DASHES)]
        if dashes:
            pen.setDashPattern(list(dashes))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(points)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for point in points:
            painter.drawEllipse(point, 2.4, 2.4)

    def _draw_names(self, painter: QPainter, plot: QRectF) -> None:
        """Write each name beside the end of its curve, kept apart from the others."""
        ends = []
        for number, curve in enumerate(self._curves):
            points = self._points(plot, curve)
            if points:
                ends.append((points[-1].y(), number))
        lowest = -math.inf
        placed = []
        for y, number in sorted(ends):
            lowest = max(y, lowest + 15)
            placed.append((lowest, number))
        over = max(0.0, (placed[-1][0] if placed else 0.0) - self.height() + 10)
        for y, number in placed:
            room = QRectF(plot.right() + 8, y - over - 8, self.width() - plot.right() - 10, 16)
            name = self._curves[number].name
            weight = QFont.Weight.DemiBold if number == 0 else QFont.Weight.Normal
            draw_text(painter, room, name, ui_font(11.5, weight), curve_colour(number))


class NoiseTable(_Painted):
    """One row for each network: its parameters and its accuracies."""

    def __init__(self) -> None:
        super().__init__(self.tr("Table of accuracies"))

    def wanted_width(self, *, every_level: bool) -> int:
        """Return the width for all levels, or for every second one."""
        names = max((text_width(c.name, ui_font(12)) + 30 for c in self._curves), default=_NAME_LEAST)
        cells = len(LEVELS) if every_level else (len(LEVELS) + 1) // 2
        return round(min(220.0, max(_NAME_LEAST, names)) + _PARAMETERS + cells * _CELL + 16)

    def wanted_height(self) -> int:
        """Return the height of all rows."""
        return round(_ROW * (len(self._curves) + 1) + 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surface"))
        every = self.width() >= self.wanted_width(every_level=True)
        levels = list(enumerate(LEVELS))[:: 1 if every else 2]
        left = self.width() - 8 - len(levels) * _CELL
        self._draw_head(painter, levels, left)
        for number, curve in enumerate(self._curves):
            self._draw_row(painter, number, curve, levels, left)

    def _draw_head(self, painter: QPainter, levels: list[tuple[int, float]], left: float) -> None:
        ink = theme().colour("text3")
        draw_text(painter, QRectF(8, 4, left, _ROW), self.tr("Noise"), ui_font(11), ink)
        room = QRectF(left - _PARAMETERS, 4, _PARAMETERS - 10, _ROW)
        draw_text(painter, room, self.tr("Parameters"), ui_font(11), ink, _RIGHT)
        for place, (_index, level) in enumerate(levels):
            cell = QRectF(left + place * _CELL, 4, _CELL - 4, _ROW)
            draw_text(painter, cell, f"{round(100 * level)} %", mono_font(11), ink, _RIGHT)
        painter.setPen(QPen(theme().colour("separator"), 1))
        painter.drawLine(QPointF(0, 4 + _ROW), QPointF(self.width(), 4 + _ROW))

    def _draw_row(
        self, painter: QPainter, number: int, curve: NoiseCurve, levels: list[tuple[int, float]], left: float
    ) -> None:
        y = 4 + _ROW * (number + 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(curve_colour(number))
        painter.drawRoundedRect(QRectF(8, y + _ROW / 2 - 1.5, 12, 3), 1.5, 1.5)
        name = QRectF(26, y, left - _PARAMETERS - 26, _ROW)
        draw_text(painter, name, curve.name, ui_font(12), theme().colour("text1"))
        count = QRectF(left - _PARAMETERS, y, _PARAMETERS - 10, _ROW)
        ink = theme().colour("text2")
        draw_text(painter, count, format_number(curve.parameters), mono_font(11.5), ink, _RIGHT)
        for place, (index, _level) in enumerate(levels):
            value = float(curve.accuracy[index])
            cell = QRectF(left + place * _CELL, y, _CELL - 4, _ROW)
            best = math.isfinite(value) and value >= self._best(index)
            font = mono_font(11.5, QFont.Weight.DemiBold) if best else mono_font(11.5)
            draw_text(
                painter, cell, _short(value), font, theme().colour("text1" if best else "text2"), _RIGHT
            )

    def _best(self, index: int) -> float:
        values = [float(curve.accuracy[index]) for curve in self._curves]
        return max((value for value in values if math.isfinite(value)), default=math.inf)


def _percent(value: float) -> str:
    return f"{format_number(100 * value, 1)} %"


def _short(value: float) -> str:
    return format_number(100 * value, 1)
