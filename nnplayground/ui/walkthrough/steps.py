"""The steps of a walk-through, and what is known after each; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.ui.neuron.reading import is_sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Graph
    from nnplayground.train.traces import Trace

__all__ = ["Kind", "Known", "Step", "has_neurons", "known_at", "shown_units", "sources_of", "steps_of"]


class Kind(StrEnum):
    """What happens in a step."""

    READ = "read"
    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    SUBTRACT = "subtract"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Step:
    """One step; ``node`` is empty where the whole network takes part."""

    kind: Kind
    node: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Whose numbers have been computed by a step.

    Attributes
    ----------
    forward, backward : frozenset of str
        Nodes (losses too, in ``forward``).
    subtracted, after : bool
        Whether the weights after the step, and the loss with them, are known.
    """

    forward: frozenset[str]
    backward: frozenset[str]
    subtracted: bool
    after: bool


def steps_of(trace: Trace) -> tuple[Step, ...]:
    """Return the whole way of a sample: forward, losses, backward, update; only forward without a target."""
    nodes = list(trace.nodes)
    steps = [Step(Kind.READ, nodes[0]), *(Step(Kind.FORWARD, node) for node in nodes[1:])]
    if not trace.losses:
        return tuple(steps)
    steps += [Step(Kind.LOSS, loss.node) for loss in trace.losses]
    steps += [Step(Kind.BACKWARD, n) for n in reversed(nodes[1:]) if trace[n].grad_output is not None]
    return (*steps, Step(Kind.SUBTRACT), Step(Kind.AFTER))


def known_at(steps: Sequence[Step], at: int) -> Known:
    """Return what is known once step number ``at`` is done."""
    done = steps[: at + 1]
    kinds = {step.kind for step in done}
    forward = (Kind.READ, Kind.FORWARD, Kind.LOSS)
    return Known(
        forward=frozenset(step.node for step in done if step.kind in forward),
        backward=frozenset(step.node for step in done if step.kind is Kind.BACKWARD),
        subtracted=Kind.SUBTRACT in kinds,
        after=Kind.AFTER in kinds,
    )


def has_neurons(experiment: Experiment, trace: Trace, id: str) -> bool:
    """Tell whether a node is a flat layer with one weighted sum per output, to be shown unit by unit."""
    if id not in experiment.graph or not is_sum(experiment.graph.node(id)):
        return False
    node = trace[id]
    weight = node.parameters.get("weight")
    flat = weight is not None and weight.value.ndim == 2 and node.inputs[0].ndim == 1
    return flat and node.z is not None and node.z.shape == node.output.shape


def shown_units(values: np.ndarray, most: int) -> tuple[int, ...]:
    """Return the units with the largest values, in their order; all if there are no more than ``most``."""
    if len(values) <= most:
        return tuple(range(len(values)))
    largest = np.argsort(-np.abs(values), kind="stable")[:most]
    return tuple(sorted(int(unit) for unit in largest))


def sources_of(graph: Graph, trace: Trace, id: str) -> tuple[str, ...]:
    """Return the nodes whose values a node reads; a muted node stands for what it passes on."""
    found: list[str] = []
    for edge in graph.feeds(id):
        found += [edge.source] if edge.source in trace else sources_of(graph, trace, edge.source)
    return tuple(found)
