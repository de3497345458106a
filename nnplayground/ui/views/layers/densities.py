"""Counts of a histogram as a smooth density over −reach … reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["BINS", "Density", "density_of", "merged"]

BINS = 100
_BARS = ((100, 20), (2_000, 50))


@dataclass(frozen=True, slots=True, eq=False)
class Density:
    """How numbers are distributed.

    Attributes
    ----------
    reach : float
        The places are the middles of equal parts of −reach … reach, which holds the smooth tails.
    heights : ndarray
        Share of the numbers per unit, shape (bins,).
    """

    reach: float
    heights: NDArray[Any]


def density_of(answer: Mapping[str, NDArray[Any]], prefix: str) -> Density | None:
    """Smooth ``<prefix>counts`` over ±``<prefix>reach``; None if there is nothing.

    A Gaussian of width 0.9·min(σ, IQR/1.34)·n^(−1/5) (Silverman 1986, “Density estimation”, equation 3.31),
    a bin at least: few numbers give a calm curve, many a detailed one.
    """
    counts, reach = answer.get(f"{prefix}counts"), answer.get(f"{prefix}reach")
    if counts is None or reach is None or not counts.sum() > 0:
        return None
    bins = len(counts)
    width = _width(counts)
    half = int(np.ceil(3 * width))
    kernel = np.exp(-0.5 * (np.arange(-half, half + 1) / width) ** 2)
    smooth = np.convolve(counts, kernel / kernel.sum(), mode="full")  # its tails go beyond the reach
    bin_width = 2 * float(reach[0]) / bins
    return Density(bin_width * len(smooth) / 2, smooth / (float(counts.sum()) * bin_width))


def _width(counts: NDArray[Any]) -> float:
    """Return the width of the Gaussian in bins."""
    total, places = float(counts.sum()), np.arange(len(counts))
    mean = float((counts * places).sum() / total)
    deviation = float(np.sqrt((counts * (places - mean) ** 2).sum() / total))
    quarters = np.interp([0.25 * total, 0.75 * total], counts.cumsum(), places)
    spread = float(quarters[1] - quarters[0]) / 1.34
    return float(min(len(counts), max(1.0, 0.9 * (min(deviation, spread) or deviation) * total**-0.2)))


def merged(counts: NDArray[Any]) -> NDArray[Any]:
    """Return fewer bars for fewer numbers: 20, 50 or 100 of :data:`BINS`, so that a shape can be seen."""
    wanted = next((bars for most, bars in _BARS if counts.sum() < most), BINS)
    return counts if len(counts) != BINS else counts.reshape(wanted, -1).sum(axis=1)
