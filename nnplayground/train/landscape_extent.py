"""Which part of a plane a picture of the loss shows: the path with a margin, or a bowl down to its bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nnplayground.train.landscape_plane import Directions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.train.landscape import Survey
    from nnplayground.train.landscape_loss import LossField
    from nnplayground.train.landscape_plane import Plane

    Floats = NDArray[np.float64]

__all__ = ["axes_of"]

_NEWTON = 30  # steps, of which a quadratic loss takes one
_REACH = 1e-3  # of differences, as a share of the weights
_ROOM = 1.3  # how much wider than the bowl's level through the start the picture is


def axes_of(field: LossField, wanted: Survey, plane: Plane, path: Floats) -> tuple[Floats, Floats]:
    """Return the coordinates of the columns and of the rows of a grid.

    Parameters
    ----------
    field : LossField
    wanted : Survey
    plane : Plane
    path : ndarray
        Shape (n, 1 or 2): the places of the run on the plane, oldest first.
    """
    places = np.vstack([path[np.isfinite(path).all(axis=1)], plane.offset])
    if plane.kind is Directions.EXACT:
        middle, half = _bowl(field, plane, places)
    else:
        middle, half = _around(plane, places, wanted)
    half = half * wanted.zoom
    low, high = middle - half, middle + half
    x = np.linspace(low[0], high[0], wanted.columns)
    return x, np.linspace(low[1], high[1], wanted.rows) if len(low) > 1 else np.zeros(1)


def _around(plane: Plane, places: Floats, wanted: Survey) -> tuple[Floats, Floats]:
    """Return the middle and the half extent of a picture that has the path and a margin in it."""
    low, high = places.min(axis=0), places.max(axis=0)
    if plane.kind is Directions.FILTER:  # as long as the filters themselves, in each direction
        low, high = np.minimum(low, -1.0), np.maximum(high, 1.0)
    if plane.kind is Directions.WEIGHTS:
        low, high = np.minimum(low, plane.offset - 1.0), np.maximum(high, plane.offset + 1.0)
    half = (high - low) / 2 * (1 + 2 * wanted.margin)
    if plane.kind is Directions.PATH:  # both directions in the same unit, so that angles are true
        unit = max(half[0] / wanted.columns, half[1] / wanted.rows) or 1.0
        half = unit * np.array([wanted.columns, wanted.rows])
    return (low + high) / 2, half


def _bowl(field: LossField, plane: Plane, places: Floats) -> tuple[Floats, Floats]:
    """Return the middle and the half extent that show the least loss and its level through the start.

    A quadratic J − J* = ½ δᵀHδ reaches the level of the start as far as √(2 (J − J*) (H⁻¹)ᵢᵢ) from its lowest
    point along axis i.
    """
    start = places[0]
    least, hessian = _descended(field, plane, start)
    first, last = field.losses(plane.at(np.stack([start, least])))
    reach = np.abs(start - least)
    eigenvalues = np.linalg.eigvalsh(hessian)
    if eigenvalues[0] > 1e-9 * max(eigenvalues[-1], 1e-300):
        height = max(first - last, 0.05 * abs(last), 1e-3)
        reach = np.maximum(reach, np.sqrt(2 * height * np.diag(np.linalg.inv(hessian))))
    return least, _ROOM * np.where(reach > 0, reach, 1.0)


def _descended(field: LossField, plane: Plane, start: Floats) -> tuple[Floats, Floats]:
    """Return the lowest point that Newton's method finds, and the curvature there."""
    place, loss = start, _loss_at(field, plane, start)
    gradient, hessian = _bent(field, plane, place)
    for _turn in range(_NEWTON):
        step = _downhill(gradient, hessian)
        lengths = 0.5 ** np.arange(12)
        losses = field.losses(plane.at(place + lengths[:, np.newaxis] * step))
        lower = np.flatnonzero(losses < loss)
        if not len(lower):
            break
        place, loss = place + lengths[lower[0]] * step, float(losses[lower[0]])
        gradient, hessian = _bent(field, plane, place)
    return place, hessian


def _downhill(gradient: Floats, hessian: Floats) -> Floats:
    """Return Newton's step, made to lead down where the surface is not a bowl."""
    values, vectors = np.linalg.eigh(hessian)
    size = np.abs(values)
    step: Floats = -vectors @ ((vectors.T @ gradient) / np.maximum(size, 1e-9 * size.max() + 1e-30))
    return step


def _loss_at(field: LossField, plane: Plane, place: Floats) -> float:
    return float(field.losses(plane.at(place[np.newaxis]))[0])


def _bent(field: LossField, plane: Plane, place: Floats) -> tuple[Floats, Floats]:
    """Return the gradient and the Hessian on the plane, by differences: exact where J is quadratic."""
    count = len(place)
    reach = _REACH * (1 + np.abs(place).max())
    steps = reach * np.eye(count)
    pairs = [(steps[one], steps[two]) for one in range(count) for two in range(count)]
    signs = ((1, 1), (1, -1), (-1, 1), (-1, -1))
    corners = [plus * one + minus * two for one, two in pairs for plus, minus in signs]
    around = np.vstack([steps, -steps, corners])
    losses = field.losses(plane.at(place + around))
    gradient = (losses[:count] - losses[count : 2 * count]) / (2 * reach)
    fours = losses[2 * count :].reshape(count, count, 4)
    return gradient, fours @ np.array([1.0, -1.0, -1.0, 1.0]) / (4 * reach**2)
