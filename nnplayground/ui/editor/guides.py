"""Snapping a dragged card to its neighbours, and the thin lines that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

__all__ = ["Guides", "snap"]

_GRID = 8.0
_BEYOND = 8.0  # a guide reaches this far beyond the cards it joins


def snap(rect: QRectF, others: Iterable[QRectF], reach: float) -> tuple[QPointF, list[QLineF]]:
    """Return how far to shift ``rect`` so that it stands in line, and the lines along which it does.

    Left edges, centres and right edges (top edges, middles and bottom edges) within ``reach`` of a
    neighbour's meet; where none is near, the corner goes to the grid of 8.
    """
    others = list(others)
    dx, across = _nearest(_xs(rect), [(x, other) for other in others for x in _xs(other)], reach)
    dy, along = _nearest(_ys(rect), [(y, other) for other in others for y in _ys(other)], reach)
    step = QPointF(
        dx if across else round(rect.left() / _GRID) * _GRID - rect.left(),
        dy if along else round(rect.top() / _GRID) * _GRID - rect.top(),
    )
    moved = rect.translated(step)
    lines = [_upright(x, moved.united(other)) for x, other in across]
    return step, lines + [_level(y, moved.united(other)) for y, other in along]


def _xs(rect: QRectF) -> tuple[float, float, float]:
    return rect.left(), rect.center().x(), rect.right()


def _ys(rect: QRectF) -> tuple[float, float, float]:
    return rect.top(), rect.center().y(), rect.bottom()


def _nearest(
    mine: Sequence[float], theirs: Sequence[tuple[float, QRectF]], reach: float
) -> tuple[float, list[tuple[float, QRectF]]]:
    """Return the smallest step that makes two coordinates equal, and all that are equal after it."""
    steps = [other - own for own in mine for other, _ in theirs if abs(other - own) <= reach]
    if not steps:
        return 0.0, []
    step = min(steps, key=abs)
    return step, [(x, rect) for x, rect in theirs if any(abs(own + step - x) < 0.01 for own in mine)]


def _upright(x: float, span: QRectF) -> QLineF:
    return QLineF(x, span.top() - _BEYOND, x, span.bottom() + _BEYOND)


def _level(y: float, span: QRectF) -> QLineF:
    return QLineF(span.left() - _BEYOND, y, span.right() + _BEYOND, y)


class Guides(QGraphicsItem):
    """Accent lines of one pixel at any magnification."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[QLineF] = []
        self.setZValue(5)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_lines(self, lines: list[QLineF]) -> None:
        """Show other lines."""
        if lines != self.lines:
            self.prepareGeometryChange()
            self.lines = lines

    def boundingRect(self) -> QRectF:
        bounds = QRectF()
        for line in self.lines:
            bounds = bounds.united(QRectF(line.p1(), line.p2()).normalized().adjusted(-4, -4, 4, 4))
        return bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        pen = QPen(theme().colour("accent"), 1)
        pen.setCosmetic(True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(pen)
        painter.drawLines(self.lines)
