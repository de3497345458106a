"""Drawing wires by hand: from a port, or by the end of a wire that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from nnplayground.ui.editor.gestures import Gesture
from nnplayground.ui.editor.joins import Spot
from nnplayground.ui.editor.ports import PortRef
from nnplayground.ui.editor.targets import Targets
from nnplayground.ui.editor.wires import Wire, curve

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnplayground.core.graph import Edge
    from nnplayground.ui.editor.ports import PortMark
    from nnplayground.ui.editor.view import CanvasView

__all__ = ["GrabWire", "HeldWire", "Wiring", "held_wire"]

_END = 48.0  # pixels of the viewport in which a wire is taken by its end
_CARD = QPointF(112.0, 40.0)  # how a new card stands to the end of its wire


def held_wire(view: CanvasView, ref: PortRef) -> Edge | None:
    """Return the wire whose end is taken along by a drag from a port: that of an input that takes one."""
    graph = view.editor.experiment.graph
    port = graph.node(ref.node).layer.input_port(ref.port)
    if ref.is_output or port is None or port.many:
        return None
    return next(iter(graph.incoming(ref.node, ref.port)), None)


class HeldWire:
    """A wire with one loose end, and the ports it may be plugged in at; by mouse or by keys."""

    def __init__(self, view: CanvasView, targets: Targets) -> None:
        self.view, self.scene, self.targets = view, view.canvas_scene, targets
        self.target: PortMark | None = None
        self._wire = Wire()
        self._wire.set_state("suggested")
        self._wire.setZValue(3.5)
        self.scene.addItem(self._wire)
        self.scene.begin_wiring(targets.states)
        if targets.replacing is not None:
            self.scene.mark_wires({targets.replacing: "waiting"})

    def aim(self, mark: PortMark | None, point: QPointF) -> None:
        """Lead the loose end to a port, or to a point of the scene where there is none."""
        if mark is not self.target:
            self._leave()
            self.target = mark
            if mark is not None:
                self._enter(mark)
        self.stretch(mark.pos() if mark is not None and mark.ref in self.targets.states else point)

    def _leave(self) -> None:
        if self.target is not None:
            self.target.set_state(self.targets.states.get(self.target.ref, "dimmed"))
        self._wire.set_state("suggested")
        self.view.show_tip("")

    def _enter(self, mark: PortMark) -> None:
        sentence, objects = self.targets.say(mark.ref)
        mark.set_state("target" if mark.ref in self.targets.states else "refused")
        self._wire.set_state("error" if objects else "target")
        self.view.show_tip(sentence, mark.pos())

    def stretch(self, point: QPointF) -> None:
        """Draw the wire to a point of the scene."""
        fixed = self.targets.fixed
        start = self.scene.port_point(fixed)
        self._wire.set_path(curve(start, point) if fixed.is_output else curve(point, start))

    def plug_in(self) -> bool:
        """Draw the wire for good if it is at a port that takes it; return whether it is."""
        target, targets = self.target, self.targets
        self.let_go()
        if target is None or target.ref not in targets.states:
            return target is not None
        edge = targets.edge_to(target.ref)
        if edge is not None and edge != targets.replacing:
            self.view.editor.joining.plug(edge, targets.replacing)
        return True

    def let_go(self) -> None:
        """Take the wire and the marks of the ports away."""
        if self._wire.scene() is None:  # it has been let go, by the edit it made
            return
        self.target = None
        self.view.show_tip("")
        self.scene.removeItem(self._wire)
        self.scene.end_wiring()
        self.scene.mark_wires({})


class Wiring(Gesture):
    """Draws a wire; dropped on a port it is joined, in the empty it offers what can follow.

    One that was plugged in before is disconnected by a drop in the empty.
    """

    cursor = Qt.CursorShape.CrossCursor
    scrolls = True

    def __init__(
        self, view: CanvasView, start: QPointF, fixed: PortRef, replacing: Edge | None = None
    ) -> None:
        super().__init__(view, start)
        self._held = HeldWire(view, Targets(view, fixed, replacing))
        self._held.stretch(start)
        self._moved = False

    @classmethod
    def from_port(cls, view: CanvasView, start: QPointF, ref: PortRef) -> Wiring:
        """Begin at a port; at an input that has a wire, take that wire's end along."""
        held = held_wire(view, ref)
        if held is None:
            return cls(view, start, ref)
        return cls(view, start, PortRef(held.source, held.source_port, True), held)

    def move(self, point: QPointF) -> None:
        self._moved = self._moved or self.is_drag(point)
        self._held.aim(self._held.targets.near(point), point)

    def release(self, point: QPointF) -> None:
        self.move(point)
        fixed, replacing = self._held.targets.fixed, self._held.targets.replacing
        if self._held.plug_in() or not self._moved:
            return
        if self.scene.card_at(point) is not None:  # beside a port of a card: a miss, no wish
            return
        if replacing is not None:
            self.view.editor.joining.cut([replacing])
        else:
            self._offer(fixed, point)

    def _offer(self, fixed: PortRef, point: QPointF) -> None:
        corner = point - QPointF(0.0 if fixed.is_output else _CARD.x(), _CARD.y())
        has_places = bool(self.view.editor.experiment.layout.positions)
        place = (round(corner.x()), round(corner.y())) if has_places else None
        self.view.adding.offer(Spot(port=fixed, place=place), point)

    def cancel(self) -> None:
        self._held.let_go()


class GrabWire(Gesture):
    """A press on a wire: a drag near one of its ends takes that end along, a click does ``click``."""

    def __init__(self, view: CanvasView, start: QPointF, edge: Edge, click: Callable[[], None]) -> None:
        super().__init__(view, start)
        self._edge, self._click = edge, click
        self._wiring: Gesture | None = None
        self._middle = False

    def move(self, point: QPointF) -> None:
        if self._wiring is None and not self._middle and self.is_drag(point):
            self._take()
        if self._wiring is not None:
            self._wiring.move(point)

    def _take(self) -> None:
        edge = self._edge
        source = PortRef(edge.source, edge.source_port, True)
        target = PortRef(edge.target, edge.target_port, False)
        ends = {ref: self.scene.port_point(ref) for ref in (source, target)}
        away = {ref: (end - self.start).manhattanLength() for ref, end in ends.items()}
        near = min(away, key=lambda ref: away[ref])
        if away[near] * self.view.zoom > _END:
            self._middle = True
            return
        self._wiring = Wiring(self.view, self.start, target if near == source else source, edge)
        self.scrolls = True

    def release(self, point: QPointF) -> None:
        self.move(point)
        if self._wiring is not None:
            self._wiring.release(point)
        elif not self._middle:
            self._click()

    def cancel(self) -> None:
        if self._wiring is not None:
            self._wiring.cancel()
