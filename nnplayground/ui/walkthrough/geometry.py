"""Where the cards of a walk-through stand, and which lines join them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF

from nnplayground.ui.walkthrough.steps import has_neurons, shown_units, sources_of
from nnplayground.ui.walkthrough.words import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.traces import Trace

__all__ = ["Card", "Column", "Line", "Plan", "plan_of"]

MOST_UNITS = 8
_CARD = QSizeF(148, 92)
_INPUT = QSizeF(104, 64)
_GAP, _ROW, _HEAD, _MARGIN, _SAG = 116.0, 20.0, 54.0, 22.0, 96.0


@dataclass(frozen=True, slots=True)
class Card:
    """One unit's numbers, or with ``unit`` −1 those of a whole node."""

    node: str
    unit: int
    rect: QRectF


@dataclass(frozen=True, slots=True)
class Column:
    """One node: its heading and its cards.

    Attributes
    ----------
    kind : str
        ``"input"``, ``"neurons"``, ``"units"`` (flat, without weighted sums), ``"whole"``, ``"loss"``.
    rest : int
        Units that are not shown.
    """

    node: str
    kind: str
    band: QRectF
    cards: tuple[Card, ...]
    rest: int


@dataclass(frozen=True, slots=True)
class Line:
    """A wire between two cards; with a key it carries a weight, and it sags below the cards it skips."""

    source: Card
    target: Card
    key: str = ""
    weight: float | None = None
    gradient: float | None = None
    sag: float = 0.0

    @property
    def ends(self) -> tuple[QPointF, QPointF]:
        """Where it starts and ends."""
        a, b = self.source.rect, self.target.rect
        return QPointF(a.right(), a.center().y()), QPointF(b.left(), b.center().y())

    def at(self, t: float) -> QPointF:
        """Return a point of its curve, ``t`` from 0 to 1."""
        (p, q), s = self.ends, 1 - t
        half = (q.x() - p.x()) / 2
        x = s**3 * p.x() + 3 * s * s * t * (p.x() + half) + 3 * s * t * t * (q.x() - half) + t**3 * q.x()
        y = (s**3 + 3 * s * s * t) * p.y() + (3 * s * t * t + t**3) * q.y()
        return QPointF(x, y + 3 * s * t * self.sag)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything in its place."""

    columns: tuple[Column, ...] = ()
    lines: tuple[Line, ...] = ()
    size: QSizeF = field(default_factory=lambda: QSizeF(0, 0))


def plan_of(experiment: Experiment, trace: Trace, most: int = MOST_UNITS) -> Plan:
    """Put every node of a trace into a column by its distance from the data, and join the cards.

    Parameters
    ----------
    most : int
        Units shown of a layer: those with the largest outputs.
    """
    depths = _depths(experiment, trace)
    tall = max(_stack_height(experiment, trace, depths, d, most) for d in set(depths.values()))
    columns, left = [], _MARGIN
    for depth in range(max(depths.values()) + 1):
        here = [id for id, d in depths.items() if d == depth]
        top = _MARGIN + (tall - _stack_height(experiment, trace, depths, depth, most)) / 2
        for id in here:
            column = _column(experiment, trace, id, QPointF(left, top), most)
            columns.append(column)
            top = column.band.bottom() + _ROW
        left += max(c.band.width() for c in columns if c.node in here) + _GAP - 2 * 14
    made = {column.node: column for column in columns}
    lines = tuple(
        replace(line, sag=_SAG) if depths[line.target.node] - depths[line.source.node] > 1 else line
        for column in columns
        for line in _lines(experiment, trace, made, column)
    )
    return Plan(tuple(columns), lines, QSizeF(left - _GAP + 28 + _MARGIN, tall + 2 * _MARGIN))


def _depths(experiment: Experiment, trace: Trace) -> dict[str, int]:
    depths: dict[str, int] = {}
    for id in [*trace.nodes, *(loss.node for loss in trace.losses)]:
        before = [depths[s] for s in sources_of(experiment.graph, trace, id) if s in depths]
        depths[id] = max(before, default=-1) + 1
    return depths


def _kind(experiment: Experiment, trace: Trace, id: str) -> str:
    if id not in trace:
        return "loss"
    node = trace[id]
    if not node.inputs and node.output.ndim == 1:
        return "input"
    if has_neurons(experiment, trace, id):
        return "neurons"
    return "units" if node.output.ndim == 1 else "whole"


def _units(experiment: Experiment, trace: Trace, id: str, most: int) -> tuple[int, ...]:
    if _kind(experiment, trace, id) in ("loss", "whole"):
        return (-1,)
    return shown_units(trace[id].output, most)


def _card_size(kind: str) -> QSizeF:
    return _INPUT if kind in ("input", "units") else _CARD


def _height(experiment: Experiment, trace: Trace, id: str, most: int) -> float:
    count = len(_units(experiment, trace, id, most))
    card = _card_size(_kind(experiment, trace, id)).height()
    rest = 22.0 if id in trace and _rest(trace, id, count) else 0.0
    return _HEAD + count * card + (count - 1) * _ROW + rest + 14


def _rest(trace: Trace, id: str, count: int) -> int:
    output = trace[id].output
    return len(output) - count if output.ndim == 1 else 0


def _stack_height(
    experiment: Experiment, trace: Trace, depths: dict[str, int], depth: int, most: int
) -> float:
    heights = [_height(experiment, trace, id, most) for id, d in depths.items() if d == depth]
    return sum(heights) + (len(heights) - 1) * _ROW


def _column(experiment: Experiment, trace: Trace, id: str, at: QPointF, most: int) -> Column:
    kind, units = _kind(experiment, trace, id), _units(experiment, trace, id, most)
    size = _card_size(kind)
    band = QRectF(at, QSizeF(max(size.width(), 120) + 28, _height(experiment, trace, id, most)))
    left = band.center().x() - size.width() / 2
    cards = tuple(
        Card(id, unit, QRectF(QPointF(left, at.y() + _HEAD + row * (size.height() + _ROW)), size))
        for row, unit in enumerate(units)
    )
    rest = _rest(trace, id, len(units)) if id in trace and units[0] >= 0 else 0
    return Column(id, kind, band, cards, rest)


# -- lines ---------------------------------------------------------------------------------------------


def _lines(experiment: Experiment, trace: Trace, made: dict[str, Column], column: Column) -> Iterator[Line]:
    offset = 0
    for source in sources_of(experiment.graph, trace, column.node):
        if source not in made:
            continue
        before = made[source]
        if column.kind == "neurons":
            yield from _weighted(trace, before, column)
        else:
            yield from _passed(trace, before, column, offset)
            offset += trace[source].output.size


def _weighted(trace: Trace, before: Column, column: Column) -> Iterator[Line]:
    weight = trace[column.node].parameters["weight"]
    for target in column.cards:
        for source in before.cards:
            if source.unit < 0:
                yield Line(source, target)
                continue
            at = target.unit, source.unit
            gradient = None if weight.gradient is None else float(weight.gradient[at])
            yield Line(source, target, key_of("w", column.node, *at), float(weight.value[at]), gradient)


def _passed(trace: Trace, before: Column, column: Column, offset: int) -> Iterator[Line]:
    """Join unit with unit where a layer passes them on one by one; else all with all, as one line."""
    if column.kind != "units" or before.cards[0].unit < 0:
        targets = {card.unit: card for card in column.cards[:1]} if column.kind != "units" else {}
        for source in before.cards:
            for target in targets.values() or column.cards:
                yield Line(source, target)
        return
    node, size = trace[column.node], trace[before.node].output.size
    joined = len(node.inputs) > 1 and sum(x.size for x in node.inputs) == node.output.size
    shift = offset if joined else 0
    one_by_one = joined or size == node.output.size
    for source in before.cards:
        for target in column.cards:
            if not one_by_one or target.unit == source.unit + shift:
                yield Line(source, target)
