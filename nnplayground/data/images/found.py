"""Pictures that were read, and what all readers promise about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Progress = Callable[[int, int], None]
    ShouldStop = Callable[[], bool]

__all__ = [
    "MOST_CLASSES",
    "MOST_SIDE",
    "MOST_VALUES",
    "Pictures",
    "Stopped",
    "Unread",
    "joined",
    "require_classes",
    "require_room",
    "size_text",
    "without_empty_classes",
]

MOST_VALUES = 2**28
"""Numbers of all pictures together: 4 GiB in training, which computes with 16 bytes for each of them."""

MOST_SIDE = 224
MOST_CLASSES = 1000
_TRAINED_BYTES = 16


class Stopped(Exception):
    """Reading was cancelled."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be used, or not wholly.

    Attributes
    ----------
    name : str
        Its path below the folder.
    reason : str
        A translatable sentence.
    is_lost : bool
        False if it was read nevertheless, for example the first frame of an animation.
    """

    name: str
    reason: str
    is_lost: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """Pictures of one size with their classes.

    Attributes
    ----------
    name : str
        What they came from, for example the folder's name.
    pixels : ndarray
        uint8, shape (n, channels, height, width) with 1 or 3 channels.
    labels : ndarray
        int64, shape (n,): indices of classes.
    class_names : tuple of str
    parts : tuple of int or None
        How many of them, in this order, are for training, validation and test, if the source says so.
    problems : tuple of Unread
    """

    name: str
    pixels: NDArray[np.uint8]
    labels: NDArray[np.int64]
    class_names: tuple[str, ...]
    parts: tuple[int, int, int] | None = None
    problems: tuple[Unread, ...] = ()

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many pictures each class has."""
        return tuple(np.bincount(self.labels, minlength=len(self.class_names)).tolist())


def require_room(count: int, channels: int, height: int, width: int, place: str = "") -> None:
    """Refuse pictures that would not fit into memory, before any is read.

    Raises
    ------
    DataError
        With the size.
    """
    values = count * channels * height * width
    if values <= MOST_VALUES:
        return
    sentence = _(
        "core",
        "{count} pictures of {channels}×{height}×{width} would take {size} in training; "
        "at most {limit} are allowed.",
    )
    said = sentence.format(
        count=f"{count:,}",
        channels=channels,
        height=height,
        width=width,
        size=size_text(values * _TRAINED_BYTES),
        limit=size_text(MOST_VALUES * _TRAINED_BYTES),
    )
    raise DataError(said, place=place, remedy=_("core", "Choose smaller or fewer pictures, or grey ones."))


def size_text(size: float) -> str:
    """Write a number of bytes as people say it: “11.6 MB”."""
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if size >= 100 or unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def joined(first: Pictures, second: Pictures) -> Pictures:
    """Return pictures of one size together; classes of the same name become one.

    What their files say of parts is given up.
    """
    names = tuple(dict.fromkeys((*first.class_names, *second.class_names)))
    place = np.array([names.index(name) for name in second.class_names], np.int64)
    _count, channels, height, width = first.pixels.shape
    require_room(len(first) + len(second), channels, height, width, first.name)
    return Pictures(
        first.name,
        np.concatenate([first.pixels, second.pixels]),
        np.concatenate([first.labels, place[second.labels]]),
        names,
        None,
        (*first.problems, *second.problems),
    )


def require_classes(pictures: Pictures) -> None:
    """Raise if there is nothing to be told apart."""
    if len(pictures.class_names) < 2:
        sentence = _("core", "All pictures are of one class.")
        remedy = _("core", "Add pictures of another class: a network learns to tell them apart.")
        raise DataError(sentence, place=pictures.name, remedy=remedy)


def without_empty_classes(pictures: Pictures) -> Pictures:
    """Leave out classes of which no picture could be read.

    Raises
    ------
    DataError
        If there is no picture at all.
    """
    kept = [label for label, count in enumerate(pictures.counts) if count]
    if not kept:
        raise DataError(_("core", "No picture could be read."), place=pictures.name)
    if len(kept) == len(pictures.class_names):
        return pictures
    place = np.full(len(pictures.class_names), -1)
    place[kept] = np.arange(len(kept))
    names = tuple(pictures.class_names[label] for label in kept)
    return replace(pictures, labels=place[pictures.labels], class_names=names)
