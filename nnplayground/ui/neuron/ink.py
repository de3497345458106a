"""Numbers and signs as the neuron level writes them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from nnplayground.ui.colormap import diverging_colour
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

__all__ = [
    "draw_cell",
    "draw_number",
    "draw_ring",
    "draw_symbol",
    "figure",
    "html_number",
    "html_symbol",
    "sign_ink",
]

_RIGHT = Qt.AlignmentFlag.AlignRight


def figure(value: float | None, digits: int = 3, signed: bool = False) -> str:
    """Write a number with ``digits`` decimals, or shortly where these would say nothing; – if unknown."""
    if value is None:
        return format_number(math.nan)
    smallest = 0.5 * 10.0**-digits
    if value and math.isfinite(value) and not smallest <= abs(value) < 1000:
        return format_compact(value, 2 if abs(value) < 1 else 4, signed)
    return format_number(value, digits, signed)


def sign_ink(value: float | None) -> QColor:
    """Return the colour in which a signed number is written."""
    if value is None or not value or math.isnan(value):
        return theme().colour("text3")
    return theme().colour("negative_text" if value < 0 else "positive_text")


def html_number(value: float | None, digits: int = 3, *, coloured: bool = False) -> str:
    """Write a number for rich text, in the mono font."""
    colour = f"color:{sign_ink(value).name()};" if coloured else ""
    family = mono_font().family()
    return f"<span style=\"font-family:'{family}';font-size:12px;{colour}\">{figure(value, digits)}</span>"


def html_symbol(text: str) -> str:
    """Write a variable for rich text: letters slanted, the rest upright."""
    return "".join(f"<i>{c}</i>" if c.isalpha() and c.isascii() else c for c in text)


def draw_number(
    painter: QPainter, rect: QRectF, value: float | None, *, signed: bool = True, ink: QColor | None = None
) -> None:
    """Draw a number to the right of ``rect``, by default in the colour of its sign."""
    colour = ink if ink is not None else sign_ink(value)
    draw_text(painter, rect, figure(value, 3, signed), mono_font(12), colour, _RIGHT)


def draw_symbol(
    painter: QPainter, rect: QRectF, text: str, colour: QColor, align: Qt.AlignmentFlag | None = None
) -> None:
    """Draw a short formula: variables slanted, words upright."""
    slanted = len(text.rstrip("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹")) <= 2
    font = ui_font(12, italic=slanted)
    draw_text(painter, rect, text, font, colour, align or Qt.AlignmentFlag.AlignLeft)


def draw_cell(
    painter: QPainter, rect: QRectF, value: float, image: QImage | None, point: QPointF | None
) -> None:
    """Draw a neuron's map with the sample on it, or without a map the colour of its value.

    Parameters
    ----------
    point : QPointF, optional
        Where the sample lies, from (0, 0) at the top left to (1, 1).
    """
    clip = QPainterPath()
    clip.addRoundedRect(rect, 4, 4)
    painter.save()
    painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
    if image is None:
        painter.fillRect(rect, diverging_colour(max(-1.0, min(1.0, value))))
    else:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(rect, image)
    painter.restore()
    draw_box(painter, rect, 4, None, theme().colour("tile_line"))
    if image is not None and point is not None and rect.width() >= 18:
        at = QPointF(rect.left() + point.x() * rect.width(), rect.top() + point.y() * rect.height())
        draw_ring(painter, at, 3.0, sign_ink(value))


def draw_ring(painter: QPainter, at: QPointF, radius: float, fill: QColor) -> None:
    """Draw the sample's place: a bright ring with a dark line around it, filled."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().colour("canvas"), 1.0))
    painter.setBrush(theme().colour("text1"))
    painter.drawEllipse(at, radius + 1.0, radius + 1.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawEllipse(at, radius - 0.8, radius - 0.8)
