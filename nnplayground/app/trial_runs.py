"""Trials that a person wants among the runs: trained once more beside the window, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnplayground.app.long_task import LongTask

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnplayground.app.long_task import Progress, ShouldStop
    from nnplayground.app.runs import RunStore
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.kept import KeptRun

__all__ = ["TrialRuns"]


class TrialRuns(QObject):
    """Adds trials to the table of runs, with curves and weights that the sweep itself does not keep.

    Attributes
    ----------
    changed : Signal
        Other trials are waiting, or one is further.
    added : Signal(int)
        A trial, by its number, is among the runs.
    failed : Signal(object)
        A :class:`PlaygroundError`.
    """

    changed = Signal()
    added = Signal(int)
    failed = Signal(object)

    def __init__(self, runs: RunStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs = runs
        self._waiting: list[tuple[int, Experiment, int]] = []  # the first is the one under way
        self._task = LongTask(self)
        self._task.progressed.connect(self._on_progressed)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self.failed)
        self._task.ended.connect(self._on_ended)

    def add(self, number: int, experiment: Experiment, jobs: int) -> None:
        """Have a trial trained once more, after those that were asked for before.

        Parameters
        ----------
        number : int
            Of the trial.
        experiment : Experiment
            Its own.
        jobs : int
            How many trials were trained at once.
        """
        if self.share(number) is None:
            self._waiting.append((number, experiment, jobs))
            if len(self._waiting) == 1:
                self._begin()
            self.changed.emit()

    def share(self, number: int) -> float | None:
        """Return how far a trial is that is on its way to the runs, from 0 to 1; None if it is not."""
        place = next((n for n, waiting in enumerate(self._waiting) if waiting[0] == number), None)
        if place is None:
            return None
        done, of = self._task.progress if place == 0 else (0, 0)
        return min(1.0, done / of) if of else 0.0

    def clear(self) -> None:
        """Let go of all trials that are not there yet."""
        del self._waiting[1:]
        self._task.cancel()

    def close(self) -> None:
        """End, and wait for the process to do so."""
        self._waiting.clear()
        self._task.close()

    def _begin(self) -> None:
        _number, experiment, jobs = self._waiting[0]
        self._task.start(_work(experiment, jobs))

    def _on_progressed(self, _done: object, _of: object) -> None:
        self.changed.emit()

    def _on_done(self, run: KeptRun) -> None:
        self._runs.keep(run)
        self.added.emit(self._waiting[0][0])

    def _on_ended(self) -> None:
        del self._waiting[:1]
        if self._waiting:
            self._begin()
        self.changed.emit()


def _work(experiment: Experiment, jobs: int) -> Callable[[Progress, ShouldStop], KeptRun | None]:
    def work(progress: Progress, should_stop: ShouldStop) -> KeptRun | None:
        from nnplayground.sweeps.again import trained_again

        epochs = experiment.training.stop.epochs or 0

        def tell(epoch: int) -> None:
            progress(epoch, epochs)

        return trained_again(experiment, jobs=jobs, progress=tell, should_stop=should_stop)

    return work
