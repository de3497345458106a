"""What lies behind the cards: the frames of open blocks, coloured frames with a title, and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QGraphicsItem

from nnplayground.ui.editor.layout import BLOCK_HEADER
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from nnplayground.core.layout import Colour, Frame, Note

__all__ = ["HANDLE", "TITLE", "BlockFrame", "BoxItem", "FrameItem", "NoteItem", "box_colour"]

TITLE = BLOCK_HEADER  # the strip at the top by which a frame is moved
HANDLE = 14.0  # the corner by which a box is resized
_EDGE = 6.0  # how near to its border a frame is grasped
_NOTE_PAD = 10.0


def box_colour(colour: Colour) -> QColor:
    """Return the theme's colour of a note or frame."""
    tokens = theme().tokens
    shades = {"green": tokens.classes[2], "yellow": tokens.classes[4], "pink": tokens.classes[3]}
    roles = {"grey": "text3", "teal": "accent", "violet": "violet"}
    return QColor(shades[colour]) if colour in shades else theme().colour(roles[colour])


class BoxItem(QGraphicsItem):
    """The base of all three: a rectangle in the scene that can be hovered and selected.

    Attributes
    ----------
    id : str
        Of the note, frame or block.
    """

    radius = 12.0

    def __init__(self, id: str, z: float) -> None:
        super().__init__()
        self.id = id
        self.rect = QRectF()
        self.is_selected = self.is_hovered = False
        self.setZValue(z)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption, False)

    def set_rect(self, rect: QRectF) -> None:
        """Take another place or size."""
        if rect != self.rect:
            self.prepareGeometryChange()
            self.rect = rect

    def set_flags(self, *, selected: bool, hovered: bool) -> None:
        """Take the states that the border shows."""
        if (selected, hovered) != (self.is_selected, self.is_hovered):
            self.is_selected, self.is_hovered = selected, hovered
            self.update()

    def boundingRect(self) -> QRectF:
        return self.rect.adjusted(-2, -2, 2, 2)

    @property
    def can_resize(self) -> bool:
        """Whether a hand may change its size."""
        return True

    def handle(self) -> QRectF:
        """Return the corner by which it is resized."""
        return QRectF(self.rect.right() - HANDLE, self.rect.bottom() - HANDLE, HANDLE, HANDLE)

    def grasped_at(self, point: QPointF) -> bool:
        """Tell whether a press at ``point`` takes hold of it: in its title, or on its border."""
        if not self.rect.adjusted(-2, -2, 2, 2).contains(point):
            return False
        inner = self.rect.adjusted(_EDGE, TITLE, -_EDGE, -_EDGE)
        return not inner.contains(point) or (self.can_resize and self.handle().contains(point))

    def _border(self, colour: QColor) -> tuple[QColor, float]:
        if self.is_selected:
            return theme().colour("accent"), 2.0
        return colour, 1.0

    def _paint_handle(self, painter: QPainter, colour: QColor) -> None:
        if not (self.is_selected or self.is_hovered):
            return
        painter.setPen(QPen(colour, 1.5))
        corner = self.rect.bottomRight() - QPointF(4, 4)
        for reach in (4, 8):
            painter.drawLine(corner - QPointF(reach, 0), corner - QPointF(0, reach))


class FrameItem(BoxItem):
    """A coloured rectangle with a title."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame.id, -2.0)
        self.frame = frame
        self.show_frame(frame)

    def show_frame(self, frame: Frame) -> None:
        """Take the newest state."""
        self.frame = frame
        self.set_rect(QRectF(frame.x, frame.y, frame.width, frame.height))
        self.update()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        colour = box_colour(self.frame.colour)
        border, width = self._border(_thin(colour, 0.85 if self.is_hovered else 0.55))
        draw_box(painter, self.rect, self.radius, _thin(colour, 0.09), border, width)
        strip = QRectF(self.rect.left() + 14, self.rect.top(), self.rect.width() - 28, TITLE)
        draw_text(painter, strip, self.frame.title, ui_font(13, QFont.Weight.DemiBold), colour)
        self._paint_handle(painter, colour)


class NoteItem(BoxItem):
    """A text on the canvas."""

    radius = 6.0

    def __init__(self, note: Note) -> None:
        super().__init__(note.id, -0.5)
        self.note = note
        self.show_note(note)

    def show_note(self, note: Note) -> None:
        """Take the newest state."""
        self.note = note
        self.set_rect(QRectF(note.x, note.y, note.width, note.height))
        self.update()

    def grasped_at(self, point: QPointF) -> bool:
        return self.rect.contains(point)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        colour = box_colour(self.note.colour)
        border, width = self._border(_thin(colour, 0.8 if self.is_hovered else 0.4))
        draw_box(painter, self.rect, self.radius, theme().colour("canvas"))
        draw_box(painter, self.rect, self.radius, _thin(colour, 0.14), border, width)
        painter.setPen(theme().colour("text1"))
        painter.setFont(ui_font(12))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        room = self.rect.adjusted(_NOTE_PAD, _NOTE_PAD, -_NOTE_PAD, -_NOTE_PAD)
        painter.save()
        painter.setClipRect(room)
        painter.drawText(room, self.note.text, option)
        painter.restore()
        self._paint_handle(painter, colour)


class BlockFrame(BoxItem):
    """The frame of an open block around its cards; a press on its title takes hold of them all."""

    def __init__(self, id: str, depth: int) -> None:
        super().__init__(id, -1.0 + 0.01 * depth)
        self._title = self._count = ""

    @property
    def can_resize(self) -> bool:
        return False

    def grasped_at(self, point: QPointF) -> bool:
        return QRectF(self.rect.left(), self.rect.top(), self.rect.width(), TITLE).contains(point)

    def fold_button(self) -> QRectF:
        """Return where a click folds the block."""
        return QRectF(self.rect.right() - 26, self.rect.top() + 7, 16, 16)

    def set_title(self, title: str, count: str) -> None:
        """Take the name, and what is said beside it."""
        if (title, count) != (self._title, self._count):
            self._title, self._count = title, count
            self.update()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        colour, rect = theme().colour, self.rect
        border, width = self._border(colour("text3" if self.is_hovered else "border"))
        draw_box(painter, rect, self.radius, _thin(colour("surface"), 0.75), border, width)
        draw_icon(painter, "group", QRectF(rect.left() + 12, rect.top() + 8, 14, 14), colour("text2"))
        draw_icon(painter, "chevron-up", self.fold_button().adjusted(1, 1, -1, -1), colour("text2"))
        font = ui_font(12, QFont.Weight.DemiBold)
        title = QRectF(rect.left() + 32, rect.top(), rect.width() - 66, TITLE)
        draw_text(painter, title, self._title, font, colour("text1"))
        beside = title.adjusted(text_width(self._title, font) + 10, 0, 0, 0)
        if beside.width() > text_width(self._count, ui_font(11)):
            draw_text(painter, beside, self._count, ui_font(11), colour("text3"))


def _thin(colour: QColor, opacity: float) -> QColor:
    thin = QColor(colour)
    thin.setAlphaF(opacity)
    return thin
