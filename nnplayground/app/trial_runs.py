"""Trials that a person wants among the runs: at once where the sweep kept them, else trained once more."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnplayground.app.long_task import LongTask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nnplayground.app.long_task import Progress, ShouldStop
    from nnplayground.app.runs import RunStore
    from nnplayground.sweeps.plan import Plan
    from nnplayground.sweeps.study import TrialResult
    from nnplayground.train.kept import KeptRun

__all__ = ["KnownRuns", "TrialRuns"]

_BYTES = 128 * 2**20  # of the runs of a sweep that are kept in case they are wanted


class KnownRuns:
    """The runs of the sweep that is shown, as far as they were trained here and memory is given to them.

    The thread of the sweep puts them in, and the window looks.
    """

    def __init__(self, most: int = _BYTES) -> None:
        self._most, self._bytes = most, 0
        self._runs: dict[tuple[int, int], KeptRun] = {}  # the oldest first
        self._lock = threading.Lock()

    def put(self, number: int, place: int, run: KeptRun) -> None:
        """Take in a run, after the number of its trial and the place of its seed; the oldest make room."""
        with self._lock:
            before = self._runs.pop((number, place), None)
            self._runs[number, place] = run
            self._bytes += run.bytes - (before.bytes if before is not None else 0)
            while self._bytes > self._most:
                self._bytes -= self._runs.pop(next(iter(self._runs))).bytes

    def find(self, number: int, place: int) -> KeptRun | None:
        """Return the run of a trial from one of its seeds; None if it is not known, or no longer."""
        with self._lock:
            return self._runs.get((number, place))


@dataclass(frozen=True, slots=True)
class _Wish:
    """One seed of a trial that is to be trained once more."""

    plan: Plan
    result: TrialResult
    place: int
    jobs: int

    def is_for(self, number: int, place: int) -> bool:
        return (self.result.number, self.place) == (number, place)


class TrialRuns(QObject):
    """Adds trials to the table of runs, with curves and weights.

    Attributes
    ----------
    changed : Signal
        Other trials are waiting, or one is further.
    added : Signal(int, int)
        So many runs of a trial, by its number, have come among the others; none if all were there.
    failed : Signal(object)
        A :class:`PlaygroundError`.
    known : KnownRuns
        Those that need not be trained again.
    """

    changed = Signal()
    added = Signal(int, int)
    failed = Signal(object)

    def __init__(self, runs: RunStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs = runs
        self.known = KnownRuns()
        self._waiting: list[_Wish] = []  # the first is the one under way
        self._asked: dict[int, int] = {}  # how many are trained of each trial, those that have come included
        self._task = LongTask(self)
        self._task.progressed.connect(self._on_progressed)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self.failed)
        self._task.ended.connect(self._on_ended)

    def add(self, plan: Plan, result: TrialResult, places: Iterable[int], jobs: int) -> None:
        """Put runs of a trial among the others: at once those that are known, in turn those to be trained.

        Parameters
        ----------
        plan : Plan
        result : TrialResult
        places : iterable of int
            Which of the plan's seeds, the first being 0.
        jobs : int
            How many trials were trained at once.
        """
        number = result.number
        found = {place: self.known.find(number, place) for place in places}
        known = [run for run in reversed(found.values()) if run is not None]
        if known:
            self.added.emit(number, self._runs.add(known))
        for place, run in found.items():
            if run is None and not any(wish.is_for(number, place) for wish in self._waiting):
                self._waiting.append(_Wish(plan, result, place, jobs))
                self._asked[number] = self._asked.get(number, 0) + 1
                if len(self._waiting) == 1:
                    self._begin()
        self.changed.emit()

    def unknown(self, number: int, places: Iterable[int]) -> int:
        """Return how many runs of a trial would have to be trained to be added."""
        return sum(self.known.find(number, place) is None for place in places)

    def share(self, number: int) -> float | None:
        """Return how far a trial is that is on its way to the runs, from 0 to 1; None if it is not."""
        asked = self._asked.get(number)
        if asked is None:
            return None
        left = sum(wish.result.number == number for wish in self._waiting)
        done, of = self._task.progress if self._waiting[0].result.number == number else (0, 0)
        return (asked - left + (min(1.0, done / of) if of else 0.0)) / asked

    def clear(self) -> None:
        """Let go of what is not there yet, and of what is known: another sweep is shown."""
        self.known = KnownRuns()
        del self._waiting[1:]
        self._task.cancel()

    def close(self) -> None:
        """End, and wait for the process to do so."""
        self._waiting.clear()
        self._asked.clear()
        self._task.close()

    def _begin(self) -> None:
        self._task.start(_work(self._waiting[0]))

    def _on_progressed(self, _done: object, _of: object) -> None:
        self.changed.emit()

    def _on_done(self, run: KeptRun) -> None:
        wish = self._waiting[0]
        self.known.put(wish.result.number, wish.place, run)
        self._runs.keep(run)
        self.added.emit(wish.result.number, 1)

    def _on_ended(self) -> None:
        del self._waiting[:1]
        left = {wish.result.number for wish in self._waiting}
        self._asked = {number: count for number, count in self._asked.items() if number in left}
        if self._waiting:
            self._begin()
        self.changed.emit()


def _work(wish: _Wish) -> Callable[[Progress, ShouldStop], KeptRun | None]:
    def work(progress: Progress, should_stop: ShouldStop) -> KeptRun | None:
        from nnplayground.sweeps.again import trained_again

        experiment = wish.plan.experiments_with(wish.result.parameters)[wish.place]
        epochs = experiment.training.stop.epochs or 0

        def tell(epoch: int) -> None:
            progress(epoch, epochs)

        return trained_again(experiment, jobs=wish.jobs, progress=tell, should_stop=should_stop)

    return work
