"""Which classes are taken for which: counts as heat, right ones blue and wrong ones orange."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnplayground.ui.colormap import diverging_colour, heat_image
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number, format_short
from nnplayground.ui.theme import theme
from nnplayground.ui.views.numbers_row import percent
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

__all__ = ["ConfusionMatrix"]

_RIGHT = Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEAST_TEXT = 10.5
_LEAST_BOX = 7.0  # cells that are smaller are pixels of one picture
_MOST_LABEL = 84.0
_WIDEST = 1.7
_TITLE, _FOOT = 16.0, 16.0
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class ConfusionMatrix(QWidget):
    """Rows are true classes, columns predictions.

    Attributes
    ----------
    cellChosen : Signal(int, int)
        Row and column that were clicked, or reached by the arrow keys; −1, −1 for none.
    """

    cellChosen = Signal(int, int)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: NDArray[Any] | None = None
        self._names: tuple[str, ...] = ()
        self._chosen: tuple[int, int] | None = None
        self._shares = False
        self._of_pixels = False
        self.setAccessibleName(self.tr("Confusion matrix"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().themeChanged.connect(self.update)

    def show_counts(
        self, counts: NDArray[Any] | None, names: tuple[str, ...], *, of_pixels: bool = False
    ) -> None:
        """Show counts of shape (classes, classes), or say when they come."""
        self._of_pixels = of_pixels
        # Right after a change of data, the counts are still those of the classes before.
        fits = counts is not None and counts.shape == (len(names), len(names))
        if names != self._names:
            # A cell may be chosen before there are counts: in a window that takes over from another.
            if self._names or (self._chosen is not None and max(self._chosen) >= len(names)):
                self._chosen = None
            self.updateGeometry()
        self._counts, self._names = counts if fits else None, names
        self.update()

    def show_shares(self, shown: bool) -> None:
        """Write the share of the row's samples instead of their number."""
        self._shares = shown
        self.update()

    @property
    def chosen(self) -> tuple[int, int] | None:
        """Row and column of the chosen cell."""
        return self._chosen

    def choose(self, cell: tuple[int, int] | None) -> None:
        """Ring a cell, or none, and tell."""
        if cell != self._chosen:
            self._chosen = cell
            self.cellChosen.emit(*(cell or (-1, -1)))
            self.update()

    # -- geometry --------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(300, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 140)

    def width_for(self, height: float) -> int:
        """Return the width at which cells of a matrix so high are a little wider than high."""
        rows = max(1, len(self._names))
        high = (height - _TITLE - _FOOT) / rows
        cells = self._label_width() + rows * high * (_WIDEST if rows > 3 else 1.3)
        return math.ceil(max(cells, text_width(self._note(), ui_font(11))) + 2)

    def _note(self) -> str:
        return self.tr("Row: true class. Column: prediction.")

    def _label_width(self) -> float:
        return min(_MOST_LABEL, max((text_width(name, ui_font(11)) for name in self._names), default=0)) + 8

    def _cell(self) -> QRectF:
        """Return the cell of row 0, column 0."""
        count = max(1, len(self._names))
        left = self._label_width()
        high = (self.height() - _TITLE - _FOOT) / count
        wide = (self.width() - left) / count
        high, wide = min(high, wide), min(wide, _WIDEST * high)
        # Low and wide, it stands in the middle with its labels.
        return QRectF(left + max(0.0, (self.width() - left - wide * count) / 2), _TITLE, wide, high)

    def _box(self, row: int, column: int) -> QRectF:
        cell = self._cell()
        return cell.translated(column * cell.width(), row * cell.height())

    def _at(self, point: QPointF) -> tuple[int, int] | None:
        cell, count = self._cell(), len(self._names)
        row = math.floor((point.y() - cell.top()) / max(1e-9, cell.height()))
        column = math.floor((point.x() - cell.left()) / max(1e-9, cell.width()))
        inside = self._counts is not None and 0 <= row < count and 0 <= column < count
        return (row, column) if inside else None

    # -- hands -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at is not None:
            self.choose(None if at == self._chosen else at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = Qt.Key(event.key()), len(self._names)
        if key in _ARROWS and self._counts is not None and count:
            row, column = self._chosen or (0, 0)
            down, right = _ARROWS[key] if self._chosen else (0, 0)
            self.choose((min(count - 1, max(0, row + down)), min(count - 1, max(0, column + right))))
        elif key == Qt.Key.Key_Escape and self._chosen is not None:
            self.choose(None)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._counts is not None:
            QToolTip.showText(event.globalPos(), self.said(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def said(self, point: QPointF) -> str:
        """Return the sentence of the cell at a point, empty beside the cells."""
        at = self._at(point)
        if at is None or self._counts is None:
            return ""
        row, column = at
        text = self.tr("{count} of {total} samples of “{true}” read as “{predicted}”")
        if self._of_pixels:
            text = self.tr("{count} of {total} pixels of “{true}” read as “{predicted}”")
        return text.format(
            count=format_number(int(self._counts[row, column])),
            total=format_number(int(self._counts[row].sum())),
            true=self._names[row],
            predicted=self._names[column],
        )

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        if self._counts is None:
            text = self.tr("Predictions appear when training starts.")
            draw_text(painter, QRectF(self.rect()), text, ui_font(12), colour("text3"), _CENTRE)
            return
        self._draw_title(painter)
        self._draw_names(painter)
        if self._cell().height() < _LEAST_BOX:
            self._draw_picture(painter)
        else:
            self._draw_cells(painter)
        if self._chosen is not None:
            draw_box(painter, self._box(*self._chosen).adjusted(-1, -1, 1, 1), 3, None, colour("accent"), 2)
        elif self.hasFocus():
            draw_box(painter, QRectF(self.rect()), 4, None, colour("accent"))

    def _draw_title(self, painter: QPainter) -> None:
        note = self._note()
        left = min(self._cell().left(), self.width() - text_width(note, ui_font(11)))
        title = QRectF(max(0.0, left), 0, self.width(), 14)
        draw_text(painter, title, note, ui_font(11), theme().colour("text3"))

    def _draw_names(self, painter: QPainter) -> None:
        cell, ink, font = self._cell(), theme().colour("text3"), ui_font(11)
        every = max(1, math.ceil(_LEAST_TEXT / max(0.1, cell.height())))
        widest = max(text_width(name, font) for name in self._names)
        across = max(every, math.ceil(min(widest + 4, 40) / cell.width())) if len(self._names) > 4 else 1
        label, bottom = self._label_width(), cell.top() + len(self._names) * cell.height()
        for index, name in enumerate(self._names):
            middle = cell.top() + (index + 0.5) * cell.height()
            if index % every == 0:
                row = QRectF(cell.left() - label, middle - 8, label - 8, 16)
                draw_text(painter, row, name, font, ink, _RIGHT)
            if index % across == 0:
                room = QRectF(0, bottom + 2, across * cell.width() - 2, 15)
                room.moveCenter(QPointF(cell.left() + (index + 0.5) * cell.width(), room.center().y()))
                draw_text(painter, room, name, font, ink, _CENTRE)

    def _heat(self) -> NDArray[np.float64]:
        """Return how blue (right) or orange (wrong) every cell is, from −1 to 1."""
        assert self._counts is not None
        counts = np.asarray(self._counts, np.float64)
        share = counts / np.maximum(1, counts.sum(axis=1, keepdims=True))
        # Small mistakes must be seen, so a wrong cell starts at a third of the scale.
        shade = np.where(np.eye(len(counts), dtype=bool), 0.15 + 0.85 * share, -(0.35 + 0.65 * share))
        return np.where(counts > 0, shade, 0.0)

    def _whole(self) -> QRectF:
        cell, count = self._cell(), len(self._names)
        return QRectF(cell.left(), cell.top(), cell.width() * count, cell.height() * count)

    def _draw_picture(self, painter: QPainter) -> None:
        draw_box(painter, self._whole().adjusted(-1, -1, 1, 1), 2, theme().colour("field"))
        painter.drawImage(self._whole(), heat_image(self._heat(), 1.0))

    def _draw_cells(self, painter: QPainter) -> None:
        whole, heat = self._whole(), self._heat()
        draw_box(painter, whole, 4, theme().colour("field"))
        painter.setPen(theme().colour("plot_grid"))
        for index in range(1, len(self._names)):
            box = self._box(index, index)
            painter.drawLine(QPointF(whole.left(), box.top()), QPointF(whole.right(), box.top()))
            painter.drawLine(QPointF(box.left(), whole.top()), QPointF(box.left(), whole.bottom()))
        for row, column in np.argwhere(heat != 0).tolist():
            self._draw_cell(painter, row, column, float(heat[row, column]))

    def _draw_cell(self, painter: QPainter, row: int, column: int, shade: float) -> None:
        assert self._counts is not None
        box = self._box(row, column)
        draw_box(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), 2, diverging_colour(shade))
        count = int(self._counts[row, column])
        total = max(1, int(self._counts[row].sum()))
        text = percent(count / total) if self._shares else format_number(count)
        weight = QFont.Weight.Medium if row == column else QFont.Weight.Normal
        size = min(13.0, max(9.0, 0.62 * box.height()))
        font = mono_font(size, weight)
        if text_width(text, font) > box.width() - 2:
            text = format_number(100 * count / total) if self._shares else format_short(count)
        if box.height() >= _LEAST_TEXT and text_width(text, font) <= box.width():
            draw_text(painter, box, text, font, theme().colour("text1"), _CENTRE)
