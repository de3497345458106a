"""A project with its training and its runs, read and written off the window's thread."""

from __future__ import annotations

from concurrent.futures import wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from nnplayground.app.claim import claim
from nnplayground.core.errors import FileError, PlaygroundError
from nnplayground.core.text import translatable as _
from nnplayground.projects import backups, files
from nnplayground.train.kept_json import runs_from_json, runs_to_json
from nnplayground.train.saved import require_training_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Future
    from datetime import datetime
    from pathlib import Path

    from numpy.typing import NDArray

    from nnplayground.app.claim import Claim, Holder
    from nnplayground.core.experiment import Experiment
    from nnplayground.data.attachments import Hold
    from nnplayground.train.kept import KeptRun
    from nnplayground.train.saved import SavedTraining

__all__ = [
    "ChangedOnDisk",
    "HeldElsewhere",
    "Opened",
    "Saved",
    "open_claimed",
    "open_project",
    "save_claimed",
    "save_project",
]

_Part = TypeVar("_Part")
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
    problems : tuple of PlaygroundError
        Why something of the file is not there.
    holds : tuple of Hold
        Keep the own data of the training's past until that is made.
    """

    experiment: Experiment
    training: Mapping[str, NDArray[Any]] | None = None
    runs: tuple[KeptRun, ...] = ()
    problems: tuple[PlaygroundError, ...] = ()
    holds: tuple[Hold, ...] = ()


class ChangedOnDisk(FileError):
    """Somebody else has written the file since it was read.

    Parameters
    ----------
    path : Path
    when : datetime
    """

    def __init__(self, path: Path, when: datetime) -> None:
        super().__init__(_("core", "Another program has written this file."), place=str(path))
        self.when = when


class HeldElsewhere(FileError):
    """Another window has the file open.

    Parameters
    ----------
    path : Path
    holder : Holder
    """

    def __init__(self, path: Path, holder: Holder) -> None:
        super().__init__(_("core", "This file is open in another window."), place=str(path))
        self.holder = holder


@dataclass(frozen=True, slots=True, eq=False)
class Saved:
    """What came of saving.

    Attributes
    ----------
    claim : Claim
        Of the file as it is now.
    lacks_training : bool
        Whether the training was to be written and could not be had: the experiment as it is has none.
    """

    claim: Claim
    lacks_training: bool


def open_claimed(path: Path, own: Claim | None) -> tuple[Opened, Claim]:
    """Read a project and claim it; one that this window has already, and has alone, stays its own.

    Raises
    ------
    FileError
        If its experiment cannot be read; nothing is claimed then.
    """
    opened = open_project(path)
    if own is not None and own.is_of(path) and own.holder is None:
        own.renew()
        return opened, own
    return opened, claim(path)


def save_claimed(path: Path, own: Claim | None, write: Callable[[], bool], *, overwrite: bool) -> Saved:
    """Write a project, keeping the version before it.

    Parameters
    ----------
    path : Path
    own : Claim or None
        That of the document.
    write : callable
        Writes, and returns whether the training is lacking.
    overwrite : bool
        Whether the person wants it whatever others do with the file.

    Raises
    ------
    ChangedOnDisk, HeldElsewhere
        Unless ``overwrite``.
    FileError
        If the file cannot be written.
    """
    held = own if own is not None and own.is_of(path) else claim(path)
    try:
        _require_ours(held, path, overwrite=overwrite)
        backups.keep(path)
        lacks_training = write()
    except PlaygroundError:
        if held is not own:
            held.release()
        raise
    held.renew()
    return Saved(held, lacks_training)


def _require_ours(held: Claim, path: Path, *, overwrite: bool) -> None:
    if overwrite:
        return
    when = held.changed()
    if when is not None:
        raise ChangedOnDisk(path, when)
    if held.holder is not None:
        raise HeldElsewhere(path, held.holder)


def open_project(path: Path) -> Opened:
    """Read a project; its training and its runs are left out where they are damaged.

    Raises
    ------
    FileError
        If its experiment cannot be read.
    """
    project = files.read_project(path)
    problems: list[PlaygroundError] = list(project.problems)
    runs = _kept(lambda: runs_from_json(list(project.runs or ())), problems)
    training = _kept(lambda: _training(project), problems)
    return Opened(project.experiment, training, runs or (), tuple(problems), project.holds)


def _training(project: files.Project) -> Mapping[str, NDArray[Any]] | None:
    if project.training is not None:
        require_training_of(project.experiment, project.training)
    return project.training


def _kept(read: Callable[[], _Part], problems: list[PlaygroundError]) -> _Part | None:
    """Read a part; if that cannot be done, None and one more problem."""
    try:
        return read()
    except PlaygroundError as error:
        problems.append(error)
        return None


def save_project(
    path: Path,
    experiment: Experiment,
    captured: Future[SavedTraining | None] | None = None,
    runs: Sequence[KeptRun] = (),
    thumbnail: bytes | None = None,
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
    thumbnail : bytes, optional
        A small PNG of what the network says.

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
    table, beside = runs_to_json(runs), [run.experiment for run in runs]
    if saved is None or not saved.belongs_to(experiment):
        files.save(path, experiment, runs=table, thumbnail=thumbnail, beside=beside)
        return captured is not None
    files.save(
        path,
        experiment,
        weights=saved.weights,
        training=saved.arrays,
        runs=table,
        thumbnail=thumbnail,
        beside=[*beside, *saved.past],
    )
    return False


def _awaited(captured: Future[SavedTraining | None]) -> SavedTraining | None:
    wait([captured], _WAIT)
    if not captured.done() or captured.exception() is not None:  # which the training thread has reported
        return None
    return captured.result()
