"""What tools do to the points of a drawing: pure functions of arrays, so that they are easily tried.

Points are rows of shape (n, width), places their first two columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    Rows = NDArray[np.float64]
    Bounds = tuple[tuple[float, float], tuple[float, float]]

__all__ = ["along", "inside", "labelled", "moved", "nearest", "sprayed", "within", "without"]


def inside(places: Rows, bounds: Bounds) -> Rows:
    """Return the places that lie in the shown range."""
    low, high = np.array(bounds).T
    kept: Rows = places[((places >= low) & (places <= high)).all(axis=1)]
    return kept


def sprayed(rng: Generator, path: Rows, radius: float, density: float, step: float) -> Rows:
    """Scatter places evenly over discs around the ways of a brush.

    Parameters
    ----------
    path : ndarray
        Where the brush came by, shape (k, 2); a single place is a dab.
    radius : float
        Of the brush.
    density : float
        Places per step of the way.
    step : float
        Length of a step.
    """
    lengths = np.hypot(*np.diff(path, axis=0).T) if len(path) > 1 else np.zeros(0)
    total = float(lengths.sum())
    count = max(1, int(rng.poisson(density * max(total / step, 1.0))))
    at = np.sort(rng.random(count)) * total
    ends = np.concatenate([[0.0], np.cumsum(lengths)])
    middles = np.column_stack([np.interp(at, ends, path[:, axis]) for axis in (0, 1)])
    angle, away = rng.random(count) * 2 * np.pi, radius * np.sqrt(rng.random(count))
    scattered: Rows = middles + np.column_stack([away * np.cos(angle), away * np.sin(angle)])
    return scattered


def along(start: Rows, end: Rows, gap: float) -> Rows:
    """Return places on a straight line, about ``gap`` apart, both ends among them."""
    count = max(2, round(float(np.hypot(*(end - start))) / gap) + 1)
    shares = np.linspace(0, 1, count)[:, np.newaxis]
    places: Rows = start + shares * (end - start)
    return places


def labelled(places: Rows, label: float, width: int) -> Rows:
    """Return places as points: with their class or value, or bare where points have but two numbers."""
    return np.column_stack([places, np.full(len(places), label)])[:, :width]


def within(rows: Rows, place: Rows, radius: float, aspect: float = 1.0) -> NDArray[np.bool_]:
    """Tell which points lie in a disc; ``aspect`` is how much longer a unit is up than across."""
    away = rows[:, :2] - place
    hit: NDArray[np.bool_] = np.hypot(away[:, 0], away[:, 1] * aspect) <= radius
    return hit


def without(rows: Rows, path: Rows, radius: float, aspect: float = 1.0) -> Rows:
    """Return the points that an eraser leaves whose way went by these places."""
    kept = np.ones(len(rows), np.bool_)
    for place in path:
        kept &= ~within(rows, place, radius, aspect)
    return rows[kept]


def nearest(rows: Rows, place: Rows, radius: float, aspect: float = 1.0) -> int | None:
    """Return the number of the point nearest to a place, if there is one within the radius."""
    if not len(rows):
        return None
    away = rows[:, :2] - place
    distances = np.hypot(away[:, 0], away[:, 1] * aspect)
    index = int(distances.argmin())
    return index if distances[index] <= radius else None


def moved(rows: Rows, chosen: NDArray[np.int64], by: Rows, bounds: Bounds) -> Rows:
    """Return the points with the chosen ones shifted, as far as the shown range allows for all of them."""
    if not len(chosen):
        return rows
    low, high = np.array(bounds).T
    places = rows[chosen, :2]
    shift = np.clip(by, low - places.min(axis=0), high - places.max(axis=0))
    result = rows.copy()
    result[chosen, :2] = np.clip(places + shift, low, high)
    return result
