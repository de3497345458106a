"""What lies on the palette: tiles of groups, chips of variants, rows of a search; all can be dragged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFont, QPainter, QPolygonF
from PySide6.QtWidgets import QApplication, QSizePolicy

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.help import explain
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import PaintedButton, draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from nnplayground.ui.panels.catalogue import Variant

__all__ = ["LAYER_MIME", "Draggable", "GroupTile", "ResultRow", "VariantChip", "layer_mime"]

LAYER_MIME = "application/x-nnplayground-layer"
_CENTRE = Qt.AlignmentFlag.AlignCenter


def layer_mime(variant: Variant) -> QMimeData:
    """Return what a drag of ``variant`` carries: ``{"kind": …, "fields": {…}}``."""
    mime = QMimeData()
    text = json.dumps({"kind": variant.kind, "fields": dict(variant.fields)})
    mime.setData(LAYER_MIME, text.encode())
    return mime


class Draggable(PaintedButton):
    """A button that can be dragged onto the canvas; double click or Enter adds it there.

    Attributes
    ----------
    added : Signal(object)
        The variant to add.
    """

    added = Signal(object)

    def __init__(self, variant: Variant, text: str) -> None:
        super().__init__()
        self.variant = variant
        self._pressed_at: QPoint | None = None
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(variant.help)
        explain(self, variant.topic())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._pressed_at
        if start is None or (event.position().toPoint() - start).manhattanLength() < (
            QApplication.startDragDistance()
        ):
            super().mouseMoveEvent(event)
            return
        self._pressed_at = None
        self.setDown(False)
        self.drag().exec(Qt.DropAction.CopyAction)

    def drag(self) -> QDrag:
        """Return the drag, carrying a picture of this button."""
        drag = QDrag(self)
        drag.setMimeData(self.mime())
        drag.setPixmap(self.grab())
        drag.setHotSpot(self.rect().center())
        return drag

    def mime(self) -> QMimeData:
        """Return what the drag carries."""
        return layer_mime(self.variant)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.added.emit(self.variant)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.added.emit(self.variant)
        else:
            super().keyPressEvent(event)


class GroupTile(Draggable):
    """A group of layers: icon over name; a mark in the corner says that a click opens its variants."""

    def __init__(self, text: str, icon: str, variants: tuple[Variant, ...]) -> None:
        super().__init__(variants[0], text)
        self.variants = variants
        self._icon = icon
        self._opens = len(variants) > 1
        self.setCheckable(self._opens)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(max(62, round(text_width(self.text(), ui_font(11))) + 10), 52)

    def minimumSizeHint(self) -> QSize:
        return QSize(58, 52)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        lit = self.isChecked() or self.underMouse()
        border = "accent" if self.shows_focus else "accent_line" if self.isChecked() else "separator"
        rect = QRectF(self.rect())
        draw_box(painter, rect, 6, colour("hover" if lit else "card"), colour(border))
        draw_icon(painter, self._icon, QRectF((self.width() - 18) / 2, 8, 18, 18), colour("text1"))
        name = rect.adjusted(3, 31, -3, -6)
        ink = colour("text1" if lit else "text2")
        draw_text(painter, name, self.text(), ui_font(11), ink, _CENTRE)
        if self._opens:
            self._draw_corner(painter)

    def _draw_corner(self, painter: QPainter) -> None:
        right, bottom = self.width() - 5.0, self.height() - 5.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("text4"))
        corners = [QPointF(right, bottom - 4), QPointF(right, bottom), QPointF(right - 4, bottom)]
        painter.drawPolygon(QPolygonF(corners))


class VariantChip(Draggable):
    """A variant: icon and name in one line."""

    def __init__(self, variant: Variant) -> None:
        super().__init__(variant, variant.title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(40, 26)

    def whole_width(self) -> float:
        """Return how wide it must be to show its whole name."""
        return 24 + text_width(self.text(), ui_font(11.5)) + 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        rect = QRectF(self.rect())
        border = colour("accent" if self.shows_focus else "separator")
        draw_box(painter, rect, 5, colour("hover" if self.underMouse() else "card"), border)
        draw_icon(painter, self.variant.icon, QRectF(6, 6, 14, 14), colour("text2"))
        draw_text(painter, rect.adjusted(24, 0, -2, 0), self.text(), ui_font(11.5), colour("text1"))


class ResultRow(Draggable):
    """A found layer: icon plate, name with the found letters lit, and what it would make of the shape."""

    def __init__(self, variant: Variant, found: str, hint: str) -> None:
        super().__init__(variant, variant.title)
        self._found, self._hint = found, hint
        self._current = False
        self.setAccessibleDescription(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_current(self, current: bool) -> None:
        """Mark the row that Enter in the search box adds."""
        self._current = current
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        rect = QRectF(self.rect())
        ring = colour("accent") if self.shows_focus else None
        if self._current or self.underMouse() or ring is not None:
            draw_box(painter, rect, 6, colour("hover"), ring)
        plate = QRectF(7, 7, 26, 26)
        draw_box(painter, plate, 6, colour("card"), colour("separator"))
        draw_icon(painter, self.variant.icon, plate.adjusted(6, 6, -6, -6), colour("text1"))
        self._draw_title(painter, QRectF(42, 4, self.width() - 48, 16))
        note = QRectF(42, 20, self.width() - 48, 15)
        draw_text(painter, note, self._hint, ui_font(11), colour("text3"))

    def _draw_title(self, painter: QPainter, rect: QRectF) -> None:
        font = ui_font(12, QFont.Weight.Medium)
        start = self.text().casefold().find(self._found.casefold())
        if start < 0 or not self._found:
            draw_text(painter, rect, self.text(), font, theme().colour("text1"))
            return
        stop = start + len(self._found)
        parts = (
            (self.text()[:start], "text1"),
            (self.text()[start:stop], "accent"),
            (self.text()[stop:], "text1"),
        )
        for part, role in parts:
            if rect.width() > 0:
                draw_text(painter, rect, part, font, theme().colour(role))
            rect.setLeft(rect.left() + text_width(part, font))
