"""Activations that compare neurons: softmax by its exponentials and their sum, maxout by its largest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.neuron.ink import figure
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from nnplayground.core.activation import Activation
    from nnplayground.ui.neuron.reading import Neuron

__all__ = ["draw_shares"]

_RIGHT = Qt.AlignmentFlag.AlignRight
_ROW = 20.0
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def draw_shares(painter: QPainter, rect: QRectF, activation: Activation | None, neuron: Neuron) -> None:
    """Draw one row per compared number, the neuron's own marked, and what they amount to."""
    sums = np.asarray(neuron.sums, np.float64)
    if activation is not None and activation.inputs_per_unit() > 1:
        pieces = activation.inputs_per_unit()
        first = neuron.unit * pieces
        values = sums[first : first + pieces]
        own = int(values.argmax())
        _rows(painter, rect, "z", first, values, own, f"max = {figure(neuron.output)}")
        return
    with np.errstate(over="ignore"):
        exponentials = np.exp(sums)
    total = f"Σ = {figure(float(exponentials.sum()))}"
    _rows(painter, rect, "exp z", 0, exponentials, neuron.unit, total)


def _rows(
    painter: QPainter, rect: QRectF, name: str, first: int, values: np.ndarray, own: int, total: str
) -> None:
    fits = max(1, int(rect.height() / _ROW) - 1)
    shown = _nearest(len(values), own, fits)
    largest = float(np.nanmax(np.abs(values))) or 1.0
    for number, i in enumerate(shown):
        line = QRectF(rect.left(), rect.top() + number * _ROW, rect.width(), _ROW)
        _row(
            painter,
            line,
            f"{name}{str(first + i + 1).translate(_SUBSCRIPTS)}",
            float(values[i]),
            largest,
            i == own,
        )
    line = QRectF(rect.left(), rect.top() + len(shown) * _ROW, rect.width(), _ROW)
    painter.setPen(QPen(theme().colour("border"), 1))
    painter.drawLine(line.topLeft(), line.topRight())
    draw_text(painter, line, total, mono_font(12, QFont.Weight.Medium), theme().colour("text1"), _RIGHT)


def _row(painter: QPainter, line: QRectF, name: str, value: float, largest: float, own: bool) -> None:
    colour = theme().colour
    ink = colour("text1" if own else "text2")
    draw_text(painter, line, name, ui_font(12, italic=True), ink)
    room = QRectF(line.left() + 40, line.center().y() - 3, line.width() - 108, 6)
    draw_box(painter, room, 3, colour("field"))
    share = min(1.0, abs(value) / largest) if np.isfinite(value) else 1.0
    room.setWidth(max(2.0, room.width() * share))
    draw_box(painter, room, 3, colour("accent" if own else "text4"))
    draw_text(painter, line, figure(value), mono_font(12), ink, _RIGHT)


def _nearest(count: int, own: int, most: int) -> list[int]:
    """Return the numbers to show: all, or those around the own one."""
    if count <= most:
        return list(range(count))
    first = min(max(0, own - most // 2), count - most)
    return list(range(first, first + most))
