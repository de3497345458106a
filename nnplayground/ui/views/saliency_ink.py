"""Pictures of pictures: what counts, drawn over what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtGui import QImage

from nnplayground.ui.colormap import colour_image, diverging_lut, heat_image, ink_image

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["flattened", "overlay_image", "picture_image", "signed_image"]

_SOFTNESS = 0.75  # the exponent of the overlay's opacity: below 1, faint places can be seen
_STRONGEST = 235  # of 255


def picture_image(picture: NDArray[Any], low: float, high: float) -> QImage:
    """Return a picture (channels, height, width) on one scale of pixels: in colour, or as ink."""
    if len(picture) == 3:
        return colour_image((picture - low) / (high - low))
    return ink_image(picture.mean(axis=0), low, high)


def flattened(values: NDArray[Any], *, magnitude: bool) -> NDArray[Any]:
    """Return one number per pixel of (channels, height, width): the largest magnitude, or the sum."""
    found: NDArray[Any] = np.abs(values).max(axis=0) if magnitude else values.sum(axis=0)
    return found


def signed_image(values: NDArray[Any], scale: float) -> QImage:
    """Return a map (height, width) in the diverging colours."""
    return heat_image(values, scale if scale > 0 else None)


def overlay_image(values: NDArray[Any], scale: float) -> QImage:
    """Return a map (height, width) to be laid over its picture: faint places let it shine through."""
    lut = diverging_lut()
    unit = np.clip(np.nan_to_num(values / scale if scale > 0 else 0 * values), -1, 1)
    pixels = np.empty((*unit.shape, 4), np.uint8)
    pixels[..., :3] = np.where(unit[..., None] < 0, lut[0], lut[-1])
    pixels[..., 3] = np.rint(np.abs(unit) ** _SOFTNESS * _STRONGEST)
    high, wide = unit.shape
    return QImage(pixels.tobytes(), wide, high, 4 * wide, QImage.Format.Format_RGBA8888).copy()
