"""What is to become of a table: which column is predicted, what the others turn into, how rows are parted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from nnplayground.data.table.columns import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Encoding", "Gaps", "Parting", "Plan", "Scaling", "suggest"]

_TARGETS = (
    "target",
    "class",
    "label",
    "species",
    "y",
    "output",
    "outcome",
    "diagnosis",
    "survived",
    "quality",
)
_PARTS = ("split", "part", "set", "fold", "subset", "partition")
_INDEX = ("id", "index", "no", "nr", "row", "unnamed: 0", "rownames")
_MOST_CODES = 12  # whole numbers that are classes rather than amounts
_WIDE_MISSING = 0.5  # the share of empty cells from which filling them would invent most of a column


class Gaps(StrEnum):
    """What becomes of empty cells."""

    DROP = "drop"  # the row is left out
    MEAN = "mean"
    MEDIAN = "median"
    FREQUENT = "frequent"
    UNKNOWN = "unknown"  # a category of its own


class Encoding(StrEnum):
    """What a category becomes."""

    ONE_HOT = "one-hot"
    ORDINAL = "ordinal"


class Scaling(StrEnum):
    """What numbers are brought to."""

    NONE = "none"
    DEVIATION = "deviation"
    RANGE = "range"


class Parting(StrEnum):
    """How rows are parted."""

    RANDOM = "random"
    STRATIFIED = "stratified"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is chosen.

    Attributes
    ----------
    kinds : tuple of Kind
        How each column is read.
    used : tuple of bool
        Which columns are inputs; the target's own place does not count.
    target : int
        The column that is predicted.
    classify : bool
        Whether its values are classes.
    parts_by : int
        The column that says to which part a row belongs, for ``Parting.COLUMN``.
    train, validation : float
        Shares, for the other ways.
    """

    kinds: tuple[Kind, ...]
    used: tuple[bool, ...]
    target: int
    classify: bool
    numbers: Gaps = Gaps.MEAN
    words: Gaps = Gaps.FREQUENT
    encoding: Encoding = Encoding.ONE_HOT
    scaling: Scaling = Scaling.DEVIATION
    parting: Parting = Parting.STRATIFIED
    parts_by: int = -1
    train: float = 0.6
    validation: float = 0.2

    def inputs(self) -> tuple[int, ...]:
        """Return the columns that become inputs."""
        apart = {self.target} | ({self.parts_by} if self.parting is Parting.COLUMN else set())
        readable = (Kind.NUMBER, Kind.CATEGORY)
        return tuple(
            at for at, used in enumerate(self.used) if used and at not in apart and self.kinds[at] in readable
        )

    def with_kind(self, index: int, kind: Kind) -> Plan:
        """Return the plan with another reading of a column."""
        kinds = (*self.kinds[:index], kind, *self.kinds[index + 1 :])
        plan = replace(self, kinds=kinds)
        if index == self.target:
            plan = replace(plan, classify=kind is not Kind.NUMBER)
        return plan.with_used(index, kind in (Kind.NUMBER, Kind.CATEGORY))

    def with_used(self, index: int, used: bool) -> Plan:
        """Return the plan with a column as an input, or not."""
        return replace(self, used=(*self.used[:index], used, *self.used[index + 1 :]))

    def with_target(self, column: Column) -> Plan:
        """Return the plan that predicts another column; the one before becomes an input."""
        plan = self.with_used(self.target, True)
        classify = self.kinds[column.index] is not Kind.NUMBER or _is_code(column)
        parting = self.parting
        if parting is not Parting.COLUMN:
            parting = Parting.STRATIFIED if classify else Parting.RANDOM
        return replace(plan, target=column.index, classify=classify, parting=parting)


def suggest(columns: Sequence[Column]) -> Plan:
    """Return what a person would probably choose."""
    kinds = tuple(column.kind for column in columns)
    target = _target(columns)
    parts_by = next((c.index for c in columns if c.name.lower() in _PARTS and c.few and c.distinct <= 3), -1)
    used = tuple(_is_useful(column) for column in columns)
    classify = kinds[target.index] is not Kind.NUMBER or _is_code(target)
    parting = Parting.STRATIFIED if classify else Parting.RANDOM
    if parts_by >= 0 and parts_by != target.index:
        parting = Parting.COLUMN
    return Plan(kinds, used, target.index, classify, parting=parting, parts_by=parts_by)


def _is_code(column: Column) -> bool:
    values = sum(count for _word, count in column.words)
    return column.whole and 2 <= column.distinct <= min(_MOST_CODES, values / 2)


def _is_useful(column: Column) -> bool:
    """Tell whether a column is an input unless somebody says otherwise."""
    if column.kind not in (Kind.NUMBER, Kind.CATEGORY) or column.constant:
        return False
    values = sum(count for _word, count in column.words) + 1
    if column.missing > _WIDE_MISSING * (column.missing + values) and column.distinct <= len(column.words):
        return False
    return not (column.counts_up or column.name.lower() in _INDEX)


def _target(columns: Sequence[Column]) -> Column:
    """Return the column with a telling name, else the last category with few values, else the last number."""
    usable = [column for column in columns if not column.constant] or list(columns)
    # An x and a y before other columns are a place.
    places = {"x", "y"} <= {column.name.lower() for column in usable[:-1]}
    for name in _TARGETS:
        for column in usable:
            if column.name.lower() == name and not (places and name == "y"):
                return column
    last = usable[-1]
    if last.kind is Kind.NUMBER or (last.kind is Kind.CATEGORY and last.few):
        # The last column is the usual place; the first one next to it, as a name of what the row is.
        first = usable[0]
        is_name = (
            first.kind is Kind.CATEGORY and first.few and last.kind is Kind.NUMBER and not _is_code(last)
        )
        return first if is_name else last
    found = [column for column in usable if column.kind in (Kind.CATEGORY, Kind.NUMBER)]
    return found[-1] if found else last
