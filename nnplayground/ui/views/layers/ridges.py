"""Distributions over time, one behind the other: the oldest at the top, the present in colours in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from nnplayground.ui.fonts import mono_font
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.layers.cells import CellPicture
from nnplayground.ui.views.plots import pen, round_step
from nnplayground.ui.widgets.painting import draw_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nnplayground.ui.views.layers.cells import Cell
    from nnplayground.ui.views.layers.densities import Density
    from nnplayground.ui.views.layers.track import Mark

    Ridge = Sequence[Mark[Mapping[str, Density]]]

__all__ = ["MOST_RIDGES", "Ridges"]

MOST_RIDGES = 20
_AXIS = 18.0
_RIGHT = Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class Ridges(CellPicture):
    """A ridgeline per layer."""

    left_room = 34.0

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._marks: Ridge = ()

    def show_marks(self, cells: Sequence[Cell], marks: Ridge, empty: str) -> None:
        """Show the layers of ``cells`` at the moments of ``marks``."""
        self._marks = marks
        self.set_cells(cells, empty)

    def paint_cell(self, painter: QPainter, number: int, area: QRectF) -> None:
        node = self.cells[number].node
        known = [(mark, mark.value[node]) for mark in self._marks if node in mark.value]
        if not known:
            return
        area = area.adjusted(0, 0, 0, -_AXIS)
        reach = max(density.reach for _mark, density in known)
        self._paint_axis(painter, area, reach)
        rise = area.height() * (0.62 if len(known) == 1 else 0.34)
        peaks = sorted(float(density.heights.max()) for _mark, density in known)
        unit = rise / (peaks[int(0.9 * (len(peaks) - 1))] or 1.0)
        gap = (area.height() - rise) / max(1, len(known) - 1)
        for place, (mark, density) in enumerate(known):
            last = place == len(known) - 1
            base = area.bottom() if last else area.top() + rise + place * gap
            self._paint_ridge(painter, self._line(density, area, base, reach, unit, rise), base, last)
            if self.is_first(number) and (last or place == 0):
                self._paint_epoch(painter, mark.epoch, area.left(), base)

    def _line(
        self, density: Density, area: QRectF, base: float, reach: float, unit: float, rise: float
    ) -> QPolygonF:
        bins = len(density.heights)
        places = ((np.arange(bins) + 0.5) / bins * 2 - 1) * density.reach / reach
        xs = area.center().x() + places * area.width() / 2
        ys = base - np.minimum(density.heights * unit, 1.04 * rise)
        inner = [QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
        return QPolygonF([QPointF(area.left(), base), QPointF(inner[0].x(), base), *inner,
                          QPointF(inner[-1].x(), base), QPointF(area.right(), base)])  # fmt: skip

    def _paint_ridge(self, painter: QPainter, line: QPolygonF, base: float, last: bool) -> None:
        """Hide what is behind; the present is filled by the sign."""
        colour = theme().colour
        painter.setPen(Qt.PenStyle.NoPen)
        bounds = line.boundingRect()
        if last:
            middle = bounds.center().x()
            halves = (("negative", bounds.left(), middle), ("positive", middle, bounds.right()))
            for role, left, right in halves:
                painter.save()
                painter.setClipRect(QRectF(left, bounds.top() - 1, right - left, base - bounds.top() + 2))
                fill = colour(role)
                fill.setAlphaF(0.8)
                painter.setBrush(colour("surface"))
                painter.drawPolygon(line)
                painter.setBrush(fill)
                painter.drawPolygon(line)
                painter.restore()
        else:
            painter.setBrush(colour("surface"))
            painter.drawPolygon(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("text1" if last else "text4"), 1.5 if last else 1.0))
        painter.drawPolyline(line)

    def _paint_epoch(self, painter: QPainter, epoch: int, left: float, base: float) -> None:
        box = QRectF(left - self.left_room - 10, base - 8, self.left_room + 4, 14)
        draw_text(painter, box, format_number(epoch), mono_font(10.5), theme().colour("text3"), _RIGHT)

    def _paint_axis(self, painter: QPainter, area: QRectF, reach: float) -> None:
        step = round_step(2 * reach / max(2.0, min(6.0, area.width() / 44)))
        count = int(reach / step)
        for tick in range(-count, count + 1):
            x = round(area.center().x() + tick * step / reach * area.width() / 2) + 0.5
            painter.setPen(pen("border" if tick == 0 else "plot_grid"))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            box = QRectF(x - 30, area.bottom() + 4, 60, 13)
            said = format_compact(tick * step, 2)
            draw_text(painter, box, said, mono_font(10.5), theme().colour("text3"), _CENTRE)
