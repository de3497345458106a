"""The line where a surface crosses a level: marching squares over the whole grid at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["contour_segments"]

# Which pairs of cell edges a line joins, by the signs of the corners (bit 0: bottom left, then
# counter-clockwise); edges are 0 bottom, 1 right, 2 top, 3 left. Saddles (5, 10) have two lines.
_LINES: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 0),),
    2: ((0, 1),),
    3: ((3, 1),),
    4: ((1, 2),),
    5: ((3, 2), (0, 1)),
    6: ((0, 2),),
    7: ((3, 2),),
    8: ((2, 3),),
    9: ((0, 2),),
    10: ((3, 0), (1, 2)),
    11: ((1, 2),),
    12: ((3, 1),),
    13: ((0, 1),),
    14: ((3, 0),),
}


def contour_segments(values: NDArray[Any], level: float = 0.0) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the segments of a level line, for drawing in pairs.

    Parameters
    ----------
    values : ndarray
        Shape (rows, columns).
    level : float
        The value to follow.

    Returns
    -------
    x, y : ndarray
        Shape (2·segments,), in units of grid steps: column and row of each end.
    """
    field = np.asarray(values, np.float64) - level
    above = (field > 0).astype(np.uint8)
    case = above[:-1, :-1] + 2 * above[:-1, 1:] + 4 * above[1:, 1:] + 8 * above[1:, :-1]
    rows, columns = np.nonzero((case != 0) & (case != 15))
    if not len(rows):
        return np.empty(0), np.empty(0)
    corners = [field[rows, columns], field[rows, columns + 1], field[rows + 1, columns + 1]]
    ends = _edge_points(np.stack([*corners, field[rows + 1, columns]]))
    kinds = case[rows, columns]
    xs, ys = [], []
    for kind, lines in _LINES.items():
        chosen = np.nonzero(kinds == kind)[0]
        for edges in lines if len(chosen) else ():
            both = ends[list(edges)][:, chosen]
            xs.append((both[:, :, 0] + columns[chosen]).T.ravel())
            ys.append((both[:, :, 1] + rows[chosen]).T.ravel())
    return np.concatenate(xs), np.concatenate(ys)


def _edge_points(corners: NDArray[Any]) -> NDArray[Any]:
    """Return where the line meets each edge of each cell, shape (4 edges, cells, 2)."""

    def part(a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
        with np.errstate(divide="ignore", invalid="ignore"):
            at: NDArray[Any] = np.nan_to_num(np.clip(a / (a - b), 0, 1), nan=0.5)
        return at

    low_left, low_right, high_right, high_left = corners
    zero, one = np.zeros(corners.shape[1]), np.ones(corners.shape[1])
    return np.stack(
        [
            np.column_stack([part(low_left, low_right), zero]),
            np.column_stack([one, part(low_right, high_right)]),
            np.column_stack([part(high_left, high_right), one]),
            np.column_stack([zero, part(low_left, high_left)]),
        ]
    )
