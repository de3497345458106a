"""Own data: arrays that belong to an experiment but are too large to stand in it.

An experiment refers to them by a key that is made of their content, so that it stays small and is compared
and undone at once, and two names for the same numbers are one. A project file carries the arrays beside the
experiment (:mod:`nnplayground.projects.files`); here they live as long as the program runs, so that undo
finds earlier data again.
"""

from __future__ import annotations

import hashlib
import threading
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]

__all__ = ["KEY_PATTERN", "MAX_ATTACHMENT", "MAX_TOTAL", "Attachments", "attachments", "key_of"]

MAX_ATTACHMENT = 2**30
"""Bytes of the arrays of one attachment."""
MAX_TOTAL = 3 * 2**30
"""Bytes of all that one running program keeps."""
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


class Attachments:
    """Arrays by the key of their content; any thread may ask.

    Parameters
    ----------
    limit : int
        Bytes that all of them may take together.
    """

    def __init__(self, limit: int = MAX_TOTAL) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._kept: dict[str, Arrays] = {}
        self._size = 0

    def put(self, arrays: Arrays) -> str:
        """Keep copies of ``arrays`` and return their key; what is there already is not kept twice.

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
        with self._lock:
            if key not in self._kept:
                if self._size + size > self._limit:
                    raise _full(self._limit)
                self._kept[key] = MappingProxyType({name: _frozen(array) for name, array in arrays.items()})
                self._size += size
        return key

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
        with self._lock:
            found = self._kept.get(key)
        if found is None:
            raise missing(name)
        return found

    def __contains__(self, key: object) -> bool:
        with self._lock:
            return key in self._kept

    def keep_only(self, keys: frozenset[str]) -> None:
        """Let go of all others: no document, undo step or run refers to them any more."""
        with self._lock:
            self._kept = {key: arrays for key, arrays in self._kept.items() if key in keys}
            kept = self._kept.values()
            self._size = sum(array.nbytes for arrays in kept for array in arrays.values())


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
    sentence = _("core", "The data imported since the program started takes more than {limit} GB.")
    remedy = _("core", "Save the project and start the program again.")
    return DataError(sentence.format(limit=limit // 2**30), remedy=remedy)


_attachments = Attachments()


def attachments() -> Attachments:
    """Return the one store of the program."""
    return _attachments
