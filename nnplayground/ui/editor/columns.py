"""Columns from left to right with few crossings and straight wires (Sugiyama's method).

K. Sugiyama, S. Tagawa, M. Toda: Methods for visual understanding of hierarchical system structures (1981).
Items and arcs in, places out; what an item is, a card or an open block, is not known here.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["GAP", "Place", "Size", "place_items"]

Place = tuple[float, float]
Size = tuple[float, float]
Arc = tuple[str, str]

GAP = 44.0
_ROW_GAP = 32.0
_PART_GAP = 64.0
_PASSAGE = 8.0  # the height a wire takes where it passes a column of cards
_SWEEPS = 8
_MOST_PASSAGES = 4000  # beyond, long wires are not led through the columns
_LIGHT = 0.02  # how much a passing wire pulls at a column, compared with a card


@dataclass
class _Part:
    """A connected part: its columns of items and passages, and what each of them is joined to."""

    columns: list[list[str]] = field(default_factory=list)
    before: dict[str, list[str]] = field(default_factory=dict)
    after: dict[str, list[str]] = field(default_factory=dict)

    def join(self, source: str, target: str) -> None:
        self.after.setdefault(source, []).append(target)
        self.before.setdefault(target, []).append(source)


def place_items(
    items: Sequence[str], arcs: Iterable[Arc], sizes: Mapping[str, Size], lanes: Mapping[str, float]
) -> dict[str, Place]:
    """Return the top left corner of every item.

    Parameters
    ----------
    items : sequence of str
        In the order that decides where nothing else does.
    arcs : iterable of (str, str)
        Between items; those that close a circle are not followed.
    sizes : Mapping of str to (float, float)
        Width and height of every item.
    lanes : Mapping of str to float
        The heights at which a hand has placed items: the order they begin with, and keep unless another
        has fewer crossings.

    Returns
    -------
    dict of str to (float, float)
        The largest part begins at x = 0 and is centred on y = 0; smaller parts stand below it.
    """
    forward = _forward(items, dict.fromkeys(arc for arc in arcs if arc[0] != arc[1]))
    places: dict[str, Place] = {}
    below: float | None = None
    for members in sorted(_parts(items, forward), key=len, reverse=True):
        placed = _placed(_columns(members, forward, lanes), sizes)
        top = min(y for _, y in placed.values())
        shift = 0.0 if below is None else below + _PART_GAP - top
        places.update({id: (x, y + shift) for id, (x, y) in placed.items()})
        below = max(places[id][1] + sizes[id][1] for id in placed)
    return places


# -- which column --------------------------------------------------------------------------------------


def _forward(items: Sequence[str], arcs: Iterable[Arc]) -> list[Arc]:
    """Leave out the arcs that lead back (found by depth-first search)."""
    following: dict[str, list[str]] = {id: [] for id in items}
    for source, target in arcs:
        following[source].append(target)
    done: set[str] = set()
    open_: set[str] = set()
    kept: list[Arc] = []
    for start in items:
        stack: list[tuple[str, Iterator[str]]] = (
            [(start, iter(following[start]))] if start not in done else []
        )
        open_.add(start)
        while stack:
            at, rest = stack[-1]
            target = next(rest, None)
            if target is None:
                done.add(stack.pop()[0])
                open_.discard(at)
            elif target not in open_:
                kept.append((at, target))
                if target not in done:
                    open_.add(target)
                    stack.append((target, iter(following[target])))
    return kept


def _parts(items: Sequence[str], arcs: Sequence[Arc]) -> list[list[str]]:
    neighbours: dict[str, list[str]] = {id: [] for id in items}
    for source, target in arcs:
        neighbours[source].append(target)
        neighbours[target].append(source)
    part_of: dict[str, int] = {}
    parts: list[list[str]] = []
    for id in items:
        waiting = [id] if id not in part_of else []
        while waiting:
            at = waiting.pop()
            if at not in part_of:
                part_of[at] = len(parts)
                waiting.extend(neighbours[at])
        if part_of[id] == len(parts):
            parts.append([])
    for id in items:
        parts[part_of[id]].append(id)
    return parts


def _columns(items: Sequence[str], arcs: Sequence[Arc], lanes: Mapping[str, float]) -> _Part:
    """Put each item behind all that feed it, and a passage into every column an arc jumps over."""
    members = set(items)
    inner = [arc for arc in arcs if arc[0] in members]
    depth = _depths(items, inner)
    part = _Part([[] for _ in range(max(depth.values()) + 1)])
    for id in items:
        part.columns[depth[id]].append(id)
    leads = sum(depth[target] - depth[source] - 1 for source, target in inner) <= _MOST_PASSAGES
    for number, (source, target) in enumerate(inner):
        last = source
        for column in range(depth[source] + 1, depth[target]) if leads else ():
            passage = f"{number}:{column}"  # no id holds a colon
            part.columns[column].append(passage)
            part.join(last, passage)
            last = passage
        part.join(last, target)
    for standing in part.columns:
        standing.sort(key=lambda id: lanes.get(id, 0.0))
    _uncross(part)
    return part


def _depths(items: Sequence[str], arcs: Sequence[Arc]) -> dict[str, int]:
    """Return the length of the longest path to each item."""
    missing = dict.fromkeys(items, 0)
    following: dict[str, list[str]] = {id: [] for id in items}
    for source, target in arcs:
        missing[target] += 1
        following[source].append(target)
    depth = dict.fromkeys(items, 0)
    ready = [id for id in items if not missing[id]]
    for id in ready:
        for target in following[id]:
            depth[target] = max(depth[target], depth[id] + 1)
            missing[target] -= 1
            if not missing[target]:
                ready.append(target)
    return depth


# -- in which order ------------------------------------------------------------------------------------


def _uncross(part: _Part) -> None:
    """Order each column by where its members' neighbours stand, forth and back; keep the best found."""
    best, fewest = [list(column) for column in part.columns], _crossings(part)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        _sweep(part, forward=sweep % 2 == 0)
        crossings = _crossings(part)
        if crossings < fewest:
            best, fewest = [list(column) for column in part.columns], crossings
    part.columns = best


def _sweep(part: _Part, *, forward: bool) -> None:
    neighbours = part.before if forward else part.after
    columns = part.columns if forward else part.columns[::-1]
    standing: dict[str, float] = {}
    for column in columns:
        ranks = _ranks(column)
        wanted = {
            id: _mean([standing[n] for n in neighbours.get(id, ()) if n in standing], ranks[id])
            for id in column
        }
        column.sort(key=wanted.__getitem__)
        standing.update(_ranks(column))


def _ranks(column: Sequence[str]) -> dict[str, float]:
    return {id: (rank + 0.5) / len(column) for rank, id in enumerate(column)}


def _mean(values: Sequence[float], otherwise: float) -> float:
    return round(sum(values) / len(values), 9) if values else otherwise


def _crossings(part: _Part) -> int:
    """Count the crossings between neighbouring columns."""
    total = 0
    for left, right in zip(part.columns, part.columns[1:], strict=False):
        rank = {id: number for number, id in enumerate(right)}
        seen: list[int] = []
        for id in left:
            ends = sorted(rank[n] for n in part.after.get(id, ()) if n in rank)
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


# -- at which place ------------------------------------------------------------------------------------


def _placed(part: _Part, sizes: Mapping[str, Size]) -> dict[str, Place]:
    middles = _middles(part, sizes)
    places: dict[str, Place] = {}
    x = 0.0
    for column in part.columns:
        width = max((sizes[id][0] for id in column if id in sizes), default=0.0)
        for id in column:
            if id in sizes:
                places[id] = (round(x + (width - sizes[id][0]) / 2), round(middles[id] - sizes[id][1] / 2))
        x += width + GAP
    top = min(y for _, y in places.values())
    bottom = max(y + sizes[id][1] for id, (_, y) in places.items())
    return {id: (x, y - round((top + bottom) / 2)) for id, (x, y) in places.items()}


def _middles(part: _Part, sizes: Mapping[str, Size]) -> dict[str, float]:
    """Return the height of every item's middle: level with its neighbours as far as there is room."""
    height = {id: sizes[id][1] if id in sizes else _PASSAGE for column in part.columns for id in column}
    middles = dict.fromkeys(height, 0.0)
    for column in part.columns:
        middles.update(_spread(column, height, middles, sizes))
    for sweep in range(_SWEEPS):
        for column in part.columns if sweep % 2 else part.columns[::-1]:
            wanted = {id: _level(id, part, middles, sizes) for id in column}
            middles.update(_spread(column, height, wanted, sizes))
    return middles


def _level(id: str, part: _Part, middles: Mapping[str, float], sizes: Mapping[str, Size]) -> float:
    """Return the mean height of what an item is joined to; cards count more than passing wires."""
    joined = (*part.before.get(id, ()), *part.after.get(id, ()))
    weights = [1.0 if other in sizes else _LIGHT for other in joined]
    if not joined:
        return middles[id]
    return sum(w * middles[o] for w, o in zip(weights, joined, strict=True)) / sum(weights)


def _spread(
    column: Sequence[str], height: Mapping[str, float], wanted: Mapping[str, float], sizes: Mapping[str, Size]
) -> dict[str, float]:
    """Place a column as near to where its members want to be as its order and the gaps allow.

    That is least squares under order constraints, solved by pooling adjacent violators.
    """
    offsets, offset = [], 0.0
    for number, id in enumerate(column):
        if number:
            offset += (height[column[number - 1]] + height[id]) / 2 + _ROW_GAP
        offsets.append(offset)
    pools: list[tuple[float, float, int]] = []  # sum of weights × wishes, sum of weights, count
    for id, offset in zip(column, offsets, strict=True):
        weight = 1.0 if id in sizes else _LIGHT
        pool = (weight * (wanted[id] - offset), weight, 1)
        while pools and pools[-1][0] / pools[-1][1] > pool[0] / pool[1]:
            last = pools.pop()
            pool = (pool[0] + last[0], pool[1] + last[1], pool[2] + last[2])
        pools.append(pool)
    bases = [total / weight for total, weight, count in pools for _ in range(count)]
    return {id: base + offset for id, base, offset in zip(column, bases, offsets, strict=True)}
