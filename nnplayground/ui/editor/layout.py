"""Automatic layout of a graph: columns of cards, open blocks as compact groups. Sizes in, places out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.core.blocks import enclosing
from nnplayground.ui.editor.columns import GAP, Place, Size, place_items
from nnplayground.ui.editor.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nnplayground.core.graph import Graph

__all__ = ["BLOCK_HEADER", "BLOCK_PAD", "GAP", "Place", "Size", "arrange"]

BLOCK_HEADER, BLOCK_PAD = 30.0, 16.0  # what an open block's frame takes above and beside its cards


def arrange(
    graph: Graph,
    sizes: Mapping[str, Size],
    folded: frozenset[str] = frozenset(),
    hand: Mapping[str, Place] | None = None,
) -> dict[str, Place]:
    """Return the top left corner of every card.

    Parameters
    ----------
    graph : Graph
        Any graph; wires that close a circle are not followed.
    sizes : Mapping of str to (float, float)
        Width and height of every card: of nodes, and of blocks that are folded.
    folded : frozenset of str
        Blocks that are drawn as one card.
    hand : Mapping of str to (float, float), optional
        Where a person has put cards; they keep their order from top to bottom where that costs no crossing.

    Returns
    -------
    dict of str to (float, float)
        The largest part is centred on y = 0 and starts at x = 0; smaller parts stand below it. The cards of
        an open block stand together, with room for its frame.
    """
    return _Arranger(Outline(graph, folded), sizes, hand or {}).places("")


class _Arranger:
    """Arranges the inside of every open block first, and then counts the block as one item."""

    def __init__(self, outline: Outline, sizes: Mapping[str, Size], hand: Mapping[str, Place]) -> None:
        self._outline, self._sizes = outline, sizes
        self._lanes = {id: y + sizes[id][1] / 2 for id, (_, y) in hand.items() if id in sizes}
        # From the outermost block inwards, with the card itself at the end.
        self._ways = {id: (*reversed(enclosing(outline.graph, id)), id) for id in outline.cards}

    def places(self, block: str) -> dict[str, Place]:
        """Return the places of the cards in an open block, or of all."""
        depth = len((*enclosing(self._outline.graph, block), block)) if block else 0
        inside = {id: way[depth] for id, way in self._ways.items() if block in ("", *way[:depth])}
        items = tuple(dict.fromkeys(inside.values()))
        inner = {item: self.places(item) for item in items if item not in self._ways}
        sizes = {item: self._frame(inner[item]) if item in inner else self._sizes[item] for item in items}
        arcs = [
            (inside[source], inside[target])
            for source, target in self._arcs()
            if source in inside and target in inside
        ]
        found: dict[str, Place] = {}
        for item, (x, y) in place_items(items, arcs, sizes, self._lanes_of(items, inside)).items():
            if item not in inner:
                found[item] = (x, y)
                continue
            left, top = _corner(inner[item])
            dx, dy = x + BLOCK_PAD - left, y + BLOCK_HEADER - top
            found.update({id: (at[0] + dx, at[1] + dy) for id, at in inner[item].items()})
        return found

    def _arcs(self) -> list[tuple[str, str]]:
        shown = self._outline.shown
        return [(shown[edge.source], shown[edge.target]) for edge in self._outline.graph.edges]

    def _frame(self, places: Mapping[str, Place]) -> Size:
        left, top = _corner(places)
        right = max(x + self._sizes[id][0] for id, (x, _) in places.items())
        bottom = max(y + self._sizes[id][1] for id, (_, y) in places.items())
        return right - left + 2 * BLOCK_PAD, bottom - top + BLOCK_HEADER + BLOCK_PAD

    def _lanes_of(self, items: Sequence[str], inside: Mapping[str, str]) -> dict[str, float]:
        lanes: dict[str, float] = {}
        for item in items:
            known = [self._lanes[id] for id, by in inside.items() if by == item and id in self._lanes]
            if known:
                lanes[item] = sum(known) / len(known)
        return lanes


def _corner(places: Mapping[str, Place]) -> Place:
    return min(x for x, _ in places.values()), min(y for _, y in places.values())
