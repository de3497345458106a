"""What a person should know about a table before it is learned, each with one thing to do about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.core.component import NOTHING
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.table.columns import Column, Kind
from nnplayground.data.table.plan import Gaps, Plan, Scaling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nnplayground.data.table.build import Built
    from nnplayground.data.table.reading import Table

__all__ = ["Finding", "findings"]

_RARE = 0.1
_APART = 50.0
_MOST = 40
_NAMED = 4
_EMPTY = _("core", "Empty cells in {name}: {count}.")


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence, its consequence, and what a button would do.

    Attributes
    ----------
    sentence, consequence : Text
    warns : bool
        Whether it may harm; else it is good to know.
    action : Text
        What the button says; empty for none.
    plan : Plan or None
        What the button chooses.
    """

    sentence: Text
    consequence: Text
    warns: bool = False
    action: Text = NOTHING
    plan: Plan | None = None


def findings(table: Table, columns: Sequence[Column], plan: Plan, built: Built | None) -> tuple[Finding, ...]:
    """Return what was found, the weightiest first."""
    found = [*_of_file(table), *_gaps(columns, plan, built), *_columns(columns, plan), *_classes(built)]
    found += _sizes(columns, plan)
    return tuple(sorted(found, key=lambda one: not one.warns))[:_MOST]


def _of_file(table: Table) -> Iterator[Finding]:
    if table.sampled:
        sentence = _("core", "The file has {rows} rows; {kept} of them are taken at random.")
        said = sentence.format(rows=f"{table.rows:,}", kept=f"{len(table.frame):,}")
        yield Finding(said, _("core", "So many are learned as well as all, in less time."), warns=True)
    if table.dropped:
        sentence = _("core", "Rows with more cells than there are columns: {count}.").format(
            count=table.dropped
        )
        yield Finding(sentence, _("core", "They are left out; another separator may read them."), warns=True)
    if table.replaced:
        sentence = _("core", "Some letters cannot be read.")
        yield Finding(sentence, _("core", "Choose another encoding of the text."), warns=True)


def _gaps(columns: Sequence[Column], plan: Plan, built: Built | None) -> Iterator[Finding]:
    target = columns[plan.target]
    if target.missing:
        said = _EMPTY.format(name=target.name, count=target.missing)
        consequence = _("core", "These rows are left out: what is not known cannot be learned.")
        yield Finding(said, consequence, warns=True)
    numbers = [columns[at] for at in plan.inputs() if plan.kinds[at] is Kind.NUMBER]
    words = [columns[at] for at in plan.inputs() if plan.kinds[at] is not Kind.NUMBER]
    drop = replace(plan, numbers=Gaps.DROP), replace(plan, words=Gaps.DROP)
    fill = replace(plan, numbers=Gaps.MEAN), replace(plan, words=Gaps.FREQUENT)
    yield from _gap(numbers, plan.numbers, built, drop[0] if plan.numbers is not Gaps.DROP else fill[0])
    yield from _gap(words, plan.words, built, drop[1] if plan.words is not Gaps.DROP else fill[1])


def _gap(columns: Sequence[Column], gaps: Gaps, built: Built | None, other: Plan) -> Iterator[Finding]:
    """Say at once which columns have gaps that are treated alike."""
    empty = {column.name: column.missing + column.infinite for column in columns}
    names = [name for name, count in empty.items() if count]
    if not names:
        return
    listed = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    sentence = _EMPTY.format(name=listed, count=sum(empty.values()))
    if gaps is Gaps.DROP:
        yield Finding(
            sentence, _("core", "These rows are left out."), True, _("core", "Keep and fill"), other
        )
        return
    filled = sum(built.filled.get(column.index, 0) for column in columns) if built is not None else 0
    said = _FILLED[gaps].format(count=filled or sum(empty.values()))
    yield Finding(sentence, said, True, _("core", "Leave rows out"), other)


_FILLED = {
    Gaps.MEAN: _("core", "The mean is put in; cells: {count}."),
    Gaps.MEDIAN: _("core", "The median is put in; cells: {count}."),
    Gaps.FREQUENT: _("core", "The most frequent value is put in; cells: {count}."),
    Gaps.UNKNOWN: _("core", "“Unknown” becomes a category of its own; cells: {count}."),
}


def _columns(columns: Sequence[Column], plan: Plan) -> Iterator[Finding]:
    for column in columns:
        if column.index == plan.target:
            continue
        kind, used = plan.kinds[column.index], column.index in plan.inputs()
        name = column.name
        if column.infinite:
            sentence = _("core", "{name} has infinite numbers: {count}.").format(
                name=name, count=column.infinite
            )
            yield Finding(sentence, _("core", "They count as empty."), warns=True)
        if column.constant:
            sentence = _("core", "{name} is the same in every row.").format(name=name)
            yield Finding(sentence, _("core", "It tells nothing and is left out."))
        elif kind is Kind.DATE:
            sentence = _("core", "{name} holds dates.").format(name=name)
            yield Finding(sentence, _("core", "They are left out: a network reads numbers and categories."))
        elif kind is Kind.TEXT:
            sentence = _("core", "{name} holds text; different values: {count}.")
            said = sentence.format(name=name, count=f"{column.distinct:,}")
            yield Finding(said, _("core", "It is left out: a network reads numbers and categories."))
        elif column.counts_up and not used:
            sentence = _("core", "{name} only numbers the rows.").format(name=name)
            yield Finding(
                sentence, _("core", "It is left out, or the network would learn the order of the file.")
            )


def _classes(built: Built | None) -> Iterator[Finding]:
    if built is None or not built.classes:
        return
    counts, total = built.counts, sum(built.counts)
    rarest = int(np.argmin(counts))
    if counts[rarest] < _RARE * total or counts[rarest] < 5:
        sentence = _("core", "{name} is rare: {count} of {total} rows.")
        said = sentence.format(name=built.classes[rarest], count=f"{counts[rarest]:,}", total=f"{total:,}")
        yield Finding(said, _("core", "Accuracy hardly counts its errors; look at its recall."), warns=True)


def _sizes(columns: Sequence[Column], plan: Plan) -> Iterator[Finding]:
    numbers = [columns[at] for at in plan.inputs() if plan.kinds[at] is Kind.NUMBER]
    spans = {column.index: column.high - column.low for column in numbers if column.high > column.low}
    if len(spans) < 2:
        return
    widest, narrowest = max(spans, key=spans.__getitem__), min(spans, key=spans.__getitem__)
    ratio = spans[widest] / spans[narrowest]
    if ratio < _APART:
        return
    sentence = _("core", "{large} varies about {ratio} times as much as {small}.")
    said = sentence.format(large=columns[widest].name, small=columns[narrowest].name, ratio=f"{ratio:,.0f}")
    if plan.scaling is Scaling.NONE:
        other = replace(plan, scaling=Scaling.DEVIATION)
        yield Finding(said, _("core", "Only the large one would count."), True, _("core", "Scale"), other)
    else:
        yield Finding(said, _("core", "Scaling is on, so that both count."))
