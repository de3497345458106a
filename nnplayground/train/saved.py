"""A run as it travels with a project: its moments, its curves, and the weights it has now."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import FileError
from nnplayground.core.text import translatable as _
from nnplayground.train.checkpoint import put_back, size_of
from nnplayground.train.commands import TooLarge
from nnplayground.train.endings import ends_run
from nnplayground.train.history import History
from nnplayground.train.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.checkpoint import Checkpoint
    from nnplayground.train.commands import Capture, CopyRun
    from nnplayground.train.measures import Measures
    from nnplayground.train.recorder import Recorder
    from nnplayground.train.snapshot import Array
    from nnplayground.train.trainer import Trainer

    Arrays = Mapping[str, NDArray[Any]]

__all__ = [
    "RunCopy",
    "SavedTraining",
    "answer_capture",
    "answer_copy",
    "copy_run",
    "require_training_of",
    "resume",
    "save_training",
]


@dataclass(frozen=True, slots=True, eq=False)
class SavedTraining:
    """What is needed to go on with a run another day.

    Attributes
    ----------
    experiment : Experiment
        As it was trained at that moment.
    arrays : Mapping[str, ndarray]
        Moments and curves, for :class:`~nnplayground.train.commands.Recall`.
    weights : Mapping[str, ndarray]
        By ``<node>.<parameter>``, for other programs.
    past : tuple of Experiment
        What its moments were made with: their data may be other than that of the present.
    """

    experiment: Experiment
    arrays: Arrays
    weights: Mapping[str, Array]
    past: tuple[Experiment, ...] = ()

    def belongs_to(self, experiment: Experiment) -> bool:
        """Tell whether an experiment has the network and the data that were trained."""
        return self.experiment.seed == experiment.seed and not ends_run(self.experiment, experiment)


@dataclass(frozen=True, slots=True, eq=False)
class RunCopy:
    """A run as it stood between two steps; made in no time, and packed wherever there is some.

    Attributes
    ----------
    experiment : Experiment
        As it was trained at that moment.
    timeline : Timeline
        Its own; the newest moment is the present.
    history : Mapping[str, ndarray]
        The curves.
    seconds : float
        What the copy has cost training.
    """

    experiment: Experiment
    timeline: Timeline
    history: Arrays
    seconds: float

    def pack(self, budget: int) -> SavedTraining:
        """Return what is needed to go on, with no more earlier moments than have room in ``budget`` bytes.

        The present is in it however large it is.
        """
        timeline = self.timeline
        if _holds_nan(timeline.newest().arrays.values()):
            timeline = _up_to_good(timeline)
        timeline.budget = max(budget, timeline.moments()[-1].bytes + timeline.moments()[0].bytes)
        return SavedTraining(
            self.experiment, {**timeline.to_arrays(), **self.history}, {}, timeline.experiments()
        )


def answer_capture(
    command: Capture, trainer: Trainer | None, recorder: Recorder, history: History, measures: Measures | None
) -> None:
    """Give who asked for it a copy of a run as it stands; None where nothing can be trained."""
    try:
        saved = None if trainer is None else save_training(trainer, recorder, history, measures)
    except Exception as error:  # whoever waits must not wait in vain
        command.answer.set_exception(error)
        raise
    command.answer.set_result(saved)


def answer_copy(
    command: CopyRun, trainer: Trainer | None, recorder: Recorder, history: History, measures: Measures | None
) -> None:
    """Give who asked for it a copy of a run that is quick to make, or :class:`TooLarge`."""
    if trainer is not None and size_of(trainer) > command.most:
        command.answer.set_exception(TooLarge(size_of(trainer)))
    else:
        copied = None if trainer is None else copy_run(trainer, recorder, history, measures)
        command.answer.set_result(copied)


def copy_run(trainer: Trainer, recorder: Recorder, history: History, measures: Measures | None) -> RunCopy:
    """Copy a run without keeping anybody waiting: the state once, and who knows of what there is already."""
    started = time.perf_counter()
    timeline, curves = recorder.copy_with_present(trainer, measures), history.to_arrays()
    return RunCopy(trainer.experiment, timeline, curves, time.perf_counter() - started)


def save_training(
    trainer: Trainer, recorder: Recorder, history: History, measures: Measures | None
) -> SavedTraining:
    """Copy a run as it stands.

    The present of a run that has diverged is of no use to anybody: its last good moment takes its place.
    """
    timeline = recorder.with_present(trainer, measures)
    if _holds_nan(timeline.newest().arrays.values()):
        timeline = _up_to_good(timeline)
    weights = {
        name: value.detach().cpu().numpy().copy() for name, value in trainer.program.state_dict().items()
    }
    arrays = {**timeline.to_arrays(), **history.to_arrays()}
    return SavedTraining(trainer.experiment, arrays, weights, timeline.experiments())


def _up_to_good(timeline: Timeline) -> Timeline:
    cut = Timeline.from_arrays(timeline.to_arrays(), timeline.budget)
    good = cut.good()
    if good is not None:
        cut.cut(good)
    return cut


def resume(trainer: Trainer, arrays: Arrays) -> None:
    """Let a trainer that is new go on from a saved training, by its own settings.

    Raises
    ------
    PlaygroundError
        If that belongs to something else, or is damaged.
    """
    wanted = trainer.experiment
    require_training_of(wanted, arrays)
    put_back(trainer, Timeline().take_arrays(arrays))
    trainer.history.take_arrays(arrays)
    trainer.history.cut(trainer.epoch, trainer.step)
    if trainer.experiment != wanted:
        trainer.update(wanted)


def require_training_of(experiment: Experiment, arrays: Arrays) -> None:
    """Raise unless a run can go on from what was read from a file.

    What depends on the size of the program is looked at by whoever builds it.

    Parameters
    ----------
    experiment : Experiment
        That of the same file.
    arrays : Mapping[str, ndarray]
        Moments and curves.

    Raises
    ------
    FileError
        If they are not written as they should be, belong to something else, or hold NaN.
    """
    newest = Timeline().take_arrays(arrays)
    History().take_arrays(arrays)
    if SavedTraining(newest.experiment, arrays, {}).belongs_to(experiment):
        _require_numbers(newest)
        return
    raise FileError(_("core", "The saved training belongs to another network or to other data."))


def _require_numbers(state: Checkpoint) -> None:
    if _holds_nan(state.arrays.values()):
        raise FileError(_("core", "The saved training holds weights that are no numbers."))


def _holds_nan(arrays: Iterable[NDArray[Any]]) -> bool:
    # Infinity may be meant: a mask of attention is made of it.
    return any(array.dtype.kind == "f" and bool(np.isnan(array).any()) for array in arrays)
