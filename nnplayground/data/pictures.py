"""What data sets of made pictures share: smooth resampling, random fields, noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["NOISE_HELP", "cubic", "noisy", "pixel_grid", "smooth_fields", "turned"]

NOISE_HELP = _("core", "A normal number with this standard deviation is added to every pixel.")


def cubic(old: int, new: int) -> Floats:
    """Return the matrix, shape (new, old), that resamples a row of pixels by Catmull–Rom splines.

    Pixels are areas: the outer edges of the first and the last one stay where they are.
    """
    places = (np.arange(new) + 0.5) * old / new - 0.5
    first = np.floor(places).astype(int) - 1
    matrix = np.zeros((new, old))
    for tap in range(4):
        distance = np.abs(places - (first + tap))
        column = np.clip(first + tap, 0, old - 1)
        np.add.at(matrix, (np.arange(new), column), _catmull_rom(distance))
    return matrix


def _catmull_rom(distance: Floats) -> Floats:
    near = (1.5 * distance - 2.5) * distance**2 + 1
    far = ((-0.5 * distance + 2.5) * distance - 4) * distance + 2
    return np.where(distance < 1, near, np.where(distance < 2, far, 0.0))


def pixel_grid(size: int) -> tuple[Floats, Floats]:
    """Return x and y of the middles of pixels, each of shape (size, size), in [−1, 1], y downwards."""
    places = (np.arange(size) + 0.5) * 2 / size - 1
    x, y = np.meshgrid(places, places)
    return x, y


def turned(x: Floats, y: Floats, angle: Floats) -> tuple[Floats, Floats]:
    """Return coordinates along axes that are turned by ``angle``."""
    cos, sin = np.cos(angle), np.sin(angle)
    return cos * x + sin * y, cos * y - sin * x


def smooth_fields(rng: Generator, count: int, size: int, coarse: int = 4) -> Floats:
    """Return smooth random fields of shape (count, size, size) with values about ±1."""
    spread = cubic(coarse, size)
    knots = rng.standard_normal((count, coarse, coarse))
    fields: Floats = spread @ knots @ spread.T
    return fields


def noisy(pictures: Floats, noise: float, rng: Generator) -> Floats:
    """Return pictures with normal noise, clipped to [0, 1]."""
    if noise:
        pictures = pictures + noise * rng.standard_normal(pictures.shape, np.float32)
    return np.clip(pictures, 0.0, 1.0).astype(np.float64)
