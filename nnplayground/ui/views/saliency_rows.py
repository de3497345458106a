"""What each number of a row counts: a bar for every input and method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnplayground.ui.colormap import sign_colour
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

__all__ = ["BarColumn", "RowBars"]

_HEAD, _LINE, _LEAST, _MOST = 22.0, 16.0, 15.0, 26.0
_NAME, _VALUE, _GAP = 150.0, 50.0, 18.0
_COLUMN = 70.0  # the least width of a method
_GIVES_WAY = ("smooth_grad", "gradient", "gradient_input", "occlusion")  # where there is no room
_NUMBERS_FROM = 96.0  # pixels of a column from which on there is room for numbers
_NUMBER = 44.0
_TWO_LINES, _MOST_OF_TWO = (
    30.0,
    38.0,
)  # heights of a row from which on, and up to which, numbers are below bars
_TITLE = 12.0  # by how much a title may be wider than its bars
_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True, eq=False)
class BarColumn:
    """What one method says of all inputs.

    Attributes
    ----------
    key, title : str
    values : ndarray or None
        (inputs,); None until it is known.
    tip : str
        A sentence about it.
    """

    key: str
    title: str
    values: NDArray[Any] | None
    tip: str = ""


class RowBars(QWidget):
    """Draws inputs below each other and methods side by side, each method on its own scale.

    Where not all inputs fit, those are shown that count the most.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[BarColumn, ...] = ()
        self._names: tuple[str, ...] = ()
        self._row: NDArray[Any] = np.zeros(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 70)
        self.setAccessibleName(self.tr("What each input counts, by method"))
        theme().themeChanged.connect(self.update)

    def show_row(self, names: Sequence[str], row: NDArray[Any], columns: Sequence[BarColumn]) -> None:
        """Show the inputs of one sample and what the methods say of them."""
        self._names, self._row, self.columns = tuple(names), row, tuple(columns)
        self.setAccessibleDescription("; ".join(map(self.said, self.shown())))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(620, 150)

    def shown(self) -> list[int]:
        """Return the inputs that are drawn, in their own order."""
        room = max(1, int((self.height() - self._head()) // _LEAST))
        count = min(len(self._names), len(self._row))
        if count <= room:
            return list(range(count))
        weight = sum((_shares(column.values) for column in self.columns), np.zeros(count))
        return sorted(np.argsort(-weight, kind="stable")[:room].tolist())

    def said(self, number: int) -> str:
        """Return an input, its value and what it counts, in words."""
        parts = [f"{self._names[number]} = {format_compact(float(self._row[number]), 4)}"]
        for column in self.columns:
            if column.values is not None:
                counted = format_compact(float(column.values[number]), 3)
                parts.append(f"{column.title}: {counted}")
        return "\n".join(parts)

    # -- painting --------------------------------------------------------------------------------------

    def _height(self) -> float:
        most = _MOST if self._wide() >= _NUMBERS_FROM else _MOST_OF_TWO
        return min(most, (self.height() - self._head()) / max(1, len(self.shown())))

    def _head(self) -> float:
        """Return the height of the titles: of two lines where one of them does not fit in one."""
        fits = all(text_width(column.title, _bold()) <= self._wide() + _TITLE for column in self.drawn())
        return _HEAD if fits else _HEAD + _LINE

    def _wide(self) -> float:
        """Return the width of a method's bars."""
        return max(20.0, self._room() / max(1, len(self.drawn())) - _GAP)

    def _room(self) -> float:
        """Return the width of all methods; the title of the last one, too, may be wider than its bars."""
        return self.width() - self._left() - _TITLE

    def _left(self) -> float:
        """Return where the bars begin."""
        widest = max((text_width(name, ui_font(12)) for name in self._names), default=0.0)
        return min(_NAME, 0.24 * self.width(), widest + 8) + _VALUE

    def drawn(self) -> list[BarColumn]:
        """Return the methods that there is room for."""
        columns = list(self.columns)
        words = (word for column in columns for word in column.title.split())
        widest = max((text_width(word, _bold()) for word in words), default=0.0)
        least = max(_COLUMN, widest - _TITLE)
        for key in _GIVES_WAY:
            if len(columns) * (least + _GAP) > self._room():
                columns = [column for column in columns if column.key != key]
        return columns

    def boxes(self) -> list[QRectF]:
        """Return the place of every method's bars."""
        left, wide, head = self._left(), self._wide(), self._head()
        high = self._height() * len(self.shown())
        return [QRectF(left + _GAP + n * (wide + _GAP), head, wide, high) for n in range(len(self.drawn()))]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, high = QPainter(self), self._height()
        self._draw_inputs(painter, high)
        for column, box in zip(self.drawn(), self.boxes(), strict=False):
            self._draw_column(painter, column, box, high)

    def _draw_inputs(self, painter: QPainter, high: float) -> None:
        colour, left, head = theme().colour, self._left(), self._head()
        for place, number in enumerate(self.shown()):
            top = head + place * high
            name = QRectF(0, top, left - _VALUE - 4, high)
            draw_text(painter, name, self._names[number], ui_font(12), colour("text2"))
            value = float(self._row[number])
            words = format_compact(value, 3 if abs(value) < 1000 else 4)  # 1150 rather than 1.15e3
            place_of = QRectF(left - _VALUE, top, _VALUE, high)
            draw_text(painter, place_of, words, mono_font(11.5), colour("text1"), _RIGHT)

    def _draw_column(self, painter: QPainter, column: BarColumn, box: QRectF, high: float) -> None:
        colour = theme().colour
        title = QRectF(box.left(), 0, box.width() + _TITLE, _LINE + 2)
        for line in _lines(column.title, title.width()):
            draw_text(painter, title, line, _bold(), colour("text1"))
            title.translate(0, _LINE)
        if column.values is None:
            return
        beside = _NUMBER if box.width() >= _NUMBERS_FROM else 0.0
        bars = box.adjusted(0, 0, -beside, 0)
        most = float(np.abs(column.values).max(initial=0.0)) or 1.0
        painter.fillRect(QRectF(bars.center().x() - 0.5, box.top(), 1, box.height()), colour("border"))
        for place, number in enumerate(self.shown()):
            bar = QRectF(bars.left(), box.top() + place * high, bars.width(), high)
            value = float(column.values[number])
            if beside:
                self._draw_number(painter, QRectF(bar.right(), bar.top(), beside, high), value, _RIGHT)
            elif high >= _TWO_LINES:
                bar.setHeight(high / 2)
                self._draw_number(painter, bar.translated(0, bar.height()), value, _CENTRE)
            _draw_bar(painter, bar, value, most)

    def _draw_number(self, painter: QPainter, rect: QRectF, value: float, align: Qt.AlignmentFlag) -> None:
        words, ground = format_compact(value, 2), theme().colour("surface")
        if align is _CENTRE:  # over the line that all bars begin at
            painter.fillRect(rect, ground)
        draw_text(painter, rect, words, mono_font(10.5), theme().colour("text3"), align)

    # -- pointing --------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _tip(self, at: QPointF) -> str:
        if at.y() < self._head():
            found = zip(self.drawn(), self.boxes(), strict=False)
            return next((column.tip for column, box in found if box.left() <= at.x() <= box.right()), "")
        place, shown = int((at.y() - self._head()) // self._height()), self.shown()
        return self.said(shown[place]) if place < len(shown) else ""


def _draw_bar(painter: QPainter, line: QRectF, value: float, most: float) -> None:
    """Draw a value to the left or right of the middle of its line."""
    middle, length = line.center(), line.width() / 2 * abs(value) / most
    bar = QRectF(middle.x() if value > 0 else middle.x() - length, middle.y() - 4, length, 8)
    draw_box(painter, bar, min(2.0, length / 2), sign_colour(value))


def _bold() -> QFont:
    return ui_font(12, QFont.Weight.DemiBold)


def _lines(title: str, width: float) -> list[str]:
    """Part a title in two lines where it does not fit in one."""
    words = title.split()
    if text_width(title, _bold()) <= width or len(words) < 2:
        return [title]
    first = [words[0]]
    while len(first) < len(words) - 1 and text_width(" ".join([*first, words[len(first)]]), _bold()) <= width:
        first.append(words[len(first)])
    return [" ".join(first), " ".join(words[len(first) :])]


def _shares(values: NDArray[Any] | None) -> NDArray[Any] | float:
    """Return how much each input counts beside the others, whatever the sign."""
    return 0.0 if values is None else np.abs(values) / (float(np.abs(values).max(initial=0.0)) or 1.0)
