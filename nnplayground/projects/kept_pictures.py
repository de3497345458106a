"""A person's own pictures for trying networks with, kept as PNG files in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.core.errors import FileError
from nnplayground.core.text import translatable as _
from nnplayground.projects.files import replace_file
from nnplayground.projects.picture_file import read_picture

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["MOST", "KeptPicture", "load", "remove", "save"]

MOST = 48
"""Pictures that are kept."""


@dataclass(frozen=True, slots=True, eq=False)
class KeptPicture:
    """One picture.

    Attributes
    ----------
    path : Path
    pixels : ndarray
        Shape (height, width, 3), 0 to 255.
    """

    path: Path
    pixels: NDArray[np.uint8]


def load(folder: Path) -> tuple[KeptPicture, ...]:
    """Return the pictures of a folder, the oldest first; what cannot be read is left alone."""
    found = []
    for path in sorted(folder.glob("picture-*.png"))[:MOST]:
        try:
            found.append(KeptPicture(path, read_picture(path)))
        except FileError:
            continue  # a file that somebody else put there
    return tuple(found)


def save(folder: Path, pixels: NDArray[np.uint8]) -> Path:
    """Keep a picture (height, width, 3); return its file.

    Raises
    ------
    FileError
        If :data:`MOST` are kept already, or the folder cannot be written to.
    """
    from PIL import Image

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sentence = _("core", "It cannot be written: {reason}.").format(reason=error.strerror or str(error))
        raise FileError(sentence, place=str(folder)) from error
    numbers = [int(path.stem[8:]) for path in folder.glob("picture-*.png") if path.stem[8:].isdecimal()]
    if len(numbers) >= MOST:
        sentence = _("core", "{count} pictures are kept, which is the most.").format(count=MOST)
        raise FileError(sentence, remedy=_("core", "Remove one first."))
    path = folder / f"picture-{max(numbers, default=0) + 1:04}.png"
    with replace_file(path) as file:
        Image.fromarray(pixels).save(file, "PNG")
    return path


def remove(picture: KeptPicture) -> None:
    """Delete a kept picture.

    Raises
    ------
    FileError
        If its file cannot be deleted.
    """
    try:
        picture.path.unlink(missing_ok=True)
    except OSError as error:
        sentence = _("core", "It cannot be removed: {reason}.").format(reason=error.strerror or str(error))
        raise FileError(sentence, place=str(picture.path)) from error
