"""What the panels of a comparison share: colours of the sides, letters, titles, words for numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.core.quality import SHARES, quality_of
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.numbers import format_loss, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

    from nnplayground.train.lockstep_view import LockstepView

    Column = NDArray[np.float64]

__all__ = [
    "CENTRE",
    "RIGHT",
    "Panel",
    "draw_letter",
    "draw_title",
    "quality_name",
    "quality_text",
    "side_colour",
    "side_text_colour",
    "winners",
]

CENTRE, RIGHT = Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignRight
LETTERS = "AB"


class Panel(QWidget):
    """A part of the comparison that paints a view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: LockstepView | None = None
        self._names: tuple[str, str] = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().themeChanged.connect(self.update)

    def show_view(self, view: LockstepView | None, names: tuple[str, str]) -> None:
        """Show a moment; None is none."""
        self._view, self._names = view, names
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surface"))
        if self._view is not None and self._view.sides:
            self.paint(painter, self._view)

    def paint(self, painter: QPainter, view: LockstepView) -> None:
        """Paint a moment; overridden."""
        raise NotImplementedError


def side_colour(side: int) -> QColor:
    """Return the colour of A or B: text 1, and the third class."""
    return theme().colour("text1") if side == 0 else QColor(theme().tokens.classes[3])


def side_text_colour(side: int) -> QColor:
    """Return the ink on the colour of A or B."""
    return theme().colour("window" if side == 0 else "point_outline")


def draw_letter(painter: QPainter, x: float, middle: float, side: int, size: float = 16) -> float:
    """Draw the letter of a side and return where it ends."""
    box = QRectF(x, middle - size / 2, size, size)
    draw_box(painter, box, 4, side_colour(side))
    font = ui_font(11, QFont.Weight.Bold)
    draw_text(painter, box, LETTERS[side], font, side_text_colour(side), CENTRE)
    return box.right()


def draw_title(painter: QPainter, rect: QRectF, title: str, note: str = "") -> None:
    """Draw a title with a paler note behind it."""
    font = ui_font(12, QFont.Weight.DemiBold)
    draw_text(painter, rect, title, font, theme().colour("text1"))
    used = text_width(title, font) + 10
    if note and used < rect.width() - 30:
        draw_text(painter, rect.adjusted(used, 0, 0, 0), note, ui_font(11), theme().colour("text3"))


def quality_name(view: LockstepView) -> str:
    """Return which measure the quality is."""
    return quality_of(view.sides[0].experiment)


def quality_text(name: str, value: float) -> str:
    """Return an accuracy or an overlap in per cent, an R² as a number."""
    if name in SHARES and math.isfinite(value):
        return f"{format_number(100 * value, 1)} %"
    return format_loss(value)


def winners(view: LockstepView) -> NDArray[np.int64]:
    """Return the side with the lower test loss by seed, −1 for a tie."""
    one, other = (side.newest["test_loss"] for side in view.sides)
    with np.errstate(invalid="ignore"):
        found = np.where(one < other, 0, np.where(other < one, 1, -1))
    return np.asarray(found, np.int64)
