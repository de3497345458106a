"""Where something new joins the graph, and what that makes of the experiment: pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnplayground.core.graph import Edge, Graph, Node
from nnplayground.core.layer import Inputs, Layer
from nnplayground.ui.editor import edits
from nnplayground.ui.editor.ports import PortRef

if TYPE_CHECKING:
    from nnplayground.core.dataset import DataSpec
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.layer import TensorSpec
    from nnplayground.core.shapes import ShapeReport
    from nnplayground.ui.editor.layout import Place, Size

__all__ = [
    "Join",
    "Spot",
    "branch_point",
    "can_insert",
    "inputs_with",
    "inserted",
    "join",
    "plugged",
    "spot_after",
]


@dataclass(frozen=True)
class Spot:
    """Where a new node goes.

    Attributes
    ----------
    into : Edge or None
        The wire it is put in.
    port : PortRef or None
        The port it is wired to.
    place : (float, float) or None
        Its top left corner in the scene; None leaves it to the layout.
    """

    into: Edge | None = None
    port: PortRef | None = None
    place: Place | None = None


@dataclass(frozen=True)
class Join:
    """What adding a node comes to.

    Attributes
    ----------
    experiment : Experiment
        With the node in it.
    node : Node
        The node, perhaps made as wide as its place asks for.
    edges : tuple of Edge
        Its wires.
    replaced : tuple of Edge
        The wires that go for it.
    """

    experiment: Experiment
    node: Node
    edges: tuple[Edge, ...]
    replaced: tuple[Edge, ...]


def can_insert(layer: Layer) -> bool:
    """Tell whether a layer can stand in the middle of a wire."""
    return bool(layer.inputs and layer.outputs)


def spot_after(graph: Graph, id: str, place: Place | None = None) -> Spot:
    """Return where a node goes that follows ``id``: in its only wire, else at its first output."""
    node = graph.node(id)
    if not node.layer.outputs:
        incoming = graph.incoming(id)
        return Spot(into=incoming[0] if incoming else None, place=place)
    into = edits.insertion_edge(graph, id)
    port = PortRef(id, node.layer.outputs[0].name, True)
    return Spot(into=into, place=place) if into else Spot(port=port, place=place)


def branch_point(spot: Spot) -> PortRef | None:
    """Return the output that a node at ``spot`` takes its input from."""
    if spot.into is not None:
        return PortRef(spot.into.source, spot.into.source_port, True)
    return spot.port if spot.port is not None and spot.port.is_output else None


def join(experiment: Experiment, node: Node, spot: Spot, size: Size) -> Join:
    """Add ``node`` at ``spot``, with the wires that fit its ports; where none do, it stands by itself."""
    into = spot.into if can_insert(node.layer) else None
    if into is not None:
        node = edits.fitted(experiment, node, into)
    wire = None if into else _wire(experiment.graph, node, spot)
    result = edits.add_node(experiment, node, into=into, wire=wire, place=spot.place, size=size)
    new = {edge.key for edge in result.graph.edges} - {edge.key for edge in experiment.graph.edges}
    kept = {edge.key for edge in result.graph.edges}
    edges = tuple(edge for edge in result.graph.edges if edge.key in new)
    return Join(result, node, edges, tuple(e for e in experiment.graph.edges if e.key not in kept))


def _wire(graph: Graph, node: Node, spot: Spot) -> Edge | None:
    port, layer = branch_point(spot) or spot.port, node.layer
    if port is None:
        return None
    if port.is_output and layer.inputs:
        edge = Edge(source=port.node, source_port=port.port, target=node.id, target_port=layer.inputs[0].name)
    elif not port.is_output and layer.outputs:
        edge = Edge(
            source=node.id, source_port=layer.outputs[0].name, target=port.node, target_port=port.port
        )
    else:
        return None
    return edge if edits.why_not(graph.add(node), edge) is None else None


def inserted(experiment: Experiment, id: str, into: Edge) -> Experiment:
    """Put a node that has no wires yet in the middle of a wire."""
    graph = experiment.graph
    node = graph.node(id)
    bare = graph.remove([id])
    fitted = edits.fitted(experiment.replace(graph=bare), node, into)
    wired = bare.insert(fitted, into)
    # The order of nodes is the order of initialization: it stays.
    nodes = tuple(wired.node(other.id) for other in graph.nodes)
    return experiment.replace(graph=wired.replace(nodes=nodes))


def plugged(graph: Graph, edge: Edge, replacing: Edge | None = None) -> Graph:
    """Draw a wire; one that is plugged in elsewhere keeps its turn among the wires of its port."""
    result = edits.connected(graph, edge, replacing)
    held = replacing or edits.occupant(graph, edge)
    if held is None or (held.target, held.target_port) != (edge.target, edge.target_port):
        return result
    at = graph.edges.index(held)
    before = [other for other in graph.edges[:at] if other in result.edges]
    rest = [other for other in result.edges if other not in before and other != edge]
    return result.replace(edges=(*before, edge, *rest))


def inputs_with(
    graph: Graph, report: ShapeReport, end: PortRef, spec: TensorSpec, source: DataSpec
) -> Inputs | None:
    """Return what reaches a node once ``spec`` reaches one of its ports too; None while some is unknown.

    Nothing but the node is looked at, so this can be asked of every port of a large graph at once.
    """
    ports: dict[str, tuple[TensorSpec, ...]] = {}
    for other in graph.node(end.node).layer.inputs:
        edges = graph.incoming(end.node, other.name)
        specs = [report.nodes[edge.source].outputs.get(edge.source_port) for edge in edges]
        if other.name == end.port:
            specs = [*specs, spec] if other.many else [spec]
        known = tuple(known for known in specs if known is not None)
        if len(known) < len(specs) or not (known or other.optional):
            return None
        ports[other.name] = known
    return Inputs(ports, source)
