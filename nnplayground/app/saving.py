"""A project with its training and its runs, read and written off the window's thread."""

from __future__ import annotations

from concurrent.futures import wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnplayground.core.errors import FileError, PlaygroundError
from nnplayground.projects import files
from nnplayground.train.kept_json import runs_from_json, runs_to_json
from nnplayground.train.saved import require_training_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.kept import KeptRun
    from nnplayground.train.saved import SavedTraining

__all__ = ["Opened", "open_project", "save_project"]

_WAIT = 60.0  # seconds that one step, or loading torch, may take before the file is written without it


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """What comes into the window at once.

    Attributes
    ----------
    experiment : Experiment
    training : Mapping[str, ndarray] or None
        For :meth:`~nnplayground.app.session.Session.recall`.
    runs : tuple of KeptRun
    problems : tuple of FileError
        Why something of the file is not there.
    """

    experiment: Experiment
    training: Mapping[str, NDArray[Any]] | None = None
    runs: tuple[KeptRun, ...] = ()
    problems: tuple[FileError, ...] = ()


def open_project(path: Path) -> Opened:
    """Read a project; its training and its runs are left out where they are damaged.

    Raises
    ------
    FileError
        If its experiment cannot be read.
    """
    project = files.read_project(path)
    training, runs, problems = project.training, (), list(project.problems)
    try:
        runs = runs_from_json(list(project.runs or ()))
    except PlaygroundError as error:
        problems.append(_about(error))
    try:
        if training is not None:
            require_training_of(project.experiment, training)
    except PlaygroundError as error:
        training = None
        problems.append(_about(error))
    return Opened(project.experiment, training, runs, tuple(problems))


def _about(error: PlaygroundError) -> FileError:
    return FileError(error.sentence, place=error.place, remedy=error.remedy)


def save_project(
    path: Path,
    experiment: Experiment,
    captured: Future[SavedTraining | None] | None = None,
    runs: Sequence[KeptRun] = (),
) -> bool:
    """Write a project.

    Parameters
    ----------
    path : Path
    experiment : Experiment
    captured : Future, optional
        The training to be written with it.
    runs : Sequence of KeptRun
        The table of runs.

    Returns
    -------
    bool
        Whether the training was to be written and could not be had: the experiment as it is has none.

    Raises
    ------
    FileError
        If the file cannot be written.
    """
    saved = None if captured is None else _awaited(captured)
    table = runs_to_json(runs)
    if saved is None or not saved.belongs_to(experiment):
        files.save(path, experiment, runs=table)
        return captured is not None
    files.save(path, experiment, weights=saved.weights, training=saved.arrays, runs=table)
    return False


def _awaited(captured: Future[SavedTraining | None]) -> SavedTraining | None:
    wait([captured], _WAIT)
    if not captured.done() or captured.exception() is not None:  # which the training thread has reported
        return None
    return captured.result()
