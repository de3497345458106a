"""Ports: the places on a card's border where wires end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

__all__ = ["PORT", "PortMark", "PortRef"]

PORT = 9.0


@dataclass(frozen=True)
class PortRef:
    """A port of a node."""

    node: str
    port: str
    is_output: bool


class PortMark(QGraphicsItem):
    """A place for a wire: a ring that fills with the accent where a wire fits."""

    def __init__(self, ref: PortRef) -> None:
        super().__init__()
        self.ref = ref
        self.state = "idle"  # "idle", "fits", "target", "refused"
        self.setZValue(3)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def set_state(self, state: str) -> None:
        """Show what a wire that is being drawn would find here."""
        if state != self.state:
            self.state = state
            self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(-8, -8, 16, 16)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = {"fits": "accent", "target": "accent", "refused": "error"}.get(self.state, "text3")
        radius = PORT / 2 + (2 if self.state == "target" else 0) - 0.75
        painter.setPen(QPen(theme().colour(role), 1.5))
        painter.setBrush(theme().colour("accent" if self.state == "target" else "card"))
        painter.drawEllipse(QPointF(0, 0), radius, radius)
