"""Curves as they are drawn: smoothed, and brought to the columns of the screen without losing a spike."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

__all__ = ["Curve", "Drawn", "Floats", "ema", "per_column"]

_LONGEST = 1024  # rows of a block
_SMALLEST = -200  # decades that the powers of a block may span
_LEAST = 1e-3  # a weight that smooths nothing


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One measure over time.

    Attributes
    ----------
    name : str
        As it is read out.
    x, mean, low, high : ndarray
        Shape (n,): time, and what each row stands for; NaN where it was not measured.
    role : str
        A colour of the theme.
    dashes : tuple of float
        Lengths of stroke and gap in pixels; none is a solid line.
    right : bool
        Whether it belongs to the axis on the right.
    opacity : float
        Below 1 for what is not of the present run.
    smooth : ndarray or None
        The smoothed means, where they are not those themselves.
    """

    name: str
    x: Floats
    mean: Floats
    low: Floats
    high: Floats
    role: str = "text1"
    dashes: tuple[float, ...] = ()
    right: bool = False
    opacity: float = 1.0
    smooth: Floats | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A curve in columns of the screen.

    Attributes
    ----------
    x, line : ndarray
        Shape (m,): where the line passes.
    low, high : ndarray
        Shape (m,): the ends of what is behind it; equal to the line where nothing is.
    """

    x: Floats
    line: Floats
    low: Floats
    high: Floats

    def zigzag(self) -> tuple[Floats, Floats]:
        """Return a line that touches both ends of every column."""
        both = np.column_stack([self.low, self.high])
        both[1::2] = both[1::2, ::-1]  # from a high end to the neighbour's high end, and so on
        return np.repeat(self.x, 2), both.ravel()


def ema(values: Floats, weight: float) -> Floats:
    """Smooth by an exponential moving average without the pull of its start.

    s_t = w·s_(t−1) + (1 − w)·y_t with s_0 = 0, shown as s_t / (1 − w^t); rows without a value are passed
    over. This is what TensorBoard draws (Kingma and Ba 2015 correct the bias of Adam's averages alike).

    Parameters
    ----------
    values : ndarray
        Shape (n,).
    weight : float
        From 0, which changes nothing, to below 1.

    Returns
    -------
    ndarray
        Shape (n,); NaN where ``values`` is not finite.
    """
    result = np.full(len(values), np.nan)
    known = np.isfinite(values)
    kept = values[known]
    if weight < _LEAST:
        result[known] = kept
        return result
    count = np.arange(1, len(kept) + 1)
    result[known] = _recursion(kept, weight) / -np.expm1(count * np.log(weight))
    return result


def _recursion(values: Floats, weight: float) -> Floats:
    """Return s_t, block by block: within a block it is a weighted cumulative sum."""
    # As long as its powers stay far inside the range of numbers.
    block = max(1, min(_LONGEST, len(values), int(_SMALLEST / np.log10(weight))))
    blocks = -(-len(values) // block)
    padded = np.zeros(blocks * block)
    padded[: len(values)] = (1 - weight) * values
    powers = weight ** np.arange(1, block + 1)
    rows = np.cumsum(padded.reshape(blocks, block) / powers, axis=1) * powers
    carry = 0.0
    for row in rows:
        row += carry * powers
        carry = row[-1]
    smooth: Floats = rows.ravel()[: len(values)]
    return smooth


def per_column(x: Floats, line: Floats, low: Floats, high: Floats) -> Drawn:
    """Merge what falls into the same column of the screen: the mean of the line, the ends of the rest.

    Parameters
    ----------
    x : ndarray
        Shape (n,), pixels, growing.
    line, low, high : ndarray
        Shape (n,); rows that are not finite are left out.
    """
    finite = np.isfinite(line) & np.isfinite(low) & np.isfinite(high) & np.isfinite(x)
    x, line, low, high = (values[finite] for values in (x, line, low, high))
    if not len(x):
        return Drawn(x, line, low, high)
    columns = np.floor(x)
    starts = np.flatnonzero(np.concatenate([[True], columns[1:] != columns[:-1]]))
    if len(starts) == len(x):
        return Drawn(x, line, low, high)
    counts = np.diff(np.append(starts, len(x)))
    x, line = (np.add.reduceat(values, starts) / counts for values in (x, line))
    return Drawn(x, line, np.minimum.reduceat(low, starts), np.maximum.reduceat(high, starts))
