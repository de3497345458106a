"""Which classes are taken for which: counts as heat, right ones blue and wrong ones orange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnplayground.ui.colormap import diverging_colour
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

__all__ = ["ConfusionMatrix"]

_RIGHT = Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEAST_TEXT = 17
_MOST_LABEL = 84.0


class ConfusionMatrix(QWidget):
    """Rows are true classes, columns predictions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: NDArray[Any] | None = None
        self._names: tuple[str, ...] = ()
        self.setAccessibleName(self.tr("Confusion matrix of the test data"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().themeChanged.connect(self.update)

    def show_counts(self, counts: NDArray[Any] | None, names: tuple[str, ...]) -> None:
        """Show counts of shape (classes, classes), or say when they come."""
        # Right after a change of data, the counts are still those of the classes before.
        fits = counts is not None and counts.shape == (len(names), len(names))
        self._counts, self._names = counts if fits else None, names
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 140)

    def _label_width(self) -> float:
        return min(_MOST_LABEL, max((text_width(name, ui_font(11)) for name in self._names), default=0)) + 8

    def _cell(self) -> QRectF:
        """Return the cell of row 0, column 0."""
        count = max(1, len(self._names))
        left = self._label_width()
        side = min((self.width() - left) / count, (self.height() - 36) / count)
        # Low and wide, it stands in the middle with its labels.
        return QRectF(left + max(0.0, (self.width() - left - side * count) / 2), 16, side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        if self._counts is None:
            text = self.tr("Predictions appear when training starts.")
            draw_text(painter, QRectF(self.rect()), text, ui_font(12), colour("text3"), _CENTRE)
            return
        note = self.tr("Row: true class. Column: prediction.")
        left = min(self._cell().left(), self.width() - text_width(note, ui_font(11)))
        title = QRectF(max(0.0, left), 0, self.width(), 14)
        draw_text(painter, title, note, ui_font(11), colour("text3"))
        for index, name in enumerate(self._names):
            self._draw_names(painter, index, name)
        for row in range(len(self._names)):
            for column in range(len(self._names)):
                self._draw_cell(painter, row, column)

    def _draw_names(self, painter: QPainter, index: int, name: str) -> None:
        cell, ink = self._cell(), theme().colour("text3")
        left, top = cell.left() - self._label_width(), cell.top() + index * cell.height()
        row = QRectF(left, top, self._label_width() - 8, cell.height())
        draw_text(painter, row, name, ui_font(11), ink, _RIGHT)
        bottom = cell.top() + len(self._names) * cell.height()
        column = QRectF(cell.left() + index * cell.width(), bottom + 2, cell.width(), 15)
        draw_text(painter, column, name, ui_font(11), ink, _CENTRE)

    def _draw_cell(self, painter: QPainter, row: int, column: int) -> None:
        if self._counts is None:
            return
        count = int(self._counts[row, column])
        total = max(1, int(self._counts[row].sum()))
        cell = self._cell()
        box = QRectF(
            cell.left() + column * cell.width(), cell.top() + row * cell.height(), *[cell.width()] * 2
        )
        share = count / total
        # Small mistakes must be seen, so a wrong cell starts at a third of the scale.
        shade = 0.15 + 0.85 * share if row == column else -(0.35 + 0.65 * share)
        fill = diverging_colour(shade) if count else theme().colour("field")
        draw_box(painter, box.adjusted(1, 1, -1, -1), 3, fill)
        if count and cell.width() >= _LEAST_TEXT:
            draw_text(painter, box, format_number(count), mono_font(11), theme().colour("text1"), _CENTRE)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._counts is not None:
            QToolTip.showText(event.globalPos(), self._said(event.pos().x(), event.pos().y()), self)
            return True
        return super().event(event)

    def _said(self, x: int, y: int) -> str:
        cell = self._cell()
        row, column = int((y - cell.top()) // cell.height()), int((x - cell.left()) // cell.width())
        if self._counts is None or not (0 <= row < len(self._names) and 0 <= column < len(self._names)):
            return ""
        text = self.tr("{count} of {total} samples of “{true}” read as “{predicted}”")
        return text.format(
            count=format_number(int(self._counts[row, column])),
            total=format_number(int(self._counts[row].sum())),
            true=self._names[row],
            predicted=self._names[column],
        )
