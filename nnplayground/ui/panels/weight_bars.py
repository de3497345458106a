"""The weights into one unit as signed bars with numbers that can be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.editor.weight_field import WeightField
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

__all__ = ["MOST_BARS", "WeightBars"]

MOST_BARS = 24
_ROW = 22
_NUMBER = 58  # the room of a number with four digits, sign and point
_RIGHT = Qt.AlignmentFlag.AlignRight


class WeightBars(QWidget):
    """One row per input: its name, a bar, a number. Click or Enter opens the number.

    Of many weights the largest are shown, in their order; which ones changes only when the unit does, so that
    rows keep still under the hand.

    Attributes
    ----------
    numberTyped : Signal(int, float, float)
        Which weight, counted through the flattened row; its value before, and the one typed.
    """

    numberTyped = Signal(int, float, float)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weights: NDArray[Any] = np.zeros(0)
        self._shown: list[int] = []
        self._names: list[str] = []
        self._at: int | None = None
        self._field = WeightField(self)
        self._field.weightTyped.connect(self._typed)
        self.setAccessibleName(self.tr("Weights"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    @property
    def shown(self) -> list[int]:
        """Which weights have a row."""
        return self._shown

    def show_weights(self, weights: NDArray[Any], name: Callable[[int], str]) -> None:
        """Show the weights of one unit as a flat row, each input called ``name(index)``."""
        flat = weights.reshape(-1)
        if len(flat) != len(self._weights):
            largest = np.argsort(-np.abs(np.nan_to_num(flat)), kind="stable")[:MOST_BARS]
            self._shown = sorted(int(index) for index in largest)
            self._at = None
            self._field.hide()
            self.updateGeometry()
        self._weights = flat
        self._names = [name(index) for index in self._shown]
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, max(1, len(self._shown)) * _ROW)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = ui_font(12)
        left = min(self.width() * 0.4, max((text_width(n, font) for n in self._names), default=0.0)) + 10
        finite = np.abs(self._weights[np.isfinite(self._weights)])
        most = float(finite.max(initial=0.0)) or 1.0
        for row, index in enumerate(self._shown):
            line = QRectF(0, row * _ROW, self.width(), _ROW)
            if row == self._at:
                draw_box(painter, line, 4, theme().colour("hover"))
            name = QRectF(4, line.top(), left - 10, _ROW)
            draw_text(painter, name, self._names[row], font, theme().colour("text2"))
            self._paint_bar(painter, line.adjusted(left, 0, -_NUMBER, 0), float(self._weights[index]) / most)
            self._paint_number(painter, line, float(self._weights[index]))
        if self.hasFocus():
            draw_box(painter, QRectF(self.rect()), 4, None, theme().colour("accent"))

    @staticmethod
    def _paint_bar(painter: QPainter, room: QRectF, share: float) -> None:
        middle = room.center()
        painter.fillRect(QRectF(middle.x(), room.top() + 3, 1, room.height() - 6), theme().colour("border"))
        if not np.isfinite(share):
            return
        reach = share * (room.width() / 2 - 2)
        bar = QRectF(middle.x(), middle.y() - 4, reach, 8).normalized()
        draw_box(painter, bar, 2, theme().colour("negative" if share < 0 else "positive"))

    @staticmethod
    def _paint_number(painter: QPainter, line: QRectF, value: float) -> None:
        ink = theme().colour("negative_text" if value < 0 else "positive_text")
        room = line.adjusted(0, 0, -4, 0)
        draw_text(painter, room, _text(value), mono_font(11), ink, _RIGHT)

    # -- mouse and keys --------------------------------------------------------------------------------

    def _mark(self, row: int | None) -> None:
        self._at = None if row is None else max(0, min(len(self._shown) - 1, row))
        self._tell()
        self.update()

    def _tell(self) -> None:
        if self._at is not None and self._shown:
            value = float(self._weights[self._shown[self._at]])
            self.setAccessibleDescription(f"{self._names[self._at]}: {_text(value)}")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mark(int(event.position().y() // _ROW) if self._shown else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)
        self._edit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        if not (self._field.isVisible() or self.hasFocus()):
            self._mark(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._mark(0 if self._at is None else self._at + step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._edit()
        else:
            super().keyPressEvent(event)

    def _edit(self) -> None:
        if self._at is None or not self._shown:
            return
        index = self._shown[self._at]
        at = QPointF(self.width() - 48, self._at * _ROW + 29)
        self._field.open("", "weight", (index,), float(self._weights[index]), at)

    def _typed(self, _node: str, _parameter: str, index: tuple[int, ...], value: float) -> None:
        self.numberTyped.emit(index[0], float(self._weights[index[0]]), value)


def _text(value: float) -> str:
    """Write a weight with four decimals, so that points stand below each other."""
    ordinary = value == 0 or 1e-4 <= abs(value) < 1000
    return format_number(value, 4, signed=True) if ordinary else format_compact(value, 3, signed=True)
