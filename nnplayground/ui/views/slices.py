"""Planes through the inputs of a table: two columns, or two principal components, the others held."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.train.snapshot import Plane

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.app.points import Points

    Floats = NDArray[np.float64]

__all__ = ["COMPONENTS", "Inputs", "inputs_of"]

COMPONENTS = -1
"""Stands for the principal components in place of a column's number."""
_MOST = 5_000  # samples looked at
_MOST_COLUMNS = 300  # of which principal components are made
_MARGIN = 0.08


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """What is known of the columns of a table.

    Attributes
    ----------
    low, high, middle : ndarray
        The range and the median of every column over the training part.
    mean, spread : ndarray
        By which columns are made comparable for the principal components.
    ways : ndarray or None
        Shape (2, columns): the two directions of most variance of the comparable columns (Pearson 1901).
    reach : (float, float)
        How far the samples go along them, a margin included.
    share : float
        The part of the variance that they explain.
    """

    low: Floats
    high: Floats
    middle: Floats
    mean: Floats
    spread: Floats
    ways: Floats | None
    reach: tuple[float, float]
    share: float

    def plane(self, axes: tuple[int, int], held: Floats) -> Plane:
        """Return the piece of a plane that is looked at, a margin around the samples included.

        Parameters
        ----------
        axes : (int, int)
            Two columns, or COMPONENTS for both.
        held : ndarray
            The values of the other columns.
        """
        (left, right), (bottom, top) = self.bounds(axes)
        origin, across, up = held.copy(), np.zeros(len(held)), np.zeros(len(held))
        if COMPONENTS in axes and self.ways is not None:
            first, second = self.ways * self.spread
            origin = self.mean + left * first + bottom * second
            across, up = (right - left) * first, (top - bottom) * second
        else:
            origin[axes[0]], origin[axes[1]] = left, bottom
            across[axes[0]], up[axes[1]] = right - left, top - bottom
        return Plane(tuple(origin.tolist()), tuple(across.tolist()), tuple(up.tolist()))

    def bounds(self, axes: tuple[int, int]) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the shown range of both axes."""
        if COMPONENTS in axes and self.ways is not None:
            across, up = self.reach
            return (-across, across), (-up, up)
        first, second = (self._range(axis) for axis in axes)
        return first, second

    def _range(self, axis: int) -> tuple[float, float]:
        low, high = float(self.low[axis]), float(self.high[axis])
        margin = _MARGIN * (high - low) or 0.5
        return low - margin, high + margin

    def placed(self, x: NDArray[Any], axes: tuple[int, int]) -> Floats:
        """Return samples as points of the plane, shape (n, 2)."""
        if COMPONENTS in axes and self.ways is not None:
            places: Floats = ((x - self.mean) / self.spread) @ self.ways.T
            return places
        return np.asarray(x[:, list(axes)], np.float64)

    def shown(self, points: Points, axes: tuple[int, int]) -> Points:
        """Return samples as if they were of a plane."""
        spec = dataclasses.replace(points.spec, bounds=self.bounds(axes))
        parts = {name: getattr(points, f"{name}_x") for name in ("train", "validation", "test")}
        placed = {f"{name}_x": self.placed(values, axes) for name, values in parts.items()}
        return dataclasses.replace(points, spec=spec, **placed)


def inputs_of(points: Points) -> Inputs:
    """Look at the training part of a table; may take some 50 ms, so never in the window's thread."""
    x = np.asarray(points.train_x[:_MOST], np.float64)
    mean, spread = x.mean(axis=0), x.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    z = (x - mean) / spread
    ways, share = _components(z)
    reach = np.ones(2) if ways is None else (1 + 2 * _MARGIN) * np.abs(z @ ways.T).max(axis=0)
    ends = x.min(axis=0), x.max(axis=0), np.median(x, axis=0)
    return Inputs(*ends, mean, spread, ways, (float(reach[0]) or 1.0, float(reach[1]) or 1.0), share)


def _components(z: Floats) -> tuple[Floats | None, float]:
    if not 2 <= z.shape[1] <= _MOST_COLUMNS or len(z) < 2:
        return None, 0.0
    values, vectors = np.linalg.eigh(z.T @ z)
    ways = vectors[:, ::-1][:, :2].T
    # The sign is free: the largest part of a direction is taken as positive.
    largest = np.abs(ways).argmax(axis=1)
    ways = ways * np.sign(ways[np.arange(2), largest])[:, np.newaxis]
    total = float(values.sum())
    return ways, float(values[-2:].sum()) / total if total > 0 else 0.0
