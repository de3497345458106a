"""What flows where in slow motion: numbers of one batch made into dots on curves, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nnplayground.core.graph import Edge, Graph

__all__ = ["SAMPLES", "Dots", "Stage", "changes", "curve_dots", "stages_of", "wire_dots"]

SAMPLES = 10
"""Samples of a batch that are seen to flow: more cannot be told apart."""

_PER_SHEET = 180  # dots on the curves between two layers
_LEAST = 0.04  # of the largest number: smaller ones are not seen

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Dots:
    """Numbers that pass along the curves of one wire.

    Attributes
    ----------
    row, column : ndarray of int
        Shape (n,): which curve of a sheet of weights; both 0 on a plain wire.
    sample : ndarray of int
        Shape (n,): which sample of the batch.
    value : ndarray
        Shape (n,): from −1 to 1; NaN for what has no sign.
    """

    row: NDArray[np.intp]
    column: NDArray[np.intp]
    sample: NDArray[np.intp]
    value: Floats


@dataclass(frozen=True, slots=True)
class Stage:
    """The wires that are passed at the same time."""

    edges: tuple[Edge, ...]


def stages_of(graph: Graph) -> tuple[Stage, ...]:
    """Return the wires of a graph by how far their ends are from the data, first to last."""
    depth: dict[str, int] = {}
    for id in graph.order():
        before = [depth.get(edge.source, 0) for edge in graph.incoming(id)]
        depth[id] = 1 + max(before, default=-1)
    # A target goes from the data to the loss without passing the network.
    passing = [edge for edge in graph.edges if edge.target_port != "target" and edge.target in depth]
    levels = sorted({depth[edge.target] for edge in passing})
    return tuple(Stage(tuple(e for e in passing if depth[e.target] == level)) for level in levels)


def curve_dots(left: Floats, right: Floats, weights: Floats) -> Dots:
    """Return the largest products that pass along curves between two layers.

    Forward, w·x of every input; backward, w·δ of every unit behind.

    Parameters
    ----------
    left, right : ndarray
        Shapes (samples, columns) and (samples, rows); one of them is all ones.
    weights : ndarray
        Shape (rows, columns).
    """
    products = np.nan_to_num(right[:, :, None] * weights[None] * left[:, None, :])
    largest = float(np.abs(products).max(initial=0.0))
    if not largest > 0:
        return _none()
    each = max(1, _PER_SHEET // max(1, len(products)))
    flat = np.abs(products).reshape(len(products), -1)
    count = min(each, flat.shape[1])
    chosen = np.argpartition(flat, flat.shape[1] - count, axis=1)[:, -count:]
    sample = np.repeat(np.arange(len(products)), count)
    row, column = np.unravel_index(chosen.ravel(), weights.shape)
    value = products[sample, row, column] / largest
    seen = np.abs(value) >= _LEAST
    return Dots(row[seen], column[seen], sample[seen], value[seen])


def wire_dots(values: Floats) -> Dots:
    """Return one dot for every sample on a wire that carries whole tensors, shape (samples,).

    NaN is a number without a sign, which stays one.
    """
    largest = float(np.nanmax(np.abs(values), initial=0.0)) or 1.0
    nowhere = np.zeros(len(values), np.intp)
    return Dots(nowhere, nowhere, np.arange(len(values)), values / largest)


def changes(difference: Floats, largest: float, most: int = 60) -> Dots:
    """Return the weights that a step changed most, shape (rows, columns), measured by ``largest``."""
    flat = np.abs(difference).ravel()
    count = min(most, flat.size)
    chosen = np.argpartition(flat, flat.size - count)[-count:]
    row, column = np.unravel_index(chosen, difference.shape)
    return Dots(row, column, np.zeros(count, np.intp), difference[row, column] / largest)


def _none() -> Dots:
    nothing = np.empty(0, np.intp)
    return Dots(nothing, nothing, nothing, np.empty(0))
