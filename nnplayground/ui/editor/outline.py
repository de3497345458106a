"""What is drawn of a graph whose blocks are partly folded: which cards, and in which open blocks they lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from nnplayground.core.blocks import enclosing, members, shown_as

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.core.graph import Graph

__all__ = ["Outline"]


@dataclass(frozen=True)
class Outline:
    """A graph with some of its blocks folded.

    Attributes
    ----------
    graph : Graph
    folded : frozenset of str
        Blocks; those within a folded one need not be folded themselves.
    """

    graph: Graph
    folded: frozenset[str] = frozenset()

    @cached_property
    def shown(self) -> Mapping[str, str]:
        """The card that stands for each node: its own, or that of the outermost folded block around it."""
        return shown_as(self.graph, self.folded)

    @cached_property
    def cards(self) -> tuple[str, ...]:
        """The ids of all cards, in the graph's order."""
        return tuple(dict.fromkeys(self.shown.values()))

    @cached_property
    def open_blocks(self) -> tuple[str, ...]:
        """The blocks that are drawn as frames around cards, outer ones before those within."""
        visible = {around for card in self.cards for around in enclosing(self.graph, card)}
        blocks = [block.id for block in self.graph.blocks if block.id in visible]
        return tuple(sorted(blocks, key=lambda id: len(enclosing(self.graph, id))))

    def cards_in(self, block: str) -> tuple[str, ...]:
        """Return the cards within a block, however deep."""
        return tuple(dict.fromkeys(self.shown[id] for id in members(self.graph, block)))

    def nodes_of(self, card: str) -> tuple[str, ...]:
        """Return the nodes a card stands for."""
        return (card,) if card in self.graph else members(self.graph, card)
