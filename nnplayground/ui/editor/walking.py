"""Going from node to node by arrow keys: along the wires, and between the lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QPointF

    from nnplayground.core.graph import Graph

__all__ = ["next_node", "next_place"]

_Key = TypeVar("_Key")

_ASIDE = 2.5  # what lies aside of the arrow's line counts as farther away


def next_node(graph: Graph, middles: Mapping[str, QPointF], here: str | None, dx: int, dy: int) -> str | None:
    """Return the node an arrow leads to: right to a target, left to a source, up and down to its like.

    Parameters
    ----------
    middles : mapping of str to QPointF
        The middles of all cards.
    here : str or None
        Where one is; without, the first node is next.
    """
    if here is None or here not in middles:
        return min(middles, key=lambda id: (middles[id].x(), middles[id].y()), default=None)
    if dx:
        joined = _joined(graph, here, dx)
        found = min(joined, key=lambda id: abs(middles[id].y() - middles[here].y()), default=None)
        # Where no wire leads on, the nearest node that way: so every part can be reached.
        return found if found is not None else next_place(middles, middles[here], dx, 0)
    siblings = {id: middles[id] for id in _siblings(graph, here) if id in middles}
    return next_place(siblings, middles[here], 0, dy) or next_place(middles, middles[here], 0, dy)


def _joined(graph: Graph, here: str, dx: int) -> list[str]:
    if here not in graph:
        return []
    if dx > 0:
        return [edge.target for edge in graph.outgoing(here)]
    return [edge.source for edge in graph.incoming(here)]


def _siblings(graph: Graph, here: str) -> set[str]:
    """Return the nodes that share a source or a target with this one."""
    if here not in graph:
        return set()
    after = {edge.target for source in graph.incoming(here) for edge in graph.outgoing(source.source)}
    before = {edge.source for target in graph.outgoing(here) for edge in graph.incoming(target.target)}
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
