"""How layers are called on pages, and in which order they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nnplayground.app.translation import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nnplayground.app.document import Document

__all__ = ["LayerName", "name_of", "nodes_of"]


class LayerName(NamedTuple):
    """A title and the name of an icon."""

    title: str
    icon: str


def name_of(document: Document, node: str) -> LayerName:
    """Return how a layer is called; one that was deleted since goes by its id."""
    graph = document.experiment.graph
    if node not in graph:
        return LayerName(node, "dense")
    return LayerName(say(graph.node(node).title), graph.node(node).layer.icon)


def nodes_of(keys: Iterable[str]) -> list[str]:
    """Return the nodes that an answer with keys like ``dense1.counts`` tells of, in its order."""
    return list(dict.fromkeys(key.partition(".")[0] for key in keys))
