"""A process that trains trials: what it is told, and what it says."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from multiprocessing.connection import Connection

    from nnplayground.core.experiment import Experiment
    from nnplayground.data.attachments import Hold
    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.measures import Measures

__all__ = ["Done", "Failed", "Reached", "Task", "work"]

_SPREAD = 10  # a report follows the last one after a tenth of the epochs done


@dataclass(frozen=True, slots=True)
class Task:
    """One trial: the experiment, once for each seed, and the measure that is compared."""

    experiments: tuple[Experiment, ...]
    measure: str


@dataclass(frozen=True, slots=True)
class Reached:
    """An epoch of the first seed is done; the answer is whether to give up."""

    epoch: int
    value: float


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


def work(connection: Connection, attached: Mapping[str, Mapping[str, Any]], threads: int) -> None:
    """Train what comes through ``connection`` until it closes.

    Parameters
    ----------
    connection : Connection
        Tasks come in; :class:`Reached`, :class:`Done`, :class:`Failed` or None, if given up, go out.
    attached : Mapping of str to arrays
        The data that experiments refer to.
    threads : int
        How many PyTorch may take.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it will end it
    os.environ["OMP_NUM_THREADS"] = str(threads)
    trials = _Trials(connection, _attach(attached))
    try:
        while True:
            connection.send(trials.run(connection.recv()))
    except (EOFError, OSError):
        return  # who started it is gone


def _attach(attached: Mapping[str, Mapping[str, Any]]) -> list[Hold]:
    from nnplayground.data.attachments import attachments

    return [attachments().put(arrays) for arrays in attached.values()]


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
            progress=self._reporter(task.measure) if number == 0 else None,
            history_every=max(1, epochs // 20) if epochs else None,
            prepared=self._data(experiment),
        )
        if number == 0:
            picture = picture_of(run)
            self._picture = None if picture is None else packed(picture)
        return run.measures.flat()

    def _data(self, experiment: Experiment) -> PreparedData:
        from nnplayground.data.prepare import prepare

        if self._prepared is None or self._prepared[0] != experiment.data:
            self._prepared = (experiment.data, prepare(experiment.data))
        return self._prepared[1]

    def _reporter(self, measure: str) -> Callable[[Measures], None]:
        due = 1

        def report(measures: Measures) -> None:
            nonlocal due
            value = measures.flat().get(measure)
            if value is None or measures.epoch < due:
                return
            due = measures.epoch + max(1, measures.epoch // _SPREAD)
            self._connection.send(Reached(measures.epoch, value))
            if self._connection.recv():
                raise _GivenUpError

        return report
