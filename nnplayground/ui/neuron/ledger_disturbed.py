"""Accounts of layers that disturb numbers in training only: what passes now, and what a step may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from nnplayground.ui.neuron.formulas import number_with_sign
from nnplayground.ui.neuron.ink import html_number, html_symbol
from nnplayground.ui.neuron.ledger import (
    Ledger,
    Line,
    back_facts,
    pick,
    place_of,
    reads,
    subtitle_of,
    title_of,
)

if TYPE_CHECKING:
    from nnplayground.ui.neuron.sight import Sight

    Formulas = tuple[tuple[str, str], ...]

__all__: list[str] = []

translate = QCoreApplication.translate
_num, _sym = html_number, html_symbol


@reads("dropout", "dropout2d")
def _dropped(sight: Sight) -> Ledger | None:
    """Return what becomes of a number, how likely that is, and by what it is scaled for it."""
    node = sight.trace.nodes.get(sight.node)
    if node is None or not node.inputs:
        return None
    layer: Any = sight.here.layer
    place = place_of(sight, node.output)
    x, kept = float(node.inputs[0][place]), 1.0 - layer.p
    ways = [(_outside(), 1.0, 1.0)]
    if kept:
        ways.append((translate("NeuronLevel", "in training, kept"), kept, 1 / kept))
    if layer.p:
        ways.append((translate("NeuronLevel", "in training, dropped"), layer.p, 0.0))
    lines = [
        Line(label, (x, share, m, m * x), m * x, number == 0) for number, (label, share, m) in enumerate(ways)
    ]
    return Ledger(
        title=title_of(sight, node.output),
        subtitle=subtitle_of(sight),
        columns=("x", "P", "m", "m·x"),
        lines=tuple(lines),
        total=(translate("NeuronLevel", "output"), float(node.output[place])),
        formulas=_dropout_formulas(sight, x, layer.p, pick(node.grad_output, place)),
    )


def _dropout_formulas(sight: Sight, x: float, p: float, gradient: float | None) -> Formulas:
    """Return the rule of today, why it needs no scale, and how the gradient passes."""
    x_, kept = _sym("x"), 1.0 - p
    forward = f"{_sym('a')} = {x_} = {_num(x, coloured=True)} ({_outside()})"
    formulas = [(translate("NeuronLevel", "Forward"), forward)]
    if kept:
        passed = _num(x / kept) if x >= 0 else f"({_num(x / kept)})"
        mean = f"{_num(kept)} · {passed} + {_num(p)} · 0 = {_num(x, coloured=True)}"
        words = translate("NeuronLevel", "the mean in training is x itself")
        formulas.append((translate("NeuronLevel", "Training"), f"E[{_sym('m')}{x_}] = {mean} ({words})"))
    if sight.backward:
        words = translate("NeuronLevel", "what is dropped passes nothing back")
        if type(sight.here.layer).kind == "dropout2d":
            words = translate("NeuronLevel", "a dropped channel passes nothing back")
        formulas.append((translate("NeuronLevel", "Backward"), _through_mask(gradient, words)))
    return tuple(formulas)


def _through_mask(gradient: float | None, words: str) -> str:
    slope = f"∂{_sym('L')}/∂"
    passed = f"{_num(gradient, coloured=True)} ({_outside()})"
    return f"{slope}{_sym('x')} = {_sym('m')} · {slope}{_sym('a')} = {passed}; {words}"


@reads("gaussian_noise")
def _noisy(sight: Sight) -> Ledger | None:
    node = sight.trace.nodes.get(sight.node)
    if node is None or not node.inputs:
        return None
    layer: Any = sight.here.layer
    place = place_of(sight, node.output)
    x = float(node.inputs[0][place])
    likely = translate("NeuronLevel", "in training, ε = {noise}")
    lines = [Line(_outside(), (x, 0.0, x), x, own=True)]
    if layer.sigma:
        for said, noise in (("σ", layer.sigma), ("−σ", -layer.sigma)):
            lines.append(Line(likely.format(noise=said), (x, noise, x + noise), x + noise))
    forward = f"{_sym('a')} = {_sym('x')} = {_num(x, coloured=True)} ({_outside()})"
    noise = f"{_sym('a')} = {_sym('x')} + ε = {_num(x)} {number_with_sign(layer.sigma)} · N(0, 1)"
    words = translate("NeuronLevel", "two of three draws lie between the two")
    formulas = [
        (translate("NeuronLevel", "Forward"), forward),
        (translate("NeuronLevel", "Training"), f"{noise} ({words})"),
    ]
    if sight.backward:
        gradient = f"∂{_sym('L')}/∂{_sym('x')} = ∂{_sym('L')}/∂{_sym('a')} = "
        gradient += _num(pick(node.grad_output, place), coloured=True)
        formulas.append((translate("NeuronLevel", "Backward"), gradient))
    return Ledger(
        title=title_of(sight, node.output),
        subtitle=subtitle_of(sight),
        columns=("x", "ε", "x + ε"),
        lines=tuple(lines),
        total=(translate("NeuronLevel", "output"), float(node.output[place])),
        formulas=tuple(formulas),
        facts=(("σ", f"{layer.sigma:g}"), *back_facts(sight, node, place)),
    )


def _outside() -> str:
    return translate("NeuronLevel", "outside of training")
