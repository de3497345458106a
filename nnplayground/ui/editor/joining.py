"""Edits that gestures make of nodes and wires, each one entry of the document's history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from PySide6.QtCore import QObject

from nnplayground.app.translation import say
from nnplayground.core.errors import PlaygroundError, explain_validation
from nnplayground.core.shapes import Severity, infer
from nnplayground.ui.editor import edits, joins
from nnplayground.ui.editor.candidates import effect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Edge, Graph, Node
    from nnplayground.ui.editor.editor import Editor
    from nnplayground.ui.editor.joins import Join, Spot
    from nnplayground.ui.editor.scene import CanvasScene

__all__ = ["Joining"]

_NEW_SIZE = (112.0, 0.0)


class Joining(QObject):
    """Adds nodes where hands put them, and joins, parts and re-plugs wires."""

    def __init__(self, editor: Editor, scene: CanvasScene) -> None:
        super().__init__(editor)
        self._editor, self._scene = editor, scene

    @property
    def experiment(self) -> Experiment:
        """What is shown now."""
        return self._editor.experiment

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
            self._editor.refused.emit(say(error))
            return None
        except ValidationError as error:
            self._editor.refused.emit(say(explain_validation(error)))
            return None
        text = self.tr("Add {node}").format(node=say(joined.node.title))
        self._editor.apply(text, joined.experiment)
        self._scene.select([joined.node.id])
        return joined.node.id

    def _joined(self, kind: str, fields: Mapping[str, Any], spot: Spot) -> Join:
        node = edits.new_node(self.experiment.graph, kind, fields)
        base = self.experiment if spot.place is None else self._editor.with_places()
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
            source=self._editor.title(edge.source), target=self._editor.title(edge.target)
        )
        self._editor.apply(text, self.experiment.replace(graph=graph))

    def cut(self, edges: Sequence[Edge]) -> None:
        """Take wires away."""
        if not edges:
            return
        source, target = self._editor.title(edges[0].source), self._editor.title(edges[0].target)
        text = self.tr("Disconnect {target} from {source}").format(target=target, source=source)
        if len(edges) > 1:
            text = self.tr("Cut %n wires", "", len(edges))
        # A cut wire must not send its ends to other places, so the layout is kept.
        self._editor.apply(text, edits.disconnected(self._editor.with_places(), edges))

    # -- nodes that are there --------------------------------------------------------------------------

    def can_insert(self, id: str) -> bool:
        """Tell whether a node has no wires yet and could stand in the middle of one."""
        graph = self.experiment.graph
        if id not in graph or graph.incoming(id) or graph.outgoing(id):
            return False
        return joins.can_insert(graph.node(id).layer)

    def insert(self, id: str, into: Edge, places: Mapping[str, tuple[float, float]]) -> None:
        """Put a node that has no wires in the middle of one, where a hand has brought it."""
        text = self.tr("Insert {node}").format(node=self._editor.title(id))
        placed = edits.moved(self._editor.with_places(), places)
        self._editor.apply(text, joins.inserted(placed, id, into))
