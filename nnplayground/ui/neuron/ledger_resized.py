"""Accounts of layers that make pictures larger or smaller: where a number comes from, by which share."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from nnplayground.ui.neuron.ink import html_number, html_symbol
from nnplayground.ui.neuron.ledger import (
    Ledger,
    Line,
    back_facts,
    place_of,
    reads,
    subtitle_of,
    title_of,
)
from nnplayground.ui.neuron.ledger_windows import AROUND, account_back, said

if TYPE_CHECKING:
    from nnplayground.train.traces import NodeTrace
    from nnplayground.ui.neuron.sight import Sight

    Place = tuple[int, ...]
    Formulas = tuple[tuple[str, str], ...]
    Values = np.ndarray[Any, Any]

__all__: list[str] = []

translate = QCoreApplication.translate
_num, _sym = html_number, html_symbol


# -- enlarging -----------------------------------------------------------------------------------------


@reads("upsample")
def _enlarged(sight: Sight) -> Ledger | None:
    node = sight.trace.nodes.get(sight.node)
    if node is None or not node.inputs:
        return None
    layer: Any = sight.here.layer
    return _blended(sight, node) if layer.mode == "bilinear" else _repeated(sight, node)


def _repeated(sight: Sight, node: NodeTrace) -> Ledger:
    """Return the account of a number that is repeated: its source among the others of its row."""
    layer: Any = sight.here.layer
    channel, row, column = place_of(sight, node.output)
    high, wide = layer.scale_factor
    source = (channel, row // high, column // wide)
    labels = {
        place: f"{said(place)} → {high} × {wide}" for place in _row_around(source, node.inputs[0].shape[2])
    }
    formula = (
        f"{_sym('a')}<sub>{said((channel, row, column))}</sub> = {_sym('x')}<sub>{said(source)}</sub> = "
    )
    formula += _num(float(node.output[channel, row, column]), coloured=True)
    formulas = [(translate("NeuronLevel", "Forward"), formula)]
    if sight.backward and node.grad_output is not None:
        rows = slice(source[1] * high, (source[1] + 1) * high)
        copies = node.grad_output[channel, rows, source[2] * wide : (source[2] + 1) * wide]
        words = translate("NeuronLevel", "summed over its copies: {count}").format(count=copies.size)
        passed = f"∂{_sym('L')}/∂{_sym('x')} = Σ ∂{_sym('L')}/∂{_sym('a')} = "
        passed += f"{_num(float(copies.sum(dtype=np.float64)), coloured=True)} ({words})"
        formulas.append((translate("NeuronLevel", "Backward"), passed))
    return _account(sight, node, _lines(labels, node.inputs[0], source), tuple(formulas))


def _blended(sight: Sight, node: NodeTrace) -> Ledger:
    """Return the account of a number between four others, each with the share of its distance."""
    layer: Any = sight.here.layer
    place, values = place_of(sight, node.output), node.inputs[0]
    along = [
        _between(at, scale, size)
        for at, scale, size in zip(place[1:], layer.scale_factor, values.shape[1:], strict=True)
    ]
    lines = []
    for (row, high), (column, wide) in itertools.product(*along):
        share, value = high * wide, float(values[place[0], row, column])
        lines.append(Line(said((place[0], row, column)), (value, share, share * value), share * value))
    total = _num(float(node.output[place]), coloured=True)
    formula = f"{_sym('a')} = Σ{_sym('wx')} = {_num(math.fsum(line.bar for line in lines))} = {total}"
    formulas = [(translate("NeuronLevel", "Forward"), formula)]
    if sight.backward:
        words = translate("NeuronLevel", "to each by its share")
        passed = f"{_sym('w')} · ∂{_sym('L')}/∂{_sym('a')} ({words})"
        formulas.append((translate("NeuronLevel", "Backward"), passed))
    return _account(sight, node, lines, tuple(formulas), ("x", "w", "w·x"))


def _between(at: int, scale: int, size: int) -> list[tuple[int, float]]:
    """Return which numbers of an axis are blended, and their shares, as ``nn.Upsample`` does.

    Pixels are squares whose middles are half a pixel from their edges (``align_corners=False``).
    """
    where = max(0.0, (at + 0.5) / scale - 0.5)
    first = min(int(where), size - 1)
    second, rest = min(first + 1, size - 1), where - first
    pairs = [(first, 1 - rest), (second, rest)]
    return [(first, 1.0)] if first == second else [pair for pair in pairs if pair[1]]


# -- borders -------------------------------------------------------------------------------------------


@reads("zero_pad2d")
def _padded(sight: Sight) -> Ledger | None:
    layer: Any = sight.here.layer
    left, _right, top, _bottom = layer.padding
    return _shifted(sight, top, left)


@reads("crop2d")
def _cropped(sight: Sight) -> Ledger | None:
    layer: Any = sight.here.layer
    left, _right, top, _bottom = layer.cropping
    return _shifted(sight, -top, -left)


def _shifted(sight: Sight, down: int, right: int) -> Ledger | None:
    """Return the account of a number that is moved, among its neighbours, some of which may be a border."""
    node = sight.trace.nodes.get(sight.node)
    if node is None or not node.inputs:
        return None
    values, output = node.inputs[0], node.output
    place = place_of(sight, output)
    lines, border = [], translate("NeuronLevel", "padding")
    for at in _row_around(place, output.shape[2]):
        source = (at[0], at[1] - down, at[2] - right)
        origin = said(source) if _is_inside(source, values.shape) else border
        value = float(output[at])
        lines.append(Line(f"{origin} → {said(at)}", (value,), value, at == place))
    source = (place[0], place[1] - down, place[2] - right)
    inside = _is_inside(source, values.shape)
    number = _num(float(output[place]), coloured=True)
    formula = f"{_sym('a')}<sub>{said(place)}</sub> = "
    formula += f"{_sym('x')}<sub>{said(source)}</sub> = {number}" if inside else f"{number} ({border})"
    words = translate("NeuronLevel", "unchanged, to where the number came from")
    back = account_back(sight, node, place, 1.0, words) if inside else _nowhere(sight)
    return _account(sight, node, lines, ((translate("NeuronLevel", "Forward"), formula), *back))


def _nowhere(sight: Sight) -> Formulas:
    words = translate("NeuronLevel", "Nothing passes back: a border is the same whatever comes in.")
    return ((translate("NeuronLevel", "Backward"), words),) if sight.backward else ()


def _is_inside(place: Place, sizes: Place) -> bool:
    return all(0 <= at < size for at, size in zip(place, sizes, strict=True))


# -- what they share -----------------------------------------------------------------------------------


def _row_around(place: Place, width: int) -> list[Place]:
    """Return a place and its neighbours of the same row."""
    columns = range(max(0, place[-1] - AROUND), min(width, place[-1] + AROUND + 1))
    return [(*place[:-1], column) for column in columns]


def _lines(labels: dict[Place, str], values: Values, own: Place) -> list[Line]:
    return [
        Line(label, (float(values[place]),), float(values[place]), place == own)
        for place, label in labels.items()
    ]


def _account(
    sight: Sight,
    node: NodeTrace,
    lines: list[Line],
    formulas: Formulas,
    columns: tuple[str, ...] = ("x",),
) -> Ledger:
    place = place_of(sight, node.output)
    return Ledger(
        title=title_of(sight, node.output),
        subtitle=subtitle_of(sight),
        columns=columns,
        lines=tuple(lines),
        total=(translate("NeuronLevel", "output"), float(node.output[place])),
        formulas=formulas,
        facts=back_facts(sight, node, place),
    )
