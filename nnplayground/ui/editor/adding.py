"""Opening the quick-add where the hand or the selection is, and adding what is chosen there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF

from nnplayground.ui.editor.candidates import Offer
from nnplayground.ui.editor.drops import spot_at
from nnplayground.ui.editor.joins import Spot, spot_after
from nnplayground.ui.editor.quick_add import QuickAdd
from nnplayground.ui.editor.wires import Wire, curve
from nnplayground.ui.panels.catalogue import BlockVariant

if TYPE_CHECKING:
    from nnplayground.core.fragment import Fragment
    from nnplayground.ui.editor.view import CanvasView
    from nnplayground.ui.panels.catalogue import Variant

__all__ = ["Adding"]

_WIRE = 8.0  # pixels of the viewport


class Adding(QObject):
    """Knows what “here” means for a new layer.

    Attributes
    ----------
    quick_add : QuickAdd
        The popup.
    blocks : tuple of BlockVariant
        The saved blocks it offers beside the layers.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view, self._scene = view, view.canvas_scene
        self._loose: Wire | None = None
        self.blocks: tuple[BlockVariant, ...] = ()
        self.quick_add = QuickAdd(view)
        self.quick_add.chosen.connect(self._add)
        self.quick_add.closed.connect(self._clean)

    def offer(self, spot: Spot, point: QPointF) -> None:
        """Open the quick-add for a spot, beside a point of the scene."""
        self._view.cancel_gesture()
        self.quick_add.close_()
        offer = Offer(self._view.editor.experiment, self._view.editor.report, spot, self.blocks)
        self._show(spot, point)
        self.quick_add.open(offer, spot, self._named(spot), self._view.from_scene(point))

    def offer_here(self) -> None:
        """Open it for the wire under the mouse, else for what is selected, else where the mouse is."""
        scene, hand = self._scene, self._view.hand
        middle = QPointF(self._view.viewport().rect().center())
        point = self._view.to_scene(hand if hand is not None else middle)
        is_free = hand is not None and scene.card_at(point) is None
        under = scene.edge_at(point, _WIRE / self._view.zoom) if is_free else None
        last = next(reversed(scene.selected_nodes()), None)
        if under is not None:
            self.offer(Spot(into=under), point)
        elif scene.selected_edge is not None:
            self.offer(Spot(into=scene.selected_edge), self._view.middle_of(scene.selected_edge))
        elif last is not None:
            self._offer_behind(last, point if hand is not None else None)
        else:
            self.offer(self.free_spot(point) if hand is not None else Spot(), point)

    def _offer_behind(self, id: str, point: QPointF | None) -> None:
        self._view.reveal(id)
        card = self._scene.card_of(id)
        corner = card.scene_rect.topRight() if card is not None else QPointF()
        self.offer(self.spot_behind(id), point if point is not None else corner)

    def spot_behind(self, id: str) -> Spot:
        """Return the spot of a node that follows another."""
        return spot_after(self._view.editor.experiment.graph, id, self._scene.place_behind(id))

    def free_spot(self, point: QPointF) -> Spot:
        """Return the spot of a node that stands by itself at a point of the scene."""
        if not self._scene.cards:
            return Spot()  # the first of all stands where the layout begins
        return Spot(place=spot_at(self._view, point).place)

    def _named(self, spot: Spot) -> str:
        """Say where something would be added."""
        title = self._view.editor.title
        if spot.into is not None:
            source, target = title(spot.into.source), title(spot.into.target)
            return self.tr("Between {source} and {target}").format(source=source, target=target)
        if spot.port is None:
            return self.tr("By itself")
        text = self.tr("After {node}") if spot.port.is_output else self.tr("Before {node}")
        return text.format(node=title(spot.port.node))

    def _show(self, spot: Spot, point: QPointF) -> None:
        """Show which wire is meant for as long as the popup is open."""
        if spot.into is not None:
            self._scene.mark_wires({spot.into: "target"})
        if spot.port is None:
            return
        end = self._scene.port_point(spot.port)
        self._loose = Wire()
        self._loose.set_state("suggested")
        self._loose.setZValue(3.5)
        self._loose.set_path(curve(end, point) if spot.port.is_output else curve(point, end))
        self._scene.addItem(self._loose)

    def _clean(self) -> None:
        self._scene.mark_wires({})
        if self._loose is not None:
            self._scene.removeItem(self._loose)
            self._loose = None

    def _add(self, variant: Variant, spot: Spot) -> None:
        if isinstance(variant, BlockVariant):
            self._add_block(variant.saved.fragment, spot)
            return
        id = self._view.editor.joining.add(variant.kind, variant.fields, spot)
        by_hand = spot.place is not None and spot.port is None and spot.into is None
        if id is not None and not by_hand:  # what a hand has put stays under it
            self._view.reveal(id)

    def _add_block(self, part: Fragment, spot: Spot) -> None:
        free = spot.port is None and spot.into is None
        at = self._view.visible_scene_rect().center() if spot.place is None else QPointF(*spot.place)
        after = spot.port.node if spot.port is not None else ""
        clipboard = self._view.editor.clipboard
        new = clipboard.insert(part, at if free else None, spot.into, after, branches=True)
        if new:
            self._view.reveal(next(iter(new.values())))
