"""Small signs: key hints, badges, line keys of legends, the scale of the diverging map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

__all__ = ["Badge", "ColorBar", "ElidedLabel", "KeyHint", "LineKey", "draw_badge", "draw_key_hint"]

_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEAST_TEXT = 80


class _Sign(QWidget):
    """A painted label of the size its text needs."""

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text

    def setText(self, text: str) -> None:
        """Show another text and take the room it needs."""
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ElidedLabel(QLabel):
    """A line of text that may be narrower than it: it is then cut with “…”, and whole in the tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_LEAST_TEXT, super().minimumSizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.sizeHint().width() > self.width() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink = self.palette().color(self.foregroundRole())
        draw_text(QPainter(self), QRectF(self.contentsRect()), self.text(), self.font(), ink)


def _key_font() -> QFont:
    return mono_font(11, QFont.Weight.Medium)


def draw_key_hint(painter: QPainter, right: float, middle: float, text: str) -> float:
    """Draw a key ending at ``right`` and return its left edge."""
    width = text_width(text, _key_font()) + 10
    rect = QRectF(right - width, middle - 9, width, 18)
    draw_box(painter, rect, 4, None, theme().colour("border"))
    draw_text(painter, rect, text, _key_font(), theme().colour("text3"), _CENTRE)
    return rect.left()


class KeyHint(_Sign):
    """A key of the keyboard, in its outline."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)

    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self._text, _key_font()) + 10), 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_key_hint(QPainter(self), self.width(), self.height() / 2, self._text)


def badge_size(text: str) -> QSize:
    """Return the size of a badge: 16 high, at least as wide."""
    return QSize(max(16, round(text_width(text, mono_font(11)) + 8)), 16)


def draw_badge(painter: QPainter, rect: QRectF, text: str, *, error: bool = False) -> None:
    """Draw a count in a pill."""
    fill, ink = ("error", "on_error") if error else ("press", "text2")
    font = mono_font(11, QFont.Weight.Bold if error else QFont.Weight.Normal)
    draw_box(painter, rect, rect.height() / 2, theme().colour(fill))
    draw_text(painter, rect, text, font, theme().colour(ink), _CENTRE)


class Badge(_Sign):
    """A count in a pill; rose where it counts errors."""

    def __init__(self, text: str, *, error: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._error = error

    def sizeHint(self) -> QSize:
        return badge_size(self._text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_badge(QPainter(self), QRectF(self.rect()), self._text, error=self._error)


class LineKey(_Sign):
    """The key of one curve: a solid or dashed stroke and its name."""

    _STROKE = 18

    def __init__(
        self, text: str, *, dashed: bool = False, role: str = "text1", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._dashed = dashed
        self._role = role

    def sizeHint(self) -> QSize:
        return QSize(self._STROKE + 6 + round(text_width(self._text, ui_font(12))) + 1, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme().colour(self._role), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self._dashed:
            pen.setDashPattern([4 / 1.6, 3 / 1.6])
        painter.setPen(pen)
        middle = self.height() / 2
        painter.drawLine(QPointF(0, middle), QPointF(self._STROKE, middle))
        rest = QRectF(self._STROKE + 6, 0, self.width() - self._STROKE - 6, self.height())
        draw_text(painter, rest, self._text, ui_font(12), theme().colour("text2"))


class ColorBar(QWidget):
    """The diverging map between its two ends, 6 px high, ends named in the colours of the signs."""

    def __init__(self, low: str = "\u22121", high: str = "+1", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high = low, high
        self._is_half = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Colour scale from {low} to {high}").format(low=low, high=high))
        theme().themeChanged.connect(self.update)

    def set_ends(self, low: str, high: str, *, is_half: bool = False) -> None:
        """Name the ends of the scale; half of it begins at zero, in the middle of the map."""
        self._low, self._high, self._is_half = low, high, is_half
        self.setAccessibleName(self.tr("Colour scale from {low} to {high}").format(low=low, high=high))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(164, 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = mono_font(12)
        left, right = text_width(self._low, font) + 8, text_width(self._high, font) + 8
        whole = QRectF(self.rect())
        low_ink = theme().colour("text2" if self._is_half else "negative_text")
        draw_text(painter, whole, self._low, font, low_ink)
        draw_text(
            painter, whole, self._high, font, theme().colour("positive_text"), Qt.AlignmentFlag.AlignRight
        )
        bar = QRectF(left, (self.height() - 6) / 2, max(0.0, self.width() - left - right), 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_gradient(bar, self._is_half))
        painter.drawRoundedRect(bar, 2, 2)


def _gradient(bar: QRectF, is_half: bool) -> QLinearGradient:
    gradient = QLinearGradient(bar.topLeft(), bar.topRight())
    stops = theme().tokens.diverging[2 if is_half else 0 :]
    for number, stop in enumerate(stops):
        gradient.setColorAt(number / (len(stops) - 1), QColor(stop))
    return gradient
