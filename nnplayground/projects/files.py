"""Project files: one experiment in a zip (``.nnp``) or as bare JSON (``.json``).

A ``.nnp`` holds ``experiment.json`` and may hold ``weights.safetensors`` and ``history.csv``. Nothing that is
read is executed or unpickled, no entry is ever unpacked to disk, and every size is limited before it is read.
"""

from __future__ import annotations

import os
import secrets
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO

from numpy import ndarray

from nnplayground.core.errors import FileError
from nnplayground.core.experiment import Experiment
from nnplayground.core.strict_json import read_json
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

__all__ = ["MAX_JSON", "Project", "load", "parse", "read_project", "replace_file", "save"]

MAX_JSON = 64 * 2**20
_MAX_WEIGHTS = 2 * 2**30
_EXPERIMENT, _WEIGHTS, _HISTORY = "experiment.json", "weights.safetensors", "history.csv"
_ZIP_MAGIC = b"PK\x03\x04"
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
    """

    experiment: Experiment
    weights: Mapping[str, ndarray] | None = None
    history: str | None = None


# -- reading -------------------------------------------------------------------------------------------


def load(path: Path | str) -> Experiment:
    """Read the experiment of a project file.

    Raises
    ------
    FileError
        With one sentence about why it cannot be read.
    """
    return read_project(path).experiment


def read_project(path: Path | str) -> Project:
    """Read a project file with everything in it.

    Raises
    ------
    FileError
        With one sentence about why it cannot be read.
    """
    path = Path(path)
    try:
        with _opened(path) as file:
            if file.peek(len(_ZIP_MAGIC))[: len(_ZIP_MAGIC)] == _ZIP_MAGIC:
                return _unzip(file)
            return Project(parse(_bounded(file, MAX_JSON)))
    except FileError as error:
        place = f"{path}: {error.place}" if error.place else str(path)
        raise FileError(error.sentence, place=place, remedy=error.remedy) from error
    except OSError as error:
        raise FileError(_why_unreadable(error), place=str(path)) from error


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
        size = _("core", "It holds more than {limit} MB, the most that is read.")
        raise FileError(size.format(limit=limit // 2**20))
    return data


_NO_PROJECT = _("core", "NN Playground opens .nnp projects and JSON experiments.")


def _unzip(file: IO[bytes]) -> Project:
    try:
        with zipfile.ZipFile(file) as archive:
            return _unpacked(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error) as error:
        raise FileError(_("core", "The project is damaged: it is no complete zip file.")) from error
    except (NotImplementedError, RuntimeError) as error:
        remedy = _("core", "Save it again by NN Playground.")
        raise FileError(
            _("core", "The project is encrypted or packed in an unknown way."), remedy=remedy
        ) from error


def _unpacked(archive: zipfile.ZipFile) -> Project:
    names = set(archive.namelist())
    if _EXPERIMENT not in names:
        sentence = _("core", "The zip file holds no {name}.").format(name=_EXPERIMENT)
        raise FileError(sentence, remedy=_NO_PROJECT)
    experiment = parse(_entry(archive, _EXPERIMENT, MAX_JSON))
    weights = _weights(_entry(archive, _WEIGHTS, _MAX_WEIGHTS)) if _WEIGHTS in names else None
    history = _decoded(_entry(archive, _HISTORY, MAX_JSON)) if _HISTORY in names else None
    return Project(experiment, weights, history)


def _entry(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    # The size in the header may lie, so that reading is bounded too.
    with archive.open(name) as file:
        return _bounded(file, limit)


def _weights(data: bytes) -> Mapping[str, ndarray]:
    from safetensors import SafetensorError
    from safetensors.numpy import load as read_tensors

    try:
        tensors: Mapping[str, ndarray] = read_tensors(data)
    except (SafetensorError, KeyError, ValueError) as error:
        raise FileError(_("core", "The project's weights are damaged.")) from error
    return tensors


# -- writing -------------------------------------------------------------------------------------------


def save(
    path: Path | str,
    experiment: Experiment,
    *,
    weights: Mapping[str, ndarray] | None = None,
    history: str | None = None,
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
            _zip(file, Project(experiment, weights, history))


def _zip(file: IO[bytes], project: Project) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, _EXPERIMENT, project.experiment.to_json().encode())
        if project.weights:
            from safetensors.numpy import save as write_tensors

            _add(archive, _WEIGHTS, write_tensors(dict(project.weights)))
        if project.history is not None:
            _add(archive, _HISTORY, project.history.encode())


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, zipfile.ZIP_DEFLATED)


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
    except OSError as error:
        sentence = _("core", "It cannot be written: {reason}.")
        said = sentence.format(reason=error.strerror or str(error))
        remedy = _("core", "Choose another folder.")
        raise FileError(said, place=str(path), remedy=remedy) from error
    finally:
        with suppress(OSError):  # already the target, or never made
            temporary.unlink()
