"""A copy of the training's log that only fetches what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.train.history import Curves, Event, History

    Column = NDArray[Any]

__all__ = ["PARTS", "LogCopy"]

PARTS = {"train": "train_loss", "validation": "validation_loss", "test": "test_loss"}
_MEAN, _LOW, _HIGH = 0, 1, 2
_FIRST = 256
_NONE = np.empty(0)


class LogCopy:
    """All measures of a :class:`History`, kept up to date at the cost of the new rows.

    Attributes
    ----------
    stride : int
        How many points each row stands for.
    notes : tuple of Event
        What was changed while it trained.
    """

    def __init__(self) -> None:
        self._revision = -1
        self._rows = 0
        self._blocks: dict[str, Column] = {}  # each (3, capacity): mean, low, high
        self._cut: LogCopy | None = None
        self.stride = 1
        self.notes: tuple[Event, ...] = ()

    @classmethod
    def of(cls, curves: Curves) -> LogCopy:
        """Return a log that is complete already."""
        log = cls()
        log.stride, log.notes = curves.stride, curves.events
        log._take(0, curves)
        return log

    def __len__(self) -> int:
        return self._rows

    def update(self, history: History) -> None:
        """Fetch what came since the last time."""
        # The last row may have grown since it was read.
        row = max(0, self._rows - 1)
        fresh = history.since(row)
        if fresh.revision != self._revision:
            row, fresh = 0, history.arrays()
            self._start_anew(fresh)
        self._revision, self.stride, self.notes = fresh.revision, fresh.stride, fresh.events
        self._take(row, fresh)

    def _start_anew(self, fresh: Curves) -> None:
        """Let go of the rows; keep them aside if the log was cut because the run branched."""
        steps = self.mean("step")
        ends = float(fresh.mean["step"][-1]) if len(fresh) and "step" in fresh.mean else 0.0
        if len(steps) and ends < steps[-1]:
            self._cut = LogCopy()
            self._cut._blocks, self._cut._rows, self._cut.stride = self._blocks, self._rows, self.stride
        self._blocks = {}

    def take_cut(self) -> LogCopy | None:
        """Return, once, what the log was before its end was cut off."""
        cut, self._cut = self._cut, None
        return cut

    def _take(self, row: int, fresh: Curves) -> None:
        self._rows = row + len(fresh)
        for name, mean in fresh.mean.items():
            block = self._block(name, row)
            for kind, values in ((_MEAN, mean), (_LOW, fresh.low[name]), (_HIGH, fresh.high[name])):
                block[kind, row : self._rows] = values

    def _block(self, name: str, known: int) -> Column:
        """Return the room of a measure, NaN where it was not measured yet."""
        block = self._blocks.get(name)
        if block is None or block.shape[1] < self._rows:
            room = np.full((3, max(_FIRST, 2 * self._rows)), np.nan)
            if block is not None:
                room[:, :known] = block[:, :known]
            block = self._blocks[name] = room
        return block

    # -- reading ---------------------------------------------------------------------------------------

    @property
    def names(self) -> tuple[str, ...]:
        """The measures that there are."""
        return tuple(self._blocks)

    def mean(self, name: str) -> Column:
        """Return a measure's mean of every row, shape (n,); empty if there is no such measure."""
        return self._column(name, _MEAN)

    def low(self, name: str) -> Column:
        """Return the least value that each row stands for."""
        return self._column(name, _LOW)

    def high(self, name: str) -> Column:
        """Return the largest value that each row stands for."""
        return self._column(name, _HIGH)

    def _column(self, name: str, kind: int) -> Column:
        block = self._blocks.get(name)
        return _NONE if block is None else block[kind, : self._rows]

    @property
    def events(self) -> tuple[tuple[float, str], ...]:
        """What was changed while it trained, as (epoch, sentence)."""
        return tuple((float(event.epoch), event.text) for event in self.notes)
