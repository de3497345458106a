"""What lies under drawn points: the axes, what the network says, and where its sides part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPolygonF

from nnplayground.ui.colormap import diverging_lut
from nnplayground.ui.fonts import mono_font
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.theme import theme
from nnplayground.ui.views.boundary import class_picture
from nnplayground.ui.views.contour import contour_segments
from nnplayground.ui.views.plots import pen, round_step
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.ui.views.ways import Surface

__all__ = ["Frame", "draw_axes", "draw_curve", "draw_surface"]

_LEFT, _BOTTOM, _TOP, _RIGHT = 44, 26, 8, 12
_TICKS = 6


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the shown range of a drawing lies on a widget.

    Attributes
    ----------
    box : QRectF
        In pixels.
    bounds : ((float, float), (float, float))
        The range across and up.
    """

    box: QRectF
    bounds: tuple[tuple[float, float], tuple[float, float]]

    @classmethod
    def within(
        cls, width: int, height: int, bounds: tuple[tuple[float, float], tuple[float, float]], *, square: bool
    ) -> Frame:
        """Return the largest frame in a widget of this size, with room for its axes."""
        wide, high = max(40, width - _LEFT - _RIGHT), max(40, height - _TOP - _BOTTOM)
        if square:
            wide = high = min(wide, high)
        left = _LEFT + (width - _LEFT - _RIGHT - wide) / 2
        return cls(QRectF(left, _TOP, wide, high), bounds)

    @property
    def unit(self) -> float:
        """Pixels of one unit across."""
        (left, right), _up = self.bounds
        return self.box.width() / (right - left)

    @property
    def aspect(self) -> float:
        """How much longer, in pixels, a unit is up than across."""
        low, high = self.bounds[1]
        return self.box.height() / (high - low) / self.unit

    def pixels(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the pixels of places, shape (n, 2)."""
        (left, _right), (_low, high) = self.bounds
        x = self.box.left() + (places[:, 0] - left) * self.unit
        y = self.box.top() + (high - places[:, 1]) * self.unit * self.aspect
        return np.column_stack([x, y])

    def place(self, pixel: QPointF) -> NDArray[np.float64]:
        """Return the place under a pixel, kept inside the shown range."""
        (left, right), (low, high) = self.bounds
        across = left + (pixel.x() - self.box.left()) / self.unit
        up = high - (pixel.y() - self.box.top()) / (self.unit * self.aspect)
        return np.array([min(right, max(left, across)), min(high, max(low, up))])


def draw_axes(painter: QPainter, frame: Frame, names: tuple[str, str]) -> None:
    """Draw the grid, numbers and names of both axes."""
    box, font, ink = frame.box, mono_font(10.5), theme().colour("text3")
    across = _ticks(frame.bounds[0], box.left(), box.width())
    up = _ticks(frame.bounds[1], box.bottom(), -box.height())
    painter.setPen(pen("plot_grid", 1))
    painter.drawLines([QLineF(at, box.top(), at, box.bottom()) for _value, at in across])
    painter.drawLines([QLineF(box.left(), at, box.right(), at) for _value, at in up])
    for value, at in across:
        place = QRectF(at - 30, box.bottom() + 5, 60, 14)
        if at < box.right() - 24:  # the name of the axis stands at its end
            draw_text(painter, place, format_compact(value, 3), font, ink, Qt.AlignmentFlag.AlignCenter)
    for value, at in up:
        place = QRectF(box.left() - 46, at - 7, 40, 14)
        if at > box.top() + 12:
            draw_text(painter, place, format_compact(value, 3), font, ink, Qt.AlignmentFlag.AlignRight)
    ends = QRectF(box.right() - 30, box.bottom() + 5, 30, 14), QRectF(box.left() - 46, box.top() - 2, 40, 14)
    for end, name in zip(ends, names, strict=True):
        draw_text(painter, end, name, font, theme().colour("text2"), Qt.AlignmentFlag.AlignRight)


def _ticks(bounds: tuple[float, float], start: float, extent: float) -> list[tuple[float, float]]:
    low, high = bounds
    step = round_step((high - low) / _TICKS)
    values = np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
    return [(float(v) + 0.0, start + extent * (float(v) - low) / (high - low)) for v in values]


def draw_surface(painter: QPainter, frame: Frame, surface: Surface) -> None:
    """Draw what the network says over the plane, and where the sides part."""
    values, box = surface.values, frame.box
    pixels = class_picture(values, False) if values.ndim == 3 else _shades(values, surface.scale)
    height, width, _three = pixels.shape
    image = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    painter.save()
    clip = QPainterPath()
    clip.addRoundedRect(box, 4, 4)
    painter.setClipPath(clip)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setOpacity(theme().tokens.boundary_opacity)
    painter.drawImage(box, image)
    painter.setOpacity(1.0)
    edges = values if values.ndim == 2 and surface.edge is None else surface.edge
    for edge in [edges] if edges is not None else [_lead(values, index) for index in range(len(values))]:
        _draw_edge(painter, box, edge)
    painter.restore()


def _shades(values: NDArray[Any], scale: float) -> NDArray[np.uint8]:
    unit = np.clip(np.nan_to_num(values) / (scale or 1.0), -1, 1)
    shades: NDArray[np.uint8] = diverging_lut()[np.rint(unit * 127.5 + 127.5).astype(np.uint8)]
    return np.ascontiguousarray(shades)


def _lead(chances: NDArray[Any], index: int) -> NDArray[Any]:
    """Return by how much a class leads the best of the others."""
    others = np.delete(chances, index, axis=0).max(axis=0)
    lead: NDArray[Any] = chances[index] - others
    return lead


def _draw_edge(painter: QPainter, box: QRectF, edge: NDArray[Any]) -> None:
    x, y = contour_segments(np.nan_to_num(edge))
    rows, columns = edge.shape
    across = box.left() + (x + 0.5) * box.width() / columns
    down = box.top() + (y + 0.5) * box.height() / rows
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen("text1", 1.1, opacity=0.7))
    ends = np.column_stack([across, down]).reshape(-1, 4).tolist()
    painter.drawLines([QLineF(*end) for end in ends])


def draw_curve(painter: QPainter, frame: Frame, values: NDArray[Any]) -> None:
    """Draw what the network says over a line."""
    values = np.asarray(values, np.float64).reshape(-1)
    finite = np.isfinite(values)
    left, right = frame.bounds[0]
    places = left + (np.arange(len(values)) + 0.5) / len(values) * (right - left)
    at = frame.pixels(np.column_stack([places[finite], values[finite]]))
    painter.save()
    painter.setClipRect(frame.box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen("accent", 2))
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in at.tolist()]))
    painter.restore()
    draw_box(painter, frame.box, 4, None, theme().colour("separator"))
