"""The edits that mend what :func:`nnplayground.core.shapes.infer` finds wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from nnplayground.core.graph import Edge, Graph, Node
from nnplayground.core.layer import (
    Inputs,
    InsertBefore,
    Layer,
    SetBefore,
    SetField,
    ShapeError,
    Suggestion,
    TensorSpec,
)
from nnplayground.core.report import Fix
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from nnplayground.core.dataset import DataSpec

__all__ = ["add_loss", "connection", "mend", "removal"]


def mend(graph: Graph, node: Node, suggestion: Suggestion, source: DataSpec) -> Fix | None:
    """Make the suggestion an edit, if it can be made."""
    try:
        if isinstance(suggestion, InsertBefore):
            return _insertion(graph, node, suggestion)
        if isinstance(suggestion, SetField):
            return _change(graph, node, suggestion)
        return _change_before(graph, node, suggestion, source)
    except ValidationError:  # a value beyond the field's limits
        return None


def _wire(graph: Graph, node: Node, index: int) -> Edge:
    return [edge for port in node.layer.inputs for edge in graph.incoming(node.id, port.name)][index]


def _insertion(graph: Graph, node: Node, suggestion: InsertBefore) -> Fix:
    kind = Layer.named(suggestion.kind)
    new = Node(id=graph.new_id(suggestion.kind), name=str(kind.title), layer=kind(**suggestion.fields))
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
    before = graph.node(_wire(graph, node, suggestion.wire).source)
    while field not in type(before.layer).model_fields:
        edges = graph.incoming(before.id)
        if not edges:
            return None
        before = graph.node(edges[0].source)
    edited = graph.update(before.with_fields(**{field: value}))
    if not _fits(edited, node.id, source):
        return None
    label = _("core", "Set “{field}” of {node} to {value}")
    return Fix(label.format(field=_title(before, field), node=before.title, value=_shown(value)), edited)


def _fits(graph: Graph, id: str, source: DataSpec) -> bool:
    """Tell whether the rules of a node and of all before it hold; their inputs are wired."""
    outputs: dict[tuple[str, str], TensorSpec] = {}
    for node in map(graph.node, graph.order()):
        if node.id != id and id not in graph.descendants(node.id):
            continue
        ports = {
            port.name: tuple(outputs[e.source, e.source_port] for e in graph.incoming(node.id, port.name))
            for port in node.layer.inputs
        }
        if node.muted:
            feed = graph.feeds(node.id)[0]
            passed = outputs[feed.source, feed.source_port]
            outputs |= {(node.id, port.name): passed for port in node.layer.outputs}
            continue
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
        return "×".join("?" if size == -1 else str(size) for size in value)
    return value


def connection(graph: Graph, node: Node, port: str) -> Fix | None:
    """Offer the last node that leads nowhere yet; else the last with an output."""
    candidates = [n for n in graph.nodes if n.layer.outputs and n.id != node.id]
    candidates = [n for n in candidates if n.id not in graph.descendants(node.id)]
    open_ends = [n for n in candidates if not graph.outgoing(n.id)]
    for candidate in reversed(open_ends or candidates):
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


def removal(graph: Graph, node: Node) -> Fix:
    """Offer to take the node away, joining what it stood between."""
    return Fix(_("core", "Remove {node}").format(node=node.title), graph.remove([node.id]))


def add_loss(graph: Graph) -> tuple[Fix, ...]:
    """Offer a loss behind the last node that leads nowhere yet."""
    loss = Node(id=graph.new_id("loss"), name="Loss", layer=Layer.named("loss")())
    ends = [n for n in graph.nodes if n.layer.outputs and not graph.outgoing(n.id)]
    edited = graph.add(loss)
    if ends:
        port = ends[-1].layer.outputs[0].name
        wire = Edge(
            source=ends[-1].id, source_port=port, target=loss.id, target_port=loss.layer.inputs[0].name
        )
        edited = edited.connect(wire)
    return (Fix(_("core", "Add Loss"), edited),)
