"""Unsaved work on disk: written while it is made, found again after a crash, gone after an ordinary end.

Each running program has a folder of its own here, held by a lock that the system lets go of when the program
is killed. A folder without a program is what a crash has left. What is in it is written as projects are, so
that a file is either the old one or the new one; one generation more is kept beside it for disks that promise
what they do not do.
"""

from __future__ import annotations

import json
import secrets
import shutil
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnplayground.core.errors import FileError
from nnplayground.core.locks import ProgramLock
from nnplayground.core.strict_json import read_json
from nnplayground.core.text import translatable as _
from nnplayground.projects import files
from nnplayground.projects.folders import recovery_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy import ndarray

    from nnplayground.core.experiment import Experiment
    from nnplayground.data.attachments import Hold

__all__ = ["About", "Found", "Recovered", "Store", "discard", "found", "recover"]

_EDIT, _RUN, _RUNS = "edit.nnp", "run.nnp", "runs.nnp"
_ABOUT, _LOCK, _THUMBNAIL = "about.json", "lock", "thumbnail.png"
_DATA, _MOST_DATA = "data-", 3
_FOLDERS, _BYTES, _DAYS = 20, 2**30, 60
_MAX_ABOUT = 2**16
_MOVING_IN = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class About:
    """What a person is told of unsaved work.

    Attributes
    ----------
    name : str
        What the window called it.
    path : str
        The file it was opened from or saved to; empty if there is none.
    edits : int
        Unsaved edits.
    epoch : int
        How far it was trained.
    written : str
        When, in UTC as ISO 8601 writes it.
    """

    name: str = ""
    path: str = ""
    edits: int = 0
    epoch: int = 0
    written: str = ""

    @property
    def when(self) -> datetime | None:
        """When it was written, in local time; None if that cannot be read."""
        try:
            return datetime.fromisoformat(self.written).astimezone()
        except (ValueError, OverflowError, OSError):
            return None


@dataclass(frozen=True, slots=True)
class Found:
    """Unsaved work of a program that is gone.

    Attributes
    ----------
    folder : Path
    about : About
    size : int
        Bytes.
    has_training : bool
    thumbnail : bytes or None
        A small PNG.
    """

    folder: Path
    about: About
    size: int
    has_training: bool
    thumbnail: bytes | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Recovered:
    """What could be read of it.

    Attributes
    ----------
    experiment : Experiment
        As it was edited last.
    trained : Experiment or None
        As it was when its training was written; an edit may have come after that.
    training : Mapping[str, ndarray] or None
    runs : Sequence
        The table of runs as JSON values.
    path : Path or None
    problems : tuple of FileError
    holds : tuple of Hold
        Keep the own data of the runs until they are made.
    """

    experiment: Experiment
    trained: Experiment | None = None
    training: Mapping[str, ndarray] | None = None
    runs: Sequence[Any] = ()
    path: Path | None = None
    problems: tuple[FileError, ...] = ()
    holds: tuple[Hold, ...] = ()


class Store:
    """The folder of one running program.

    Parameters
    ----------
    folder : Path, optional
        One that was found and is gone on with; a new one otherwise, made when something is written.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = (
            folder or recovery_folder() / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
        )
        self._lock = ProgramLock(self.folder / _LOCK)
        self._referred: dict[str, dict[Path, Experiment]] = {}  # own data of the runs and of the past
        self._about = _read_about(self.folder) if folder else About()

    def open(self) -> bool:
        """Make it ours; False if another program was faster.

        Raises
        ------
        OSError
            If nothing can be written there.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._lock.take()

    def write_edit(self, experiment: Experiment, about: About) -> None:
        """Write the experiment as it is edited now.

        Raises
        ------
        FileError
            If it cannot be written; what was there is still there.
        """
        self._write(_EDIT, experiment)
        self._tell(replace(about, epoch=max(about.epoch, self._about.epoch)))

    def write_run(
        self,
        experiment: Experiment,
        training: Mapping[str, ndarray],
        about: About,
        past: Sequence[Experiment] = (),
    ) -> int:
        """Write the training, and return its bytes on disk; ``past`` is what its moments were made with.

        Raises
        ------
        FileError
            If it cannot be written.
        """
        self._refer(_RUN, past)
        path = self._write(_RUN, experiment, training=training)
        self._tell(about)
        return path.stat().st_size

    def write_runs(
        self, experiment: Experiment, runs: Sequence[Any], made_with: Sequence[Experiment] = ()
    ) -> None:
        """Write the table of runs; their own data, too.

        Raises
        ------
        FileError
            If it cannot be written.
        """
        self._refer(_RUNS, made_with)
        self._write(_RUNS, experiment, runs=runs)

    def write_thumbnail(self, picture: bytes) -> None:
        """Write the picture by which it is known again; without it nothing is lost."""
        with suppress(FileError, OSError):
            self.open()
            with files.replace_file(self.folder / _THUMBNAIL) as file:
                file.write(picture)

    def clear(self) -> None:
        """Remove what was written: there is nothing unsaved any more."""
        with suppress(OSError):
            for path in self.folder.iterdir():
                if path.name != _LOCK:
                    path.unlink()
        self._about = About()
        self._referred.clear()

    def close(self, *, keep: bool = False) -> None:
        """Let go of the folder, and remove it unless it is to be found at the next start."""
        self._lock.release()
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _write(self, name: str, experiment: Experiment, **parts: Any) -> Path:
        try:
            self.open()
        except OSError as error:
            raise FileError(str(error.strerror or error), place=str(self.folder)) from error
        path = self.folder / name
        if path.exists():
            with suppress(OSError):
                path.replace(_older(path))
        needed = {at: one for found in self._referred.values() for at, one in found.items()}
        for at, one in {**needed, **self._data((experiment,))}.items():
            if not at.exists():
                files.save(at, one)
        self._thin(needed)
        files.save(path, experiment, data=False, **parts)
        return path

    def _refer(self, name: str, experiments: Sequence[Experiment]) -> None:
        """Note whose own data the file ``name`` will need besides that of its experiment."""
        self._referred[name] = self._data(experiments)

    def _data(self, experiments: Sequence[Experiment]) -> dict[Path, Experiment]:
        """Return where own data lies: it is written once, and not with every edit."""
        found = {}
        for one in experiments:
            keys = one.data.dataset.attachments()
            if keys:
                found[self.folder / f"{_DATA}{'-'.join(key[:24] for key in keys)}.nnp"] = one
        return found

    def _thin(self, needed: Collection[Path]) -> None:
        """Keep the newest of what nothing that is written needs: an undo may want it soon."""
        spare = (path for path in self.folder.glob(f"{_DATA}*.nnp") if path not in needed)
        for old in sorted(spare, key=_age)[:-_MOST_DATA]:
            old.unlink()

    def _tell(self, about: About) -> None:
        self._about = replace(about, written=datetime.now(UTC).isoformat())
        if not self.folder.is_dir():  # nothing was written yet: there is nothing to be told of
            return
        with files.replace_file(self.folder / _ABOUT) as file:
            file.write(json.dumps(asdict(self._about), ensure_ascii=False).encode())


def _age(path: Path) -> float:
    return path.stat().st_mtime


def _older(path: Path) -> Path:
    return path.with_stem(path.stem + "-before")


# -- after a crash ---------------------------------------------------------------------------------------


def found() -> tuple[Found, ...]:
    """Return what programs have left that ended otherwise than they should, the newest first.

    What is too old or too much, and what holds nothing, is removed.
    """
    left = []
    for folder in _folders():
        lock = ProgramLock(folder / _LOCK)
        if not lock.take():
            continue
        lock.release()
        if _holds_work(folder):
            left.append(_found(folder))
        elif _is_old(folder):  # else a program is just about to make itself at home there
            shutil.rmtree(folder, ignore_errors=True)
    return _bounded(sorted(left, key=lambda one: one.about.written, reverse=True))


def _folders() -> list[Path]:
    with suppress(OSError):
        return [path for path in recovery_folder().iterdir() if path.is_dir() and not path.is_symlink()]
    return []


def _holds_work(folder: Path) -> bool:
    return any((folder / name).is_file() or _older(folder / name).is_file() for name in (_EDIT, _RUN))


def _is_old(folder: Path) -> bool:
    with suppress(OSError):
        return time.time() - folder.stat().st_mtime > _MOVING_IN
    return False


def _found(folder: Path) -> Found:
    size = 0
    with suppress(OSError):
        size = sum(path.stat().st_size for path in folder.iterdir())
    picture = None
    with suppress(OSError):
        picture = (folder / _THUMBNAIL).read_bytes()[: 2**20]
    has_training = (folder / _RUN).is_file() or _older(folder / _RUN).is_file()
    return Found(folder, _read_about(folder), size, has_training, picture)


def _bounded(left: list[Found]) -> tuple[Found, ...]:
    """Remove the oldest of what is too much; the newest always stays."""
    kept: list[Found] = []
    oldest = (datetime.now(UTC) - timedelta(days=_DAYS)).isoformat()
    for one in left:
        room = sum(other.size for other in kept) + one.size <= _BYTES
        if kept and (len(kept) >= _FOLDERS or not room or one.about.written < oldest):
            shutil.rmtree(one.folder, ignore_errors=True)
        else:
            kept.append(one)
    return tuple(kept)


def _read_about(folder: Path) -> About:
    """Read what is said of a folder; what cannot be read is left empty."""
    try:
        with (folder / _ABOUT).open("rb") as file:
            said = read_json(file.read(_MAX_ABOUT).decode())
    except (OSError, UnicodeDecodeError, FileError):
        return About()
    if not isinstance(said, dict):
        return About()
    known = {field.name: type(field.default) for field in fields(About)}
    return About(**{name: said[name] for name, kind in known.items() if type(said.get(name)) is kind})


def discard(left: Found) -> None:
    """Remove what was found."""
    shutil.rmtree(left.folder, ignore_errors=True)


def recover(folder: Path) -> Recovered:
    """Read unsaved work, each part from its last generation that can be read.

    Raises
    ------
    FileError
        If there is neither an experiment nor a training.
    """
    problems: list[FileError] = []
    data = [_project(path, problems) for path in sorted(folder.glob(f"{_DATA}*.nnp"))]
    holds = tuple(hold for project in data if project is not None for hold in project.holds)
    edit, run, runs = (_newest(folder / name, problems) for name in (_EDIT, _RUN, _RUNS))
    known = edit or run
    if known is None:
        nothing = FileError(_("core", "Nothing is left of this work."), place=str(folder))
        raise problems[0] if problems else nothing
    said = _read_about(folder).path
    return Recovered(
        known.experiment,
        run.experiment if run is not None else None,
        run.training if run is not None else None,
        (runs.runs if runs is not None else None) or (),
        Path(said) if said else None,
        tuple(problems),
        holds,
    )


def _newest(path: Path, problems: list[FileError]) -> files.Project | None:
    for generation in (path, _older(path)):
        project = _project(generation, problems) if generation.is_file() else None
        if project is not None:
            return project
    return None


def _project(path: Path, problems: list[FileError]) -> files.Project | None:
    try:
        return files.read_project(path)
    except FileError as error:
        problems.append(error)
        return None
