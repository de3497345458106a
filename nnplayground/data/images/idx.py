"""IDX, the format of MNIST: a header of sizes and then the numbers.

Described at the bottom of http://yann.lecun.com/exdb/mnist/.
"""

from __future__ import annotations

import gzip
import math
import re
import struct
import zlib
from typing import TYPE_CHECKING, cast

import numpy as np

from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _
from nnplayground.data.images.found import MOST_VALUES, size_text

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO, Any

    from numpy.typing import NDArray

__all__ = ["is_idx_name", "labels_beside", "read_idx"]

_BYTES = 0x08  # the type code of unsigned bytes, the only one that pictures and labels come in
_NAME = re.compile(r"(images|labels)([-.])idx([13])-ubyte(\.gz)?$", re.IGNORECASE)


def is_idx_name(name: str) -> bool:
    """Tell whether a file is called as IDX files are."""
    return name.lower().endswith(("-ubyte", "-ubyte.gz"))


def labels_beside(path: Path) -> tuple[Path, Path]:
    """Return the files of pictures and of labels, given one of the two.

    Raises
    ------
    DataError
        If the other one is not beside it.
    """
    found = _NAME.search(path.name)
    if found is None:
        sentence = _("core", "The name does not say where its labels are.")
        remedy = _("core", "Call the files “…images-idx3-ubyte” and “…labels-idx1-ubyte”.")
        raise DataError(sentence, place=path.name, remedy=remedy)
    stem, dash = path.name[: found.start()], found[2]
    pair = []
    for word, number in (("images", "3"), ("labels", "1")):
        names = [f"{stem}{word}{dash}idx{number}-ubyte{ending}" for ending in (found[4] or "", "", ".gz")]
        there = next((path.with_name(name) for name in names if path.with_name(name).is_file()), None)
        if there is None:
            sentence = _("core", "“{name}” is not beside it.").format(name=names[0])
            remedy = _("core", "Put the file of pictures and that of labels into one folder.")
            raise DataError(sentence, place=path.name, remedy=remedy)
        pair.append(there)
    return pair[0], pair[1]


def read_idx(path: Path, dimensions: int) -> NDArray[np.uint8]:
    """Read an IDX file of unsigned bytes, compressed by gzip or not.

    Parameters
    ----------
    path : Path
    dimensions : int
        How many the array must have: 3 for pictures, 1 for labels.

    Raises
    ------
    DataError
        If it is no IDX file, of another type, too large, too short or too long.
    """
    with _opened(path) as file:
        shape = _header(file, path.name)
        if len(shape) != dimensions:
            sentence = _("core", "The file has {found} dimensions and not {expected}.")
            raise DataError(sentence.format(found=len(shape), expected=dimensions), place=path.name)
        size = math.prod(shape)
        if size > MOST_VALUES:
            sentence = _("core", "The file would hold {size}; at most {limit} are read.")
            said = sentence.format(size=size_text(size), limit=size_text(MOST_VALUES))
            raise DataError(said, place=path.name)
        content = _read(file, size + 1, path.name)  # one more, to notice what does not belong to it
    if len(content) != size:
        sentence = _("core", "The header promises {size} bytes, but the file holds {found}.")
        if len(content) > size:
            sentence = _("core", "The header promises {size} bytes, but the file holds more.")
        said = sentence.format(size=f"{size:,}", found=f"{len(content):,}")
        raise DataError(said, place=path.name, remedy=_("core", "Copy or download the file again."))
    return np.frombuffer(content, np.uint8).reshape(shape)


def _opened(path: Path) -> IO[bytes]:
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        return cast("IO[bytes]", gzip.open(path, "rb") if packed else path.open("rb"))
    except OSError as error:
        raise _unreadable(path.name, error) from error


def _header(file: IO[bytes], name: str) -> tuple[int, ...]:
    magic = _read(file, 4, name)
    if len(magic) < 4 or magic[:2] != b"\0\0" or magic[2] not in (*range(8, 15),) or not 1 <= magic[3] <= 4:
        sentence = _("core", "This is no IDX file: it begins with {magic} and not with 00 00 08.")
        if not magic:
            sentence = _("core", "This is no IDX file: it is empty.")
        raise DataError(sentence.format(magic=magic.hex(" ")), place=name)
    if magic[2] != _BYTES:
        sentence = _("core", "The file holds numbers of type {type}; only unsigned bytes (08) are read.")
        raise DataError(sentence.format(type=f"{magic[2]:02x}"), place=name)
    sizes = _read(file, 4 * magic[3], name)
    if len(sizes) < 4 * magic[3]:
        raise DataError(_("core", "The file ends within its header."), place=name)
    shape: tuple[int, ...] = struct.unpack(f">{magic[3]}I", sizes)
    return shape


def _read(file: IO[bytes], size: int, name: str) -> bytes:
    try:
        return file.read(size)
    except (OSError, EOFError, zlib.error) as error:
        raise _unreadable(name, error) from error


def _unreadable(name: str, error: BaseException) -> DataError:
    reason: Any = getattr(error, "strerror", None) or str(error) or type(error).__name__
    sentence = _("core", "The file cannot be read ({reason}).").format(reason=reason)
    return DataError(sentence, place=name, remedy=_("core", "Copy or download the file again."))
