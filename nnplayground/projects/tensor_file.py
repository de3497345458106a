"""Arrays in the format of safetensors, written one by one: no second copy of all of them is made."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

import numpy as np

from nnplayground.core.errors import FileError
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy import ndarray

__all__ = ["size_of", "write_tensors"]

_CHUNK = 2**22  # bytes between two turns of other threads
_NAMES = {
    "f8": "F64",
    "f4": "F32",
    "f2": "F16",
    "i8": "I64",
    "i4": "I32",
    "i2": "I16",
    "i1": "I8",
    "u8": "U64",
    "u4": "U32",
    "u2": "U16",
    "u1": "U8",
    "b1": "BOOL",
}


def size_of(tensors: Mapping[str, ndarray]) -> int:
    """Return the bytes of all numbers."""
    return sum(array.nbytes for array in tensors.values())


def write_tensors(file: IO[bytes], tensors: Mapping[str, ndarray]) -> None:
    """Write arrays; safetensors reads them.

    The format is eight bytes with the length of a JSON header, the header, and the numbers in the order of
    bytes that Intel uses (https://github.com/huggingface/safetensors#format).

    Raises
    ------
    FileError
        If the format knows no such numbers.
    """
    header, start = {}, 0
    for name, array in tensors.items():
        kind = _NAMES.get(f"{array.dtype.kind}{array.dtype.itemsize}")
        if kind is None:
            raise FileError(_("core", "The array “{name}” holds no numbers.").format(name=name))
        end = start + array.nbytes
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [start, end]}
        start = end
    said = json.dumps(header, separators=(",", ":")).encode()
    said += b" " * (-len(said) % 8)
    file.write(len(said).to_bytes(8, "little") + said)
    for array in tensors.values():
        _write(file, array)


def _write(file: IO[bytes], array: ndarray) -> None:
    whole = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    numbers = whole.reshape(-1).view(np.uint8).data
    for start in range(0, len(numbers), _CHUNK):
        file.write(numbers[start : start + _CHUNK])
