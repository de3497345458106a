"""Pictures as cells with their numbers: inputs, kernels, products, outputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnplayground.ui.colormap import heat_image, ink_image
from nnplayground.ui.fonts import mono_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

__all__ = ["Grid", "Strip", "draw_grid", "ring"]

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_LEAST_FOR_NUMBERS = 19.5
_ALL_NUMBERS = 12
_STRIP = 24.0


@dataclass(frozen=True, eq=False)
class Grid:
    """Where an array of numbers is drawn.

    Parameters
    ----------
    rect : QRectF
        The room; the grid stands at its top left and its cells are squares.
    values : ndarray
        (height, width).
    """

    rect: QRectF
    values: NDArray[Any]

    @property
    def side(self) -> float:
        """The side of a cell."""
        height, width = self.values.shape
        side = min(self.rect.width() / width, self.rect.height() / height)
        return float(np.floor(side)) if side > 6 else side

    @property
    def outline(self) -> QRectF:
        """What is covered."""
        height, width = self.values.shape
        return QRectF(self.rect.left(), self.rect.top(), width * self.side, height * self.side)

    def cell(self, row: int, column: int) -> QRectF:
        """Return one cell."""
        return QRectF(
            self.rect.left() + column * self.side, self.rect.top() + row * self.side, self.side, self.side
        )

    def at(self, point: QPointF) -> tuple[int, int] | None:
        """Return the row and the column under a point."""
        if not self.outline.contains(point):
            return None
        height, width = self.values.shape
        row = int((point.y() - self.rect.top()) / self.side)
        column = int((point.x() - self.rect.left()) / self.side)
        return min(row, height - 1), min(column, width - 1)


class Strip(Grid):
    """A single row; its cells are as wide as there is room, and high enough to be hit."""

    @property
    def _height(self) -> float:
        return min(self.rect.height(), max(self.side, _STRIP))

    @property
    def outline(self) -> QRectF:
        """What is covered."""
        return QRectF(self.rect.left(), self.rect.top(), self.values.shape[1] * self.side, self._height)

    def cell(self, row: int, column: int) -> QRectF:
        """Return one cell."""
        left = self.rect.left() + column * self.side
        return QRectF(left, self.rect.top() + row * self._height, self.side, self._height)

    def at(self, point: QPointF) -> tuple[int, int] | None:
        """Return the row and the column under a point."""
        if not self.outline.contains(point):
            return None
        column = int((point.x() - self.rect.left()) / self.side)
        return 0, min(column, self.values.shape[1] - 1)


def draw_grid(
    painter: QPainter,
    grid: Grid,
    *,
    ink: bool = False,
    scale: float | None = None,
    digits: int = 2,
    numbered: Iterable[tuple[int, int]] | None = None,
) -> None:
    """Draw the cells, in ink or in the colours of signs, and their numbers where these can be read.

    Parameters
    ----------
    ink : bool
        For pictures: dark to bright instead of orange to blue.
    scale : float, optional
        The magnitude at the ends of the colours.
    numbered : iterable of (int, int), optional
        The cells with numbers in a grid too large to number all.
    """
    values = grid.values
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(grid.outline, _ink(values) if ink else heat_image(values, scale))
    draw_box(painter, grid.outline.adjusted(-1, -1, 1, 1), 2, None, theme().colour("border"))
    if grid.side < _LEAST_FOR_NUMBERS:
        return
    cells = np.ndindex(*values.shape) if max(values.shape) <= _ALL_NUMBERS else (numbered or ())
    size = 9 if grid.side < 22 else 10 if grid.side < 40 else 11
    for row, column in cells:
        value = float(values[row, column])
        colour = _number_ink(values, value, ink, scale)
        text = format_number(value, digits, True) if grid.side >= 40 else _short(value)
        if text_width(text, mono_font(size)) > grid.side:
            text = _short(value, 1)
        draw_text(painter, grid.cell(row, column), text, mono_font(size), colour, _CENTRE)


def _ink(values: NDArray[Any]) -> Any:
    low, high = min(0.0, float(np.nanmin(values))), float(np.nanmax(values))
    return ink_image(values, low, high if high > low else low + 1.0)


def _number_ink(values: NDArray[Any], value: float, ink: bool, scale: float | None) -> QColor:
    """Return a colour that can be read on the cell's own."""
    tokens = theme().tokens
    if not ink:
        largest = scale or float(np.nanmax(np.abs(values))) or 1.0
        return theme().colour("text1" if abs(value) > 0.35 * largest else "text2")
    low, high = min(0.0, float(np.nanmin(values))), float(np.nanmax(values))
    share = (value - low) / ((high - low) or 1.0)
    if share < 0.02:
        return theme().colour("text4")
    return QColor(tokens.ink[0] if share > 0.55 else tokens.ink[1])


def _short(value: float, most: int = 2) -> str:
    """Write a number in three or four signs: ``.44``, ``1``, ``−.3``, ``12``; ``most`` decimals at most."""
    if value == 0 or abs(value) < 0.5 * 10**-most:
        return "0"
    is_part = abs(value) < 1 - 0.5 * 10**-most
    digits = most if is_part else 1 if abs(value) < 9.95 else 0
    text = format_number(value, digits)
    if is_part:
        text = text.replace("0", "", 1)
    return text.rstrip("0").rstrip(".,") if digits == 1 else text


def ring(painter: QPainter, rect: QRectF, role: str, width: float) -> None:
    """Draw a line around cells."""
    painter.setPen(QPen(theme().colour(role), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, 2, 2)
