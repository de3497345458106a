"""Marks over the tiles of a card: the unit under the mouse, the one in the inspector, ablated ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPen

from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

    from nnplayground.ui.editor.card import Card

__all__ = ["paint_unit_marks"]

_VEIL = 0.55  # leaves 45 % of the picture


def paint_unit_marks(painter: QPainter, card: Card) -> None:
    """Mark the units of a card; the painter stands at the top of its body."""
    tiles = card.body.tiles
    for unit in card.node.options.ablated:
        if unit < len(tiles):
            _cross_out(painter, tiles[unit])
    if card.hovered_unit is not None and card.hovered_unit < len(tiles):
        draw_box(painter, tiles[card.hovered_unit], 4, None, theme().colour("text1"), 1.5)
    if card.selected_unit is not None and card.selected_unit < len(tiles):
        ring = tiles[card.selected_unit].adjusted(-2, -2, 2, 2)
        draw_box(painter, ring, 5, None, theme().colour("accent"), 2)


def _cross_out(painter: QPainter, tile: QRectF) -> None:
    veil = theme().colour("card")
    veil.setAlphaF(_VEIL)
    draw_box(painter, tile, 4, veil)
    painter.setPen(QPen(theme().colour("text2"), 1.5))
    inner = tile.adjusted(3, 3, -3, -3)
    painter.drawLine(inner.topLeft(), inner.bottomRight())
    painter.drawLine(inner.topRight(), inner.bottomLeft())
