"""One row per layer: its name, a bar on a logarithmic scale, a number, and how the layer is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.views.plots import pen
from nnplayground.ui.widgets import ScrollColumn
from nnplayground.ui.widgets.painting import draw_box, draw_name, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

__all__ = ["LayerRow", "LayerRows", "Scheme"]

_LEFT, _RIGHT_EDGE, _GAP, _HEAD = 16.0, 16.0, 14.0, 22.0
_LEAST_ROW, _MOST_ROW = 19, 30
_BAR = 6.0
_LEAST_BAR = 90.0
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class LayerRow:
    """What one row says.

    Attributes
    ----------
    node, title, icon : str
    value : float
        What the bar shows; NaN for none.
    number : str
        The value as it is written.
    state, hint : str
        How the layer is, and what to try.
    role : str
        Colour of the bar and of the state: ``"text2"`` where all is well, else ``"warning"`` or ``"error"``.
    mark : str
        The icon before the state.
    tip : str
        What is said of the row under the mouse.
    """

    node: str
    title: str
    icon: str
    value: float
    number: str
    state: str
    hint: str = ""
    role: str = "text2"
    mark: str = "check"
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The heads of the columns, and the line that bars are measured by.

    Attributes
    ----------
    name, bar, number, state : str
        Heads.
    mark : float
        A value at which a dashed line stands; NaN for none.
    mark_text : str
    """

    name: str
    bar: str
    number: str
    state: str
    mark: float = math.nan
    mark_text: str = ""


class LayerRows(ScrollColumn):
    """Rows that scroll where they have no room.

    Attributes
    ----------
    chosen : Signal(str)
        The node whose row was clicked, or opened with the Enter key.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self.content = _Rows(name)
        super().__init__(self.content, parent)
        self.content.chosen.connect(self.chosen)
        self.setFocusProxy(self.content)

    def show_rows(self, rows: Sequence[LayerRow], scheme: Scheme, empty: str = "") -> None:
        """Show rows, or a sentence where there is none."""
        self.content.show_rows(rows, scheme, empty)

    def rows(self) -> Sequence[LayerRow]:
        """Return what is shown."""
        return self.content.rows


class _Rows(QWidget):
    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.rows: Sequence[LayerRow] = ()
        self._scheme = Scheme("", "", "", "")
        self._empty = ""
        self._current = -1
        self._range = (-5.0, 0.0)
        self._measured: tuple[int, tuple[QRectF, QRectF, QRectF, QRectF]] | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme().themeChanged.connect(self.update)

    def show_rows(self, rows: Sequence[LayerRow], scheme: Scheme, empty: str) -> None:
        if len(rows) != len(self.rows):
            self.updateGeometry()
        self.rows, self._scheme, self._empty = rows, scheme, empty
        self._measured = None
        self._range = _decades([*(row.value for row in rows), scheme.mark])
        self.setAccessibleDescription("\n".join(f"{r.title}: {r.number} {r.state}" for r in rows))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, round(_HEAD + 6 + _LEAST_ROW * max(1, len(self.rows))))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # -- where things are ------------------------------------------------------------------------------

    def _row_height(self) -> float:
        return min(_MOST_ROW, max(_LEAST_ROW, (self.height() - _HEAD - 6) / max(1, len(self.rows))))

    def _row(self, number: int) -> QRectF:
        height = self._row_height()
        return QRectF(0, _HEAD + number * height, self.width(), height)

    def _columns(self) -> tuple[QRectF, QRectF, QRectF, QRectF]:
        """Return name, bar, number and state, as high as the head."""
        if self._measured is None or self._measured[0] != self.width():
            self._measured = self.width(), self._measure()
        return self._measured[1]

    def _measure(self) -> tuple[QRectF, QRectF, QRectF, QRectF]:
        width = self.width() - _LEFT - _RIGHT_EDGE
        names = [self._scheme.name, *(row.title for row in self.rows)]
        name = min(0.26 * width, max(70.0, max(text_width(n, ui_font(12)) for n in names) + 24))
        numbers = [self._scheme.number, *(row.number for row in self.rows)]
        number = max(text_width(n, mono_font(12)) for n in numbers) + 2
        states = [text_width(self._scheme.state, ui_font(11)), *(_state_width(row) for row in self.rows)]
        state = min(0.45 * width, max(states) + 2)
        bar = width - name - number - state - 3 * _GAP
        if bar < _LEAST_BAR:
            state, bar = max(60.0, state - (_LEAST_BAR - bar)), _LEAST_BAR
        x, found = _LEFT, []
        for column in (name, bar, number, state):
            found.append(QRectF(x, 0, column, _HEAD))
            x += column + _GAP
        return found[0], found[1], found[2], found[3]

    def _share(self, value: float) -> float:
        low, high = self._range
        if not value > 0:
            return 0.0
        return 1.0 if math.isinf(value) else min(1.0, max(0.0, (math.log10(value) - low) / (high - low)))

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.rows:
            centre = Qt.AlignmentFlag.AlignHCenter
            draw_text(painter, QRectF(self.rect()), self._empty, ui_font(12), theme().colour("text3"), centre)
            return
        columns = self._columns()
        self._paint_head(painter, columns)
        for number, row in enumerate(self.rows):
            place = self._row(number)
            if place.intersects(QRectF(event.rect())):
                self._paint_row(painter, row, place, columns, number == self._current)
        self._paint_mark(painter, columns[1])

    def _paint_head(self, painter: QPainter, columns: tuple[QRectF, ...]) -> None:
        scheme, ink = self._scheme, theme().colour("text3")
        heads = (scheme.name, scheme.bar, scheme.number, scheme.state)
        for place, (rect, text) in enumerate(zip(columns, heads, strict=True)):
            align = _RIGHT if place == 2 else Qt.AlignmentFlag.AlignLeft
            draw_text(painter, rect, text, ui_font(11), ink, align)

    def _paint_row(
        self, painter: QPainter, row: LayerRow, place: QRectF, columns: tuple[QRectF, ...], current: bool
    ) -> None:
        colour = theme().colour
        if current:
            draw_box(painter, place.adjusted(8, 0, -8, 0), 4, colour("hover"))
        name, bar, number, state = (QRectF(c.left(), place.top(), c.width(), place.height()) for c in columns)
        middle = place.center().y()
        draw_icon(painter, row.icon, QRectF(name.left(), middle - 7, 14, 14), colour("text3"))
        draw_name(painter, name.adjusted(22, 0, 0, 0), row.title, ui_font(12), colour("text1"))
        groove = QRectF(bar.left(), middle - _BAR / 2, bar.width(), _BAR)
        draw_box(painter, groove, _BAR / 2, colour("field"))
        share = self._share(row.value)
        if share > 0:
            fill = QRectF(groove.left(), groove.top(), max(_BAR, share * groove.width()), _BAR)
            draw_box(painter, fill, _BAR / 2, colour("text2" if row.role == "text2" else row.role))
        draw_text(painter, number, row.number, mono_font(12), colour("text2"), _RIGHT)
        _paint_state(painter, row, state, middle)

    def _paint_mark(self, painter: QPainter, bar: QRectF) -> None:
        if not self._scheme.mark > 0:
            return
        x = round(bar.left() + self._share(self._scheme.mark) * bar.width()) + 0.5
        painter.setPen(pen("text2", 1, dashes=(4, 3)))
        painter.drawLine(QPointF(x, _HEAD + 4), QPointF(x, self._row(len(self.rows) - 1).bottom()))
        said = self._scheme.mark_text
        width = text_width(f"┆ {said}", mono_font(10.5)) + 4
        # Above its line; where the head of the column is, beside it and with a sign of the line.
        free = bar.left() + text_width(self._scheme.bar, ui_font(11)) + _GAP
        left = max(free, min(x - width / 2, bar.right() - width))
        if left + width <= bar.right():
            said = said if left <= x <= left + width else f"┆ {said}"
            box = QRectF(left, 0, width, _HEAD)
            centre = Qt.AlignmentFlag.AlignHCenter
            draw_text(painter, box, said, mono_font(10.5), theme().colour("text3"), centre)

    # -- mouse and keys --------------------------------------------------------------------------------

    def _at(self, y: float) -> int:
        number = int((y - _HEAD) // self._row_height()) if y >= _HEAD else -1
        return number if number < len(self.rows) else -1

    def _set_current(self, number: int) -> None:
        if number != self._current:
            self._current = number
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_current(self._at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_current(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position().y())
        if event.button() is Qt.MouseButton.LeftButton and number >= 0:
            self.chosen.emit(self.rows[number].node)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self.rows:
            self._set_current(max(0, min(len(self.rows) - 1, self._current + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self._current < len(self.rows):
            self.chosen.emit(self.rows[self._current].node)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = self._at(event.pos().y())
            QToolTip.showText(event.globalPos(), self.rows[number].tip if number >= 0 else "", self)
            return True
        return super().event(event)


def _state_width(row: LayerRow) -> float:
    hint = text_width(f". {row.hint}", ui_font(12)) if row.hint else 0.0
    return 20 + text_width(row.state, ui_font(12)) + hint


def _paint_state(painter: QPainter, row: LayerRow, place: QRectF, middle: float) -> None:
    colour = theme().colour
    role = "accent" if row.mark == "check" else row.role
    draw_icon(painter, row.mark, QRectF(place.left(), middle - 7, 14, 14), colour(role))
    ink = colour(row.role)
    said = f"{row.state}. {row.hint}" if row.hint else row.state
    draw_text(painter, place.adjusted(20, 0, 0, 0), said, ui_font(12), ink)


def _decades(values: Sequence[float]) -> tuple[float, float]:
    """Return logarithms of whole decades around the values, four at least."""
    logs = [math.log10(value) for value in values if value > 0 and math.isfinite(value)]
    if not logs:
        return -4.0, 0.0
    low, high = math.floor(min(logs) - 0.3), math.ceil(max(logs) + 0.05)
    return float(min(low, high - 4)), float(high)
