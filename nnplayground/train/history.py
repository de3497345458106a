"""The log of a run: exact while it fits, then minimum, mean and maximum, at several resolutions."""

from __future__ import annotations

import copy
import json
import math
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import FileError
from nnplayground.core.text import from_json, to_json
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Column = NDArray[np.float64]
    Block = NDArray[np.float64]

__all__ = ["EXACT", "Curves", "Event", "History"]

EXACT = 20_000
_FIRST = 256
_COARSER = 16  # times as many points does a row stand for from one resolution to the next


@dataclass(frozen=True, slots=True)
class Event:
    """Something a person did to a running experiment, e.g. “Learning rate 0.03 → 0.1”."""

    epoch: int
    text: str


@dataclass(frozen=True, slots=True)
class Curves:
    """A copy of the log, or of a part of it.

    Attributes
    ----------
    mean, low, high : Mapping[str, ndarray]
        By measure: ``epoch``, ``step``, ``seconds``, ``train_loss``, ``test_loss``, ``penalty``,
        ``learning_rate``, ``train_accuracy``, …; NaN where it was not measured. All three are equal while
        ``stride`` is 1, but for ``batch_loss``: it stands for all batches since the row before.
    stride : int
        How many points each row stands for.
    revision : int
        Changes when rows that were already handed out have been merged or cleared.
    events : tuple of Event
    """

    mean: Mapping[str, Column]
    low: Mapping[str, Column]
    high: Mapping[str, Column]
    stride: int
    revision: int
    events: tuple[Event, ...]

    def __len__(self) -> int:
        return len(self.mean["epoch"]) if "epoch" in self.mean else 0

    def thinned(self, rows: int) -> Curves:
        """Return at most so many rows: neighbours merged into minimum, mean and maximum."""
        count = len(self)
        if count <= max(1, rows):
            return self
        edges = np.linspace(0, count, max(1, rows) + 1).astype(int)[:-1]
        with np.errstate(invalid="ignore"):  # ∞ − ∞ after a divergence
            mean = {name: _means(column, edges) for name, column in self.mean.items()}
        low = {name: np.fmin.reduceat(column, edges) for name, column in self.low.items()}
        high = {name: np.fmax.reduceat(column, edges) for name, column in self.high.items()}
        return replace(self, mean=mean, low=low, high=high, stride=self.stride * -(-count // len(edges)))


def _means(column: Column, edges: NDArray[np.int_]) -> Column:
    """Return the means of the intervals that begin at ``edges``, of what is known in them."""
    known = ~np.isnan(column)
    counts = np.add.reduceat(known.astype(np.float64), edges)
    sums = np.add.reduceat(np.where(known, column, 0.0), edges)
    means: Column = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
    return means


class History:
    """The scalars of a run, written by the training thread and read by any other.

    When ``limit`` rows are full, neighbours are merged two by two: every row then stands for twice as many
    points and keeps their minimum, mean and maximum, so that no spike is lost and memory stays bounded. The
    newest points are kept at finer resolutions besides: exactly, then sixteen to a row, and so on.

    Parameters
    ----------
    limit : int
        Rows kept of each resolution; even.
    """

    def __init__(self, limit: int = EXACT) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._revision = 0
        self._start()

    def _start(self) -> None:
        self._columns: dict[str, int] = {}
        self._whole = _Rows(self._limit)
        self._newest: list[_Rows] = []  # finer ones, the finest first
        self._points = 0
        self._events: list[Event] = []

    # -- writing ---------------------------------------------------------------------------------------

    def append(
        self, measures: Mapping[str, float], spreads: Mapping[str, tuple[float, float, float]] | None = None
    ) -> None:
        """Add a point; a measure that is new begins here.

        Parameters
        ----------
        measures : Mapping[str, float]
        spreads : Mapping[str, (float, float, float)], optional
            What stands for many values since the last point: mean, minimum and maximum.
        """
        with self._lock:
            row = self._row(measures, spreads or {})
            if self._whole.is_full and self._whole.stride == _COARSER ** len(self._newest):
                self._newest.append(copy.deepcopy(self._whole))
            for rows in self._newest:
                if rows.is_full:
                    rows.drop_oldest()
                rows.append(row)
            if self._whole.is_full:
                self._whole.halve()
                self._revision += 1
            self._whole.append(row)
            self._points += 1

    def note(self, epoch: int, text: str) -> None:
        """Remember that something was changed at ``epoch``; the same twice in a row is once."""
        event = Event(epoch, text)
        with self._lock:
            if self._events[-1:] != [event]:
                self._events.append(event)

    def cut(self, epoch: int, step: int) -> None:
        """Forget what was measured behind ``step`` and changed behind ``epoch``."""
        with self._lock:
            if "step" in self._columns:
                for rows in (self._whole, *self._newest):
                    rows.cut(self._columns["step"], step)
            self._points = self._whole.points
            self._events = [event for event in self._events if event.epoch <= epoch]
            self._revision += 1

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._start()
            self._revision += 1

    # -- reading ---------------------------------------------------------------------------------------

    def __len__(self) -> int:
        """Return the number of points ever added since the last clearing."""
        return self._points

    @property
    def revision(self) -> int:
        """A number that changes when earlier rows have changed."""
        return self._revision

    def arrays(self) -> Curves:
        """Return a copy of everything."""
        return self.since(0)

    def since(self, row: int) -> Curves:
        """Return a copy of the rows from ``row`` on; the last one may still be growing."""
        with self._lock:
            return self._copied(self._whole, slice(row, None))

    def between(self, first: float, last: float, rows: int) -> Curves:
        """Return the epochs ``first`` to ``last`` in at most ``rows`` rows, as finely as they are kept."""
        with self._lock:
            place = self._columns.get("epoch")
            if place is None:
                return self._copied(self._whole, slice(0, 0))
            levels = (level for level in self._newest if level.reaches_back_to(place, first))
            found = next(levels, self._whole)
            curves = self._copied(found, found.stretch(place, first, last))
        return curves.thinned(rows)

    def at(self, step: int) -> dict[str, float] | None:
        """Return what was measured at ``step`` or last before it; None if nothing was."""
        with self._lock:
            place = self._columns.get("step")
            if place is None:
                return None
            levels = (level for level in self._newest if level.reaches_back_to(place, step))
            rows = next(levels, self._whole)
            row = rows.stretch(place, step, step).stop - 1
            if row < 0:
                return None
            values = rows.known[0, row]
            known = {name: float(values[at]) for name, at in self._columns.items() if at < len(values)}
        return {name: value for name, value in known.items() if not math.isnan(value)}

    # -- files -----------------------------------------------------------------------------------------

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return the rows of the whole run as plain arrays; ``history/json`` says what they are."""
        with self._lock:
            events = [[event.epoch, to_json(event.text)] for event in self._events]
            said = {"columns": list(self._columns), "stride": self._whole.stride, "events": events}
            rows, points = self._whole.known.copy(), self._whole.each.copy()
        text = np.frombuffer(json.dumps(said).encode(), np.uint8)
        return {"history/rows": rows, "history/points": points, "history/json": text}

    def take_arrays(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Become what :meth:`to_arrays` was made of.

        Raises
        ------
        FileError
            If the arrays are not those of a log; nothing has changed then.
        """
        try:
            said = json.loads(bytes(arrays["history/json"]))
            names = [str(name) for name in said["columns"]]
            events = [Event(int(epoch), from_json(text)) for epoch, text in said["events"]]
            whole = _Rows.read(self._limit, said["stride"], arrays["history/rows"], arrays["history/points"])
            if len(names) != whole.known.shape[2]:
                raise ValueError("names and columns are not as many")
        except (LookupError, TypeError, ValueError) as error:
            raise FileError(_("core", "The curves of this file cannot be read.")) from error
        with self._lock:
            self._start()
            self._columns = {name: place for place, name in enumerate(names)}
            self._whole, self._events, self._points = whole, events, whole.points
            self._revision += 1

    # -- inside ----------------------------------------------------------------------------------------

    def _row(self, values: Mapping[str, float], spreads: Mapping[str, tuple[float, ...]]) -> Block:
        """Return a point as (3, columns): mean, low, high."""
        for name in (*values, *spreads):
            self._columns.setdefault(name, len(self._columns))
        row = np.full((3, len(self._columns)), np.nan)
        row[:, [self._columns[name] for name in values]] = list(values.values())
        for name, spread in spreads.items():
            row[:, self._columns[name]] = spread
        return row

    def _copied(self, rows: _Rows, wanted: slice) -> Curves:
        blocks = rows.known[:, wanted].copy()
        blocks.flags.writeable = False
        places = {name: at for name, at in self._columns.items() if at < blocks.shape[2]}
        mean, low, high = ({name: block[:, at] for name, at in places.items()} for block in blocks)
        return Curves(mean, low, high, rows.stride, self._revision, tuple(self._events))


class _Rows:
    """Rows of one resolution: minimum, mean and maximum of up to ``stride`` points each."""

    def __init__(self, limit: int) -> None:
        self._limit, self._count, self.stride = limit, 0, 1
        self._blocks = np.full((3, _FIRST, 0), np.nan)  # mean, low, high
        self._points = np.zeros(_FIRST, np.int64)

    @classmethod
    def read(cls, limit: int, stride: int, rows: Block, points: NDArray[np.int64]) -> _Rows:
        """Return rows that were kept in a file.

        Raises
        ------
        ValueError
            If they are not rows of this kind.
        """
        fits = rows.ndim == 3 and len(rows) == 3 and points.shape == rows.shape[1:2] and len(points) <= limit
        if not fits or stride < 1 or stride & (stride - 1) or (points < 1).any() or (points > stride).any():
            raise ValueError("these are no rows of a log")
        self = cls(limit)
        self.stride, self._count = int(stride), len(points)
        room = max(_FIRST, len(points)) - len(points)
        self._blocks = np.pad(rows.astype(np.float64), ((0, 0), (0, room), (0, 0)), constant_values=np.nan)
        self._points = np.pad(points.astype(np.int64), (0, room))
        return self

    @property
    def each(self) -> NDArray[np.int64]:
        """How many points each row stands for."""
        return self._points[: self._count]

    @property
    def known(self) -> Block:
        """The rows themselves, (3, rows, columns)."""
        return self._blocks[:, : self._count]

    @property
    def points(self) -> int:
        """How many points the rows stand for."""
        return int(self.each.sum())

    @property
    def is_full(self) -> bool:
        """Whether there is no room for another point."""
        return self._count == self._limit and self._points[self._count - 1] >= self.stride

    def reaches_back_to(self, column: int, value: float) -> bool:
        """Tell whether a measure that grows had come no further than ``value`` at the first row."""
        return self._count > 0 and bool(self._blocks[1, 0, column] <= value)

    def stretch(self, column: int, first: float, last: float) -> slice:
        """Return the rows in which a measure that grows is between two values."""
        start = np.searchsorted(self.known[2, :, column], first, side="left")
        stop = np.searchsorted(self.known[1, :, column], last, side="right")
        return slice(int(start), int(stop))

    def append(self, row: Block) -> None:
        """Add a point; there must be room."""
        self._widen(row.shape[1])
        if not self._count or self._points[self._count - 1] >= self.stride:
            self._open_row(row)
            return
        mean, low, high = self._blocks[:, self._count - 1]
        count = self._points[self._count - 1]
        known = np.where(np.isnan(mean), row[0], mean)
        with np.errstate(invalid="ignore"):  # ∞ − ∞ after a divergence
            mean[:] = np.where(np.isnan(row[0]), mean, known + (row[0] - known) / (count + 1))
        np.fmin(low, row[1], out=low)
        np.fmax(high, row[2], out=high)
        self._points[self._count - 1] += 1

    def _widen(self, columns: int) -> None:
        new = columns - self._blocks.shape[2]
        if new:
            room = np.full((3, self._blocks.shape[1], new), np.nan)
            self._blocks = np.concatenate([self._blocks, room], axis=2)

    def _open_row(self, row: Block) -> None:
        if self._count == self._blocks.shape[1]:
            room = np.full(self._blocks.shape, np.nan)
            self._blocks = np.concatenate([self._blocks, room], axis=1)
            self._points = np.concatenate([self._points, np.zeros_like(self._points)])
        self._blocks[:, self._count], self._points[self._count] = row, 1
        self._count += 1

    def halve(self) -> None:
        """Merge neighbours two by two."""
        pairs = self.known.reshape(3, self._count // 2, 2, -1)
        first, second = pairs[0, :, 0], pairs[0, :, 1]
        with np.errstate(invalid="ignore"):
            middle = (first + second) / 2
        both = np.where(np.isnan(first), second, np.where(np.isnan(second), first, middle))
        merged = np.stack([both, np.fmin(*pairs[1].swapaxes(0, 1)), np.fmax(*pairs[2].swapaxes(0, 1))])
        counts = self._points[: self._count].reshape(-1, 2).sum(axis=1)
        self._count //= 2
        self._blocks[:, : self._count], self._points[: self._count] = merged, counts
        self.stride *= 2

    def drop_oldest(self) -> None:
        """Make room by forgetting the first quarter."""
        gone = max(1, self._limit // 4)
        kept = self._count - gone
        self._blocks[:, :kept] = self._blocks[:, gone : self._count].copy()
        self._points[:kept] = self._points[gone : self._count].copy()
        self._count = kept

    def cut(self, column: int, value: float) -> None:
        """Forget the rows in which a measure that grows is greater than ``value``."""
        self._count = int(np.searchsorted(self.known[2, :, column], value, side="right"))
