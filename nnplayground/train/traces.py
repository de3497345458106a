"""What one sample does in the network, number by number: frozen values that a window may hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nnplayground.core.loss import Link

__all__ = ["LossTrace", "NodeTrace", "ParameterTrace", "Sample", "Trace"]

Values = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """Which sample is looked at: one of the data, or one that a person made.

    Attributes
    ----------
    part : str
        ``"train"``, ``"validation"`` or ``"test"``; empty for a made one.
    index : int
        Its number within the part, from 0.
    point : tuple of float
        The raw values of a made one, before features and standardisation, flattened.
    target : tuple of float, optional
        A made one's class index, or its values; without it there is no loss and nothing goes backward.
    """

    part: str = "train"
    index: int = 0
    point: tuple[float, ...] = ()
    target: tuple[float, ...] | None = None

    @classmethod
    def made(cls, point: tuple[float, ...], target: tuple[float, ...] | None = None) -> Sample:
        """Return a sample that is not in the data."""
        return cls("", 0, point, target)


@dataclass(frozen=True, slots=True, eq=False)
class ParameterTrace:
    """One parameter of a node.

    Attributes
    ----------
    value : ndarray
    gradient : ndarray or None
        ∂L/∂w of this sample's loss, penalties left out; None without a target. A frozen parameter has one
        too.
    penalty : ndarray or None
        What regularization adds to the gradient; None where nothing is paid.
    updated : ndarray or None
        The value after one step of the optimizer in use, from its present state, on this sample alone.
    """

    value: Values
    gradient: Values | None
    penalty: Values | None
    updated: Values | None


@dataclass(frozen=True, slots=True, eq=False)
class NodeTrace:
    """One node's turn; no array has a batch axis.

    Attributes
    ----------
    node : str
    inputs : tuple of ndarray
        What its wires bring, in the order of ports; none for Data.
    z : ndarray or None
        What its activation is applied to; None for a node without one.
    output : ndarray
        Its first output a; for Data the features x.
    grad_output : ndarray or None
        ∂L/∂a, over all ways from here to the losses; 0 where there is none. None without a target.
    delta : ndarray or None
        δ = ∂L/∂z; None without z or without a target.
    slope : ndarray or None
        The activation's derivative at z, if each output depends on one number only.
    parameters : Mapping[str, ParameterTrace]
        By their names in the module: ``"weight"``, ``"bias"``, ``"activation.weight"``.
    buffers : Mapping[str, ndarray]
        Such as ``"running_mean"``.
    """

    node: str
    inputs: tuple[Values, ...]
    z: Values | None
    output: Values
    grad_output: Values | None
    delta: Values | None
    slope: Values | None
    parameters: Mapping[str, ParameterTrace] = field(default_factory=dict)
    buffers: Mapping[str, Values] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class LossTrace:
    """One loss of the sample.

    Attributes
    ----------
    prediction : ndarray
        What the loss reads.
    target : ndarray
        What it compares with, encoded as it needs it: a class index, ±1, 0 or 1, a one-hot list, values.
    link : Link
        How the loss reads the prediction.
    weight, value, after : float
        Its factor; the weighted loss before and after the step.
    grad_prediction : ndarray
        The derivative of this loss with respect to what it reads.
    """

    node: str
    prediction: Values
    target: Values
    link: Link
    weight: float
    value: float
    after: float
    grad_prediction: Values


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Forward and backward pass of one sample on the present weights, and the step it alone would cause.

    Everything is as outside of training: no dropout, no noise, batch norm by its running mean and variance.

    Attributes
    ----------
    sample : Sample
    raw : ndarray
        The sample before features and standardisation.
    target : ndarray or None
        A class index (0-d), or values; None for a made sample without one.
    nodes : Mapping[str, NodeTrace]
        In the order in which they run, Data first; loss nodes are in ``losses``.
    losses : tuple of LossTrace
        Empty without a target.
    prediction : ndarray or None
        Of the main loss: probabilities, or values.
    link : Link
        How the prediction was made of the raw output.
    loss, loss_after, penalty : float or None
        The sum of the losses before and after the step, and what regularization adds to it.
    learning_rate : float
        Of the step, after the schedule.
    step : int
        Training steps done before this look.
    """

    sample: Sample
    raw: Values
    target: Values | None
    nodes: Mapping[str, NodeTrace]
    losses: tuple[LossTrace, ...]
    prediction: Values | None
    link: Link
    loss: float | None
    loss_after: float | None
    penalty: float
    learning_rate: float
    step: int

    def __getitem__(self, node: str) -> NodeTrace:
        return self.nodes[node]

    def __contains__(self, node: object) -> bool:
        return node in self.nodes

    def __iter__(self) -> Iterator[NodeTrace]:
        return iter(self.nodes.values())

    def loss_of(self, node: str) -> LossTrace | None:
        """Return the loss of one loss node."""
        return next((loss for loss in self.losses if loss.node == node), None)
