"""The edits that mend what :func:`nnplayground.core.shapes.infer` finds wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from nnplayground.core.advice import (
    InsertBefore,
    MoveBefore,
    Remove,
    RemoveBefore,
    Replace,
    SetBefore,
    SetField,
    Suggestion,
)
from nnplayground.core.errors import GraphError
from nnplayground.core.graph import Edge, Graph, Node
from nnplayground.core.layer import Inputs, Layer, ShapeError, TensorSpec
from nnplayground.core.report import Fix
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from nnplayground.core.dataset import DataSpec

__all__ = [
    "add_data",
    "add_loss",
    "connection",
    "fed_by",
    "mend",
    "merge",
    "placement",
    "removal",
    "runs",
    "unmute",
    "wires_into",
]


def mend(graph: Graph, node: Node, suggestion: Suggestion, source: DataSpec) -> Fix | None:
    """Make the suggestion an edit, if it can be made."""
    try:
        if isinstance(suggestion, SetBefore):
            return _change_before(graph, node, suggestion, source)
        return _MAKERS[type(suggestion)](graph, node, suggestion)
    except (ValidationError, GraphError):  # a value beyond the field's limits, or a wire that cannot be
        return None


def wires_into(graph: Graph, node: Node) -> list[Edge]:
    """Return the wires into a node in the order of its ports."""
    return [edge for port in node.layer.inputs for edge in graph.incoming(node.id, port.name)]


def fed_by(graph: Graph, edge: Edge) -> Node:
    """Return the node whose numbers a wire carries: a muted one only passes them on."""
    node = graph.node(edge.source)
    while node.muted and (feeds := graph.feeds(node.id)):
        node = graph.node(feeds[0].source)
    return node


def _wire(graph: Graph, node: Node, index: int) -> Edge:
    return wires_into(graph, node)[index]


def _insertion(graph: Graph, node: Node, suggestion: InsertBefore) -> Fix:
    kind = Layer.named(suggestion.kind)
    new = Node(id=graph.new_id(suggestion.kind), name=str(kind.name_stem()), layer=kind(**suggestion.fields))
    edited = graph.insert(new, _wire(graph, node, suggestion.wire))
    return Fix(_("core", "Insert {layer}").format(layer=kind.title), edited)


def _change(graph: Graph, node: Node, suggestion: SetField) -> Fix:
    field, value = suggestion.field, suggestion.value
    edited = graph.update(node.with_fields(**{field: value}))
    if value is None:
        return Fix(_("core", "Clear “{field}”").format(field=_title(node, field)), edited)
    label = _("core", "Set “{field}” to {value}").format(field=_title(node, field), value=_shown(value))
    return Fix(label, edited)


def _change_before(graph: Graph, node: Node, suggestion: SetBefore, source: DataSpec) -> Fix | None:
    """Change the nearest node that has the field, if that mends ``node``."""
    field, value = suggestion.field, suggestion.value
    before = fed_by(graph, _wire(graph, node, suggestion.wire))
    while field not in type(before.layer).model_fields:
        edges = graph.incoming(before.id)
        if not edges:
            return None
        before = fed_by(graph, edges[0])
    edited = graph.update(before.with_fields(**{field: value}))
    if not _fits(edited, node.id, source):
        return None
    if suggestion.label is not None:
        return Fix(suggestion.label.format(node=before.title), edited)
    label = _("core", "Set “{field}” of {node} to {value}")
    return Fix(label.format(field=_title(before, field), node=before.title, value=_shown(value)), edited)


def _remove(graph: Graph, node: Node, suggestion: Remove) -> Fix:
    del suggestion
    return removal(graph, node)


def _remove_before(graph: Graph, node: Node, suggestion: RemoveBefore) -> Fix:
    return removal(graph, fed_by(graph, _wire(graph, node, suggestion.wire)))


def _move_before(graph: Graph, node: Node, suggestion: MoveBefore) -> Fix | None:
    """Change places with the node before, if data does not come right before that one."""
    del suggestion
    before = fed_by(graph, _wire(graph, node, 0))
    feeds = wires_into(graph, before)
    if len(feeds) != 1 or not graph.node(feeds[0].source).layer.inputs:
        return None
    label = _("core", "Move {node} before {other}").format(node=node.title, other=before.title)
    return Fix(label, graph.remove([node.id]).insert(node, feeds[0]))


def _replace(graph: Graph, node: Node, suggestion: Replace) -> Fix:
    kind = Layer.named(suggestion.kind)
    name = str(kind.name_stem()) if node.name == type(node.layer).name_stem() else node.name
    edited = graph.update(node.replace(layer=kind(**suggestion.fields), name=name))
    return Fix(_("core", "Replace it by {layer}").format(layer=kind.title), edited)


_MAKERS: dict[type, Callable[[Graph, Node, Any], Fix | None]] = {
    InsertBefore: _insertion,
    SetField: _change,
    Remove: _remove,
    RemoveBefore: _remove_before,
    MoveBefore: _move_before,
    Replace: _replace,
}


def _fits(graph: Graph, id: str, source: DataSpec) -> bool:
    """Tell whether the rules of a node and of all before it hold; their inputs are wired."""
    return _holds(
        graph, {node.id for node in graph.nodes if node.id == id or id in graph.descendants(node.id)}, source
    )


def runs(graph: Graph, source: DataSpec) -> bool:
    """Tell whether the rules of all that the losses depend on hold."""
    wanted, waiting = set[str](), [node.id for node in graph.nodes if not (node.layer.outputs or node.muted)]
    while waiting:
        id = waiting.pop()
        if id not in wanted:
            wanted.add(id)
            waiting.extend(edge.source for edge in graph.feeds(id))
    return _holds(graph, wanted, source)


def _holds(graph: Graph, wanted: set[str], source: DataSpec) -> bool:
    outputs: dict[tuple[str, str], TensorSpec] = {}
    for node in (graph.node(id) for id in graph.order() if id in wanted):
        feeds = graph.feeds(node.id)
        if any((feed.source, feed.source_port) not in outputs for feed in feeds):
            return False  # behind a muted node that nothing feeds
        if node.muted:
            passed = [outputs[feed.source, feed.source_port] for feed in feeds]
            outputs |= {(node.id, port.name): spec for port in node.layer.outputs for spec in passed}
            continue
        ports = {
            port.name: tuple(outputs[e.source, e.source_port] for e in graph.incoming(node.id, port.name))
            for port in node.layer.inputs
        }
        if any(not ports[port.name] and not port.optional for port in node.layer.inputs):
            return False
        try:
            specs = node.layer.output_specs(Inputs(ports, source))
        except ShapeError:
            return False
        outputs |= {(node.id, port): spec for port, spec in specs.items()}
    return True


def _title(node: Node, field: str) -> str:
    return type(node.layer).model_fields[field].title or field


def _shown(value: object) -> object:
    if isinstance(value, tuple):
        between = ", " if len(value) == 4 else "×"  # the four sides of a picture are no shape
        return between.join("?" if size == -1 else str(size) for size in value)
    return value


def connection(graph: Graph, node: Node, port: str) -> Fix | None:
    """Offer the last node that leads nowhere yet, first one that is fed; else the last with an output."""
    candidates = [n for n in graph.nodes if n.layer.outputs and n.id != node.id]
    candidates = [n for n in candidates if n.id not in graph.descendants(node.id)]
    open_ends = [n for n in candidates if not graph.outgoing(n.id)]
    fed = [n for n in open_ends if not n.layer.inputs or graph.incoming(n.id)]
    for candidate in reversed(fed or open_ends or candidates):
        edge = Edge(
            source=candidate.id,
            source_port=candidate.layer.outputs[0].name,
            target=node.id,
            target_port=port,
        )
        if graph.why_not(edge) is None:
            label = _("core", "Connect {source}").format(source=candidate.title)
            return Fix(label, graph.connect(edge))
    return None


def removal(graph: Graph, *nodes: Node) -> Fix:
    """Offer to take nodes away, joining what each stood between."""
    label = _("core", "Remove {node}").format(node=nodes[0].title)
    if len(nodes) > 1:
        label = _("core", "Remove these {count} nodes").format(count=len(nodes))
    return Fix(label, graph.remove([node.id for node in nodes]))


def placement(graph: Graph, node: Node) -> Fix | None:
    """Offer to put a lonely node behind the last layer that something follows before the loss."""
    if graph.incoming(node.id) or not (node.layer.inputs and node.layer.outputs):
        return None
    bare = graph.remove([node.id])  # without the wires it has
    for edge in reversed(bare.edges):
        target, source = graph.node(edge.target), graph.node(edge.source)
        if not (target.layer.outputs and source.layer.inputs):
            continue
        label = _("core", "Place after {source}").format(source=source.title)
        return Fix(label, bare.insert(node, edge))
    return None


def merge(graph: Graph, kept: Node, other: Node) -> Fix:
    """Offer to let one node feed what two alike ones feed."""
    edges = dict.fromkeys(
        edge.replace(source=kept.id) if edge.source == other.id else edge for edge in graph.edges
    )
    label = _("core", "Let {kept} feed all").format(kept=kept.title)
    return Fix(label, graph.replace(edges=tuple(edges)).remove([other.id]))


def add_data(graph: Graph) -> Fix:
    """Offer an Input that feeds whatever waits for a wire."""
    data = Node(id=graph.new_id("data"), name="Input", layer=Layer.named("data")())
    edited = graph.add(data)
    for node in graph.nodes:
        waits = node.layer.inputs and not graph.incoming(node.id) and node.layer.outputs
        if waits:
            start, end = data.layer.outputs[0].name, node.layer.inputs[0].name
            wire = Edge(source=data.id, source_port=start, target=node.id, target_port=end)
            edited = edited.connect(wire)
    return Fix(_("core", "Add Input"), edited)


def unmute(graph: Graph, node: Node) -> Fix:
    """Offer to let a node take part again."""
    label = _("core", "Unmute {node}").format(node=node.title)
    return Fix(label, graph.update(node.replace(muted=False)))


def add_loss(graph: Graph) -> Fix:
    """Offer a loss behind the last node that leads nowhere yet."""
    loss = Node(id=graph.new_id("loss"), name="Loss", layer=Layer.named("loss")())
    ends = [n for n in graph.nodes if n.layer.outputs and not graph.outgoing(n.id)]
    edited = graph.add(loss)
    if ends:
        start, end = ends[-1].layer.outputs[0].name, loss.layer.inputs[0].name
        edited = edited.connect(Edge(source=ends[-1].id, source_port=start, target=loss.id, target_port=end))
    return Fix(_("core", "Add Loss"), edited)
