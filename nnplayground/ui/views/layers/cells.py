"""A field of small pictures, one per layer, as many beside each other as have room."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import ScrollColumn
from nnplayground.ui.widgets.painting import draw_box, draw_name, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

__all__ = ["HEAD", "Cell", "CellPicture", "Cells"]

HEAD = 20.0
_LEAST = QSize(150, 120)
_MOST_WIDTH = 720.0
_ASPECT = 1.7  # width to height of a good picture
_MARGIN, _GAP = 16.0, 18.0


class Cell(NamedTuple):
    """The head of one picture; the note of a layer that is not well is a warning."""

    node: str
    title: str
    note: str
    is_alarming: bool = False


class CellPicture(QWidget):
    """What draws the pictures; a subclass paints one cell and says what is under the mouse."""

    chosen = Signal(str)
    left_room = 0.0  # for labels before the first picture of every row

    def __init__(self, name: str) -> None:
        super().__init__()
        self.cells: Sequence[Cell] = ()
        self.empty = ""
        self._room = QSize(640, 170)
        self._current = -1
        self._arranged: tuple[tuple[QSize, int], int] | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme().themeChanged.connect(self.update)

    def set_cells(self, cells: Sequence[Cell], empty: str) -> None:
        """Show these heads; ``empty`` says when there will be any."""
        if len(cells) != len(self.cells):
            self.updateGeometry()
        self.cells, self.empty = cells, empty
        self.setAccessibleDescription("\n".join(f"{cell.title}: {cell.note}" for cell in cells))
        self.update()

    def set_room(self, room: QSize) -> None:
        """Take what can be seen at once."""
        if room != self._room:
            self._room = room
            self.updateGeometry()

    # -- where things are ------------------------------------------------------------------------------

    def _columns(self) -> int:
        """Return how many pictures stand beside each other."""
        made_for = self._room, len(self.cells)
        if self._arranged is None or self._arranged[0] != made_for:
            self._arranged = made_for, self._best_columns()
        return self._arranged[1]

    def _best_columns(self) -> int:
        """Return a number of columns that gives pictures a good shape and leaves few places blank."""
        width = self._room.width() - 2 * _MARGIN - self.left_room
        most = max(1, int((width + _GAP) // (_LEAST.width() + _GAP)))
        count = max(1, len(self.cells))

        def badness(columns: int) -> tuple[bool, float]:
            rows = math.ceil(count / columns)
            high = self._room.height() / rows
            aspect = width / columns / max(1.0, high)
            blank = (rows * columns - count) / count
            return high < _LEAST.height(), abs(math.log(aspect / _ASPECT)) + blank

        choices = range(1, min(most, count) + 1)
        best = min(choices, key=badness)
        return most if badness(best)[0] else best  # what must scroll is as wide as it can be

    def _cell_size(self) -> tuple[float, float]:
        columns = min(self._columns(), max(1, len(self.cells)))
        rows = math.ceil(max(1, len(self.cells)) / columns)
        width = (self._room.width() - 2 * _MARGIN - self.left_room + _GAP) / columns - _GAP
        high = max(float(_LEAST.height()), (self._room.height() - 4) / rows - 6)
        return min(_MOST_WIDTH, width), high

    def sizeHint(self) -> QSize:
        rows = math.ceil(max(1, len(self.cells)) / self._columns())
        return QSize(_LEAST.width(), round(rows * (self._cell_size()[1] + 6)) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def rect_of(self, number: int) -> QRectF:
        """Return the picture number ``number`` with its head."""
        columns, (width, high) = self._columns(), self._cell_size()
        row, column = divmod(number, columns)
        left = _MARGIN + self.left_room + column * (width + _GAP)
        return QRectF(left, 4 + row * (high + 6), width, high)

    def is_first(self, number: int) -> bool:
        """Tell whether a picture is the first of its row."""
        return number % self._columns() == 0

    def at(self, point: QPointF) -> int:
        """Return the number of the picture under a point; −1 for none."""
        return next((n for n in range(len(self.cells)) if self.rect_of(n).contains(point)), -1)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.cells:
            rect, centre = QRectF(self.rect()), Qt.AlignmentFlag.AlignHCenter
            draw_text(painter, rect, self.empty, ui_font(12), theme().colour("text3"), centre)
            return
        for number, cell in enumerate(self.cells):
            rect = self.rect_of(number)
            if rect.adjusted(-self.left_room - _MARGIN, 0, _MARGIN, 0).intersects(QRectF(event.rect())):
                if number == self._current:
                    draw_box(painter, rect.adjusted(-6, -2, 6, 2), 6, theme().colour("hover"))
                self._paint_head(painter, cell, rect)
                self.paint_cell(painter, number, rect.adjusted(0, HEAD, 0, 0))

    def _paint_head(self, painter: QPainter, cell: Cell, rect: QRectF) -> None:
        font, colour = ui_font(12, QFont.Weight.DemiBold), theme().colour
        wanted = min(text_width(cell.title, font) + 2, rect.width())
        draw_name(painter, QRectF(rect.left(), rect.top(), wanted, 16), cell.title, font, colour("text1"))
        rest = QRectF(rect.left() + wanted + 10, rect.top(), rect.width() - wanted - 10, 16)
        if rest.width() > 24:
            ink = colour("warning" if cell.is_alarming else "text3")
            draw_text(painter, rest, cell.note, ui_font(11), ink)

    def paint_cell(self, painter: QPainter, number: int, area: QRectF) -> None:
        """Draw below the head of a picture."""
        raise NotImplementedError

    def said(self, number: int, point: QPointF) -> str:
        """Return what is said of a point of a picture."""
        del point
        cell = self.cells[number]
        return f"{cell.title}\n{cell.note}"

    # -- mouse and keys --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and number >= 0:
            self.chosen.emit(self.cells[number].node)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self._columns()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self.cells:
            self._current = max(0, min(len(self.cells) - 1, max(0, self._current + step)))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self._current < len(self.cells):
            self.chosen.emit(self.cells[self._current].node)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._current = -1
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            point = QPointF(event.pos())
            number = self.at(point)
            QToolTip.showText(event.globalPos(), self.said(number, point) if number >= 0 else "", self)
            return True
        return super().event(event)


class Cells(ScrollColumn):
    """A field of pictures that scrolls where it has no room.

    Attributes
    ----------
    chosen : Signal(str)
        The node whose picture was clicked, or opened with the Enter key.
    """

    chosen = Signal(str)

    def __init__(self, picture: CellPicture, parent: QWidget | None = None) -> None:
        super().__init__(picture, parent)
        self.picture = picture
        picture.chosen.connect(self.chosen)
        self.setFocusProxy(picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.picture.set_room(self.viewport().size())
