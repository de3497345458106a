"""Earlier versions of saved projects: kept beside the program, not beside the project.

A folder of projects stays a folder of projects, and a shared one is left alone. Where both lie on one disk
nothing is copied: the old file merely keeps a second name when the new one takes its place.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nnplayground.core.errors import FileError
from nnplayground.projects import files
from nnplayground.projects.folders import backup_folder, path_key

__all__ = ["Backup", "keep", "last_good", "versions"]

_VERSIONS = 5  # of one project
_BYTES = 512 * 2**20  # of all projects together


@dataclass(frozen=True, slots=True)
class Backup:
    """An earlier version of a project.

    Attributes
    ----------
    path : Path
        Where it lies.
    saved : datetime
        When it took the place of the version before it.
    size : int
        Bytes.
    """

    path: Path
    saved: datetime
    size: int


def keep(path: Path) -> Path | None:
    """Keep the file that is about to be replaced.

    Returns
    -------
    Path or None
        Its second name; None if there is no such file, or no room: that is no reason not to save.
    """
    if not path.is_file():
        return None
    home = backup_folder() / path_key(path)
    kept = home / f"{time.time_ns():020d}{path.suffix.lower()}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        _link_or_copy(path, kept)
    except OSError:
        with suppress(OSError):
            kept.unlink()
        return None
    _thin(home)
    return kept


def _link_or_copy(path: Path, kept: Path) -> None:
    try:
        os.link(path.resolve(), kept)
    except OSError:  # another disk, or one that knows no second names
        shutil.copy2(path, kept)


def versions(path: Path) -> tuple[Backup, ...]:
    """Return the earlier versions of a project, the newest first."""
    return tuple(map(_backup, _oldest_first(backup_folder() / path_key(path))))[::-1]


def last_good(path: Path) -> Backup | None:
    """Return the newest earlier version whose experiment can be read; it reads them until one can."""
    for version in versions(path):
        with suppress(FileError):
            files.load(version.path)
            return version
    return None


def _backup(path: Path) -> Backup:
    status = path.stat()
    return Backup(path, datetime.fromtimestamp(status.st_mtime).astimezone(), status.st_size)


def _oldest_first(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if path.is_file())
    return []


def _thin(home: Path) -> None:
    """Let the oldest versions of a project go, and then the oldest of all."""
    for path in _oldest_first(home)[:-_VERSIONS]:
        with suppress(OSError):
            path.unlink()
    with suppress(OSError):
        everything = [path for folder in backup_folder().iterdir() for path in _oldest_first(folder)]
        everything.sort(key=lambda path: path.name)
        sizes = {path: path.stat().st_size for path in everything}
        spare = sum(sizes.values()) - _BYTES
        for path in everything:
            if spare <= 0:
                break
            path.unlink()
            spare -= sizes[path]
