"""One map, large, with the number under the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.map_wall import map_image
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from nnplayground.ui.views.map_wall import MapRow

__all__ = ["MapGlass"]

_HEAD, _FOOT = 20.0, 20.0
_LEAST_NUMBER = 26.0  # a cell that can hold its number
_CENTRE = Qt.AlignmentFlag.AlignCenter
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class MapGlass(QWidget):
    """Enlarges one map; large cells carry their numbers.

    Attributes
    ----------
    placeChosen : Signal(int, int)
        Row and column that was clicked, or confirmed by Enter.
    """

    placeChosen = Signal(int, int)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: MapRow | None = None
        self._unit = 0
        self._most: float | None = None
        self._at: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Enlarged map"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        theme().themeChanged.connect(self.update)

    def show_map(self, row: MapRow, unit: int, most: float | None) -> None:
        """Show one map of a layer; ``most`` is the magnitude at the ends of its colours."""
        self._row, self._unit, self._most = row, unit, most
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, 160)

    def readout(self) -> str:
        """Return the number that is pointed at, and where it stands."""
        row = self._row
        if row is None:
            return ""
        values = row.maps[self._unit]
        if self._at is None or not self._inside(self._at):
            low, high = (format_compact(float(v), 3) for v in (np.nanmin(values), np.nanmax(values)))
            return self.tr("from {low} to {high}").format(low=low, high=high)
        down, right = self._at
        pixel = values[..., down, right]
        said = "  ".join(format_number(float(value), 3) for value in np.atleast_1d(pixel))
        text = self.tr("row {row}, column {column}:  {value}")
        return text.format(row=down + 1, column=right + 1, value=said)

    def _inside(self, at: tuple[int, int]) -> bool:
        high, wide = self._size()
        return 0 <= at[0] < high and 0 <= at[1] < wide

    def _size(self) -> tuple[int, int]:
        if self._row is None:
            return 1, 1
        high, wide = self._row.maps.shape[-2:]
        return high, wide

    def _picture(self) -> QRectF:
        high, wide = self._size()
        room = QRectF(0, _HEAD, self.width(), max(8.0, self.height() - _HEAD - _FOOT))
        cell = min(room.width() / wide, room.height() / high)
        return QRectF((room.width() - cell * wide) / 2, room.top(), cell * wide, cell * high)

    # -- hands -----------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        picture, (high, wide) = self._picture(), self._size()
        point = event.position()
        inside = picture.contains(point)
        down = int((point.y() - picture.top()) * high / picture.height())
        right = int((point.x() - picture.left()) * wide / picture.width())
        self._at = (min(down, high - 1), min(right, wide - 1)) if inside else None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self._at is not None:
            self.placeChosen.emit(*self._at)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._at = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at is not None:
            self.placeChosen.emit(*self._at)
            return
        if key not in _ARROWS:
            super().keyPressEvent(event)
            return
        high, wide = self._size()
        down, right = self._at or (0, 0)
        step = _ARROWS[key] if self._at is not None else (0, 0)
        self._at = (min(high - 1, max(0, down + step[0])), min(wide - 1, max(0, right + step[1])))
        self.update()

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        row = self._row
        if row is None or self._unit >= len(row.maps):
            return
        painter = QPainter(self)
        colour, picture = theme().colour, self._picture()
        title = self.tr("{layer}, {number}").format(layer=row.title, number=self._unit + 1)
        bold = ui_font(12, QFont.Weight.DemiBold)
        draw_text(painter, QRectF(0, 0, self.width() - 24, 16), title, bold, colour("text1"))
        painter.drawImage(picture, map_image(row, self._unit, self._most))
        draw_box(painter, picture.adjusted(-1, -1, 1, 1), 2, None, colour("separator"))
        self._draw_numbers(painter, picture)
        if self._at is not None and self._inside(self._at):
            draw_box(painter, self._cell(*self._at).adjusted(-1, -1, 1, 1), 2, None, colour("text1"), 2)
        foot = QRectF(0, picture.bottom() + 3, self.width(), _FOOT - 3)
        draw_text(painter, foot, self.readout(), mono_font(11), colour("text2"), _CENTRE)

    def _cell(self, down: int, right: int) -> QRectF:
        picture, (high, wide) = self._picture(), self._size()
        w, h = picture.width() / wide, picture.height() / high
        return QRectF(picture.left() + right * w, picture.top() + down * h, w, h)

    def _draw_numbers(self, painter: QPainter, picture: QRectF) -> None:
        row, (high, wide) = self._row, self._size()
        if row is None or row.is_colour or picture.width() / wide < _LEAST_NUMBER:
            return
        font = mono_font(min(12.0, 9.0 + (picture.width() / wide - _LEAST_NUMBER) / 8))
        for down in range(high):
            for right in range(wide):
                text = format_number(float(row.maps[self._unit][down, right]), 2)
                cell = self._cell(down, right)
                if text_width(text, font) < cell.width():
                    draw_text(painter, cell, text, font, theme().colour("text1"), _CENTRE)
