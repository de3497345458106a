"""The rules that a walk-through shows, computed anew and compared with what autograd found; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.ui.walkthrough.steps import has_neurons, sources_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.traces import NodeTrace, Trace

__all__ = ["TOLERANCE", "Finding", "check", "is_plain_step"]

TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule in one layer.

    Attributes
    ----------
    rule : str
        The formula.
    numbers : int
        How many numbers were compared.
    difference : float
        The largest one, relative to the largest number compared where that exceeds 1.
    """

    node: str
    rule: str
    numbers: int
    difference: float

    @property
    def agrees(self) -> bool:
        """Whether rounding of single precision explains the difference."""
        return self.difference <= TOLERANCE


def check(experiment: Experiment, trace: Trace) -> tuple[Finding, ...]:
    """Compute every layer of neurons by its formulas in double precision and compare.

    Layers of other kinds have no formula for each neuron; their gradients are only autograd's.
    """
    return tuple(
        finding
        for id in trace.nodes
        if has_neurons(experiment, trace, id)
        for finding in (*_forward(id, trace[id]), *_backward(experiment, trace, id))
    )


def _forward(id: str, node: NodeTrace) -> Iterator[Finding]:
    weight, bias = node.parameters["weight"].value, node.parameters.get("bias")
    z = weight.astype(np.float64) @ node.inputs[0].astype(np.float64)
    yield _compare(id, "z = W x + b", z if bias is None else z + bias.value, node.z)


def _backward(experiment: Experiment, trace: Trace, id: str) -> Iterator[Finding]:
    node = trace[id]
    if node.delta is None or node.grad_output is None:
        return
    delta = node.delta.astype(np.float64)
    if node.slope is not None:
        through = np.ones(len(delta))
        through[list(experiment.graph.node(id).options.ablated)] = 0
        rule = node.grad_output.astype(np.float64) * node.slope * through
        yield _compare(id, "δ = ∂L/∂a ⊙ φ′(z)", rule, delta)
    weight, bias = node.parameters["weight"], node.parameters.get("bias")
    yield _compare(id, "∂L/∂W = δ xᵀ", np.outer(delta, node.inputs[0]), weight.gradient)
    if bias is not None:
        yield _compare(id, "∂L/∂b = δ", delta, bias.gradient)
    before = _only_source(experiment, trace, id)
    if before is not None:
        yield _compare(id, "∂L/∂x = Wᵀ δ", weight.value.T.astype(np.float64) @ delta, before.grad_output)


def _only_source(experiment: Experiment, trace: Trace, id: str) -> NodeTrace | None:
    """Return the node before if all that it is good for goes through this one."""
    graph = experiment.graph
    sources = sources_of(graph, trace, id)
    if len(sources) != 1 or len(graph.outgoing(sources[0])) != 1:
        return None
    source = trace[sources[0]]
    fits = source.grad_output is not None and source.output.shape == trace[id].inputs[0].shape
    return source if fits else None


def _compare(id: str, rule: str, ours: NDArray[Any], theirs: NDArray[Any] | None) -> Finding:
    assert theirs is not None
    largest = max(1.0, float(np.abs(theirs).max(initial=0)))
    difference = float(np.abs(ours - theirs).max(initial=0)) / largest
    return Finding(id, rule, ours.size, difference)


def is_plain_step(experiment: Experiment, trace: Trace) -> bool:
    """Tell whether every weight just went by η · gradient: no momentum, penalty, clipping or other rule."""
    for node in trace:
        options = experiment.graph.node(node.node).options
        rate = 0.0 if options.frozen else trace.learning_rate * options.learning_rate_factor
        for parameter in node.parameters.values():
            if parameter.gradient is None or parameter.updated is None:
                return False
            expected = parameter.value - rate * parameter.gradient
            if not np.allclose(parameter.updated, expected, rtol=1e-5, atol=1e-6 * max(rate, 1e-3)):
                return False
    return True
