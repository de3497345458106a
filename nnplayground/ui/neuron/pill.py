"""A weight as a pill that can be dragged, stepped and typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from nnplayground.ui.fonts import mono_font
from nnplayground.ui.neuron.ink import figure, sign_ink
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import NumberField, Scale
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

__all__ = ["WeightPill"]

_PER_PIXEL, _FINE = 0.02, 0.1
_STEP = 0.1
_CLICK = 3.0
_LIMIT = 1e6
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}


class WeightPill(QWidget):
    """Shows a weight; dragging sideways, arrows and typing change it.

    Shift makes steps ten times finer; Esc during a drag takes it back.

    Attributes
    ----------
    previewed : Signal(float)
        The value while it is dragged.
    changed : Signal(float, float)
        The value before and after, once a drag, a step or the typing is done.
    entered : Signal
        The mouse or the focus came to it.
    left : Signal
        The mouse left it.
    """

    SIZE = QSize(58, 20)
    previewed = Signal(float)
    changed = Signal(float, float)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._value = 0.0
        self._name = ""
        self._pressed: QPointF | None = None
        self._before = 0.0
        self._dragged = False
        self._field: _PillField | None = None
        self.setFixedSize(self.SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setToolTip(self.tr("Drag sideways, use the arrow keys, or click to type"))
        theme().themeChanged.connect(self.update)

    @property
    def value(self) -> float:
        """The weight shown."""
        return self._value

    @property
    def is_dragged(self) -> bool:
        """Whether a hand holds it, so that what training says must wait."""
        return self._dragged

    def set_name(self, name: str) -> None:
        """Say whose weight it is, for those who cannot see it."""
        if name != self._name:
            self._name = name
            self._speak()

    def setValue(self, value: float) -> None:
        """Show the newest value, unless a hand holds it."""
        if not self._dragged and value != self._value:
            self._value = value
            self._speak()
            self.update()

    def _speak(self) -> None:
        self.setAccessibleName(f"{self._name} {figure(self._value)}".strip())

    # -- mouse -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._before = event.position(), self._value
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        moved = event.position().x() - self._pressed.x()
        if not self._dragged and abs(moved) < _CLICK:
            return
        self._dragged = True
        fine = _FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        self._preview(self._before + moved * _PER_PIXEL * fine)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed = None
        if not self._dragged:
            self.open_field()
            return
        self._dragged = False
        if self._value != self._before:
            self.changed.emit(self._before, self._value)

    def _preview(self, value: float) -> None:
        self._value = float(f"{max(-_LIMIT, min(_LIMIT, value)):.6g}")
        self._speak()
        self.previewed.emit(self._value)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.entered.emit()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()
        self.update()

    # -- keys ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._pressed is not None:
            self._drop()
        elif key in _ARROWS and not self._dragged:
            fine = _FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            self._set_by_hand(self._value + _ARROWS[key] * _STEP * fine)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.open_field()
        else:
            event.ignore()

    def _drop(self) -> None:
        """Let go of a drag as if it had not been."""
        dragged, self._pressed, self._dragged = self._dragged, None, False
        if dragged:
            self._preview(self._before)

    def _set_by_hand(self, value: float) -> None:
        before, self._value = self._value, float(f"{max(-_LIMIT, min(_LIMIT, value)):.6g}")
        if self._value != before:
            self._speak()
            self.update()
            self.changed.emit(before, self._value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # -- typing ----------------------------------------------------------------------------------------

    def open_field(self) -> None:
        """Ask for a number in place of the pill."""
        if self._field is None:
            self._field = _PillField(self)
            self._field.accepted.connect(self._take)
        self._field.setAccessibleName(self._name)
        self._field.setValue(float(f"{self._value:.6g}"))
        self._field.open_over(self)

    def _take(self) -> None:
        if self._field is not None:
            value = self._field.value()
            self._field.hide()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._set_by_hand(value)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        held = self.hasFocus() or self._dragged
        role = "text1" if held else "text3" if self.underMouse() else "border"
        rect = QRectF(self.rect())
        draw_box(painter, rect, rect.height() / 2, theme().colour("card"), theme().colour(role), 1.0 + held)
        text, centre = figure(self._value, 2, signed=True), Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, rect, text, mono_font(11), sign_ink(self._value), centre)


class _PillField(NumberField):
    """The field a pill turns into; Esc and leaving close it."""

    def __init__(self, pill: WeightPill) -> None:
        self._room = pill.parentWidget() or pill
        super().__init__("", Scale(-_LIMIT, _LIMIT, _STEP), small=True, parent=self._room)
        self._pill = pill
        self.setFixedWidth(84)
        self.hide()

    def open_over(self, pill: WeightPill) -> None:
        middle = pill.geometry().center()
        room = self._room.rect()
        left = max(2, min(middle.x() - self.width() // 2, room.right() - self.width()))
        self.move(left, middle.y() - self.height() // 2)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._pill.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide()
