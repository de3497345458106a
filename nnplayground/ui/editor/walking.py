"""Going from node to node by arrow keys: along the wires, and between the lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from PySide6.QtCore import QPointF

    Step = tuple[str, str]

__all__ = ["next_node", "next_place"]

_Key = TypeVar("_Key")

_ASIDE = 2.5  # what lies aside of the arrow's line counts as farther away


def next_node(
    edges: Collection[Step], middles: Mapping[str, QPointF], here: str | None, dx: int, dy: int
) -> str | None:
    """Return the node an arrow leads to: right to a target, left to a source, up and down to its like.

    Parameters
    ----------
    edges : collection of (str, str)
        From where to where wires lead.
    middles : mapping of str to QPointF
        The middles of all cards.
    here : str or None
        Where one is; without, the first node is next.
    """
    if here is None or here not in middles:
        return min(middles, key=lambda id: (middles[id].x(), middles[id].y()), default=None)
    if dx:
        joined = _joined(edges, here, dx)
        found = min(joined, key=lambda id: abs(middles[id].y() - middles[here].y()), default=None)
        # Where no wire leads on, the nearest node that way: so every part can be reached.
        return found if found is not None else next_place(middles, middles[here], dx, 0)
    siblings = {id: middles[id] for id in _siblings(edges, here) if id in middles}
    return next_place(siblings, middles[here], 0, dy) or next_place(middles, middles[here], 0, dy)


def _joined(edges: Collection[Step], here: str, dx: int) -> list[str]:
    if dx > 0:
        return [target for source, target in edges if source == here]
    return [source for source, target in edges if target == here]


def _siblings(edges: Collection[Step], here: str) -> set[str]:
    """Return the nodes that share a source or a target with this one."""
    sources, targets = _joined(edges, here, -1), _joined(edges, here, 1)
    after = {target for source, target in edges if source in sources}
    before = {source for source, target in edges if target in targets}
    return (after | before) - {here}


def next_place(places: Mapping[_Key, QPointF], here: QPointF, dx: int, dy: int) -> _Key | None:
    """Return the nearest of some places that way."""
    apart = {key: place - here for key, place in places.items()}
    ahead = [key for key, step in apart.items() if step.x() * dx + step.y() * dy > 1]

    def cost(key: _Key) -> float:
        step = apart[key]
        aside = abs(step.x() * dy) + abs(step.y() * dx)
        return step.x() * dx + step.y() * dy + _ASIDE * aside

    return min(ahead, key=cost, default=None)
