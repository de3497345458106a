"""The cards a wire must go round, found fast among many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from PySide6.QtCore import QPointF, QRectF

__all__ = ["Obstacles"]


class Obstacles:
    """The outlines of all cards, sorted out by their sides in one step for each wire."""

    def __init__(self, rects: Mapping[str, QRectF]) -> None:
        self._ids, self._rects = list(rects), list(rects.values())
        self._lefts = np.array([rect.left() for rect in self._rects])
        self._rights = np.array([rect.right() for rect in self._rects])

    def between(self, start: QPointF, end: QPointF, without: Collection[str]) -> list[QRectF]:
        """Return the cards that lie between two points from left to right, but for some."""
        inside = (self._lefts > start.x()) & (self._rights < end.x())
        return [self._rects[i] for i in np.flatnonzero(inside) if self._ids[i] not in without]
