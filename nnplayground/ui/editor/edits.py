"""What gestures do to an experiment, as pure functions: experiment in, experiment out."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from nnplayground.core.experiment import Experiment
from nnplayground.core.graph import Edge, Graph, Node
from nnplayground.core.layer import Layer
from nnplayground.core.shapes import Severity, infer
from nnplayground.ui.editor.layout import GAP, Place, Size

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from nnplayground.core.shapes import ShapeReport
    from nnplayground.core.text import Text

__all__ = [
    "add_node",
    "arranged",
    "connected",
    "count_field",
    "disconnected",
    "duplicated",
    "fitted",
    "insertion_edge",
    "moved",
    "new_node",
    "occupant",
    "removed",
    "resized",
    "why_not",
]

_COUNT_FIELDS = ("units", "out_channels", "channels", "filters", "hidden_size")
_OFFSET = 32.0


def count_field(node: Node) -> str | None:
    """Return the field that says how many units or filters a node has, if it has one."""
    return next((name for name in _COUNT_FIELDS if name in type(node.layer).model_fields), None)


def moved(experiment: Experiment, places: Mapping[str, Place]) -> Experiment:
    """Put nodes to places; the others keep theirs."""
    positions = {**experiment.layout.positions, **places}
    known = {id: place for id, place in positions.items() if id in experiment.graph}
    return experiment.replace(layout=experiment.layout.replace(positions=known))


def arranged(experiment: Experiment) -> Experiment:
    """Give all places back to the automatic layout."""
    return experiment.replace(layout=experiment.layout.replace(positions={}))


def new_node(graph: Graph, kind: str, fields: Mapping[str, Any]) -> Node:
    """Return a node of a kind with an id that is free, numbered as its like are.

    Raises
    ------
    PlaygroundError
        If there is no such kind, or a field does not fit.
    """
    layer_class = Layer.named(kind)
    # Ids and names are numbered apart: a file may call its “Dense 1” what it likes.
    taken = {node.name for node in graph.nodes}
    stem = layer_class.name_stem()
    number = next(n for n in itertools.count(1) if f"{stem} {n}" not in taken)
    return Node(id=graph.new_id(kind), name=f"{stem} {number}", layer=layer_class(**fields))


def fitted(experiment: Experiment, node: Node, into: Edge) -> Node:
    """Return the node as wide as what flows in the wire ``into``, if what follows needs just that width."""
    name, spec = count_field(node), experiment.data.spec()
    report = infer(experiment.graph, spec)
    flowing = report.nodes[into.source].outputs.get(into.source_port)
    if name is None or flowing is None or _is_refused(report, into.target):
        return node
    if not _is_refused(infer(experiment.graph.insert(node, into), spec), into.target):
        return node
    return node.with_fields(**{name: flowing.shape[0]})


def _is_refused(report: ShapeReport, id: str) -> bool:
    return any(problem.severity is Severity.ERROR for problem in report.nodes[id].problems)


def add_node(
    experiment: Experiment,
    node: Node,
    *,
    into: Edge | None = None,
    wire: Edge | None = None,
    place: Place | None = None,
    size: Size = (112.0, 0.0),
) -> Experiment:
    """Add a node in the middle of a wire, at the end of a new wire, or by itself.

    Parameters
    ----------
    into : Edge, optional
        A wire it is inserted in.
    wire : Edge, optional
        A wire that joins it.
    place : (float, float), optional
        Its top left corner; None leaves it to the automatic layout.
    size : (float, float)
        Its size; nodes behind it make room.
    """
    graph = experiment.graph
    graph = graph.insert(node, into) if into else graph.add(node)
    if wire is not None:
        graph = connected(graph, wire)
    result = experiment.replace(graph=graph)
    if place is None:
        return result
    room = _make_room(result, node.id, place, size[0]) if into else {}
    return moved(result, {**room, node.id: place})


def _make_room(experiment: Experiment, id: str, place: Place, width: float) -> dict[str, Place]:
    """Shift what follows a node to the right as far as it needs to stand beside it."""
    positions = experiment.layout.positions
    behind = [other for other in experiment.graph.descendants(id) if other in positions]
    first = min((positions[other][0] for other in behind), default=None)
    if first is None:
        return {}
    shift = max(0.0, place[0] + width + GAP - first)
    return {other: (positions[other][0] + shift, positions[other][1]) for other in behind}


def removed(experiment: Experiment, ids: Collection[str]) -> Experiment:
    """Remove nodes; what fed them then feeds what followed them."""
    graph = experiment.graph.remove(ids)
    positions = {id: place for id, place in experiment.layout.positions.items() if id in graph}
    return experiment.replace(graph=graph, layout=experiment.layout.replace(positions=positions))


def duplicated(
    experiment: Experiment, ids: Iterable[str], places: Mapping[str, Place]
) -> tuple[Experiment, tuple[str, ...]]:
    """Copy nodes, beside their originals at ``places``; return the experiment and the ids of the copies."""
    graph, copies = experiment.graph.duplicate(ids)
    result = experiment.replace(graph=graph)
    if experiment.layout.positions:
        beside = {copy: (places[id][0] + _OFFSET, places[id][1] + _OFFSET) for id, copy in copies.items()}
        result = moved(result, beside)
    return result, tuple(copies.values())


def resized(experiment: Experiment, id: str, change: int) -> Experiment:
    """Add units to a node, or take some away.

    Raises
    ------
    PlaygroundError
        If the number would leave its limits.
    """
    node = experiment.graph.node(id)
    name = count_field(node)
    if name is None:
        return experiment
    count = getattr(node.layer, name) + change
    return experiment.replace(graph=experiment.graph.update(node.with_fields(**{name: count})))


def occupant(graph: Graph, edge: Edge) -> Edge | None:
    """Return the wire that already holds the input ``edge`` leads to, if that takes only one."""
    port = graph.node(edge.target).layer.input_port(edge.target_port)
    if port is None or port.many:
        return None
    return next(iter(graph.incoming(edge.target, edge.target_port)), None)


def why_not(graph: Graph, edge: Edge, replacing: Edge | None = None) -> Text | None:
    """Return why ``edge`` cannot be drawn, even in place of the wire that is plugged in there now."""
    rest = graph.disconnect(replacing) if replacing else graph
    held = occupant(rest, edge)
    if held is not None and held.key == edge.key:
        return rest.why_not(edge)
    return rest.why_not(edge, held)


def connected(graph: Graph, edge: Edge, replacing: Edge | None = None) -> Graph:
    """Draw a wire, in place of ``replacing`` and of what is plugged in at its end."""
    rest = graph.disconnect(replacing) if replacing else graph
    return rest.connect(edge, replacing=occupant(rest, edge))


def disconnected(experiment: Experiment, edges: Collection[Edge]) -> Experiment:
    """Remove wires."""
    return experiment.replace(graph=experiment.graph.disconnect(*edges))


def insertion_edge(graph: Graph, after: str) -> Edge | None:
    """Return the wire that a node added after ``after`` is put in: its only one, if it has just one."""
    outgoing = graph.outgoing(after)
    return outgoing[0] if len(outgoing) == 1 else None
