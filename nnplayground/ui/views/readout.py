"""The values of all curves at one time, in a small box beside the cursor."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QFont, QPainter

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.plots import pen
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnplayground.ui.views.curves import Curve

__all__ = ["Reading", "draw_readout", "reading", "time_text"]

translate = QCoreApplication.translate

_KEY = 18
_ROW = 16
_MOST = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One curve at the cursor."""

    curve: Curve
    value: str
    spread: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands at one time.

    Attributes
    ----------
    x : float
    time : str
        “Epoch 470”.
    lines : tuple of Line
    events : tuple of str
        What was changed near it.
    """

    x: float
    time: str
    lines: tuple[Line, ...]
    events: tuple[str, ...]

    def text(self) -> str:
        """Return everything in lines."""
        values = [" ".join(filter(None, (line.curve.name, line.value, line.spread))) for line in self.lines]
        return "\n".join([self.time, "  ".join(values), *self.events])


def time_text(x: float, unit: str) -> str:
    """Write a time with its unit in front: “Epoch 470”, “Step 9,400”, “12.30 s”."""
    if unit == "seconds":
        return translate("Readout", "{seconds} s").format(seconds=format_number(x, 2))
    name = translate("Readout", "Epoch {n}") if unit == "epoch" else translate("Readout", "Step {n}")
    return name.format(n=format_number(round(x)))


def reading(x: float, unit: str, curves: Sequence[Curve], events: Sequence[str]) -> Reading:
    """Read every curve at the row that lies at ``x``."""
    lines = [found for curve in curves if (found := _line(curve, x)) is not None]
    return Reading(x, time_text(x, unit), tuple(lines[:_MOST]), tuple(events))


def _line(curve: Curve, x: float) -> Line | None:
    if not len(curve.x):
        return None
    row = int(np.searchsorted(curve.x, x * (1 - 1e-12)).clip(0, len(curve.x) - 1))
    row = _nearest_known(curve, row)
    mean, low, high = (float(values[row]) for values in (curve.mean, curve.low, curve.high))
    if not math.isfinite(mean):
        return None
    spread = f"{format_compact(low, 3)} … {format_compact(high, 3)}" if high > low else ""
    return Line(curve, format_compact(mean, 3), spread)


def _nearest_known(curve: Curve, row: int) -> int:
    """Return the row itself, or one of its neighbours if it alone was not measured."""
    near = [n for n in (row, row - 1, row + 1) if 0 <= n < len(curve.mean) and np.isfinite(curve.mean[n])]
    return near[0] if near else row


def draw_readout(
    painter: QPainter, frame: QRectF, top: float, x: float, found: Reading, taken: QRectF | None = None
) -> None:
    """Draw a box beside the cursor.

    Parameters
    ----------
    frame : QRectF
        Where it may be.
    top, x : float
        Where it should begin, and the cursor.
    taken : QRectF, optional
        What it should not lie on.
    """
    small, bold, digits = ui_font(11), ui_font(11, QFont.Weight.DemiBold), mono_font(11)
    names = max((text_width(line.curve.name, small) for line in found.lines), default=0.0)
    values = max((text_width(line.value, digits) for line in found.lines), default=0.0)
    spreads = max((text_width(line.spread, digits) for line in found.lines), default=0.0)
    content = _KEY + 6 + names + 10 + values + (8 + spreads if spreads else 0)
    texts = [text_width(found.time, bold), *(text_width(text, small) for text in found.events)]
    width = max(content if found.lines else 0.0, *texts) + 20
    rows = 1 + len(found.lines) + len(found.events)
    # A long list may cover the axis below, but not be cut off.
    down = max(frame.top(), min(top, frame.bottom() - rows * _ROW - 12))
    box = _placed(QRectF(0, down, width, rows * _ROW + 10), frame, x, taken or QRectF())
    colour = theme().colour
    draw_box(painter, box, 6, colour("overlay"), colour("border"))
    top, left = box.top() + 5, box.left() + 10
    draw_text(painter, QRectF(left, top, width, _ROW), found.time, bold, colour("text1"))
    for line in found.lines:
        top += _ROW
        painter.setPen(pen(line.curve.role, 1.6, dashes=line.curve.dashes, opacity=line.curve.opacity))
        painter.drawLine(QPointF(left, top + _ROW / 2), QPointF(left + _KEY, top + _ROW / 2))
        name = QRectF(left + _KEY + 6, top, names + 1, _ROW)
        draw_text(painter, name, line.curve.name, small, colour("text2"))
        value = QRectF(name.right() + 9, top, values + 1, _ROW)
        draw_text(painter, value, line.value, digits, colour("text1"))
        rest = QRectF(value.right() + 7, top, spreads + 2, _ROW)
        draw_text(painter, rest, line.spread, digits, colour("text2"))
    for text in found.events:
        top += _ROW
        draw_text(painter, QRectF(left, top, width, _ROW), text, small, colour("text2"))


def _placed(box: QRectF, frame: QRectF, x: float, taken: QRectF) -> QRectF:
    """Return a box beside ``x``, or wherever it covers least of what is taken."""
    last = frame.right() - box.width()
    wanted = (x + 10, x - 10 - box.width(), taken.right() + 6, taken.left() - 6 - box.width(), last)
    inside = [left for left in wanted if frame.left() <= left <= last] or [frame.left()]
    places = [box.translated(left - box.left(), 0) for left in inside]
    return min(places, key=lambda place: _area(place.intersected(taken)))


def _area(rect: QRectF) -> float:
    return max(0.0, rect.width()) * max(0.0, rect.height())
