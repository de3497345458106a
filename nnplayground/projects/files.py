"""Project files: one experiment in a zip (``.nnp``) or as bare JSON (``.json``).

A ``.nnp`` holds ``experiment.json`` and may hold ``weights.safetensors``, ``history.csv``, the run itself as
``training.safetensors``, the table of runs as ``runs.json``, own data as ``data/KEY.safetensors``, and a
small picture as ``thumbnail.png``. Nothing that is read is executed or unpickled, no entry is ever unpacked
to disk, and every size is limited before it is read. What is damaged besides the experiment is left out and
said.
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, TypeVar

from numpy import ndarray

from nnplayground.core.errors import FileError, PlaygroundError
from nnplayground.core.experiment import Experiment
from nnplayground.core.strict_json import read_json
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.attachments import KEY_PATTERN, MAX_ATTACHMENT, Hold, attachments, key_of
from nnplayground.projects.tensor_file import size_of, write_tensors

__all__ = [
    "MAX_JSON",
    "Project",
    "load",
    "parse",
    "read_project",
    "read_thumbnail",
    "replace_file",
    "save",
    "unpack_tensors",
]

MAX_JSON = 64 * 2**20
_MAX_WEIGHTS = _MAX_TRAINING = 2 * 2**30
_MAX_RUNS = 512 * 2**20
_EXPERIMENT, _WEIGHTS, _HISTORY = "experiment.json", "weights.safetensors", "history.csv"
_TRAINING, _RUNS = "training.safetensors", "runs.json"
_THUMBNAIL, _MAX_THUMBNAIL = "thumbnail.png", 2**20
_QUOTA = getattr(errno, "EDQUOT", errno.ENOSPC)  # unknown to Windows
_ROOM, _TIGHTEST = 64 * 2**20, 200  # bytes that any part may have; times that packing may gain beyond them
_LARGE_TRAINING, _LARGE_DATA = 2**24, 2**28  # weights hardly become smaller, pictures and tables do
_ZIP64 = 2**30  # bytes from which the sizes of an entry may need more room
_FAST = 1  # of the levels of packing: numbers hardly become smaller, and somebody waits
_ZIP_MAGIC = b"PK\x03\x04"
_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, struct.error)
_Part = TypeVar("_Part")
# A fixed date makes equal projects equal files.
_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """What a project file holds.

    Attributes
    ----------
    experiment : Experiment
    weights : Mapping[str, ndarray] or None
        Trained parameters and buffers by ``node.parameter``.
    history : str or None
        The run's measures as CSV.
    training : Mapping[str, ndarray] or None
        What the training goes on from.
    runs : Sequence or None
        The table of runs as JSON values.
    problems : tuple of FileError
        What was left out, and why.
    thumbnail : bytes or None
        A PNG to be saved; :func:`read_thumbnail` reads it alone.
    holds : tuple of Hold
        Keep the own data of its runs and of its past until those are made.
    """

    experiment: Experiment
    weights: Mapping[str, ndarray] | None = None
    history: str | None = None
    training: Mapping[str, ndarray] | None = None
    runs: Sequence[Any] | None = None
    problems: tuple[FileError, ...] = ()
    thumbnail: bytes | None = None
    holds: tuple[Hold, ...] = ()


# -- reading -------------------------------------------------------------------------------------------


def load(path: Path | str) -> Experiment:
    """Read the experiment of a project file and nothing else of it.

    Raises
    ------
    FileError
        With one sentence about why it cannot be read.
    """
    return _read(Path(path), _experiment_alone).experiment


def read_project(path: Path | str) -> Project:
    """Read a project file with everything in it.

    Raises
    ------
    FileError
        With one sentence about why its experiment cannot be read.
    """
    return _read(Path(path), _unpacked)


def read_thumbnail(path: Path | str) -> bytes | None:
    """Return the PNG that was saved with a project; None if there is none, or it cannot be read.

    Nothing but its first bytes is looked at: whoever draws it must not believe the size it claims.
    """
    try:
        with _opened(Path(path)) as file, zipfile.ZipFile(file) as archive:
            data = _entry(archive, _THUMBNAIL, _MAX_THUMBNAIL)
    except (FileError, OSError, KeyError, NotImplementedError, RuntimeError, *_BROKEN_ZIP):
        return None
    return data if data.startswith(_PNG_MAGIC) else None


def _read(path: Path, unpack: Callable[[zipfile.ZipFile], Project]) -> Project:
    try:
        with _opened(path) as file:
            if file.peek(len(_ZIP_MAGIC))[: len(_ZIP_MAGIC)] == _ZIP_MAGIC:
                return _unzip(file, unpack)
            return Project(parse(_bounded(file, MAX_JSON)))
    except FileError as error:
        _require_project(path, error)
        place = f"{path}: {error.place}" if error.place else str(path)
        raise FileError(error.sentence, place=place, remedy=error.remedy) from error
    except OSError as error:
        if isinstance(error, IsADirectoryError):
            _require_project(path, error)
        raise FileError(_why_unreadable(error), place=str(path)) from error


def _require_project(path: Path, error: Exception) -> None:
    """Say what a file is, if that is a better answer than why it is no project."""
    from nnplayground.projects.kinds import not_a_project

    other = not_a_project(path)
    if other is not None:
        raise other from error


def parse(text: bytes | str) -> Experiment:
    """Read an experiment from the text of a bare JSON file.

    Raises
    ------
    FileError
        If it is not UTF-8, not JSON, too deep, or not an experiment.
    """
    return Experiment.from_dict(read_json(_decoded(text) if isinstance(text, bytes) else text))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = _("core", "Byte {position} is not UTF-8 text.").format(position=error.start + 1)
        raise FileError(sentence, remedy=_NO_PROJECT) from error


def _opened(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except ValueError as error:  # a null character
        raise FileError(_("core", "This is not the name of a file.")) from error


def _why_unreadable(error: OSError) -> Text:
    if isinstance(error, FileNotFoundError):
        return _("core", "There is no such file.")
    if isinstance(error, IsADirectoryError):
        return _("core", "This is a folder and not a file.")
    if isinstance(error, PermissionError):
        return _("core", "You have no permission to read it.")
    return _("core", "It cannot be read: {reason}.").format(reason=error.strerror or str(error))


def _bounded(file: IO[bytes], limit: int) -> bytes:
    data = file.read(limit + 1)
    if len(data) > limit:
        raise _too_large(limit)
    return data


def _too_large(limit: int) -> FileError:
    size = _("core", "It holds more than {limit} MB, the most that is read.")
    return FileError(size.format(limit=limit // 2**20))


_NO_PROJECT = _("core", "NN Playground opens .nnp projects and JSON experiments.")


def _unzip(file: IO[bytes], unpack: Callable[[zipfile.ZipFile], Project]) -> Project:
    try:
        with zipfile.ZipFile(file) as archive:
            return unpack(archive)
    except _BROKEN_ZIP as error:
        remedy = _("core", "Open another copy of it.")
        raise FileError(
            _("core", "The project is damaged: it is no complete zip file."), remedy=remedy
        ) from error
    except (NotImplementedError, RuntimeError) as error:
        remedy = _("core", "Save it again by NN Playground.")
        raise FileError(
            _("core", "The project is encrypted or packed in an unknown way."), remedy=remedy
        ) from error


def _experiment_alone(archive: zipfile.ZipFile) -> Project:
    """Read the experiment and the own data that it cannot do without."""
    if _EXPERIMENT not in archive.namelist():
        sentence = _("core", "The zip file holds no {name}.").format(name=_EXPERIMENT)
        raise FileError(sentence, remedy=_NO_PROJECT)
    experiment, parts = parse(_entry(archive, _EXPERIMENT, MAX_JSON)), _Parts(archive)
    for key in experiment.data.dataset.attachments():
        if key not in attachments():
            parts.read(_data_name(key), MAX_ATTACHMENT, partial(_attach, key))
    return Project(experiment, problems=tuple(parts.problems))


def _unpacked(archive: zipfile.ZipFile) -> Project:
    project, parts = _experiment_alone(archive), _Parts(archive)
    holds = _hold_data(archive, parts)
    weights = parts.read(_WEIGHTS, _MAX_WEIGHTS, unpack_tensors)
    history = parts.read(_HISTORY, MAX_JSON, _decoded)
    training = parts.read(_TRAINING, _MAX_TRAINING, unpack_tensors)
    runs = parts.read(_RUNS, _MAX_RUNS, _list)
    problems = (*project.problems, *parts.problems)
    return Project(project.experiment, weights, history, training, runs, problems, holds=holds)


def _hold_data(archive: zipfile.ZipFile, parts: _Parts) -> tuple[Hold, ...]:
    """Read the own data of runs and of the past, too, and keep it until somebody refers to it."""
    holds = []
    for key in _keys(archive):
        holds.append(attachments().hold(key))
        if key not in attachments():
            parts.read(_data_name(key), MAX_ATTACHMENT, partial(_attach, key))
    return tuple(holds)


def _keys(archive: zipfile.ZipFile) -> list[str]:
    names = archive.namelist()
    keys = (name.removeprefix("data/").removesuffix(".safetensors") for name in names)
    return [key for key in keys if re.fullmatch(KEY_PATTERN, key) and _data_name(key) in names]


class _Parts:
    """Reads what a project can do without; why a part is left out is kept in ``problems``."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.problems: list[FileError] = []

    def read(self, name: str, limit: int, read: Callable[[bytes], _Part]) -> _Part | None:
        """Return a part as ``read`` understands it; None if it is not there or is damaged."""
        if name not in self._archive.namelist():
            return None
        try:
            return _readable(lambda: read(_entry(self._archive, name, limit)))
        except PlaygroundError as error:
            self.problems.append(FileError(error.sentence, place=error.place or name, remedy=error.remedy))
            return None


def _data_name(key: str) -> str:
    return f"data/{key}.safetensors"


def _attach(key: str, data: bytes) -> None:
    arrays = unpack_tensors(data)
    if key_of(arrays) != key:
        remedy = _("core", "Import it again.")
        raise FileError(_("core", "This data is not the one that the experiment was made of."), remedy=remedy)
    attachments().put(arrays)


def _readable(read: Callable[[], _Part]) -> _Part:
    """Read a part, saying what is wrong with its place in the zip file in a sentence."""
    try:
        return read()
    except (*_BROKEN_ZIP, NotImplementedError, RuntimeError) as error:
        raise FileError(_("core", "This part of the project is damaged.")) from error


def _list(data: bytes) -> Sequence[Any]:
    value = read_json(_decoded(data))
    if not isinstance(value, list):
        raise FileError(_("core", "Runs are a list."))
    return value


def _entry(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    entry = archive.getinfo(name)
    if entry.file_size > limit:
        raise _too_large(limit)
    # The directory at the end of the file says where the packed bytes end at the latest.
    if entry.file_size > max(_ROOM, _TIGHTEST * min(entry.compress_size, archive.start_dir)):
        raise FileError(_("core", "This part of the project is packed more tightly than any data is."))
    # The size in the header may lie, so that reading is bounded too.
    with archive.open(name) as file:
        return _bounded(file, limit)


def unpack_tensors(data: bytes) -> Mapping[str, ndarray]:
    """Return arrays by name from the format of safetensors.

    Raises
    ------
    FileError
        If they are damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load as read_tensors

    try:
        tensors: Mapping[str, ndarray] = read_tensors(data)
    except (SafetensorError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise FileError(_("core", "The numbers in this part of the project are damaged.")) from error
    return tensors


# -- writing -------------------------------------------------------------------------------------------


def save(
    path: Path | str,
    experiment: Experiment,
    *,
    weights: Mapping[str, ndarray] | None = None,
    history: str | None = None,
    training: Mapping[str, ndarray] | None = None,
    runs: Sequence[Any] = (),
    thumbnail: bytes | None = None,
    data: bool = True,
    beside: Sequence[Experiment] = (),
) -> None:
    """Write a project so that the file is either the old one or the new one, whatever happens.

    Parameters
    ----------
    path : path
        Ending in ``.json`` for bare JSON, which holds the experiment only.
    experiment : Experiment
    weights : Mapping[str, ndarray], optional
        By ``node.parameter``.
    history : str, optional
        CSV.
    training : Mapping[str, ndarray], optional
        What the training goes on from.
    runs : Sequence, optional
        The table of runs as JSON values.
    thumbnail : bytes, optional
        A small PNG of what the network says.
    data : bool
        Whether own data is written with it.
    beside : Sequence of Experiment
        Those of the runs and of the past, whose own data is written, too.

    Raises
    ------
    FileError
        If the folder cannot be written to.
    """
    path = Path(path)
    with replace_file(path) as file:
        if path.suffix.lower() == ".json":
            file.write(experiment.to_json().encode() + b"\n")
        else:
            project = Project(experiment, weights, history, training, runs, thumbnail=thumbnail)
            _zip(file, project, _referred((experiment, *beside)) if data else ())


def _referred(experiments: Sequence[Experiment]) -> list[str]:
    """Return the keys of own data, each once."""
    return list(dict.fromkeys(key for one in experiments for key in one.data.dataset.attachments()))


def _zip(file: IO[bytes], project: Project, keys: Sequence[str]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, _EXPERIMENT, project.experiment.to_json().encode())
        for name, tensors in ((_WEIGHTS, project.weights), (_TRAINING, project.training)):
            if tensors:
                _add_tensors(archive, name, tensors)
        if project.history is not None:
            _add(archive, _HISTORY, project.history.encode())
        if project.runs:
            _add(archive, _RUNS, _lines(project.runs), _FAST)
        if project.thumbnail is not None:
            _add(archive, _THUMBNAIL, project.thumbnail, _FAST)
        for key in keys:
            if key in attachments():  # else it was missing already when the project was opened
                _add_tensors(archive, _data_name(key), attachments().get(key), _LARGE_DATA)


def _add_tensors(
    archive: zipfile.ZipFile, name: str, tensors: Mapping[str, ndarray], large: int = _LARGE_TRAINING
) -> None:
    """Add arrays without a copy of them; more than ``large`` bytes are not packed."""
    entry = _named(name)
    entry.compress_type = zipfile.ZIP_STORED if size_of(tensors) > large else zipfile.ZIP_DEFLATED
    entry._compresslevel = _FAST  # type: ignore[attr-defined] # has no public name before Python 3.13
    with archive.open(entry, "w", force_zip64=size_of(tensors) > _ZIP64) as file:
        write_tensors(file, tensors)


def _lines(values: Sequence[Any]) -> bytes:
    """Return a JSON list, written one by one: meanwhile other threads have their turn."""
    return ("[\n" + ",\n".join(json.dumps(value, ensure_ascii=False) for value in values) + "\n]\n").encode()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, level: int | None = None) -> None:
    archive.writestr(_named(name), data, zipfile.ZIP_DEFLATED, level)


def _named(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.external_attr = 0o644 << 16
    return entry


@contextmanager
def replace_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file beside ``path`` that takes its place once it is completely on disk.

    Raises
    ------
    FileError
        If that cannot be done; ``path`` is then as it was.
    """
    target = path.resolve()  # a link stays a link to the file that is replaced
    temporary = target.with_name(f".{target.name[:100]}-{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        remedy = _("core", "Choose another folder.")
        raise FileError(_why_unwritable(error), place=str(path), remedy=remedy) from error
    finally:
        with suppress(OSError):  # already the target, or never made
            temporary.unlink()


def _why_unwritable(error: OSError) -> Text:
    if error.errno in (errno.ENOSPC, _QUOTA, errno.EFBIG):
        return _("core", "It cannot be written: the disk is full.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("core", "It cannot be written: you have no permission to change this folder.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return _("core", "It cannot be written: the folder is not there any more.")
    return _("core", "It cannot be written: {reason}.").format(reason=error.strerror or str(error))


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk as well; where folders cannot be opened, the system sees to that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
