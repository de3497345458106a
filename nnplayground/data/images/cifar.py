"""CIFAR-10 and CIFAR-100, as the archive for Python, the binary archive, or a folder of either.

https://www.cs.toronto.edu/~kriz/cifar.html
"""

from __future__ import annotations

import tarfile
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _
from nnplayground.data.images.found import Pictures
from nnplayground.data.images.pickled import read_pickle

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["CIFAR10_NAMES", "holds_cifar", "read_cifar"]

CIFAR10_NAMES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")

_SIDE = 32
_PIXELS = 3 * _SIDE * _SIDE
_TRAIN = ("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "train")
_TEST = ("test_batch", "test")
_NAMES = ("batches.meta", "meta", "batches.meta.txt", "fine_label_names.txt")
_KNOWN = {f"{name}{ending}" for name in (*_TRAIN, *_TEST) for ending in ("", ".bin")} | set(_NAMES)
_LARGEST = 200_000_000  # CIFAR-100's training part is 155 MB


def holds_cifar(folder: Path) -> bool:
    """Tell whether a folder holds batches of CIFAR."""
    found = {path.name for path in folder.iterdir() if path.is_file()}
    python = bool(found & {"batches.meta", "meta"}) and bool(found & {*_TRAIN, *_TEST})
    return python or any(f"{name}.bin" in found for name in (*_TRAIN, *_TEST))


def read_cifar(path: Path) -> Pictures:
    """Read an archive (``.tar.gz``), a folder, or one batch.

    Raises
    ------
    DataError
        If it is damaged, holds no batches, or asks for more than reading.
    """
    files = _files(path)
    train = [_batch(name, files[name]) for name in _in_order(files, _TRAIN)]
    test = [_batch(name, files[name]) for name in _in_order(files, _TEST)]
    if not (train or test):
        sentence = _("core", "There are no batches of CIFAR in it.")
        raise DataError(sentence, place=path.name)
    pixels, labels = (np.concatenate(parts) for parts in zip(*train, *test, strict=True))
    names = _class_names(files) or _numbered(labels)
    if len(labels) and int(labels.max()) >= len(names):
        raise DataError(_("core", "There are more labels than names of classes."), place=path.name)
    parts = (sum(len(y) for _x, y in train), 0, sum(len(y) for _x, y in test)) if train and test else None
    return Pictures(_plain_name(path), pixels, labels, names, parts)


def _plain_name(path: Path) -> str:
    return path.name.removesuffix(".gz").removesuffix(".tar").removesuffix(".tgz")


def _in_order(files: dict[str, bytes], names: tuple[str, ...]) -> list[str]:
    return [name + ending for name in names for ending in ("", ".bin") if name + ending in files]


def _files(path: Path) -> dict[str, bytes]:
    try:
        if path.is_dir():
            chosen = [inner for inner in path.iterdir() if inner.name in _KNOWN and inner.is_file()]
            return {inner.name: _bounded(inner) for inner in chosen}
        if tarfile.is_tarfile(path):
            return _unpacked(path)
        return {path.name if path.name in _KNOWN else _TRAIN[0]: _bounded(path)}
    except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        sentence = _("core", "The archive cannot be read ({reason}).").format(reason=reason)
        remedy = _("core", "Copy or download the file again.")
        raise DataError(sentence, place=path.name, remedy=remedy) from error


def _bounded(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise DataError(_("core", "A batch of CIFAR is never so large."), place=path.name)
    return path.read_bytes()


def _unpacked(path: Path) -> dict[str, bytes]:
    """Read the batches out of an archive, in memory: no path in it is ever written to."""
    found: dict[str, bytes] = {}
    with tarfile.open(path, "r|*") as archive:
        for member in archive:
            name = member.name.rpartition("/")[2]
            if not member.isreg() or name not in _KNOWN or name in found:
                continue
            if member.size > _LARGEST:
                raise DataError(_("core", "A batch of CIFAR is never so large."), place=name)
            content = archive.extractfile(member)
            found[name] = content.read() if content is not None else b""
    return found


def _batch(name: str, data: bytes) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    return _binary(name, data) if name.endswith(".bin") else _pickled(name, data)


def _pickled(name: str, data: bytes) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    batch = _by_text(read_pickle(data, name))
    pixels = batch.get("data")
    labels = batch.get("labels", batch.get("fine_labels"))
    fits = isinstance(pixels, np.ndarray) and pixels.dtype == np.uint8 and pixels.size % _PIXELS == 0
    if not fits or not isinstance(labels, list) or not all(type(label) is int for label in labels):
        raise DataError(_("core", "The batch holds no pictures of 32×32 pixels with labels."), place=name)
    return _checked(name, np.asarray(pixels).reshape(-1, 3, _SIDE, _SIDE), np.array(labels, np.int64))


def _binary(name: str, data: bytes) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Read rows of one label (two in CIFAR-100, of which the second is the class) and the pixels."""
    fine = name in ("train.bin", "test.bin")
    row = _PIXELS + 1 + fine
    if len(data) % row or not data:
        sentence = _("core", "The batch has {size} bytes, which are no whole pictures.")
        raise DataError(sentence.format(size=f"{len(data):,}"), place=name)
    rows = np.frombuffer(data, np.uint8).reshape(-1, row)
    pixels = rows[:, 1 + fine :].reshape(-1, 3, _SIDE, _SIDE)
    return _checked(name, pixels, rows[:, int(fine)].astype(np.int64))


def _checked(
    name: str, pixels: NDArray[np.uint8], labels: NDArray[np.int64]
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    if len(pixels) != len(labels):
        sentence = _("core", "The batch has {pictures} pictures, but {labels} labels.")
        raise DataError(sentence.format(pictures=len(pixels), labels=len(labels)), place=name)
    if len(labels) and int(labels.min()) < 0:
        raise DataError(_("core", "A label is negative."), place=name)
    return pixels, labels


def _by_text(value: Any) -> dict[str, Any]:
    """Return a dictionary with text for keys, however Python 2 or 3 wrote them."""
    if not isinstance(value, dict):
        return {}
    return {key.decode("latin-1") if isinstance(key, bytes) else str(key): v for key, v in value.items()}


def _class_names(files: dict[str, bytes]) -> tuple[str, ...]:
    for name in _NAMES:
        if name not in files:
            continue
        if name.endswith(".txt"):
            return tuple(files[name].decode("utf-8", "replace").split())
        meta = _by_text(read_pickle(files[name], name))
        said = meta.get("label_names") or meta.get("fine_label_names") or []
        return tuple(
            word.decode("utf-8", "replace") if isinstance(word, bytes) else str(word) for word in said
        )
    return CIFAR10_NAMES if any(name in files for name in ("data_batch_1", "test_batch")) else ()


def _numbered(labels: NDArray[np.int64]) -> tuple[str, ...]:
    return tuple(map(str, range(int(labels.max()) + 1))) if len(labels) else ()
