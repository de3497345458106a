"""What the pressed mouse does to a drawing, from press to release; each ends in at most one edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from nnplayground.data import strokes
from nnplayground.ui.drawing_data.brush import Tool

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.ui.drawing_data.brush import Brush
    from nnplayground.ui.drawing_data.ground import Frame

    Rows = NDArray[np.float64]

__all__ = ["Gesture", "begin"]

_NEAR = 7.0  # pixels: a press nearer to a point means the point
_REACH = 2.5  # pixels from which a press becomes a drag


class Gesture(Protocol):
    """One press, its moves and its release.

    Attributes
    ----------
    rows : ndarray
        The points as they are meanwhile.
    chosen : ndarray
        Numbers of the points that are selected meanwhile.
    band : (place, place) or None
        Opposite corners of a frame that is drawn around points, or the ends of a line.
    adds : bool
        Whether all points stay where they are and only new ones come.
    """

    rows: Rows
    chosen: NDArray[np.int64]
    band: tuple[Rows, Rows] | None
    adds: bool

    def move(self, place: Rows) -> None:
        """Go on to a place."""


class _Base:
    """A stroke that begins at a place; the selection goes away unless a kind keeps it."""

    adds = True

    def __init__(self, place: Rows, rows: Rows, brush: Brush, frame: Frame) -> None:
        self.rows, self.chosen = rows, np.empty(0, np.int64)
        self._start = self._last = place
        self.band: tuple[Rows, Rows] | None = None
        self._before, self._brush, self._frame = rows, brush, frame

    def _add(self, places: Rows) -> None:
        new = strokes.inside(places, self._frame.bounds)
        labelled = strokes.labelled(new, self._brush.label, self._before.shape[1])
        self.rows = np.vstack([self.rows, labelled])


class _Spray(_Base):
    """A brush that scatters points along its way."""

    def __init__(self, place: Rows, rows: Rows, brush: Brush, frame: Frame) -> None:
        super().__init__(place, rows, brush, frame)
        self._random = np.random.default_rng()
        self._scatter(place[np.newaxis], brush.radius)

    def _scatter(self, path: Rows, length: float) -> None:
        brush, stretch = self._brush, np.array([1.0, self._frame.aspect])
        density = brush.density * max(length, 1e-9)
        if len(path) > 1 and self._random.random() > density:
            return
        places = strokes.sprayed(self._random, path * stretch, brush.radius, density, max(length, 1e-9))
        self._add(places / stretch)

    def move(self, place: Rows) -> None:
        step = (place - self._last) * np.array([1.0, self._frame.aspect])
        length = float(np.hypot(*step))
        if length >= 0.2 * self._brush.radius:
            self._scatter(np.stack([self._last, place]), length)
            self._last = place


class _Line(_Base):
    """Points on a straight line."""

    def move(self, place: Rows) -> None:
        self.rows, self.band = self._before, (self._start, place)
        self._add(strokes.along(self._start, place, 1 / self._brush.density))


class _Erase(_Base):
    """An eraser."""

    adds = False

    def __init__(self, place: Rows, rows: Rows, brush: Brush, frame: Frame) -> None:
        super().__init__(place, rows, brush, frame)
        self.move(place)

    def move(self, place: Rows) -> None:
        gap = max(1e-9, self._brush.radius / 2)
        path = strokes.along(self._last, place, gap)
        self.rows = strokes.without(self.rows, path, self._brush.radius, self._frame.aspect)
        self._last = place


class _Move(_Base):
    """Selected points follow the pointer."""

    adds = False

    def __init__(
        self, place: Rows, rows: Rows, chosen: NDArray[np.int64], brush: Brush, frame: Frame
    ) -> None:
        super().__init__(place, rows, brush, frame)
        self.chosen = chosen
        self._moves = False

    def move(self, place: Rows) -> None:
        by = place - self._start
        reach = float(np.hypot(by[0], by[1] * self._frame.aspect)) * self._frame.unit
        self._moves = self._moves or reach >= _REACH
        if self._moves:
            self.rows = strokes.moved(self._before, self.chosen, by, self._frame.bounds)


class _Band(_Base):
    """A frame that selects the points in it."""

    adds = False

    def move(self, place: Rows) -> None:
        low, high = np.minimum(self._start, place), np.maximum(self._start, place)
        places = self.rows[:, :2]
        self.band = (self._start, place)
        self.chosen = np.flatnonzero(((places >= low) & (places <= high)).all(axis=1))


class _Dot(_Base):
    """One new point, which follows the pointer until it is let go."""

    def __init__(self, place: Rows, rows: Rows, brush: Brush, frame: Frame) -> None:
        super().__init__(place, rows, brush, frame)
        self.move(place)

    def move(self, place: Rows) -> None:
        self.rows = self._before
        self._add(place[np.newaxis])


_GESTURES: dict[Tool, type[_Spray | _Line | _Erase | _Dot]] = {
    Tool.BRUSH: _Spray,
    Tool.LINE: _Line,
    Tool.ERASER: _Erase,
    Tool.POINT: _Dot,
}


def begin(place: Rows, rows: Rows, chosen: NDArray[np.int64], brush: Brush, frame: Frame) -> Gesture:
    """Return the gesture that a press with the tool in hand begins at a place."""
    if brush.tool not in (Tool.MOVE, Tool.POINT):
        return _GESTURES[brush.tool](place, rows, brush, frame)
    hit = strokes.nearest(rows, place, _NEAR / frame.unit, frame.aspect)
    if hit is None:
        kind = _Band if brush.tool is Tool.MOVE else _Dot
        return kind(place, rows, brush, frame)
    taken = chosen if hit in chosen else np.array([hit], np.int64)
    return _Move(place, rows, taken, brush, frame)
