"""What gestures do to an experiment, as pure functions: experiment in, experiment out."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from nnplayground.core.blocks import contents
from nnplayground.core.fragment import Fragment, paste_boxes
from nnplayground.core.graph import Edge, Graph, Node
from nnplayground.core.layer import Layer
from nnplayground.core.shapes import Severity, infer
from nnplayground.ui.editor.layout import GAP, Place, Size

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from nnplayground.core.dataset import DataSpec
    from nnplayground.core.experiment import Experiment
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
    "mended",
    "moved",
    "muted",
    "new_node",
    "occupant",
    "pushed",
    "removed",
    "resized",
    "why_not",
]

_OFFSET = 32.0
_MOST_FIXES = 4


def count_field(node: Node) -> str | None:
    """Return the field that says how many units or filters a node has, if it has one."""
    return node.layer.width or None


def moved(experiment: Experiment, places: Mapping[str, Place]) -> Experiment:
    """Put cards to places; the others keep theirs, and what is in a folded block moves with its card."""
    graph = experiment.graph
    known = {b.id for b in graph.blocks}
    positions = {id: at for id, at in experiment.layout.positions.items() if id in graph or id in known}
    for id, place in places.items():
        before = positions.get(id)
        if id in known and before is not None:
            dx, dy = place[0] - before[0], place[1] - before[1]
            inside = [inner for inner in contents(graph, id) if inner in positions]
            positions |= {inner: (positions[inner][0] + dx, positions[inner][1] + dy) for inner in inside}
        if id in graph or id in known:
            positions[id] = place
    return experiment.replace(layout=experiment.layout.replace(positions=positions))


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


def pushed(experiment: Experiment, ids: Iterable[str], edge: float) -> Experiment:
    """Shift what follows some nodes to the right until it begins at ``edge``."""
    graph, positions = experiment.graph, experiment.layout.positions
    new = frozenset(ids)
    behind = {other for id in new for other in graph.descendants(id) if other in positions} - new
    first = min((positions[other][0] for other in behind), default=edge)
    shift = max(0.0, edge - first)
    return moved(experiment, {id: (positions[id][0] + shift, positions[id][1]) for id in behind})


def mended(graph: Graph, source: DataSpec, ids: Collection[str]) -> Graph:
    """Apply the first fix of each error among some nodes, as far as there is one."""
    for _attempt in range(_MOST_FIXES):
        errors = (p for p in infer(graph, source).problems if p.node in ids and p.fixes)
        problem = next((p for p in errors if p.severity is Severity.ERROR), None)
        if problem is None:
            break
        graph = problem.fixes[0].graph
    return graph


def removed(
    experiment: Experiment, ids: Collection[str], boxes: Collection[str] = (), *, reconnect: bool = True
) -> Experiment:
    """Remove nodes, notes and frames; what fed the nodes then feeds what followed them."""
    graph = experiment.graph.remove(ids, reconnect=reconnect)
    layout = experiment.layout.without(boxes)
    there = {*(node.id for node in graph.nodes), *(block.id for block in graph.blocks)}
    positions = {id: place for id, place in layout.positions.items() if id in there}
    folded = tuple(id for id in layout.folded if id in there)
    return experiment.replace(graph=graph, layout=layout.replace(positions=positions, folded=folded))


def duplicated(
    experiment: Experiment, ids: Iterable[str], boxes: Iterable[str] = ()
) -> tuple[Experiment, Mapping[str, str]]:
    """Copy nodes, notes and frames beside their originals; return the new id of each old one.

    Copied blocks are as folded as their originals are.
    """
    graph, copies = experiment.graph.duplicate(ids)
    layout = experiment.layout
    beside = {
        copy: (layout.positions[id][0] + _OFFSET, layout.positions[id][1] + _OFFSET)
        for id, copy in copies.items()
        if id in layout.positions
    }
    folded = tuple(copies[id] for id in layout.folded if id in copies)
    arranged = layout.replace(positions={**layout.positions, **beside}, folded=(*layout.folded, *folded))
    others = layout.without(box.id for box in (*layout.notes, *layout.frames) if box.id not in set(boxes))
    part = Fragment(layout=others.replace(positions={}, folded=()))
    x, y = part.centre()
    both, new = paste_boxes(arranged, part, (x + _OFFSET, y + _OFFSET))
    return experiment.replace(graph=graph, layout=both), {**copies, **new}


def muted(experiment: Experiment, ids: Iterable[str], muting: bool) -> Experiment:
    """Bypass nodes, or let them work again."""
    graph = experiment.graph
    for id in ids:
        graph = graph.update(graph.node(id).replace(muted=muting))
    return experiment.replace(graph=graph)


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
