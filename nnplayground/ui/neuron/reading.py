"""What a trace says about one neuron, put into words of a weighted sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.features import parse_feature

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Node
    from nnplayground.train.traces import NodeTrace, ParameterTrace, Trace

__all__ = ["Neuron", "Term", "input_labels", "is_sum", "read_neuron", "subscript", "units_of"]

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True)
class Term:
    """One summand of a weighted sum: an input times its weight, or the bias.

    Attributes
    ----------
    parameter, index : str, tuple of int
        Where the weight stands.
    label : str
        The input's name: ``a₁``, ``x₂``, ``sin x₁``.
    value, weight, product : float
        a, w and w·a; a bias has the input 1.
    gradient, penalty, updated : float or None
        ∂L/∂w, what regularization adds to it, and w after a step on this sample alone.
    """

    parameter: str
    index: tuple[int, ...]
    label: str
    value: float
    weight: float
    product: float
    gradient: float | None
    penalty: float
    updated: float | None

    @property
    def column(self) -> int:
        """Which input it reads; −1 for a bias."""
        return self.index[1] if len(self.index) > 1 else -1


@dataclass(frozen=True, slots=True)
class Neuron:
    """One neuron of a dense layer for one sample.

    Attributes
    ----------
    terms : tuple of Term
        In the order of the inputs.
    bias : Term or None
    z, output : float
        The sum, and what the activation makes of it.
    slope, grad_output, delta : float or None
        φ′(z) of an activation by itself, ∂L/∂a and ∂L/∂z.
    sums, outputs : ndarray
        z and a of the whole layer, which softmax and maxout compare.
    ablated : bool
        Whether the neuron is switched off, so that its output is 0 whatever comes in.
    """

    node: str
    unit: int
    terms: tuple[Term, ...]
    bias: Term | None
    z: float
    output: float
    slope: float | None
    grad_output: float | None
    delta: float | None
    sums: np.ndarray[Any, Any]
    outputs: np.ndarray[Any, Any]
    ablated: bool = False


def is_sum(node: Node) -> bool:
    """Tell whether a node's units are weighted sums of a flat list of inputs."""
    return type(node.layer).kind == "linear"


def units_of(experiment: Experiment, id: str) -> int:
    """Return how many neurons of a node can be looked into."""
    spec = experiment.report().nodes[id].output
    return 0 if spec is None or not spec.shape else spec.shape[0]


def subscript(number: int) -> str:
    """Write a number below the line."""
    return str(number).translate(_SUBSCRIPTS)


def input_labels(experiment: Experiment, id: str, count: int) -> list[str]:
    """Name the inputs of a node: features of the data by themselves, other values by number."""
    incoming = experiment.graph.incoming(id)
    source = experiment.graph.node(incoming[0].source) if incoming else None
    if source is not None and not source.layer.inputs:
        names = experiment.data.spec().feature_names
        if len(names) == count:
            return [parse_feature(name).label for name in names]
        return [f"x{subscript(number + 1)}" for number in range(count)]
    return [f"a{subscript(number + 1)}" for number in range(count)]


def read_neuron(experiment: Experiment, trace: Trace, id: str, unit: int) -> Neuron | None:
    """Return one neuron of a dense layer, or None if the trace is of another network."""
    if id not in trace or id not in experiment.graph:
        return None
    node = trace[id]
    weight, bias = node.parameters.get("weight"), node.parameters.get("bias")
    if weight is None or node.z is None or weight.value.ndim != 2 or not 0 <= unit < len(node.output):
        return None
    row = _row(node, unit)
    values = node.inputs[0].reshape(-1)
    labels = input_labels(experiment, id, len(values))
    terms = [_term("weight", weight, (row, i), labels[i], float(values[i])) for i in range(len(values))]
    return Neuron(
        node=id,
        unit=unit,
        terms=tuple(terms),
        bias=None if bias is None else _term("bias", bias, (row,), "b", 1.0),
        z=float(node.z[row]),
        output=float(node.output[unit]),
        slope=None if node.slope is None else float(node.slope[row]),
        grad_output=_at(node.grad_output, unit),
        delta=_at(node.delta, row),
        sums=node.z,
        outputs=node.output,
        ablated=unit in experiment.graph.node(id).options.ablated,
    )


def _row(node: NodeTrace, unit: int) -> int:
    """Return the row of weights behind a unit; of several (maxout) the one that wins."""
    assert node.z is not None
    pieces = len(node.z) // len(node.output)
    return unit * pieces + int(np.argmax(node.z[unit * pieces : (unit + 1) * pieces]))


def _term(name: str, traced: ParameterTrace, index: tuple[int, ...], label: str, value: float) -> Term:
    weight = float(traced.value[index])
    return Term(
        parameter=name,
        index=index,
        label=label,
        value=value,
        weight=weight,
        product=weight * value,
        gradient=_at(traced.gradient, index),
        penalty=_at(traced.penalty, index) or 0.0,
        updated=_at(traced.updated, index),
    )


def _at(values: Any, index: int | tuple[int, ...]) -> float | None:
    return None if values is None else float(values[index])
