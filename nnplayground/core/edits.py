"""Edits that touch several nodes at once, as pure functions on experiments."""

from __future__ import annotations

import hashlib

from nnplayground.core.activation import Activation
from nnplayground.core.experiment import Experiment
from nnplayground.core.graph import Graph, Node

__all__ = ["hidden_activation", "hidden_nodes", "mended", "reseeded", "with_hidden_activation"]

_MOST_FIXES = 200


def hidden_nodes(graph: Graph) -> tuple[Node, ...]:
    """Return the nodes that have an activation and do not feed a loss directly."""
    heads = {
        edge.source for node in graph.nodes if not node.layer.outputs for edge in graph.incoming(node.id)
    }
    return tuple(
        node for node in graph.nodes if "activation" in type(node.layer).model_fields and node.id not in heads
    )


def hidden_activation(graph: Graph) -> str | None:
    """Return the kind of activation that all hidden layers share; None if they differ or there are none."""
    kinds = {node.layer.activation.kind for node in hidden_nodes(graph)}  # type: ignore[attr-defined]
    return kinds.pop() if len(kinds) == 1 else None


def with_hidden_activation(experiment: Experiment, kind: str) -> Experiment:
    """Give every hidden layer the activation ``kind``."""
    graph = experiment.graph
    for node in hidden_nodes(graph):
        graph = graph.update(node.with_fields(activation=Activation.named(kind)()))
    return experiment.replace(graph=graph)


def reseeded(experiment: Experiment) -> Experiment:
    """Return the experiment with other initial weights.

    A replay of TensorFlow Playground draws data and weights from one stream, so that there both change.
    """
    data = experiment.data
    if data.stream == "seedrandom":
        digest = hashlib.sha256(data.seed_text.encode()).digest()
        text = f"0.{int.from_bytes(digest[:4], 'big') % 100_000:05}"
        return experiment.replace(data=data.replace(seed_text=text))
    return experiment.replace(seed=(experiment.seed + 1) % 2**31)


def mended(experiment: Experiment) -> tuple[Experiment, int]:
    """Apply the first fix of one problem after the other; return the result and how many fixes it took.

    It ends when no problem is left that a fix mends. A fix that leads back to where it came from is left out.
    """
    seen = [experiment.graph]
    for count in range(_MOST_FIXES):
        offered = (fix.graph for problem in experiment.report().problems for fix in problem.fixes[:1])
        graph = next((graph for graph in offered if graph not in seen), None)
        if graph is None:
            return experiment, count
        seen.append(graph)
        experiment = experiment.replace(graph=graph)
    return experiment, _MOST_FIXES
