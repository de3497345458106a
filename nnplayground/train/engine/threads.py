"""How many threads share the operations of a step.

The right number depends on what else the computer does at the moment: threads that wait for one which lost
its core make a step a hundred times as long. So it is tried out while training goes on, but only for steps
whose numbers have been found to be the same with every number of threads, bit for bit.
"""

from __future__ import annotations

import math
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import torch

from nnplayground.train.engine import Chunk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from nnplayground.train.engine import Way
    from nnplayground.train.engine.step import Turn

__all__ = ["Crew", "Sharing", "counts"]

_MOST = 16
_TRIED = 4  # steps; the first ones have to wake the threads
_BETTER = 0.93  # of a step's duration that is worth changing for
_WORSE = 1.5  # times the usual duration: something has changed
_SOON, _LATE = 0.5, 30.0  # seconds between two trials
_SPARED = 20  # times the duration of a trial pass before the next


def counts(base: int) -> tuple[int, ...]:
    """Return the numbers of threads that are worth a try, ascending, with ``base`` among them."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    most = min(cores, _MOST)
    powers = (2**exponent for exponent in range(most.bit_length()))
    return tuple(sorted({*powers, most, base}))


class Sharing:
    """A way whose operations are shared by a certain number of threads.

    Parameters
    ----------
    way : Way
    threads : int
    """

    def __init__(self, way: Way, threads: int) -> None:
        self._way, self._threads = way, threads
        self.name, self.shared = way.name, way.shared

    def run(self, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        """Do the steps; see :class:`nnplayground.train.engine.Way`."""
        with _threads(self._threads):
            return self._way.run(turn, chunk)


class Crew:
    """Finds out by and by how many threads make steps fastest.

    Parameters
    ----------
    base : int
        How many to begin with.
    clock : callable, optional
        Returns seconds.

    Attributes
    ----------
    threads : int
        How many it is now.
    """

    def __init__(self, base: int, clock: Callable[[], float] = time.perf_counter) -> None:
        self._counts, self._clock = counts(base), clock
        self.threads = base
        self._trained = 0.0  # seconds spent in steps: the time that trials are counted by
        self._settle(math.inf)

    def _settle(self, pace: float) -> None:
        """Begin with another number, whose steps take ``pace`` seconds at best."""
        self._pace = pace
        self._wait = dict.fromkeys((1, -1), _SOON)  # for more, for fewer
        self._due = dict.fromkeys((1, -1), self._trained + _SOON)

    def run(self, way: Way, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        """Do the steps of ``chunk``, now and then the first ones with another number of threads."""
        losses: list[NDArray[np.float64]] = []
        direction = self._direction()
        if direction:
            first, chunk = _cut(chunk, _TRIED)
            losses.append(self._try(direction, way, turn, first))
        if len(chunk) and all(math.isfinite(done[-1]) for done in losses):
            done, pace = self._timed(self.threads, way, turn, chunk)
            losses.append(done)
            if pace > _WORSE * self._pace:
                self._due[-1], self._pace = self._trained, pace
            self._pace = min(self._pace, pace)
        return losses[0] if len(losses) == 1 else np.concatenate(losses)

    def _direction(self) -> int:
        """Return 1 if it is time to try more, -1 if to try fewer, else 0."""
        place, now = self._counts.index(self.threads), self._trained
        possible = [way for way in (1, -1) if 0 <= place + way < len(self._counts) and self._due[way] <= now]
        return min(possible, key=lambda way: self._due[way], default=0)

    def _try(self, direction: int, way: Way, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        count = self._counts[self._counts.index(self.threads) + direction]
        losses: list[NDArray[np.float64]] = []
        started, pace = self._trained, math.inf
        with _threads(
            count
        ):  # held: OpenMP ends threads that are not wanted for a moment, and makes them anew
            for step in range(len(chunk)):
                done, pace = self._timed(count, way, turn, _cut(chunk, step + 1, step)[0])
                losses.append(done)
                if not math.isfinite(done[-1]):
                    break
        if pace < _BETTER * self._pace:
            self.threads = count
            self._settle(pace)
        else:
            now = self._trained
            self._wait[direction] = min(2 * self._wait[direction], _LATE)
            self._due[direction] = now + max(self._wait[direction], _SPARED * (now - started))
        return np.concatenate(losses)

    def _timed(self, count: int, way: Way, turn: Turn, chunk: Chunk) -> tuple[NDArray[np.float64], float]:
        started = self._clock()
        done = Sharing(way, count).run(turn, chunk)
        took = self._clock() - started
        self._trained += took
        return done, took / len(chunk)


@contextmanager
def _threads(count: int) -> Iterator[None]:
    before = torch.get_num_threads()
    if count == before:
        yield
        return
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _cut(chunk: Chunk, stop: int, start: int = 0) -> tuple[Chunk, Chunk]:
    """Return the steps from ``start`` to ``stop``, and those behind."""
    parts = slice(start, stop), slice(stop, None)
    first, rest = (
        Chunk(chunk.x, chunk.target, chunk.indices[part], {name: t[part] for name, t in chunk.tables.items()})
        for part in parts
    )
    return first, rest
