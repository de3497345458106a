"""Weights by layer as heat maps: a matrix of units and inputs, or the kernels of a convolution."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QPainter

from nnplayground.ui.colormap import heat_image
from nnplayground.ui.fonts import mono_font
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.theme import theme
from nnplayground.ui.views.layers.cells import HEAD, CellPicture
from nnplayground.ui.widgets.painting import draw_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QImage

    from nnplayground.ui.views.layers.cells import Cell

__all__ = ["HeatCell", "Heats"]

translate = QCoreApplication.translate
_MOST_PIXEL, _GAP = 56.0, 3.0
_STRETCH = 3.0  # how much longer than high a weight may be drawn, so that flat matrices can be seen


@dataclass(frozen=True, slots=True, eq=False)
class HeatCell:
    """One layer's weights.

    Attributes
    ----------
    pictures : ndarray
        (pictures, rows, columns): one matrix, or a kernel for each filter.
    block : (int, int)
        How many rows and columns of the parameter one pixel stands for; (1, 1) if it is a weight.
    """

    pictures: NDArray[Any]
    block: tuple[int, int] = (1, 1)

    @property
    def largest(self) -> float:
        """The largest finite magnitude."""
        return float(np.abs(self.pictures[np.isfinite(self.pictures)]).max(initial=0.0))


class Heats(CellPicture):
    """A heat map per layer, each on a scale of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._heats: Sequence[HeatCell] = ()
        self._images: dict[int, list[QImage]] = {}
        theme().themeChanged.connect(self._forget_images)

    def show_heats(self, cells: Sequence[Cell], heats: Sequence[HeatCell], empty: str) -> None:
        """Show one heat map for each of ``cells``."""
        self._heats = heats
        self._forget_images()
        self.set_cells(cells, empty)

    def _forget_images(self) -> None:
        self._images.clear()

    def _images_of(self, number: int) -> list[QImage]:
        """Return the pictures of a layer, drawn when it is first seen."""
        if number not in self._images:
            heat = self._heats[number]
            self._images[number] = [heat_image(picture, heat.largest) for picture in heat.pictures]
        return self._images[number]

    def _places(self, heat: HeatCell, area: QRectF) -> list[QRectF]:
        """Return where the pictures of one layer stand."""
        count, rows, columns = heat.pictures.shape
        if count == 1:
            high = min(_MOST_PIXEL, area.height() / rows)
            wide = min(_MOST_PIXEL * 1.5, area.width() / columns, high * _STRETCH)
            high = min(high, wide * _STRETCH)
            return [QRectF(area.left(), area.top(), wide * columns, high * rows)]
        across = max(1, min(count, round(math.sqrt(count * area.width() / area.height() * rows / columns))))
        down = math.ceil(count / across)
        pixel = min(
            (area.width() - (across - 1) * _GAP) / (across * columns),
            (area.height() - (down - 1) * _GAP) / (down * rows),
            20.0,
        )
        pixel = max(1.0, pixel)
        wide, high = pixel * columns, pixel * rows
        return [
            QRectF(
                area.left() + (i % across) * (wide + _GAP),
                area.top() + (i // across) * (high + _GAP),
                wide,
                high,
            )
            for i in range(count)
        ]

    def paint_cell(self, painter: QPainter, number: int, area: QRectF) -> None:
        heat = self._heats[number]
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        places = self._places(heat, self._inside(area))
        for place, image in zip(places, self._images_of(number), strict=True):
            painter.drawImage(place, image)
            painter.setPen(theme().colour("tile_line"))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
        below = max(place.bottom() for place in places) + 6
        self._paint_scale(painter, QPointF(area.left(), below), area.width(), heat.largest)

    @staticmethod
    def _inside(area: QRectF) -> QRectF:
        return area.adjusted(0, 0, 0, -20)

    def _paint_scale(self, painter: QPainter, at: QPointF, width: float, largest: float) -> None:
        bar = QRectF(at.x(), at.y() + 3, 48, 6)
        painter.drawImage(bar, heat_image(np.linspace(-1, 1, 48)[np.newaxis], 1.0))
        box = QRectF(bar.right() + 8, at.y() - 1, width - 56, 14)
        said = f"±{format_compact(largest, 2)}"
        draw_text(painter, box, said, mono_font(10.5), theme().colour("text3"))

    def said(self, number: int, point: QPointF) -> str:
        heat = self._heats[number]
        area = self._inside(self.rect_of(number).adjusted(0, HEAD, 0, 0))
        for filter_, place in enumerate(self._places(heat, area)):
            if place.contains(point):
                return self._value_at(heat, filter_, (point - place.topLeft()), place)
        return super().said(number, point)

    def _value_at(self, heat: HeatCell, picture: int, inside: QPointF, place: QRectF) -> str:
        count, rows, columns = heat.pictures.shape
        row = min(rows - 1, int(inside.y() / place.height() * rows))
        column = min(columns - 1, int(inside.x() / place.width() * columns))
        value = format_compact(float(heat.pictures[picture, row, column]), 4, signed=True)
        if count > 1:
            text = translate("Heats", "Filter {filter}, row {row}, column {column}: {value}")
            return text.format(filter=picture + 1, row=row + 1, column=column + 1, value=value)
        if heat.block == (1, 1):
            text = translate("Heats", "Unit {unit}, input {input}: {value}")
            return text.format(unit=row + 1, input=column + 1, value=value)
        text = translate("Heats", "The largest of units {units} and inputs {inputs}: {value}")
        units, inputs = (
            f"{start * size + 1}–{(start + 1) * size}"
            for start, size in zip((row, column), heat.block, strict=True)
        )
        return text.format(units=units, inputs=inputs, value=value)
