"""Accounts of layers that disturb numbers in training only: what passes now, and what a step may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

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
from nnplayground.ui.numbers import format_number

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
    drawn = _drawn(sight, place)
    lines = [Line(_outside(), (x, 1.0, 1.0, x), x, own=True)]
    if kept:
        label, own = translate("NeuronLevel", "in training, kept"), drawn is not None and drawn.factor > 0
        lines.append(Line(label, (x, kept, 1 / kept, x / kept), x / kept, own))
    if layer.p:
        label, own = translate("NeuronLevel", "in training, dropped"), drawn is not None and not drawn.factor
        lines.append(Line(label, (x, layer.p, 0.0, 0.0), 0.0, own))
    return Ledger(
        title=title_of(sight, node.output),
        subtitle=subtitle_of(sight),
        columns=("x", "P", "m", "m·x"),
        lines=tuple(lines),
        total=(translate("NeuronLevel", "output"), float(node.output[place])),
        formulas=_dropout_formulas(sight, x, layer.p, pick(node.grad_output, place), drawn),
    )


class _Drawn(NamedTuple):
    """What a step drew for the number that is looked at."""

    step: int
    to_come: bool
    factor: float
    addend: float


def _drawn(sight: Sight, place: tuple[int, ...]) -> _Drawn | None:
    drawn = sight.drawn
    if drawn is None or drawn.step is None or drawn.factor.ndim != len(place):
        return None
    return _Drawn(drawn.step, drawn.to_come, float(drawn.factor[place]), float(drawn.addend[place]))


def _step(drawn: _Drawn) -> str:
    return translate("NeuronLevel", "Step {number}").format(number=format_number(drawn.step))


def _said_drawn(sight: Sight, drawn: _Drawn | None, said: str) -> Formulas:
    """Return the line that tells what a step drew, as ``said``, or why there is nothing to tell."""
    if drawn is not None:
        latest = translate("NeuronLevel", "the last step that took this sample")
        return ((_step(drawn), said if drawn.to_come else f"{said} ({latest})"),)
    if sight.trace.sample.part != "train":
        return (("", translate("NeuronLevel", "No step takes this sample: it is not in the training part.")),)
    if sight.drawn is None:
        return ()  # not answered yet
    return (("", translate("NeuronLevel", "What is drawn is seen as soon as a step takes this sample.")),)


def _dropout_formulas(
    sight: Sight, x: float, p: float, gradient: float | None, drawn: _Drawn | None
) -> Formulas:
    """Return the rule of today, why it needs no scale, what was drawn, and how the gradient passes."""
    x_, kept = _sym("x"), 1.0 - p
    forward = f"{_sym('a')} = {x_} = {_num(x, coloured=True)} ({_outside()})"
    formulas = [(translate("NeuronLevel", "Forward"), forward)]
    if kept:
        passed = _num(x / kept) if x >= 0 else f"({_num(x / kept)})"
        mean = f"{_num(kept)} · {passed} + {_num(p)} · 0 = {_num(x, coloured=True)}"
        words = translate("NeuronLevel", "the mean in training is x itself")
        formulas.append((translate("NeuronLevel", "Training"), f"E[{_sym('m')}{x_}] = {mean} ({words})"))
    formulas += _said_drawn(sight, drawn, _mask_said(drawn) if drawn is not None else "")
    if sight.backward:
        words = translate("NeuronLevel", "what is dropped passes nothing back")
        if type(sight.here.layer).kind == "dropout2d":
            words = translate("NeuronLevel", "a dropped channel passes nothing back")
        formulas.append((translate("NeuronLevel", "Backward"), _through_mask(gradient, words)))
    return tuple(formulas)


def _mask_said(drawn: _Drawn) -> str:
    words = translate("NeuronLevel", "kept") if drawn.factor else translate("NeuronLevel", "dropped")
    return f"{_sym('m')} = {_num(drawn.factor, coloured=True)}: {words}"


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
    drawn = _drawn(sight, place)
    if drawn is not None:
        lines.append(Line(_step(drawn), (x, drawn.addend, x + drawn.addend), x + drawn.addend, own=True))
    forward = f"{_sym('a')} = {_sym('x')} = {_num(x, coloured=True)} ({_outside()})"
    noise = f"{_sym('a')} = {_sym('x')} + ε = {_num(x)} {number_with_sign(layer.sigma)} · N(0, 1)"
    words = translate("NeuronLevel", "two of three draws lie between the two")
    formulas = [
        (translate("NeuronLevel", "Forward"), forward),
        (translate("NeuronLevel", "Training"), f"{noise} ({words})"),
        *_said_drawn(sight, drawn, f"ε = {_num(drawn.addend, coloured=True)}" if drawn is not None else ""),
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
