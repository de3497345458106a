"""The − and + under a card with units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QGraphicsItem

from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from nnplayground.ui.editor.card import Card

__all__ = ["UnitButtons"]

_RECT = QRectF(-24, -10, 48, 20)


class UnitButtons(QGraphicsItem):
    """One pair for the whole scene, at the lower border of the card that is hovered or selected."""

    def __init__(self) -> None:
        super().__init__()
        self.node = ""
        self.setZValue(4)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.hide()

    def attach(self, card: Card | None) -> None:
        """Go to a card, or away if it has no units."""
        if card is None or not card.is_resizable:
            self.node = ""
            self.hide()
            return
        self.node = card.id
        rect = card.scene_rect
        self.setPos(rect.center().x(), rect.bottom() + 7)
        self.show()

    def change_at(self, point: QPointF) -> int:
        """Return −1 or +1 for the button under a point of the scene, else 0."""
        if not self.contains_point(point):
            return 0
        return -1 if point.x() < self.pos().x() else 1

    def contains_point(self, point: QPointF) -> bool:
        """Tell whether a point of the scene is on the buttons."""
        return self.isVisible() and _RECT.contains(point - self.pos())

    def boundingRect(self) -> QRectF:
        return _RECT.adjusted(-1, -1, 1, 1)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        colour = theme().colour
        draw_box(painter, _RECT, 6, colour("overlay"), colour("border"))
        painter.setPen(colour("border"))
        painter.drawLine(QPointF(0, -6), QPointF(0, 6))
        draw_icon(painter, "minus", QRectF(-19, -7, 14, 14), colour("text1"))
        draw_icon(painter, "plus", QRectF(5, -7, 14, 14), colour("text1"))
