"""How much of a node is drawn at which magnification."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["MAX_ZOOM", "MIN_ZOOM", "NEURON_ZOOM", "Level", "is_inside", "level_at"]

MIN_ZOOM, MAX_ZOOM = 0.1, 12.0
NEURON_ZOOM = 3.0
"""The largest magnification of cards; beyond it one is inside a neuron."""
_BORDER = 0.60
_HYSTERESIS = 0.05


class Level(StrEnum):
    """A step of the semantic zoom."""

    BLOCKS = "blocks"
    CARDS = "cards"
    NEURON = "neuron"


def level_at(zoom: float, now: Level) -> Level:
    """Return how cards are drawn at ``zoom``; near the border as at present, so that nothing flickers."""
    if zoom < _BORDER * (1 - _HYSTERESIS):
        return Level.BLOCKS
    if zoom > _BORDER * (1 + _HYSTERESIS):
        return Level.CARDS
    return now


def is_inside(zoom: float, now: bool) -> bool:
    """Tell whether ``zoom`` leads into a neuron, with the same play around the border."""
    return zoom > NEURON_ZOOM * ((1 - _HYSTERESIS) if now else (1 + _HYSTERESIS))
