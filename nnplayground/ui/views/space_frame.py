"""What one picture of a layer's space is made of, turned so that it does not jump from frame to frame."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["Range", "SpaceFrame", "turned"]


@dataclass(frozen=True, slots=True, eq=False)
class SpaceFrame:
    """The samples, and the plane if there is one, in two coordinates of a layer.

    Attributes
    ----------
    points : ndarray
        Shape (n, 2).
    grid : ndarray or None
        Where the lines of the plane cross, shape (size, size, 2).
    lines : ndarray
        Shape (k, 3): a·u + b·v + c = 0 where a unit of the next layer gets a sum of 0.
    readers : ndarray
        For every line, which node's unit it is, as a place in the order of nodes.
    share : tuple of float
        Of the variance, if the coordinates are principal components; else empty.
    """

    points: NDArray[np.float64]
    grid: NDArray[np.float64] | None
    lines: NDArray[np.float64]
    readers: NDArray[np.int64]
    share: tuple[float, ...] = ()

    @classmethod
    def of(cls, answer: Mapping[str, NDArray[Any]]) -> SpaceFrame:
        """Read the answer of the probe ``space``."""
        grid = answer.get("grid")
        return cls(
            np.asarray(answer["points"], np.float64),
            None if grid is None else np.asarray(grid, np.float64),
            np.asarray(answer.get("lines", np.empty((0, 3))), np.float64),
            np.asarray(answer.get("readers", np.empty(0)), np.int64),
            tuple(float(share) for share in answer.get("share", ())),
        )


def turned(frame: SpaceFrame, before: NDArray[np.float64] | None) -> SpaceFrame:
    """Turn and mirror principal components until the points lie nearest to where they lay before.

    The directions of components are free up to sign, and where two explain as much up to any rotation; the
    orthogonal Procrustes problem (Schönemann 1966) finds the turn that changes least.

    Parameters
    ----------
    before : ndarray or None
        Shape (n, 2): where the same points lay; None, or another number of points, turns nothing.
    """
    if not frame.share or before is None or before.shape != frame.points.shape:
        return frame
    left, _scale, right = np.linalg.svd(frame.points.T @ before)
    turn = left @ right
    lines = frame.lines.copy()
    lines[:, :2] = lines[:, :2] @ turn
    grid = None if frame.grid is None else frame.grid @ turn
    return replace(frame, points=frame.points @ turn, grid=grid, lines=lines)


class Range:
    """The square part of the plane that is drawn; it changes in steps, and only when it has to."""

    def __init__(self) -> None:
        self.low, self.side = np.array([-1.0, -1.0]), 2.0
        self._is_fitted = False

    def fit(self, places: NDArray[np.float64]) -> None:
        """Show all of ``places``, shape (n, 2), unless they still fill what is shown."""
        finite = places[np.isfinite(places).all(axis=1)]
        if not len(finite):
            return
        low, high = finite.min(axis=0), finite.max(axis=0)
        extent = float((high - low).max())
        inside = (low >= self.low).all() and (high <= self.low + self.side).all()
        if self._is_fitted and inside and extent > 0.6 * self.side:
            return
        self._is_fitted = True
        side = _rounded(1.12 * extent or 1.0)
        step = side / 20
        self.low = np.round(((low + high) / 2 - side / 2) / step) * step
        self.side = side


def _rounded(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return next(
        m * power for m in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if m * power >= value * (1 - 1e-9)
    )
