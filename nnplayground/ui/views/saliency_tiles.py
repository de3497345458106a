"""Small multiples of one picture, all pointed at in the same pixel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from nnplayground.ui.colormap import diverging_colour
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.saliency_ink import overlay_image, signed_image
from nnplayground.ui.widgets.painting import by_keyboard, draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPaintEvent

__all__ = ["MapTile", "TileSheet"]

_HEAD, _FOOT, _GAP = 20.0, 18.0, 14.0
_LEAST, _MOST = 40.0, 420.0  # sides of a tile
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_DIM = 0.5  # opacity of a picture below an overlay


@dataclass(frozen=True, slots=True, eq=False)
class MapTile:
    """One tile.

    Attributes
    ----------
    key, title : str
    values : ndarray or None
        (height, width); None until it is known.
    is_signed : bool
        Whether there are two directions, or only more and less.
    tip : str
        A sentence about it.
    note : str
        A few words below, in the place of the scale.
    """

    key: str
    title: str
    values: NDArray[Any] | None
    is_signed: bool = True
    tip: str = ""
    note: str = ""

    @property
    def scale(self) -> float:
        """The largest finite magnitude."""
        values = self.values
        finite = np.abs(values[np.isfinite(values)]) if values is not None else np.zeros(0)
        return float(finite.max()) if finite.size else 0.0


class TileSheet(QWidget):
    """Arranges tiles as large as the room allows; a double click or Enter enlarges one alone.

    Attributes
    ----------
    enlarged : Signal(str)
        The key of the tile that now has all the room; empty for all of them.
    """

    enlarged = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: tuple[MapTile, ...] = ()
        self._picture: QImage | None = None
        self._size = (1, 1)  # pixels down and across
        self._overlay = True
        self._chosen = 0
        self._alone = ""
        self._at: tuple[int, int] | None = None
        self._ring = False
        self._images: dict[str, QImage] = {}
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(180, 90)
        theme().themeChanged.connect(self._redraw)

    def show_tiles(self, tiles: Sequence[MapTile], picture: QImage | None, *, overlay: bool) -> None:
        """Show these tiles, over the picture or alone."""
        self.tiles, self._picture, self._overlay = tuple(tiles), picture, overlay
        if picture is not None:
            self._size = picture.height(), picture.width()
        if self._alone not in [tile.key for tile in tiles]:
            self._alone = ""
        said = [self._described(tile) for tile in self.tiles]
        self.setAccessibleDescription("; ".join(said))
        self._redraw()

    def _described(self, tile: MapTile) -> str:
        return f"{tile.title} {format_compact(tile.scale, 2)}"

    def _redraw(self) -> None:
        self._images = {}
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, 150)

    # -- geometry --------------------------------------------------------------------------------------

    @property
    def shown(self) -> tuple[MapTile, ...]:
        """The tiles that are drawn."""
        return tuple(tile for tile in self.tiles if self._alone in ("", tile.key))

    def columns(self) -> int:
        """Return how many tiles stand side by side."""
        return self._layout()[0]

    def _layout(self) -> tuple[int, float]:
        """Return the number of columns that makes tiles largest, and the height of their pictures."""
        count, (high, wide) = max(1, len(self.shown)), self._size
        best = (count, 0.0)
        for columns in range(1, count + 1):
            rows = -(-count // columns)
            room = (self.width() - 2 - _GAP * (columns - 1)) / columns * high / wide
            tall = (self.height() - _GAP / 2 * (rows - 1)) / rows - _HEAD - _FOOT
            side = min(room, tall)
            if side > best[1] + 0.5:
                best = (columns, side)
        return best[0], min(_MOST, max(_LEAST, best[1]))

    def boxes(self) -> list[QRectF]:
        """Return where the pictures of the shown tiles lie."""
        columns, side = self._layout()
        wide = side * self._size[1] / self._size[0]
        # A narrow picture leaves its title room.
        pitch = max(wide + _GAP, min(self.width() / columns, 112.0)) if columns > 1 else wide
        found = []
        for number in range(len(self.shown)):
            row, column = divmod(number, columns)
            top = row * (side + _HEAD + _FOOT + _GAP / 2) + _HEAD
            found.append(QRectF(column * pitch, top, wide, side))
        return found

    def _tile_at(self, point: QPointF) -> int:
        for number, box in enumerate(self.boxes()):
            if box.adjusted(-4, -_HEAD, 4, _FOOT).contains(point):
                return number
        return -1

    def _pixel_at(self, point: QPointF) -> tuple[int, int] | None:
        box = next((box for box in self.boxes() if box.contains(point)), None)
        if box is None:
            return None
        high, wide = self._size
        down = int((point.y() - box.top()) / box.height() * high)
        right = int((point.x() - box.left()) / box.width() * wide)
        return min(down, high - 1), min(right, wide - 1)

    # -- hands -----------------------------------------------------------------------------------------

    def point_at(self, pixel: tuple[int, int] | None) -> None:
        """Ring a pixel, (row, column), in every tile."""
        if pixel != self._at:
            self._at = pixel
            self.update()

    def enlarge(self, key: str) -> None:
        """Give one tile all the room, or all of them theirs."""
        self._alone = key
        self._chosen = 0
        self.update()
        self.enlarged.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point_at(self._pixel_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.point_at(None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._tile_at(event.position())
        if number >= 0:
            self.enlarge("" if self._alone else self.shown[number].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and len(self.shown) > 1:
            right, down = _STEPS[key]
            self._chosen = min(len(self.shown) - 1, max(0, self._chosen + right + down * self.columns()))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.shown:
            self.enlarge("" if self._alone else self.shown[self._chosen].key)
        elif key == Qt.Key.Key_Escape and self._alone:
            self.enlarge("")
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = self._tile_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.shown[number].tip if number >= 0 else "", self)
            return True
        return super().event(event)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, (tile, box) in enumerate(zip(self.shown, self.boxes(), strict=True)):
            self._draw_head(painter, tile, box)
            self._draw_map(painter, tile, box)
            border = "accent" if self._ring and self.hasFocus() and number == self._chosen else "separator"
            draw_box(painter, box.adjusted(-1, -1, 1, 1), 3, None, theme().colour(border))
            if self._at is not None:
                self._draw_pixel(painter, box)
            self._draw_foot(painter, tile, box)

    def _room(self, box: QRectF) -> float:
        """Return the width for words around a tile."""
        columns = self.columns()
        return max(box.width(), min(self.width() / columns, 112.0) - 6) if columns > 1 else self.width()

    def _draw_head(self, painter: QPainter, tile: MapTile, box: QRectF) -> None:
        place = QRectF(box.left(), box.top() - _HEAD, self._room(box), 16)
        font = ui_font(12, QFont.Weight.DemiBold)
        draw_text(painter, place, tile.title, font, theme().colour("text1"))

    def _draw_map(self, painter: QPainter, tile: MapTile, box: QRectF) -> None:
        if self._overlay and self._picture is not None:
            painter.setOpacity(_DIM if tile.values is not None else 0.25)
            painter.drawImage(box, self._picture)
            painter.setOpacity(1.0)
        if tile.values is None:
            return
        if tile.key not in self._images:
            make = overlay_image if self._overlay and self._picture is not None else signed_image
            self._images[tile.key] = make(tile.values, tile.scale)
        painter.drawImage(box, self._images[tile.key])

    def _draw_pixel(self, painter: QPainter, box: QRectF) -> None:
        assert self._at is not None
        high, wide = self._size
        side = QRectF(0, 0, box.width() / wide, box.height() / high)
        side.moveTo(box.left() + self._at[1] * side.width(), box.top() + self._at[0] * side.height())
        draw_box(painter, side.adjusted(-1, -1, 1, 1), 2, None, theme().colour("text1"), 1.5)

    def _draw_foot(self, painter: QPainter, tile: MapTile, box: QRectF) -> None:
        place = QRectF(box.left(), box.bottom() + 3, box.width(), _FOOT - 3)
        font, ink = mono_font(10.5), theme().colour("text3")
        if tile.values is None:
            return
        if (
            self._at is not None
            and max(self._at[0] - tile.values.shape[0], self._at[1] - tile.values.shape[1]) < 0
        ):
            text = format_number(float(tile.values[self._at]), 3)
            draw_text(painter, place, text, font, theme().colour("text1"), _CENTRE)
        elif tile.scale == 0:
            draw_text(
                painter, place.adjusted(0, 0, self._room(box) - box.width(), 0), tile.note, ui_font(10.5), ink
            )
        else:
            self._draw_scale(painter, place, tile)

    def _draw_scale(self, painter: QPainter, place: QRectF, tile: MapTile) -> None:
        """Draw the colours with the numbers at their ends, or only the largest number."""
        font, ink = mono_font(10.5), theme().colour("text3")
        high = format_compact(tile.scale, 2)
        low = format_compact(-tile.scale, 2) if tile.is_signed else "0"
        left, right = text_width(low, font) + 5, text_width(high, font) + 5
        bar = QRectF(place.left() + left, place.center().y() - 2.5, place.width() - left - right, 5)
        if bar.width() < 16:
            draw_text(painter, place, f"±{high}" if tile.is_signed else f"≤ {high}", font, ink, _CENTRE)
            return
        draw_text(painter, place, low, font, ink)
        draw_text(painter, place, high, font, ink, _RIGHT)
        steps = max(8, int(bar.width() / 2))
        for step in range(steps):
            t = 2 * step / (steps - 1) - 1 if tile.is_signed else step / (steps - 1)
            part = QRectF(
                bar.left() + step * bar.width() / steps, bar.top(), bar.width() / steps + 0.6, bar.height()
            )
            painter.fillRect(part, diverging_colour(t))
