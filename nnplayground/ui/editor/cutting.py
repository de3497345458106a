"""Cutting wires by a stroke."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem

from nnplayground.ui.editor.gestures import Gesture
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from nnplayground.core.graph import Edge
    from nnplayground.ui.editor.view import CanvasView

__all__ = ["Cut", "chains_cross"]


class Cut(Gesture):
    """Takes away every wire that the stroke crosses, as one edit."""

    cursor = Qt.CursorShape.CrossCursor
    scrolls = True

    def __init__(self, view: CanvasView, start: QPointF) -> None:
        super().__init__(view, start)
        self._points = [start]
        self._crossed: list[Edge] = []
        self._stroke = _Stroke()
        self.scene.addItem(self._stroke)

    def move(self, point: QPointF) -> None:
        if (point - self._points[-1]).manhattanLength() * self.view.zoom < 3:
            return
        last = np.array([self._points[-1].toTuple(), point.toTuple()])
        self._points.append(point)
        self._stroke.show_points(self._points)
        new = [edge for edge in self._edges_across(last) if edge not in self._crossed]
        if new:
            self._crossed += new
            self.scene.mark_wires(dict.fromkeys(self._crossed, "error"))

    def _edges_across(self, piece: np.ndarray) -> list[Edge]:
        scene = self.scene
        sheets = {key: sheet for key, sheet in scene.sheets.items() if sheet.isVisible()}
        across = [sheet.edge for sheet in sheets.values() if sheet.is_crossed(piece)]
        for key, wire in scene.wires.items():
            if wire.edge is not None and key not in sheets and chains_cross(piece, wire.points):
                across.append(wire.edge)
        return across

    def release(self, point: QPointF) -> None:
        self.move(point)
        crossed = [edge for edge in self._crossed if edge in self.view.editor.experiment.graph.edges]
        self.cancel()
        self.view.editor.joining.cut(crossed)

    def cancel(self) -> None:
        self.scene.removeItem(self._stroke)
        self.scene.mark_wires({})


def chains_cross(first: np.ndarray, second: np.ndarray) -> bool:
    """Tell whether two chains of straight pieces cross; points have shape (n, 2) and (m, 2)."""
    a, b = first[:-1, None], first[1:, None]
    c, d = second[None, :-1], second[None, 1:]
    apart = _is_left(a, b, c) != _is_left(a, b, d)
    return bool((apart & (_is_left(c, d, a) != _is_left(c, d, b))).any())


def _is_left(a: np.ndarray, b: np.ndarray, point: np.ndarray) -> np.ndarray:
    """Tell whether points lie to the left of lines from a to b; one on the line does not."""
    ab, ap = b - a, point - a
    left: np.ndarray = ab[..., 0] * ap[..., 1] - ab[..., 1] * ap[..., 0] > 0
    return left


class _Stroke(QGraphicsItem):
    """The dashed line under the hand."""

    def __init__(self) -> None:
        super().__init__()
        self._line = QPolygonF()
        self.setZValue(5)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_points(self, points: list[QPointF]) -> None:
        self.prepareGeometryChange()
        self._line = QPolygonF(points)

    def boundingRect(self) -> QRectF:
        return self._line.boundingRect().adjusted(-4, -4, 4, 4)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        pen = QPen(theme().colour("error"), 1.5)
        pen.setCosmetic(True)
        pen.setDashPattern([4, 3])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawPolyline(self._line)
