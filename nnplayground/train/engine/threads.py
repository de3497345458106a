"""How many threads share the operations of a step.

The right number depends on what else the computer does at the moment: threads that wait for one which lost
its core make a step a hundred times as long. So it is tried out while training goes on, but only for steps
whose numbers have been found to be the same with every number of threads, bit for bit.
"""

from __future__ import annotations

import math
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import torch

from nnplayground.train.cores import cores
from nnplayground.train.engine import Chunk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from nnplayground.train.engine import Way
    from nnplayground.train.engine.step import Turn

__all__ = ["Crew", "Sharing", "counts"]

_MOST = 16
_BLOCK = 4  # steps by one number of threads; the first one has to wake them and does not count
_MAJORITY = 5  # comparisons that decide
_BETTER = 0.95  # of a block's duration that is worth changing for
_TOO_LONG = 4  # times the usual duration: there is nothing more to compare
_WORSE = 1.5  # times the usual duration: something has changed
_FOLLOWING = 0.2  # of a new duration in the usual one
_SOON, _LATE = 0.5, 30.0  # seconds between two trials
_SPARED = 20  # times the duration of a trial pass before the next


def counts(base: int) -> tuple[int, ...]:
    """Return the numbers of threads that are worth a try, ascending, with ``base`` among them."""
    most = min(cores(), _MOST)
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
        self.name, self.shared, self.is_prompt = way.name, way.shared, way.is_prompt

    def run(self, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        """Do the steps; see :class:`nnplayground.train.engine.Way`."""
        with _threads(self._threads):
            return self._way.run(turn, chunk)


class _Trial:
    """Compares two numbers of threads by blocks of steps in turns.

    A computer that others work on as well is now faster, now slower: only neighbouring blocks tell which
    number is better, and only several of them. The order alternates, so that a drift favours neither.

    Parameters
    ----------
    usual, other : int
    direction : int
        1 if the other number is greater, else -1.
    majority : int
        How many comparisons decide.

    Attributes
    ----------
    better : bool or None
        Whether the other number is; None while that is open.
    """

    def __init__(self, usual: int, other: int, direction: int, majority: int) -> None:
        self._pair, self.direction, self._majority = (usual, other), direction, majority
        self._durations: list[float] = []  # of the blocks of the present comparison
        self._votes = {True: 0, False: 0}
        self._done, self._seconds, self._woken = 0, 0.0, 0.0  # of the present block
        self.better: bool | None = None

    @property
    def threads(self) -> int:
        """How many do the present block."""
        return self._pair[self._side]

    @property
    def _side(self) -> int:
        """0 for the usual number, 1 for the other one, in the order 0 1, 1 0, 0 1 and so on."""
        return (len(self._durations) + sum(self._votes.values())) % 2

    @property
    def piece(self) -> int:
        """How many steps are timed at once."""
        return _BLOCK - self._done if self._done else 1

    def took(self, steps: int, seconds: float) -> None:
        """Take note of what the last steps took."""
        if self._done:
            self._seconds += seconds
        else:
            self._woken = seconds
        self._done += steps
        if self._hopeless():
            self.better = False
        elif self._done >= _BLOCK:
            self._durations.append(self._seconds)
            self._done, self._seconds = 0, 0.0
            if len(self._durations) == 2:
                self._vote()

    def _hopeless(self) -> bool:
        """Tell whether the other number takes so long that waiting for the block's end is a waste."""
        if self._side == 0 or not self._durations:
            return False
        return self._woken + self._seconds > _TOO_LONG * self._durations[0]

    def _vote(self) -> None:
        first, second = self._durations
        swapped = sum(self._votes.values()) % 2
        usual, other = (second, first) if swapped else (first, second)
        self._durations = []
        vote = other < _BETTER * usual
        self._votes[vote] += 1
        if self._votes[vote] == self._majority:
            self.better = vote


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
        self._trained = 0.0  # seconds spent in steps: the time that trials are counted by
        self._settle(base)

    def _settle(self, threads: int) -> None:
        """Begin with another number."""
        self.threads, self._usual = threads, math.inf
        self._trial: _Trial | None = None
        self._began, self._hasty = 0.0, False
        self._wait = dict.fromkeys((1, -1), _SOON)  # for more, for fewer
        self._due = dict.fromkeys((1, -1), self._trained + _SOON)

    def run(self, way: Way, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        """Do the steps of ``chunk``, now and then some of them with another number of threads."""
        losses: list[NDArray[np.float64]] = []
        while len(chunk):
            trial = self._present_trial()
            first, chunk = _cut(chunk, trial.piece if trial else len(chunk))
            losses.append(
                self._going_on(way, turn, first) if trial is None else self._try(trial, way, turn, first)
            )
            if not math.isfinite(losses[-1][-1]):
                break
        return losses[0] if len(losses) == 1 else np.concatenate(losses)

    def _present_trial(self) -> _Trial | None:
        """Return the trial that goes on, or one that is due."""
        direction = 0 if self._trial else self._direction()
        if direction:
            other = self._counts[self._counts.index(self.threads) + direction]
            # Threads that lost their cores to others are let go at the first sign.
            majority = 1 if direction < 0 and self._hasty else _MAJORITY
            self._trial, self._began = _Trial(self.threads, other, direction, majority), self._trained
        return self._trial

    def _direction(self) -> int:
        """Return 1 if it is time to try more, -1 if to try fewer, else 0."""
        place, now = self._counts.index(self.threads), self._trained
        possible = [way for way in (1, -1) if 0 <= place + way < len(self._counts) and self._due[way] <= now]
        return min(possible, key=lambda way: self._due[way], default=0)

    def _going_on(self, way: Way, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        losses, seconds = self._timed(self.threads, way, turn, chunk)
        pace = seconds / len(losses)
        if pace > _WORSE * self._usual:
            self._hasty = pace > _TOO_LONG * self._usual
            self._due[-1], self._usual = self._trained, pace
        followed = self._usual + _FOLLOWING * (pace - self._usual)
        self._usual = followed if math.isfinite(self._usual) else pace
        return losses

    def _try(self, trial: _Trial, way: Way, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        losses, seconds = self._timed(trial.threads, way, turn, chunk)
        trial.took(len(losses), seconds)
        if trial.better is not None:
            self._end(trial)
        return losses

    def _end(self, trial: _Trial) -> None:
        self._trial, self._hasty, direction = None, False, trial.direction
        if trial.better:
            self._settle(self._counts[self._counts.index(self.threads) + direction])
            return
        self._wait[direction] = min(2 * self._wait[direction], _LATE)
        spared = _SPARED * (self._trained - self._began)
        self._due[direction] = self._trained + max(self._wait[direction], spared)

    def _timed(self, count: int, way: Way, turn: Turn, chunk: Chunk) -> tuple[NDArray[np.float64], float]:
        started = self._clock()
        done = Sharing(way, count).run(turn, chunk)
        took = self._clock() - started
        self._trained += took
        return done, took


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
