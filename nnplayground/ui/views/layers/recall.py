"""What the timeline remembers of weights and gradients, for a page that is opened late in a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.views.layers.densities import BINS, density_of
from nnplayground.ui.views.layers.track import Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from numpy.typing import NDArray

    from nnplayground.train.timeline import Timeline
    from nnplayground.ui.views.layers.densities import Density

    Arrays = Mapping[str, NDArray[Any]]

__all__ = ["LAYOUT", "densities", "norms", "recalled"]

T = TypeVar("T")

_LINE = 16  # numbers of 4 bytes

LAYOUT = ProbeRequest("layout")
"""Where parameters lie in a checkpoint."""


def recalled(
    timeline: Timeline, layout: Arrays, buffer: str, read: Callable[[Arrays], T], most: int
) -> list[Mark[T]]:
    """Read some of the kept moments of the present network.

    Parameters
    ----------
    timeline : Timeline
    layout : Mapping[str, ndarray]
        What the probe :data:`LAYOUT` answered of that network.
    buffer : str
        ``"weights"`` or ``"gradients"`` of the last step.
    read : callable
        Turns arrays by the names of parameters into what is kept of a moment.
    most : int
        Moments read, evenly spread over those that are kept.
    """
    segments = timeline.segments()
    moments = [m for m in timeline.moments() if segments and m.segment == segments[-1].number]
    if len(moments) > most:
        moments = [moments[round(i * (len(moments) - 1) / (most - 1))] for i in range(most)]
    found = []
    for moment in moments:
        try:
            flat = timeline.state(moment).arrays[buffer]
        except LookupError:  # it was thinned out meanwhile
            continue
        if _fits(flat, layout):  # else the network was edited meanwhile
            found.append(Mark(moment.epoch, moment.step, read(_parts(flat, layout))))
    return found


def _fits(flat: NDArray[Any], layout: Arrays) -> bool:
    """Tell whether a buffer ends where the last parameter does, but for what fills its cache line."""
    end = max((int(place[0] + np.prod(place[1:])) for place in layout.values()), default=0)
    return 0 <= len(flat) - end < _LINE


def _parts(flat: NDArray[Any], layout: Arrays) -> Arrays:
    parts = {}
    for name, place in layout.items():
        start, *shape = place.astype(int).tolist()
        parts[name] = flat[start : start + int(np.prod(shape, dtype=int))].reshape(shape)
    return parts


def densities(weights: Arrays) -> Mapping[str, Density]:
    """Return the density of every layer's weights, as the probe ``"spread"`` counts them."""
    found = {}
    for node, own in _by_node(weights).items():
        matrices = [array.ravel() for array in own if array.ndim >= 2] or [own[0].ravel()]
        values = np.concatenate(matrices)
        values = values[np.isfinite(values)]
        reach = float(np.abs(values).max(initial=0.0)) or 1.0
        counts, _edges = np.histogram(values, BINS, (-reach, reach))
        density = density_of({"counts": counts, "reach": np.array([reach])}, "")
        if density is not None:
            found[node] = density
    return found


def norms(gradients: Arrays) -> Mapping[str, float]:
    """Return the norm of every layer's gradient; before the first step there is none."""
    found = {
        node: float(np.sqrt(sum(np.square(array, dtype=np.float64).sum() for array in own)))
        for node, own in _by_node(gradients).items()
    }
    return found if any(found.values()) else {}


def _by_node(arrays: Arrays) -> dict[str, list[NDArray[Any]]]:
    found: dict[str, list[NDArray[Any]]] = {}
    for name, array in arrays.items():
        found.setdefault(name.partition(".")[0], []).append(array)
    return found
