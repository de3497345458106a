"""What all painted controls share: sharp boxes, text measures, the common base of buttons."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeySequence,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

__all__ = [
    "PaintedButton",
    "by_keyboard",
    "draw_box",
    "draw_name",
    "draw_text",
    "set_flag",
    "set_role",
    "text_width",
    "tip_with_shortcut",
    "wrapped",
]

_KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


def draw_box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    border: QColor | None = None,
    width: float = 1.0,
) -> None:
    """Draw a rounded box whose border lies wholly inside ``rect``, so that 1 px stays 1 px."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.setPen(QPen(border, width))
    inset = width / 2
    inner = rect.adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(inner, radius - inset, radius - inset)


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Draw one line, vertically centred, cut with "…" where ``rect`` is too narrow."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, _on_one_line(align), _cut(text, font, rect.width() + 0.5))


def draw_name(painter: QPainter, rect: QRectF, name: str, font: QFont, colour: QColor) -> None:
    """Draw a layer's name; where it is cut, the number at its end stays, which tells it from the others."""
    draw_text(painter, rect, _named(name, font, rect.width()), font, colour)


@lru_cache(maxsize=4096)
def _named(name: str, font: QFont, width: float) -> str:
    stem, blank, number = name.rpartition(" ")
    if not stem or not number.isdecimal() or text_width(name, font) <= width + 0.5:
        return name
    end = blank + number
    return _cut(stem, font, width - text_width(end, font)) + end


@cache
def _on_one_line(align: Qt.AlignmentFlag) -> int:
    return (align | Qt.AlignmentFlag.AlignVCenter).value | Qt.TextFlag.TextSingleLine.value


@lru_cache(maxsize=4096)
def _cut(text: str, font: QFont, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=4096)
def text_width(text: str, font: QFont) -> float:
    """Return the width of ``text`` in logical pixels."""
    return QFontMetricsF(font).horizontalAdvance(text)


@lru_cache(maxsize=2048)
def wrapped(text: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
    """Break a text into at most so many lines, the last one cut with "…" where there is more."""
    layout = QTextLayout(text, font)
    layout.setTextOption(_anywhere())
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        end = len(text) if len(lines) == most - 1 else line.textStart() + line.textLength()
        lines.append(_cut(text[line.textStart() : end].rstrip(), font, width))
    layout.endLayout()
    return tuple(lines)


def _anywhere() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def by_keyboard(event: QFocusEvent) -> bool:
    """Tell whether the focus came by a key, which is when its ring is shown."""
    return event.reason() in _KEYBOARD_REASONS


def set_role(label: QWidget, role: str) -> None:
    """Let the style sheet colour a label as "caption", "secondary", "error" or "warning"."""
    _select(label, "role", role)


def set_flag(widget: QWidget, name: str, value: bool) -> None:
    """Set a property the style sheet selects on, for example "bad" or "overridden" of a field."""
    _select(widget, name, value)


def _select(widget: QWidget, name: str, value: object) -> None:
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def tip_with_shortcut(text: str, shortcut: str = "") -> str:
    """Return a tooltip naming the shortcut as this platform writes it: ``Play (Space)``."""
    keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text} ({keys})" if keys else text


class PaintedButton(QAbstractButton):
    """A button that paints itself and shows the focus ring only to those who use the keyboard.

    A click does not take the focus: Space goes on meaning play and pause after a button was pressed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ring = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme().themeChanged.connect(self.update)
        self.toggled.connect(self._stop_tab_here)

    def _stop_tab_here(self, checked: bool) -> None:
        """Be where Tab enters a group of which one is chosen: Qt would enter it at the first one."""
        group = self.group()
        if checked and group is not None and group.exclusive():
            for button in group.buttons():
                here = button is self
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus if here else Qt.FocusPolicy.NoFocus)

    @property
    def shows_focus(self) -> bool:
        """Whether the focus ring is to be painted."""
        return self._ring and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _state_fill(self, *, rest: QColor | None = None) -> QColor | None:
        """Return the ground of a flat button: pressed, checked, hovered, or at rest."""
        if not self.isEnabled():
            return rest
        if self.isDown() or self.isChecked():
            return theme().colour("press")
        return theme().colour("hover") if self.underMouse() else rest
