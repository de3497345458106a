"""What the pictures of a data set are like, so that a drawn or loaded one can be brought into their form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PictureForm", "area_weights", "form_of"]

_SAMPLES = 200  # that are looked at: enough for medians
_PLAIN = 0.2  # of the range: how much the border of a picture on plain paper may vary
_INK = 0.25  # of the range: how far a pixel that counts as ink differs from the paper
_LARGEST_STEP = 4.0  # a dot is not blown up to a whole digit


@dataclass(frozen=True, slots=True)
class PictureForm:
    """The form of a data set's pictures.

    Attributes
    ----------
    shape : (int, int, int)
        Channels, height and width.
    low, high : float
        The range of the raw values; on a pad it is 0 to 1.
    paper : tuple of float
        What an empty picture is filled with, for each channel from 0 to 1.
    is_plain : bool
        Whether pictures are ink on plain paper, so that they can be centred.
    extent : float
        How much of the picture's longer side the ink's longer side takes, as a rule.
    centre : (float, float)
        Where the ink's centre of mass lies, as a rule: from the top and from the left, 0 to 1.
    stroke : float
        How wide lines are, as a part of the picture's longer side.
    """

    shape: tuple[int, int, int]
    low: float = 0.0
    high: float = 1.0
    paper: tuple[float, ...] = (0.0,)
    is_plain: bool = True
    extent: float = 20 / 28
    centre: tuple[float, float] = (0.5, 0.5)
    stroke: float = 0.1

    @property
    def is_colour(self) -> bool:
        """Whether a picture has red, green and blue."""
        return self.shape[0] == 3

    def raw(self, unit: NDArray[Any]) -> NDArray[np.float32]:
        """Turn values from 0 to 1 into raw ones."""
        return (self.low + (self.high - self.low) * unit).astype(np.float32)

    def unit(self, raw: NDArray[Any]) -> NDArray[np.float32]:
        """Turn raw values into values from 0 to 1."""
        return np.clip((raw - self.low) / (self.high - self.low), 0, 1).astype(np.float32)

    def seen(self, drawn: NDArray[Any], *, centred: bool) -> NDArray[np.float32]:
        """Return what the network sees of a drawing.

        Parameters
        ----------
        drawn : ndarray
            Shape (channels, height, width) of any size, from 0 to 1.
        centred : bool
            Scale the ink to the extent and move its centre of mass to the place that the data's have, as
            the pictures of MNIST were made (LeCun, Cortes and Burges 1998). Only for ink on plain paper.

        Returns
        -------
        ndarray
            Shape :attr:`shape`, raw values: every pixel is the mean over its area of the drawing.
        """
        paper = np.asarray(self.paper, np.float32)[:, None, None]
        ink = np.asarray(drawn, np.float32) - paper
        height, width = ink.shape[1:]
        window = self._window(ink) if centred and self.is_plain else (0.0, float(height), 0.0, float(width))
        top, bottom, left, right = window
        down = area_weights(height, self.shape[1], top, bottom)
        across = area_weights(width, self.shape[2], left, right)
        return self.raw(np.clip(down @ ink @ across.T + paper, 0, 1))

    def _window(self, ink: NDArray[np.float32]) -> tuple[float, float, float, float]:
        """Return the part of the drawing, in its pixels, that becomes the picture; it may reach beyond."""
        height, width = ink.shape[1:]
        found = _extent(ink)
        if found is None:
            return 0.0, float(height), 0.0, float(width)
        longer, (down, right) = found
        scale = np.clip(self.extent / max(longer, 1e-6), 1 / _LARGEST_STEP, _LARGEST_STEP)
        high, wide = height / scale, width / scale
        top, left = down * height - self.centre[0] * high, right * width - self.centre[1] * wide
        return top, top + high, left, left + wide


def area_weights(pixels: int, parts: int, start: float, end: float) -> NDArray[np.float32]:
    """Return the matrix that takes means over equal parts of an axis.

    Parameters
    ----------
    pixels : int
        How many there are along the axis.
    parts : int
    start, end : float
        Where the first part begins and the last one ends, in pixels; beyond the axis there is 0.

    Returns
    -------
    ndarray
        Shape (parts, pixels): which share of each part lies in each pixel.
    """
    edges = np.linspace(start, end, parts + 1)[:, None]
    places = np.arange(pixels)
    covered = np.minimum(edges[1:], places + 1) - np.maximum(edges[:-1], places)
    shares: NDArray[np.float32] = np.maximum(covered, 0) / max(1e-9, (end - start) / parts)
    return shares.astype(np.float32)


def _extent(ink: NDArray[Any]) -> tuple[float, tuple[float, float]] | None:
    """Return the longer side of the ink, as a part of the longer side, and its centre of mass from 0 to 1."""
    strength = np.abs(ink).max(axis=0)
    rows, columns = (np.flatnonzero((strength > _INK).any(axis=axis)) for axis in (1, 0))
    if not len(rows) or not len(columns):
        return None
    height, width = strength.shape
    longer = max(rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1) / max(height, width)
    total = float(strength.sum())
    down = float(strength.sum(axis=1) @ (np.arange(height) + 0.5)) / total / height
    right = float(strength.sum(axis=0) @ (np.arange(width) + 0.5)) / total / width
    return float(longer), (down, right)


def form_of(pictures: NDArray[Any]) -> PictureForm:
    """Describe the pictures of a data set by its first ones.

    Parameters
    ----------
    pictures : ndarray
        Shape (samples, channels, height, width), raw values.
    """
    some = np.asarray(pictures[:_SAMPLES], np.float32)
    shape = (int(some.shape[1]), int(some.shape[2]), int(some.shape[3]))
    if not len(some):
        return PictureForm(shape, paper=(0.0,) * shape[0])
    low, high = float(some.min()), float(some.max())
    high = high if high > low else low + 1.0
    unit = (some - low) / (high - low)
    sides = (unit[:, :, [0, -1]], unit[..., [0, -1]])
    border = np.concatenate([side.reshape(len(unit), shape[0], -1) for side in sides], axis=2)
    paper = tuple(float(value) for value in np.median(np.median(border, axis=2), axis=0))
    spread = float(np.median(np.abs(border - np.array(paper)[:, None]).mean(axis=(1, 2))))
    form = PictureForm(shape, low, high, paper, is_plain=shape[0] == 1 and spread < _PLAIN)
    return _measured(form, unit) if form.is_plain else form


def _measured(form: PictureForm, unit: NDArray[Any]) -> PictureForm:
    """Return the form with the usual extent, centre and width of lines."""
    ink = np.abs(unit - np.asarray(form.paper)[:, None, None])
    found = [extent for extent in map(_extent, ink) if extent is not None]
    if not found:
        return form
    extent = float(np.median([longer for longer, _centre in found]))
    down, right = np.median([centre for _longer, centre in found], axis=0)
    # A line of width w and length l covers w·l, and its two edges are 2·l long.
    edges = sum(np.abs(np.diff(ink, axis=axis)).sum(axis=(1, 2, 3)) for axis in (2, 3))
    area = ink.sum(axis=(1, 2, 3))
    width = float(np.median(2 * area / np.maximum(edges * np.pi / 4, 1e-6))) / max(form.shape[1:])
    return PictureForm(
        form.shape,
        form.low,
        form.high,
        form.paper,
        True,
        extent,
        (float(down), float(right)),
        min(0.3, max(0.04, width)),
    )
