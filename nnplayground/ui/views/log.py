"""A copy of the training's log that only fetches what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.train.history import Curves, History

__all__ = ["PARTS", "LogCopy"]

PARTS = {"train": "train_loss", "validation": "validation_loss", "test": "test_loss"}


class LogCopy:
    """The epochs and losses of a :class:`History`, kept up to date at the cost of the new rows.

    Attributes
    ----------
    arrays : dict of str to ndarray
        ``epoch`` and those of ``train``, ``validation``, ``test`` that the log has, shape (n,).
    spread : dict of str to (ndarray, ndarray)
        Least and largest values where rows stand for several points; else empty.
    events : tuple of (float, str)
    """

    def __init__(self) -> None:
        self._revision = -1
        self._columns: dict[str, NDArray[Any]] = {}
        self._stride = 1
        self.events: tuple[tuple[float, str], ...] = ()

    def update(self, history: History) -> None:
        """Fetch what came since the last time."""
        # The last row may have grown since it was read.
        row = max(0, self._rows - 1)
        fresh = history.since(row)
        if fresh.revision != self._revision:
            row, fresh = 0, history.arrays()
        self._revision, self._stride = fresh.revision, fresh.stride
        self._columns = {
            name: np.concatenate([self._columns.get(name, np.full(row, np.nan))[:row], values])
            for name, values in _wanted(fresh)
        }
        self.events = tuple((float(event.epoch), event.text) for event in fresh.events)

    @property
    def _rows(self) -> int:
        return len(self._columns.get("epoch", ()))

    @property
    def arrays(self) -> dict[str, NDArray[Any]]:
        known = {"epoch": self._columns.get("epoch", np.empty(0))}
        return known | {part: self._columns[part] for part in PARTS if part in self._columns}

    @property
    def spread(self) -> dict[str, tuple[NDArray[Any], NDArray[Any]]]:
        if self._stride == 1:
            return {}
        return {
            part: (self._columns[f"{part} low"], self._columns[f"{part} high"])
            for part in PARTS
            if f"{part} low" in self._columns
        }


def _wanted(curves: Curves) -> list[tuple[str, NDArray[Any]]]:
    """Name the columns that are drawn; the ends of the intervals only where they differ from the mean."""
    found = [("epoch", curves.mean["epoch"])] if "epoch" in curves.mean else []
    for part, name in PARTS.items():
        if name in curves.mean:
            found.append((part, curves.mean[name]))
            if curves.stride > 1:
                found += [(f"{part} low", curves.low[name]), (f"{part} high", curves.high[name])]
    return found
