"""How much of every class is found, and which classes are confused most."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.numbers_row import percent
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QMouseEvent, QPaintEvent

__all__ = ["ConfusedPairs", "RecallBars"]

_HEAD = 24.0
_LEAST_BAR = 40
_WORD_GAP, _COUNT_GAP = 7, 20
_ARROW = "→"  # where there is no room for words
_RIGHT = Qt.AlignmentFlag.AlignRight


class _ClassList(QWidget):
    """A heading and rows about classes."""

    _LEAST, _MOST = 12.0, 28.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: NDArray[Any] | None = None
        self._names: tuple[str, ...] = ()
        self._of_pixels = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().themeChanged.connect(self.update)

    def show_counts(
        self, counts: NDArray[Any] | None, names: tuple[str, ...], *, of_pixels: bool = False
    ) -> None:
        """Show counts of shape (classes, classes), rows true."""
        self._of_pixels = of_pixels
        fits = counts is not None and counts.shape == (len(names), len(names))
        self._counts, self._names = counts if fits else None, names
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 140)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 80)

    def _row_height(self, rows: int) -> float:
        return min(self._MOST, max(self._LEAST, (self.height() - _HEAD) / max(1, rows)))

    def _room(self) -> int:
        return max(1, int((self.height() - _HEAD) // self._LEAST))

    def _draw_head(self, painter: QPainter, text: str) -> None:
        head = QRectF(0, 0, self.width(), _HEAD - 6)
        draw_text(painter, head, text, ui_font(11), theme().colour("text3"))


class RecallBars(_ClassList):
    """The share of every class's samples that are recognised."""

    def least_width(self) -> int:
        """Return the width from which on bars can be compared."""
        names = max((text_width(name, ui_font(11)) for name in self._names), default=0)
        return round(min(96.0, names) + 8 + _LEAST_BAR + text_width(percent(1.0), mono_font(11)) + 8)

    def rows(self) -> list[tuple[int, float]]:
        """Return class and recall, as many as fit; the lowest first where not all do."""
        if self._counts is None:
            return []
        counts = np.asarray(self._counts, np.float64)
        totals = counts.sum(axis=1)
        recall = np.where(totals > 0, counts.diagonal() / np.maximum(1, totals), math.nan)
        found = [(index, float(value)) for index, value in enumerate(recall)]
        if len(found) > self._room():
            known = [row for row in found if not math.isnan(row[1])]
            return sorted(known, key=lambda row: row[1])[: self._room()]
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rows = self.rows()
        all_shown = len(rows) >= len(self._names)
        self._draw_head(
            painter, self.tr("Recall by class") if all_shown else self.tr("Recall by class, lowest first")
        )
        if not rows:
            return
        high = self._row_height(len(rows))
        label = min(96.0, max(text_width(self._names[index], ui_font(11)) for index, _share in rows)) + 8
        for number, (index, share) in enumerate(rows):
            self._draw_row(painter, QRectF(0, _HEAD + number * high, self.width(), high), label, index, share)

    def _draw_row(self, painter: QPainter, row: QRectF, label: float, index: int, share: float) -> None:
        colour, middle = theme().colour, row.center().y()
        name = QRectF(row.left(), row.top(), label - 8, row.height())
        draw_text(painter, name, self._names[index], ui_font(11), colour("text2"), _RIGHT)
        said = percent(share)
        width = text_width(percent(1.0), mono_font(11)) + 8
        bar = QRectF(label, middle - 3, max(8.0, row.width() - label - width), 6)
        draw_box(painter, bar, 3, colour("field"))
        if share > 0:
            draw_box(painter, QRectF(bar.left(), bar.top(), bar.width() * share, 6), 3, colour("text2"))
        place = QRectF(bar.right(), row.top(), width, row.height())
        draw_text(painter, place, said, mono_font(11), colour("text1"), _RIGHT)


class ConfusedPairs(_ClassList):
    """The wrong cells with most samples.

    Attributes
    ----------
    pairChosen : Signal(int, int)
        True and predicted class of a row that was clicked.
    """

    pairChosen = Signal(int, int)  # noqa: N815
    _LEAST, _MOST = 22.0, 26.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def rows(self) -> list[tuple[int, int, int]]:
        """Return true class, predicted class and count, most first, as many as fit."""
        if self._counts is None:
            return []
        wrong = np.array(self._counts, np.int64)
        np.fill_diagonal(wrong, 0)
        order = np.argsort(-wrong, axis=None, kind="stable")[: self._room()]
        cells = [divmod(int(cell), len(wrong)) for cell in order]
        return [(row, column, int(wrong[row, column])) for row, column in cells if wrong[row, column]]

    def least_width(self) -> int:
        """Return the width at which no name is cut, whichever classes are confused."""
        return self._width_with(_ARROW)

    def _width_with(self, word: str) -> int:
        longest = sorted((text_width(name, _bold()) + 1 for name in self._names), reverse=True)[:2]
        count = max((text_width(format_number(row[2]), mono_font(12)) for row in self.rows()), default=0.0)
        word_width = text_width(word, ui_font(12)) + 1
        return math.ceil(sum(longest) + word_width + 2 * _WORD_GAP + count + _COUNT_GAP)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pairChosen.emit(at[0], at[1])

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def _at(self, point: QPointF) -> tuple[int, int, int] | None:
        rows = self.rows()
        number = int((point.y() - _HEAD) // self._row_height(len(rows)))
        return rows[number] if 0 <= number < len(rows) and point.y() >= _HEAD else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw_head(painter, self.tr("Most confused"))
        rows = self.rows()
        if self._counts is not None and not rows:
            text = self.tr("No pixel is confused.") if self._of_pixels else self.tr("No sample is confused.")
            row = QRectF(0, _HEAD, self.width(), self._LEAST)
            draw_text(painter, row, text, ui_font(12), theme().colour("text2"))
        high = self._row_height(len(rows))
        under = self._at(QPointF(self.mapFromGlobal(self.cursor().pos()))) if self.underMouse() else None
        for number, pair in enumerate(rows):
            box = QRectF(0, _HEAD + number * high, self.width(), high)
            if pair == under:
                draw_box(painter, box.adjusted(-6, 0, 0, 0), 4, theme().colour("hover"))
            self._draw_pair(painter, box, *pair)

    def _draw_pair(self, painter: QPainter, box: QRectF, true: int, predicted: int, count: int) -> None:
        colour = theme().colour
        number = format_number(count)
        width = text_width(number, mono_font(12)) + 8
        draw_text(painter, box.adjusted(0, 0, -6, 0), number, mono_font(12), colour("text1"), _RIGHT)
        word = self.tr("read as")
        word = word if self._width_with(word) <= self.width() else _ARROW
        words = (
            (self._names[true], _bold(), "text1"),
            (word, ui_font(12), "text3"),
            (self._names[predicted], _bold(), "negative_text"),
        )
        left, room = 0.0, box.width() - width - (_COUNT_GAP - 8)
        share = (room - text_width(word, ui_font(12)) - 1 - 2 * _WORD_GAP) / 2
        spare = max(0.0, *(share - text_width(self._names[n], _bold()) - 1 for n in (true, predicted)))
        for place, (text, font, ink) in enumerate(words):
            wide = text_width(text, font) + 1
            wide = wide if place == 1 else min(wide, max(24.0, share + spare))
            draw_text(painter, QRectF(left, box.top(), wide, box.height()), text, font, colour(ink))
            left += wide + _WORD_GAP


def _bold() -> QFont:
    return ui_font(12, QFont.Weight.DemiBold)
