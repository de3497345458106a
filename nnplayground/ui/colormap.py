"""Colour maps: sign to orange and blue, ink for images, colours of classes and data points.

A picture is a ``QImage`` of 8-bit indices with a 256-entry table, so that a new theme only swaps tables and
a new heat map only copies bytes.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor, QImage

from nnplayground.ui.theme import theme
from nnplayground.ui.tokens import DARK, LIGHT, Tokens

__all__ = [
    "class_colour",
    "colour_image",
    "colour_table",
    "diverging_colour",
    "diverging_lut",
    "heat_image",
    "image_of",
    "ink_image",
    "ink_lut",
    "point_colour",
    "recolour",
    "sign_colour",
    "to_indices",
    "write_indices",
]

Lut = NDArray[np.uint8]
Indices = NDArray[np.uint8]


def diverging_lut(tokens: Tokens | None = None) -> Lut:
    """Return the map of signed values, shape (256, 3): −1 at 0, neutral between 127 and 128, +1 at 255."""
    return _lut((tokens or theme().tokens).diverging)


def ink_lut(tokens: Tokens | None = None) -> Lut:
    """Return the map of images, shape (256, 3): paper at 0, ink at 255."""
    return _lut((tokens or theme().tokens).ink)


@cache
def _lut(stops: tuple[str, ...]) -> Lut:
    colours = [QColor(stop) for stop in stops]
    anchors = np.array([(c.red(), c.green(), c.blue()) for c in colours], dtype=np.float64)
    at = np.linspace(0, 1, len(stops))
    where = np.linspace(0, 1, 256)
    channels = [np.interp(where, at, anchors[:, channel]) for channel in range(3)]
    lut = np.rint(np.stack(channels, axis=1)).astype(np.uint8)
    lut.flags.writeable = False
    return lut


def colour_table(lut: Lut) -> list[int]:
    """Return ``lut`` as the table of an indexed ``QImage`` (``0xAARRGGBB``)."""
    red, green, blue = (lut[:, channel].astype(np.uint32) for channel in range(3))
    table: list[int] = (np.uint32(0xFF000000) | red << 16 | green << 8 | blue).tolist()
    return table


@cache
def _table(name: str, kind: str) -> tuple[int, ...]:
    tokens = DARK if name == "dark" else LIGHT
    return tuple(colour_table(diverging_lut(tokens) if kind == "diverging" else ink_lut(tokens)))


def to_indices(values: ArrayLike, scale: float | None = None) -> Indices:
    """Turn signed values into indices of the diverging map.

    Parameters
    ----------
    values : array_like
        Any shape. Values that are not finite become neutral or the end of the map.
    scale : float, optional
        The magnitude at the ends of the map; by default the largest one present.

    Returns
    -------
    numpy.ndarray of uint8
        Same shape. Zero lies between 127 and 128, so non-negative data uses the upper half.
    """
    array = np.asarray(values)
    if scale is None:
        scale = _largest(array)
    if not scale > 0:
        return np.full(array.shape, 128, dtype=np.uint8)
    with np.errstate(over="ignore"):
        unit = np.clip(array / scale, -1, 1)
    indices: Indices = np.rint(np.where(np.isnan(unit), 0, unit) * 127.5 + 127.5).astype(np.uint8)
    return indices


def _largest(array: NDArray[Any]) -> float:
    finite = np.abs(array[np.isfinite(array)])
    return float(finite.max()) if finite.size else 1.0


def heat_image(values: ArrayLike, scale: float | None = None) -> QImage:
    """Return a 2-D array (height, width) as a picture in the diverging map of the current theme."""
    return image_of(to_indices(values, scale), "diverging")


def ink_image(values: ArrayLike, low: float = 0.0, high: float = 1.0) -> QImage:
    """Return a 2-D array (height, width) as ink on paper: ``low`` is paper, ``high`` is ink."""
    unit = (np.asarray(values, dtype=np.float32) - low) / (high - low)
    return image_of(np.rint(np.clip(np.nan_to_num(unit), 0, 1) * 255).astype(np.uint8), "ink")


def colour_image(values: ArrayLike) -> QImage:
    """Return an array (3, height, width) of red, green and blue, 0 to 1, as an image."""
    unit = np.clip(np.nan_to_num(np.asarray(values, dtype=np.float32)), 0, 1)
    pixels = np.ascontiguousarray(np.rint(unit.transpose(1, 2, 0) * 255).astype(np.uint8))
    height, width, _ = pixels.shape
    # QImage does not keep the bytes it is given, so that it is copied while they are there.
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def image_of(indices: Indices, kind: str = "diverging") -> QImage:
    """Return indices (height, width) as an image of ``kind`` "diverging" or "ink"."""
    height, width = indices.shape
    image = QImage(width, height, QImage.Format.Format_Indexed8)
    image.setColorTable(_table(theme().tokens.name, kind))
    write_indices(image, indices)
    return image


def write_indices(image: QImage, indices: Indices) -> None:
    """Copy indices (height, width) into an existing indexed image of the same size, in place.

    Raises
    ------
    ValueError
        If the sizes differ.
    """
    if (image.height(), image.width()) != indices.shape:
        raise ValueError(f"the image is {image.height()}×{image.width()}, the data {indices.shape}")
    bits: Any = image.bits()
    # Qt pads each row to a multiple of four bytes.
    rows = np.frombuffer(bits, dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    rows[:, : image.width()] = indices


def recolour(image: QImage, kind: str = "diverging") -> None:
    """Give an indexed image the table of the current theme."""
    image.setColorTable(_table(theme().tokens.name, kind))


def diverging_colour(t: float) -> QColor:
    """Return the colour of a value in [−1, 1] on the diverging map."""
    red, green, blue = diverging_lut()[to_indices([t], 1.0)[0]]
    return QColor(int(red), int(green), int(blue))


def sign_colour(t: float) -> QColor:
    """Return the full colour of the sign of ``t``: orange below zero, blue from zero."""
    return theme().colour("negative" if t < 0 else "positive")


def class_colour(index: int) -> QColor:
    """Return the colour of class ``index``; beyond eight classes there are no colours, only text 3."""
    classes = theme().tokens.classes
    return QColor(classes[index]) if index < len(classes) else theme().colour("text3")


def point_colour(label: float) -> QColor:
    """Return the colour of a data point of a two-class set lying on a decision boundary."""
    return theme().colour("point_negative" if label <= 0 else "point_positive")
