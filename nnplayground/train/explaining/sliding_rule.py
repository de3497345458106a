"""Whether a network can slide over a picture larger than those it has learned; without torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Graph, Node
    from nnplayground.core.shapes import ShapeReport

__all__ = ["can_slide", "global_pool"]

_POOLS = ("global_avg_pool", "global_max_pool")
_BOUND = ("reshape", "unflatten", "adaptive_avg_pool2d", "adaptive_max_pool2d")
"""Kinds that give maps of a size of their own."""


def can_slide(experiment: Experiment) -> bool:
    """Tell whether an experiment tells pictures apart by maps, all of whose places are pooled at last."""
    spec = experiment.data.spec()
    if len(spec.x.shape) != 3 or spec.target.classes < 2 or not any(map(_pools, experiment.graph.nodes)):
        return False
    report = experiment.report()
    return report.ok and global_pool(experiment.graph, report) is not None


def global_pool(graph: Graph, report: ShapeReport) -> str | None:
    """Return the global pooling before the answer, if nothing before it is bound to a size; else None.

    Between it and the loss there may be only nodes with one input, such as a dense layer.
    """
    id = _answering(graph)
    while id is not None and not _pools(graph.node(id)):
        sources = {edge.source for edge in graph.feeds(id)}
        id = sources.pop() if len(sources) == 1 else None
    return id if id is not None and _is_free(graph, report, id) else None


def _pools(node: Node) -> bool:
    return node.layer.kind in _POOLS and not node.muted


def _answering(graph: Graph) -> str | None:
    """Return the node whose output the first loss reads."""
    losses = (node for node in graph.nodes if not node.layer.outputs and not node.muted)
    for node in losses:
        edges = graph.incoming(node.id, "prediction")
        if edges:
            return edges[0].source
    return None


def _is_free(graph: Graph, report: ShapeReport, pool: str) -> bool:
    """Tell whether all nodes before the pooling keep to maps, whatever their size."""
    waiting, seen = [pool], {pool}
    while waiting:
        for edge in graph.feeds(waiting.pop()):
            id, layer = edge.source, graph.node(edge.source).layer
            output = report.nodes[id].output
            # A muted node passes on what comes to it.
            bound = layer.kind in _BOUND and not graph.node(id).muted
            if bound or output is None or len(output.shape) != 3:
                return False
            if id not in seen:
                seen.add(id)
                waiting.append(id)
    return True
