"""Making numbers of a table as planned: categories encoded, gaps closed, rows parted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.data_config import DataConfig, Split
from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _
from nnplayground.data.attachments import attachments
from nnplayground.data.table.choices import TableChoices
from nnplayground.data.table.columns import Kind, codes_of, numbers_of
from nnplayground.data.table.plan import Encoding, Gaps, Parting, Plan, Scaling
from nnplayground.data.table_own import MAX_CLASSES, MAX_COLUMNS, OwnTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from nnplayground.data.table.reading import Table

    Floats = NDArray[np.float64]

__all__ = ["MOST_ONE_HOT", "Built", "build", "most_telling"]

MOST_ONE_HOT = 30
"""Categories of a column that get a place of their own; the rest share one."""
_TELLING = ("train", "val", "test")


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """Numbers, and what had to be done to have them.

    Attributes
    ----------
    x : ndarray
        float64 (rows, inputs).
    y : ndarray
        int64 (rows,) of classes, or float64 (rows, 1).
    part : ndarray or None
        uint8 (rows,), where a column parts the rows.
    kept : ndarray
        bool, of the rows of the table: which are in.
    inputs : tuple of str
        Names of the columns of ``x``.
    widths : dict of int to int
        How many inputs each column of the table gives.
    filled : dict of int to int
        How many cells of each column were filled.
    fills : dict of int to str
        What was put into them.
    classes : tuple of str
    """

    x: Floats
    y: NDArray[Any]
    part: NDArray[np.uint8] | None
    kept: NDArray[np.bool_]
    inputs: tuple[str, ...]
    widths: dict[int, int]
    filled: dict[int, int]
    fills: dict[int, str]
    classes: tuple[str, ...]
    source: str
    target: str
    plan: Plan
    choices: TableChoices | None

    @property
    def counts(self) -> tuple[int, ...]:
        """How many rows each class has."""
        return tuple(np.bincount(self.y, minlength=len(self.classes)).tolist()) if self.classes else ()

    def config(self, before: DataConfig) -> DataConfig:
        """Keep the numbers and return them as data of an experiment; the seed stays."""
        arrays = {"x": self.x, "y": self.y}
        if self.part is not None:
            arrays["part"] = self.part
        hold = attachments().put(arrays)
        dataset = OwnTable(
            source=self.source[:200],
            key=hold.key,
            rows=len(self.x),
            columns=tuple(name[:200] for name in self.inputs),
            target=self.target[:200],
            classes=tuple(name[:200] for name in self.classes),
            parted=None if self.part is None else _sizes(self.part),
            shown=most_telling(self.x, self.y),
            imported=self.choices,
        )
        plan = self.plan
        stratified = plan.parting is Parting.STRATIFIED and bool(self.classes)
        return DataConfig(
            dataset=dataset,
            split=Split(train=plan.train, validation=plan.validation, stratified=stratified),
            standardize=plan.scaling is not Scaling.NONE,
            scaling="range" if plan.scaling is Scaling.RANGE else "deviation",
            seed=before.seed,
        )


def build(table: Table, plan: Plan, stopped: Callable[[], bool] = lambda: False) -> Built:
    """Turn the chosen columns into numbers.

    Raises
    ------
    DataError
        If nothing can be learned from what is left.
    """
    if not plan.inputs():
        remedy = _("core", "Switch on at least one column.")
        raise DataError(_("core", "No column is an input."), place=table.name, remedy=remedy)
    y, classes, kept = _target(table, plan)
    part = None
    if plan.parting is Parting.COLUMN and plan.parts_by >= 0:
        part, known = _parts(table, plan.parts_by)
        kept &= known
    columns, kept, filled = _inputs(table, plan, kept)
    if stopped() or kept.sum() < 2:
        raise _nothing_left(table, int(kept.sum()))
    names = [name for _index, found in columns for name, _values in found]
    if len(names) > MAX_COLUMNS:
        sentence = _("core", "The categories would become {count} inputs; at most {most} are allowed.")
        remedy = _("core", "Leave some columns out, or number the categories.")
        raise DataError(sentence.format(count=f"{len(names):,}", most=f"{MAX_COLUMNS:,}"), remedy=remedy)
    x = np.empty((int(kept.sum()), len(names)))
    for at, values in enumerate(values for _index, found in columns for _name, values in found):
        x[:, at] = values[kept]
    y, classes = _without_empty_classes(y[kept], classes, table.names[plan.target])
    return Built(
        x,
        y if classes else y[:, np.newaxis],
        None if part is None else _with_train(part[kept], table.names[plan.parts_by]),
        kept,
        tuple(names),
        {index: len(found) for index, found in columns},
        filled,
        {at: _fill(table, plan, at, kept) for at, count in filled.items() if count},
        classes,
        table.name,
        table.names[plan.target],
        plan,
        _choices(table, plan, tuple(names), classes),
    )


def _choices(
    table: Table, plan: Plan, inputs: tuple[str, ...], classes: tuple[str, ...]
) -> TableChoices | None:
    """Return what is kept of the choices: for numbers that are kept already, those of their file.

    They no longer tell how numbers were made of which something was left out since.
    """
    if table.kept is None:
        return TableChoices.of(table, plan)
    same = (table.kept.columns, table.kept.classes, table.kept.target)
    return table.kept.imported if same == (inputs, classes, table.names[plan.target]) else None


def _target(table: Table, plan: Plan) -> tuple[NDArray[Any], tuple[str, ...], NDArray[np.bool_]]:
    name, series = table.names[plan.target], table.frame[plan.target]
    if not plan.classify:
        values = numbers_of(series)
        known = np.isfinite(values)
        if known.sum() < 2 or np.ptp(values[known]) == 0:
            remedy = _("core", "Choose another target, or classify.")
            raise DataError(
                _("core", "“{name}” holds no different numbers.").format(name=name), remedy=remedy
            )
        return values, (), known
    codes, words = codes_of(series)
    return codes, words, codes >= 0


def _without_empty_classes(
    y: NDArray[Any], classes: tuple[str, ...], name: str
) -> tuple[NDArray[Any], tuple[str, ...]]:
    """Return the classes that still have rows, numbered anew.

    Raises
    ------
    DataError
        If there is but one, or more than can be told apart.
    """
    if not classes:
        return y, ()
    present = np.unique(y)
    if len(present) < 2:
        sentence = _("core", "“{name}” has one class only, “{word}”.")
        remedy = _("core", "Choose another target.")
        raise DataError(sentence.format(name=name, word=classes[int(present[0])]), remedy=remedy)
    if len(present) > MAX_CLASSES:
        sentence = _("core", "“{name}” has {count} classes; at most {most} are learned.")
        remedy = _("core", "Predict a number, or choose another target.")
        raise DataError(
            sentence.format(name=name, count=f"{len(present):,}", most=MAX_CLASSES), remedy=remedy
        )
    return np.searchsorted(present, y), tuple(classes[int(index)] for index in present)


def _inputs(
    table: Table, plan: Plan, kept: NDArray[np.bool_]
) -> tuple[list[tuple[int, list[tuple[str, Floats]]]], NDArray[np.bool_], dict[int, int]]:
    """Return the inputs of every column, the rows that stay, and how many cells were filled."""
    raw = {at: _raw(table, plan, at) for at in plan.inputs()}
    for at, (missing, _make) in raw.items():
        if (plan.numbers if plan.kinds[at] is Kind.NUMBER else plan.words) is Gaps.DROP:
            kept = kept & ~missing
    filled = {at: int((missing & kept).sum()) for at, (missing, _make) in raw.items()}
    return [(at, make(kept)) for at, (_missing, make) in raw.items()], kept, filled


def _raw(
    table: Table, plan: Plan, at: int
) -> tuple[NDArray[np.bool_], Callable[[NDArray[np.bool_]], list[tuple[str, Floats]]]]:
    """Return which cells of a column are empty, and what makes inputs of it once the rows are known."""
    name, series = table.names[at], table.frame[at]
    if plan.kinds[at] is Kind.NUMBER:
        values = numbers_of(series)
        return np.isnan(values), lambda kept: [(name, _closed(values, kept, plan.numbers))]
    codes, words = codes_of(series)
    return codes < 0, lambda kept: _encoded(name, codes, words, kept, plan)


def _closed(values: Floats, kept: NDArray[np.bool_], gaps: Gaps) -> Floats:
    known = values[kept & ~np.isnan(values)]
    if gaps is Gaps.DROP or len(known) == len(values):
        return values
    middle = 0.0 if not len(known) else float(np.median(known) if gaps is Gaps.MEDIAN else known.mean())
    return np.where(np.isnan(values), middle, values)


def _fill(table: Table, plan: Plan, at: int, kept: NDArray[np.bool_]) -> str:
    """Return what stands in the empty cells of a column, in words."""
    if plan.kinds[at] is Kind.NUMBER:
        values = numbers_of(table.frame[at])
        known = values[kept & ~np.isnan(values)]
        middle = 0.0 if not len(known) else np.median(known) if plan.numbers is Gaps.MEDIAN else known.mean()
        return f"{middle:.4g}"
    codes, words = codes_of(table.frame[at])
    counts = np.bincount(codes[kept & (codes >= 0)], minlength=len(words))
    return words[int(counts.argmax())] if plan.words is Gaps.FREQUENT and len(words) else "?"


def _encoded(
    name: str, codes: NDArray[np.int64], words: tuple[str, ...], kept: NDArray[np.bool_], plan: Plan
) -> list[tuple[str, Floats]]:
    counts = np.bincount(codes[kept & (codes >= 0)], minlength=len(words))
    if plan.words is Gaps.FREQUENT and len(words):
        codes = np.where(codes < 0, int(counts.argmax()), codes)
    if plan.encoding is Encoding.ORDINAL:
        if plan.words is Gaps.UNKNOWN:
            codes = np.where(codes < 0, len(words), codes)
        return [(name, codes.astype(np.float64))]
    common = np.flatnonzero(counts)
    if len(common) > MOST_ONE_HOT:
        common = np.sort(np.argsort(-counts, kind="stable")[: MOST_ONE_HOT - 1])
    found = [(f"{name} = {words[int(index)]}", (codes == index).astype(np.float64)) for index in common]
    if (counts > 0).sum() > len(common):
        other = (codes >= 0) & ~np.isin(codes, common)
        found.append((f"{name} = …", other.astype(np.float64)))
    if plan.words is Gaps.UNKNOWN and (codes[kept] < 0).any():
        found.append((f"{name} = ?", (codes < 0).astype(np.float64)))
    return found


def _parts(table: Table, column: int) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Return the part of every row by the words of a column: train, val…, test, else by frequency."""
    codes, words = codes_of(table.frame[column])
    counts = np.bincount(codes[codes >= 0], minlength=len(words))
    if not 1 <= len(words) <= 3:
        sentence = _(
            "core", "“{name}” has {count} different values; a column that parts the rows has two or three."
        )
        raise DataError(sentence.format(name=table.names[column], count=len(words)))
    told = {
        at: part
        for at, word in enumerate(words)
        for part, tell in enumerate(_TELLING)
        if tell in word.lower()
    }
    if len(set(told.values())) < len(words):
        order = np.argsort(-counts, kind="stable").tolist()
        told = dict(zip(order, (0, 2, 1), strict=False))
    lookup = np.array([told[at] for at in range(len(words))] + [0], np.uint8)
    return lookup[codes], codes >= 0


def _with_train(part: NDArray[np.uint8], name: str) -> NDArray[np.uint8]:
    if not (part == 0).any():
        sentence = _("core", "“{name}” leaves no row for training.").format(name=name)
        raise DataError(sentence, remedy=_("core", "Part the rows at random."))
    return part


def _nothing_left(table: Table, count: int) -> DataError:
    sentence = _("core", "Too few rows have all values: {count} of {rows}.")
    remedy = _("core", "Fill missing values instead of leaving rows out, or leave out the emptiest column.")
    return DataError(sentence.format(count=count, rows=len(table.frame)), place=table.name, remedy=remedy)


def _sizes(part: NDArray[np.uint8]) -> tuple[int, int, int]:
    train, validation, test = np.bincount(part, minlength=3).tolist()
    return train, validation, test


def most_telling(x: Floats, y: NDArray[Any]) -> tuple[int, int]:
    """Return the two inputs that tell most of the target by themselves.

    By the share of their variance that lies between classes, or by their squared correlation with the value;
    of two that say the same, the second is passed over.
    """
    head, target = x[:5000], y[:5000]
    spread = head.std(axis=0)
    unit = (head - head.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    if y.ndim == 1:
        means = [unit[target == index].mean(axis=0) for index in np.unique(target)]
        shares = [(target == index).mean() for index in np.unique(target)]
        told = sum(share * mean**2 for share, mean in zip(shares, means, strict=True))
    else:
        values = target[:, 0] - target[:, 0].mean()
        told = (unit.T @ values) ** 2
    first = int(np.argmax(told))
    alike = np.abs(unit.T @ unit[:, first]) / len(unit)
    rest = np.where(alike > 0.95, -1.0, told)
    rest[first] = -2.0
    return (first, int(np.argmax(rest))) if x.shape[1] > 1 else (0, 0)
