"""An activation with the point where the neuron works."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.neuron.ink import figure
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from nnplayground.train.snapshot import Array

__all__ = ["draw_curve"]

_AXIS_LEFT, _AXIS_BOTTOM = 26.0, 16.0
_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
_TANGENT = 26.0  # half its length in pixels


def draw_curve(
    painter: QPainter,
    rect: QRectF,
    curve: tuple[Array, Array],
    point: tuple[float, float],
    slope: float | None,
) -> None:
    """Draw a curve, dashed guides to the point on it, and the tangent there with its slope."""
    axes = _Axes(rect, curve)
    axes.draw(painter)
    colour = theme().colour
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    painter.setClipRect(axes.plot.adjusted(-2, -2, 2, 2))
    line = QPolygonF([axes.at(float(x), float(y)) for x, y in zip(*curve, strict=True) if np.isfinite(y)])
    working = axes.at(*point)
    if slope is not None:
        _tangent(painter, axes, working, slope)
    painter.setPen(QPen(colour("text1"), 1.5))
    painter.drawPolyline(line)
    guide = QPen(colour("accent"), 1.2)
    guide.setDashPattern([3, 3])
    painter.setPen(guide)
    painter.drawLine(QPointF(axes.plot.left(), working.y()), working)
    painter.drawLine(QPointF(working.x(), axes.plot.bottom()), working)
    painter.setPen(QPen(colour("card"), 1.5))
    painter.setBrush(colour("accent"))
    painter.drawEllipse(working, 4.5, 4.5)
    painter.restore()
    if slope is not None:
        _label(painter, axes.plot, working, slope)


def _tangent(painter: QPainter, axes: _Axes, at: QPointF, slope: float) -> None:
    direction = QPointF(axes.per_x, -slope * axes.per_y)
    length = (direction.x() ** 2 + direction.y() ** 2) ** 0.5 or 1.0
    painter.setPen(QPen(theme().colour("text3"), 1.2))
    painter.drawLine(at - direction * (_TANGENT / length), at + direction * (_TANGENT / length))


def _label(painter: QPainter, plot: QRectF, at: QPointF, slope: float) -> None:
    """Write the slope beside the point, on the side with more room."""
    word, number = QCoreApplication.translate("NeuronLevel", "slope"), figure(slope)
    width = text_width(word, ui_font(11)) + 5 + text_width(number, mono_font(11))
    fits = at.x() + 12 + width <= plot.right() + 12
    left = at.x() + 12 if fits else max(plot.left(), at.x() - 12 - width)
    # Below the point to the right, above it to the left: there a rising curve does not pass.
    beside = 3 if fits and abs(slope) > 0.05 else -19
    top = min(max(plot.top(), at.y() + beside), plot.bottom() - 17)
    draw_box(painter, QRectF(left - 3, top, width + 6, 16), 3, theme().colour("card"))
    draw_text(painter, QRectF(left, top, width, 16), word, ui_font(11), theme().colour("text2"))
    room = QRectF(left, top, width + 1, 16)
    draw_text(painter, room, number, mono_font(11), theme().colour("text1"), _RIGHT)


class _Axes:
    """Three ticks a side, and the map from values to pixels."""

    def __init__(self, rect: QRectF, curve: tuple[Array, Array]) -> None:
        self.plot = rect.adjusted(_AXIS_LEFT, 4, -2, -_AXIS_BOTTOM)
        x, y = curve
        self._reach = float(x[-1])
        finite = y[np.isfinite(y)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (-1.0, 1.0)
        low, high = min(low, 0.0), max(high, 0.0)
        margin = 0.06 * (high - low or 1.0)
        self._low, self._high = low - margin, high + margin
        self._ticks = sorted({_round(low), 0.0, _round(high)})
        self.per_x = self.plot.width() / (2 * self._reach)
        self.per_y = self.plot.height() / (self._high - self._low)

    def at(self, x: float, y: float) -> QPointF:
        left = self.plot.left() + (x + self._reach) * self.per_x
        top = self.plot.bottom() - (y - self._low) * self.per_y
        return QPointF(max(-1e5, min(1e5, left)), max(-1e5, min(1e5, top)))

    def draw(self, painter: QPainter) -> None:
        plot, colour = self.plot, theme().colour
        step = _round(self._reach * 2 / 3)
        for value in (-step, 0.0, step):
            x = self.at(value, 0).x()
            painter.setPen(QPen(colour("plot_grid"), 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            box = QRectF(x - 24, plot.bottom() + 2, 48, 14)
            draw_text(painter, box, format_compact(value, 3), mono_font(10.5), colour("text3"), _CENTRE)
        for value in self._ticks:
            y = self.at(0, value).y()
            painter.setPen(QPen(colour("plot_grid"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            box = QRectF(plot.left() - 36, y - 7, 31, 14)
            draw_text(painter, box, format_compact(value, 2), mono_font(10.5), colour("text3"), _RIGHT)


def _round(value: float) -> float:
    """Return a round number near ``value``, nearer to zero."""
    if not value:
        return 0.0
    power = 10.0 ** np.floor(np.log10(abs(value)))
    step = max(s for s in (1.0, 2.0, 5.0, 10.0) if s * power <= abs(value) * 1.07)
    return float(np.sign(value) * step * power)
