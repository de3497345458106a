"""Counts of a histogram as a smooth density over −reach … reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["BINS", "Density", "density_of"]

BINS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Density:
    """How numbers are distributed.

    Attributes
    ----------
    reach : float
        The places are the middles of equal parts of −reach … reach.
    heights : ndarray
        Share of the numbers per unit, shape (bins,).
    """

    reach: float
    heights: NDArray[Any]


def density_of(answer: Mapping[str, NDArray[Any]], prefix: str) -> Density | None:
    """Smooth ``<prefix>counts`` over ±``<prefix>reach``; None if there is nothing.

    A Gaussian of Silverman's width, 1.06·σ·n^(−1/5) (Silverman 1986, “Density estimation”, equation 3.28),
    a bin at least: few weights give a calm curve, many a detailed one.
    """
    counts, reach = answer.get(f"{prefix}counts"), answer.get(f"{prefix}reach")
    if counts is None or reach is None or not counts.sum() > 0:
        return None
    total, bins = float(counts.sum()), len(counts)
    places = np.arange(bins)
    mean = float((counts * places).sum() / total)
    deviation = float(np.sqrt((counts * (places - mean) ** 2).sum() / total))
    width = max(1.0, 1.06 * deviation * total**-0.2)
    half = min(bins - 1, int(np.ceil(3 * width)))
    kernel = np.exp(-0.5 * (np.arange(-half, half + 1) / width) ** 2)
    smooth = np.convolve(counts, kernel / kernel.sum(), mode="full")[half : half + bins]
    return Density(float(reach[0]), smooth / total * bins / (2 * float(reach[0])))
