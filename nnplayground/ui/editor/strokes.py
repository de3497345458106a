"""Curves for weights: which are drawn, how strong they look, and how many are stroked at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath, QPen

from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    Points = NDArray[np.float64]
    Pairs = NDArray[np.intp]

__all__ = ["Stroke", "strokes", "strongest", "width_of"]

_LEVELS = 12
_THINNEST, _FAINTEST = 0.1, 0.02  # differences in pixels, and in opacity, that can be seen
_AT_ONCE = 20  # curves in one path: few enough to stop between two, and cheaper than each by itself


@dataclass(frozen=True)
class Stroke:
    """Curves of about one strength and one sign.

    Attributes
    ----------
    strength : float
        From 0 to 1.
    """

    strength: float
    negative: bool
    path: QPainterPath

    def draw(self, painter: QPainter) -> None:
        """Stroke all of them, which costs far less than one after the other."""
        colour = theme().colour("negative" if self.negative else "positive")
        colour.setAlphaF(float(_alpha(self.strength)))
        painter.setPen(QPen(colour, width_of(self.strength), c=Qt.PenCapStyle.FlatCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self.path)


def width_of(strength: float) -> float:
    """Return how thick a curve of a strength is."""
    return float(_width(strength))


def _width(strength: Any) -> Any:
    return 0.6 + 4 * strength**1.5


def _alpha(strength: Any) -> Any:
    return 0.22 + 0.66 * strength**0.6


def look_alike(before: NDArray[np.float64], now: NDArray[np.float64]) -> bool:
    """Tell whether nobody could see that curves were those of other shares, from −1 to 1 by their sign."""
    if before.shape != now.shape:
        return False
    one, other = np.abs(before), np.abs(now)
    thicker = np.abs(_width(one) - _width(other))
    brighter = np.abs(np.copysign(_alpha(one), before) - np.copysign(_alpha(other), now))
    return bool((thicker < _THINNEST).all() and (brighter < _FAINTEST).all())


def strongest(strengths: NDArray[np.float64], limit: int) -> Pairs:
    """Return row and column of the ``limit`` largest entries of a matrix, shape (n, 2)."""
    flat = strengths.reshape(-1)
    chosen = np.arange(flat.size)
    if flat.size > limit:
        chosen = np.argpartition(flat, flat.size - limit)[-limit:]
    return np.stack(np.unravel_index(chosen, strengths.shape), axis=1)


def strokes(
    starts: Points, ends: Points, shown: Pairs, strengths: NDArray[np.float64], negative: NDArray[np.bool_]
) -> Iterator[Stroke]:
    """Yield the curves, the weakest first so that strong ones lie on top.

    Parameters
    ----------
    starts, ends : array, shapes (columns, 2) and (rows, 2)
        Where curves begin and end.
    shown : array of int, shape (n, 2)
        Row and column of each curve.
    strengths, negative : array, shape (rows, columns)
    """
    strength = strengths[shown[:, 0], shown[:, 1]]
    sign = negative[shown[:, 0], shown[:, 1]]
    levels = np.minimum((strength * _LEVELS).astype(int), _LEVELS - 1)
    for level in range(_LEVELS):
        for is_negative in (False, True):
            members = np.flatnonzero((levels == level) & (sign == is_negative))
            for first in range(0, len(members), _AT_ONCE):
                some = members[first : first + _AT_ONCE]
                yield Stroke(float(strength[some].mean()), is_negative, _path(starts, ends, shown[some]))


def _path(starts: Points, ends: Points, members: Pairs) -> QPainterPath:
    path = QPainterPath()
    path.reserve(4 * len(members))
    begin, end = starts[members[:, 1]], ends[members[:, 0]]
    middle = (begin[:, 0] + end[:, 0]) / 2
    for (x0, y0), (x1, y1), xm in zip(begin.tolist(), end.tolist(), middle.tolist(), strict=True):
        path.moveTo(x0, y0)
        path.cubicTo(xm, y0, xm, y1, x1, y1)
    return path
