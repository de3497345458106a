"""A large picture, where a class was found in it, and the window behind the place under the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.core.loss import Link
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.numbers_row import percent
from nnplayground.ui.views.saliency_ink import overlay_image, picture_image, signed_image
from nnplayground.ui.widgets.painting import by_keyboard, draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPaintEvent

    from nnplayground.train.explaining.questions import Slid

__all__ = ["ClassMaps", "ScenePicture"]

_DIM = 0.55
_FOOT, _CAPTION, _GAP = 20.0, 15.0, 8.0
_CENTRE = Qt.AlignmentFlag.AlignCenter
_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


def _number(found: Slid, value: float) -> str:
    """Write a probability, or a score."""
    return percent(value) if found.link is not Link.IDENTITY else format_number(value, 2, signed=True)


class ScenePicture(QWidget):
    """Draws the scene under the heat map of one class; the mouse or the arrows move a window over it.

    Attributes
    ----------
    pointed : Signal(object)
        The place, (row, column) of the heat map, or None.
    """

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Slid | None = None
        self._label = 0
        self._names: tuple[str, ...] = ()
        self._scene: QImage | None = None
        self._heat: QImage | None = None
        self._at: tuple[int, int] | None = None
        self.setAccessibleName(self.tr("Scene and heat map"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 70)
        theme().themeChanged.connect(self._draw_anew)

    def show_found(self, found: Slid, label: int, names: Sequence[str]) -> None:
        """Show where class ``label`` is."""
        self._found, self._label, self._names = found, label, tuple(names)
        rows, columns = found.chances.shape[1:]
        if self._at is not None:
            self._at = min(self._at[0], rows - 1), min(self._at[1], columns - 1)
        self._draw_anew()

    def _draw_anew(self) -> None:
        found = self._found
        if found is not None:
            pixels = found.scene.pixels
            low, high = float(pixels.min()), float(pixels.max())
            self._scene = picture_image(pixels, low, high if high > low else low + 1)
            self._heat = overlay_image(found.chances[self._label], _scale(found))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 150)

    # -- geometry --------------------------------------------------------------------------------------

    def picture(self) -> QRectF:
        """Return where the scene lies."""
        if self._found is None:
            return QRectF()
        high, wide = self._found.scene.pixels.shape[1:]
        zoom = min(self.width() / wide, (self.height() - _FOOT) / high)
        return QRectF(0, 0, wide * zoom, high * zoom)

    def _window(self, row: float, column: float) -> QRectF:
        """Return the part of the scene that a place of the heat map sees."""
        assert self._found is not None
        found, picture = self._found, self.picture()
        zoom = picture.height() / found.scene.pixels.shape[1]
        top, left = row * found.step[0] * zoom, column * found.step[1] * zoom
        return QRectF(
            picture.left() + left, picture.top() + top, found.window[1] * zoom, found.window[0] * zoom
        )

    def _heat_room(self) -> QRectF:
        """Return where the heat map lies: each of its pixels around the middle of its window."""
        assert self._found is not None
        found = self._found
        rows, columns = found.chances.shape[1:]
        zoom = self.picture().height() / found.scene.pixels.shape[1]
        first = self._window(0, 0).center()
        down, right = found.step[0] * zoom, found.step[1] * zoom
        return QRectF(first.x() - right / 2, first.y() - down / 2, columns * right, rows * down)

    # -- hands -----------------------------------------------------------------------------------------

    def point_at(self, place: tuple[int, int] | None) -> None:
        """Look through one window, or through none."""
        if place != self._at:
            self._at = place
            self.update()
            self.pointed.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._found is None:
            return
        room, point = self._heat_room(), event.position()
        rows, columns = self._found.chances.shape[1:]
        row = int((point.y() - room.top()) / room.height() * rows)
        column = int((point.x() - room.left()) / room.width() * columns)
        inside = self.picture().contains(point)
        place = min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)
        self.point_at(place if inside else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key not in _ARROWS or self._found is None:
            super().keyPressEvent(event)
            return
        rows, columns = self._found.chances.shape[1:]
        down, right = _ARROWS[key] if self._at is not None else (0, 0)
        row, column = self._at or (rows // 2, columns // 2)
        self.point_at((min(rows - 1, max(0, row + down)), min(columns - 1, max(0, column + right))))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if by_keyboard(event) and self._found is not None and self._at is None:
            rows, columns = self._found.chances.shape[1:]
            self.point_at((rows // 2, columns // 2))

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._found is None or self._scene is None or self._heat is None:
            return
        painter, picture, colour = QPainter(self), self.picture(), theme().colour
        painter.setOpacity(_DIM)
        painter.drawImage(picture, self._scene)
        painter.setOpacity(1.0)
        painter.drawImage(self._heat_room(), self._heat)
        draw_box(painter, picture.adjusted(-1, -1, 1, 1), 3, None, colour("separator"))
        if self._at is not None:
            window = self._window(*self._at)
            draw_box(painter, window, 3, None, colour("accent"), 2)
            middle = QRectF(window.center().x() - 3, window.center().y() - 3, 6, 6)
            draw_box(painter, middle, 3, colour("accent"))
        foot = QRectF(0, picture.bottom() + 3, self.width(), _FOOT - 3)
        draw_text(painter, foot, self.readout(), ui_font(11), colour("text2"))

    def readout(self) -> str:
        """Return what is said of the window that is looked through, or how to look."""
        found = self._found
        if found is None:
            return ""
        high, wide = found.window
        if self._at is None:
            text = self.tr("{name}: at most {most}. Point somewhere to see the window behind it.")
            most = _number(found, float(found.chances[self._label].max()))
            return text.format(name=self._names[self._label], most=most)
        row, column = self._at
        chances = found.chances[:, row, column]
        best = int(np.argmax(chances))
        text = self.tr(
            "{wide}×{high} pixels at row {row}, column {column}: {name} {value}; first {best} {most}"
        )
        return text.format(
            wide=wide,
            high=high,
            row=row * found.step[0] + 1,
            column=column * found.step[1] + 1,
            name=self._names[self._label],
            value=_number(found, float(chances[self._label])),
            best=self._names[best],
            most=_number(found, float(chances[best])),
        )


def _scale(found: Slid) -> float:
    """Return the value of the strongest colour."""
    return 1.0 if found.link is not Link.IDENTITY else max(1e-9, float(np.abs(found.chances).max()))


class ClassMaps(QWidget):
    """The heat map of every class, small, to choose from.

    Attributes
    ----------
    chosen : Signal(int)
        A class was clicked, or reached by the arrow keys.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Slid | None = None
        self._names: tuple[str, ...] = ()
        self._label = 0
        self._at: tuple[int, int] | None = None
        self._images: list[QImage] = []
        self.setAccessibleName(self.tr("Heat maps of the classes"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 70)
        theme().themeChanged.connect(self._draw_anew)

    def show_found(self, found: Slid, label: int, names: Sequence[str]) -> None:
        """Show all heat maps, ``label`` ringed."""
        self._found, self._label, self._names = found, label, tuple(names)
        self._draw_anew()

    def point_at(self, place: tuple[int, int] | None) -> None:
        """Mark a place in every map."""
        self._at = place
        self.update()

    def _draw_anew(self) -> None:
        if self._found is not None:
            scale = _scale(self._found)
            self._images = [signed_image(chances, scale) for chances in self._found.chances]
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 150)

    def _layout(self) -> tuple[int, float, float]:
        """Return the number of columns, and width and height of a map."""
        assert self._found is not None
        rows, columns = self._found.chances.shape[1:]
        count, best, most = len(self._images), (1, 0.0, 0.0), 0.0
        for across in range(1, count + 1):
            down = -(-count // across)
            wide = (self.width() - _GAP * (across - 1)) / across
            high = (self.height() - _GAP / 2 * (down - 1)) / down - _CAPTION
            cell = min(wide / columns, high / rows)
            worth = cell * (count / (across * down)) ** 0.5  # full rows look better
            if worth > most:
                best, most = (across, cell * columns, cell * rows), worth
        return best

    def boxes(self) -> list[QRectF]:
        """Return where the maps lie."""
        if self._found is None:
            return []
        across, wide, high = self._layout()
        places = (divmod(number, across) for number in range(len(self._images)))
        return [
            QRectF(column * (wide + _GAP), _CAPTION + row * (high + _CAPTION + _GAP / 2), wide, high)
            for row, column in places
        ]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, box in enumerate(self.boxes()):
            if box.adjusted(0, -_CAPTION, 0, 0).contains(event.position()):
                self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key not in _ARROWS or self._found is None:
            super().keyPressEvent(event)
            return
        down, right = _ARROWS[key]
        number = self._label + right + down * self._layout()[0]
        if 0 <= number < len(self._images):
            self.chosen.emit(number)

    def paintEvent(self, _event: QPaintEvent) -> None:
        found = self._found
        if found is None:
            return
        painter, colour = QPainter(self), theme().colour
        for number, (box, image) in enumerate(zip(self.boxes(), self._images, strict=True)):
            painter.drawImage(box, image)
            ringed = number == self._label
            ring = box.adjusted(-1, -1, 1, 1)
            draw_box(painter, ring, 2, None, colour("accent" if ringed else "separator"), 2 if ringed else 1)
            name = self._names[number] if number < len(self._names) else str(number + 1)
            font = ui_font(11, QFont.Weight.DemiBold if ringed else QFont.Weight.Normal)
            head = QRectF(box.left(), box.top() - _CAPTION, box.width(), _CAPTION - 2)
            draw_text(painter, head, name, font, colour("text1" if ringed else "text2"))
            self._draw_value(painter, head, text_width(name, font), found, number)
            if self._at is not None:
                self._draw_place(painter, box, found)

    def _draw_value(self, painter: QPainter, head: QRectF, taken: float, found: Slid, number: int) -> None:
        chances = found.chances[number]
        value = float(chances.max() if self._at is None else chances[self._at])
        text, font = _number(found, value), mono_font(10.5)
        if taken + text_width(text, font) + 6 <= head.width():
            draw_text(painter, head, text, font, theme().colour("text3"), Qt.AlignmentFlag.AlignRight)

    def _draw_place(self, painter: QPainter, box: QRectF, found: Slid) -> None:
        assert self._at is not None
        rows, columns = found.chances.shape[1:]
        wide, high = box.width() / columns, box.height() / rows
        corner = QPointF(box.left() + self._at[1] * wide, box.top() + self._at[0] * high)
        place = QRectF(corner.x() - 1, corner.y() - 1, wide + 2, high + 2)
        draw_box(painter, place, 1, None, theme().colour("text1"), 1.5)
