"""What the colours and marks on the output mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.colormap import class_colour
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

__all__ = ["ClassKeys", "PointKeys"]

_DOT = 8.0


class PointKeys(QWidget):
    """Filled dot: train, with its count; ring: test."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = (0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    def show_counts(self, train: int, test: int) -> None:
        """Show how many samples each part has."""
        self._counts = (train, test)
        self.setAccessibleName(" ".join(f"{name} {count}" for name, count in self._parts()))
        self.updateGeometry()
        self.update()

    def _parts(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Train"), format_number(self._counts[0])),
            (self.tr("Test"), format_number(self._counts[1])),
        ]

    def sizeHint(self) -> QSize:
        widths = (text_width(n, ui_font(11)) + text_width(c, mono_font(11)) + 18 for n, c in self._parts())
        return QSize(round(sum(widths)) + 12, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        left = 0.0
        for number, (name, count) in enumerate(self._parts()):
            dot = QRectF(left, (self.height() - _DOT) / 2, _DOT, _DOT)
            fill, ring = (colour("text2"), None) if number == 0 else (None, colour("text2"))
            draw_box(painter, dot.adjusted(0.5, 0.5, -0.5, -0.5), _DOT / 2, fill, ring, 1.5)
            left += _DOT + 5
            for text, font, role in ((name, ui_font(11), "text2"), (count, mono_font(11), "text3")):
                width = text_width(text, font)
                draw_text(painter, QRectF(left, 0, width + 1, self.height()), text, font, colour(role))
                left += width + 4
            left += 12 - 3


class ClassKeys(QWidget):
    """A square in its colour and the name of every class."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    def show_names(self, names: tuple[str, ...]) -> None:
        """Show these classes."""
        self._names = names
        self.setAccessibleName(", ".join(names))
        self.setToolTip(", ".join(names))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(sum(text_width(name, ui_font(11)) + 27 for name in self._names)), 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0.0
        for index, name in enumerate(self._names):
            draw_box(painter, QRectF(left, 3, 10, 10), 3, class_colour(index))
            width = text_width(name, ui_font(11))
            ink = theme().colour("text2")
            draw_text(painter, QRectF(left + 15, 0, width + 1, 16), name, ui_font(11), ink)
            left += width + 27
