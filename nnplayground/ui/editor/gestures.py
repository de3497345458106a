"""What a pressed mouse button does until it is released: each gesture ends in at most one edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QApplication, QGraphicsItem

from nnplayground.core.graph import Edge
from nnplayground.ui.editor.card import PortMark, PortRef
from nnplayground.ui.editor.wires import Wire, curve
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from nnplayground.ui.editor.layout import Place
    from nnplayground.ui.editor.view import CanvasView

__all__ = ["Click", "Gesture", "MoveNodes", "Pan", "RubberBand", "Wiring"]

_SNAP = 8


class Gesture:
    """The base of all gestures; points are in the scene, but for :class:`Pan`.

    Parameters
    ----------
    view : CanvasView
        Where it happens.
    start : QPointF
        Where the button was pressed.
    """

    cursor: Qt.CursorShape | None = None

    def __init__(self, view: CanvasView, start: QPointF) -> None:
        self.view, self.scene, self.start = view, view.canvas_scene, start

    def move(self, point: QPointF) -> None:
        """Show what releasing at ``point`` would do."""

    def release(self, point: QPointF) -> None:
        """Do it."""

    def cancel(self) -> None:
        """Leave everything as it was."""

    def _is_drag(self, point: QPointF) -> bool:
        apart = (point - self.start) * self.view.zoom
        return apart.manhattanLength() >= QApplication.startDragDistance()


class Click(Gesture):
    """Something that happens if the button is released where it was pressed."""

    def __init__(self, view: CanvasView, start: QPointF, action: Callable[[], None]) -> None:
        super().__init__(view, start)
        self._action = action

    def release(self, point: QPointF) -> None:
        if not self._is_drag(point):
            self._action()


class Pan(Gesture):
    """Moves the canvas under the mouse; points are those of the viewport."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: CanvasView, start: QPointF) -> None:
        super().__init__(view, start)
        self._last = start

    def move(self, point: QPointF) -> None:
        self.view.pan(point - self._last)
        self._last = point


class RubberBand(Gesture):
    """Selects the cards a rectangle touches, with those selected before if ``extending``."""

    def __init__(self, view: CanvasView, start: QPointF, extending: bool) -> None:
        super().__init__(view, start)
        self._before = list(self.scene.selected) if extending else []
        self._band: _Band | None = None

    def move(self, point: QPointF) -> None:
        if self._band is None:
            if not self._is_drag(point):
                return
            self._band = _Band()
            self.scene.addItem(self._band)
        self._band.set_rect(QRectF(self.start, point).normalized())
        self.scene.select(self._touched())

    def _touched(self) -> list[str]:
        rect = self._band.rect if self._band is not None else QRectF()
        inside = [id for id, card in self.scene.cards.items() if rect.intersects(card.scene_rect)]
        return [*self._before, *(id for id in inside if id not in self._before)]

    def release(self, point: QPointF) -> None:
        self.move(point)
        if self._band is None:
            self.scene.select(self._before)
        self._remove()

    def cancel(self) -> None:
        self.scene.select(self._before)
        self._remove()

    def _remove(self) -> None:
        if self._band is not None:
            self.scene.removeItem(self._band)
            self._band = None


class _Band(QGraphicsItem):
    def __init__(self) -> None:
        super().__init__()
        self.rect = QRectF()
        self.setZValue(5)

    def set_rect(self, rect: QRectF) -> None:
        self.prepareGeometryChange()
        self.rect = rect

    def boundingRect(self) -> QRectF:
        return self.rect.adjusted(-1, -1, 1, 1)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        fill = theme().colour("accent")
        pen = QPen(fill, 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        fill.setAlphaF(0.10)
        painter.setBrush(fill)
        painter.drawRect(self.rect)


class MoveNodes(Gesture):
    """Drags the selected cards; a press that does not move is a click on the card."""

    def __init__(
        self, view: CanvasView, start: QPointF, id: str, extending: bool, click: Callable[[], None] | None
    ) -> None:
        super().__init__(view, start)
        self._id, self._extending, self._click = id, extending, click
        selected = self.scene.selected
        self._was_selected = id in selected
        if not self._was_selected:
            self.scene.select([*selected, id] if extending else [id])
        elif self.scene.selected_edge is not None:
            self.scene.select(selected)
        self._from = {i: self.scene.cards[i].pos for i in self.scene.selected}
        self._moved = False

    def move(self, point: QPointF) -> None:
        if not self._moved and not self._is_drag(point):
            return
        self._moved = True
        self.scene.preview_places(self._places(point))

    def _places(self, point: QPointF) -> dict[str, Place]:
        """Return where the cards go: the pressed one in steps of half the grid, the others with it."""
        anchor = self._from[self._id]
        free = anchor + point - self.start
        step = QPointF(round(free.x() / _SNAP) * _SNAP, round(free.y() / _SNAP) * _SNAP) - anchor
        return {id: (place.x() + step.x(), place.y() + step.y()) for id, place in self._from.items()}

    def release(self, point: QPointF) -> None:
        self.move(point)
        if self._moved:
            self.view.editor.move(self._places(point))
        elif self._was_selected and self._extending:
            self.scene.select([id for id in self.scene.selected if id != self._id])
        else:
            if not self._extending:
                self.scene.select([self._id])
            if self._click is not None:
                self._click()

    def cancel(self) -> None:
        if self._moved:
            self.scene.restore_places()


class Wiring(Gesture):
    """Draws a wire from a port; at an input that has one, takes that wire's end along.

    A drop on an input that is taken replaces its wire; a drop beside every port changes nothing.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: CanvasView, start: QPointF, mark: PortMark) -> None:
        super().__init__(view, start)
        self._replacing = self._held_wire(mark.ref)
        self._fixed = mark.ref
        if self._replacing is not None:
            self._fixed = PortRef(self._replacing.source, self._replacing.source_port, True)
        self._wire = Wire()
        self._wire.set_state("suggested")
        self._wire.setZValue(3.5)
        self.scene.addItem(self._wire)
        self._target: PortMark | None = None
        self._fitting = self._find_fitting()
        self.scene.begin_wiring(self._fitting)
        self._stretch(start)

    def _held_wire(self, ref: PortRef) -> Edge | None:
        graph = self.view.editor.experiment.graph
        port = graph.node(ref.node).layer.input_port(ref.port)
        if ref.is_output or port is None or port.many:
            return None
        incoming = graph.incoming(ref.node, ref.port)
        return incoming[-1] if incoming else None

    def _find_fitting(self) -> set[PortRef]:
        refs = [ref for card in self.scene.cards.values() for ref in card.ports]
        edges = {ref: self._edge_to(ref) for ref in refs}
        why_not = self.view.editor.why_not
        return {ref for ref, edge in edges.items() if edge is not None and not why_not(edge, self._replacing)}

    def _edge_to(self, ref: PortRef) -> Edge | None:
        fixed = self._fixed
        if ref.is_output == fixed.is_output:
            return None
        source, target = (fixed, ref) if fixed.is_output else (ref, fixed)
        return Edge(source=source.node, source_port=source.port, target=target.node, target_port=target.port)

    def move(self, point: QPointF) -> None:
        mark = self.scene.port_at(point, 22.0)
        if mark is not None and mark.ref == self._fixed:
            mark = None
        if mark is not self._target:
            self._leave()
            self._target = mark
            if mark is not None:
                self._enter(mark, point)
        self._stretch(mark.pos() if mark is not None and mark.ref in self._fitting else point)

    def _leave(self) -> None:
        if self._target is not None:
            self._target.set_state("fits" if self._target.ref in self._fitting else "idle")
        self._wire.set_state("suggested")
        self.view.show_tip("")

    def _enter(self, mark: PortMark, point: QPointF) -> None:
        edge = self._edge_to(mark.ref)
        if edge is None:
            self._refuse(mark, self._same_side(), point)
        elif mark.ref not in self._fitting:
            self._refuse(mark, self.view.editor.why_not(edge, self._replacing), point)
        else:
            mark.set_state("target")
            warning = self.view.editor.would_say(edge, self._replacing)
            self._wire.set_state("error" if warning else "target")
            self.view.show_tip(warning, point)

    def _same_side(self) -> str:
        if self._fixed.is_output:
            return QCoreApplication.translate(
                "CanvasView", "A wire leads from an output to an input; this is an output too."
            )
        return QCoreApplication.translate(
            "CanvasView", "A wire leads from an output to an input; this is an input too."
        )

    def _refuse(self, mark: PortMark, reason: str, point: QPointF) -> None:
        mark.set_state("refused")
        self._wire.set_state("error")
        self.view.show_tip(reason, point)

    def _stretch(self, point: QPointF) -> None:
        fixed = self.scene.port_point(self._fixed)
        self._wire.set_path(curve(fixed, point) if self._fixed.is_output else curve(point, fixed))

    def release(self, point: QPointF) -> None:
        self.move(point)
        target = self._target
        self.cancel()
        if target is None or target.ref not in self._fitting:
            return
        edge = self._edge_to(target.ref)
        if edge is not None and edge != self._replacing:
            self.view.editor.plug(edge, self._replacing)

    def cancel(self) -> None:
        self._target = None
        self.view.show_tip("")
        self.scene.removeItem(self._wire)
        self.scene.end_wiring()
