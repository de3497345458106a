"""Own data: arrays that belong to an experiment but are too large to stand in it.

An experiment refers to them by a key that is made of their content, so that it stays small and is compared
and undone at once, and two names for the same numbers are one. A project file carries the arrays beside the
experiment (:mod:`nnplayground.projects.files`). Here they live as long as anything refers to them: every
:class:`~nnplayground.data.own.OwnData` has a hold on its numbers, and so has whatever has it, be it a
document, a step to be undone, a run in the table or a moment of the timeline.
"""

from __future__ import annotations

import hashlib
import threading
import weakref
from collections import deque
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]

__all__ = ["KEY_PATTERN", "MAX_ATTACHMENT", "MAX_TOTAL", "Attachments", "Hold", "attachments", "key_of"]

MAX_ATTACHMENT = 2**30
"""Bytes of the arrays of one attachment."""
MAX_TOTAL = 3 * 2**30
"""Bytes of all that one running program keeps at a time."""
KEY_PATTERN = "^[0-9a-f]{64}$"
"""What a key looks like."""
_KINDS = "bifu"  # of numbers; objects and texts have no place in a safetensors file


def key_of(arrays: Arrays) -> str:
    """Return the SHA-256 of the names, types, shapes and numbers, as 64 hexadecimal digits.

    It is of the content and not of a file's bytes, so that another version of the file format changes no
    key.
    """
    digest = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        kind = array.dtype.newbyteorder("<")
        digest.update(f"{name!r} {kind.str} {arrays[name].shape}\n".encode())
        digest.update(array.astype(kind, copy=False).reshape(-1).view(np.uint8).data)
    return digest.hexdigest()


class Hold:
    """Keeps the numbers of one key for as long as it lives itself.

    Attributes
    ----------
    key : str
    """

    __slots__ = ("__weakref__", "key")

    def __init__(self, key: str) -> None:
        self.key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hold) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __reduce__(self) -> tuple[object, ...]:
        return _hold, (self.key,)  # in another process it has a hold on what is there


def _hold(key: str) -> Hold:
    return attachments().hold(key)


class Attachments:
    """Arrays by the key of their content; any thread may ask.

    What nobody has a :class:`Hold` on any more is let go.

    Parameters
    ----------
    limit : int
        Bytes that all of them may take together.
    """

    def __init__(self, limit: int = MAX_TOTAL) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._kept: dict[str, Arrays] = {}
        self._holds: weakref.WeakValueDictionary[str, Hold] = weakref.WeakValueDictionary()
        self._free: deque[str] = deque()  # keys whose hold has ended

    def hold(self, key: str) -> Hold:
        """Return what keeps the numbers of ``key``, whether they are here already or are still to come."""
        with self._locked():
            return self._held(key)

    def _held(self, key: str) -> Hold:
        hold = self._holds.get(key)
        if hold is None:
            hold = self._holds[key] = Hold(key)
            weakref.finalize(hold, self._end, key).atexit = False
        return hold

    def put(self, arrays: Arrays) -> Hold:
        """Keep copies of ``arrays`` as long as what is returned lives; the same are not kept twice.

        Raises
        ------
        DataError
            If they are not numbers, or take more memory than is allowed.
        """
        size = sum(array.nbytes for array in arrays.values())
        _require_numbers(arrays)
        if size > MAX_ATTACHMENT:
            raise _too_large(size, MAX_ATTACHMENT)
        key = key_of(arrays)
        with self._locked():
            hold = self._held(key)
            if key not in self._kept:
                if self._size() + size > self._limit:
                    raise _full(self._limit)
                self._kept[key] = MappingProxyType({name: _frozen(array) for name, array in arrays.items()})
        return hold

    def get(self, key: str, name: str = "") -> Arrays:
        """Return read-only arrays.

        Parameters
        ----------
        key : str
        name : str
            What the person calls the data, for the error: ``penguins.csv``.

        Raises
        ------
        DataError
            If they are not here.
        """
        with self._locked():
            found = self._kept.get(key)
        if found is None:
            raise missing(name)
        return found

    def __contains__(self, key: object) -> bool:
        with self._locked():
            return key in self._kept

    def _size(self) -> int:
        return sum(array.nbytes for arrays in self._kept.values() for array in arrays.values())

    def _end(self, key: str) -> None:
        """Note that a hold has ended: in any thread, and in the middle of anything that is done here."""
        self._free.append(key)
        if self._lock.acquire(blocking=False):
            try:
                self._let_go()
            finally:
                self._lock.release()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Do something alone, and let go of what nobody holds any more, before and after."""
        with self._lock:
            self._let_go()
            yield
            self._let_go()

    def _let_go(self) -> None:
        while self._free:
            key = self._free.popleft()
            if key not in self._holds:  # else somebody has come for it meanwhile
                self._kept.pop(key, None)


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    copy = np.array(array, order="C")
    copy.flags.writeable = False
    return copy


def _require_numbers(arrays: Arrays) -> None:
    for name, array in arrays.items():
        if array.dtype.kind not in _KINDS:
            sentence = _("core", "The array “{name}” holds no numbers.").format(name=name)
            raise DataError(sentence, remedy=_("core", "Only numbers can be kept with an experiment."))


def missing(name: str) -> DataError:
    """Return the error that the data called ``name`` came without its numbers."""
    if name:
        sentence = _("core", "The data of “{name}” is not in this file.").format(name=name)
    else:
        sentence = _("core", "The data of this experiment is not in this file.")
    return DataError(
        sentence,
        place="data.dataset",
        remedy=_("core", "Import it again, or open the .nnp project, which carries it."),
    )


def _too_large(size: int, limit: int) -> DataError:
    sentence = _("core", "The data takes {size} MB; at most {limit} MB are kept with an experiment.")
    said = sentence.format(size=f"{size / 2**20:.0f}", limit=limit // 2**20)
    return DataError(said, remedy=_("core", "Use fewer samples or fewer columns."))


def _full(limit: int) -> DataError:
    sentence = _("core", "The own data of this project, its edits and its runs takes more than {limit} GB.")
    remedy = _("core", "Save the project, delete runs with other data, and open it again.")
    return DataError(sentence.format(limit=limit // 2**30), remedy=remedy)


_attachments = Attachments()


def attachments() -> Attachments:
    """Return the one store of the program."""
    return _attachments
