"""The slider and the two-handled split of a data set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width
from nnplayground.ui.widgets.scale import Scale

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

__all__ = ["Slider", "SplitSlider"]

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageDown: -10,
    Qt.Key.Key_PageUp: 10,
}
_NOTCH = 120


class _Draggable(QWidget):
    """A control dragged along a horizontal track; repaints when focus and theme change."""

    def __init__(self, name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(96, self.sizeHint().height())


class Slider(_Draggable):
    """A slider with its value written after it.

    ``changing(value)`` is emitted while dragging, ``changed(value)`` once at the end; a key or the wheel
    (while focused) emits both.

    Parameters
    ----------
    name : str
        Accessible name.
    scale : Scale
        Range and steps.
    digits : int
        Decimals written; a logarithmic value is written as shortly as it reads.
    unit : str
        Written after the number.
    """

    changing = Signal(float)
    changed = Signal(float)

    def __init__(
        self,
        name: str,
        scale: Scale | None = None,
        *,
        value: float | None = None,
        digits: int = 2,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._scale = scale or Scale()
        self._digits = digits
        self._unit = unit
        self._value = self._scale.minimum
        self._before_drag: float | None = None
        self.setValue(self._scale.minimum if value is None else value)

    def value(self) -> float:
        """Return the value."""
        return self._value

    def setValue(self, value: float) -> None:
        """Show ``value``, kept inside the range, without telling anyone."""
        self._value = self._scale.clamp(value)
        self.setAccessibleDescription(self._text(self._value))
        self.update()

    def scale(self) -> Scale:
        """Return the range."""
        return self._scale

    def set_scale(self, scale: Scale) -> None:
        """Set another range; the value is kept inside it."""
        self._scale = scale
        self.setValue(self._value)

    def sizeHint(self) -> QSize:
        return QSize(160, 24)

    def _text(self, value: float) -> str:
        logarithmic = self._scale.logarithmic
        number = format_compact(value, 2) if logarithmic else format_number(value, self._digits)
        return number + self._unit

    def _track(self) -> QRectF:
        ends = (self._scale.minimum, self._scale.maximum)
        # Room for the longest value, so that the track does not breathe while the value changes.
        samples = [*ends, self._scale.at(0.37), self._scale.at(0.003)]
        readout = max(text_width(self._text(sample), mono_font(12)) for sample in samples)
        right = self.width() - max(28.0, readout) - 8
        return QRectF(7, 0, max(20.0, right - 14), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        track, middle = self._track(), self.height() / 2
        at = track.left() + track.width() * self._scale.fraction(self._value)
        rail = QRectF(track.left(), middle - 1, track.width(), 2)
        draw_box(painter, rail, 1, theme().colour("border"))
        rail.setRight(at)
        draw_box(painter, rail, 1, theme().colour("accent"))
        self._draw_thumb(painter, at, middle)
        whole = QRectF(self.rect())
        align = Qt.AlignmentFlag.AlignRight
        draw_text(painter, whole, self._text(self._value), mono_font(12), theme().colour("text1"), align)

    def _draw_thumb(self, painter: QPainter, at: float, middle: float) -> None:
        colour = theme().colour
        if self.hasFocus() or not theme().tokens.is_dark:
            draw_box(painter, QRectF(at - 7, middle - 7, 14, 14), 7, colour("accent"))
        draw_box(painter, QRectF(at - 6, middle - 6, 12, 12), 6, colour("slider_thumb_ring"))
        draw_box(painter, QRectF(at - 4, middle - 4, 8, 8), 4, colour("slider_thumb"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._before_drag = self._value
            self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._before_drag is not None:
            self._drag_to(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        before, self._before_drag = self._before_drag, None
        if before is not None and before != self._value:
            self.changed.emit(self._value)

    def _drag_to(self, x: float) -> None:
        track = self._track()
        self._preview(self._scale.at((x - track.left()) / track.width()))

    def _preview(self, value: float) -> bool:
        if value == self._value:
            return False
        self.setValue(value)
        self.changing.emit(self._value)
        return True

    def _commit(self, value: float) -> None:
        if self._preview(value):
            self.changed.emit(self._value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._commit(self._scale.stepped(self._value, _STEPS[key]))
        elif key is Qt.Key.Key_Home:
            self._commit(self._scale.minimum)
        elif key is Qt.Key.Key_End:
            self._commit(self._scale.maximum)
        elif key is Qt.Key.Key_Escape and self._before_drag is not None:
            self._preview(self._before_drag)
            self._before_drag = None
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Without this, scrolling a dock changes whatever happens to lie under the pointer.
        if not self.hasFocus():
            event.ignore()
            return
        self._commit(self._scale.stepped(self._value, round(event.angleDelta().y() / _NOTCH)))


class SplitSlider(_Draggable):
    """Train, validation and test shares of a data set: whole percents that sum to 100.

    Left and right move the active handle, up and down choose the other one; ``changing`` and ``changed``
    carry ``(train, validation, test)``.
    """

    changing = Signal(int, int, int)
    changed = Signal(int, int, int)

    def __init__(
        self, name: str, shares: tuple[int, int, int] = (60, 20, 20), parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._handles = [60, 80]
        self._active = 0
        self._before_drag: list[int] | None = None
        self.minimum_train = 1
        self.setValue(shares)

    def value(self) -> tuple[int, int, int]:
        """Return the shares in percent."""
        first, second = self._handles
        return first, second - first, 100 - second

    def setValue(self, shares: tuple[int, int, int]) -> None:
        """Show ``shares`` without telling anyone; ValueError unless they sum to 100 percent."""
        if sum(shares) != 100 or min(shares) < 0:
            raise ValueError(f"the shares {shares} do not sum to 100 percent")
        self._handles = [shares[0], shares[0] + shares[1]]
        self.setAccessibleDescription(", ".join(f"{name} {share} %" for name, share in self._parts()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(224, 36)

    def _parts(self) -> list[tuple[str, int]]:
        names = (self.tr("Train"), self.tr("Val"), self.tr("Test"))
        return list(zip(names, self.value(), strict=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        self._draw_labels(painter)
        self._draw_bar(painter)
        for number in (1, 0) if self._active == 0 else (0, 1):
            self._draw_handle(painter, number)

    def _draw_labels(self, painter: QPainter) -> None:
        labels = [(name, f"{share}\u00a0%") for name, share in self._parts()]
        widths = [text_width(n, ui_font(12)) + 4 + text_width(v, mono_font(12)) for n, v in labels]
        gap = (self.width() - sum(widths)) / 2
        left = 0.0
        for (name, value), width in zip(labels, widths, strict=True):
            title = text_width(name, ui_font(12))
            draw_text(painter, QRectF(left, 0, title, 16), name, ui_font(12), theme().colour("text2"))
            rest = QRectF(left + title + 4, 0, width - title, 16)
            draw_text(painter, rest, value, mono_font(12), theme().colour("text1"))
            left += width + gap

    def _draw_bar(self, painter: QPainter) -> None:
        bar = QRectF(0, 26, self.width(), 6)
        draw_box(painter, bar, 3, theme().colour("press"))
        for handle, role in ((1, "text4"), (0, "text2")):
            part = QRectF(bar)
            part.setRight(self._position(handle))
            if part.width() >= 3:
                draw_box(painter, part, 3, theme().colour(role))

    def _draw_handle(self, painter: QPainter, number: int) -> None:
        at = self._position(number)
        focused = self.hasFocus() and number == self._active
        outline = theme().colour("accent" if focused else "surface")
        draw_box(painter, QRectF(at - 5, 20, 10, 18), 5, theme().colour("surface"))
        if focused:
            draw_box(painter, QRectF(at - 4, 21, 8, 16), 4, outline)
        draw_box(painter, QRectF(at - 3, 22, 6, 14), 3, theme().colour("text1"))

    def _position(self, number: int) -> float:
        return 3 + (self.width() - 6) * self._handles[number] / 100

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        first, second = (abs(self._position(number) - x) for number in (0, 1))
        # Of two handles in one place, the one that can follow the pointer.
        self._active = 1 if second < first or (first == second and x > self._position(1)) else 0
        self._before_drag = list(self._handles)
        self._move(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._before_drag is not None:
            self._move(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        before, self._before_drag = self._before_drag, None
        if before is not None and before != self._handles:
            self.changed.emit(*self.value())

    def _move(self, x: float) -> None:
        self._place(round(100 * (x - 3) / max(1, self.width() - 6)))

    def _place(self, percent: int) -> bool:
        first, second = self._handles
        low, high = (self.minimum_train, second) if self._active == 0 else (first, 100)
        percent = min(high, max(low, percent))
        if percent == self._handles[self._active]:
            return False
        handles = [percent, second] if self._active == 0 else [first, percent]
        self.setValue((handles[0], handles[1] - handles[0], 100 - handles[1]))
        self.changing.emit(*self.value())
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._active = 1 - self._active
            self.update()
        elif key in _STEPS:
            if self._place(self._handles[self._active] + _STEPS[key]):
                self.changed.emit(*self.value())
        else:
            super().keyPressEvent(event)
