"""Numpy's archives: pictures and labels under the names that people give them."""

from __future__ import annotations

import math
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib import format as npy

from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _
from nnplayground.data.images.found import MOST_CLASSES, MOST_VALUES, Pictures, size_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["read_npz"]

_PARTS = ("train", "val", "test")
_PICTURES = ("x_{}", "X_{}", "{}_images", "{}_x", "{}_data", "images_{}")
_LABELS = ("y_{}", "Y_{}", "{}_labels", "{}_y", "{}_target", "labels_{}")
_WHOLE = (
    ("x", "y"),
    ("X", "y"),
    ("images", "labels"),
    ("data", "target"),
    ("data", "labels"),
    ("pixels", "labels"),
    ("arr_0", "arr_1"),
)
_MOST_BYTES = 8 * MOST_VALUES  # float64


def read_npz(path: Path) -> Pictures:
    """Read ``x`` and ``y``, or ``x_train``, ``y_train``, ``x_test`` and ``y_test`` of an archive.

    Objects in it, which would be unpickled, are refused. Pixels are bytes, or numbers from 0 to 1 or to 255;
    labels are whole numbers, text, or one column for each class.

    Raises
    ------
    DataError
        If there are no such arrays, they do not fit together, or they are too large.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            shapes = {info.filename.removesuffix(".npy"): info for info in archive.infolist()}
            pairs = _pairs(shapes, path.name)
            arrays = {
                name: _array(archive, shapes[name], path.name) for pair in pairs.values() for name in pair
            }
    except (OSError, EOFError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        if isinstance(error, DataError):
            raise
        sentence = _("core", "The file is no archive of numpy, or it is damaged.")
        remedy = _("core", "Write it with numpy.savez, without objects.")
        raise DataError(sentence, place=path.name, remedy=remedy) from error
    return _assembled(path, pairs, arrays)


def _pairs(names: Mapping[str, Any], file: str) -> dict[str, tuple[str, str]]:
    """Return the names of pictures and labels by part; the part is empty where there is only one."""
    found: dict[str, tuple[str, str]] = {}
    for part in _PARTS:
        for word in (part, "valid", "validation") if part == "val" else (part,):
            pictures = next((p.format(word) for p in _PICTURES if p.format(word) in names), None)
            labels = next((p.format(word) for p in _LABELS if p.format(word) in names), None)
            if pictures and labels:
                found[part] = pictures, labels
    if found:
        return found
    whole = next(((x, y) for x, y in _WHOLE if x in names and y in names), None)
    if whole is None:
        sentence = _("core", "There are no pictures with labels in it; its arrays are called {names}.")
        listed = ", ".join(list(names)[:6]) or "–"
        remedy = _("core", "Call them x and y, or x_train, y_train, x_test and y_test.")
        raise DataError(sentence.format(names=listed), place=file, remedy=remedy)
    return {"": whole}


def _array(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file_name: str) -> NDArray[Any]:
    """Read one array after its header has said that it is harmless and small enough."""
    with archive.open(info) as file:
        version = npy.read_magic(file)
        read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        try:
            shape, fortran, dtype = read(file)
        except Exception as error:  # numpy reads it by Python's own parser, which has complaints of all kinds
            raise ValueError("the header cannot be read") from error
        if min(shape, default=0) < 0:
            raise ValueError("an array of negative size")
        size = math.prod(shape) * dtype.itemsize
        if dtype.hasobject:
            sentence = _("core", "“{name}” holds Python objects, which could run code and are not read.")
            raise DataError(sentence.format(name=info.filename), place=file_name)
        if size > _MOST_BYTES:
            sentence = _("core", "“{name}” would take {size}; at most {limit} are read.")
            said = sentence.format(name=info.filename, size=size_text(size), limit=size_text(_MOST_BYTES))
            raise DataError(said, place=file_name)
        content = file.read(size)
    if len(content) != size:
        raise ValueError("the array ends too early")
    return np.frombuffer(content, dtype).reshape(shape, order="F" if fortran else "C")


def _assembled(path: Path, pairs: dict[str, tuple[str, str]], arrays: dict[str, NDArray[Any]]) -> Pictures:
    parts = {
        part: (_pixels(arrays[x], x, path.name), _flat(arrays[y], y, path.name))
        for part, (x, y) in pairs.items()
    }
    shapes = {x.shape[1:] for x, _y in parts.values()}
    if len(shapes) > 1:
        raise DataError(_("core", "The parts have pictures of different sizes."), place=path.name)
    for part, (x, y) in parts.items():
        if len(x) != len(y):
            sentence = _("core", "There are {pictures} pictures, but {labels} labels.")
            raise DataError(
                sentence.format(pictures=len(x), labels=len(y)), place=f"{path.name} {part}".rstrip()
            )
    pixels = np.concatenate([x for x, _y in parts.values()])
    names, labels = _classes(np.concatenate([y for _x, y in parts.values()]), path.name)
    split = None
    if "train" in parts and len(parts) > 1:
        sizes = [len(parts[part][1]) if part in parts else 0 for part in _PARTS]
        split = sizes[0], sizes[1], sizes[2]
    return Pictures(path.stem, pixels, labels, names, split)


def _pixels(array: NDArray[Any], name: str, file_name: str) -> NDArray[np.uint8]:
    """Return pictures as (n, channels, height, width) of bytes."""
    if array.ndim == 2 and math.isqrt(array.shape[1]) ** 2 == array.shape[1]:
        side = math.isqrt(array.shape[1])
        array = array.reshape(-1, side, side)
    if array.ndim == 3:
        array = array[:, np.newaxis]
    if array.ndim == 4 and array.shape[1] not in (1, 3) and array.shape[3] in (1, 3, 4):
        array = np.moveaxis(array[..., :3], 3, 1)
    if array.ndim != 4 or array.shape[1] not in (1, 3) or array.dtype.kind not in "uifb" or not array.size:
        sentence = _("core", "“{name}” has the shape {shape}, which is none of pictures.")
        raise DataError(sentence.format(name=name, shape=_shape(array)), place=file_name)
    return array if array.dtype == np.uint8 else _as_bytes(array, name, file_name)


def _as_bytes(array: NDArray[Any], name: str, file_name: str) -> NDArray[np.uint8]:
    low, high = float(array.min()), float(array.max())
    if not (math.isfinite(low) and math.isfinite(high)):
        sentence = _("core", "“{name}” has pixels that are not finite.").format(name=name)
        raise DataError(sentence, place=file_name)
    if array.dtype.kind == "f" and -1 <= low < 0 and high <= 1:  # as generators are fed
        array, low, high = (array + 1) / 2, 0.0, 1.0
    whole = array.dtype.kind in "ui" and high > 1
    top = 1 if high <= 1 and not whole else 255 if high <= 255 else 65535
    if low < 0 or high > top:
        sentence = _("core", "“{name}” has pixels from {low} to {high}; they go from 0 to 1 or to 255.")
        raise DataError(sentence.format(name=name, low=f"{low:g}", high=f"{high:g}"), place=file_name)
    return np.rint(array * (255 / top)).astype(np.uint8)


def _flat(array: NDArray[Any], name: str, file_name: str) -> NDArray[Any]:
    if array.ndim == 2 and array.shape[1] > 1 and array.dtype.kind in "uifb":
        return np.asarray(np.argmax(array, axis=1))
    array = array.reshape(-1) if array.ndim == 2 and array.shape[1] == 1 else array
    if array.ndim != 1 or array.dtype.kind not in "uifUSb" or not len(array):
        sentence = _("core", "“{name}” has the shape {shape}, which is none of labels.")
        raise DataError(sentence.format(name=name, shape=_shape(array)), place=file_name)
    return array


def _classes(labels: NDArray[Any], file: str) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    if labels.dtype.kind == "f" and not (labels == np.rint(labels)).all():
        sentence = _("core", "The labels are no whole numbers.")
        raise DataError(sentence, place=file, remedy=_("core", "Pictures are told apart by classes."))
    values, index = np.unique(labels, return_inverse=True)
    if len(values) > MOST_CLASSES:
        sentence = _("core", "There are {count} classes; at most {limit} are allowed.")
        raise DataError(sentence.format(count=len(values), limit=MOST_CLASSES), place=file)
    names = [v.decode("utf-8", "replace") if isinstance(v, bytes) else v for v in values.tolist()]
    said = tuple(str(int(v)) if isinstance(v, float | bool) else str(v) for v in names)
    return said, index.astype(np.int64)


def _shape(array: NDArray[Any]) -> str:
    return "×".join(map(str, array.shape)) or "()"
