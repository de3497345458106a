"""The scene: cards, wires and weights, kept equal to the document by ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsScene

from nnplayground.core.graph import Graph
from nnplayground.core.shapes import Status
from nnplayground.ui.editor.backdrop import Backdrop
from nnplayground.ui.editor.block_card import new_card, update_card
from nnplayground.ui.editor.card import Card, PortMark, PortRef
from nnplayground.ui.editor.layout import GAP, Place
from nnplayground.ui.editor.levels import Level
from nnplayground.ui.editor.live import Live
from nnplayground.ui.editor.obstacles import Obstacles
from nnplayground.ui.editor.outline import Outline
from nnplayground.ui.editor.placing import places_of
from nnplayground.ui.editor.shape_labels import ShapeLabels
from nnplayground.ui.editor.sheet_pictures import SheetPictures
from nnplayground.ui.editor.still import StillScene
from nnplayground.ui.editor.weights import WeightSheet, WeightSpot
from nnplayground.ui.editor.wires import Wire, route

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from PySide6.QtCore import QObject

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Edge
    from nnplayground.core.layer import TensorSpec
    from nnplayground.core.shapes import ShapeReport
    from nnplayground.train.snapshot import Snapshot

__all__ = ["CanvasScene"]

EdgeKey = tuple[str, str, str, str]
_FREE = 4000.0  # how far one can pan beyond the cards
_PORT_REACH = 14.0
_WIRE_REACH = 8.0
_MANY = 40  # cards; fewer are drawn fast enough
_FADED = 0.25  # weights whose wire is about to change


class CanvasScene(StillScene):
    """Shows one experiment and what is known of its run.

    Attributes
    ----------
    cards : dict of str to Card
        By the id of what they stand for: a node, or a folded block. :meth:`card_of` finds a node's.
    selected : list of str
        Ids of selected cards; :meth:`selected_nodes` names what they stand for.
    outline : Outline
        Which nodes and blocks are drawn as cards.
    backdrop : Backdrop
        Open blocks, frames and notes.
    selectionEdited : Signal(list of str)
        Other nodes are selected now.
    chosen : Signal
        Other nodes, another wire, or other notes and frames are selected now.
    laidOut : Signal
        Cards moved, came or went.
    """

    selectionEdited = Signal(list)  # noqa: N815
    chosen = Signal()
    laidOut = Signal()  # noqa: N815

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # The view asks the cards itself; an index of items would only be kept up to date for nothing.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.cards: dict[str, Card] = {}
        self.wires: dict[EdgeKey, Wire] = {}
        self.sheets: dict[EdgeKey, WeightSheet] = {}
        self.level = Level.CARDS
        self.live = Live()
        self.selected: list[str] = []
        self.selected_edge: Edge | None = None
        self.hovered: str | None = None
        self.hovered_edge: Edge | None = None
        self.outline = Outline(Graph())
        self.backdrop = Backdrop(self, self.chosen.emit)
        self._pictures = SheetPictures(self)
        self.shapes = ShapeLabels(self)
        self._experiment: Experiment | None = None
        self._report: ShapeReport | None = None

    # -- the document ----------------------------------------------------------------------------------

    def sync(self, experiment: Experiment, report: ShapeReport) -> None:
        """Show ``experiment``: what has the same id stays the same item."""
        self._experiment, self._report = experiment, report
        self.outline = Outline(experiment.graph, frozenset(experiment.layout.folded))
        for id in [id for id in self.cards if id not in self.outline.cards]:
            self.cards.pop(id).leave()
        for id in self.outline.cards:
            self._sync_card(id, experiment, report)
        self.keeps_stills = len(self.cards) > _MANY
        self.backdrop.sync(experiment.layout, self.outline)
        self._place_all(experiment)
        self._sync_wires(experiment.graph.edges)
        self._drop_stale_selection()
        self.refresh_states()
        self._relay()

    def _sync_card(self, id: str, experiment: Experiment, report: ShapeReport) -> None:
        card = self.cards.get(id)
        if card is None:
            self.cards[id] = card = new_card(id, experiment, report, self.level)
            card.enter(self)
            self.live.refresh(card)
        elif update_card(card, experiment, report):
            self.live.refresh(card)

    def size_of(self, id: str) -> tuple[float, float]:
        """Return the size the card of a node or block has, or would have if it were shown."""
        if id in self.cards:
            return self.cards[id].size
        assert self._experiment is not None
        assert self._report is not None
        return new_card(id, self._experiment, self._report, self.level).size

    def card_of(self, node: str) -> Card | None:
        """Return the card that stands for a node or a block: its own, or that of a folded block around it."""
        return self.cards.get(self.outline.shown.get(node, node))

    def port_point(self, ref: PortRef) -> QPointF:
        """Return where a wire at a port ends, be its node shown or within a folded block."""
        card = self.card_of(ref.node)
        return card.point_of(ref) if card is not None else QPointF()

    def places(self, experiment: Experiment) -> dict[str, Place]:
        """Return where every card stands: where it was put, or by the automatic layout."""
        return places_of(experiment, self.outline, {id: card.size for id, card in self.cards.items()})

    def place_behind(self, id: str) -> Place | None:
        """Return where a node stands that is added behind ``id``; None leaves it to the layout."""
        if self._experiment is None or not self._experiment.layout.positions:
            return None
        card = self.card_of(id)
        return (card.scene_rect.right() + GAP, card.scene_rect.top()) if card is not None else None

    def _place_all(self, experiment: Experiment) -> None:
        for id, (x, y) in self.places(experiment).items():
            self.cards[id].move_to(QPointF(x, y))

    def _sync_wires(self, edges: Iterable[Edge]) -> None:
        shown = self.outline.shown
        wanted = {edge.key: edge for edge in edges if shown[edge.source] != shown[edge.target]}
        for key in [key for key in self.wires if key not in wanted]:
            self.removeItem(self.wires.pop(key))
        for key, edge in wanted.items():
            if key not in self.wires:
                self.wires[key] = Wire(edge)
                self.addItem(self.wires[key])
        woven = {key: edge for key, edge in wanted.items() if self._is_woven(edge)}
        for key in [key for key in self.sheets if key not in woven]:
            self._pictures.forget(self.sheets[key])
            self.removeItem(self.sheets.pop(key))
        for key, edge in woven.items():
            if key not in self.sheets:
                self.sheets[key] = WeightSheet(edge, self._pictures)
                self.addItem(self.sheets[key])

    def _is_woven(self, edge: Edge) -> bool:
        """Tell whether the wire is drawn weight by weight: from tiles to tiles through one matrix."""
        source, target = self.cards.get(edge.source), self.cards.get(edge.target)
        if source is None or target is None:  # one end is in a folded block
            return False
        if edge.source_port != source.node.layer.outputs[0].name:
            return False
        matrix = target.report.parameter_shapes.get("weight")
        return matrix == (target.body.units, source.body.units) and bool(
            source.body.tiles and target.body.tiles
        )

    # -- geometry --------------------------------------------------------------------------------------

    def _relay(self) -> None:
        """Take wires and weights to where the cards stand now."""
        self._route(self.wires.values())
        self._stretch(self.sheets.values())
        self._show_levels()
        self.shapes.place()
        self.backdrop.relay(self.cards)
        self.setSceneRect(self.bounds().adjusted(-_FREE, -_FREE, _FREE, _FREE))
        self.laidOut.emit()

    def _relay_at(self, moved: Collection[str]) -> None:
        """Take along what hangs on some cards; wires that only pass by wait for the hand to let go."""
        shown = self.outline.shown
        self._route(w for w in self.wires.values() if w.edge and _hangs(w.edge, moved, shown))
        self._stretch([sheet for sheet in self.sheets.values() if _hangs(sheet.edge, moved, shown)])
        self.shapes.place()
        self.backdrop.relay(self.cards)
        self.laidOut.emit()

    def _route(self, wires: Iterable[Wire]) -> None:
        obstacles = Obstacles({id: card.scene_rect for id, card in self.cards.items()})
        for wire in wires:
            edge = wire.edge
            if edge is None:
                continue
            start, end = map(self.port_point, _refs(edge))
            ends = (self.outline.shown[edge.source], self.outline.shown[edge.target])
            wire.set_path(route(start, end, obstacles.between(start, end, ends)))
            spec = self.spec_along(edge)
            wire.set_elements(spec.size if spec else 1, self.level)

    def _stretch(self, sheets: Iterable[WeightSheet]) -> None:
        """Lead weights to where the tiles are; where there are others now, they have none to show yet."""
        cards = self.cards
        renewed = [s.set_ends(cards[s.edge.source].anchors(), cards[s.edge.target].anchors()) for s in sheets]
        if any(renewed):
            self.show_weights()

    def spec_along(self, edge: Edge) -> TensorSpec | None:
        """Return what flows along a wire, None while that is not known."""
        return self._report.nodes[edge.source].outputs.get(edge.source_port) if self._report else None

    def sentence_of(self, edge: Edge) -> str:
        """Return what flows along a wire, in words."""
        if self._experiment is None or self._report is None:
            return ""
        return self.shapes.sentence(edge, self._experiment.graph, self._report)

    def _show_levels(self) -> None:
        are_cards = self.level is Level.CARDS
        for key, wire in self.wires.items():
            wire.setVisible(not (are_cards and key in self.sheets))
        for sheet in self.sheets.values():
            sheet.setVisible(are_cards)
        self._show_ports()

    def _show_ports(self, every: bool = False) -> None:
        """Show ports where wires end, or a hand is near; under weights they would only be in the way."""
        ends = {key: set(_refs(wire.edge)) for key, wire in self.wires.items() if wire.edge is not None}
        plain = {ref for key, refs in ends.items() if key not in self.sheets for ref in refs}
        woven = {ref for key, refs in ends.items() if key in self.sheets for ref in refs}
        for card in self.cards.values():
            near = every or card.is_hovered or card.is_selected
            for ref, mark in card.ports.items():
                waits = ref not in woven and card.shows_always(ref)
                mark.setVisible(near or (self.level is Level.CARDS and (ref in plain or waits)))

    def bounds(self) -> QRectF:
        """Return the outline of all cards, frames and notes."""
        outline = self.backdrop.bounds()
        for card in self.cards.values():
            outline = outline.united(card.scene_rect)
        return outline

    def set_level(self, level: Level) -> None:
        """Draw blocks or cards."""
        self.level = level
        for card in self.cards.values():
            card.set_level(level)
        self.backdrop.set_level(level)
        self._relay()

    def preview_places(self, places: dict[str, Place]) -> None:
        """Show cards elsewhere while they are dragged; the document is not asked."""
        for id, (x, y) in places.items():
            self.cards[id].move_to(QPointF(x, y))
        self._relay_at(places.keys())

    def restore_places(self) -> None:
        """Put the cards back to where the document has them."""
        if self._experiment is not None:
            self.backdrop.sync(self._experiment.layout, self.outline)
            self._place_all(self._experiment)
            self._relay()

    # -- selection and hover ---------------------------------------------------------------------------

    def select(self, ids: Iterable[str], edge: Edge | None = None) -> None:
        """Select nodes, or one wire; of a node in a folded block, the block."""
        shown = self.outline.shown
        ids = list(dict.fromkeys(card for id in ids if (card := shown.get(id, id)) in self.cards))
        changed, rewired = ids != self.selected, edge != self.selected_edge
        self.selected, self.selected_edge = ids, edge
        self.refresh_states()
        if changed:
            self.selectionEdited.emit(list(ids))
        if changed or rewired:
            self.chosen.emit()

    def selected_nodes(self) -> list[str]:
        """Return the nodes that are selected, those of folded blocks included."""
        return [node for id in self.selected for node in self.outline.nodes_of(id)]

    def _drop_stale_selection(self) -> None:
        edge = self.selected_edge
        if edge is not None and edge.key not in self.wires:
            edge = None
        self.select(self.selected, edge)

    def hover(self, id: str | None, edge: Edge | None = None) -> None:
        """Show what is under the mouse."""
        if (id, edge) != (self.hovered, self.hovered_edge):
            self.hovered, self.hovered_edge = id, edge
            self.refresh_states()

    def refresh_states(self) -> None:
        """Give every card and wire the look of its state."""
        for id, card in self.cards.items():
            selected = id in self.selected
            card.set_flags(selected=selected, hovered=id == self.hovered)
        for wire in self.wires.values():
            wire.set_state(self._wire_state(wire))
        self.shapes.refresh()
        self._show_ports()

    def _wire_state(self, wire: Wire) -> str:
        edge = wire.edge
        if edge is None:
            return "suggested"
        if edge == self.selected_edge:
            return "selected"
        if edge == self.hovered_edge:
            return "hovered"
        source, target = self.card_of(edge.source), self.card_of(edge.target)
        if source is None or target is None:
            return "idle"
        if target.face.status is Status.WAITING or source.face.status is not Status.OK:
            return "waiting"
        if target.face.status is Status.ERROR:
            return "error"
        touched = source.is_selected or target.is_selected
        return "selected" if touched else "idle"

    # -- what is where ---------------------------------------------------------------------------------

    def card_at(self, point: QPointF) -> Card | None:
        """Return the topmost card under a point."""
        return next((c for c in reversed(self.cards.values()) if c.scene_rect.contains(point)), None)

    def port_at(self, point: QPointF, reach: float = _PORT_REACH) -> PortMark | None:
        """Return the nearest visible port within ``reach``."""
        near: list[tuple[float, int, PortMark]] = []
        for card in self.cards.values():
            for mark in card.ports.values():
                apart = mark.pos() - point
                distance = (apart.x() ** 2 + apart.y() ** 2) ** 0.5
                if mark.isVisible() and distance <= reach:
                    near.append((distance, len(near), mark))
        return min(near)[2] if near else None

    def wire_at(self, point: QPointF, reach: float = _WIRE_REACH) -> Wire | None:
        """Return the nearest tensor wire within ``reach``."""
        near = [(w.distance(point), i, w) for i, w in enumerate(self.wires.values()) if w.isVisible()]
        best = min(near, default=None)
        return best[2] if best is not None and best[0] <= reach else None

    def weight_at(self, point: QPointF, reach: float = 5.0) -> tuple[WeightSheet, WeightSpot] | None:
        """Return the weight drawn nearest to a point, outside of cards' tiles."""
        best: tuple[float, WeightSheet, WeightSpot] | None = None
        for sheet in self.sheets.values():
            found = sheet.nearest(point) if sheet.isVisible() else None
            if found is not None and found[1] <= reach and (best is None or found[1] < best[0]):
                best = found[1], sheet, found[0]
        return best[1:] if best else None

    def edge_at(self, point: QPointF, reach: float = _WIRE_REACH) -> Edge | None:
        """Return the wire of the graph at a point, however it is drawn."""
        wire = self.wire_at(point, reach)
        if wire is not None:
            return wire.edge
        found = self.weight_at(point, reach)
        return found[0].edge if found else None

    def mark_wires(self, marks: Mapping[Edge, str]) -> None:
        """Give some wires another look for a while, whole sheets of weights too; an empty mapping ends it."""
        looks = {edge.key: look for edge, look in marks.items()}
        are_cards = self.level is Level.CARDS
        for key, wire in self.wires.items():
            wire.set_state(looks.get(key) or self._wire_state(wire))
            wire.setVisible(key in looks or not (are_cards and key in self.sheets))
        for key, sheet in self.sheets.items():
            sheet.setOpacity(_FADED if key in looks else 1.0)

    def begin_wiring(self, states: Mapping[PortRef, str]) -> None:
        """Show all ports, and at which of them a wire may end; the others are dimmed."""
        self._show_ports(every=True)
        for card in self.cards.values():
            for ref, mark in card.ports.items():
                mark.set_state(states.get(ref, "dimmed"))

    def end_wiring(self) -> None:
        """Show the ports as they are without a wire in the hand."""
        for card in self.cards.values():
            for mark in card.ports.values():
                mark.set_state("idle")
        self._show_ports()

    # -- the run ---------------------------------------------------------------------------------------

    def show_snapshot(self, snapshot: Snapshot, visible: Iterable[str]) -> None:
        """Show the newest state of the run on the cards that can be seen."""
        self.live.take(snapshot)
        for id in visible:
            self.live.show_on(self.cards[id])

    def show_weights(self) -> None:
        """Show the newest weights, or their gradients, as curves."""
        for _looks_different in self.live.show_weights(self.sheets.values()):
            pass

    def weights_in_turn(self) -> Iterator[bool]:
        """Show them roughly, one pair of layers after the other; yield whether its curves look different."""
        return self.live.show_weights(self.sheets.values(), roughly=True)

    def recolour(self) -> None:
        """Take the colours of the current theme."""
        for card in self.cards.values():
            card.body.recolour()
            card.update()
        for sheet in self.sheets.values():
            sheet.recolour()
        for item in self.items():
            item.update()


def _hangs(edge: Edge, cards: Collection[str], shown: Mapping[str, str]) -> bool:
    """Tell whether a wire ends at one of some cards."""
    return shown[edge.source] in cards or shown[edge.target] in cards


def _refs(edge: Edge) -> tuple[PortRef, PortRef]:
    return PortRef(edge.source, edge.source_port, True), PortRef(edge.target, edge.target_port, False)
