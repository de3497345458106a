"""A process that trains trials: what it is told, and what it says."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import translatable as _
from nnplayground.data.attachments import attachments
from nnplayground.sweeps.pace import Pace, coarse
from nnplayground.train.cores import cores, share_cores

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from nnplayground.core.experiment import Experiment
    from nnplayground.data.attachments import Hold
    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.kept import KeptRun
    from nnplayground.train.measures import Measures
    from nnplayground.train.run import Run
    from nnplayground.train.trainer import Trainer

__all__ = ["Done", "Ended", "Failed", "Pictured", "Reached", "Task", "begin", "kept_of", "settle", "work"]

_NOTED = 0.3  # seconds between two reports that nobody answers
_SPREAD = 10  # a report follows the last one after a tenth of the epochs done
_LOOK = 1.0  # seconds between two pictures
_SELDOM = 20.0  # times as long as a picture takes, that training has before the next one


@dataclass(frozen=True, slots=True)
class Task:
    """One trial.

    Attributes
    ----------
    experiments : tuple of Experiment
        Once for each seed.
    measure : str
        That is compared.
    keeps : bool
        Whether its runs are wanted.
    prunes : bool
        Whether it may be given up, so that every report waits for an answer.
    """

    experiments: tuple[Experiment, ...]
    measure: str
    keeps: bool = False
    prunes: bool = True


@dataclass(frozen=True, slots=True)
class Reached:
    """An epoch of the first seed is done; where trials are pruned, the answer is whether to give up."""

    epoch: int
    value: float


@dataclass(frozen=True, slots=True)
class Pictured:
    """What the network of the first seed says over the plane by now; nothing is answered."""

    picture: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """One seed has come to its end, the first being 0; nothing is answered."""

    place: int
    run: KeptRun


@dataclass(frozen=True, slots=True)
class Done:
    """The trial is over: all measures, their mean over the seeds; the picture is of the first one."""

    measures: dict[str, float]
    picture: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The trial cannot be trained."""

    sentence: str


class _GivenUpError(Exception):
    pass


def begin(
    target: Callable[..., None], experiment: Experiment, jobs: int, *more: Any
) -> tuple[SpawnProcess, Connection]:
    """Start a process that trains, and return it with this end of the pipe to it.

    Parameters
    ----------
    target : callable
        Gets the other end, the data that is attached to the experiment, ``jobs``, and ``more``.
    experiment : Experiment
    jobs : int
        How many such processes share the computer's cores.
    """
    context = multiprocessing.get_context("spawn")  # a fork would copy PyTorch's threads half
    ours, theirs = context.Pipe()
    keys = experiment.data.dataset.attachments()
    attached = {key: dict(attachments().get(key)) for key in keys}
    process = context.Process(target=target, args=(theirs, attached, jobs, *more), daemon=True)
    process.start()
    theirs.close()  # so that the pipe ends with the process
    return process, ours


def settle(attached: Mapping[str, Mapping[str, Any]], jobs: int) -> list[Hold]:
    """Make ready a process that was just begun; return what keeps the data that experiments refer to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it will end it
    share_cores(jobs)
    os.environ["OMP_NUM_THREADS"] = str(cores())  # before PyTorch starts that many
    return [attachments().put(arrays) for arrays in attached.values()]


def kept_of(run: Run) -> KeptRun:
    """Return what the table of runs shows of a run that has ended."""
    from nnplayground.sweeps.pictures import picture_of
    from nnplayground.train.kept import PICTURE_SIDE, keep_run

    picture = picture_of(run.prepared, run.module, PICTURE_SIDE)
    return keep_run(run.module, run.history, run.experiment, run.measures, picture)


def work(connection: Connection, attached: Mapping[str, Mapping[str, Any]], jobs: int) -> None:
    """Train what comes through ``connection`` until it closes.

    Parameters
    ----------
    connection : Connection
        Tasks come in; :class:`Reached`, :class:`Pictured`, :class:`Ended`, and at last :class:`Done`,
        :class:`Failed` or None, if given up, go out.
    attached : Mapping of str to arrays
        The data that experiments refer to.
    jobs : int
        How many such processes share the computer's cores.
    """
    trials = _Trials(connection, settle(attached, jobs))
    try:
        while True:
            connection.send(trials.run(connection.recv()))
    except (EOFError, OSError):
        return  # who started it is gone


class _Trials:
    """Trains one trial after another; data that stays the same is made once."""

    def __init__(self, connection: Connection, holds: Sequence[Hold] = ()) -> None:
        self._connection, self._holds = connection, holds  # own data outlives the trials that refer to it
        self._prepared: tuple[Any, PreparedData] | None = None
        self._picture: dict[str, Any] | None = None

    def run(self, task: Task) -> Done | Failed | None:
        try:
            measured = [self._trained(task, number) for number in range(len(task.experiments))]
        except _GivenUpError:
            return None
        except PlaygroundError as error:
            return Failed(str(error))
        except MemoryError:
            return Failed(str(_("core", "It needs more memory than there is.")))
        names = [name for name in measured[0] if all(name in values for values in measured)]
        means = {name: fmean(values[name] for values in measured) for name in names}
        if task.measure not in means:
            known = ", ".join(name for name in means if "_" in name)
            sentence = _("core", "It has no “{name}”; it has {known}.").format(name=task.measure, known=known)
            return Failed(str(sentence))
        return Done(means, self._picture)

    def _trained(self, task: Task, number: int) -> dict[str, float]:
        from nnplayground.sweeps.pictures import packed, picture_of
        from nnplayground.train.run import run_experiment

        experiment = task.experiments[number]
        epochs = experiment.training.stop.epochs
        run = run_experiment(
            experiment,
            progress=self._reporter(task, epochs) if number == 0 else None,
            history_every=Pace(epochs, fine=task.keeps, prunes=task.prunes) if epochs else None,
            watch=_Watch(self._connection) if number == 0 else None,
            prepared=self._data(experiment),
        )
        if number == 0:
            picture = picture_of(run.prepared, run.module)
            self._picture = None if picture is None else packed(picture)
        if task.keeps:
            self._connection.send(Ended(number, kept_of(run)))
        return run.measures.flat()

    def _data(self, experiment: Experiment) -> PreparedData:
        from nnplayground.data.prepare import prepare

        if self._prepared is None or self._prepared[0] != experiment.data:
            self._prepared = (experiment.data, prepare(experiment.data))
        return self._prepared[1]

    def _reporter(self, task: Task, epochs: int | None) -> Callable[[Measures], None]:
        """Return who tells how far the trial is: where it can be given up at the same epochs every time."""
        if not task.prunes:
            return self._note(task.measure)
        due, every = 1, coarse(epochs) if epochs else 1

        def report(measures: Measures) -> None:
            nonlocal due
            value = measures.flat().get(task.measure)
            if value is None or measures.epoch < due or (measures.epoch % every and measures.epoch != epochs):
                return
            due = measures.epoch + max(1, measures.epoch // _SPREAD)
            self._connection.send(Reached(measures.epoch, value))
            if self._connection.recv():
                raise _GivenUpError

        return report

    def _note(self, measure: str) -> Callable[[Measures], None]:
        """Return who tells it now and then, to be seen: keeping a report takes longer than small trials."""
        due = time.monotonic() + _NOTED

        def report(measures: Measures) -> None:
            nonlocal due
            value = measures.flat().get(measure)
            if value is not None and time.monotonic() >= due:
                self._connection.send(Reached(measures.epoch, value))
                due = time.monotonic() + _NOTED

        return report


class _Watch:
    """Sends pictures while a network learns, in a small part of the time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._due = time.monotonic() + _LOOK

    def __call__(self, trainer: Trainer) -> None:
        began = time.monotonic()
        if began < self._due:
            return
        from nnplayground.sweeps.pictures import packed, picture_of

        picture = picture_of(trainer.prepared, trainer.program)
        if picture is not None:
            self._connection.send(Pictured(packed(picture)))
        now = time.monotonic()
        self._due = now + max(_LOOK, _SELDOM * (now - began))
