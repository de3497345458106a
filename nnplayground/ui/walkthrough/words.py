"""What a walk-through says: names of steps and numbers in the chosen digits and notation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from nnplayground.app.translation import say
from nnplayground.ui.neuron.ink import figure
from nnplayground.ui.walkthrough.check import is_plain_step
from nnplayground.ui.walkthrough.steps import Kind, has_neurons

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.traces import Trace
    from nnplayground.ui.walkthrough.steps import Step

__all__ = [
    "Mark",
    "Sight",
    "group_name",
    "head_of",
    "key_of",
    "loss_title",
    "name_of",
    "step_name",
    "step_value",
]

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Sight:
    """All that a walk-through shows at one moment.

    Attributes
    ----------
    digits : int
        Decimals.
    symbols : bool
        Whether formulas keep their symbols instead of the numbers.
    gradients : bool
        Whether edges show ∂L/∂w instead of the weight.
    """

    experiment: Experiment
    trace: Trace
    steps: tuple[Step, ...]
    at: int
    maps: dict[str, object]
    digits: int = 3
    symbols: bool = False
    gradients: bool = False

    @property
    def step(self) -> Step:
        """The present step."""
        return self.steps[self.at]


class Mark(QObject):
    """The quantity under the mouse, shared by all that show it.

    Attributes
    ----------
    changed : Signal
        Another quantity, or none.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.key = ""

    def set_key(self, key: str) -> None:
        """Mark a quantity; an empty key marks none."""
        if key != self.key:
            self.key = key
            self.changed.emit()


def key_of(quantity: str, node: str, *index: int) -> str:
    """Return the name of a number: ``w``, ``b``, ``z``, ``a`` or ``d`` (for δ) of a node."""
    return ":".join([quantity, node, *map(str, index)])


def name_of(experiment: Experiment, id: str) -> str:
    """Return a node's title."""
    return say(experiment.graph.node(id).title) if id in experiment.graph else id


def loss_title(experiment: Experiment, id: str) -> str:
    """Name the loss in use, which the target decides if nobody chose one."""
    layer: Any = experiment.graph.node(id).layer
    inputs = experiment.report().nodes[id].inputs
    loss = layer.resolved(inputs) if hasattr(layer, "resolved") and inputs is not None else layer
    return say(type(loss).title)


def group_name(kind: Kind) -> str:
    """Return the part of the walk that a step belongs to."""
    if kind in (Kind.READ, Kind.FORWARD):
        return translate("Walkthrough", "Forward")
    if kind is Kind.LOSS:
        return translate("Walkthrough", "Loss")
    return (
        translate("Walkthrough", "Backward") if kind is Kind.BACKWARD else translate("Walkthrough", "Update")
    )


def step_name(experiment: Experiment, trace: Trace, step: Step) -> str:
    """Return what a step does, in a few words."""
    if step.kind is Kind.READ:
        return translate("Walkthrough", "Read the sample")
    if step.kind is Kind.SUBTRACT:
        return _update_name(experiment, trace)
    if step.kind is Kind.AFTER:
        return translate("Walkthrough", "Loss after the step")
    title = name_of(experiment, step.node)
    if step.kind is Kind.LOSS:
        return title
    neurons = has_neurons(experiment, trace, step.node)
    if step.kind is Kind.FORWARD:
        pattern = translate("Walkthrough", "{layer}: z and a")
        if not neurons:
            pattern = translate("Walkthrough", "{layer}: output")
        return pattern.format(layer=title)
    return f"{title}: {_backward_symbols(trace, step.node, neurons)}"


def _update_name(experiment: Experiment, trace: Trace) -> str:
    """Name the rule of the books only where it is what happens."""
    if is_plain_step(experiment, trace):
        return translate("Walkthrough", "Subtract η · gradient")
    optimizer = say(type(experiment.training.optimizer).title)
    return translate("Walkthrough", "One step of {optimizer}").format(optimizer=optimizer)


def _backward_symbols(trace: Trace, node: str, neurons: bool) -> str:
    first = "δ" if neurons else "∂L/∂a"
    second = translate("Walkthrough", "{first} and ∂L/∂w").format(first=first)
    return second if trace[node].parameters else first


def step_value(trace: Trace, step: Step, digits: int) -> str:
    """Return the one number that a finished step is known by, if there is one."""
    if step.kind is Kind.LOSS:
        loss = trace.loss_of(step.node)
        return f"L {figure(loss.value, digits)}" if loss is not None else ""
    if step.kind is Kind.AFTER:
        return f"L {figure(trace.loss_after, digits)}"
    if step.kind is Kind.FORWARD and trace[step.node].output.size == 1:
        return f"a {figure(float(trace[step.node].output.reshape(-1)[0]), digits)}"
    delta = trace[step.node].delta if step.kind is Kind.BACKWARD else None
    if delta is not None and delta.size == 1:
        return f"δ {figure(float(delta.reshape(-1)[0]), digits)}"
    return ""


def head_of(sight: Sight) -> tuple[str, str]:
    """Return the part of the walk and one sentence about the step."""
    title = name_of(sight.experiment, sight.step.node) if sight.step.node else ""
    sentences = {
        Kind.READ: translate("Walkthrough", "the features of the sample enter the network"),
        Kind.FORWARD: translate("Walkthrough", "{layer} computes its output from what it reads"),
        Kind.LOSS: translate("Walkthrough", "the output is compared with the target"),
        Kind.BACKWARD: translate("Walkthrough", "the error of the output reaches {layer}"),
        Kind.SUBTRACT: translate("Walkthrough", "every weight takes its step"),
        Kind.AFTER: translate("Walkthrough", "the same sample again with the new weights"),
    }
    return group_name(sight.step.kind), sentences[sight.step.kind].format(layer=title)
