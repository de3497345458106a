"""The path that training takes through the weights, kept in few points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from nnplayground.train.snapshot import Array

Form = tuple[tuple[str, tuple[int, ...]], ...]

__all__ = ["Form", "Track", "TrackPoint", "point_of"]

_MOST = 400  # points
_BYTES = 24 * 2**20
_EVEN = 4.0  # how much more than the logarithm of the steps their even spacing counts


@dataclass(frozen=True, slots=True, eq=False)
class TrackPoint:
    """The network at one step.

    Attributes
    ----------
    step, epoch : int
        Finished ones.
    numbers : ndarray
        All its numbers in one row, float32 and read-only.
    form : tuple of (str, tuple of int)
        The names and shapes of the tensors that they are of, in their order.
    """

    step: int
    epoch: int
    numbers: Array
    form: Form


def point_of(step: int, epoch: int, arrays: Mapping[str, NDArray[Any]]) -> TrackPoint:
    """Return the point of a network whose ``state_dict`` is ``arrays``; integers are no part of it."""
    kept = {name: values for name, values in arrays.items() if values.dtype.kind == "f"}
    row = np.concatenate([np.ravel(values) for values in kept.values()]).astype(np.float32, copy=False)
    row.flags.writeable = False
    return TrackPoint(step, epoch, row, tuple((name, values.shape) for name, values in kept.items()))


class Track:
    """Points of one run in the order of steps, thinned so that they fit memory.

    They stay denser near the start, where most happens; the first and the last are always kept.
    """

    def __init__(self, points: Iterable[TrackPoint] = ()) -> None:
        self._points: list[TrackPoint] = []
        for point in points:
            self.add(point)

    def __len__(self) -> int:
        return len(self._points)

    @property
    def points(self) -> tuple[TrackPoint, ...]:
        """The points, oldest first."""
        return tuple(self._points)

    def clear(self) -> None:
        """Forget all points."""
        self._points.clear()

    def add(self, point: TrackPoint) -> None:
        """Put a point where it belongs; one of the same step is replaced.

        Of another network, the points from before are let go: they lie in another space.
        """
        if self._points and self._points[0].form != point.form:
            self.clear()
        place = len(self._points)
        while place and self._points[place - 1].step >= point.step:
            place -= 1
        same = place < len(self._points) and self._points[place].step == point.step
        self._points[place : place + same] = [point]
        if len(self._points) > self._room():
            self._thin()

    def cut(self, step: int) -> None:
        """Forget what lies behind ``step``."""
        self._points = [point for point in self._points if point.step <= step]

    def _room(self) -> int:
        size = self._points[0].numbers.nbytes
        return max(3, min(_MOST, _BYTES // max(1, size)))

    def _thin(self) -> None:
        """Let go of the point that leaves the smallest gap, measured evenly and by logarithm."""
        steps = np.array([point.step for point in self._points], np.float64)
        begun = steps - steps[0] + 1
        density = 1 / begun[1:-1] + _EVEN / begun[-1]
        del self._points[1 + int(np.argmin((steps[2:] - steps[:-2]) * density))]
