"""The classes of pictures to be imported: name, a bar of how many there are, and some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QImage, QPainter, QPalette
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

__all__ = ["ClassList", "ClassRows", "picture_image"]

EACH = 8
"""Pictures shown of every class."""

_ROW = 52.0
_SIDE = 40.0
_GAP = 4.0
_NAME = 124.0
_WIDEST = 200.0
_LINE = 17.0
_BAR = 84.0
_NUMBER = 56.0


def picture_image(pixels: NDArray[np.uint8]) -> QImage:
    """Return (channels, height, width) bytes as an image of Qt, which owns its pixels."""
    _channels, height, width = pixels.shape
    if len(pixels) == 1:
        grey = np.ascontiguousarray(pixels[0])
        return QImage(grey.data, width, height, width, QImage.Format.Format_Grayscale8).copy()
    colour = np.ascontiguousarray(np.moveaxis(pixels, 0, 2))
    return QImage(colour.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


class ClassRows(QWidget):
    """One row for each class; only the visible ones are painted."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._counts: tuple[int, ...] = ()
        self._images: list[list[QImage]] = []
        self._longest = _NAME
        self.setAccessibleName(self.tr("Classes"))
        theme().themeChanged.connect(self.update)

    def show_classes(self, names: Sequence[str], counts: Sequence[int]) -> None:
        """Show names and how many pictures there are; the pictures come later."""
        self._names, self._counts = tuple(names), tuple(counts)
        self._images = [[] for _name in names]
        longest = max((text_width(name, _font()) for name in names), default=0.0)
        self._longest = min(_WIDEST, max(_NAME, longest))
        said = (f"{name}: {format_number(count)}" for name, count in zip(names, counts, strict=True))
        self.setAccessibleDescription(", ".join(said))
        self.setMinimumHeight(round(_ROW * len(names)) + 8)
        self.updateGeometry()
        self.update()

    def show_pictures(self, pictures: Sequence[NDArray[np.uint8]]) -> None:
        """Show some pictures of every class, (n, channels, height, width) each."""
        self._images = [[picture_image(picture) for picture in some] for some in pictures]
        self.update()

    def images(self) -> list[list[QImage]]:
        """Return the pictures that are shown."""
        return self._images

    def named_at(self, y: float) -> str:
        """Return the name of the row at a height, if it is cut there."""
        number = int(y // _ROW)
        name = self._names[number] if 0 <= number < len(self._names) else ""
        is_cut = any(line.endswith("…") for line in self._lines(name)) and not name.endswith("…")
        return name if is_cut else ""

    def _lines(self, name: str) -> tuple[str, ...]:
        return wrapped(name, _font(), self._room(), 2)

    def _room(self) -> float:
        """Return how wide names are shown: as they are, unless that takes the room of the pictures."""
        return min(self._longest, max(_NAME, 0.32 * self.width()))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.named_at(event.pos().y()), self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        room = EACH * (_SIDE + _GAP)
        return QSize(
            round(self._longest + 8 + _BAR + _NUMBER + room) + 40, round(_ROW * len(self._names)) + 8
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = max(0, int(event.rect().top() // _ROW))
        last = min(len(self._names), int(event.rect().bottom() // _ROW) + 1)
        for number in range(first, last):
            self._paint_row(painter, number, QRectF(0, number * _ROW + 4, self.width(), _ROW))

    def _paint_row(self, painter: QPainter, number: int, row: QRectF) -> None:
        left = row.left() + 12
        ink, faint = theme().colour("text1"), theme().colour("text2")
        name = QRectF(left, row.top(), self._room(), row.height())
        lines = self._lines(self._names[number])
        for place, line in enumerate(lines):
            shift = (place - (len(lines) - 1) / 2) * _LINE
            draw_text(painter, name.translated(0, shift), line, _font(), ink)
        bar = QRectF(name.right() + 8, row.center().y() - 3, min(_BAR, 0.13 * self.width()), 6)
        draw_box(painter, bar, 3, theme().colour("field"))
        share = self._counts[number] / max(1, *self._counts)
        if share > 0:
            filled = QRectF(bar.topLeft(), bar.bottomRight())
            filled.setWidth(max(4.0, bar.width() * share))
            draw_box(painter, filled, 3, theme().colour("accent"))
        count = QRectF(bar.right() + 4, row.top(), _NUMBER - 8, row.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        draw_text(painter, count, format_number(self._counts[number]), mono_font(11.5), faint, right)
        self._paint_pictures(painter, number, QPointF(count.right() + 16, row.center().y() - _SIDE / 2))

    def _paint_pictures(self, painter: QPainter, number: int, place: QPointF) -> None:
        shown = self._images[number] if number < len(self._images) else []
        for image in shown:
            box = QRectF(place.x(), place.y(), _SIDE, _SIDE)
            if box.right() > self.width() - 8:
                return
            enlarged = image.width() < _SIDE * self.devicePixelRatioF()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not enlarged)
            painter.drawImage(box, image)
            place.setX(place.x() + _SIDE + _GAP)


def _font() -> QFont:
    return ui_font(12.5)


class ClassList(QScrollArea):
    """The rows, to be scrolled through."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = ClassRows()
        self.setWidget(self.rows)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.NoRole)
        self.viewport().setAutoFillBackground(False)
        self.rows.setAutoFillBackground(False)
        self.setMinimumSize(440, 240)
