"""What is under a resting mouse: a card, a neuron, a wire or one weight, and the tip beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Signal

from nnplayground.ui.editor.levels import Level
from nnplayground.ui.editor.tip import Tip
from nnplayground.ui.editor.turns import Turns
from nnplayground.ui.editor.unit_buttons import UnitButtons

if TYPE_CHECKING:
    from nnplayground.ui.editor.card import Card
    from nnplayground.ui.editor.view import CanvasView
    from nnplayground.ui.editor.weights import WeightSheet, WeightSpot
    from nnplayground.ui.editor.wires import Wire

__all__ = ["Hover"]

_PORT = 9.0
_WEIGHT, _WIRE = 5.0, 8.0  # pixels of the viewport


class Hover(QObject):
    """Shows what the mouse is over, and tells who wants to know.

    Attributes
    ----------
    neuronHovered : Signal(str, int)
    neuronLeft : Signal
    tip : Tip
        Says numbers and sentences beside the mouse.
    buttons : UnitButtons
        Make the card under the mouse, or the one selected, wider and narrower.
    """

    neuronHovered = Signal(str, int)  # noqa: N815
    neuronLeft = Signal()  # noqa: N815

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view, self._scene = view, view.canvas_scene
        self._unit: tuple[str, int] | None = None
        self.tip = Tip(view.viewport())
        self.buttons = UnitButtons()
        self._turns = Turns()
        for item in (self.buttons, self._turns):
            self._scene.addItem(item)
        self._scene.laidOut.connect(self.place_buttons)
        view.viewChanged.connect(self.tip.hide)

    @property
    def unit(self) -> tuple[str, int] | None:
        """Node and unit under the mouse."""
        return self._unit

    def at(self, point: QPointF | None) -> None:
        """Take where in the scene the mouse is; None if it has left."""
        scene, zoom = self._scene, self._view.zoom
        card = self._card_at(point)
        free = point if card is None else None
        found = scene.weight_at(free, _WEIGHT / zoom) if free is not None else None
        wire = scene.wire_at(free, _WIRE / zoom) if free is not None and not found else None
        scene.hover(card.id if card else None, wire.edge if wire else None)
        behind = scene.backdrop.grasped_at(free) if free is not None else None
        scene.backdrop.hover(behind.id if behind is not None else "")
        for sheet in scene.sheets.values():
            sheet.hover(found[1] if found and found[0] is sheet else None)
        self._show_unit(card, point)
        self._turns.show_wires(self._meeting(card.id) if card else ())
        self.place_buttons()
        self._show_number(card, point, found)
        if wire is not None and wire.edge is not None and point is not None:
            self.tip.say(scene.sentence_of(wire.edge), self._view.from_scene(point))

    def leave(self) -> None:
        """Forget where the mouse was, because something is dragged or the mouse has left."""
        self.tip.watch(None)
        self._turns.show_wires(())

    def _card_at(self, point: QPointF | None) -> Card | None:
        if point is None:
            return None
        mark = self._scene.port_at(point, _PORT)
        if mark is not None:
            return self._scene.card_of(mark.ref.node)
        card = self._scene.card_at(point)
        if card is None and self.buttons.contains_point(point):
            return self._scene.cards.get(self.buttons.node)
        return card

    def _meeting(self, id: str) -> list[Wire]:
        """Return the wires that meet at an input of a node that takes many, in their order."""
        graph = self._view.editor.experiment.graph
        ports = graph.node(id).layer.inputs if id in graph else ()
        edges = [edge for port in ports if port.many for edge in graph.incoming(id, port.name)]
        return [wire for edge in edges if (wire := self._scene.wires.get(edge.key)) is not None]

    def _show_unit(self, card: Card | None, point: QPointF | None) -> None:
        unit = card.unit_at(point) if card is not None and point is not None else None
        now = (card.id, unit) if card is not None and unit is not None else None
        if now == self._unit:
            return
        for other in self._scene.cards.values():
            other.hover_unit(unit if other is card else None)
        self._unit = now
        if now is None:
            self.neuronLeft.emit()
        else:
            self.neuronHovered.emit(*now)

    def _show_number(
        self, card: Card | None, point: QPointF | None, found: tuple[WeightSheet, WeightSpot] | None
    ) -> None:
        live = self._scene.live
        bias = card.bias_at(point) if card is not None and point is not None else None
        if point is None or (found is None and bias is None):
            self.tip.watch(None)
            return
        at = self._view.from_scene(point)
        if found is not None:
            spot = found[1]
            name = f"w<sub>{spot.row + 1},{spot.column + 1}</sub>"
            self.tip.watch(lambda: (name, live.weight(spot), live.gradient(spot)), at)
        elif card is not None and bias is not None:
            id, unit, name = card.id, bias, f"b<sub>{bias + 1}</sub>"
            self.tip.watch(lambda: (name, live.bias(id, unit), live.bias_gradient(id, unit)), at)

    def place_buttons(self) -> None:
        """Put the − and + under the card they are for."""
        scene = self._scene
        wanted = scene.hovered or (scene.selected[0] if len(scene.selected) == 1 else None)
        shown = scene.cards.get(wanted) if wanted and scene.level is Level.CARDS else None
        self.buttons.attach(shown)
