"""Drawing a wire by keys: arrows go from port to port, Enter joins, Esc leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from nnplayground.ui.editor.ports import PortRef
from nnplayground.ui.editor.targets import Targets
from nnplayground.ui.editor.walking import next_place
from nnplayground.ui.editor.wiring import HeldWire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QKeyEvent

    from nnplayground.ui.editor.view import CanvasView

__all__ = ["KeyWiring"]

translate = QCoreApplication.translate

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class KeyWiring:
    """A wire whose loose end goes to where keys lead it.

    It starts at ``start`` and takes the node's next port at each further press of W.
    """

    def __init__(self, view: CanvasView, start: PortRef) -> None:
        self._view = view
        layer = view.editor.experiment.graph.node(start.node).layer
        self._starts = [PortRef(start.node, port.name, True) for port in layer.outputs]
        self._starts += [PortRef(start.node, port.name, False) for port in layer.inputs]
        self._turn = self._starts.index(start)
        self._held = self._hold()

    def _hold(self) -> HeldWire:
        held = HeldWire(self._view, Targets(self._view, self._starts[self._turn]))
        places = self._places(held.targets)
        fitting = {ref: at for ref, at in places.items() if held.targets.states[ref] == "fits"}
        waiting = {ref: at for ref, at in fitting.items() if self._waits(ref)}
        self._aim(held, self._nearest(held.targets, waiting or fitting or places))
        return held

    def _waits(self, ref: PortRef) -> bool:
        """Tell whether a port needs a wire and has none, so that this one is likely meant for it."""
        graph = self._view.editor.experiment.graph
        if ref.is_output:
            return not graph.outgoing(ref.node)
        port = graph.node(ref.node).layer.input_port(ref.port)
        return port is not None and not port.optional and not graph.incoming(ref.node, ref.port)

    def _nearest(self, targets: Targets, places: Mapping[PortRef, QPointF]) -> PortRef | None:
        """Return the nearest port in the wire's direction, else the nearest of all."""
        here = self._here(targets.fixed)
        ahead = next_place(places, here, 1 if targets.fixed.is_output else -1, 0)
        return ahead or min(places, key=lambda ref: (places[ref] - here).manhattanLength(), default=None)

    def _here(self, ref: PortRef) -> QPointF:
        return self._view.canvas_scene.port_point(ref)

    def _places(self, targets: Targets) -> dict[PortRef, QPointF]:
        return {ref: self._here(ref) for ref in targets.states}

    def _aim(self, held: HeldWire, ref: PortRef | None) -> None:
        card = self._view.canvas_scene.card_of(ref.node) if ref is not None else None
        if ref is None or card is None:
            held.stretch(self._here(held.targets.fixed))
            sentence = translate("CanvasView", "No port takes a wire from here.")
            self._view.show_tip(sentence, self._here(held.targets.fixed))
            return
        self._view.reveal(ref.node)
        held.aim(card.ports[ref], self._here(ref))
        self._view.announce(f"{card.face.title}, {self._view.hovering.tip.text()}")

    def key(self, event: QKeyEvent) -> bool:
        """Take a key; return whether the wire is still in the hand."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._held.plug_in()
            return False
        if key == Qt.Key.Key_Escape:
            self.cancel()
            return False
        if key == Qt.Key.Key_W:
            self.cancel()
            self._turn = (self._turn + 1) % len(self._starts)
            self._held = self._hold()
        elif key in _ARROWS:
            self._walk(*_ARROWS[key])
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._cycle(1 if key == Qt.Key.Key_Tab else -1)
        return True

    def _walk(self, dx: int, dy: int) -> None:
        target = self._held.target
        here = target.pos() if target is not None else self._here(self._held.targets.fixed)
        found = next_place(self._places(self._held.targets), here, dx, dy)
        if found is not None:
            self._aim(self._held, found)

    def _cycle(self, step: int) -> None:
        refs = list(self._held.targets.states)
        if refs:
            at = refs.index(self._held.target.ref) + step if self._held.target is not None else 0
            self._aim(self._held, refs[at % len(refs)])

    def cancel(self) -> None:
        """Leave everything as it was."""
        self._held.let_go()
