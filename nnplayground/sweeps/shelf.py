"""The runs of sweeps on the disk, beside the studies, so that they need not be trained once more."""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from nnplayground.core.errors import FileError
from nnplayground.core.text import translatable as _
from nnplayground.projects.logs import LOGGER
from nnplayground.train.kept import LARGEST_WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path

    from nnplayground.core.experiment import Experiment
    from nnplayground.sweeps.plan import Plan
    from nnplayground.train.kept import KeptRun

__all__ = ["RunShelf"]

_BYTES = 512 * 2**20  # of the runs of all sweeps together
_LEFT = 0.9  # so much of it is left when room had to be made
_LARGEST = LARGEST_WEIGHTS + 8 * 2**20  # bytes of a file; a larger one is none of ours
_NAME = re.compile(r"(\d{1,9})-(\d{1,4})\.run")
_DIGEST = hashlib.sha256().digest_size


class RunShelf:
    """The runs of one sweep, a file for each: a SHA-256 of the rest, then arrays as safetensors has them.

    Files are not forced to the disk one by one, which would take longer than small trials; what a power cut
    leaves of one is recognised by its sum, and the run is trained once more.

    Parameters
    ----------
    folder : Path
        Of the sweeps.
    plan : Plan
    name : str
        Of the study.
    most : int
        Bytes of the runs of all sweeps in the folder; the oldest make room.
    """

    def __init__(self, folder: Path, plan: Plan, name: str, most: int = _BYTES) -> None:
        key = hashlib.sha256(f"{name}\n{plan.text()}".encode()).hexdigest()[:20]
        self._all = folder / "runs"
        self._own = self._all / key
        self._most = most
        self._room: int | None = None  # bytes; None until somebody has counted
        self._lock = threading.Lock()

    def held(self) -> frozenset[tuple[int, int]]:
        """Return which runs are there, by the number of the trial and the place of the seed."""
        try:
            found = [_NAME.fullmatch(path.name) for path in self._own.iterdir()]
        except OSError:
            return frozenset()
        return frozenset((int(name[1]), int(name[2])) for name in found if name is not None)

    def put(self, number: int, place: int, run: KeptRun) -> bool:
        """Keep a run, after the number of its trial and the place of its seed; tell whether that could be.

        A full disk does not end a sweep: the log says that the run is not kept.
        """
        data = _written(run)
        path = self._path(number, place)
        temporary = path.with_name(f".{path.name}-{secrets.token_hex(4)}.tmp")
        try:
            with self._lock:
                self._own.mkdir(parents=True, exist_ok=True)
                self._make_room(len(data))
                temporary.write_bytes(data)
                temporary.replace(path)
        except OSError as error:
            LOGGER.warning("the run of a sweep is not kept: %s", error)
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            return False
        return True

    def find(self, number: int, place: int, experiment: Experiment) -> KeptRun | None:
        """Return a run if it is there, and is one of ``experiment``.

        Raises
        ------
        FileError
            If its file is damaged; the file is removed then.
        """
        path = self._path(number, place)
        try:
            if path.stat().st_size > _LARGEST:
                raise _unreadable(path)
            run = _read(path.read_bytes(), path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unreadable(path) from error
        except FileError:
            with suppress(OSError):
                path.unlink()
            raise
        # A study that was begun anew has other trials under the same numbers.
        return run if run.experiment == experiment else None

    def clear(self) -> None:
        """Forget all runs of this sweep."""
        shutil.rmtree(self._own, ignore_errors=True)

    def _path(self, number: int, place: int) -> Path:
        return self._own / f"{number}-{place}.run"

    def _make_room(self, size: int) -> None:
        """Let the oldest runs of all sweeps go if there are too many."""
        if self._room is None or self._room < size:
            self._room = self._most - _thinned(self._all, self._most - size, round(_LEFT * self._most) - size)
        self._room -= size


def _thinned(folder: Path, most: int, left: int) -> int:
    """Remove the oldest runs if there are more bytes than ``most``, down to ``left``; return the rest."""
    found = [(path, path.stat()) for path in folder.glob("*/*.run")]
    total = sum(status.st_size for _path, status in found)
    if total <= most:
        return total
    for path, status in sorted(found, key=lambda one: one[1].st_mtime_ns):
        if total <= left:
            break
        path.unlink(missing_ok=True)
        with suppress(OSError):
            path.parent.rmdir()  # if it was the last one
        total -= status.st_size
    return total


def _written(run: KeptRun) -> bytes:
    import io

    from nnplayground.projects.tensor_file import write_tensors
    from nnplayground.train.kept_arrays import run_to_arrays

    file = io.BytesIO()
    write_tensors(file, run_to_arrays(run))
    data = file.getvalue()
    return hashlib.sha256(data).digest() + data


def _read(data: bytes, path: Path) -> KeptRun:
    from nnplayground.projects.files import unpack_tensors
    from nnplayground.train.kept_arrays import run_from_arrays

    if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
        raise _unreadable(path)
    try:
        return run_from_arrays(unpack_tensors(data[_DIGEST:]))
    except FileError as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> FileError:
    sentence = _("core", "The file of a run of the sweep cannot be read.")
    return FileError(sentence, place=str(path), remedy=_("core", "The run is trained once more."))
