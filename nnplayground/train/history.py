"""The append-only log of a run: exact while it fits, then minimum, mean and maximum per interval."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Column = NDArray[np.float64]

__all__ = ["EXACT", "Curves", "Event", "History"]

EXACT = 20_000
_FIRST = 256


@dataclass(frozen=True, slots=True)
class Event:
    """Something a person did to a running experiment, e.g. “Learning rate 0.03 → 0.1”."""

    epoch: int
    text: str


@dataclass(frozen=True, slots=True)
class Curves:
    """A copy of the log, or of its end.

    Attributes
    ----------
    mean, low, high : Mapping[str, ndarray]
        By measure: ``epoch``, ``step``, ``seconds``, ``train_loss``, ``test_loss``, ``penalty``,
        ``learning_rate``, ``train_accuracy``, …; NaN where it was not measured. All three are equal while
        ``stride`` is 1.
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


class History:
    """The scalars of a run, written by the training thread and read by any other.

    When ``limit`` rows are full, neighbours are merged two by two: every row then stands for twice as many
    points and keeps their minimum, mean and maximum, so that no spike is lost and memory stays bounded.

    Parameters
    ----------
    limit : int
        Rows kept; even.
    """

    def __init__(self, limit: int = EXACT) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._revision = 0
        self._start()

    def _start(self) -> None:
        self._columns: dict[str, int] = {}
        self._blocks = np.full((3, _FIRST, 0), np.nan)  # mean, low, high
        self._counts = np.zeros(_FIRST, np.int64)
        self._rows, self._stride, self._points = 0, 1, 0
        self._events: list[Event] = []

    # -- writing ---------------------------------------------------------------------------------------

    def append(self, measures: Mapping[str, float]) -> None:
        """Add a point; a measure that is new begins here."""
        with self._lock:
            row = self._widened(measures)
            if not self._rows or self._counts[self._rows - 1] == self._stride:
                self._open_row()
            self._merge_into(self._rows - 1, row)
            self._points += 1

    def note(self, epoch: int, text: str) -> None:
        """Remember that something was changed at ``epoch``."""
        with self._lock:
            self._events.append(Event(epoch, text))

    def cut(self, epoch: int, step: int) -> None:
        """Forget what was measured behind ``step`` and changed behind ``epoch``."""
        with self._lock:
            column = self._columns.get("step")
            if column is not None:
                kept = int(np.searchsorted(self._blocks[2, : self._rows, column], step, side="right"))
                self._points = int(self._counts[:kept].sum())
                self._blocks[:, kept : self._rows] = np.nan
                self._rows = kept
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
            blocks = self._blocks[:, row : self._rows].copy()
            blocks.flags.writeable = False
            mean, low, high = ({n: block[:, i] for n, i in self._columns.items()} for block in blocks)
            return Curves(mean, low, high, self._stride, self._revision, tuple(self._events))

    # -- inside ----------------------------------------------------------------------------------------

    def _widened(self, measures: Mapping[str, float]) -> Column:
        new = [name for name in measures if name not in self._columns]
        if new:
            room = np.full((3, self._blocks.shape[1], len(new)), np.nan)
            self._blocks = np.concatenate([self._blocks, room], axis=2)
            self._columns.update({name: len(self._columns) + i for i, name in enumerate(new)})
        row = np.full(len(self._columns), np.nan)
        for name, value in measures.items():
            row[self._columns[name]] = value
        return row

    def _open_row(self) -> None:
        if self._rows == self._limit:
            self._halve()
            if self._counts[self._rows - 1] < self._stride:
                return
        if self._rows == self._blocks.shape[1]:
            room = np.full(self._blocks.shape, np.nan)
            self._blocks = np.concatenate([self._blocks, room], axis=1)
            self._counts = np.concatenate([self._counts, np.zeros_like(self._counts)])
        self._counts[self._rows] = 0
        self._rows += 1

    def _merge_into(self, index: int, row: Column) -> None:
        mean, low, high = self._blocks[:, index]
        count = self._counts[index]
        if not count:
            mean[:], low[:], high[:] = row, row, row
        else:
            known = np.where(np.isnan(mean), row, mean)
            with np.errstate(invalid="ignore"):  # ∞ − ∞ after a divergence
                mean[:] = np.where(np.isnan(row), mean, known + (row - known) / (count + 1))
            np.fmin(low, row, out=low)
            np.fmax(high, row, out=high)
        self._counts[index] += 1

    def _halve(self) -> None:
        pairs = self._blocks[:, : self._rows].reshape(3, self._rows // 2, 2, -1)
        first, second = pairs[0, :, 0], pairs[0, :, 1]
        both = np.where(np.isnan(first), second, np.where(np.isnan(second), first, (first + second) / 2))
        merged = np.stack([both, np.fmin(*pairs[1].swapaxes(0, 1)), np.fmax(*pairs[2].swapaxes(0, 1))])
        counts = self._counts[: self._rows].reshape(-1, 2).sum(axis=1)
        self._rows //= 2
        self._blocks[:, : self._rows], self._counts[: self._rows] = merged, counts
        self._stride *= 2
        self._revision += 1
