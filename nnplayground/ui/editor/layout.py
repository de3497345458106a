"""Automatic layout of a graph: columns from left to right, few crossings, centred (Sugiyama's method).

K. Sugiyama, S. Tagawa, M. Toda: Methods for visual understanding of hierarchical system structures (1981).
Pure Python: sizes in, places out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nnplayground.core.graph import Graph

__all__ = ["GAP", "Place", "Size", "arrange"]

Place = tuple[float, float]
Size = tuple[float, float]

GAP = 44.0
_ROW_GAP = 32.0
_PART_GAP = 64.0
_PASSAGE = 8.0  # the height a wire takes where it passes a column of cards
_SWEEPS = 4


@dataclass
class _Part:
    """A weakly connected part: its columns of cards and passages, and what each of them is joined to."""

    columns: list[list[str]] = field(default_factory=list)
    before: dict[str, list[str]] = field(default_factory=dict)
    after: dict[str, list[str]] = field(default_factory=dict)

    def join(self, source: str, target: str) -> None:
        self.after.setdefault(source, []).append(target)
        self.before.setdefault(target, []).append(source)


def arrange(graph: Graph, sizes: Mapping[str, Size]) -> dict[str, Place]:
    """Return the top left corner of every node.

    Parameters
    ----------
    graph : Graph
        Any graph; wires that close a circle are not followed.
    sizes : Mapping of str to (float, float)
        Width and height of every node.

    Returns
    -------
    dict of str to (float, float)
        The largest part is centred on y = 0 and starts at x = 0; smaller parts stand below it.
    """
    places: dict[str, Place] = {}
    below: float | None = None
    for ids in sorted(_parts(graph), key=len, reverse=True):
        placed = _place(_columns(graph, ids), sizes)
        shift = 0.0 if below is None else below + _PART_GAP - min(y for _, y in placed.values())
        places.update({id: (x, y + shift) for id, (x, y) in placed.items()})
        below = max(places[id][1] + sizes[id][1] for id in placed)
        below = max(below, *(y + sizes[id][1] for id, (_, y) in places.items()))
    return places


def _parts(graph: Graph) -> list[list[str]]:
    neighbours: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for edge in graph.edges:
        neighbours[edge.source].append(edge.target)
        neighbours[edge.target].append(edge.source)
    parts: list[list[str]] = []
    seen: set[str] = set()
    for node in graph.nodes:
        reached = _reach(node.id, neighbours, seen)
        if reached:
            parts.append([other.id for other in graph.nodes if other.id in reached])
    return parts


def _reach(start: str, neighbours: Mapping[str, Iterable[str]], seen: set[str]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        id = waiting.pop()
        if id not in seen:
            seen.add(id)
            reached.add(id)
            waiting.extend(neighbours[id])
    return reached


def _columns(graph: Graph, ids: Sequence[str]) -> _Part:
    """Put each node behind all that feed it, and a passage into every column a wire jumps over."""
    depth = _depths(graph, ids)
    part = _Part([[] for _ in range(max(depth.values()) + 1)])
    for id in ids:
        part.columns[depth[id]].append(id)
    for number, edge in enumerate(graph.edges):
        if edge.source not in depth or depth[edge.source] >= depth[edge.target]:
            continue
        last = edge.source
        for column in range(depth[edge.source] + 1, depth[edge.target]):
            passage = f"{number}:{column}"  # no node id holds a colon
            part.columns[column].append(passage)
            part.join(last, passage)
            last = passage
        part.join(last, edge.target)
    _uncross(part)
    return part


def _depths(graph: Graph, ids: Sequence[str]) -> dict[str, int]:
    members = set(ids)
    depth = dict.fromkeys(ids, 0)
    for id in graph.order():
        if id in members:
            depth[id] = max((depth[edge.source] + 1 for edge in graph.incoming(id)), default=0)
    return depth


def _uncross(part: _Part) -> None:
    """Order each column by where its members' neighbours stand, forth and back (barycentres)."""
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        neighbours = part.before if forward else part.after
        columns = part.columns[1:] if forward else part.columns[-2::-1]
        standing = _ranks(part.columns[0] if forward else part.columns[-1])
        for column in columns:
            middle = {
                id: _mean([standing[n] for n in neighbours.get(id, ()) if n in standing]) for id in column
            }
            column.sort(key=lambda id: (middle[id], ":" in id))
            standing = _ranks(column)


def _ranks(column: Sequence[str]) -> dict[str, float]:
    return {id: (rank + 0.5) / len(column) for rank, id in enumerate(column)}


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 9) if values else 0.5


def _place(part: _Part, sizes: Mapping[str, Size]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    x = 0.0
    for column in part.columns:
        width = max((sizes[id][0] for id in column if id in sizes), default=0.0)
        heights = [sizes[id][1] if id in sizes else _PASSAGE for id in column]
        y = -(sum(heights) + _ROW_GAP * (len(column) - 1)) / 2
        for id, height in zip(column, heights, strict=True):
            if id in sizes:
                places[id] = (round(x + (width - sizes[id][0]) / 2), round(y))
            y += height + _ROW_GAP
        x += width + GAP
    return places
