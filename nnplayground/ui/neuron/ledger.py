"""Nodes that are no weighted sums, as accounts: what goes in, line by line, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from nnplayground.app.translation import say
from nnplayground.core.loss import Link
from nnplayground.ui.neuron.formulas import activation_name, backward_line, number_with_sign
from nnplayground.ui.neuron.ink import figure, html_number, html_symbol
from nnplayground.ui.neuron.reading import subscript

if TYPE_CHECKING:
    from nnplayground.train.traces import LossTrace, NodeTrace
    from nnplayground.ui.neuron.sight import Sight

__all__ = [
    "Ledger",
    "Line",
    "back_facts",
    "has_ledger",
    "pick",
    "place_of",
    "read_ledger",
    "reads",
    "subtitle_of",
    "title_of",
]

translate = QCoreApplication.translate
_num, _sym = html_number, html_symbol


@dataclass(frozen=True)
class Line:
    """One line of an account.

    Attributes
    ----------
    label : str
    numbers : tuple of float or None
        One per column.
    bar : float
        What is drawn as a bar.
    own : bool
        Whether it is the line that the account is about.
    """

    label: str
    numbers: tuple[float | None, ...]
    bar: float
    own: bool = False


@dataclass(frozen=True)
class Ledger:
    """An account.

    Attributes
    ----------
    title, subtitle : str
    columns : tuple of str
        Heads of the numbers.
    lines : tuple of Line
    total : (str, float)
        What it comes to.
    formulas : tuple of (str, str)
        Caption and rich text.
    facts : tuple of (str, str)
        Words and value.
    curve : (float, float, float) or None
        z, a and slope of an activation to be drawn.
    """

    title: str
    subtitle: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    total: tuple[str, float]
    formulas: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...] = ()
    curve: tuple[float, float, float | None] | None = field(default=None)


Reader = Callable[["Sight"], "Ledger | None"]
_READERS: dict[str, Reader] = {}


def reads(*kinds: str) -> Callable[[Reader], Reader]:
    """Let a function keep the account of nodes of ``kinds``."""

    def register(reader: Reader) -> Reader:
        _READERS.update(dict.fromkeys(kinds, reader))
        return reader

    return register


def has_ledger(kind: str) -> bool:
    """Tell whether nodes of a kind have an account."""
    return kind in _READERS


def read_ledger(sight: Sight) -> Ledger | None:
    """Return the account of what is looked into, or None if the trace is of another network."""
    reader = _READERS.get(type(sight.here.layer).kind)
    return reader(sight) if reader is not None else None


# -- one number out of many ----------------------------------------------------------------------------


def place_of(sight: Sight, output: Any) -> tuple[int, ...]:
    """Return where in an output the looked-at number stands: the unit, and the chosen place of its map.

    Without a choice that is the middle.
    """
    sizes = output.shape[1:]
    middle = tuple(size // 2 for size in sizes)
    at = middle if sight.at is None else sight.at[-len(sizes) :] if sizes else ()
    inside = (min(max(0, number), size - 1) for number, size in zip(at, sizes, strict=True))
    return (min(sight.unit, output.shape[0] - 1), *inside)


def pick(values: Any, place: tuple[int, ...]) -> float | None:
    """Return the number at a place, if there are any."""
    return None if values is None else float(values[place])


def title_of(sight: Sight, output: Any) -> str:
    """Say which number of an output is looked at."""
    place = place_of(sight, output)
    if len(place) == 1:
        return translate("NeuronLevel", "Neuron {number}").format(number=place[0] + 1)
    where = ", ".join(str(number + 1) for number in place[1:])
    return translate("NeuronLevel", "Channel {number}, place {where}").format(
        number=place[0] + 1, where=where
    )


def subtitle_of(sight: Sight) -> str:
    """Name the node, and its kind if it is called something else."""
    title, kind = say(sight.here.title), say(type(sight.here.layer).title)
    return title if title == kind else f"{title} · {kind}"


def back_facts(sight: Sight, node: NodeTrace, place: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """Return the gradient of what is looked at, where gradients are shown."""
    if not sight.backward:
        return ()
    return (("∂L/∂a", figure(pick(node.grad_output, place), 3, True)),)


# -- merging -------------------------------------------------------------------------------------------


@reads("add", "multiply")
def _merged(sight: Sight) -> Ledger | None:
    node = sight.trace.nodes.get(sight.node)
    if node is None or not node.inputs:
        return None
    place = place_of(sight, node.output)
    values = [float(value[place]) for value in node.inputs]
    is_sum = type(sight.here.layer).kind == "add"
    sign = " + " if is_sum else " · "
    names = sign.join(f"{_sym('x')}<sup>({k + 1})</sup>" for k in range(len(values)))
    numbers = sign.join(f"({_num(v)})" if v < 0 else _num(v) for v in values)
    output = float(node.output[place])
    formula = f"{_sym('a')} = {names} = {numbers} = {_num(output, coloured=True)}"
    lines = tuple(Line(label, (value,), value) for label, value in zip(_sources(sight), values, strict=False))
    word = translate("NeuronLevel", "sum") if is_sum else translate("NeuronLevel", "product")
    return Ledger(
        title=title_of(sight, node.output),
        subtitle=subtitle_of(sight),
        columns=("x",),
        lines=lines,
        total=(word, output),
        formulas=((translate("NeuronLevel", "Forward"), formula), *_merged_back(sight, node, place, is_sum)),
        facts=back_facts(sight, node, place),
    )


def _merged_back(
    sight: Sight, node: NodeTrace, place: tuple[int, ...], is_sum: bool
) -> tuple[tuple[str, str], ...]:
    if not (sight.backward and is_sum):
        return ()
    gradient = _num(pick(node.grad_output, place), coloured=True)
    words = translate("NeuronLevel", "the same to every input")
    formula = f"∂{_sym('L')}/∂{_sym('x')}<sup>(k)</sup> = ∂{_sym('L')}/∂{_sym('a')} = {gradient} ({words})"
    return ((translate("NeuronLevel", "Backward"), formula),)


@reads("concatenate")
def _concatenated(sight: Sight) -> Ledger | None:
    node = sight.trace.nodes.get(sight.node)
    if node is None or not node.inputs:
        return None
    place, start, lines = place_of(sight, node.output), 0, []
    for label, values in zip(_sources(sight), node.inputs, strict=False):
        end = start + values.shape[0]
        own = start <= place[0] < end
        value = float(node.output[place]) if own else None
        lines.append(Line(f"{label} ({start + 1}–{end})", (value,), value or 0.0, own))
        start = end
    output = float(node.output[place])
    formula = f"{_sym('a')}{subscript(place[0] + 1)} = {_num(output, coloured=True)}"
    return Ledger(
        title=title_of(sight, node.output),
        subtitle=subtitle_of(sight),
        columns=("x",),
        lines=tuple(lines),
        total=(translate("NeuronLevel", "output"), output),
        formulas=((translate("NeuronLevel", "Forward"), formula),),
        facts=back_facts(sight, node, place),
    )


def _sources(sight: Sight) -> list[str]:
    graph = sight.experiment.graph
    return [say(graph.node(edge.source).title) for edge in graph.incoming(sight.node)]


# -- normalisation -------------------------------------------------------------------------------------


@reads("batch_norm", "layer_norm")
def _normalized(sight: Sight) -> Ledger | None:
    node = sight.trace.nodes.get(sight.node)
    if node is None or "weight" not in node.parameters:
        return None
    place = place_of(sight, node.output)
    mean, variance, own = _moments(node, place)
    layer: Any = sight.here.layer
    x, output = float(node.inputs[0][place]), float(node.output[place])
    scale, shift = (float(node.parameters[name].value[own]) for name in ("weight", "bias"))
    deviation = float(np.sqrt(variance + layer.eps))
    unit = (x - mean) / deviation
    steps = (
        Line("x", (x,), x),
        Line("x − μ", (x - mean,), x - mean),
        Line("x̂ = (x − μ) / √(σ² + ε)", (unit,), unit),
        Line("γ x̂", (scale * unit,), scale * unit),
        Line("γ x̂ + β", (output,), output, own=True),
    )
    formula = (
        f"{_sym('a')} = γ · ({_sym('x')} − μ) / √(σ² + ε) + β = {_num(scale)} · ({_num(x)} "
        f"{number_with_sign(-mean)}) / {_num(deviation)} {number_with_sign(shift)} = "
        f"{_num(output, coloured=True)}"
    )
    facts = (("μ", mean), ("σ²", variance), ("γ", scale), ("β", shift))
    return Ledger(
        title=title_of(sight, node.output),
        subtitle=subtitle_of(sight),
        columns=("",),
        lines=steps,
        total=(translate("NeuronLevel", "output"), output),
        formulas=((translate("NeuronLevel", "Forward"), formula), _moments_note(node)),
        facts=(*((name, figure(value)) for name, value in facts), *back_facts(sight, node, place)),
    )


def _moments(node: NodeTrace, place: tuple[int, ...]) -> tuple[float, float, tuple[int, ...]]:
    """Return mean, variance and where the scale stands: per channel with running ones, else per number."""
    if "running_mean" in node.buffers:
        own = place[:1]
        return float(node.buffers["running_mean"][own]), float(node.buffers["running_var"][own]), own
    values = node.inputs[0].astype(np.float64)
    return float(values.mean()), float(values.var()), place


def _moments_note(node: NodeTrace) -> tuple[str, str]:
    if "running_mean" in node.buffers:
        return "", translate("NeuronLevel", "μ and σ² are the running ones, as outside of training.")
    return "", translate("NeuronLevel", "μ and σ² are those of this sample's own values.")


# -- activation ----------------------------------------------------------------------------------------


@reads("activation")
def _activated(sight: Sight) -> Ledger | None:
    node = sight.trace.nodes.get(sight.node)
    if node is None or node.z is None:
        return None
    layer: Any = sight.here.layer
    place, name = place_of(sight, node.output), activation_name(layer.activation)
    z, output = float(node.z[place]), float(node.output[place])
    slope = pick(node.slope, place)
    formulas = [
        (
            translate("NeuronLevel", "Forward"),
            f"{_sym('a')} = {name}({_num(z)}) = {_num(output, coloured=True)}",
        )
    ]
    if sight.backward:
        passed = backward_line(pick(node.grad_output, place), slope, pick(node.delta, place), name)
        formulas.append((translate("NeuronLevel", "Backward"), passed))
    return Ledger(
        title=title_of(sight, node.output),
        subtitle=subtitle_of(sight),
        columns=("",),
        lines=(Line("z", (z,), z), Line(f"{name}(z)", (output,), output, own=True)),
        total=(translate("NeuronLevel", "output"), output),
        formulas=tuple(formulas),
        facts=back_facts(sight, node, place),
        curve=(z, output, slope) if slope is not None else None,
    )


# -- losses --------------------------------------------------------------------------------------------


@reads("loss")
def _lost(sight: Sight) -> Ledger | None:
    loss = sight.trace.loss_of(sight.node)
    if loss is None:
        return None
    layer: Any = sight.here.layer
    inputs = sight.report.nodes[sight.node].inputs
    kind = type(layer.resolved(inputs)).kind if inputs is not None else ""
    if loss.link is Link.SOFTMAX:
        columns, lines, formulas = _softmax(sight, loss)
    elif loss.link is Link.SIGMOID:
        columns, lines, formulas = _sigmoid(sight, loss)
    else:
        columns, lines, formulas = _distances(sight, loss, kind)
    if sight.backward:
        columns = (*columns, "∂L/∂y")
        gradients = loss.grad_prediction.reshape(-1)
        lines = tuple(
            Line(line.label, (*line.numbers, float(g)), line.bar, line.own)
            for line, g in zip(lines, gradients, strict=True)
        )
    return Ledger(
        title=say(sight.here.title),
        subtitle=say(type(layer.resolved(inputs)).title) if inputs is not None else "",
        columns=columns,
        lines=lines,
        total=(translate("NeuronLevel", "loss of this sample"), loss.value),
        formulas=((translate("NeuronLevel", "Forward"), formulas), *_after(sight, loss)),
    )


Account = tuple[tuple[str, ...], tuple[Line, ...], str]


def _softmax(sight: Sight, loss: LossTrace) -> Account:
    scores = loss.prediction.astype(np.float64).reshape(-1)
    powers = np.exp(scores - scores.max())
    shares = powers / powers.sum()
    shown, true = np.exp(scores), int(loss.target)
    names = _names(sight, len(scores))
    lines = tuple(
        Line(names[i], (float(scores[i]), float(shown[i]), float(shares[i])), float(shares[i]), i == true)
        for i in range(len(scores))
    )
    surprise = -float(np.log(max(shares[true], 1e-300)))
    formula = f"{_sym('p')} = {_sym('e')}<sup>{_sym('y')}</sup> / {_num(float(shown.sum()))}"
    formula += f", {_sym('L')} = {_weighted(loss, f'−log {_num(float(shares[true]))}', surprise)}"
    return ("y", "eʸ", "p"), lines, formula


def _sigmoid(sight: Sight, loss: LossTrace) -> Account:
    scores, targets = (v.astype(np.float64).reshape(-1) for v in (loss.prediction, loss.target))
    shares = 1 / (1 + np.exp(-scores))
    right = np.where(targets > 0.5, shares, 1 - shares)
    terms = np.logaddexp(0, scores) - targets * scores
    names = _names(sight, len(scores))
    lines = tuple(
        Line(n, (float(y), float(p), float(t), float(e)), float(e))
        for n, y, p, t, e in zip(names, scores, shares, targets, terms, strict=True)
    )
    if len(scores) == 1:
        formula = f"{_sym('L')} = {_weighted(loss, f'−log {_num(float(right[0]))}', float(terms.mean()))}"
    else:
        formula = f"{_sym('L')} = {_weighted(loss, f'Σ / {len(scores)}', float(terms.mean()))}"
    return ("y", "σ(y)", "t", translate("NeuronLevel", "share")), lines, formula


_PLAIN: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "squared_error": ("(y − t)²", np.square),
    "half_squared_error": ("½ (y − t)²", lambda d: 0.5 * np.square(d)),
    "absolute_error": ("|y − t|", np.abs),
}


def _distances(sight: Sight, loss: LossTrace, kind: str) -> Account:
    scores = loss.prediction.astype(np.float64).reshape(-1)
    targets = np.asarray(loss.target, np.float64).reshape(-1)
    if targets.size != scores.size:  # the class of a hinge over several
        targets = (np.arange(scores.size) == int(targets[0])).astype(np.float64)
    apart, names = scores - targets, _names(sight, scores.size)
    head, rule = _PLAIN.get(kind, ("y − t", lambda d: d))
    terms = rule(apart)
    lines = tuple(
        Line(n, (float(y), float(t), float(e)), float(e))
        for n, y, t, e in zip(names, scores, targets, terms, strict=True)
    )
    how = f"Σ / {scores.size}" if kind in _PLAIN else ""
    formula = f"{_sym('L')} = {_weighted(loss, how, float(terms.mean()))}"
    return ("y", "t", head), lines, formula


def _weighted(loss: LossTrace, how: str, expected: float) -> str:
    """Write how the loss comes about if that is all there is to it, and its value."""
    result = _num(loss.value, coloured=True)
    expected *= loss.weight
    if not how or abs(expected - loss.value) > 1e-4 * max(1.0, abs(loss.value)):
        return result
    return f"{how} = {result}" if loss.weight == 1 else f"{_num(loss.weight)} · ({how}) = {result}"


def _after(sight: Sight, loss: LossTrace) -> tuple[tuple[str, str], ...]:
    if not sight.backward:
        return ()
    words = translate("NeuronLevel", "after one step on this sample alone")
    return ((translate("NeuronLevel", "Update"), f"{_sym('L')} = {_num(loss.after)} ({words})"),)


def _names(sight: Sight, count: int) -> list[str]:
    names = sight.experiment.data.spec().class_names
    if len(names) == count:
        return [say(name).replace("-", "−") for name in names]
    return [f"y{subscript(i + 1)}" for i in range(count)]
