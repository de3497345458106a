"""What lies on the welcome page: preset cards, rows of recent files, rows of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.labels import draw_key_hint
from nnplayground.ui.widgets.painting import PaintedButton, draw_box, draw_text, wrapped

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent

    from nnplayground.ui.welcome.entries import Picture

__all__ = ["ActionRow", "PresetCard", "RecentRow", "draw_picture"]

_THUMB = 88
_CARD_HEIGHT = 104
_LINE = 17.0


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


def _draw_wrapped(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor, lines: int) -> int:
    """Draw at most ``lines`` lines, the last one cut with "…", and return how many it took."""
    painter.setFont(font)
    painter.setPen(colour)
    shown = wrapped(text, font, rect.width(), lines)
    for number, line in enumerate(shown):
        painter.drawText(QPointF(rect.left(), rect.top() + 13 + number * _LINE), line)
    return len(shown)


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
        draw_picture(painter, QRectF(8, 8, _THUMB, _THUMB), self._picture)
        left = _THUMB + 22
        width = self.width() - left - 12
        text, bold = QRectF(left, 10, width, 3 * _LINE), ui_font(13, QFont.Weight.DemiBold)
        # A title is told in full before the sentence is, which stands on the tip too.
        taken = _draw_wrapped(painter, text, self.text(), bold, colour("text1"), 2)
        text.setTop(text.top() + 4 + taken * _LINE)
        _draw_wrapped(painter, text, self._notes, ui_font(12), colour("text2"), 3 - taken)
        draw_text(painter, QRectF(left, 78, width, 16), self._size, ui_font(11), colour("text3"))


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
