"""Two directions through the weights of a network: the plane on which its loss is looked at.

All numbers of a network (weights and running statistics) are one row; a direction moves weights only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import translatable as _
from nnplayground.data.draws import named_rng

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Directions", "Numbers", "Plane", "WeightAt", "filter_plane", "path_plane", "weight_plane"]

_LEAST = 3  # points of a path that two components can be found in
_PARALLEL = 1e-6  # the sine of the angle below which two directions are one


class Directions(StrEnum):
    """How the plane lies."""

    PATH = "path"  # along the principal components of the path that training took
    FILTER = "filter"  # random, each filter as long as the network's own
    WEIGHTS = "weights"  # along two chosen weights
    EXACT = "exact"  # along the one or two weights that there are


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where one tensor of a network lies in its row.

    Attributes
    ----------
    name : str
        ``<node>.<parameter>``.
    start : int
    shape : tuple of int
    trained : bool
        Whether it is a parameter; running statistics are not.
    """

    name: str
    start: int
    shape: tuple[int, ...]
    trained: bool

    @property
    def count(self) -> int:
        """How many numbers it has."""
        return math.prod(self.shape)

    @property
    def place(self) -> slice:
        """Its part of the row."""
        return slice(self.start, self.start + self.count)


@dataclass(frozen=True, slots=True)
class WeightAt:
    """One weight: the tensor's name and its place in it, counted row by row."""

    name: str
    index: int


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """A point and one or two directions through it.

    Attributes
    ----------
    kind : Directions
    origin : ndarray
        Shape (numbers,).
    axes : ndarray
        Shape (1 or 2, numbers).
    offset : ndarray
        The coordinates of ``origin``: zeros, or the values of chosen weights.
    explained : tuple of float
        For the path's components, the share of its variance along each.
    weights : tuple of WeightAt
        The chosen weights; empty for directions of many.
    """

    kind: Directions
    origin: Floats
    axes: Floats
    offset: Floats
    explained: tuple[float, ...] = ()
    weights: tuple[WeightAt, ...] = ()
    _inverse: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_inverse", np.linalg.inv(self.axes @ self.axes.T))

    def place(self, rows: NDArray[Any]) -> Floats:
        """Return the coordinates of the points of the plane nearest to ``rows``, shape (n, 1 or 2)."""
        found: Floats = (rows - self.origin) @ self.axes.T @ self._inverse + self.offset
        return found

    def at(self, coordinates: Floats) -> Floats:
        """Return the rows of numbers at points of the plane, shape (n, numbers)."""
        rows: Floats = self.origin + (coordinates - self.offset) @ self.axes
        return rows


def filter_plane(origin: Floats, numbers: Sequence[Numbers], seed: int = 0) -> Plane:
    """Return two random directions, normalized filter by filter.

    Every row of a weight matrix and every kernel of a convolution gets the length of the network's own.
    Biases, scales and shifts are left where they are, unless the network has hardly anything else. See Li et
    al., Visualizing the Loss Landscape of Neural Nets, https://arxiv.org/abs/1712.09913, section 4.

    Parameters
    ----------
    origin : ndarray
        Shape (numbers,).
    numbers : sequence of Numbers
    seed : int
        Fixes the draw.
    """
    matrices = [part for part in numbers if part.trained and len(part.shape) > 1]
    pair = _drawn(origin, matrices, seed)
    if _parallel(pair):  # all filters have one weight each: only their sign is random
        pair = _drawn(origin, [part for part in numbers if part.trained], seed)
    _require_plane(pair)
    return Plane(Directions.FILTER, origin, pair, np.zeros(2))


def _drawn(origin: Floats, parts: Sequence[Numbers], seed: int) -> Floats:
    rng = named_rng(seed, "landscape")
    pair = np.zeros((2, len(origin)))
    for axis in pair:
        for part in parts:
            own = origin[part.place].reshape(part.shape[0] if len(part.shape) > 1 else 1, -1)
            drawn = rng.standard_normal(own.shape)
            lengths = np.linalg.norm(own, axis=1, keepdims=True)
            axis[part.place] = (drawn * lengths / np.linalg.norm(drawn, axis=1, keepdims=True)).ravel()
    return pair


def _parallel(pair: Floats) -> bool:
    first, second = (float(np.linalg.norm(axis)) for axis in pair)
    if not first * second > 0:
        return True
    cosine = float(pair[0] @ pair[1]) / (first * second)
    return 1 - min(1.0, cosine**2) < _PARALLEL**2


def _require_plane(pair: Floats) -> None:
    if _parallel(pair):
        sentence = _("core", "The weights of this network span no plane.")
        raise PlaygroundError(sentence, remedy=_("core", "Choose two weights, or train some steps first."))


def path_plane(origin: Floats, numbers: Sequence[Numbers], path: NDArray[Any]) -> Plane:
    """Return the two principal components of a path, through ``origin``.

    Parameters
    ----------
    origin : ndarray
        Shape (numbers,): where the path has come to.
    numbers : sequence of Numbers
    path : ndarray
        Shape (n, numbers), n ≥ 3.

    Raises
    ------
    PlaygroundError
        If the path spans no plane.
    """
    trained = np.zeros(len(origin), bool)
    for part in numbers:
        trained[part.place] = part.trained
    moved = np.where(trained, path - origin, 0.0)
    centred = moved - moved.mean(axis=0)
    # Of few points in many dimensions, the components are found from the products of points.
    values, vectors = np.linalg.eigh(centred @ centred.T)
    if len(path) < _LEAST or not values[-2] > 1e-14 * values[-1]:
        sentence = _("core", "The path is too short to span a plane.")
        raise PlaygroundError(sentence, remedy=_("core", "Train some steps first."))
    axes = (vectors[:, [-1, -2]].T @ centred) / np.sqrt(values[[-1, -2]])[:, np.newaxis]
    # A component has no sign of its own: the start belongs to the left, the bend of the path above.
    places = moved @ axes.T
    bend = places[np.argmax(np.abs(places[:, 1])), 1]
    axes *= np.where([places[0, 0] > 0, bend < 0], -1.0, 1.0)[:, np.newaxis]
    explained = np.maximum(values[[-1, -2]], 0) / values[values > 0].sum()
    return Plane(Directions.PATH, origin, axes, np.zeros(2), tuple(explained.tolist()))


def weight_plane(
    origin: Floats, numbers: Sequence[Numbers], weights: Sequence[WeightAt], kind: Directions
) -> Plane:
    """Return the plane of two weights, or the line of one; its coordinates are their values.

    Raises
    ------
    PlaygroundError
        If there is no such weight, or it is chosen twice.
    """
    places = [_place_of(weight, numbers) for weight in weights]
    if len(set(places)) != len(places):
        sentence = _("core", "Both directions are the same weight.")
        raise PlaygroundError(sentence, remedy=_("core", "Choose two different ones."))
    axes = np.zeros((len(places), len(origin)))
    axes[range(len(places)), places] = 1.0
    return Plane(kind, origin, axes, origin[places], weights=tuple(weights))


def _place_of(weight: WeightAt, numbers: Sequence[Numbers]) -> int:
    for part in numbers:
        if part.name == weight.name and 0 <= weight.index < part.count:
            return part.start + weight.index
    sentence = _("core", "There is no weight {name}, number {index}.")
    raise PlaygroundError(sentence.format(name=weight.name, index=weight.index + 1))
