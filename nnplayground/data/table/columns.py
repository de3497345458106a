"""What the columns of a table hold: numbers, categories, dates, text; and what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.data.table.reading import Table

__all__ = ["BINS", "Column", "Kind", "codes_of", "numbers_of", "profile", "words_of"]

BINS = 14
_FEW = 30  # categories that are still told apart, and words below which a column is no free text
_MOST_DIGITS = 300
_MOST_LISTED = 100
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([ T]\d{1,2}:\d{2}.*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}( \d{1,2}:\d{2}.*)?"
)
_LOOKED_AT = 200


class Kind(StrEnum):
    """How a column is read."""

    NUMBER = "number"
    CATEGORY = "category"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it was found.

    Attributes
    ----------
    index : int
    name : str
    kind : Kind
        The guess.
    whole : bool
        Whether all its numbers are whole.
    missing, infinite : int
        Cells without a value, and with one that is not finite.
    distinct : int
        Different values.
    words : tuple of (str, int)
        The most frequent values and how often they occur; of few different ones, all.
    bins : tuple of int
        A histogram of the numbers; empty of other kinds.
    low, high : float
        Of the numbers.
    counts_up : bool
        Whether its numbers are 1, 2, 3, … as of an index.
    """

    index: int
    name: str
    kind: Kind
    whole: bool
    missing: int
    infinite: int
    distinct: int
    words: tuple[tuple[str, int], ...]
    bins: tuple[int, ...]
    low: float
    high: float
    counts_up: bool

    @property
    def few(self) -> bool:
        """Whether it has so few values that each may be a class."""
        return 2 <= self.distinct <= _FEW

    @property
    def constant(self) -> bool:
        """Whether it tells nothing."""
        return self.distinct < 2


def profile(table: Table) -> tuple[Column, ...]:
    """Look at every column."""
    return tuple(_column(table, index) for index in range(len(table.names)))


def _column(table: Table, index: int) -> Column:
    series = table.frame[index]
    raw = _raw_numbers(series)
    finite = raw[np.isfinite(raw)]
    infinite, missing = int(np.isinf(raw).sum()), int(series.isna().sum())
    kind = _kind(series, finite, len(series) - missing - infinite)
    distinct, words = _frequent_numbers(finite) if kind is Kind.NUMBER else _frequent_words(series)
    bins = np.histogram(finite, BINS)[0] if kind is Kind.NUMBER and len(finite) else ()
    steps = np.diff(finite)
    return Column(
        index=index,
        name=table.names[index],
        kind=kind,
        whole=kind is Kind.NUMBER and bool((finite == np.round(finite)).all()),
        missing=missing,
        infinite=infinite,
        distinct=distinct,
        words=words,
        bins=tuple(int(count) for count in bins),
        low=float(finite.min()) if len(finite) else float("nan"),
        high=float(finite.max()) if len(finite) else float("nan"),
        counts_up=len(steps) > 2 and bool((steps == 1).all()),
    )


def _frequent_numbers(finite: NDArray[np.float64]) -> tuple[int, tuple[tuple[str, int], ...]]:
    values, counts = np.unique(finite, return_counts=True)
    most = np.argsort(-counts, kind="stable")[:_MOST_LISTED]
    return len(values), tuple((f"{values[at]:.10g}", int(counts[at])) for at in most)


def _frequent_words(series: Any) -> tuple[int, tuple[tuple[str, int], ...]]:
    counts = words_of(series).value_counts()
    return len(counts), tuple((str(word), int(n)) for word, n in counts.iloc[:_MOST_LISTED].items())


def _kind(series: Any, finite: NDArray[np.float64], present: int) -> Kind:
    import pandas

    types = pandas.api.types
    if types.is_datetime64_any_dtype(series):
        return Kind.DATE
    if types.is_bool_dtype(series):
        return Kind.CATEGORY
    if types.is_numeric_dtype(series) or (present and len(finite) >= 0.95 * present):
        return Kind.NUMBER
    sample = series.dropna().head(_LOOKED_AT).astype(str)
    if len(sample) and all(_DATE.fullmatch(cell.strip()) for cell in sample):
        return Kind.DATE
    distinct = series.nunique()
    if distinct <= _FEW or distinct <= 0.05 * max(1, present):
        return Kind.CATEGORY
    return Kind.TEXT


def _raw_numbers(series: Any) -> NDArray[np.float64]:
    import pandas

    if pandas.api.types.is_datetime64_any_dtype(series):
        return np.full(len(series), np.nan)
    try:
        found = pandas.to_numeric(series, errors="coerce")
    except OverflowError:  # whole numbers of more digits than any float has
        short = series.where(series.astype(str).str.len() <= _MOST_DIGITS)
        found = pandas.to_numeric(short, errors="coerce")
    numbers: NDArray[np.float64] = np.asarray(found.to_numpy(dtype=np.float64, na_value=np.nan))
    return numbers


def numbers_of(series: Any) -> NDArray[np.float64]:
    """Return a column as numbers; NaN where there is none, or one that is not finite."""
    numbers = _raw_numbers(series)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def words_of(series: Any) -> Any:
    """Return a column as words (a pandas Series of str or NA); whole numbers without decimals."""
    import pandas

    if pandas.api.types.is_float_dtype(series):
        kept = series[np.isfinite(series)]
        return kept.map(lambda value: f"{value:.10g}").reindex(series.index)
    return series.where(series.isna(), series.astype(str).str.strip().str.slice(0, 150))


def codes_of(series: Any) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return for every row the index of its word (−1 where it is empty), and the words in order.

    Numbers are in the order of their size, words in that of the alphabet.
    """
    import pandas

    words = words_of(series)
    codes, found = pandas.factorize(words, use_na_sentinel=True)
    names = [str(word) for word in found]
    order = sorted(range(len(names)), key=lambda at: _sort_key(names[at]))
    place = np.empty(len(names) + 1, np.int64)
    place[order] = np.arange(len(names))
    place[-1] = -1  # which the code −1 of an empty cell reaches
    return place[codes], tuple(names[at] for at in order)


def _sort_key(word: str) -> tuple[int, float, str]:
    try:
        return 0, float(word), word
    except ValueError:
        return 1, 0.0, word.casefold()
