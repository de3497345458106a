"""Codes: the narrow places that all of a picture must pass on its way to being painted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.core.shapes import Status
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nnplayground.core.graph import Edge, Graph
    from nnplayground.core.shapes import ShapeReport

__all__ = ["PARTS", "code_nodes", "main_loss", "mirror_loss"]

PARTS = (_("core", "Encoder"), _("core", "Bottom"), _("core", "Code"), _("core", "Decoder"))
"""What presets and blocks call the parts of such networks, said here so that it is translated."""


def main_loss(graph: Graph) -> str | None:
    """Return the first loss that compares with the data's target; None if there is none."""
    return next(
        (node.id for node in graph.of_kind("loss") if not node.muted and _compares(graph, node.id, "target")),
        None,
    )


def mirror_loss(graph: Graph) -> str | None:
    """Return the first loss that compares with the data's own ``x``; None if nothing is reconstructed."""
    return next(
        (node.id for node in graph.of_kind("loss") if not node.muted and _compares(graph, node.id, "x")), None
    )


def code_nodes(graph: Graph, report: ShapeReport) -> tuple[str, ...]:
    """Return the nodes that hold a code, the narrowest first.

    A code is a flat list of fewer numbers than the input has, through which everything passes that the
    reconstruction is made of: with it alone the rest of the network can paint.
    """
    loss = mirror_loss(graph)
    if loss is None:
        return ()
    target = graph.incoming(loss, "prediction")
    found: list[tuple[int, int, str]] = []
    for id in report.order:
        spec = report.nodes[id].output if report.nodes[id].status is Status.OK else None
        if spec is None or len(spec.shape) != 1 or not graph.node(id).layer.inputs or spec.classes:
            continue
        if spec.size < _input_size(graph, report) and all(_is_gate(graph, id, edge) for edge in target):
            found.append((spec.size, len(found), id))
    return tuple(id for _size, _place, id in sorted(found))


def _losses(graph: Graph, port: str) -> Iterator[str]:
    """Yield the losses that compare with one of the data's outputs."""
    losses = (node.id for node in graph.of_kind("loss") if not node.muted)
    return (id for id in losses if _compares(graph, id, port))


def _compares(graph: Graph, loss: str, port: str) -> bool:
    wired = graph.incoming(loss, "target")
    if not wired:
        return port == "target"
    return not graph.node(wired[0].source).layer.inputs and wired[0].source_port == port


def _input_size(graph: Graph, report: ShapeReport) -> int:
    sizes = [report.nodes[node.id].outputs["x"].size for node in graph.of_kind("data")]
    return min(sizes, default=0)


def _is_gate(graph: Graph, id: str, into: Edge) -> bool:
    """Tell whether every way from the data to a wire leads through a node that is not the wire's own end."""
    if into.source == id:
        return False
    waiting, seen, met = [into.source], set(), False
    while waiting:
        at = waiting.pop()
        if at == id:
            met = True
        elif at not in seen:
            seen.add(at)
            if not graph.node(at).layer.inputs:
                return False
            waiting += [edge.source for edge in graph.feeds(at)]
    return met
