"""What commands share that train: one run with its bar, and the training a project was saved with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.cli.interrupt import interruptible
from nnplayground.cli.progress import Progress
from nnplayground.core.errors import PlaygroundError, TrainingError
from nnplayground.projects import files
from nnplayground.projects.source import file_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy import ndarray

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.measures import Measures
    from nnplayground.train.run import Run

__all__ = ["saved_training", "train_once"]


def saved_training(source: str) -> Mapping[str, ndarray] | None:
    """Return the training that is in a project file; None if there is none.

    Raises
    ------
    FileError
        If it is damaged.
    """
    path = file_of(source)
    project = None if path is None else files.read_project(path)
    if project is None:
        return None
    if project.training is None and project.problems:
        raise project.problems[0]
    return project.training


def train_once(
    experiment: Experiment,
    *,
    every: int | None = None,
    saved: Mapping[str, ndarray] | None = None,
    watch: Callable[[Measures], None] | None = None,
    shows: bool = True,
) -> Run:
    """Train with a bar; Ctrl+C ends it in order.

    Parameters
    ----------
    experiment : Experiment
    every : int, optional
        Epochs between two records.
    saved : Mapping[str, ndarray], optional
        The training to go on with.
    watch : callable, optional
        Gets the measures of every recorded epoch.
    shows : bool, optional
        False in a process that another one speaks for.
    """
    from nnplayground.train.run import run_experiment

    with interruptible() as interrupted, Progress(experiment.training.stop.epochs, shows=shows) as progress:

        def show(measures: Measures) -> None:
            progress.show(measures)
            if watch is not None:
                watch(measures)

        try:
            return run_experiment(
                experiment, progress=show, history_every=every, should_stop=interrupted.is_set, saved=saved
            )
        except TrainingError as error:
            if progress.begun:
                raise
            # What stops a run before its first epoch is in the experiment: an absent device, say.
            raise PlaygroundError(error.sentence, place=error.place, remedy=error.remedy) from error
