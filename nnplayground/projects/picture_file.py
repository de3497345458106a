"""Reads one picture of any kind for the pad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nnplayground.core.errors import DataError, FileError
from nnplayground.core.text import translatable as _
from nnplayground.data.images.opened import SUFFIXES, open_picture

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["SUFFIXES", "read_picture"]

_SIDE = 1024  # a larger picture is made smaller


def read_picture(path: Path) -> NDArray[np.uint8]:
    """Read a picture upright, in colour, what is transparent on white.

    Parameters
    ----------
    path : Path
        Of an animated picture, the first frame is read.

    Returns
    -------
    ndarray
        Shape (height, width, 3), red, green and blue; neither side is longer than 1024.

    Raises
    ------
    FileError
        If it cannot be read, is no picture, is cut off or too large; the remedy says which.
    """
    try:
        picture, _notes = open_picture(path, _SIDE)
    except DataError as error:
        sentence = _("core", "“{file}” cannot be read as a picture.").format(file=path.name)
        raise FileError(sentence, place=str(path), remedy=error.sentence) from error
    picture = picture.convert("RGB")
    picture.thumbnail((_SIDE, _SIDE))
    return np.array(picture, np.uint8)
