"""Fetching a published file once, checked, so that nothing half or wrong ever stands in its place."""

from __future__ import annotations

import hashlib
import http.client
import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _
from nnplayground.data.images.found import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable

    Progress = Callable[[int, int], None]
    ShouldStop = Callable[[], bool]

__all__ = ["NotDownloaded", "Published", "RemoteFile", "Stopped", "cache_folder"]

_CHUNK = 1 << 16
_TIMEOUT = 20  # seconds without a byte
_AGENT = "nnplayground"


class NotDownloaded(DataError):
    """A published set that is not on this computer."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file as it was published.

    Attributes
    ----------
    name : str
    size : int
        Bytes.
    sha256 : str
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Published:
    """Files that belong together, and where they can be had.

    Attributes
    ----------
    name : str
        Of the folder that they are kept in.
    places : tuple of str
        Addresses that end in a slash, tried in this order; all of them hold the same files.
    files : tuple of RemoteFile
    """

    name: str
    places: tuple[str, ...]
    files: tuple[RemoteFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    def folder(self) -> Path:
        """Return where the files are kept."""
        return cache_folder() / self.name

    def is_here(self) -> bool:
        """Tell whether all files were fetched; their checksums were compared then."""
        return all(self._is_here(file) for file in self.files)

    def _is_here(self, file: RemoteFile) -> bool:
        path = self.folder() / file.name
        return path.is_file() and path.stat().st_size == file.size

    def fetch(self, progress: Progress, should_stop: ShouldStop, place: str = "") -> Path:
        """Fetch what is not here yet and return the folder.

        An interrupted file is continued where it ended, if the server can.

        Parameters
        ----------
        progress : callable
            Gets the bytes that are here and those there will be.
        should_stop : callable
            Asked after every piece.
        place : str, optional
            An address instead of :attr:`places`.

        Raises
        ------
        DataError
            If no place answers, or what came is not what was published.
        Stopped
            If ``should_stop`` says so; what has come is kept for the next time.
        """
        folder = self.folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _not_kept(folder, error) from error
        done = 0
        for file in self.files:
            if not self._is_here(file):
                told = partial(_told, progress, done, self.size)
                fetch = _Fetch(file, folder, told, should_stop)
                fetch.from_any((place,) if place else self.places)
            done += file.size
            progress(done, self.size)
        return folder


def cache_folder() -> Path:
    """Return where fetched data sets are kept, below the platform's place for what can be fetched again."""
    return platformdirs.user_cache_path("nnplayground", appauthor=False) / "data"


def _told(progress: Progress, before: int, whole: int, size: int) -> None:
    progress(before + size, whole)


class _Fetch:
    """One file on its way."""

    def __init__(
        self, file: RemoteFile, folder: Path, told: Callable[[int], None], should_stop: ShouldStop
    ) -> None:
        self._file, self._told, self._should_stop = file, told, should_stop
        self._path, self._part = folder / file.name, folder / f"{file.name}.part"

    def from_any(self, places: tuple[str, ...]) -> None:
        """Try one place after the other; the last one's error counts."""
        failure: DataError | None = None
        for place in places:
            try:
                self._from(place.rstrip("/") + "/" + self._file.name)
            except DataError as error:
                failure = error
            else:
                return
        if failure is not None:
            raise failure

    def _from(self, address: str) -> None:
        try:
            self._receive(address)
            self._check(address)
        except urllib.error.HTTPError as error:
            error.close()
            sentence = _("core", "The server answered {code} ({reason}).")
            said = sentence.format(code=error.code, reason=error.reason)
            raise DataError(said, place=address, remedy=_REMEDY) from error
        except urllib.error.URLError as error:
            sentence = _("core", "The server cannot be reached ({reason}).")
            raise DataError(sentence.format(reason=_reason(error)), place=address, remedy=_OFFLINE) from error
        except (TimeoutError, ConnectionError, http.client.HTTPException) as error:
            sentence = _("core", "The connection broke off after {size} of {whole} bytes.")
            said = sentence.format(size=f"{self._here():,}", whole=f"{self._file.size:,}")
            raise DataError(said, place=address, remedy=_AGAIN) from error
        except OSError as error:
            raise _not_kept(self._part, error) from error

    def _here(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def _receive(self, address: str) -> None:
        here = self._here()
        if here >= self._file.size:
            return  # all of it came the last time; its checksum is still to be compared
        request = urllib.request.Request(address, headers={"User-Agent": _AGENT})
        if here:
            request.add_header("Range", f"bytes={here}-")
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
            continued = answer.status == http.HTTPStatus.PARTIAL_CONTENT
            with self._part.open("ab" if continued else "wb") as file:
                size = here if continued else 0
                while size <= self._file.size and (piece := answer.read(_CHUNK)):
                    if self._should_stop():  # before writing: another attempt may have begun meanwhile
                        raise Stopped
                    file.write(piece)
                    size += len(piece)
                    self._told(min(size, self._file.size))
        if size < self._file.size:
            raise ConnectionError("it ended too early")

    def _check(self, address: str) -> None:
        """Put the file in its place if it is what was published, else throw it away."""
        digest = hashlib.sha256()
        with self._part.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
        if digest.hexdigest() != self._file.sha256:
            self._part.unlink()
            sentence = _("core", "The checksum of “{name}” is wrong; the file was thrown away.")
            raise DataError(sentence.format(name=self._file.name), place=address, remedy=_REMEDY)
        os.replace(self._part, self._path)


_REMEDY = _("core", "Try again later, or import the files if you have them.")
_OFFLINE = _("core", "Check the connection to the internet, or import the files if you have them.")
_AGAIN = _("core", "Download again: it goes on where it broke off.")


def _reason(error: urllib.error.URLError) -> str:
    reason = error.reason
    return getattr(reason, "strerror", None) or str(reason)


def _not_kept(path: Path, error: OSError) -> DataError:
    sentence = _("core", "The file cannot be kept ({reason}).").format(reason=error.strerror or str(error))
    return DataError(sentence, place=str(path), remedy=_("core", "Make room there, or allow writing."))
