"""What a hand can do to the graph, each as one edit of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal

from nnplayground.app.translation import say
from nnplayground.core.errors import PlaygroundError, explain_validation
from nnplayground.core.graph import Edge, Node
from nnplayground.core.shapes import Severity, infer
from nnplayground.ui.editor import edits
from nnplayground.ui.editor.annotating import Annotating
from nnplayground.ui.editor.arranging import Arranging
from nnplayground.ui.editor.clipboard import Clipboard
from nnplayground.ui.editor.grouping import Grouping
from nnplayground.ui.editor.layout import GAP
from nnplayground.ui.editor.selecting import Selecting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QPointF

    from nnplayground.app.document import Document
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.layout import Layout
    from nnplayground.core.shapes import Fix, Problem
    from nnplayground.ui.editor.card import PortRef
    from nnplayground.ui.editor.layout import Place
    from nnplayground.ui.editor.scene import CanvasScene

__all__ = ["Editor"]

_STEP = 16.0


class Editor(QObject):
    """Asks the document for edits; it changes neither the scene nor the graph itself.

    Attributes
    ----------
    grouping, clipboard, arranging, selecting, annotating
        What can be done to blocks; by copy and paste; to places; along wires; to notes and frames.
    refused : Signal(str)
        Why an edit could not be made, in one sentence.
    """

    refused = Signal(str)

    def __init__(self, document: Document, scene: CanvasScene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._scene = scene
        self.grouping = Grouping(self, scene)
        self.clipboard = Clipboard(self, scene)
        self.arranging = Arranging(self, scene)
        self.selecting = Selecting(self, scene)
        self.annotating = Annotating(self, scene)

    @property
    def experiment(self) -> Experiment:
        """What is shown now."""
        return self._document.experiment

    # -- nodes -----------------------------------------------------------------------------------------

    def move(
        self,
        places: Mapping[str, Place],
        merge_key: str = "",
        *,
        text: str = "",
        layout: Layout | None = None,
    ) -> None:
        """Put cards to places; from then on all keep theirs.

        Parameters
        ----------
        places : Mapping of str to (float, float)
            By node, or by folded block, which takes what it holds along.
        text : str
            Names the edit, by default as a move.
        layout : Layout, optional
            With the notes and frames as they are to be afterwards.
        """
        count = len(places)
        said = self.tr("Move {node}").format(node=self.title(next(iter(places), "")))
        if count > 1:
            said = self.tr("Move %n nodes", "", count)
        experiment = self.with_places() if places else self.experiment
        if layout is not None:
            boxes = {"notes": layout.notes, "frames": layout.frames}
            experiment = experiment.replace(layout=experiment.layout.replace(**boxes))
        self.apply(text or said, edits.moved(experiment, places), merge_key)

    def nudge(self, dx: int, dy: int) -> None:
        """Move the selected nodes by steps of the grid."""
        cards = [self._scene.cards[id] for id in self._scene.selected]
        places = {c.id: (c.pos.x() + dx * _STEP, c.pos.y() + dy * _STEP) for c in cards}
        if places:
            self.move(places, "move:" + ",".join(sorted(places)))

    def arrange(self) -> None:
        """Let the automatic layout place all nodes."""
        self.apply(self.tr("Arrange nodes"), edits.arranged(self.experiment))

    def delete(self) -> None:
        """Remove the selected wire, or the selected nodes; what fed them then feeds what followed."""
        edge = self._scene.selected_edge
        if edge is not None:
            source, target = self.title(edge.source), self.title(edge.target)
            text = self.tr("Disconnect {target} from {source}").format(target=target, source=source)
            # A cut wire must not send its ends to other places, so the layout is kept.
            self.apply(text, edits.disconnected(self.with_places(), [edge]))
        else:
            self.remove()

    def remove(self, *, reconnect: bool = True) -> None:
        """Remove the selected nodes, notes and frames, joining what the nodes stood between or not."""
        scene = self._scene
        nodes, boxes = scene.selected_nodes(), list(scene.backdrop.selected)
        if nodes:
            text = self.tr("Delete {node}").format(node=self.title(scene.selected[0]))
            if len(scene.selected) > 1:
                text = self.tr("Delete %n nodes", "", len(nodes))
        else:
            text = self.tr("Delete notes and frames")
        if nodes or boxes:
            self.apply(text, edits.removed(self.experiment, nodes, boxes, reconnect=reconnect))

    def duplicate(self) -> None:
        """Copy the selected nodes, notes and frames and select the copies."""
        self.clipboard.duplicate()

    def resize(self, id: str, change: int) -> None:
        """Add units to a node or take some away."""
        text = self.tr("Widen {node}") if change > 0 else self.tr("Narrow {node}")
        try:
            experiment = edits.resized(self.experiment, id, change)
        except PlaygroundError as error:
            self.refused.emit(say(error))
        except ValidationError:  # the count is at its limit
            title = self.title(id)
            self.refused.emit(self.tr("{node} is at its limit.").format(node=title))
        else:
            self.apply(text.format(node=self.title(id)), experiment)

    def resize_selected(self, change: int) -> None:
        """Widen or narrow the one selected node that has units."""
        if len(self._scene.selected) == 1:
            self.resize(self._scene.selected[0], change)

    # -- wires -----------------------------------------------------------------------------------------

    def why_not(self, edge: Edge, replacing: Edge | None = None) -> str:
        """Return why a wire cannot be drawn, or an empty text."""
        reason = edits.why_not(self.experiment.graph, edge, replacing)
        return say(reason) if reason is not None else ""

    def would_say(self, edge: Edge, replacing: Edge | None = None) -> str:
        """Return what would be wrong with the target if the wire were drawn, or an empty text."""
        graph = edits.connected(self.experiment.graph, edge, replacing)
        problems = infer(graph, self.experiment.data.spec()).nodes[edge.target].problems
        return next((say(p.message) for p in problems if p.severity is Severity.ERROR), "")

    def plug(self, edge: Edge, replacing: Edge | None = None) -> None:
        """Draw a wire, in place of what is plugged in at its end."""
        graph = edits.connected(self.experiment.graph, edge, replacing)
        text = self.tr("Connect {source} to {target}").format(
            source=self.title(edge.source), target=self.title(edge.target)
        )
        self.apply(text, self.experiment.replace(graph=graph))

    # -- new layers ------------------------------------------------------------------------------------

    def add_layer(self, kind: str, fields: Mapping[str, Any], after: str | None = None) -> str | None:
        """Add a layer behind ``after``, in the middle of its wire if it has just one; return its id."""
        graph = self.experiment.graph
        node = self._new_node(kind, fields)
        if node is None:
            return None
        into = wire = None
        before = graph.node(after) if after is not None and after in graph else None
        if before is not None and node.layer.inputs and before.layer.outputs:
            into = edits.insertion_edge(graph, before.id) if node.layer.outputs else None
            wire = None if into else _wire_after(before, node)
        place = None
        card = self._scene.card_of(after) if after is not None else None
        if self.experiment.layout.positions and card is not None:
            rect = card.scene_rect
            place = (rect.right() + GAP, rect.top())
        return self._add(node, into, wire, place)

    def drop_layer(
        self,
        kind: str,
        fields: Mapping[str, Any],
        at: QPointF,
        into: Edge | None = None,
        port: PortRef | None = None,
    ) -> str | None:
        """Add a layer where it was dropped: in a wire, at a port, or by itself; return its id."""
        node = self._new_node(kind, fields)
        if node is None:
            return None
        if into is not None and not (node.layer.inputs and node.layer.outputs):
            into = None
        wire = _wire_at(node, port) if port is not None and into is None else None
        if wire is not None and edits.why_not(self.experiment.graph.add(node), wire) is not None:
            wire = None
        joins_arranged = not self.experiment.layout.positions and (into is not None or wire is not None)
        place = None if joins_arranged else (round(at.x() - 56.0), round(at.y() - 40.0))
        if place is not None and into is not None:  # it must not cover what feeds it
            source = self._scene.card_of(into.source)
            left = source.scene_rect.right() + GAP if source is not None else place[0]
            place = (max(place[0], round(left)), place[1])
        return self._add(node, into, wire, place)

    def _new_node(self, kind: str, fields: Mapping[str, Any]) -> Node | None:
        try:
            return edits.new_node(self.experiment.graph, kind, fields)
        except PlaygroundError as error:
            self.refused.emit(say(error))
        except ValidationError as error:
            self.refused.emit(say(explain_validation(error)))
        return None

    def _add(self, node: Node, into: Edge | None, wire: Edge | None, place: Place | None) -> str:
        experiment = self.experiment if place is None else self.with_places()
        if into is not None:
            node = edits.fitted(experiment, node, into)
        result = edits.add_node(experiment, node, into=into, wire=wire, place=place)
        self.apply(self.tr("Add {node}").format(node=say(node.title)), result)
        self._scene.select([node.id])
        return node.id

    # -- problems --------------------------------------------------------------------------------------

    def problem(self) -> Problem | None:
        """Return the problem the callout is about: of the selected node, else the first error."""
        problems = self._document.report.problems
        of_selected = [p for p in problems if p.node in self._scene.selected]
        errors = [p for p in problems if p.severity is Severity.ERROR]
        return next(iter([*of_selected, *errors]), None)

    def apply_fix(self, fix: Fix | None = None) -> None:
        """Mend the shown problem by ``fix``, by default its first."""
        problem = self.problem()
        if fix is None and problem is not None and problem.fixes:
            fix = problem.fixes[0]
        if fix is not None:
            self.apply(say(fix.label), self.experiment.replace(graph=fix.graph))

    def apply(self, text: str, experiment: Experiment, merge_key: str = "") -> None:
        """Make an edit of the document; ``text`` names it in the menu."""
        self._document.apply(text, experiment, merge_key)

    def with_places(self) -> Experiment:
        """Return the experiment with every card told to stand where it stands now."""
        return edits.moved(self.experiment, self._scene.places(self.experiment))

    def title(self, id: str) -> str:
        """Return what a node or a block is called."""
        graph = self.experiment.graph
        block = graph.block(id)
        if block is not None:
            return say(block.title)
        return say(graph.node(id).title) if id in graph else id


def _wire_after(before: Node, node: Node) -> Edge:
    return Edge(
        source=before.id,
        source_port=before.layer.outputs[0].name,
        target=node.id,
        target_port=node.layer.inputs[0].name,
    )


def _wire_at(node: Node, port: PortRef) -> Edge | None:
    """Return the wire from a port to the new node, or from the new node to the port."""
    if port.is_output and node.layer.inputs:
        end = node.layer.inputs[0].name
        return Edge(source=port.node, source_port=port.port, target=node.id, target_port=end)
    if not port.is_output and node.layer.outputs:
        start = node.layer.outputs[0].name
        return Edge(source=node.id, source_port=start, target=port.node, target_port=port.port)
    return None
