"""The formulas of a neuron with the numbers put in, as rich text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnplayground.app.translation import say
from nnplayground.ui.fonts import mono_font
from nnplayground.ui.neuron.ink import html_number, html_symbol
from nnplayground.ui.numbers import MINUS, format_compact

if TYPE_CHECKING:
    from nnplayground.core.activation import Activation
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.traces import Trace
    from nnplayground.ui.neuron.reading import Neuron, Term

__all__ = ["activation_name", "backward_line", "formula_of", "forward_lines", "rate_of", "update_line"]

translate = QCoreApplication.translate
_num = html_number
_sym = html_symbol
_DOT = " · "


def activation_name(activation: Activation | None) -> str:
    """Return how an activation is called in a formula: ``tanh``, ``ReLU``."""
    if activation is None:
        return "φ"
    title = say(type(activation).title)
    return title if title[1:].lower() != title[1:] else title.lower()


def formula_of(activation: Activation | None) -> str:
    """Return the head over an activation's curve: ``a = tanh(z)``."""
    if activation is None or activation.kind == "identity":
        return "a = z"
    return f"a = {activation_name(activation)}(z)"


def forward_lines(neuron: Neuron, activation: Activation | None) -> list[str]:
    """Return the sum and the activation with their numbers."""
    weighted = sum(term.product for term in neuron.terms)
    name = neuron.terms[0].label[:1] if neuron.terms else "a"
    letter = "x" if name in ("x", "s", "c") else "a"
    line = f"{_sym('z')} = Σ {_sym('w')}<sub>i</sub>{_sym(letter)}<sub>i</sub>"
    if neuron.bias is None:
        return [f"{line} = {_num(neuron.z, coloured=True)}", _output(neuron, activation)]
    numbers = f"{_num(weighted)} {number_with_sign(neuron.bias.weight)}"
    line += f" + {_sym('b')} = {numbers} = {_num(neuron.z, coloured=True)}"
    return [line, _output(neuron, activation)]


def _output(neuron: Neuron, activation: Activation | None) -> str:
    result = _num(neuron.output, coloured=True)
    if neuron.ablated:
        off = translate("NeuronLevel", "the neuron is switched off")
        return f"{_sym('a')} = {result} ({off})"
    if activation is None or activation.kind == "identity":
        return f"{_sym('a')} = {_sym('z')} = {result}"
    return f"{_sym('a')} = {activation_name(activation)}({_num(neuron.z)}) = {result}"


def number_with_sign(value: float, digits: int = 3) -> str:
    """Write a summand with its sign before it, as in print: ``− 0.269``."""
    sign = MINUS if value < 0 else "+"
    return f"{sign} {_num(abs(value), digits)}"


def backward_line(grad_output: float | None, slope: float | None, delta: float | None, name: str) -> str:
    """Return how the gradient passes an activation called ``name``."""
    result = _num(delta, coloured=True)
    if slope is None:
        through = translate("NeuronLevel", "through all neurons of {activation}").format(activation=name)
        return f"δ = ∂{_sym('L')}/∂{_sym('z')} = {result} ({through})"
    rule = f"∂{_sym('L')}/∂{_sym('a')}{_DOT}{name}′({_sym('z')})"
    return f"δ = {rule} = {_factor(grad_output)}{_DOT}{_factor(slope)} = {result}"


def _factor(value: float | None, digits: int = 3) -> str:
    """Write a factor; a negative one in parentheses."""
    negative = value is not None and value < 0
    return f"({_num(value, digits)})" if negative else _num(value, digits)


def rate_of(experiment: Experiment, trace: Trace, node: str) -> float:
    """Return the learning rate of a node: that of the step times its own factor."""
    return trace.learning_rate * experiment.graph.node(node).options.learning_rate_factor


def update_line(experiment: Experiment, trace: Trace, neuron: Neuron, term: Term) -> str:
    """Return what one optimizer step on this sample makes of a weight.

    The rule of the books is written out where it is what happened; else the optimizer is named and only
    its result is given.
    """
    name = _weight_name(term)
    if term.gradient is None or term.updated is None:
        return name
    if experiment.graph.node(neuron.node).options.frozen:
        frozen = translate("NeuronLevel", "the layer is frozen")
        return f"{name} = {_num(term.weight)} ({frozen})"
    rate = rate_of(experiment, trace, neuron.node)
    slope = term.gradient + term.penalty
    is_plain = experiment.training.optimizer.kind == "sgd" and not experiment.training.phases
    result = _num(term.updated, coloured=True)
    if is_plain and _is_close(term.weight - rate * slope, term.updated, term.weight):
        numbers = f"{_num(term.weight)} {MINUS} {_rate(rate)}{_slope(term)}"
        return f"{name} ← {_rule(term, name)} = {numbers} = {result}"
    optimizer = say(type(experiment.training.optimizer).title)
    step = f"{_num(term.weight)} {number_with_sign(term.updated - term.weight)}"
    return f"{name} ← {step} = {result} ({optimizer}, η = {_rate(rate)})"


def _weight_name(term: Term) -> str:
    if term.column < 0:
        return _sym("b")
    return f"{_sym('w')}<sub>{term.column + 1}</sub>"


def _rule(term: Term, name: str) -> str:
    gradient = "δ" if term.column < 0 else f"δ{_DOT}{_sym(term.label)}"
    if term.penalty:
        gradient = f"({gradient} + ∂{_sym('P')}/∂{name})"
    return f"{name} {MINUS} η{_DOT}{gradient}"


def _slope(term: Term) -> str:
    if term.penalty:
        return f"{_DOT}({_num(term.gradient)} {number_with_sign(term.penalty)})"
    return f"{_DOT}{_factor(term.gradient)}"


def _rate(rate: float) -> str:
    family = mono_font().family()
    return f"<span style=\"font-family:'{family}';font-size:12px\">{format_compact(rate)}</span>"


def _is_close(expected: float, found: float, weight: float) -> bool:
    return abs(expected - found) <= 1e-6 * max(1.0, abs(weight)) + 1e-3 * abs(found - weight)
