"""The sweep that belongs to a document: what is varied, and the thread that has its trials trained."""

from __future__ import annotations

import os
import re
import shlex
import threading
import time
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnplayground.app.long_task import LongTask
from nnplayground.app.tasks import in_background
from nnplayground.core.errors import PlaygroundError
from nnplayground.projects.folders import sweep_folder
from nnplayground.sweeps.plan import Plan, Sampler
from nnplayground.sweeps.suggested import first_axes, suggested_axis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nnplayground.app.document import Document
    from nnplayground.app.long_task import Progress, ShouldStop
    from nnplayground.app.session import Session
    from nnplayground.app.trial_runs import KnownRuns
    from nnplayground.core.experiment import Experiment
    from nnplayground.sweeps.axes import Axis
    from nnplayground.sweeps.importance import Importance
    from nnplayground.sweeps.study import KeptStudy, Study, TrialResult

__all__ = ["MOST_JOBS", "MOST_SEEDS", "MOST_TRIALS", "Phase", "Setup", "Sweeping"]

MOST_JOBS = max(1, os.cpu_count() or 1)
MOST_SEEDS, MOST_TRIALS = 32, 10_000
_LOOK = 0.4  # seconds between two looks at trials that are under way
_SELDOM = 20.0  # how much longer than finding out what matters it waits before it does so again
_NAME = 40  # letters of a study's name


class Phase(StrEnum):
    """What a sweep is doing."""

    NEW = "new"
    RUNNING = "running"
    PAUSING = "pausing"
    STOPPING = "stopping"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Setup:
    """How the person wants to sweep; see :class:`Plan` for what is not told here.

    Attributes
    ----------
    trials : int
        Of samplers other than the grid, which has as many as it has points.
    epochs : int
        That every trial is trained for.
    jobs : int
        How many are trained at once.
    measure : str
        Empty for what is usual.
    """

    axes: tuple[Axis, ...] = ()
    sampler: Sampler = "grid"
    trials: int = 30
    epochs: int = 200
    seeds: int = 1
    jobs: int = max(1, min(4, MOST_JOBS // 2))
    prunes: bool = False
    measure: str = ""

    def plan(self, experiment: Experiment) -> Plan:
        """Return what is to be trained.

        Raises
        ------
        PlaygroundError
            If nothing is varied, or a value does not fit the experiment.
        """
        from nnplayground.sweeps.axes import parse_axis

        ended = experiment.with_value("training.stop.epochs", self.epochs)
        ended.report().require_ok()
        axes = tuple(parse_axis(axis.text(), ended) for axis in self.axes)
        measure = self.measure or Plan.measure_of(ended)
        return Plan(ended, axes, measure, self.sampler, self.seeds, self.prunes)

    def wanted(self, plan: Plan) -> int:
        """Return how many trials there are to be."""
        return plan.grid_size if plan.sampler == "grid" else self.trials


class _Board:
    """What the thread has found, and what it is told; plain Python, as Qt is the window's alone."""

    def __init__(self) -> None:
        self.paused, self.stopped = threading.Event(), threading.Event()
        self.results: tuple[TrialResult, ...] = ()
        self.importance: Importance | None = None


class Sweeping(QObject):
    """Sets a sweep up, runs it beside the window, and keeps what is known of its trials.

    Every trial is kept in the data base that the command line uses: what is stopped here, or by the end of
    the program, goes on later, here or there.

    Attributes
    ----------
    changed : Signal
        It is set up differently, or does something else.
    results_changed : Signal
        More is known of the trials.
    failed : Signal(object)
        A :class:`PlaygroundError`.
    plan : Plan or None
        Of the trials that are shown.
    results : tuple of TrialResult
        The best first.
    """

    changed = Signal()
    results_changed = Signal()
    failed = Signal(object)

    def __init__(self, document: Document, session: Session, parent: QObject | None = None) -> None:
        from nnplayground.app.trial_runs import TrialRuns

        super().__init__(parent)
        self._document, self._session = document, session
        self.setup = Setup(first_axes(document.unchanged))
        self.plan: Plan | None = None
        self.name = ""
        self.wanted = 0
        self.results: tuple[TrialResult, ...] = ()
        self.importance: Importance | None = None
        self._phase = Phase.NEW
        self._board = _Board()
        self._began, self._spent = 0.0, 0.0
        self._forgets = False  # what is under way, once it has stopped
        self.trial_runs = TrialRuns(session.runs, self)
        self.trial_runs.failed.connect(self.failed)
        self._task = LongTask(self)
        self._task.progressed.connect(self._take)
        self._task.failed.connect(self._on_failed)
        self._task.ended.connect(self._on_ended)
        document.committed.connect(self._on_document)
        document.replaced.connect(self._on_replaced)

    # -- setting up ------------------------------------------------------------------------------------

    def change(self, **settings: object) -> None:
        """Set it up differently, by the names of :class:`Setup`."""
        self.setup = replace(self.setup, **settings)  # type: ignore[arg-type] # dataclasses checks the names
        self.changed.emit()

    def add(self, path: str) -> None:
        """Vary one more setting, over values that are worth a try."""
        axis = suggested_axis(self._document.unchanged, path)
        if axis is not None and all(path != other.path for other in self.setup.axes):
            self.change(axes=(*self.setup.axes, axis))

    def remove(self, path: str) -> None:
        """Leave a setting as it is in the document."""
        self.change(axes=tuple(axis for axis in self.setup.axes if axis.path != path))

    def vary(self, axis: Axis) -> None:
        """Give a setting other values."""
        self.change(axes=tuple(axis if axis.path == other.path else other for other in self.setup.axes))

    # -- running ---------------------------------------------------------------------------------------

    @property
    def phase(self) -> Phase:
        """What it is doing."""
        return self._phase

    @property
    def is_busy(self) -> bool:
        """Whether trials are under way."""
        return self._task.is_running

    @property
    def seconds(self) -> float:
        """How long trials have been trained for since the study was opened here."""
        return self._spent + (time.monotonic() - self._began if self.is_busy else 0.0)

    @property
    def can_resume(self) -> bool:
        """Whether there are trials left of the sweep that is shown."""
        return self.plan is not None and self._phase is Phase.STOPPED

    def is_other(self) -> bool:
        """Tell whether the settings are no longer those of the trials that are shown."""
        plan, setup = self.plan, self.setup
        if plan is None:
            return True
        shown = (plan.axes, plan.sampler, plan.seeds, plan.prunes, plan.experiment.training.stop.epochs)
        is_measure = setup.measure in ("", plan.measure)
        wanted = (setup.axes, setup.sampler, setup.seeds, setup.prunes, setup.epochs)
        return shown != wanted or not is_measure or setup.wanted(plan) != self.wanted

    def start(self) -> None:
        """Begin with the settings as they are; a study of the same is gone on with."""
        if self.is_busy:
            return
        try:
            plan = self.setup.plan(self._document.unchanged)
        except PlaygroundError as error:
            self.failed.emit(error)
            return
        self._show_plan(plan, f"{_study_name(self._document)}-{plan.fingerprint()}")
        self.wanted, self._spent = self.setup.wanted(plan), 0.0
        self._run()

    def resume(self) -> None:
        """Go on with the sweep that is shown."""
        if self.can_resume and not self.is_busy:
            self._run()

    def pause(self) -> None:
        """Begin no more trials; those that are under way are trained to their end."""
        if self.is_busy:
            self._board.paused.set()
            self._set_phase(Phase.PAUSING)

    def stop(self) -> None:
        """End now; what is under way is put back."""
        if self.is_busy:
            self._board.stopped.set()
            self._set_phase(Phase.STOPPING)

    def close(self) -> None:
        """End, and wait for the processes to do so."""
        self.trial_runs.close()
        self._task.close()

    def _run(self) -> None:
        assert self.plan is not None
        self._session.pause()
        self._board, self._began = _Board(), time.monotonic()
        known = self.trial_runs.known
        work = _work(self.plan, self.name, self.wanted, self.setup.jobs, self._board, known)
        self._task.start(work)
        self._set_phase(Phase.RUNNING)

    def _show_plan(self, plan: Plan, name: str, known: KnownRuns | None = None) -> None:
        self.plan, self.name = plan, name
        self.results, self.importance = (), None
        self.trial_runs.clear(known)
        self.results_changed.emit()

    def _set_phase(self, phase: Phase) -> None:
        self._phase = phase
        self.changed.emit()

    def _take(self) -> None:
        self.results, self.importance = self._board.results, self._board.importance
        self.results_changed.emit()

    def _on_failed(self, error: PlaygroundError) -> None:
        self.failed.emit(error)

    def _on_ended(self) -> None:
        self._spent += time.monotonic() - self._began
        self._take()
        self._set_phase(self._rest())
        if self._forgets:
            self._forget()

    def _forget(self) -> None:
        """Show nothing; the trials are kept."""
        self.plan, self.results, self.importance, self._forgets = None, (), None, False
        self._set_phase(Phase.NEW)
        self.results_changed.emit()

    def _rest(self) -> Phase:
        over = sum(result.state != "running" for result in self.results)
        return Phase.DONE if over >= self.wanted else Phase.STOPPED

    # -- earlier ones ----------------------------------------------------------------------------------

    def find_kept(self, owner: QObject, done: Callable[[tuple[KeptStudy, ...]], None]) -> None:
        """Look beside the window for the sweeps that are kept, and call ``done`` while ``owner`` is there."""
        in_background(owner, _kept, done, self._on_failed)

    def command(self) -> str:
        """Return the command that goes on with the sweep; empty unless a saved file holds its experiment."""
        plan, document = self.plan, self._document
        if plan is None or document.path is None or document.is_modified:
            return ""
        epochs = plan.experiment.training.stop.epochs
        if document.unchanged.with_value("training.stop.epochs", epochs) != plan.experiment:
            return ""
        words = ["nnplayground", "sweep", str(document.path), "--epochs", str(epochs)]
        for axis in plan.axes:
            words += ["--vary", axis.text()]
        words += ["--sampler", plan.sampler, "--trials", str(self.wanted), "--jobs", str(self.setup.jobs)]
        words += ["--seeds", str(plan.seeds), "--measure", plan.measure, "--study", self.name]
        return shlex.join(words if plan.prunes else [*words, "--no-pruning"])

    def open_kept(self, study: KeptStudy) -> None:
        """Show an earlier sweep, which can then be gone on with."""
        if not self.is_busy:
            in_background(self, lambda: _read(study), self._on_read, self._on_failed)

    def _on_read(self, read: tuple[Plan, str, tuple[TrialResult, ...], Importance | None, KnownRuns]) -> None:
        if self.is_busy:
            return
        plan, name, results, importance, known = read
        self._show_plan(plan, name, known)
        trials = max(len(results), self.setup.trials) if plan.sampler != "grid" else plan.grid_size
        stop = plan.experiment.training.stop.epochs
        self.setup = replace(
            self.setup,
            axes=plan.axes,
            sampler=plan.sampler,
            trials=trials if plan.sampler != "grid" else self.setup.trials,
            epochs=stop or self.setup.epochs,
            seeds=plan.seeds,
            prunes=plan.prunes,
            measure=plan.measure,
        )
        self.results, self.importance, self.wanted, self._spent = results, importance, trials, 0.0
        self._set_phase(self._rest())
        self.results_changed.emit()

    # -- the document ----------------------------------------------------------------------------------

    def use(self, number: int) -> None:
        """Give the document the settings of a trial, as one edit."""
        result = next((result for result in self.results if result.number == number), None)
        if result is None or self.plan is None:
            return
        changed = self._document.unchanged
        try:
            for axis in self.plan.axes:
                changed = changed.with_value(axis.path, axis.value(result.parameters[axis.path]))
        except PlaygroundError as error:
            self.failed.emit(error)
            return
        self._document.apply(self.tr("Use settings of trial {number}").format(number=number), changed)

    def add_to_runs(self, number: int, places: Sequence[int] | None = None) -> None:
        """Put a trial that is over among the runs, from all its seeds or those at ``places``."""
        result = next((result for result in self.results if result.number == number), None)
        if self.plan is not None and result is not None and result.state in ("done", "pruned"):
            wanted = range(self.plan.seeds) if places is None else places
            self.trial_runs.add(self.plan, result, wanted, self.setup.jobs)

    def _on_document(self, _experiment: object) -> None:
        self.changed.emit()

    def _on_replaced(self) -> None:
        """Begin afresh: what was shown is of another experiment."""
        self.setup = replace(self.setup, axes=first_axes(self._document.unchanged), measure="")
        self._forgets = self.is_busy
        self.stop()
        if not self.is_busy:
            self._forget()


def _study_name(document: Document) -> str:
    """Return a name as the command line would give it: that of the file, or else of the experiment.

    It is the same in every language, or another language would begin another study.
    """
    path, experiment = document.path, document.unchanged
    name = path.stem if path is not None else experiment.name("en").lower() or experiment.data.dataset.kind
    return re.sub(r"\W+", "-", name).strip("-")[:_NAME] or "sweep"


def _storage() -> str:
    return f"sqlite:///{sweep_folder() / 'sweeps.db'}"


def _work(
    plan: Plan, name: str, trials: int, jobs: int, board: _Board, known: KnownRuns
) -> Callable[[Progress, ShouldStop], None]:
    def work(progress: Progress, should_stop: ShouldStop) -> None:
        from nnplayground.sweeps.shelf import RunShelf
        from nnplayground.sweeps.study import Study
        from nnplayground.sweeps.sweep import run_sweep

        folder = sweep_folder()
        with closing(Study(plan, _storage(), name, folder)) as study:
            known.open(RunShelf(folder, plan, name))
            notes = _Notes(study, board, progress)
            notes.take()

            def ends() -> bool:
                notes.glance()
                return should_stop() or board.stopped.is_set()

            run_sweep(
                study,
                trials,
                jobs,
                progress=notes.take,
                should_stop=ends,
                should_pause=board.paused.is_set,
                keep=known.put,
            )
            notes.end()

    return work


class _Notes:
    """Writes what is known of the trials on the board; in the thread of the sweep."""

    def __init__(self, study: Study, board: _Board, progress: Progress) -> None:
        self._study, self._board, self._progress = study, board, progress
        self._count, self._due = 0, 0.0
        self._judged, self._judge_due = 0, 0.0

    def glance(self) -> None:
        """Look at the trials under way, now and then."""
        if time.monotonic() >= self._due:
            self.take()

    def take(self) -> None:
        """Look at all trials."""
        results = self._study.results()
        self._board.results = results
        self._judge(results)
        self._count += 1
        self._progress(self._count, 0)
        self._due = time.monotonic() + _LOOK

    def end(self) -> None:
        """Look at all trials for the last time."""
        self._judge_due = 0.0
        self.take()

    def _judge(self, results: tuple[TrialResult, ...]) -> None:
        """Find out what matters, but not so often that trials would wait for it."""
        from nnplayground.sweeps.importance import importance_of

        done = sum(result.state == "done" for result in results)
        if done == self._judged or time.monotonic() < self._judge_due:
            return
        began = time.monotonic()
        self._board.importance = importance_of(self._study.plan, results)
        self._judged = done
        self._judge_due = time.monotonic() + _SELDOM * (time.monotonic() - began)


def _kept() -> tuple[KeptStudy, ...]:
    from nnplayground.sweeps.study import kept_studies

    if not (sweep_folder() / "sweeps.db").exists():
        return ()
    return kept_studies(_storage())


def _read(kept: KeptStudy) -> tuple[Plan, str, tuple[TrialResult, ...], Importance | None, KnownRuns]:
    from nnplayground.app.trial_runs import KnownRuns
    from nnplayground.sweeps.importance import importance_of
    from nnplayground.sweeps.shelf import RunShelf
    from nnplayground.sweeps.study import Study

    plan, known = Plan.from_text(kept.plan), KnownRuns()
    with closing(Study(plan, _storage(), kept.name, sweep_folder())) as study:
        results = study.results()
    known.open(RunShelf(sweep_folder(), plan, kept.name))
    return plan, kept.name, results, importance_of(plan, results), known
