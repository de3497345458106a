"""The plane of a code: what the decoder paints from it, and where the samples lie."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnplayground.ui.fonts import mono_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.pictured import picture_image
from nnplayground.ui.views.space_ink import draw_dots
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPaintEvent

__all__ = ["CodeMap", "CodePlot"]

_LEFT, _BOTTOM = 36.0, 16.0
_STEP, _LEAP = 1 / 60, 1 / 12
_FADED = 0.45  # pictures under samples
_CELL = 26.0
_NEAR = 14.0  # pixels within which a click means a sample
_ROOMY, _LONGEST_NAME = 240.0, 2
_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignCenter
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}


@dataclass(frozen=True, slots=True, eq=False)
class CodeMap:
    """What is on the plane.

    Attributes
    ----------
    points : ndarray
        (n, 2), one row per sample.
    bounds : ndarray
        (4,): left, bottom, right, top.
    pictures : ndarray
        (rows, columns, channels, height, width), rows from the top.
    """

    points: NDArray[Any]
    bounds: NDArray[Any]
    pictures: NDArray[Any]


class CodePlot(QWidget):
    """Shows a code map; the mouse and the arrow keys walk over it.

    Attributes
    ----------
    walked : Signal(float, float)
        The place that was walked to, in the plane's coordinates.
    clicked : Signal(int)
        The number of the sample that was clicked.
    """

    walked = Signal(float, float)
    clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.map: CodeMap | None = None
        self.place: tuple[float, float] | None = None
        self._names: Sequence[str] = ()
        self._colours: list[QColor] = []
        self._scale = (0.0, 1.0)
        self._shows: tuple[str, ...] = ("pictures", "samples")
        self._rung = -1
        self._ground: QImage | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Code map"))
        theme().themeChanged.connect(self._redraw)

    # -- what is shown ---------------------------------------------------------------------------------

    def show_map(
        self, plane: CodeMap | None, names: Sequence[str], colours: list[QColor], scale: tuple[float, float]
    ) -> None:
        """Show a plane with its samples, each by its name if it is short, in its colour.

        Parameters
        ----------
        names : sequence of str
            Of every sample; empty for dots.
        scale : tuple of float
            What of a picture is paper and ink.
        """
        self.map, self._names, self._colours, self._scale = plane, names, colours, scale
        self._redraw()

    def show_parts(self, pictures: bool, samples: bool) -> None:
        """Show the pictures, the samples, or both."""
        self._shows = (("pictures",) if pictures else ()) + (("samples",) if samples else ())
        self.update()

    def ring(self, number: int) -> None:
        """Ring a sample; −1 for none."""
        self._rung = number
        self.update()

    def walk_to(self, u: float, v: float) -> None:
        """Stand at a place of the plane."""
        self.place = (u, v)
        self.walked.emit(u, v)
        self.update()

    def cells(self) -> int:
        """Return how many pictures fit side by side, in even steps so that a few pixels change nothing."""
        side = min(self.width() - _LEFT, self.height() - _BOTTOM)
        return int(max(6, min(24, 2 * (side / _CELL // 2))))

    def _redraw(self) -> None:
        self._ground = None
        self.update()

    # -- geometry --------------------------------------------------------------------------------------

    def plane(self) -> QRectF:
        """Return where the plane is drawn, square."""
        side = max(20.0, min(self.width() - _LEFT, self.height() - _BOTTOM) - 1)
        return QRectF(_LEFT, 1, side, side)

    def _pixel(self, places: NDArray[Any]) -> NDArray[np.float64]:
        assert self.map is not None
        rect, (left, bottom, right, top) = self.plane(), self.map.bounds
        across = (places[:, 0] - left) / max(1e-12, right - left)
        up = (places[:, 1] - bottom) / max(1e-12, top - bottom)
        return np.column_stack([rect.left() + across * rect.width(), rect.bottom() - up * rect.height()])

    def _at(self, point: QPointF) -> tuple[float, float]:
        assert self.map is not None
        rect, (left, bottom, right, top) = self.plane(), (float(value) for value in self.map.bounds)
        across = min(1.0, max(0.0, (point.x() - rect.left()) / rect.width()))
        up = min(1.0, max(0.0, (rect.bottom() - point.y()) / rect.height()))
        return left + across * (right - left), bottom + up * (top - bottom)

    # -- hands -----------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.map is not None and self.plane().contains(event.position()):
            self.walk_to(*self._at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.map is None:
            return
        at = self._pixel(self.map.points) - (event.position().x(), event.position().y())
        distances = np.hypot(at[:, 0], at[:, 1])
        nearest = int(distances.argmin()) if len(distances) else -1
        if nearest >= 0 and distances[nearest] <= _NEAR and "samples" in self._shows:
            self.clicked.emit(nearest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self.map is None:
            super().keyPressEvent(event)
            return
        leap = _LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        left, bottom, right, top = (float(value) for value in self.map.bounds)
        u, v = self.place or ((left + right) / 2, (bottom + top) / 2)
        u, v = u + step[0] * leap * (right - left), v + step[1] * leap * (top - bottom)
        self.walk_to(min(right, max(left, u)), min(top, max(bottom, v)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, rect = QPainter(self), self.plane()
        colour = theme().colour
        draw_box(painter, rect, 3, colour("canvas"))
        if self.map is not None:
            self._draw_ends(painter, rect)
            painter.save()
            painter.setClipRect(rect)
            self._draw_pictures(painter, rect)
            self._draw_samples(painter)
            self._draw_place(painter, rect)
            painter.restore()
        ring = colour("accent_line") if self.hasFocus() else colour("separator")
        draw_box(painter, rect, 3, None, ring, 2 if self.hasFocus() else 1)

    def _draw_pictures(self, painter: QPainter, rect: QRectF) -> None:
        if self.map is None or "pictures" not in self._shows:
            return
        if self._ground is None:
            self._ground = picture_image(_sheet(self.map.pictures, self._scale[0]), *self._scale)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(_FADED if "samples" in self._shows else 1.0)
        painter.drawImage(rect, self._ground)
        painter.setOpacity(1.0)

    def _draw_samples(self, painter: QPainter) -> None:
        if self.map is None or "samples" not in self._shows or len(self._colours) < len(self.map.points):
            return
        places = self._pixel(self.map.points)
        wide = self.plane().width() >= _ROOMY
        if wide and len(self._names) and max(map(len, self._names)) <= _LONGEST_NAME:
            self._draw_names(painter, places)
        else:
            draw_dots(painter, places, self._colours[: len(places)], 3.0 if wide else 2.0)
        if 0 <= self._rung < len(places):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().colour("text1"), 2))
            painter.drawEllipse(QPointF(*places[self._rung]), 9, 9)

    def _draw_names(self, painter: QPainter, places: NDArray[np.float64]) -> None:
        size = 10.0 if self.plane().width() < 400 else 12.0
        painter.setFont(mono_font(size, QFont.Weight.DemiBold))
        box = QRectF(0, 0, 2 * size, 2 * size)
        for (x, y), name, colour in zip(places.tolist(), self._names, self._colours, strict=False):
            box.moveCenter(QPointF(x, y))
            painter.setPen(colour)
            painter.drawText(box, _CENTRE, name)

    def _draw_place(self, painter: QPainter, rect: QRectF) -> None:
        if self.place is None:
            return
        x, y = self._pixel(np.array([self.place]))[0]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme().colour("accent"), 1))
        painter.drawLine(QPointF(rect.left(), y), QPointF(x - 7, y))
        painter.drawLine(QPointF(x + 7, y), QPointF(rect.right(), y))
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, y - 7))
        painter.drawLine(QPointF(x, y + 7), QPointF(x, rect.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("accent"), 2))
        painter.drawEllipse(QPointF(x, y), 6, 6)

    def _draw_ends(self, painter: QPainter, rect: QRectF) -> None:
        """Write the ends of both axes."""
        assert self.map is not None
        ends = [float(value) for value in self.map.bounds]
        across, up = ends[2] - ends[0], ends[3] - ends[1]
        left, bottom, right, top = map(_end_text, ends, (across, up, across, up))
        font, ink = mono_font(10.5), theme().colour("text3")
        below = QRectF(rect.left(), rect.bottom() + 2, rect.width(), _BOTTOM - 2)
        draw_text(painter, below, left, font, ink)
        draw_text(painter, below, right, font, ink, _RIGHT)
        for text, y in ((top, rect.top()), (bottom, rect.bottom() - 14)):
            draw_text(painter, QRectF(0, y, _LEFT - 5, 14), text, font, ink, _RIGHT)


def _end_text(value: float, span: float) -> str:
    """Write the end of an axis so that it differs from the other one."""
    digits = max(0, 1 - math.floor(math.log10(span))) if span > 0 else 2
    return format_number(value, min(digits, 6))


def _sheet(pictures: NDArray[Any], paper: float) -> NDArray[Any]:
    """Lay (rows, columns, channels, height, width) out as one picture (channels, …), a seam between them."""
    seam = 1 + pictures.shape[-1] // 20
    padded = np.pad(pictures, ((0, 0),) * 3 + ((seam, seam),) * 2, constant_values=paper)
    rows, columns, channels, high, wide = padded.shape
    return padded.transpose(2, 0, 3, 1, 4).reshape(channels, rows * high, columns * wide)
