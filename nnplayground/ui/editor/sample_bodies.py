"""What stands inside a card for one sample: rows of values, a strip, feature maps, the image itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter

from nnplayground.ui.colormap import colour_image, diverging_colour, heat_image, ink_image, to_indices
from nnplayground.ui.editor.bodies import Body, Pictures, UnitsBody, draw_frame
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from nnplayground.train.snapshot import Array

__all__ = ["DrawsBody", "FeatureMaps", "ImageBody", "StripBody", "UnitRows"]

translate = QCoreApplication.translate

_RIGHT = Qt.AlignmentFlag.AlignRight


class UnitRows(UnitsBody):
    """One row per unit for one sample: label, cell and bar."""

    SIDE, PITCH = 18.0, 22.0

    def __init__(self, units: int, *, labels: Sequence[str], biased: bool) -> None:
        room = max((text_width(label, ui_font(11)) for label in labels), default=0.0)
        room = min(90.0, room)
        left = 12.0 + (round(room) + 4 if labels else 0) + (10 if biased else 0)
        super().__init__(max(112.0, left + 72), 10 + units * self.PITCH + 4, units, labels, biased)
        top = (self.PITCH - self.SIDE) / 2 + 8
        self.tiles = [QRectF(left, top + unit * self.PITCH, self.SIDE, self.SIDE) for unit in range(units)]
        self._values: Array | None = None
        self._scale = 1.0
        self._incoming = Pictures()

    def widen(self, width: float) -> None:
        self.width = width  # the bars take the room

    def anchors(self) -> list[QRectF]:
        left = 4.0 if self.labels else 10.0
        return [QRectF(left, tile.top(), self.width - left - 10, tile.height()) for tile in self.tiles]

    def show_values(self, values: Array, scale: float | None) -> None:
        self._values = values.reshape(-1)
        largest = float(np.nanmax(np.abs(self._values), initial=0.0))
        self._scale = scale or largest or 1.0
        self._incoming.clear()

    def show_incoming(self, pictures: Array, scale: float) -> None:
        """Show each unit's weights in its cell, and how long they are together as its bar."""
        self.show_values(np.sqrt((pictures.astype(np.float64) ** 2).sum(axis=(1, 2))), None)
        self._incoming.set(to_indices(pictures, scale))

    def forget_values(self) -> None:
        self._values = None
        self._incoming.clear()

    def recolour(self) -> None:
        super().recolour()
        self._incoming.recolour()

    def paint(self, painter: QPainter, opacity: float) -> None:
        for unit, tile in enumerate(self.tiles):
            known = self._values is not None and unit < len(self._values)
            value = float(self._values[unit]) / self._scale if known and self._values is not None else 0.0
            self._paint_row(painter, tile, value if np.isfinite(value) else 0.0, opacity)
            if unit < len(self.labels):
                room = QRectF(6, tile.top(), tile.left() - 12 - (10 if self.biased else 0), tile.height())
                draw_text(painter, room, self.labels[unit], ui_font(11), theme().colour("text2"), _RIGHT)
        if self._incoming.images:
            self._incoming.paint(painter, self.tiles, opacity, smooth=False)
        self._paint_biases(painter)

    def _paint_row(self, painter: QPainter, tile: QRectF, value: float, opacity: float) -> None:
        painter.setOpacity(opacity)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(diverging_colour(value))
        painter.drawRoundedRect(tile, 4, 4)
        room = QRectF(tile.right() + 8, tile.center().y() - 3, self.width - tile.right() - 20, 6)
        painter.setBrush(theme().colour("field"))
        painter.drawRoundedRect(room, 2, 2)
        painter.setBrush(theme().colour("negative" if value < 0 else "positive"))
        painter.drawRoundedRect(
            QRectF(room.topLeft(), room.bottomRight()).adjusted(
                0, 0, -room.width() * (1 - min(1.0, abs(value))), 0
            ),
            2,
            2,
        )
        painter.setOpacity(1.0)
        draw_frame(painter, tile)


class StripBody(Body):
    """Many values of one sample as a strip, the first on top."""

    def __init__(self, units: int) -> None:
        super().__init__(112.0, 216.0)
        self.units = units
        self._pictures = Pictures()

    def show_values(self, values: Array, scale: float | None) -> None:
        flat = values.reshape(-1)
        rows = np.arange(200) * len(flat) // 200 if len(flat) > 200 else np.arange(len(flat))
        self._pictures.set(to_indices(flat[rows], scale)[None, :, None])

    def show_incoming(self, pictures: Array, scale: float) -> None:
        """Show the matrix: a line of the strip for each unit."""
        self._pictures.set(to_indices(pictures.reshape(1, len(pictures), -1), scale))

    def forget_values(self) -> None:
        self._pictures.clear()

    def recolour(self) -> None:
        self._pictures.recolour()

    def thumbnail(self) -> QImage | None:
        return self._pictures.images[0] if self._pictures.images else None

    def paint(self, painter: QPainter, opacity: float) -> None:
        strip = QRectF(round(self.width / 2) - 11, 8, 22, 200)
        self._pictures.paint(painter, [strip], opacity, smooth=False)


class FeatureMaps(Body):
    """One picture per channel for one sample; small ones for many channels or tiny maps."""

    LIMIT = 32
    FEW, TINY = 16, 4

    def __init__(self, channels: int, pixels: int) -> None:
        large = channels <= self.FEW and pixels > self.TINY
        side, columns = (48.0, 2) if large else (24.0, 4)
        shown = min(channels, self.LIMIT)
        rows = -(-shown // columns)
        block = columns * (side + 8) - 8
        hidden = 20.0 if shown < channels else 0.0
        super().__init__(
            128.0,
            8 + rows * (side + 8) + hidden,
        )
        self.units = channels
        left = (self.width - block) / 2
        self.tiles = [
            QRectF(left + (i % columns) * (side + 8), 8 + (i // columns) * (side + 8), side, side)
            for i in range(shown)
        ]
        self._pictures = Pictures()

    def takes(self, values: Array) -> bool:
        return values.ndim == 3

    def show_values(self, values: Array, scale: float | None) -> None:
        self._pictures.set(to_indices(values[: len(self.tiles)], scale))

    def show_incoming(self, pictures: Array, scale: float) -> None:
        self.show_values(pictures, scale)

    def forget_values(self) -> None:
        self._pictures.clear()

    def recolour(self) -> None:
        self._pictures.recolour()

    def thumbnail(self) -> QImage | None:
        return self._pictures.images[0] if self._pictures.images else None

    def paint(self, painter: QPainter, opacity: float) -> None:
        self._pictures.paint(painter, self.tiles, opacity, smooth=False)
        hidden = self.units - len(self.tiles)
        if hidden > 0:
            line = QRectF(8, self.height - 20, self.width - 16, 16)
            centre = Qt.AlignmentFlag.AlignHCenter
            draw_text(painter, line, f"+{hidden}", mono_font(11), theme().colour("text3"), centre)


class ImageBody(Body):
    """The sample itself, as an image: ink for one channel, colours for three."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        super().__init__(120.0, 112.0)
        self._shape = shape
        channels, height, width = shape
        scale = 96 / max(height, width)
        self._size = width * scale, height * scale
        self.units = channels
        self._values: Array | None = None
        self._slopes: tuple[Array, float] | None = None
        self._image: QImage | None = None

    def takes(self, values: Array) -> bool:
        return values.shape == self._shape

    def show_values(self, values: Array, scale: float | None) -> None:
        del scale  # an image is shown from its darkest to its brightest
        self._values = values
        low, high = float(np.nanmin(values)), float(np.nanmax(values))
        unit = (values - low) / ((high - low) or 1.0)
        self._image = colour_image(unit) if len(values) == 3 else ink_image(unit[0])
        self._slopes = None

    def show_slopes(self, values: Array, scale: float) -> None:
        """Show the derivative by every pixel, of several channels the largest, in the colours of signs."""
        largest = np.take_along_axis(values, np.abs(values).argmax(axis=0)[None], axis=0)[0]
        self._slopes = largest, scale
        self._image = heat_image(largest, scale)

    def forget_values(self) -> None:
        self._values = self._slopes = self._image = None

    def recolour(self) -> None:
        if self._slopes is not None:
            self._image = heat_image(*self._slopes)
        elif self._values is not None:
            self.show_values(self._values, None)

    def thumbnail(self) -> QImage | None:
        return self._image

    def paint(self, painter: QPainter, opacity: float) -> None:
        del opacity
        width, height = self._size
        rect = QRectF((self.width - width) / 2, 8 + (96 - height) / 2, width, height)
        painter.fillRect(rect, theme().colour("field"))
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(rect, self._image)
        draw_frame(painter, rect, 1)


class DrawsBody(ImageBody):
    """A picture before a layer that draws at random, and several draws of it after."""

    DRAWS = 4
    _SIDE, _PITCH, _TOP = 48.0, 56.0, 82.0

    def __init__(self, shape: tuple[int, ...]) -> None:
        super().__init__(shape)
        self.width, self.height = 128.0, self._TOP + 2 * self._PITCH + 2
        self._draws: Array | None = None
        self._images: list[QImage] = []

    def show_draws(self, draws: Array) -> None:
        """Take the picture and what becomes of it, (1 + draws, channels, height, width)."""
        if draws.ndim == 4 and draws.shape[1:] == self._shape and self._slopes is None:
            self._draws = draws
            # All on the scale of the picture itself: a draw that is paler must look paler.
            low, high = float(np.nanmin(draws[0])), float(np.nanmax(draws[0]))
            unit = (draws[: 1 + self.DRAWS] - low) / ((high - low) or 1.0)
            self._images = [colour_image(one) if len(one) == 3 else ink_image(one[0]) for one in unit]

    def forget_values(self) -> None:
        super().forget_values()
        self._draws, self._images = None, []

    def recolour(self) -> None:
        super().recolour()
        if self._draws is not None:
            self.show_draws(self._draws)

    def thumbnail(self) -> QImage | None:
        return self._images[1] if len(self._images) > 1 and self._slopes is None else super().thumbnail()

    def paint(self, painter: QPainter, opacity: float) -> None:
        if self._slopes is not None:
            super().paint(painter, opacity)
            return
        left = (self.width - self._PITCH - self._SIDE) / 2
        before, after = translate("Card", "before"), translate("Card", "in training")
        ink, font = theme().colour("text3"), ui_font(11)
        room = QRectF(left + self._PITCH, 8, self.width - left - self._PITCH - 6, self._SIDE)
        draw_text(painter, room, before, font, ink)
        draw_text(painter, QRectF(left, self._TOP - 19, self.width - left - 6, 15), after, font, ink)
        places = [QRectF(left, 8, self._SIDE, self._SIDE)]
        places += [
            QRectF(left + column * self._PITCH, self._TOP + row * self._PITCH, self._SIDE, self._SIDE)
            for row in (0, 1)
            for column in (0, 1)
        ]
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        for number, place in enumerate(places):
            rect = _within(place, self._shape)
            painter.fillRect(rect, theme().colour("field"))
            if number < len(self._images):
                painter.drawImage(rect, self._images[number])
            draw_frame(painter, rect, 1)


def _within(place: QRectF, shape: tuple[int, ...]) -> QRectF:
    """Return the largest part of a square with the proportions of a picture, in its middle."""
    _channels, height, width = shape
    scale = place.width() / max(height, width)
    wide, high = width * scale, height * scale
    left, top = place.left() + (place.width() - wide) / 2, place.top() + (place.height() - high) / 2
    return QRectF(left, top, wide, high)
