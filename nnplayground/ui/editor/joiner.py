"""Edits that gestures make of nodes and wires, each one entry of the document's history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal

from nnplayground.app.translation import say
from nnplayground.core.errors import PlaygroundError, explain_validation
from nnplayground.core.shapes import Severity, infer
from nnplayground.ui.editor import edits, joins
from nnplayground.ui.editor.candidates import effect

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from nnplayground.app.document import Document
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Edge, Graph, Node
    from nnplayground.core.shapes import ShapeReport
    from nnplayground.ui.editor.joins import Join, Spot
    from nnplayground.ui.editor.scene import CanvasScene

__all__ = ["Joiner"]

_NEW_SIZE = (112.0, 0.0)


class Joiner(QObject):
    """Adds nodes where hands put them, and joins, parts and re-plugs wires.

    Attributes
    ----------
    refused : Signal(str)
        Why an edit could not be made, in one sentence.
    """

    refused = Signal(str)

    def __init__(self, document: Document, scene: CanvasScene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._scene = scene

    @property
    def experiment(self) -> Experiment:
        """What is shown now."""
        return self._document.experiment

    @property
    def report(self) -> ShapeReport:
        """What is known of it."""
        return self._document.report

    # -- new nodes -------------------------------------------------------------------------------------

    def proposal(self, kind: str, fields: Mapping[str, Any], spot: Spot) -> Join | None:
        """Return what adding a layer comes to, without adding it; None where that is impossible."""
        try:
            return self._joined(kind, fields, spot)
        except (PlaygroundError, ValidationError):
            return None

    def add(self, kind: str, fields: Mapping[str, Any], spot: Spot) -> str | None:
        """Add a layer and select it; return its id."""
        try:
            joined = self._joined(kind, fields, spot)
        except PlaygroundError as error:
            self.refused.emit(say(error))
            return None
        except ValidationError as error:
            self.refused.emit(say(explain_validation(error)))
            return None
        text = self.tr("Add {node}").format(node=say(joined.node.title))
        self._document.apply(text, joined.experiment)
        self._scene.select([joined.node.id])
        return joined.node.id

    def _joined(self, kind: str, fields: Mapping[str, Any], spot: Spot) -> Join:
        node = edits.new_node(self.experiment.graph, kind, fields)
        base = self.experiment if spot.place is None else self._with_places()
        return joins.join(base, node, spot, _NEW_SIZE)

    # -- wires -----------------------------------------------------------------------------------------

    def why_not(self, edge: Edge, replacing: Edge | None = None) -> str:
        """Return why a wire cannot be drawn, or an empty text."""
        reason = edits.why_not(self.experiment.graph, edge, replacing)
        return say(reason) if reason is not None else ""

    def outlook(self, edge: Edge, replacing: Edge | None = None) -> tuple[str, bool]:
        """Say what the wire's target would make of it, and whether that is an error."""
        graph = joins.plugged(self.experiment.graph, edge, replacing)
        return self.said_of(graph, graph.node(edge.target))

    def said_of(self, graph: Graph, node: Node) -> tuple[str, bool]:
        """Say what a node makes of its inputs in a graph to come, and whether it is an error."""
        known = infer(graph, self.experiment.data.spec()).nodes[node.id]
        for problem in known.problems:
            if problem.severity is Severity.ERROR:
                return say(problem.message), True
        if known.inputs is None or not known.outputs:
            return "", False
        return effect(known.inputs, tuple(known.outputs.values()), known.parameters), False

    def plug(self, edge: Edge, replacing: Edge | None = None) -> None:
        """Draw a wire, in place of ``replacing`` and of what is plugged in at its end."""
        graph = joins.plugged(self.experiment.graph, edge, replacing)
        text = self.tr("Connect {source} to {target}").format(
            source=self._title(edge.source), target=self._title(edge.target)
        )
        self._document.apply(text, self.experiment.replace(graph=graph))

    def cut(self, edges: Sequence[Edge]) -> None:
        """Take wires away."""
        if not edges:
            return
        source, target = self._title(edges[0].source), self._title(edges[0].target)
        text = self.tr("Disconnect {target} from {source}").format(target=target, source=source)
        if len(edges) > 1:
            text = self.tr("Cut %n wires", "", len(edges))
        # A cut wire must not send its ends to other places, so the layout is kept.
        self._document.apply(text, edits.disconnected(self._with_places(), edges))

    # -- nodes that are there --------------------------------------------------------------------------

    def can_insert(self, id: str) -> bool:
        """Tell whether a node has no wires yet and could stand in the middle of one."""
        graph = self.experiment.graph
        if id not in graph or graph.incoming(id) or graph.outgoing(id):
            return False
        return joins.can_insert(graph.node(id).layer)

    def insert(self, id: str, into: Edge, places: Mapping[str, tuple[float, float]]) -> None:
        """Put a node that has no wires in the middle of one, where a hand has brought it."""
        text = self.tr("Insert {node}").format(node=self._title(id))
        placed = edits.moved(self._with_places(), places)
        self._document.apply(text, joins.inserted(placed, id, into))

    def remove_apart(self, ids: Collection[str]) -> None:
        """Remove nodes with their wires; what fed them feeds nothing then."""
        if not ids:
            return
        text = self.tr("Delete {node} with its wires").format(node=self._title(next(iter(ids))))
        if len(ids) > 1:
            text = self.tr("Delete %n nodes with their wires", "", len(ids))
        base = self._with_places()
        places = {id: place for id, place in base.layout.positions.items() if id not in ids}
        layout = base.layout.replace(positions=places)
        graph = base.graph.remove(ids, reconnect=False)
        self._document.apply(text, base.replace(graph=graph, layout=layout))

    def _with_places(self) -> Experiment:
        """Return the experiment with every node told to stand where it stands now."""
        cards = self._scene.cards.values()
        return edits.moved(self.experiment, {card.id: (card.pos.x(), card.pos.y()) for card in cards})

    def _title(self, id: str) -> str:
        graph = self.experiment.graph
        return say(graph.node(id).title) if id in graph else id
