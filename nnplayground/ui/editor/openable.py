"""Which neuron is meant when a person wants to look into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from nnplayground.ui.editor.viewport import Viewport

__all__ = ["unit_at", "unit_in_sight"]

Unit = tuple[str, int]


def unit_at(view: Viewport, point: QPointF) -> Unit | None:
    """Return the neuron at a point of the scene, if it can be looked into."""
    card = view.canvas_scene.card_at(point)
    if card is None or not view.can_open(card.id):
        return None
    unit = card.unit_at(point)
    return (card.id, unit or 0) if unit is not None or not card.body.tiles else None


def unit_in_sight(view: Viewport, hovered: Unit | None) -> Unit | None:
    """Return the neuron under the mouse, else the first of the selected node, else of the nearest one.

    What is nearest counts from the selected node, if there is one that holds no neuron.
    """
    if hovered is not None and view.can_open(hovered[0]):
        return hovered
    selected = [id for id in view.canvas_scene.selected if view.can_open(id)]
    nearest = selected or _nearest(view)
    return (nearest[0], 0) if nearest else None


def _nearest(view: Viewport) -> list[str]:
    scene = view.canvas_scene
    middle = view.visible_scene_rect().center()
    if scene.selected:
        middle = scene.cards[scene.selected[-1]].scene_rect.center()
    cards = [card for id, card in scene.cards.items() if view.can_open(id)]
    cards.sort(key=lambda card: (card.scene_rect.center() - middle).manhattanLength())
    return [card.id for card in cards]
