"""One image file to pixels: any format, mode and orientation, and no surprise from a stranger's file."""

from __future__ import annotations

import warnings
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from nnplayground.core.component import Frozen
from nnplayground.core.errors import DataError
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

    from numpy.typing import NDArray
    from PIL.Image import Image

__all__ = ["MOST_PIXELS", "SUFFIXES", "Fitting", "Shaping", "open_picture", "shaped", "shaped_array"]

MOST_PIXELS = 64_000_000
"""Pixels of a file; a larger one is refused before it is decoded. A camera's have up to 60 million."""

SUFFIXES = (".png", ".jpg", ".jpeg", ".jpe", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm", ".pbm")

# Left out on purpose: EPS runs Ghostscript, and the rare ones are seldom tried by anyone.
_FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "PPM")


class Fitting(StrEnum):
    """How a picture of another form becomes a square."""

    CROP = "crop"  # the middle
    FIT = "fit"  # all of it, with bars
    STRETCH = "stretch"


class Shaping(Frozen):
    """What all pictures are made into.

    Attributes
    ----------
    size : int
        Height and width.
    fitting : Fitting
    colour : bool
        Three channels instead of one.
    """

    size: int = Field(28, ge=8, le=224)
    fitting: Fitting = Fitting.CROP
    colour: bool = False

    @property
    def channels(self) -> int:
        """How many channels the pictures have."""
        return 3 if self.colour else 1


def open_picture(file: Path | IO[bytes], size: int = 0) -> tuple[Image, tuple[Text, ...]]:
    """Decode an image file into mode ``L`` or ``RGB``, upright.

    Transparent parts become white, the first frame of an animation is taken, 16 bits become 8.

    Parameters
    ----------
    file : Path or binary file
    size : int
        The side it will be made to, if known: a JPEG is then decoded at a fraction of its size.

    Returns
    -------
    Image, tuple of Text
        The picture, and what had to be left out.

    Raises
    ------
    DataError
        If it is no image, too large, truncated or damaged.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    notes: list[Text] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata; sizes are looked at below
            with Image.open(file, formats=_FORMATS) as opened:
                _require_small(opened.size)
                if getattr(opened, "n_frames", 1) > 1:
                    notes.append(_("core", "It is animated; its first frame was taken."))
                if size and opened.format == "JPEG":
                    opened.draft(None, (2 * size, 2 * size))
                opened.load()
                return _plain(ImageOps.exif_transpose(opened)), tuple(notes)
    except DataError:
        raise
    except Image.DecompressionBombError as error:
        raise DataError(_too_large()) from error
    except UnidentifiedImageError as error:
        raise DataError(_("core", "It is no picture, or of a format that is not read.")) from error
    except MemoryError as error:
        raise DataError(_("core", "There is not enough memory to decode it.")) from error
    except Exception as error:  # decoders of damaged files raise whatever they stumble over
        if isinstance(error, OSError) and error.strerror:
            sentence = _("core", "It cannot be read ({reason}).").format(reason=error.strerror)
            raise DataError(sentence) from error
        raise DataError(_("core", "It is damaged or ends too early.")) from error


def _require_small(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        sentence = _("core", "It has {width} × {height} pixels; at most {limit} million are decoded.")
        width, height = (f"{side:,}" for side in size)
        raise DataError(sentence.format(width=width, height=height, limit=MOST_PIXELS // 10**6))


def _too_large() -> Text:
    sentence = _("core", "It has more than {limit} million pixels and is not decoded.")
    return sentence.format(limit=MOST_PIXELS // 10**6)


def _plain(image: Image) -> Image:
    """Return the picture as 8-bit grey or colour."""
    from PIL import Image as Pillow

    if image.mode in ("L", "RGB"):
        return image.copy()
    if image.mode.startswith("I") or image.mode == "F":
        return Pillow.fromarray(_eight_bits(np.asarray(image, np.float64)))
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        seen = image.convert("RGBA")
        ground = Pillow.new("RGBA", seen.size, (255, 255, 255, 255))
        colour = Pillow.alpha_composite(ground, seen).convert("RGB")
        return colour.convert("L") if image.mode in ("L", "LA", "La") else colour
    return image.convert("L" if image.mode == "1" else "RGB")


def _eight_bits(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Scale 16 bits to 8; numbers of no usual range are stretched over it."""
    values = np.nan_to_num(values, posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    if low < 0 or high > 65535:
        values = (values - low) / max(high - low, 1e-12)
    elif high > 255:
        values = values / 65535
    elif high > 1:
        values = values / 255
    return np.rint(values * 255).astype(np.uint8)


def shaped(image: Image, shaping: Shaping) -> NDArray[np.uint8]:
    """Return a picture of mode ``L`` or ``RGB`` as shape (channels, size, size)."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    wanted = image.convert("RGB" if shaping.colour else "L")
    side = (shaping.size, shaping.size)
    if wanted.size != side:
        smooth = Pillow.Resampling.LANCZOS if min(wanted.size) > shaping.size else Pillow.Resampling.BICUBIC
        if shaping.fitting is Fitting.CROP:
            wanted = ImageOps.fit(wanted, side, smooth)
        elif shaping.fitting is Fitting.FIT:
            wanted = ImageOps.pad(wanted, side, smooth, color=_border(wanted))
        else:
            wanted = wanted.resize(side, smooth)
    pixels = np.asarray(wanted)
    return pixels[np.newaxis] if pixels.ndim == 2 else np.moveaxis(pixels, 2, 0)


def _border(image: Image) -> Any:
    """Return the colour of bars: the middle one of the picture's edge, so that no bright frame is learned."""
    pixels = np.asarray(image)
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    colour = np.median(edge, axis=0).astype(int)
    return int(colour) if colour.ndim == 0 else tuple(map(int, colour))


def shaped_array(pixels: NDArray[np.uint8], shaping: Shaping) -> NDArray[np.uint8]:
    """Return one picture (channels, height, width) in another size or with other channels."""
    if pixels.shape == (shaping.channels, shaping.size, shaping.size):
        return pixels
    from PIL import Image as Pillow

    turned = pixels[0] if len(pixels) == 1 else np.moveaxis(pixels, 0, 2)
    return shaped(Pillow.fromarray(np.ascontiguousarray(turned)), shaping)
