"""The items a card is made of: what stays while a run goes on is drawn apart from what changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from nnplayground.ui.editor.levels import Level
from nnplayground.ui.editor.still import StillItem
from nnplayground.ui.editor.unit_marks import paint_unit_marks

if TYPE_CHECKING:
    from nnplayground.ui.editor.card import Card

__all__ = ["BLANK", "FOOTER", "HEADER", "Content", "Footer", "Ground", "Header", "Part"]

HEADER, FOOTER = 40.0, 26.0
BLANK = 4.0
"""At the lower end of headers and bodies, so that nothing beside a body has to be drawn with it."""
_FADED = 0.45  # how much is left of the colours of what is frozen or muted
_MARGIN = 14.0  # room for the count of problems, which stands over the corner


class Part(StillItem):
    """A part of a card with a z value of its own."""

    def __init__(self, card: Card, z: float) -> None:
        super().__init__()
        self.card = card
        self.setZValue(z)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        return self.card.rect.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)


class Ground(Part):
    """The frame, below the weights."""

    def draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.card.paint_frame(painter)


class Header(Part):
    """The words on top: an item of their own, because they stay while bodies change."""

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self.card.rect.width(), HEADER - BLANK)

    def draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(_FADED if self.card.face.muted else 1.0)
        self.card.paint_header(painter)


class Footer(Part):
    """The line at the bottom."""

    def boundingRect(self) -> QRectF:
        rect = self.card.rect
        return QRectF(0, rect.height() - FOOTER, rect.width(), FOOTER)

    def draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.card.paint_footer(painter)


class Content(Part):
    """The body, over the weights, and what is to be seen at once: problems."""

    def draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = self.card
        painter.setOpacity(_FADED if card.face.muted else 1.0)
        if card.level is Level.BLOCKS:
            card.paint_block(painter)
        else:
            painter.save()
            painter.translate(0, HEADER)
            card.body.paint(painter, _FADED if card.face.frozen else 1.0)
            paint_unit_marks(painter, card)
            painter.restore()
        painter.setOpacity(1.0)
        card.paint_marks(painter)
