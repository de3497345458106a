"""Running a sweep: processes are given trials until there are enough."""

from __future__ import annotations

from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import translatable as _
from nnplayground.sweeps.worker import Done, Ended, Failed, Pictured, Reached, Task, begin, work

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from optuna.trial import Trial

    from nnplayground.sweeps.study import Study
    from nnplayground.train.kept import KeptRun

__all__ = ["run_sweep"]

_GLANCE = 0.2  # seconds between two looks at whether to stop


def run_sweep(
    study: Study,
    trials: int,
    jobs: int = 1,
    *,
    progress: Callable[[], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    should_pause: Callable[[], bool] | None = None,
    keep: Callable[[int, int, KeptRun], None] | None = None,
) -> None:
    """Train until the study has ``trials`` trials, those of earlier runs and other machines included.

    Parameters
    ----------
    study : Study
    trials : int
    jobs : int
        How many processes train at once.
    progress : callable, optional
        Called after every trial.
    should_stop : callable, optional
        Asked several times a second; True puts back the trials that are under way.
    should_pause : callable, optional
        Asked as often; while it is True no trial is begun, and it ends with those that are under way.
    keep : callable, optional
        Gets every run that came to its end, after the number of its trial and the place of its seed.
    """
    crew = [_Seat(study, jobs, keep) for _number in range(jobs)]
    try:
        while not (should_stop is not None and should_stop()):
            for seat in crew if should_pause is None or not should_pause() else ():
                seat.begin(trials)
            busy = {seat.connection: seat for seat in crew if seat.trial is not None}
            if not busy:
                break
            for ready in wait(list(busy), _GLANCE):
                if busy[ready].listen() and progress is not None:  # type: ignore[index] # they are ours
                    progress()
    finally:
        for seat in crew:
            seat.leave()


class _Seat:
    """A process and the trial it is at; the process is started when there is something to do."""

    def __init__(self, study: Study, jobs: int, keep: Callable[[int, int, KeptRun], None] | None) -> None:
        self._study, self._jobs, self._keep = study, jobs, keep
        self._process: SpawnProcess | None = None
        self.connection: Connection
        self.trial: Trial | None = None

    def begin(self, most: int) -> None:
        """Take a trial if there is one to do."""
        plan = self._study.plan
        while self.trial is None and (trial := self._study.ask(most)) is not None:
            try:
                experiments = plan.experiments_with(trial.params)
            except PlaygroundError as error:
                self._study.fail(trial, str(error))
                continue
            if self._process is None:
                self._process, self.connection = begin(work, plan.experiment, self._jobs)
            self.trial = trial
            self.connection.send(Task(experiments, plan.measure, self._keep is not None, plan.prunes))

    def listen(self) -> bool:
        """Take in what the process says; return whether its trial is over."""
        assert self.trial is not None
        try:
            said: Any = self.connection.recv()
            if isinstance(said, Reached):
                self.trial.report(said.value, said.epoch)
                if self._study.plan.prunes:
                    self.connection.send(self.trial.should_prune())
                return False
            if isinstance(said, Pictured):
                self._study.show(self.trial, said.picture)
                return False
            if isinstance(said, Ended):
                if self._keep is not None:
                    self._keep(self.trial.number, said.place, said.run)
                return False
        except (EOFError, OSError):
            said = Failed(str(_("core", "Its process has ended, perhaps for want of memory.")))
            self._dismiss()
        self._over(self.trial, said)
        self.trial = None
        return True

    def _over(self, trial: Trial, said: Done | Failed | None) -> None:
        if isinstance(said, Done):
            self._study.finish(trial, said.measures, said.picture)
        elif isinstance(said, Failed):
            self._study.fail(trial, said.sentence)
        else:
            self._study.prune(trial)

    def leave(self) -> None:
        """End the process; what it was at is put back."""
        if self.trial is not None:
            self._study.abandon(self.trial)
            self.trial = None
        self._dismiss()

    def _dismiss(self) -> None:
        if self._process is not None:
            self.connection.close()
            self._process.terminate()
            self._process.join()
            self._process = None
