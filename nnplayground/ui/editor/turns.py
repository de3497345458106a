"""The order of the wires at an input that takes many, shown while its card is under the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QGraphicsItem

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from nnplayground.ui.editor.wires import Wire

__all__ = ["Turns"]

_SIZE = 16.0
_BACK = 26.0  # how far before the port a number stands


class Turns(QGraphicsItem):
    """Numbered discs on the wires that meet at one port; the order is that of a concatenation."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[QPointF] = []
        self.setZValue(4)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_wires(self, wires: Sequence[Wire]) -> None:
        """Show the numbers of some wires in their order; one alone needs no number."""
        places = [_near_end(wire) for wire in wires] if len(wires) > 1 else []
        if places != self.places:
            self.prepareGeometryChange()
            self.places = places
            self.update()

    def boundingRect(self) -> QRectF:
        bounds = QRectF()
        for place in self.places:
            bounds = bounds.united(_disc(place))
        return bounds.adjusted(-1, -1, 1, 1)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        colour = theme().colour
        font = ui_font(10.5, QFont.Weight.DemiBold)
        for turn, place in enumerate(self.places, 1):
            disc = _disc(place)
            draw_box(painter, disc, _SIZE / 2, colour("overlay"), colour("text3"))
            draw_text(painter, disc, str(turn), font, colour("text1"), Qt.AlignmentFlag.AlignHCenter)


def _disc(place: QPointF) -> QRectF:
    return QRectF(place.x() - _SIZE / 2, place.y() - _SIZE / 2, _SIZE, _SIZE)


def _near_end(wire: Wire) -> QPointF:
    share = 1 - _BACK / max(wire.path.length(), 1.0)
    return wire.path.pointAtPercent(max(0.5, share))
