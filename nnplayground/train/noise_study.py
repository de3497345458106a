"""How well networks hold out against noise on pictures that they did not train with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.core.codes import mirror_loss
from nnplayground.core.errors import PlaygroundError, TrainingError
from nnplayground.core.loss import Task
from nnplayground.core.picture_noise import MOST_NOISE
from nnplayground.core.text import translatable as _
from nnplayground.data.draws import named_rng
from nnplayground.data.picture_noise import with_picture_noise
from nnplayground.data.prepare import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.picture_noise import NoiseKind
    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.measures import Measures
    from nnplayground.train.run import Run

    Progress = Callable[[int, int, int], None]

__all__ = ["LEVELS", "Contestant", "NoiseCurve", "can_be_studied", "study_noise"]

LEVELS = tuple(round(0.05 * step, 2) for step in range(round(MOST_NOISE / 0.05) + 1))
"""The amounts of noise that are tried: 0, 5 … 50 %."""

_MOST_PICTURES = 2000  # judged at every level: enough for a percent, and soon done
_BATCH = 250


@dataclass(frozen=True, slots=True)
class Contestant:
    """A network to be trained.

    Attributes
    ----------
    name : str
        What it is called in the table.
    experiment : Experiment
        All of them have the same data.
    """

    name: str
    experiment: Experiment


@dataclass(frozen=True, slots=True, eq=False)
class NoiseCurve:
    """What one network reached.

    Attributes
    ----------
    name : str
    parameters : int
    epochs : int
        That it was trained for.
    accuracy : ndarray
        Shape (``len(LEVELS)``,): the share of pictures that it names right at each level.
    problem : PlaygroundError or None
        Why there are no numbers (the accuracies are NaN then).
    """

    name: str
    parameters: int
    epochs: int
    accuracy: NDArray[np.float64]
    problem: PlaygroundError | None = None


def can_be_studied(experiment: Experiment) -> bool:
    """Tell whether an experiment tells pictures apart by classes."""
    spec = experiment.data.spec()
    names_one = spec.task is not Task.REGRESSION and not spec.target.shape
    is_picture = len(spec.x.shape) == 3 and not spec.input_names
    return is_picture and names_one and mirror_loss(experiment.graph) is None


def study_noise(
    contestants: Sequence[Contestant],
    kind: NoiseKind,
    *,
    epochs: int | None = None,
    progress: Progress | None = None,
    done: Callable[[NoiseCurve], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[NoiseCurve, ...]:
    """Train each network as it is and judge it by the same pictures with more and more noise.

    Parameters
    ----------
    contestants : sequence of Contestant
        At least one; their data must be the same. Noise that the data have in training is kept.
    kind : str
        The noise that they are judged by.
    epochs : int, optional
        That each is trained for, instead of by its own rules.
    progress : callable, optional
        Gets the contestant's number, the finished epochs and those there will be (0 if unknown).
    done : callable, optional
        Gets every curve as soon as it is there.
    should_stop : callable, optional
        True ends the study; networks that were not finished are left out.

    Returns
    -------
    tuple of NoiseCurve
        One that could not be trained has a problem instead of numbers.

    Raises
    ------
    PlaygroundError
        If the data cannot be made, or are no pictures with classes.
    """
    first = contestants[0].experiment
    if not can_be_studied(first):
        sentence = _("core", "Noise is studied on pictures of several classes.")
        raise PlaygroundError(sentence, place="data.dataset", remedy=_("core", "Choose a set of images."))
    clean = first.data.replace(picture_noise=first.data.picture_noise.replace(test=0.0))
    prepared = prepare(clean)
    part = _judged(prepared)
    stops = should_stop or _never
    curves: list[NoiseCurve] = []
    for number, contestant in enumerate(contestants):
        experiment = _ending(contestant.experiment.replace(data=clean), epochs)
        judge = _Judge(prepared, part, kind, clean.seed)
        curve = _studied(replace(contestant, experiment=experiment), judge, number, progress, stops)
        if stops():
            break
        curves.append(curve)
        if done is not None:
            done(curve)
    return tuple(curves)


def _ending(experiment: Experiment, epochs: int | None) -> Experiment:
    stop = experiment.training.stop
    if epochs is not None:
        stop = type(stop)(epochs=epochs)
    schedule = experiment.training.schedule
    if epochs is not None and schedule is not None and "epochs" in type(schedule).model_fields:
        schedule = schedule.replace(epochs=max(1, epochs))  # so that the rate comes down in time
    return experiment.replace(training=experiment.training.replace(stop=stop, schedule=schedule))


def _studied(
    contestant: Contestant,
    judge: _Judge,
    number: int,
    progress: Progress | None,
    stops: Callable[[], bool],
) -> NoiseCurve:
    from nnplayground.train.run import run_experiment  # with it comes torch, which no window waits for

    experiment = contestant.experiment
    epochs = experiment.training.stop.epochs or 0

    def show(measures: Measures) -> None:
        if progress is not None:
            progress(number, measures.epoch, epochs)

    parameters = experiment.report().parameters
    try:
        run = run_experiment(
            experiment, progress=show, history_every=1, should_stop=stops, prepared=judge.prepared
        )
    except TrainingError as error:
        return NoiseCurve(contestant.name, parameters, 0, np.full(len(LEVELS), np.nan), error)
    return NoiseCurve(contestant.name, parameters, run.epochs, judge.accuracies(run, stops))


@dataclass(frozen=True, slots=True)
class _Judge:
    """The pictures that all networks are judged by."""

    prepared: PreparedData
    part: str
    kind: NoiseKind
    seed: int

    def accuracies(self, run: Run, stops: Callable[[], bool]) -> NDArray[np.float64]:
        """Return the accuracy at every level; NaN for those that were not come to."""
        found = np.full(len(LEVELS), np.nan)
        for place, level in enumerate(LEVELS):
            if stops():
                break
            found[place] = self._accuracy(run, level)
        return found

    def _accuracy(self, run: Run, level: float) -> float:
        raw = getattr(self.prepared, f"raw_{self.part}")[:_MOST_PICTURES]
        target = getattr(self.prepared, f"y_{self.part}")[:_MOST_PICTURES]
        # The same random numbers as the data's own noise: level 20 % is what the slider at 20 % shows.
        noisy = with_picture_noise(raw, self.kind, level, named_rng(self.seed, "noise.test"))
        right = 0
        for start in range(0, len(noisy), _BATCH):
            chosen = _classes(run.predict(noisy[start : start + _BATCH]))
            right += int((chosen == target[start : start + _BATCH]).sum())
        return right / len(noisy)


def _classes(outputs: NDArray[np.floating]) -> NDArray[np.int64]:
    """Return the predicted classes; one output is the probability of the second class."""
    if outputs.shape[1] == 1:
        return (outputs[:, 0] > 0.5).astype(np.int64)
    return np.asarray(outputs.argmax(axis=1))


def _judged(prepared: PreparedData) -> str:
    for part in ("test", "validation"):
        if len(getattr(prepared, f"y_{part}")):
            return part
    sentence = _("core", "There are no pictures for test to put noise on.")
    raise PlaygroundError(sentence, place="data.split", remedy=_("core", "Leave some for test."))


def _never() -> bool:
    return False
