"""Tensor wires: one cubic curve from port to port, going round the cards it passes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem

from nnplayground.ui.editor.levels import Level
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from nnplayground.core.graph import Edge

__all__ = ["Wire", "curve", "distance_to", "route", "samples"]

_CLEAR = 16.0
_SAMPLES = np.linspace(0, 1, 25)[:, None]
# role of the colour, dash pattern in pixels
_LOOKS: dict[str, tuple[str, list[float]]] = {
    "idle": ("text3", []),
    "hovered": ("text1", []),
    "selected": ("accent", []),
    "target": ("accent", []),
    "error": ("error", [5, 4]),
    "suggested": ("accent", [3, 3]),
    "waiting": ("text4", [2, 4]),
}


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """Return the cubic curve between two ports, its handles half of dx long."""
    path = QPainterPath(start)
    _curve_to(path, start, end)
    return path


def _curve_to(path: QPainterPath, start: QPointF, end: QPointF) -> None:
    # A wire that runs backwards still leaves to the right and arrives from the left.
    reach = max(abs(end.x() - start.x()) * 0.5, 28.0 if end.x() < start.x() else 0.0)
    path.cubicTo(QPointF(start.x() + reach, start.y()), QPointF(end.x() - reach, end.y()), end)


def route(start: QPointF, end: QPointF, cards: Iterable[QRectF]) -> QPainterPath:
    """Return a curve that keeps clear of the cards between its ends, above or below all of them."""
    between = [c for c in cards if c.left() > start.x() + 1 and c.right() < end.x() - 1]
    direct = curve(start, end)
    if not any(direct.intersects(c.adjusted(-4, -_CLEAR, 4, _CLEAR)) for c in between):
        return direct
    top = min(c.top() for c in between) - _CLEAR
    bottom = max(c.bottom() for c in between) + _CLEAR
    middle = (start.y() + end.y()) / 2
    y = bottom if bottom - middle <= middle - top else top
    left, right = min(c.left() for c in between), max(c.right() for c in between)
    path = QPainterPath(start)
    _curve_to(path, start, QPointF(left, y))
    path.lineTo(right, y)
    _curve_to(path, QPointF(right, y), end)
    return path


def samples(path: QPainterPath) -> np.ndarray:
    """Return points on a path, shape (n, 2)."""
    return np.array([(p.x(), p.y()) for p in map(path.pointAtPercent, _SAMPLES[:, 0])])


def distance_to(points: np.ndarray, at: QPointF) -> float:
    """Return how far a point is from a chain of straight pieces between ``points``, shape (n, 2)."""
    start, step = points[:-1], np.diff(points, axis=0)
    offset = np.array((at.x(), at.y())) - start
    length = np.maximum((step**2).sum(axis=1), 1e-12)
    share = np.clip((offset * step).sum(axis=1) / length, 0, 1)[:, None]
    return float(np.sqrt(((offset - share * step) ** 2).sum(axis=1).min()))


class Wire(QGraphicsItem):
    """A wire of the graph, or one that is being drawn (``edge`` is None).

    Attributes
    ----------
    edge : Edge or None
    state : str
        One of idle, hovered, selected, target, error, suggested, waiting.
    """

    def __init__(self, edge: Edge | None = None) -> None:
        super().__init__()
        self.edge = edge
        self.state = "idle"
        self._path = QPainterPath()
        self._points = np.zeros((2, 2))
        self._width = 1.75
        self.setZValue(1)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    @property
    def path(self) -> QPainterPath:
        """The curve in the scene."""
        return self._path

    @property
    def points(self) -> np.ndarray:
        """Points along the curve, shape (n, 2)."""
        return self._points

    def set_path(self, path: QPainterPath) -> None:
        """Take another course."""
        if path != self._path:
            self.prepareGeometryChange()
            self._path = path
            self._points = samples(path)

    def set_state(self, state: str) -> None:
        """Take another look."""
        if state != self.state:
            self.state = state
            self.setZValue(1.5 if state in ("selected", "hovered", "target") else 1)
            self.update()

    def set_elements(self, elements: int, level: Level) -> None:
        """At a distance, a wire is the thicker the more numbers it carries: 1.75 to 3.5 px."""
        log = math.log10(max(1, elements)) / 4
        width = 1.75 + 1.75 * min(1.0, log) if level is Level.BLOCKS else 1.75
        if width != self._width:
            self.prepareGeometryChange()
            self._width = width

    def distance(self, point: QPointF) -> float:
        """Return how far ``point`` is away."""
        return distance_to(self._points, point)

    def boundingRect(self) -> QRectF:
        return self._path.controlPointRect().adjusted(-4, -4, 4, 4)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        role, dashes = _LOOKS[self.state]
        pen = QPen(theme().colour(role), self._width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if dashes else Qt.PenCapStyle.RoundCap)
        if dashes:
            pen.setDashPattern([length / self._width for length in dashes])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)
