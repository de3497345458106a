"""How much of a node is drawn at which magnification."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["MAX_ZOOM", "MIN_ZOOM", "Level", "level_at"]

MIN_ZOOM, MAX_ZOOM = 0.1, 3.0
_BORDER = 0.60
_HYSTERESIS = 0.05


class Level(StrEnum):
    """A step of the semantic zoom."""

    BLOCKS = "blocks"
    CARDS = "cards"


def level_at(zoom: float, now: Level) -> Level:
    """Return the level for ``zoom``; near the border the present one stays, so that it does not flicker."""
    if zoom < _BORDER * (1 - _HYSTERESIS):
        return Level.BLOCKS
    if zoom > _BORDER * (1 + _HYSTERESIS):
        return Level.CARDS
    return now
