"""The picture under the path: bands of colour, level lines with their losses, and where there is no loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from nnplayground.ui.colormap import image_of
from nnplayground.ui.fonts import mono_font
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.theme import theme
from nnplayground.ui.views.contour import contour_segments
from nnplayground.ui.views.landscape_scale import BANDS, LossScale
from nnplayground.ui.widgets.painting import draw_box, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QImage

    from nnplayground.train.landscape import Landscape

__all__ = ["Ground", "stretched"]

_LARGEST = 1200  # pixels per side of the picture of the bands
_LABELS = 7
_CLEAR = 26.0  # pixels between a label and what it must not cover


def stretched(values: NDArray[Any], rows: int, columns: int) -> NDArray[Any]:
    """Return a grid with more or fewer points, between the old ones along straight lines."""
    tall = _resampled(values, rows)
    return _resampled(tall.T, columns).T


def _resampled(values: NDArray[Any], count: int) -> NDArray[Any]:
    places = np.linspace(0, len(values) - 1, count)
    left = np.minimum(places.astype(int), max(0, len(values) - 2))
    right = np.minimum(left + 1, len(values) - 1)
    share = (places - left)[:, np.newaxis]
    between: NDArray[Any] = values[left] * (1 - share) + values[right] * share
    return between


class Ground:
    """Draws a landscape of two directions into a rectangle.

    Parameters
    ----------
    landscape : Landscape
    scale : LossScale
    """

    def __init__(self, landscape: Landscape, scale: LossScale) -> None:
        self._landscape, self._scale = landscape, scale
        heights = scale.height(landscape.values)
        self._missing = np.isnan(heights)
        self._heights = np.where(self._missing, 1.0, heights)

    def draw(self, painter: QPainter, box: QRectF, avoid: Sequence[QPointF], *, labelled: bool) -> None:
        """Draw everything; labels keep away from the points to ``avoid``."""
        painter.save()
        painter.setClipRect(box)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, self._bands(box.size().toSize()))
        self._draw_missing(painter, box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        taken = list(avoid)
        for number, level in enumerate(self._scale.levels()):
            segments = self._segments(level, box)
            major = number % 2 == 0
            self._draw_level(painter, segments, major=major)
            if labelled and major and len(taken) - len(avoid) < _LABELS:
                self._draw_label(painter, level, segments, box, taken)
        painter.restore()

    def _bands(self, size: QSize) -> QImage:
        columns = max(2, min(_LARGEST, size.width()))
        rows = max(2, min(_LARGEST, size.height()))
        heights = stretched(self._heights[::-1], rows, columns)
        bands = np.minimum(BANDS - 1, np.floor(heights * BANDS)) / (BANDS - 1)
        return image_of((128 + np.rint(bands * 127)).astype(np.uint8))

    def _draw_missing(self, painter: QPainter, box: QRectF) -> None:
        """Hatch the points without a finite loss."""
        rows, columns = self._missing.shape
        width, height = box.width() / (columns - 1), box.height() / max(1, rows - 1)
        brush = QBrush(theme().colour("text3"), Qt.BrushStyle.BDiagPattern)
        for row in np.flatnonzero(self._missing.any(axis=1)).tolist():
            edges = np.flatnonzero(np.diff(np.pad(self._missing[row].astype(int), 1)))
            for start, stop in edges.reshape(-1, 2).tolist():
                top = box.bottom() - (row + 0.5) * height
                cell = QRectF(box.left() + (start - 0.5) * width, top, (stop - start) * width, height)
                painter.fillRect(cell, theme().colour("field"))
                painter.fillRect(cell, brush)

    def _segments(self, level: float, box: QRectF) -> NDArray[Any]:
        """Return the ends of a level's segments in pixels, shape (segments, 2, 2)."""
        x, y = contour_segments(self._heights, float(self._scale.height(level)))
        rows, columns = self._heights.shape
        across = box.left() + x / (columns - 1) * box.width()
        upwards = box.bottom() - y / max(1, rows - 1) * box.height()
        ends: NDArray[Any] = np.column_stack([across, upwards]).reshape(-1, 2, 2)
        return ends

    def _draw_level(self, painter: QPainter, segments: NDArray[Any], *, major: bool) -> None:
        colour = theme().colour("text1")
        colour.setAlphaF(0.62 if major else 0.3)
        pen = QPen(colour, 1.1 if major else 0.7)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLines([QLineF(x1, y1, x2, y2) for (x1, y1), (x2, y2) in segments.tolist()])

    def _draw_label(
        self, painter: QPainter, level: float, segments: NDArray[Any], box: QRectF, taken: list[QPointF]
    ) -> None:
        """Write a level on its line, where there is the most room."""
        text, font = format_compact(level), mono_font(10.5)
        width = text_width(text, font) + 8
        inside = box.adjusted(width / 2 + 4, 12, -width / 2 - 4, -12)
        middles = segments.mean(axis=1)[:: max(1, len(segments) // 80)]
        low, high = (inside.left(), inside.top()), (inside.right(), inside.bottom())
        kept = middles[((low <= middles) & (middles <= high)).all(axis=1)]
        room = _room(kept, taken)
        if not len(kept) or room.max() < _CLEAR:
            return
        best = QPointF(*kept[int(np.argmax(room))].tolist())
        taken.append(best)
        chip = QRectF(best.x() - width / 2, best.y() - 7.5, width, 15)
        draw_box(painter, chip, 3, theme().colour("canvas"))
        painter.setFont(font)
        painter.setPen(theme().colour("text1"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def _room(points: NDArray[Any], others: Sequence[QPointF]) -> NDArray[Any]:
    """Return how far the nearest of the others is from each point; a label is wider than high."""
    if not others:
        return np.full(len(points), np.inf)
    places = np.array([(other.x(), other.y()) for other in others])
    gaps = np.abs(points[:, np.newaxis] - places) @ [0.6, 1.0]
    nearest: NDArray[Any] = gaps.min(axis=1)
    return nearest
