"""The strip of pictures above the curves: one tile per stretch of time, showing a moment of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from nnplayground.ui.theme import theme
from nnplayground.ui.views.plots import pen
from nnplayground.ui.views.timeline_pictures import MomentPictures, draw_losses

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from numpy.typing import NDArray

    from nnplayground.train.timeline import Moment

__all__ = ["Strip", "Tile"]

_GAP = 2.0
_RADIUS = 3.0
_LEAST = 5.0  # pixels of a tile that are worth painting


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """A place of the strip and the moment in it."""

    rect: QRectF
    moment: Moment


class Strip:
    """Paints moments where they belong on the time axis.

    A tile shows the moment that is nearest to its middle; it changes only when a nearer one comes, so that
    the strip is calm while the run goes on.
    """

    def __init__(self) -> None:
        self._moments: tuple[Moment, ...] = ()
        self._losses: NDArray[Any] = np.empty((0, 2))
        self.pictures = MomentPictures(_RADIUS)

    @property
    def moments(self) -> tuple[Moment, ...]:
        """What is shown."""
        return self._moments

    def show_moments(
        self, moments: Sequence[Moment], losses: NDArray[Any], matrices: Container[int] = ()
    ) -> None:
        """Take moments, their (train, test) losses, shape (n, 2), and which segments show matrices."""
        self._moments, self._losses = tuple(moments), losses
        self.pictures.update(self._moments, matrices)

    def tiles(self, rect: QRectF, fractions: NDArray[Any], present: float) -> list[Tile]:
        """Return the tiles from left to right.

        Parameters
        ----------
        rect : QRectF
            The whole strip.
        fractions : ndarray
            Shape (n,): where the moments are, 0 at the left end of ``rect``.
        present : float
            Where the run has come to; nothing is behind it.
        """
        if not self._moments:
            return []
        count = max(1, round(rect.width() / (rect.height() + _GAP)))
        pitch = rect.width() / count
        end = rect.left() + min(1.0, present) * rect.width()
        found = []
        for number in range(count):
            left = rect.left() + number * pitch
            width = min(pitch - _GAP, end - left)
            if width < _LEAST:
                break
            nearest = int(np.abs(fractions - (number + 0.5) / count).argmin())
            found.append(Tile(QRectF(left, rect.top(), width, rect.height()), self._moments[nearest]))
        return found

    def paint(self, painter: QPainter, rect: QRectF, fractions: NDArray[Any], present: float) -> None:
        """Paint the tiles, and an outline where the run will go on."""
        tiles = self.tiles(rect, fractions, present)
        full = rect.width() / max(1, round(rect.width() / (rect.height() + _GAP))) - _GAP
        for tile in tiles:
            self._paint_tile(painter, tile, full)
        end = tiles[-1].rect.right() + _GAP if tiles else rect.left()
        self._paint_rest(painter, QRectF(end, rect.top(), rect.right() - end, rect.height()))

    def _paint_tile(self, painter: QPainter, tile: Tile, full: float) -> None:
        painter.save()
        # A tile that the run has not passed yet is a picture cut off, not one pressed together.
        whole = QRectF(tile.rect.left(), tile.rect.top(), full, tile.rect.height())
        if tile.rect.width() < full or not self.pictures.is_image(tile.moment):  # clipping costs
            path = QPainterPath()
            path.addRoundedRect(tile.rect, _RADIUS, _RADIUS)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipPath(path)
        if not self.pictures.draw(painter, whole, tile.moment):
            row = next(n for n, moment in enumerate(self._moments) if moment is tile.moment)
            draw_losses(painter, whole, tuple(self._losses[row]), self._ends())
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("tile_line"), 1))
        painter.drawRoundedRect(tile.rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)

    def _ends(self) -> tuple[float, float]:
        known = self._losses[np.isfinite(self._losses) & (self._losses > 0)]
        return (float(known.min()), float(known.max())) if known.size else (0.1, 1.0)

    def _paint_rest(self, painter: QPainter, rest: QRectF) -> None:
        if rest.width() < 2 * _LEAST:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen("border", 1, dashes=(3, 3)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rest.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)

    def paint_break(self, painter: QPainter, rect: QRectF, x: float) -> None:
        """Part what was trained with one network from what was trained with the next."""
        if rect.left() + 1 < x < rect.right():
            painter.fillRect(QRectF(x - 2, rect.top() - 2, 4, rect.height() + 4), theme().colour("surface"))
            line = QRectF(math.floor(x), rect.top() - 2, 1, rect.height() + 4)
            painter.fillRect(line, theme().colour("text2"))
