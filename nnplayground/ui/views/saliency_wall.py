"""A wall of pictures, one for every unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.theme import theme
from nnplayground.ui.views.saliency_ink import picture_image
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPaintEvent

    from nnplayground.train.explaining.questions import Wall

__all__ = ["UnitWall"]

_CAPTION, _GAP = 17.0, 10.0
_LEAST, _MOST = 34.0, 260.0
_RIGHT = Qt.AlignmentFlag.AlignRight
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class UnitWall(QWidget):
    """Draws pictures as large as the room allows, with the name of the unit and what it says of its own.

    Attributes
    ----------
    opened : Signal(int)
        A picture was double-clicked, or confirmed by Enter.
    """

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wall: Wall | None = None
        self._names: tuple[str, ...] = ()
        self._range = (0.0, 1.0)
        self._images: list[QImage] = []
        self._chosen = -1
        self.setAccessibleName(self.tr("Pictures that units answer to the most"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(180, 80)
        theme().themeChanged.connect(self._draw_anew)

    def show_wall(self, wall: Wall, names: Sequence[str], pixels: tuple[float, float]) -> None:
        """Show pictures, what their units are called, and the range of their pixels."""
        self.wall, self._names, self._range = wall, tuple(names), pixels
        said = [f"{name} {format_compact(float(v), 3)}" for name, v in zip(names, wall.values, strict=False)]
        self.setAccessibleDescription("; ".join(said))
        self._draw_anew()

    def _draw_anew(self) -> None:
        if self.wall is not None:
            rows, columns = self.wall.window
            seen = self.wall.pictures[:, :, rows, columns]
            self._images = [picture_image(picture, *self._range) for picture in seen]
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, 140)

    # -- geometry --------------------------------------------------------------------------------------

    def _layout(self) -> tuple[int, float]:
        """Return the number of columns that makes pictures largest, and their side."""
        count = max(1, len(self._images))
        best = (count, 0.0, 0.0)
        for columns in range(1, count + 1):
            rows = -(-count // columns)
            wide = (self.width() - _GAP * (columns - 1)) / columns
            tall = (self.height() - _GAP / 2 * (rows - 1)) / rows - _CAPTION
            # Full rows look better than slightly larger pictures.
            worth = min(wide, tall) * (count / (rows * columns)) ** 0.25
            if worth > best[2] + 0.5:
                best = (columns, min(wide, tall), worth)
        return best[0], min(_MOST, max(_LEAST, best[1]))

    def boxes(self) -> list[QRectF]:
        """Return where the pictures lie."""
        columns, side = self._layout()
        pitch, down = side + _GAP, side + _CAPTION + _GAP / 2
        places = (divmod(number, columns) for number in range(len(self._images)))
        return [QRectF(column * pitch, row * down, side, side) for row, column in places]

    def _number_at(self, point: QPointF) -> int:
        return next((n for n, box in enumerate(self.boxes()) if box.contains(point)), -1)

    # -- hands -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._chosen = self._number_at(event.position())
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if number >= 0:
            self.opened.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self._images:
            right, down = _STEPS[key]
            moved = max(0, self._chosen) + right + down * self._layout()[0] if self._chosen >= 0 else 0
            self._chosen = min(len(self._images) - 1, max(0, moved))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen >= 0:
            self.opened.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.wall is None:
            return
        painter, colour = QPainter(self), theme().colour
        bold, mono = ui_font(11, QFont.Weight.DemiBold), mono_font(10.5)
        for number, (box, image) in enumerate(zip(self.boxes(), self._images, strict=True)):
            painter.drawImage(box, image)
            border = "accent" if number == self._chosen else "separator"
            wide = 2 if number == self._chosen else 1
            draw_box(painter, box.adjusted(-1, -1, 1, 1), 3, None, colour(border), wide)
            name = self._names[number] if number < len(self._names) else str(number + 1)
            place = QRectF(box.left(), box.bottom() + 1, box.width(), _CAPTION - 1)
            value = format_compact(float(self.wall.values[number]), 2)
            draw_text(painter, place, name, bold, colour("text1"))
            if text_width(name, bold) + text_width(value, mono) + 6 <= box.width():
                draw_text(painter, place, value, mono, colour("text3"), _RIGHT)
