"""The shape beside every wire, and in words what flows along one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtWidgets import QGraphicsItem

from nnplayground.app.translation import say
from nnplayground.ui.editor.levels import Level
from nnplayground.ui.fonts import mono_font
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPainter, QPainterPath
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from nnplayground.core.graph import Edge, Graph
    from nnplayground.core.layer import TensorSpec
    from nnplayground.core.shapes import ShapeReport
    from nnplayground.ui.editor.scene import CanvasScene

__all__ = ["ShapeLabels"]

_FONT_PX = 10.5
_HEIGHT = 14.0
_APART = 9.0  # from the wire to the middle of its label
_SPARE = 4.0  # of the wire's length, beside the label
_SMALLEST = 0.7  # magnification below which it could not be read
_PLACES = (0.5, 0.4, 0.6, 0.3, 0.7)
_CENTRE = Qt.AlignmentFlag.AlignCenter


class _Label(QGraphicsItem):
    """A shape on a plate of the canvas's colour, so that it can be read over weights too."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._rect = QRectF()
        self.setZValue(2.5)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.hide()

    def show_at(self, rect: QRectF, text: str) -> None:
        """Stand in ``rect``."""
        if rect != self._rect or text != self.text:
            self.prepareGeometryChange()
            self._rect, self.text = rect, text
            self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        if option.levelOfDetailFromTransform(painter.worldTransform()) < _SMALLEST:
            return
        plate = theme().colour("canvas")
        plate.setAlphaF(0.85)
        draw_box(painter, self._rect, 3, plate)
        draw_text(painter, self._rect, self.text, mono_font(_FONT_PX), theme().colour("text3"), _CENTRE)


class ShapeLabels(QObject):
    """Keeps a label for every wire of a scene, where there is room for it, and says what flows there."""

    def __init__(self, scene: CanvasScene) -> None:
        super().__init__(scene)
        self._scene = scene
        self._labels: dict[tuple[str, str, str, str], _Label] = {}
        self._free: set[tuple[str, str, str, str]] = set()

    def texts(self) -> dict[tuple[str, str, str, str], str]:
        """Return what is shown, by wire."""
        return {key: label.text for key, label in self._labels.items() if label.isVisible()}

    def rects(self) -> list[QRectF]:
        """Return where labels are shown."""
        return [label.boundingRect() for label in self._labels.values() if label.isVisible()]

    def place(self) -> None:
        """Find places anew after cards moved, came or went."""
        scene = self._scene
        for key in [key for key in self._labels if key not in scene.wires]:
            scene.removeItem(self._labels.pop(key))
        taken = np.array([_corners(card.scene_rect) for card in scene.cards.values()]).reshape(-1, 4)
        self._free.clear()
        for key, wire in scene.wires.items():
            if wire.edge is None or scene.level is not Level.CARDS:
                continue
            text = self.text_of(scene.spec_along(wire.edge))
            rect = next(_free_places(wire.path, text, taken), None)
            if rect is None:
                continue
            if key not in self._labels:
                self._labels[key] = _Label()
                scene.addItem(self._labels[key])
            self._labels[key].show_at(rect, text)
            self._free.add(key)
            if key not in scene.sheets:
                taken = np.vstack([taken, _corners(rect)])
        self.refresh()

    def refresh(self) -> None:
        """Show those that may be seen now: over weights, only what the mouse is at."""
        scene = self._scene
        for key, label in self._labels.items():
            edge = scene.wires[key].edge if key in scene.wires else None
            near = edge is not None and (
                scene.hovered in (edge.source, edge.target)
                or edge in (scene.hovered_edge, scene.selected_edge)
            )
            label.setVisible(key in self._free and (near or key not in scene.sheets))

    # -- in words --------------------------------------------------------------------------------------

    def text_of(self, spec: TensorSpec | None) -> str:
        """Return a shape as it stands beside a wire; a class index as one of so many."""
        if spec is None:
            return "?"
        if spec.classes and not spec.shape:
            return self.tr("1 of {count}").format(count=spec.classes)
        return str(spec)

    def sentence(self, edge: Edge, graph: Graph, report: ShapeReport) -> str:
        """Return what flows along a wire, as a sentence."""
        spec = report.nodes[edge.source].outputs.get(edge.source_port)
        said = self.tr("{target} waits: what {source} gives is not known yet.")
        if spec is not None:
            said = self._flow(spec)
        ends = {"source": graph.node(edge.source).title, "target": graph.node(edge.target).title}
        values = {"size": "×".join(map(str, spec.shape[1:])), "shape": str(spec)} if spec else {}
        return said.format(**{end: say(title) for end, title in ends.items()}, **values)

    def _flow(self, spec: TensorSpec) -> str:
        if spec.classes:
            return self.tr("{source} gives {target} the index of one of %Ln classes.", "", spec.classes)
        if len(spec.shape) == 3 and spec.shape[0] == 1:
            return self.tr("{source} gives {target} a map of {size}.")
        if len(spec.shape) == 3:
            return self.tr("{source} gives {target} %Ln maps of {size}.", "", spec.shape[0])
        if len(spec.shape) > 1:
            return self.tr("{source} gives {target} numbers in the shape {shape}.")
        if spec.size == 1:
            return self.tr("{source} gives one number to {target}.")
        return self.tr("{source} gives %Ln numbers to {target}.", "", spec.size)


def _corners(rect: QRectF) -> tuple[float, float, float, float]:
    return rect.left(), rect.top(), rect.right(), rect.bottom()


def _free_places(path: QPainterPath, text: str, taken: np.ndarray) -> Iterator[QRectF]:
    """Yield the places beside a wire where its label covers nothing, the best first."""
    width = text_width(text, mono_font(_FONT_PX)) + 6
    if path.length() < width + _SPARE:
        return
    for share in _PLACES:
        point, slope = path.pointAtPercent(share), abs(path.slopeAtPercent(share))
        steep = slope > 1
        for side in (-1, 1):
            by = QPointF(side * (width / 2 + 5), 0) if steep else QPointF(0, side * _APART)
            centre = point + by
            rect = QRectF(centre.x() - width / 2, centre.y() - _HEIGHT / 2, width, _HEIGHT)
            left, top, right, bottom = _corners(rect)
            covered = (
                (taken[:, 0] < right + 3)
                & (taken[:, 2] > left - 3)
                & (taken[:, 1] < bottom + 2)
                & (taken[:, 3] > top - 2)
            )
            if not covered.any():
                yield rect
