"""The parts of a picture of a layer's space: bent sheet, lines, the sides of a decision, points."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from nnplayground.ui.colormap import class_colour, diverging_lut, point_colour, to_indices
from nnplayground.ui.pictures import target_colours
from nnplayground.ui.theme import theme
from nnplayground.ui.views.boundary import class_picture
from nnplayground.ui.views.keeping import is_kept
from nnplayground.ui.views.plots import class_rgb, pen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from numpy.typing import NDArray

    from nnplayground.core.dataset import DataSpec

__all__ = [
    "cell_colours",
    "draw_dots",
    "draw_line",
    "draw_threads",
    "point_colours",
    "sheet_image",
    "sides_image",
]

_SIDES = 128
_ALIKE = 36  # of 255: shades that can hardly be told apart
_COARSE, _FINE = (72, 128), (112, 192)
"""Pixels of the sheet's picture a side, and points a side that all cells are strewn as."""


def cell_colours(sheet: NDArray[Any], scale: float = 1.0) -> NDArray[np.float32]:
    """Return the colour of every cell of a sheet, shape (size − 1, size − 1, 3), from 0 to 255.

    Parameters
    ----------
    sheet : ndarray
        Shape (size, size): signed values; or (classes, size, size): probabilities; at the crossings.
    scale : float
        The magnitude at the ends of the colour map.
    """
    values = np.nan_to_num(np.asarray(sheet, np.float64))
    cells = (values[..., :-1, :-1] + values[..., 1:, :-1] + values[..., :-1, 1:] + values[..., 1:, 1:]) / 4
    if cells.ndim == 3 and len(cells) == 2:
        cells = cells[1] - cells[0]
    if cells.ndim == 2:
        return diverging_lut()[to_indices(cells, scale)].astype(np.float32)
    return class_picture(cells, False).astype(np.float32)


def sheet_image(
    grid: NDArray[np.float64],
    colours: NDArray[np.float32],
    low: NDArray[np.float64],
    side: float,
    *,
    fine: bool = True,
) -> QImage:
    """Return the bent sheet as a picture of the square at ``low``, as far as it covers it.

    Every cell is strewn over the pixels as a few points, each with the weight of the area it stands for, so
    that what is stretched is as dense as what is pressed together; where parts lie over each other, their
    colours mix.

    Parameters
    ----------
    grid : ndarray
        Where the lines cross, shape (size, size, 2).
    colours : ndarray
        Of the cells, shape (size − 1, size − 1, 3).
    fine : bool
        For a large picture; a coarse one costs half as much.
    """
    size, points = _FINE if fine else _COARSE
    strewn = max(2, points // len(colours))
    pixels = (grid - low) * (size / side)
    a, b, c, d = pixels[:-1, :-1], pixels[:-1, 1:], pixels[1:, 1:], pixels[1:, :-1]
    one, two = c - a, d - b
    area = np.abs(one[..., 0] * two[..., 1] - one[..., 1] * two[..., 0]) / 2
    u, v = (axis.ravel() for axis in np.meshgrid(*[(np.arange(strewn) + 0.5) / strewn] * 2))
    shares = np.stack([(1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v])
    corners = np.stack([a, b, c, d], axis=-1)
    places = np.floor(corners @ shares).transpose(2, 0, 1, 3).astype(np.int32)
    column, row = places.reshape(2, -1)
    weight = np.repeat(np.maximum(area, 0.25).ravel() / len(u), len(u))
    inside = (column >= 0) & (column < size) & (row >= 0) & (row < size)
    at = ((size - 1 - row) * size + column)[inside]
    return _strewn(size, at, weight[inside], np.repeat(colours.reshape(-1, 3), len(u), axis=0)[inside])


def _strewn(
    size: int, at: NDArray[np.int64], weight: NDArray[np.float64], colours: NDArray[np.float32]
) -> QImage:
    """Add weighted colours up in a square of pixels, softened, opaque where a whole layer lies."""
    sums = [
        np.bincount(at, weight * channel, size**2).astype(np.float64)
        for channel in (*colours.T, np.ones(len(at)))
    ]
    square = np.stack(sums, axis=1).reshape(size, size, 4)
    board: NDArray[np.float64] = np.pad(square, ((1, 1), (1, 1), (0, 0)))
    board = board[:-2] + 2 * board[1:-1] + board[2:]
    board = (board[:, :-2] + 2 * board[:, 1:-1] + board[:, 2:]) / 16
    cover = np.minimum(1.0, 1.4 * board[..., 3:])
    cover[cover < 0.04] = 0.0
    colour = board[..., :3] / np.maximum(board[..., 3:], 1e-9)
    opaque = 255 * theme().tokens.boundary_opacity
    picture = np.concatenate([colour, cover * opaque], axis=2).astype(np.uint8)
    return QImage(picture.tobytes(), size, size, 4 * size, QImage.Format.Format_RGBA8888).copy()


def draw_threads(painter: QPainter, places: NDArray[np.float64], every: int) -> None:
    """Draw every so many lines of the grid both ways; ``places`` in pixels, shape (size, size, 2)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen("text1", 1.0, opacity=0.2 if theme().tokens.is_dark else 0.13))
    for lines in (places[::every], places[:, ::every].transpose(1, 0, 2)):
        for line in lines:
            painter.drawPolyline(pg.functions.arrayToQPolygonF(line[:, 0], line[:, 1]))


def draw_line(painter: QPainter, line: NDArray[np.float64], rect: QRectF, *, strong: bool) -> None:
    """Draw where a·x + b·y + c = 0, in pixels, within ``rect``."""
    a, b, c = (float(value) for value in line)
    length = float(np.hypot(a, b))
    if length < 1e-12:
        return
    # The foot of the perpendicular from the middle, and far enough along the line both ways.
    middle = rect.center()
    away = (a * middle.x() + b * middle.y() + c) / length
    foot = QPointF(middle.x() - away * a / length, middle.y() - away * b / length)
    reach = rect.width() + rect.height()
    along = QPointF(-b / length * reach, a / length * reach)
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen("text1", 2.0, opacity=0.9) if strong else pen("text1", 1.0, opacity=0.42))
    painter.drawLine(foot - along, foot + along)
    painter.restore()


def sides_image(lines: NDArray[np.float64], low: NDArray[np.float64], side: float) -> QImage:
    """Return the sides of one line, or the regions where one of several is highest, as a faint picture."""
    at = (np.arange(_SIDES) + 0.5) / _SIDES * side
    u, v = np.meshgrid(low[0] + at, (low[1] + at)[::-1])
    scores = lines[:, 0, None, None] * u + lines[:, 1, None, None] * v + lines[:, 2, None, None]
    winner = scores.argmax(axis=0) if len(scores) > 1 else (scores[0] > 0).astype(np.int64)
    two = [theme().colour("negative"), theme().colour("positive")]
    colours = two if len(scores) <= 2 else [class_colour(index) for index in range(len(scores))]
    table = np.array([[*class_rgb(colour), 46] for colour in colours], np.uint8)
    pixels = np.ascontiguousarray(table[winner])
    size = winner.shape[0]
    return QImage(pixels.tobytes(), size, size, 4 * size, QImage.Format.Format_RGBA8888).copy()


def point_colours(y: NDArray[Any], spec: DataSpec) -> list[QColor]:
    """Return the colour of every sample by its target."""
    if spec.target.classes == 2:
        return [point_colour(float(label)) for label in y]
    return target_colours(y, spec.target.classes)


def draw_dots(painter: QPainter, places: NDArray[np.float64], colours: list[QColor], radius: float) -> None:
    """Draw points in pixels, outlined; on screen as copies of one picture per colour, which is cheap."""
    shades = {colour.rgba() for colour in colours}
    outline = _outline(shades)
    if is_kept():
        for (x, y), colour in zip(places.tolist(), colours, strict=False):
            _draw_dot(painter, QPointF(x, y), colour, outline, radius)
        return
    ratio = painter.device().devicePixelRatioF()
    pictures = {rgba: _dot(rgba, outline.rgba(), radius, ratio) for rgba in shades}
    half = next(iter(pictures.values())).deviceIndependentSize() / 2 if pictures else QSizeF()
    for (x, y), colour in zip(places.tolist(), colours, strict=False):
        painter.drawPixmap(QPointF(x - half.width(), y - half.height()), pictures[colour.rgba()])


def _outline(shades: Iterable[int]) -> QColor:
    """Return what sets dots off; those of values near the middle of the map have the ground's own colour."""
    usual = theme().colour("point_outline")
    contrast = min((abs(QColor(shade).lightness() - usual.lightness()) for shade in shades), default=255)
    return theme().colour("text3") if contrast < _ALIKE else usual


@lru_cache(maxsize=256)
def _dot(rgba: int, outline: int, radius: float, ratio: float) -> QPixmap:
    """Return a dot of some physical pixels."""
    side = math.ceil((2 * radius + 3) * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.scale(ratio, ratio)
    middle = QPointF(side / ratio / 2, side / ratio / 2)
    _draw_dot(painter, middle, QColor.fromRgba(rgba), QColor.fromRgba(outline), radius)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _draw_dot(painter: QPainter, at: QPointF, colour: QColor, outline: QColor, radius: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for fill, wide in ((outline, radius + 0.8), (colour, radius - 0.2)):
        painter.setBrush(fill)
        painter.drawEllipse(at, wide, wide)
