"""What stands inside a card: pictures of units, or a few words; see ``sample_bodies`` for single samples.

A body knows its size, where the tiles of its units are (weights end there), and how to show new values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath

from nnplayground.ui.colormap import (
    diverging_colour,
    image_of,
    recolour,
    to_indices,
    write_indices,
)
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from nnplayground.train.snapshot import Array

    Indices = NDArray[np.uint8]

__all__ = ["Body", "Pictures", "TextBody", "UnitMaps", "UnitsBody", "draw_frame"]

_RIGHT = Qt.AlignmentFlag.AlignRight
_BIAS = 6.0


class Body:
    """The base of all bodies; coordinates are the card's, the body begins at y = 0.

    Attributes
    ----------
    width, height : float
        The room it needs, paddings included.
    tiles : list of QRectF
        One per shown unit.
    units : int
        How many units there are, shown or not.
    biased : bool
        Whether the units have a bias square.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.tiles: list[QRectF] = []
        self.units = 0
        self.biased = False

    def paint(self, painter: QPainter, opacity: float) -> None:
        """Draw it; ``opacity`` is that of the pictures."""

    def takes(self, values: Array) -> bool:
        """Return whether the values are of the form shown; those of other data may still arrive."""
        return values.size == self.units

    def show_values(self, values: Array, scale: float | None) -> None:
        """Take the newest values of the node, with the magnitude at the ends of the colour map."""

    def show_slopes(self, values: Array, scale: float) -> None:
        """Take derivatives by the values instead, of the same shape."""
        self.show_values(values, scale)

    def show_incoming(self, pictures: Array, scale: float) -> None:
        """Take pictures of what comes into every unit instead: (units, height, width)."""

    def forget_values(self) -> None:
        """Show no values, because there are none of the kind that is asked for."""

    def show_biases(self, biases: Array, scale: float) -> None:
        """Take the newest biases."""

    def widen(self, width: float) -> None:
        """Fill a wider card; what was in the middle stays there."""
        shift = round((width - self.width) / 2)
        self.tiles = [tile.translated(shift, 0) for tile in self.tiles]
        self.width = width

    def recolour(self) -> None:
        """Take the colours of the current theme."""

    def anchors(self) -> list[QRectF]:
        """Return what weights end at: into the left side, out of the right side."""
        return self.tiles

    def thumbnail(self) -> QImage | None:
        """Return one picture that stands for all, if there is one."""
        return None

    def headline(self) -> str:
        """Return the number that stands for all, if there is one."""
        return ""

    def unit_at(self, point: QPointF) -> int | None:
        """Return the unit whose tile is under ``point``."""
        return next((unit for unit, tile in enumerate(self.tiles) if tile.contains(point)), None)

    def bias_rect(self, unit: int) -> QRectF:
        """Return where the bias of ``unit`` is drawn."""
        tile = self.tiles[unit]
        return QRectF(tile.left() - _BIAS - 4, tile.bottom() - _BIAS, _BIAS, _BIAS)

    def bias_at(self, point: QPointF) -> int | None:
        """Return the unit whose bias square is under ``point``, which need not be hit exactly."""
        if not self.biased:
            return None
        grown = (self.bias_rect(unit).adjusted(-2, -3, 2, 3) for unit in range(len(self.tiles)))
        return next((unit for unit, rect in enumerate(grown) if rect.contains(point)), None)


class UnitsBody(Body):
    """What bodies with one tile per unit share: biases, labels and the note on units that have no room."""

    def __init__(self, width: float, height: float, units: int, labels: Sequence[str], biased: bool) -> None:
        super().__init__(width, height)
        self.units = units
        self.labels = labels
        self.biased = biased
        self._biases: list[QColor] = []
        self._raw_biases: tuple[Array, float] | None = None

    def show_biases(self, biases: Array, scale: float) -> None:
        self._raw_biases = biases, scale
        self._biases = [diverging_colour(b / scale if scale else 0.0) for b in biases[: len(self.tiles)]]

    def recolour(self) -> None:
        if self._raw_biases is not None:
            self.show_biases(*self._raw_biases)

    def _paint_biases(self, painter: QPainter) -> None:
        if not self.biased:
            return
        for unit in range(len(self.tiles)):
            fill = self._biases[unit] if unit < len(self._biases) else theme().colour("field")
            draw_box(painter, self.bias_rect(unit), 1.5, fill, theme().colour("tile_line"))

    def _paint_hidden(self, painter: QPainter) -> None:
        hidden = self.units - len(self.tiles)
        if hidden > 0:
            line = QRectF(8, self.height - 20, self.width - 16, 16)
            centre = Qt.AlignmentFlag.AlignHCenter
            draw_text(painter, line, f"+{hidden}", mono_font(11), theme().colour("text3"), centre)


def draw_frame(painter: QPainter, tile: QRectF, radius: float = 4) -> None:
    """Draw the line around a picture."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(theme().colour("tile_line"))
    painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), radius - 0.5, radius - 0.5)


class Pictures:
    """Indexed images updated in place, and the painting of them into rounded tiles."""

    def __init__(self) -> None:
        self.images: list[QImage] = []

    def set(self, indices: Indices) -> None:
        """Take indices of shape (pictures, height, width)."""
        size = indices.shape[2], indices.shape[1]
        if len(self.images) != len(indices) or (self.images[0].width(), self.images[0].height()) != size:
            self.images = [image_of(picture) for picture in indices]
            return
        for image, picture in zip(self.images, indices, strict=True):
            write_indices(image, picture)

    def clear(self) -> None:
        """Have no pictures."""
        self.images = []

    def recolour(self) -> None:
        """Take the colours of the current theme."""
        for image in self.images:
            recolour(image)

    def paint(self, painter: QPainter, tiles: Sequence[QRectF], opacity: float, smooth: bool) -> None:
        """Draw each picture into its tile."""
        clip = QPainterPath()
        for tile in tiles:
            clip.addRoundedRect(tile, 4, 4)
        painter.fillPath(clip, theme().colour("field"))
        painter.save()
        painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        painter.setOpacity(painter.opacity() * opacity)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        for tile, image in zip(tiles, self.images, strict=False):
            painter.drawImage(tile, image)
        painter.restore()
        for tile in tiles:
            draw_frame(painter, tile)


class UnitMaps(UnitsBody):
    """One picture per unit: its output over the plane of the data."""

    def __init__(self, units: int, *, before: Sequence[str], after: Sequence[str], biased: bool) -> None:
        side, pitch = (40.0, 48.0) if units <= 8 else (24.0, 28.0)
        rows = min(units, 16) if units > 8 else units
        columns = max(1, min(4, -(-units // 16))) if units > 8 else 1
        shown = min(units, rows * columns)
        rows = -(-shown // columns)
        left, width = self._left_and_width(side, columns, pitch + 4, before, after)
        hidden = 20.0 if shown < units else 0.0
        super().__init__(
            width, 10 + rows * pitch - (pitch - side) + 8 + hidden, units, before or after, biased
        )
        self._labels_before = bool(before)
        across = pitch + 6 if columns > 1 else pitch
        self.tiles = [
            QRectF(left + (unit // rows) * across, 10 + (unit % rows) * pitch, side, side)
            for unit in range(shown)
        ]
        self._pictures = Pictures()
        self._is_smooth = True

    @staticmethod
    def _left_and_width(
        side: float, columns: int, across: float, before: Sequence[str], after: Sequence[str]
    ) -> tuple[float, float]:
        if before:
            room = max(text_width(label, ui_font(12)) for label in before)
            width = max(116.0, round(room) + side + 36)
            return width - 14 - side, width
        if after:
            room = max(text_width(label, mono_font(12, QFont.Weight.Medium)) for label in after)
            return 16.0, max(112.0, round(room) + 16 + side + 26)
        block = (columns - 1) * (across + 2) + side
        width = max(112.0, block + 36)
        return round((width - block) / 2 + (4 if columns > 1 else 0)), width

    def widen(self, width: float) -> None:
        shift = width - self.width
        if self._labels_before:
            self.tiles = [tile.translated(shift, 0) for tile in self.tiles]
            self.width = width
        elif self.labels:
            self.width = width
        else:
            super().widen(width)

    def takes(self, values: Array) -> bool:
        return values.ndim in (2, 3)

    def show_values(self, values: Array, scale: float | None) -> None:
        if values.ndim == 2:  # a line: the curve becomes a ribbon of columns
            values = np.repeat(values[:, None, :], 2, axis=1)
        shown = values[: len(self.tiles)]
        if scale is None:
            indices = np.stack([to_indices(unit) for unit in shown])
        else:
            indices = to_indices(shown, scale)
        self._pictures.set(indices)
        self._is_smooth = True

    def show_incoming(self, pictures: Array, scale: float) -> None:
        self._pictures.set(to_indices(pictures[: len(self.tiles)], scale))
        self._is_smooth = False

    def forget_values(self) -> None:
        self._pictures.clear()

    def recolour(self) -> None:
        super().recolour()
        self._pictures.recolour()

    def thumbnail(self) -> QImage | None:
        return self._pictures.images[0] if self._pictures.images else None

    def paint(self, painter: QPainter, opacity: float) -> None:
        self._paint_labels(painter)
        self._pictures.paint(painter, self.tiles, opacity, smooth=self._is_smooth)
        self._paint_biases(painter)
        self._paint_hidden(painter)

    def _paint_labels(self, painter: QPainter) -> None:
        colour = theme().colour
        for tile, label in zip(self.tiles, self.labels, strict=False):
            if self._labels_before:
                room = QRectF(8, tile.top(), tile.left() - 16, tile.height())
                draw_text(painter, room, label, ui_font(12), colour("text2"), _RIGHT)
            else:
                room = QRectF(tile.right() + 14, tile.top(), self.width - tile.right() - 18, tile.height())
                font = mono_font(12, QFont.Weight.Medium)
                draw_text(painter, room, label.replace("-", "−"), font, _label_colour(label))


def _label_colour(label: str) -> QColor:
    if label.startswith(("-", "−")):
        return theme().colour("negative_text")
    return theme().colour("positive_text" if label.startswith("+") else "text2")


class TextBody(Body):
    """Pairs of a word and a value, for kinds without pictures and for nodes that wait or fail."""

    ROW = 20.0

    def __init__(self, rows: Sequence[tuple[str, str, str]]) -> None:
        widths = [
            text_width(word, ui_font(11)) + text_width(value, mono_font(11)) + 28 for word, value, _ in rows
        ]
        super().__init__(
            max(112.0, *map(round, widths)) if widths else 112.0, 8 + max(2, len(rows)) * self.ROW
        )
        self._rows = rows

    def paint(self, painter: QPainter, opacity: float) -> None:
        del opacity
        for number, (word, value, role) in enumerate(self._rows):
            line = QRectF(8, 2 + number * self.ROW, self.width - 16, self.ROW)
            draw_text(painter, line, word, ui_font(11), theme().colour("text2" if value else "text3"))
            draw_text(painter, line, value, mono_font(11), theme().colour(role), _RIGHT)
