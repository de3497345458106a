"""Where pictures come from: what is in it, a look at some, and all of them."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _
from nnplayground.data.images import cifar, idx
from nnplayground.data.images.found import (
    MOST_CLASSES,
    Pictures,
    Stopped,
    Unread,
    require_room,
    without_empty_classes,
)
from nnplayground.data.images.npz import read_npz
from nnplayground.data.images.opened import SUFFIXES, Shaping, open_picture, shaped, shaped_array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from nnplayground.data.images.found import Progress, ShouldStop

__all__ = [
    "ArraySource",
    "FileSource",
    "Source",
    "holds_pictures",
    "open_source",
]

_MOST_FILES = 500_000
_PARTS = {"train": 0, "training": 0, "val": 1, "valid": 1, "validation": 1, "test": 2, "testing": 2}
_IDX_PARTS = {"train": 0, "t10k": 2, "test": 2}
_LOOKED_AT = 40  # files whose headers suggest a size
_SIZES = (8, 16, 24, 28, 32, 48, 64, 96, 128, 160, 192, 224)
_USUAL_SIZE = 32


class Source(Protocol):
    """Pictures that can be read."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes."""
        ...

    @property
    def counts(self) -> tuple[int, ...]:
        """Pictures per class, as far as known before reading."""
        ...

    @property
    def parts(self) -> tuple[int, int, int] | None:
        """See :attr:`Pictures.parts`."""
        ...

    @property
    def problems(self) -> tuple[Unread, ...]:
        """What was noticed before reading."""
        ...

    @property
    def suggestion(self) -> Shaping:
        """A size and colours that suit them."""
        ...

    def limited(self, most: int) -> Source:
        """Return a source with at most so many pictures of every class, taken evenly."""
        ...

    def look(self, each: int, shaping: Shaping, should_stop: ShouldStop) -> list[NDArray[np.uint8]]:
        """Return up to ``each`` pictures of every class, (n, channels, size, size)."""
        ...

    def read(self, shaping: Shaping, progress: Progress, should_stop: ShouldStop) -> Pictures:
        """Read all pictures."""
        ...


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    name: str
    label: int
    part: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class FileSource:
    """Image files, in folders named by their classes or all of one class."""

    name: str
    class_names: tuple[str, ...]
    files: tuple[_File, ...]
    has_parts: bool
    problems: tuple[Unread, ...]
    suggestion: Shaping

    @property
    def counts(self) -> tuple[int, ...]:
        """Files per class."""
        found = Counter(file.label for file in self.files)
        return tuple(found[label] for label in range(len(self.class_names)))

    @property
    def parts(self) -> tuple[int, int, int] | None:
        """Files per part, if the folders say so."""
        if not self.has_parts:
            return None
        found = Counter(file.part for file in self.files)
        return found[0], found[1], found[2]

    def limited(self, most: int) -> FileSource:
        """Return at most so many files of every class, and of each part in proportion."""
        chosen = _evenly(np.array([file.label for file in self.files], np.int64), most)
        return replace(self, files=tuple(self.files[number] for number in chosen.tolist()))

    def look(self, each: int, shaping: Shaping, should_stop: ShouldStop) -> list[NDArray[np.uint8]]:
        """Decode the first files of every class that can be."""
        by_label: dict[int, list[_File]] = {}
        for file in self.files:
            by_label.setdefault(file.label, []).append(file)
        found: list[NDArray[np.uint8]] = []
        for label in range(len(self.class_names)):
            pictures: list[NDArray[np.uint8]] = []
            for file in by_label.get(label, [])[: 2 * each]:
                _continue(should_stop)
                pixels = _decoded(file, shaping, [])
                if pixels is not None and len(pictures) < each:
                    pictures.append(pixels)
            found.append(np.stack(pictures) if pictures else _none(shaping))
        return found

    def read(self, shaping: Shaping, progress: Progress, should_stop: ShouldStop) -> Pictures:
        """Decode all files; those that cannot be are listed."""
        require_room(len(self.files), shaping.channels, shaping.size, shaping.size, self.name)
        pixels = np.empty((len(self.files), shaping.channels, shaping.size, shaping.size), np.uint8)
        kept: list[_File] = []
        problems = list(self.problems)
        for number, file in enumerate(self.files):
            _continue(should_stop)
            progress(number, len(self.files))
            decoded = _decoded(file, shaping, problems)
            if decoded is not None:
                pixels[len(kept)] = decoded
                kept.append(file)
        progress(len(self.files), len(self.files))
        labels = np.array([file.label for file in kept], np.int64)
        parts = replace(self, files=tuple(kept)).parts
        whole = Pictures(self.name, pixels[: len(kept)], labels, self.class_names, parts, tuple(problems))
        return without_empty_classes(whole)

    def renamed(self, name: str) -> FileSource:
        """Return the same files as one class of this name."""
        files = tuple(replace(file, label=0) for file in self.files)
        return replace(self, class_names=(name,), files=files)

    def by_file_names(self) -> FileSource:
        """Return the same files with classes by the beginnings of their names: ``cat_01.png`` is a cat."""
        begun = [_beginning(file.path.stem) for file in self.files]
        names = tuple(sorted(dict.fromkeys(begun), key=_natural))
        index = {name: label for label, name in enumerate(names)}
        pairs = zip(self.files, begun, strict=True)
        return replace(self, class_names=names, files=tuple(replace(f, label=index[b]) for f, b in pairs))


@dataclass(frozen=True, slots=True, eq=False)
class ArraySource:
    """Pictures that a file holds as arrays, which are in memory already."""

    pictures: Pictures

    @property
    def name(self) -> str:
        """What the pictures came from."""
        return self.pictures.name

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes."""
        return self.pictures.class_names

    @property
    def counts(self) -> tuple[int, ...]:
        """Pictures per class."""
        return self.pictures.counts

    @property
    def parts(self) -> tuple[int, int, int] | None:
        """Pictures per part."""
        return self.pictures.parts

    @property
    def problems(self) -> tuple[Unread, ...]:
        """What was noticed."""
        return self.pictures.problems

    @property
    def suggestion(self) -> Shaping:
        """The pictures as they are, or a little smaller."""
        _n, channels, height, width = self.pictures.pixels.shape
        return Shaping(size=max(8, min(224, max(height, width))), colour=channels == 3)

    def limited(self, most: int) -> ArraySource:
        """Return at most so many pictures of every class, and of each part in proportion."""
        whole = self.pictures
        chosen = _evenly(whole.labels, most)
        parts = None
        if whole.parts is not None:
            ends = np.searchsorted(chosen, np.cumsum(whole.parts)).tolist()
            parts = (ends[0], ends[1] - ends[0], ends[2] - ends[1])
        pixels, labels = whole.pixels[chosen], whole.labels[chosen]
        return ArraySource(replace(whole, pixels=pixels, labels=labels, parts=parts))

    def look(self, each: int, shaping: Shaping, should_stop: ShouldStop) -> list[NDArray[np.uint8]]:
        """Take the first pictures of every class."""
        found: list[NDArray[np.uint8]] = []
        for label in range(len(self.class_names)):
            _continue(should_stop)
            chosen = self.pictures.pixels[np.flatnonzero(self.pictures.labels == label)[:each]]
            found.append(
                np.stack([shaped_array(p, shaping) for p in chosen]) if len(chosen) else _none(shaping)
            )
        return found

    def read(self, shaping: Shaping, progress: Progress, should_stop: ShouldStop) -> Pictures:
        """Resize all pictures, unless they have the size already."""
        source = self.pictures.pixels
        wanted = (len(source), shaping.channels, shaping.size, shaping.size)
        require_room(*wanted, self.name)
        if source.shape != wanted:
            pixels = np.empty(wanted, np.uint8)
            for number, picture in enumerate(source):
                if not number % 100:
                    _continue(should_stop)
                    progress(number, len(source))
                pixels[number] = shaped_array(picture, shaping)
            source = pixels
        progress(len(source), len(source))
        return without_empty_classes(replace(self.pictures, pixels=source))


def open_source(paths: Sequence[Path], should_stop: ShouldStop = lambda: False) -> Source:
    """Find out what files or folders hold, without decoding pictures.

    Parameters
    ----------
    paths : sequence of Path
        A folder with a sub-folder per class (or with ``train`` and ``test`` over these), a folder of IDX or
        CIFAR files, one such file, an ``.npz``, or any number of image files and folders.
    should_stop : callable, optional

    Raises
    ------
    DataError
        If there are no pictures, or the file is damaged.
    Stopped
        If ``should_stop`` says so.
    """
    for path in paths:
        if not path.exists():
            raise DataError(_("core", "There is no such file or folder."), place=str(path))
    if len(paths) == 1 and paths[0].is_dir():
        return _folder(paths[0], should_stop)
    if len(paths) == 1 and paths[0].suffix.lower() not in SUFFIXES:
        return ArraySource(_array_file(paths[0]))
    return _loose(paths, should_stop)


def holds_pictures(path: Path) -> bool:
    """Tell by its name whether a file may be one that :func:`open_source` reads."""
    name = path.name.lower()
    archives = name.endswith((".npz", ".tar.gz", ".tgz")) or idx.is_idx_name(name)
    return archives or name.endswith(SUFFIXES) or name.startswith(("data_batch_", "test_batch"))


def _array_file(path: Path) -> Pictures:
    name = path.name.lower()
    if name.endswith(".npz"):
        return read_npz(path)
    if idx.is_idx_name(name):
        return _idx_pictures([path])
    if name.endswith((".tar.gz", ".tgz", ".tar")) or name.startswith(("data_batch", "test_batch")):
        return cifar.read_cifar(path)
    sentence = _("core", "This is no file of pictures that is known.")
    remedy = _("core", "Known are folders of images, IDX, CIFAR archives and .npz.")
    raise DataError(sentence, place=path.name, remedy=remedy)


def _folder(folder: Path, should_stop: ShouldStop) -> Source:
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        sentence = _("core", "The folder cannot be read ({reason}).").format(reason=error.strerror)
        raise DataError(sentence, place=folder.name) from error
    pictures = [p for p in inside if idx.is_idx_name(p.name) and "images" in p.name.lower() and p.is_file()]
    if pictures:
        return ArraySource(replace(_idx_pictures(pictures), name=folder.name))
    if cifar.holds_cifar(folder):
        return ArraySource(cifar.read_cifar(folder))
    return _classes_of(folder, [p for p in inside if p.is_dir() and not _is_hidden(p)], should_stop)


def _idx_pictures(files: Sequence[Path]) -> Pictures:
    """Read pairs of pictures and labels; MNIST's names say which are for training and for test."""
    pairs = list(dict.fromkeys(idx.labels_beside(file) for file in files))
    by_part: dict[int, tuple[NDArray[np.uint8], NDArray[np.uint8]]] = {}
    for images, labels in pairs:
        word = next((word for word in _IDX_PARTS if word in images.name.lower()), "train")
        x, y = idx.read_idx(images, 3), idx.read_idx(labels, 1)
        if len(x) != len(y):
            sentence = _("core", "There are {pictures} pictures, but {labels} labels.")
            raise DataError(sentence.format(pictures=len(x), labels=len(y)), place=images.name)
        if _IDX_PARTS[word] in by_part or (
            by_part and next(iter(by_part.values()))[0].shape[1:] != x.shape[1:]
        ):
            sentence = _("core", "There are several sets of pictures in the folder.")
            remedy = _("core", "Choose the file of one of them.")
            raise DataError(sentence, place=images.parent.name, remedy=remedy)
        by_part[_IDX_PARTS[word]] = x, y
    ordered = [by_part[part] for part in sorted(by_part)]
    pixels = np.concatenate([x for x, _y in ordered])[:, np.newaxis]
    values, labels_of = np.unique(np.concatenate([y for _x, y in ordered]), return_inverse=True)
    sizes = [len(by_part[part][1]) if part in by_part else 0 for part in range(3)]
    split = (sizes[0], sizes[1], sizes[2]) if len(by_part) > 1 else None
    names = tuple(map(str, values.tolist()))
    return Pictures(pairs[0][0].name.split("-images")[0], pixels, labels_of.astype(np.int64), names, split)


def _classes_of(folder: Path, inside: Sequence[Path], should_stop: ShouldStop) -> Source:
    """Take sub-folders for classes, or for parts whose sub-folders are the classes."""
    has_parts = len(inside) > 1 and all(sub.name.lower() in _PARTS for sub in inside)
    found: list[tuple[int, str, Path]] = []
    if has_parts:
        for sub in inside:
            classes = [p for p in sorted(sub.iterdir()) if p.is_dir() and not _is_hidden(p)]
            found += [(_PARTS[sub.name.lower()], c.name, c) for c in classes]
    else:
        found = [(0, sub.name, sub) for sub in inside]
    loose = [] if inside else [(0, folder.name, folder)]
    files = [
        (part, name, path) for part, name, top in found or loose for path in _images_below(top, should_stop)
    ]
    counts = Counter(name for _part, name, _path in files)
    empty = [
        Unread(name, _("core", "There is no picture in the folder."))
        for name in dict.fromkeys(name for _part, name, _top in found)
        if not counts[name]
    ]
    return _source(folder.name, files, folder, has_parts=has_parts, problems=empty)


def _loose(paths: Sequence[Path], should_stop: ShouldStop) -> Source:
    """Take each file's folder for its class, and a folder among them for one class."""
    files: list[tuple[int, str, Path]] = []
    for path in paths:
        inside = _images_below(path, should_stop) if path.is_dir() else [path]
        files += [(0, path.name if path.is_dir() else path.parent.name, found) for found in inside]
    top = Path(os.path.commonpath([path.parent for path in paths]))
    return _source(paths[0].parent.name, files, top, has_parts=False, problems=[])


def _source(
    name: str, files: list[tuple[int, str, Path]], top: Path, *, has_parts: bool, problems: list[Unread]
) -> FileSource:
    if not files:
        sentence = _("core", "There are no pictures in it.")
        remedy = _("core", "Make one sub-folder for each class, and put its pictures there.")
        raise DataError(sentence, place=name, remedy=remedy)
    names = tuple(sorted(dict.fromkeys(name for _part, name, _path in files), key=_natural))
    if len(names) > MOST_CLASSES:
        sentence = _("core", "There are {count} classes; at most {limit} are allowed.")
        raise DataError(sentence.format(count=len(names), limit=MOST_CLASSES), place=name)
    index = {name: label for label, name in enumerate(names)}
    found = [_File(path, _below(path, top), index[label], part) for part, label, path in files]
    # What is for training comes first: parts are counts from the beginning.
    found.sort(key=lambda file: (file.part, file.label, _natural(file.name)))
    return FileSource(name, names, tuple(found), has_parts, tuple(problems), _suggested(found))


def _images_below(folder: Path, should_stop: ShouldStop) -> list[Path]:
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        _continue(should_stop)
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        images = (
            name for name in sorted(names) if not name.startswith(".") and name.lower().endswith(SUFFIXES)
        )
        found += [Path(place, name) for name in images]
        if len(found) > _MOST_FILES:
            sentence = _("core", "There are more than {limit} pictures in the folder.")
            raise DataError(sentence.format(limit=f"{_MOST_FILES:,}"), place=folder.name)
    return found


def _suggested(files: Sequence[_File]) -> Shaping:
    """Suggest a size and colours by a few of the files: no larger than they are, nor than trains quickly."""
    from PIL import Image

    sides: list[int] = []
    colour = False
    for file in files[:: max(1, len(files) // _LOOKED_AT)][:_LOOKED_AT]:
        try:
            with Image.open(file.path) as image:
                sides.append(min(image.size))
                colour = colour or image.mode not in ("1", "L", "LA", "I", "F", "I;16")
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
            continue  # reading says what is wrong with it
    usual = int(np.median(sides)) if sides else _USUAL_SIZE
    fitting = [size for size in _SIZES if size <= max(8, min(usual, 64))]
    return Shaping(size=fitting[-1], colour=colour)


def _decoded(file: _File, shaping: Shaping, problems: list[Unread]) -> NDArray[np.uint8] | None:
    try:
        image, notes = open_picture(file.path, shaping.size)
    except DataError as error:
        problems.append(Unread(file.name, error.sentence))
        return None
    problems.extend(Unread(file.name, note, is_lost=False) for note in notes)
    return shaped(image, shaping)


def _evenly(labels: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return ascending places with at most so many of every label, spread over those it has."""
    kept: list[NDArray[np.int64]] = []
    for label in np.unique(labels):
        places = np.flatnonzero(labels == label)
        wanted = min(most, len(places))
        kept.append(places[((np.arange(wanted) + 0.5) * len(places) / wanted).astype(np.int64)])
    return np.sort(np.concatenate(kept)) if kept else np.zeros(0, np.int64)


def _none(shaping: Shaping) -> NDArray[np.uint8]:
    return np.empty((0, shaping.channels, shaping.size, shaping.size), np.uint8)


def _continue(should_stop: ShouldStop) -> None:
    if should_stop():
        raise Stopped


def _is_hidden(path: Path) -> bool:
    return path.name.startswith((".", "__"))


def _below(path: Path, top: Path) -> str:
    return str(path.relative_to(top)) if path.is_relative_to(top) else path.name


def _beginning(stem: str) -> str:
    """Return what stands before the first digit, underscore, dash, point, blank or bracket."""
    found = re.match(r"[^\d_\-. (\[]+", stem)
    return found[0] if found else stem


def _natural(name: str) -> tuple[object, ...]:
    """Order “class 10” after “class 9”."""
    return tuple(
        (0, int(p), "") if p.isdigit() else (1, 0, p.casefold()) for p in re.split(r"(\d+)", name) if p
    )
