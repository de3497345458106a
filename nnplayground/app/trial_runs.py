"""Trials that a person wants among the runs: at once where they were kept, else trained once more."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnplayground.app.long_task import LongTask
from nnplayground.app.tasks import in_background
from nnplayground.core.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nnplayground.app.long_task import Progress, ShouldStop
    from nnplayground.app.runs import RunStore
    from nnplayground.core.experiment import Experiment
    from nnplayground.sweeps.plan import Plan
    from nnplayground.sweeps.shelf import RunShelf
    from nnplayground.sweeps.study import TrialResult
    from nnplayground.train.kept import KeptRun

__all__ = ["KnownRuns", "TrialRuns"]

_BYTES = 128 * 2**20  # of the runs of a sweep that are kept in case they are wanted


class KnownRuns:
    """The runs of the sweep that is shown: on the disk, and the newest in memory as far as that is given.

    The thread of the sweep puts them in, and the window looks.
    """

    def __init__(self, most: int = _BYTES) -> None:
        self._most, self._bytes = most, 0
        self._runs: dict[tuple[int, int], KeptRun] = {}  # the oldest first
        self._shelf: RunShelf | None = None
        self._held: set[tuple[int, int]] = set()  # by the shelf
        self._lock = threading.Lock()

    def open(self, shelf: RunShelf) -> None:
        """Know what a shelf holds, and put there what comes from now on; it reads the disk."""
        held = shelf.held()
        with self._lock:
            self._shelf = shelf
            self._held |= held

    def put(self, number: int, place: int, run: KeptRun) -> None:
        """Take in a run, after the number of its trial and the place of its seed; it writes to the disk.

        The oldest make room in memory.
        """
        held = self._shelf is not None and self._shelf.put(number, place, run)
        with self._lock:
            if held:
                self._held.add((number, place))
            self._take(number, place, run)

    def _take(self, number: int, place: int, run: KeptRun) -> None:
        before = self._runs.pop((number, place), None)
        self._runs[number, place] = run
        self._bytes += run.bytes - (before.bytes if before is not None else 0)
        while self._bytes > self._most:
            self._bytes -= self._runs.pop(next(iter(self._runs))).bytes

    def find(self, number: int, place: int) -> KeptRun | None:
        """Return the run of a trial from one of its seeds; None if it is not in memory."""
        with self._lock:
            return self._runs.get((number, place))

    def has(self, number: int, place: int) -> bool:
        """Tell whether a run is there, in memory or on the disk."""
        with self._lock:
            return (number, place) in self._runs or (number, place) in self._held

    def fetch(self, number: int, place: int, experiment: Experiment) -> KeptRun | None:
        """Return a run from the disk; None if it is not there any more, or is one of another experiment.

        Raises
        ------
        FileError
            If its file is damaged.
        """
        found = None
        try:
            found = self._shelf.find(number, place, experiment) if self._shelf is not None else None
        finally:
            with self._lock:
                if found is None:
                    self._held.discard((number, place))
                else:
                    self._take(number, place, found)
        return found


@dataclass(frozen=True, slots=True)
class _Wish:
    """One seed of a trial that is to come among the runs."""

    plan: Plan
    result: TrialResult
    place: int
    jobs: int

    def is_for(self, number: int, place: int) -> bool:
        return (self.result.number, self.place) == (number, place)

    @property
    def experiment(self) -> Experiment:
        """What is trained."""
        return self.plan.experiments_with(self.result.parameters)[self.place]


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What has come of wishes that were looked for on the disk, and what was wrong with the last bad file."""

    known: KnownRuns
    found: tuple[tuple[_Wish, KeptRun | None], ...]
    error: FileError | None


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
        """Put runs of a trial among the others: at once those that are kept, in turn those to be trained.

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
        missing = [_Wish(plan, result, place, jobs) for place, run in found.items() if run is None]
        held = tuple(wish for wish in missing if self.known.has(number, wish.place))
        if held:
            in_background(self, _fetching(self.known, held), self._on_fetched, self.failed.emit)
        self._train([wish for wish in missing if wish not in held])

    def _on_fetched(self, fetched: _Fetched) -> None:
        """Add what was on the disk, and have the rest trained; nothing if another sweep is shown by now."""
        if fetched.known is not self.known:
            return
        runs = [run for _wish, run in reversed(fetched.found) if run is not None]
        if runs:
            self.added.emit(fetched.found[0][0].result.number, self._runs.add(runs))
        if fetched.error is not None:
            self.failed.emit(fetched.error)
        self._train([wish for wish, run in fetched.found if run is None])

    def _train(self, wishes: Iterable[_Wish]) -> None:
        for wish in wishes:
            number = wish.result.number
            if any(other.is_for(number, wish.place) for other in self._waiting):
                continue
            self._waiting.append(wish)
            self._asked[number] = self._asked.get(number, 0) + 1
            if len(self._waiting) == 1:
                self._begin()
        self.changed.emit()

    def unknown(self, number: int, places: Iterable[int]) -> int:
        """Return how many runs of a trial would have to be trained to be added."""
        return sum(not self.known.has(number, place) for place in places)

    def share(self, number: int) -> float | None:
        """Return how far a trial is that is on its way to the runs, from 0 to 1; None if it is not."""
        asked = self._asked.get(number)
        if asked is None:
            return None
        left = sum(wish.result.number == number for wish in self._waiting)
        done, of = self._task.progress if self._waiting[0].result.number == number else (0, 0)
        return (asked - left + (min(1.0, done / of) if of else 0.0)) / asked

    def clear(self, known: KnownRuns | None = None) -> None:
        """Let go of what is not there yet; another sweep is shown, of which so much is known."""
        self.known = known if known is not None else KnownRuns()
        del self._waiting[1:]
        self._task.cancel()

    def close(self) -> None:
        """End, and wait for the process to do so."""
        self._waiting.clear()
        self._asked.clear()
        self._task.close()

    def _begin(self) -> None:
        self._task.start(_training(self._waiting[0], self.known))

    def _on_progressed(self, _done: object, _of: object) -> None:
        self.changed.emit()

    def _on_done(self, run: KeptRun) -> None:
        self._runs.keep(run)
        self.added.emit(self._waiting[0].result.number, 1)

    def _on_ended(self) -> None:
        del self._waiting[:1]
        left = {wish.result.number for wish in self._waiting}
        self._asked = {number: count for number, count in self._asked.items() if number in left}
        if self._waiting:
            self._begin()
        self.changed.emit()


def _fetching(known: KnownRuns, wishes: tuple[_Wish, ...]) -> Callable[[], _Fetched]:
    def fetch() -> _Fetched:
        found: list[tuple[_Wish, KeptRun | None]] = []
        wrong: FileError | None = None
        for wish in wishes:
            run = None
            try:
                run = known.fetch(wish.result.number, wish.place, wish.experiment)
            except FileError as error:
                wrong = error
            found.append((wish, run))
        return _Fetched(known, tuple(found), wrong)

    return fetch


def _training(wish: _Wish, known: KnownRuns) -> Callable[[Progress, ShouldStop], KeptRun | None]:
    def work(progress: Progress, should_stop: ShouldStop) -> KeptRun | None:
        from nnplayground.sweeps.again import trained_again

        experiment = wish.experiment
        epochs = experiment.training.stop.epochs or 0

        def tell(epoch: int) -> None:
            progress(epoch, epochs)

        run = trained_again(experiment, jobs=wish.jobs, progress=tell, should_stop=should_stop)
        if run is not None:
            known.put(wish.result.number, wish.place, run)
        return run

    return work
