"""Reads one picture of any kind that Pillow knows; nothing in it is trusted."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import FileError
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from PIL.Image import Image as Picture

__all__ = ["MOST_PIXELS", "SUFFIXES", "read_picture"]

MOST_PIXELS = 50_000_000
"""Of a picture that is read: about 10,000 × 5,000."""

SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".pgm", ".ppm", ".pbm")
_SIDE = 1024  # a larger picture is made smaller while it is read


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
        If it cannot be read, is no picture, is cut off, or is larger than :data:`MOST_PIXELS`.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            with Image.open(path) as opened:
                _require_size(opened, path)
                opened.draft("RGB", (_SIDE, _SIDE))  # a photograph need not be decoded in full
                picture = _in_colour(ImageOps.exif_transpose(opened))
    except FileError:
        raise
    except Exception as error:
        # Decoders of damaged pictures raise whatever they stumble over.
        sentence = _("core", "“{file}” cannot be read as a picture.").format(file=path.name)
        remedy = _("core", "Choose a PNG, JPEG, GIF, BMP, TIFF or WebP file that other programs can open.")
        raise FileError(sentence, place=str(path), remedy=remedy) from error
    picture.thumbnail((_SIDE, _SIDE))
    return np.array(picture, np.uint8)


def _require_size(picture: Picture, path: Path) -> None:
    wide, high = picture.size
    if not 0 < wide * high <= MOST_PIXELS:
        sentence = _("core", "“{file}” is too large: {wide} × {high} pixels.")
        remedy = _("core", "Make it smaller in another program first.")
        raise FileError(sentence.format(file=path.name, wide=wide, high=high), place=str(path), remedy=remedy)


def _in_colour(picture: Any) -> Picture:
    """Return the picture in red, green and blue, of 8 bits each."""
    from PIL import Image

    if picture.mode.startswith("I") or picture.mode == "F":  # 16 bits, or floating point, over its own range
        values = np.asarray(picture, np.float64)
        low, high = float(np.nanmin(values)), float(np.nanmax(values))
        unit = np.nan_to_num((values - low) / ((high - low) or 1.0))
        return Image.fromarray(np.rint(255 * unit).astype(np.uint8)).convert("RGB")
    if "A" in picture.mode or "transparency" in picture.info:
        over = picture.convert("RGBA")
        picture = Image.new("RGBA", over.size, "white")
        picture.alpha_composite(over)
    converted: Picture = picture.convert("RGB")
    return converted
