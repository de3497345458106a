"""Accounts of nodes that look through windows (pooling, 1-D convolution), and of those that move numbers."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from nnplayground.ui.neuron.formulas import activation_name, backward_line, number_with_sign
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
from nnplayground.ui.neuron.window import padded_input, winning_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnplayground.train.traces import NodeTrace, ParameterTrace
    from nnplayground.ui.neuron.sight import Sight

    Place = tuple[int, ...]
    Formulas = tuple[tuple[str, str], ...]

__all__ = ["AROUND", "account_back", "said"]

translate = QCoreApplication.translate
_num, _sym = html_number, html_symbol

AROUND = 2
"""Neighbours on either side of a number that was only moved."""
_WRITTEN = 5  # numbers that a formula names one by one


def said(place: Sequence[int]) -> str:
    """Write a place as a person counts."""
    return ", ".join(str(number + 1) for number in place)


# -- pooling -------------------------------------------------------------------------------------------


@reads("max_pool1d", "max_pool2d", "adaptive_max_pool2d", "global_max_pool")
def _largest(sight: Sight) -> Ledger | None:
    found = _window(sight)
    if found is None:
        return None
    node, taps, values, _count = found
    winner = int(np.argmax(values))
    output = float(node.output[place_of(sight, node.output)])
    numbers = ", ".join(_num(value) for value in values[:_WRITTEN])
    more = ", …" if len(values) > _WRITTEN else ""
    formula = f"{_sym('a')} = max({numbers}{more}) = {_num(output, coloured=True)}"
    words = translate("NeuronLevel", "to the largest number alone")
    return _account(sight, node, taps, values, formula, (1.0, words), winner)


@reads("avg_pool1d", "avg_pool2d", "adaptive_avg_pool2d", "global_avg_pool")
def _mean(sight: Sight) -> Ledger | None:
    found = _window(sight)
    if found is None:
        return None
    node, taps, values, count = found
    output = float(node.output[place_of(sight, node.output)])
    total = _num(math.fsum(values))
    formula = f"{_sym('a')} = Σ{_sym('x')} / {count} = {total} / {count} = {_num(output, coloured=True)}"
    words = translate("NeuronLevel", "to every number of the window")
    return _account(sight, node, taps, values, formula, (1 / count, words), None)


def _window(sight: Sight) -> tuple[NodeTrace, list[Place], list[float], int] | None:
    """Return the places and numbers that a pooled number comes from, and by how many a mean is divided."""
    node = sight.trace.nodes.get(sight.node)
    if node is None or not node.inputs:
        return None
    layer: Any = sight.here.layer
    place = place_of(sight, node.output)
    picture = node.inputs[0][place[0]]
    spans = _spans(layer, place[1:], node.output.shape[1:], picture.shape)
    taps = list(itertools.product(*spans))
    edge = _axes(getattr(layer, "padding", 0), picture.ndim)
    inside = [tap for tap in taps if _within(tap, picture.shape, (0,) * picture.ndim)]
    padded = sum(_within(tap, picture.shape, edge) for tap in taps)
    count = padded if getattr(layer, "count_include_pad", False) else len(inside)
    return node, inside, [float(picture[tap]) for tap in inside], count


def _spans(layer: Any, place: Place, out: Place, sizes: Place) -> list[range]:
    """Return which rows and columns a window covers; some may lie beyond the edge."""
    if not place:
        return [range(size) for size in sizes]
    if not hasattr(layer, "kernel_size"):  # adaptive: windows of nearly the same size
        return [range(p * n // o, -(-(p + 1) * n // o)) for p, o, n in zip(place, out, sizes, strict=True)]
    kernel = _axes(layer.kernel_size, len(sizes))
    stride = kernel if layer.stride is None else _axes(layer.stride, len(sizes))
    edge = _axes(layer.padding, len(sizes))
    dilation = _axes(getattr(layer, "dilation", 1), len(sizes))
    starts = [p * s - e for p, s, e in zip(place, stride, edge, strict=True)]
    return [range(at, at + d * k, d) for at, d, k in zip(starts, dilation, kernel, strict=True)]


def _axes(value: Any, count: int) -> Place:
    return tuple(value) if isinstance(value, tuple | list) else (int(value),) * count


def _within(tap: Place, sizes: Place, edge: Place) -> bool:
    return all(-e <= at < size + e for at, size, e in zip(tap, sizes, edge, strict=True))


def _account(
    sight: Sight,
    node: NodeTrace,
    taps: list[Place],
    values: list[float],
    formula: str,
    passed: tuple[float, str],
    winner: int | None,
) -> Ledger:
    """Return the account of a window; ``passed`` is which share of the gradient goes to whom."""
    place = place_of(sight, node.output)
    lines = [
        Line(said(tap), (value,), value, number == winner)
        for number, (tap, value) in enumerate(zip(taps, values, strict=True))
    ]
    return Ledger(
        title=title_of(sight, node.output),
        subtitle=subtitle_of(sight),
        columns=("x",),
        lines=tuple(lines),
        total=(translate("NeuronLevel", "output"), float(node.output[place])),
        formulas=((translate("NeuronLevel", "Forward"), formula), *account_back(sight, node, place, *passed)),
        facts=back_facts(sight, node, place),
    )


def account_back(sight: Sight, node: NodeTrace, place: Place, share: float, words: str) -> Formulas:
    """Return which share of its gradient a number passes back, and to whom, where gradients are shown."""
    gradient = pick(node.grad_output, place)
    if not sight.backward or gradient is None:
        return ()
    start = f"∂{_sym('L')}/∂{_sym('a')}"
    if share != 1:
        start += f" / {round(1 / share)}"
    formula = f"{start} = {_num(share * gradient, coloured=True)} ({words})"
    return ((translate("NeuronLevel", "Backward"), formula),)


# -- convolution of sequences --------------------------------------------------------------------------


@reads("conv1d")
def _convolved(sight: Sight) -> Ledger | None:
    node = sight.trace.nodes.get(sight.node)
    weight = node.parameters.get("weight") if node is not None else None
    if node is None or node.z is None or weight is None or weight.value.ndim != 3:
        return None
    layer: Any = sight.here.layer
    unit, at = place_of(sight, node.output)
    row = winning_row(node, unit, (at,))
    z, output, name = float(node.z[row, at]), float(node.output[unit, at]), activation_name(layer.activation)
    bias = node.parameters.get("bias")
    shift = 0.0 if bias is None else float(bias.value[row])
    lines = _products(sight, node, weight, row, at)
    weighted, z_, a_ = math.fsum(line.bar for line in lines), _sym("z"), _sym("a")
    formulas = [
        (
            translate("NeuronLevel", "Forward"),
            f"{z_} = Σ{_sym('w')}{_sym('x')} + {_sym('b')} = {_num(weighted)} {number_with_sign(shift)} "
            f"= {_num(z)}, {a_} = {name}({z_}) = {_num(output, coloured=True)}",
        )
    ]
    slope = pick(node.slope, (row, at))
    if sight.backward:
        passed = backward_line(pick(node.grad_output, (unit, at)), slope, pick(node.delta, (row, at)), name)
        formulas.append((translate("NeuronLevel", "Backward"), passed))
    return Ledger(
        title=title_of(sight, node.output),
        subtitle=subtitle_of(sight),
        columns=("x", "w", "w·x", *(("∂L/∂w",) if sight.backward else ())),
        lines=tuple(lines),
        total=(translate("NeuronLevel", "output"), output),
        formulas=tuple(formulas),
        facts=back_facts(sight, node, (unit, at)),
        curve=(z, output, slope) if slope is not None else None,
    )


def _products(sight: Sight, node: NodeTrace, weight: ParameterTrace, row: int, at: int) -> list[Line]:
    """Return a line for every weight of a filter: what it reads, itself, and their product."""
    layer: Any = sight.here.layer
    rows, channels, taps = weight.value.shape
    first = row // (rows // layer.groups) * channels
    padded, (before,) = padded_input(layer, node.inputs[0], (taps,))
    (stride,), (dilation,) = layer.per_axis("stride"), layer.per_axis("dilation")
    lines = []
    for channel, tap in itertools.product(range(channels), range(taps)):
        place = at * stride + tap * dilation
        x, w = float(padded[first + channel, place]), float(weight.value[row, channel, tap])
        gradient = (pick(weight.gradient, (row, channel, tap)),) if sight.backward else ()
        inside = 0 <= place - before < node.inputs[0].shape[1]
        where = said((first + channel, place - before)) if inside else translate("NeuronLevel", "padding")
        lines.append(Line(where, (x, w, w * x, *gradient), w * x))
    return lines


# -- numbers that are only moved -----------------------------------------------------------------------


@reads("flatten", "reshape")
def _moved(sight: Sight) -> Ledger | None:
    node = sight.trace.nodes.get(sight.node)
    if node is None or not node.inputs:
        return None
    place, values, output = place_of(sight, node.output), node.inputs[0], node.output
    own = int(np.ravel_multi_index(place, output.shape))
    near = range(max(0, own - AROUND), min(output.size, own + AROUND + 1))
    lines = []
    for number in near:
        source, target = (np.unravel_index(number, shape) for shape in (values.shape, output.shape))
        value = float(values[source])
        label = f"{said(list(map(int, source)))} → {said(list(map(int, target)))}"
        lines.append(Line(label, (value,), value, number == own))
    origin = said([int(at) for at in np.unravel_index(own, values.shape)])
    formula = f"{_sym('a')}<sub>{said(place)}</sub> = {_sym('x')}<sub>{origin}</sub> = "
    formula += _num(float(output[place]), coloured=True)
    words = translate("NeuronLevel", "unchanged, to where the number came from")
    return Ledger(
        title=title_of(sight, output),
        subtitle=subtitle_of(sight),
        columns=("x",),
        lines=tuple(lines),
        total=(translate("NeuronLevel", "output"), float(output[place])),
        formulas=(
            (translate("NeuronLevel", "Forward"), formula),
            *account_back(sight, node, place, 1.0, words),
        ),
        facts=back_facts(sight, node, place),
    )
