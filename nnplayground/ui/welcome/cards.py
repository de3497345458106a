"""What lies on the welcome page: preset cards, rows of recent files, rows of actions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.labels import draw_key_hint
from nnplayground.ui.widgets.painting import PaintedButton, draw_box, draw_text, wrapped

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent

    from nnplayground.ui.welcome.entries import Picture

__all__ = ["ActionRow", "PresetCard", "RecentRow", "draw_picture", "opening"]

_THUMB = 88
_CARD_HEIGHT = 108
_EDGE = (_CARD_HEIGHT - _THUMB) // 2
_LINE = 17.0
_LINES = 4
_CLAUSE = re.compile(r"(?<! \d)[.:;?](?=\s)")
"""Where a sentence can end early and still be one: not after the number of a step."""
_LOOSE = " .,;:(—–"
"""What is not left over before "…"."""


def draw_picture(painter: QPainter, box: QRectF, picture: Picture | None, radius: float = 6) -> None:
    """Draw a thumbnail on its ground, corners rounded."""
    draw_box(painter, box, radius, theme().colour("field"))
    if picture is None:
        return
    clip = QPainterPath()
    clip.addRoundedRect(box, radius, radius)
    painter.save()
    painter.setClipPath(clip)
    picture.draw(painter, box)
    painter.restore()


def _wrapped(text: str, font: QFont, width: float) -> list[str]:
    """Return the lines that a text takes."""
    return list(wrapped(text, font, width, len(text)))


def _cut(lines: list[str], most: int, font: QFont, width: float) -> list[str]:
    """Return the first lines; where more were there, the last one ends after a whole word and with "…"."""
    if len(lines) <= most:
        return lines
    metrics, last = QFontMetricsF(font), lines[most - 1].rstrip(_LOOSE)
    while " " in last and metrics.horizontalAdvance(last + "…") > width:
        last = last.rpartition(" ")[0].rstrip(_LOOSE)
    return [*lines[: most - 1], metrics.elidedText(last + "…", Qt.TextElideMode.ElideRight, width)]


def opening(text: str, font: QFont, width: float, most: int) -> list[str]:
    """Return a text in at most so many lines: whole, or as many of its first clauses as there is room for."""
    whole = _wrapped(text, font, width)
    if len(whole) <= most:
        return whole
    for clause in reversed(list(_CLAUSE.finditer(text))):
        end = "?" if clause.group() == "?" else "."
        lines = _wrapped(text[: clause.start()] + end, font, width)
        if len(lines) <= most:
            return lines
    return _cut(whole, most, font, width)


def _draw_lines(painter: QPainter, at: QPointF, lines: list[str], font: QFont, colour: QColor) -> float:
    """Draw lines and return where the next one would be."""
    painter.setFont(font)
    painter.setPen(colour)
    for number, line in enumerate(lines):
        painter.drawText(at + QPointF(0, 13 + number * _LINE), line)
    return at.y() + len(lines) * _LINE


class _Enterable(PaintedButton):
    """A button that Enter presses too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class PresetCard(_Enterable):
    """A thumbnail, a title, a sentence and the number of parameters."""

    def __init__(self, name: str, title: str, notes: str, size: str) -> None:
        super().__init__()
        self.name = name
        self._notes, self._size = notes, size
        self._picture: Picture | None = None
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{notes} {size}")
        self.setToolTip(notes)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: Picture) -> None:
        """Show a thumbnail."""
        self._picture = picture
        self.update()

    def matches(self, text: str) -> bool:
        """Tell whether a search finds it."""
        return any(text.casefold() in part.casefold() for part in (self.text(), self._notes, self.name))

    def sizeHint(self) -> QSize:
        return QSize(280, _CARD_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        lit = self.underMouse() or self.isDown()
        border = "accent" if self.shows_focus else "border" if lit else "separator"
        draw_box(painter, QRectF(self.rect()), 8, colour("card" if lit else "surface"), colour(border))
        draw_picture(painter, QRectF(_EDGE, _EDGE, _THUMB, _THUMB), self._picture)
        left = _EDGE + _THUMB + 14
        width = self.width() - left - 12
        self._draw_text(painter, QPointF(left, _EDGE - 2), width)
        draw_text(painter, QRectF(left, 83, width, 16), self._size, ui_font(11), colour("text3"))

    def _draw_text(self, painter: QPainter, at: QPointF, width: float) -> None:
        """Draw the title in full, and of the notes what is left room for; the tip has them whole."""
        bold, plain = ui_font(13, QFont.Weight.DemiBold), ui_font(12)
        title = _cut(_wrapped(self.text(), bold, width), 2, bold, width)
        below = _draw_lines(painter, at, title, bold, theme().colour("text1"))
        notes = opening(self._notes, plain, width, _LINES - len(title))
        _draw_lines(painter, QPointF(at.x(), below + 3), notes, plain, theme().colour("text2"))


class RecentRow(_Enterable):
    """A file that was open lately: thumbnail, name, and what it is."""

    def __init__(self, name: str, title: str, note: str) -> None:
        super().__init__()
        self.name = name
        self._note = note
        self._picture: Picture | None = None
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: Picture) -> None:
        """Show a thumbnail."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 48)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        fill = self._state_fill()
        ring = colour("accent") if self.shows_focus else None
        if fill is not None or ring is not None:
            draw_box(painter, QRectF(self.rect()), 6, fill, ring)
        draw_picture(painter, QRectF(8, 6, 36, 36), self._picture, 4)
        ink = colour("text1" if self.isEnabled() else "text4")
        name = QRectF(56, 7, self.width() - 64, 17)
        draw_text(painter, name, self.text(), ui_font(12, QFont.Weight.Medium), ink)
        draw_text(painter, QRectF(56, 24, self.width() - 64, 16), self._note, ui_font(11), colour("text3"))


class ActionRow(_Enterable):
    """An action with its icon and the key that does the same."""

    def __init__(self, text: str, icon: str, key: str) -> None:
        super().__init__()
        self._icon, self._key = icon, key
        self.setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        fill = self._state_fill()
        ring = colour("accent") if self.shows_focus else None
        if fill is not None or ring is not None:
            draw_box(painter, QRectF(self.rect()), 6, fill, ring)
        draw_icon(painter, self._icon, QRectF(8, 12, 16, 16), colour("text2"))
        right: float = self.width() - 8
        if self._key:
            painter.setFont(mono_font(11))
            right = draw_key_hint(painter, right, self.height() / 2, self._key) - 8
        draw_text(
            painter, QRectF(36, 0, right - 36, self.height()), self.text(), ui_font(12), colour("text1")
        )
