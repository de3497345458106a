"""Fetching a published file once, checked, so that nothing half or wrong ever stands in its place."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from nnplayground.core.errors import DataError
from nnplayground.core.locks import ProgramLock
from nnplayground.core.text import translatable as _
from nnplayground.data.images.found import Stopped

if TYPE_CHECKING:
    import urllib.error
    from collections.abc import Callable, Iterator

    Progress = Callable[[int, int], None]
    ShouldStop = Callable[[], bool]

__all__ = ["NotDownloaded", "Published", "RemoteFile", "Stopped", "cache_folder", "claimed"]

_CHUNK = 1 << 16
_TIMEOUT = 20  # seconds without a byte
_AGENT = "nnplayground"
_PARTIAL_CONTENT = 206
_AT_ONCE = 8  # attempts at the same set whose leftovers are told from what is being written


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

    def is_in(self, folder: Path) -> bool:
        """Tell whether it was fetched into a folder; it comes there whole or not at all."""
        path = folder / self.name
        return path.is_file() and path.stat().st_size == self.size


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
        return all(file.is_in(self.folder()) for file in self.files)

    def fetch(self, progress: Progress, should_stop: ShouldStop, place: str = "") -> Path:
        """Fetch what is not here yet and return the folder.

        An interrupted file is continued where it ended, if the server can. Several programs may fetch the
        same set: each writes its own, and what one of them has finished is there for the others.

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
        with claimed(self.name) as number:
            for file in self.files:
                if not file.is_in(folder):
                    told = partial(_told, progress, done, self.size)
                    fetch = _Fetch(file, folder, number, told, should_stop)
                    fetch.from_any((place,) if place else self.places)
                done += file.size
                progress(done, self.size)
        return folder


def cache_folder() -> Path:
    """Return where fetched data sets are kept, below the platform's place for what can be fetched again."""
    return platformdirs.user_cache_path("nnplayground", appauthor=False) / "data"


@contextmanager
def claimed(name: str) -> Iterator[int]:
    """Have a number to oneself that no other attempt at a set uses meanwhile; those that ended use it again.

    Where files cannot be locked it is the number of the process.
    """
    for number in (*range(1, _AT_ONCE + 1), os.getpid()):
        lock = _lock(name, number)
        if lock.take() or number > _AT_ONCE:
            break
    try:
        yield number
    finally:
        lock.release()


def _lock(name: str, number: int) -> ProgramLock:
    """Return the lock of an attempt; its file stays, because one that is removed can be held twice."""
    return ProgramLock(cache_folder() / f"{name}.{number}.lock")


def _told(progress: Progress, before: int, whole: int, size: int) -> None:
    progress(before + size, whole)


class _Fetch:
    """One file on its way."""

    def __init__(
        self,
        file: RemoteFile,
        folder: Path,
        number: int,
        told: Callable[[int], None],
        should_stop: ShouldStop,
    ) -> None:
        self._file, self._told, self._should_stop = file, told, should_stop
        self._folder, self._number = folder, number
        self._part = self._part_of(number)

    def _part_of(self, number: int) -> Path:
        return self._folder / f"{self._file.name}{f'.{number}' if number > 1 else ''}.part"

    def from_any(self, places: tuple[str, ...]) -> None:
        """Try one place after the other; the last one's error counts."""
        self._inherit()
        failure: DataError | None = None
        for place in places:
            try:
                self._from(place.rstrip("/") + "/" + self._file.name)
            except DataError as error:
                failure = error
            else:
                self._clear()
                return
        if failure is not None:
            raise failure

    def _inherit(self) -> None:
        """Go on from the longest part: take over what was left behind, copy what is still being written."""
        for number in range(1, _AT_ONCE + 1):
            other = self._part_of(number)
            if number == self._number or _size(other) <= _size(self._part):
                continue
            with suppress(OSError), _left_behind(self._folder.name, number) as is_free:
                if is_free:
                    os.replace(other, self._part)
                else:
                    shutil.copyfile(other, self._part)

    def _clear(self) -> None:
        """Remove the parts of attempts that ended; those that go on notice that the file is here."""
        for number in range(1, _AT_ONCE + 1):
            if number != self._number and self._part_of(number).exists():
                with suppress(OSError), _left_behind(self._folder.name, number) as is_free:
                    if is_free:
                        self._part_of(number).unlink()

    def _from(self, address: str) -> None:
        # With the machinery of secure connections, which the first window would wait for.
        import http.client
        import urllib.error

        try:
            self._receive(address)
            if self._file.is_in(self._folder):
                self._part.unlink(missing_ok=True)  # another program was faster
            else:
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
            said = sentence.format(size=f"{_size(self._part):,}", whole=f"{self._file.size:,}")
            raise DataError(said, place=address, remedy=_AGAIN) from error
        except OSError as error:
            raise _not_kept(self._part, error) from error

    def _receive(self, address: str) -> None:
        here = _size(self._part)
        if here >= self._file.size:
            return  # all of it came the last time; its checksum is still to be compared
        import urllib.request

        request = urllib.request.Request(address, headers={"User-Agent": _AGENT})
        if here:
            request.add_header("Range", f"bytes={here}-")
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
            continued = answer.status == _PARTIAL_CONTENT
            with self._part.open("ab" if continued else "wb") as file:
                size = here if continued else 0
                while size <= self._file.size and (piece := answer.read(_CHUNK)):
                    if self._should_stop():
                        raise Stopped
                    if self._file.is_in(self._folder):
                        return
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
        os.replace(self._part, self._folder / self._file.name)


@contextmanager
def _left_behind(name: str, number: int) -> Iterator[bool]:
    """Tell whether an attempt has ended, and hold its number as long as that matters."""
    lock = _lock(name, number)
    try:
        yield lock.take()
    finally:
        lock.release()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


_REMEDY = _("core", "Try again later, or import the files if you have them.")
_OFFLINE = _("core", "Check the connection to the internet, or import the files if you have them.")
_AGAIN = _("core", "Download again: it goes on where it broke off.")


def _reason(error: urllib.error.URLError) -> str:
    reason = error.reason
    return getattr(reason, "strerror", None) or str(reason)


def _not_kept(path: Path, error: OSError) -> DataError:
    sentence = _("core", "The file cannot be kept ({reason}).").format(reason=error.strerror or str(error))
    return DataError(sentence, place=str(path), remedy=_("core", "Make room there, or allow writing."))
