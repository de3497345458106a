"""Training many networks at once: the same experiment from many seeds, or experiments that differ."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import PlaygroundError, TrainingError
from nnplayground.core.seeds import with_seeds
from nnplayground.core.text import translatable as _
from nnplayground.data.prepare import prepare
from nnplayground.train.cores import cores
from nnplayground.train.run import require_end, run_experiment
from nnplayground.train.turns import taking_turns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from nnplayground.core.data_config import DataConfig
    from nnplayground.core.experiment import Experiment
    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.measures import Measures
    from nnplayground.train.run import Run

    Progress = Callable[[int, Measures], None]
    Array = NDArray[np.float64]

__all__ = ["Failure", "ManyRuns", "Spread", "train_many", "with_seeds"]

_COUNTS = ("epoch", "step", "seconds")
_PARTS = ("train", "validation", "test")


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """One measure of many runs.

    Attributes
    ----------
    each : ndarray
        Shape (runs,) of final scores, (runs, records) of curves; NaN where a run has none.
    """

    each: Array

    @property
    def mean(self) -> Array:
        """The mean over the runs that have a value; NaN where none has."""
        known = np.isfinite(self.each)
        count = known.sum(axis=0)
        total = np.where(known, self.each, 0.0).sum(axis=0)
        return _divided(total, count)

    @property
    def deviation(self) -> Array:
        """The standard deviation of the sample (n − 1); NaN where fewer than two runs have a value."""
        known = np.isfinite(self.each)
        count = known.sum(axis=0)
        squares = np.where(known, self.each - self.mean, 0.0) ** 2
        total = squares.sum(axis=0)
        return np.sqrt(_divided(total, count - 1))


@dataclass(frozen=True, slots=True, eq=False)
class Failure:
    """A run that did not come to its end."""

    experiment: Experiment
    error: TrainingError


@dataclass(frozen=True, slots=True, eq=False)
class ManyRuns:
    """Finished runs, in the order in which they were asked for.

    Attributes
    ----------
    runs : tuple of Run
        Those that came to an end.
    failures : tuple of Failure
        Those that diverged.
    seconds : float
        From the first step to the last, by the clock on the wall.
    """

    runs: tuple[Run, ...]
    failures: tuple[Failure, ...]
    seconds: float

    def __len__(self) -> int:
        return len(self.runs)

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seed of each run."""
        return tuple(run.experiment.seed for run in self.runs)

    @property
    def epochs(self) -> Array:
        """The recorded epochs of all runs together, ascending."""
        return np.unique([epoch for run in self.runs for epoch in run.history.mean["epoch"]])

    @property
    def curves(self) -> dict[str, Spread]:
        """Losses, metrics and what else is recorded, (runs, ``len(epochs)``) each."""
        epochs = self.epochs
        names = dict.fromkeys(name for run in self.runs for name in run.history.mean)
        return {name: self._curve(name, epochs) for name in names if name not in _COUNTS}

    def _curve(self, name: str, epochs: Array) -> Spread:
        stacked = np.full((len(self.runs), len(epochs)), np.nan)
        for row, run in zip(stacked, self.runs, strict=True):
            known = run.history.mean
            if name in known:
                row[np.searchsorted(epochs, known["epoch"])] = known[name]
        return Spread(stacked)

    @property
    def scores(self) -> dict[str, dict[str, Spread]]:
        """The final ``loss`` and metrics by part of the data; parts without samples are left out."""
        parts = {part: [run.scores.get(part) for run in self.runs] for part in _PARTS}
        found: dict[str, dict[str, Spread]] = {}
        for part, scores in parts.items():
            rows = [{"loss": s.loss, **s.metrics} if s is not None else {} for s in scores]
            names = dict.fromkeys(name for row in rows for name in row)
            if names:
                found[part] = {n: Spread(np.array([row.get(n, np.nan) for row in rows])) for n in names}
        return found

    def weights(self) -> dict[str, Any]:
        """Return the final weights by ``<node>.<parameter>``, stacked: runs first.

        Raises
        ------
        PlaygroundError
            If the networks do not have the same parameters.
        """
        import torch

        states = [run.state_dict() for run in self.runs]
        forms = [{name: value.shape for name, value in state.items()} for state in states]
        if not states:
            return {}
        if any(form != forms[0] for form in forms):
            sentence = _("core", "The networks have different parameters, which cannot be stacked.")
            raise PlaygroundError(sentence, remedy=_("core", "Read the weights of each run."))
        return {name: torch.stack([state[name].cpu() for state in states]) for name in forms[0]}


def train_many(
    experiments: Sequence[Experiment],
    *,
    progress: Progress | None = None,
    history_every: int | None = None,
    should_stop: Callable[[], bool] | None = None,
    threads: int = 0,
) -> ManyRuns:
    """Train experiments side by side; each has the losses it has when it is trained alone, bit for bit.

    Networks for which there is machine code share the processor's cores, and those of one structure share
    one piece of code; learning rates, penalties and seeds may differ. What PyTorch computes itself runs one
    after another, since its threads would only wait for each other.

    Parameters
    ----------
    experiments : sequence of Experiment
        At least one; see :func:`with_seeds`.
    progress : callable, optional
        Gets the number of a run, from 0, and its measures at every recorded epoch; never two at a time.
    history_every : int, optional
        Epochs between two records; see :func:`nnplayground.train.run.run_experiment`.
    should_stop : callable, optional
        Asked between steps; True ends all runs in order, and those not begun are left out.
    threads : int
        How many train at the same time; 0 takes as many as there are cores.

    Raises
    ------
    PlaygroundError
        If an experiment cannot be trained, or all of them diverge.
    """
    if not experiments:
        raise PlaygroundError(_("core", "There is no experiment to train."))
    for experiment in experiments:
        require_end(experiment, should_stop is not None)
    started = time.perf_counter()
    crew = _Crew(experiments, progress, history_every, should_stop)
    results = crew.train_all(min(threads or cores(), len(experiments)))
    runs = tuple(result for result in results if result is not None and not isinstance(result, Failure))
    failures = tuple(result for result in results if isinstance(result, Failure))
    if not runs and failures:
        raise failures[0].error
    return ManyRuns(runs, failures, time.perf_counter() - started)


class _Crew:
    """What the threads that train many experiments share."""

    def __init__(
        self,
        experiments: Sequence[Experiment],
        progress: Progress | None,
        history_every: int | None,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self._experiments, self._progress, self._every = experiments, progress, history_every
        self._asked_to_stop = should_stop
        self._turns, self._broken = threading.Lock(), False
        self._data: list[tuple[DataConfig, PreparedData]] = []

    def train_all(self, threads: int) -> list[Run | Failure | None]:
        """Train all; the first error ends the others."""
        with ThreadPoolExecutor(threads, "many") as pool:
            try:
                return list(pool.map(self._train, range(len(self._experiments))))
            except BaseException:
                self._broken = True
                raise

    def _train(self, number: int) -> Run | Failure | None:
        """Train one of them in this thread; return None if it was not begun."""
        with taking_turns(self._turns):
            if self._stops():
                return None
            try:
                return self._trained(number)
            except BaseException:
                self._broken = True  # at once: the caller may be waiting for an earlier one
                raise

    def _trained(self, number: int) -> Run | Failure:
        experiment, progress = self._experiments[number], self._progress
        begun = False

        def show(measures: Measures) -> None:
            nonlocal begun
            begun = True
            if progress is not None:
                progress(number, measures)

        try:
            return run_experiment(
                experiment,
                progress=show,
                history_every=self._every,
                should_stop=self._stops,
                prepared=self._prepared(experiment),
            )
        except TrainingError as error:
            if not begun:
                raise
            return Failure(experiment, error)

    def _stops(self) -> bool:
        return self._broken or (self._asked_to_stop is not None and self._asked_to_stop())

    def _prepared(self, experiment: Experiment) -> PreparedData:
        """Return the data, made once for all that have the same."""
        if experiment.data.stream == "seedrandom":
            return prepare(experiment.data)  # its stream goes on into the weights, and is used up
        for config, known in self._data:
            if config == experiment.data:
                return known
        self._data.append((experiment.data, prepare(experiment.data)))
        return self._data[-1][1]


def _divided(total: Array, count: Array) -> Array:
    """Divide, by NaN where there is nothing to divide by."""
    return total / np.where(count > 0, count, np.nan)
