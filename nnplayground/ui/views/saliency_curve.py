"""How accuracy falls as attacks grow stronger; a click or a drag chooses the strength."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.plots import pen, short
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from nnplayground.train.explaining.questions import Toughness

__all__ = ["ToughnessChart"]

_LEFT, _RIGHT_ROOM, _HEAD, _FOOT = 34.0, 10.0, 22.0, 16.0
_CENTRE = Qt.AlignmentFlag.AlignCenter
_END = Qt.AlignmentFlag.AlignRight
_LINES: tuple[tuple[str, str, str, tuple[float, ...]], ...] = (
    ("fgsm", "FGSM", "text1", ()),
    ("pgd", "PGD", "text2", (4.0, 3.0)),
)


class ToughnessChart(QWidget):
    """Draws accuracy against ε for both attacks.

    Attributes
    ----------
    chosen : Signal(float)
        The ε that was clicked or dragged to.
    """

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curve: Toughness | None = None
        self._epsilon = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(150, 90)
        self.setAccessibleName(self.tr("Accuracy against ε"))
        theme().themeChanged.connect(self.update)

    def show_curve(self, curve: Toughness | None, epsilon: float) -> None:
        """Show a curve, as far as it is known, and mark an ε."""
        self._curve, self._epsilon = curve, epsilon
        if curve is not None:
            words = self.tr("Accuracy on %Ln samples", "", curve.samples)
            self.setToolTip(words)
            said = [f"{name} {self._at_epsilon(curve, key):.0%}" for key, name, _role, _dash in _LINES]
            self.setAccessibleDescription("; ".join((words, *said)))
        self.update()

    def _at_epsilon(self, curve: Toughness, method: str) -> float:
        return float(np.interp(self._epsilon, curve.epsilons, curve.accuracy[method]))

    def sizeHint(self) -> QSize:
        return QSize(220, 150)

    def plot(self) -> QRectF:
        """Return where the curves lie."""
        wide = max(20.0, self.width() - _LEFT - _RIGHT_ROOM)
        return QRectF(_LEFT, _HEAD, wide, max(20.0, self.height() - _HEAD - _FOOT))

    # -- hands -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose(event.position())

    def _choose(self, point: QPointF) -> None:
        if self._curve is not None:
            plot, largest = self.plot(), float(self._curve.epsilons[-1])
            share = min(1.0, max(0.0, (point.x() - plot.left()) / plot.width()))
            self.chosen.emit(share * largest)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, plot = QPainter(self), self.plot()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_head(painter)
        curve = self._curve
        largest = float(curve.epsilons[-1]) if curve is not None else 1.0
        self._draw_grid(painter, plot, largest)
        if curve is None:
            return
        for key, _name, role, dashes in _LINES:
            painter.setPen(pen(role, 1.5, dashes=dashes))
            painter.drawPolyline(_line(curve.epsilons / largest, curve.accuracy[key], plot))
        x = plot.left() + plot.width() * min(1.0, self._epsilon / largest)
        painter.setPen(pen("accent", 1.5))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        self._draw_reading(painter, plot, curve, x)

    def _draw_head(self, painter: QPainter) -> None:
        colour, left = theme().colour, 0.0
        title, font = self.tr("Accuracy"), ui_font(11)
        keys = sum(text_width(name, font) + 24 for _key, name, _role, _dashes in _LINES)
        if text_width(title, font) + 10 + keys <= self.width():
            draw_text(painter, QRectF(0, 0, self.width(), 16), title, font, colour("text2"))
            left += text_width(title, font) + 10
        for _key, name, role, dashes in _LINES:
            painter.setPen(pen(role, 1.5, dashes=dashes))
            painter.drawLine(QPointF(left, 8), QPointF(left + 13, 8))
            wide = text_width(name, ui_font(11)) + 1
            draw_text(painter, QRectF(left + 16, 0, wide, 16), name, ui_font(11), colour("text2"))
            left += 23 + wide

    def _draw_grid(self, painter: QPainter, plot: QRectF, largest: float) -> None:
        colour, font = theme().colour, mono_font(10.5)
        steps = 2 if plot.height() < 110 else 4
        for step in range(steps + 1):
            share = step / steps
            y = plot.bottom() - share * plot.height()
            painter.setPen(pen("plot_grid"))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            place = QRectF(0, y - 8, _LEFT - 6, 16)
            draw_text(painter, place, format_number(100 * share), font, colour("text3"), _END)
        count = 3 if plot.width() > 100 else 2
        for step in range(count + 1):
            value = largest * step / count
            x = plot.left() + plot.width() * step / count
            place = QRectF(x - 24, plot.bottom() + 2, 48, 14)
            draw_text(painter, place, short(value), font, colour("text3"), _CENTRE)
        place = QRectF(plot.right() - 20, plot.bottom() - 16, 18, 14)
        draw_text(painter, place, "ε", ui_font(11), colour("text3"), _END)

    def _draw_reading(self, painter: QPainter, plot: QRectF, curve: Toughness, x: float) -> None:
        """Write what the curves say at ε."""
        texts = []
        for key, _name, role, _dashes in _LINES:
            value = self._at_epsilon(curve, key)
            if np.isfinite(value):
                texts.append((value, f"{format_number(100 * value)}\u2009%", role))
                dot = QPointF(x, plot.bottom() - value * plot.height())
                draw_box(painter, QRectF(dot.x() - 3, dot.y() - 3, 6, 6), 3, theme().colour(role))
        font = mono_font(11)
        for number, (_value, text, role) in enumerate(texts):
            wide = text_width(text, font) + 4
            left = x + 6 if x + 6 + wide < plot.right() else x - 6 - wide
            place = QRectF(left, plot.top() + 2 + 15 * number, wide, 14)
            draw_box(painter, place, 3, theme().colour("surface"))
            draw_text(painter, place, text, font, theme().colour(role), _CENTRE)


def _line(x: NDArray[Any], y: NDArray[Any], plot: QRectF) -> QPolygonF:
    known = np.isfinite(y)
    across = plot.left() + x[known] * plot.width()
    down = plot.bottom() - y[known] * plot.height()
    return QPolygonF([QPointF(a, b) for a, b in zip(across.tolist(), down.tolist(), strict=True)])
