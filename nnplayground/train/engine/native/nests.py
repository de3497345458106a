"""Nests of loops: computing expressions into memory, and sums of products.

Short nests are written out, so that what is stored and read again stays in registers; long ones are loops.
Every sum has one order, whatever is written out: neighbours in lanes, one after another along the loops.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from nnplayground.train.engine.native.tensors import Array, Point, Tensor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nnplayground.train.engine.native.code import Code, Index, Value

__all__ = ["Product", "compute", "sum_products"]

_LONGEST_TURN = 60  # instructions
_GROUP = 1000  # far more than a nest may have that is written out


def compute(code: Code, pairs: Sequence[tuple[Tensor, Array]]) -> None:
    """Compute expressions of one shape into memory, all of them at a point before any is stored.

    Memory that is written may be read by the expressions, but only at the very point.

    Parameters
    ----------
    code : Code
    pairs : sequence of (Tensor, Array)
    """
    flats = [(source.flat(), target.flat()) for source, target in pairs]
    if all(source is not None and isinstance(target, Array) for source, target in flats):
        pairs = [(s, t) for s, t in flats if s is not None and isinstance(t, Array)]
    (source, target), *others = pairs
    if not others and _lies_across(code, source, target):
        _compute_squares(code, source, target)
        return

    def at(point: Point) -> None:
        values = [source.at(code, point) for source, _target in pairs]
        for value, (_source, array) in zip(values, pairs, strict=True):
            array.write(code, point, value)

    _nest(code, target.shape, target.lane, sum(source.cost for source, _target in pairs), at)


def _lies_across(code: Code, source: Tensor, target: Array) -> bool:
    """Tell whether vectors of the source and of the target are rows and columns of whole squares."""
    if not source.batched or source.lane is None or target.lane in (None, source.lane):
        return False
    assert target.lane is not None
    sides = target.shape[source.lane], target.shape[target.lane]
    return target.strides[target.lane] == 1 and not any(side % code.lanes for side in sides)


def _compute_squares(code: Code, source: Tensor, target: Array) -> None:
    """Compute an expression along its own vectors and turn them around before they are stored."""
    down, along = source.lane, target.lane
    assert down is not None
    assert along is not None
    sizes = [n // code.lanes if axis in (down, along) else n for axis, n in enumerate(target.shape)]

    def at(corner: Sequence[Index], _extent: Sequence[int]) -> None:
        first = [code.offset(0, (c, code.lanes if a in (down, along) else 1)) for a, c in enumerate(corner)]
        lines = [_shifted(code, first, along, line) for line in range(code.lanes)]
        rows = [source.at(code, Point(line, down, code.lanes)) for line in lines]
        columns = code.turned([code.spread(row, code.lanes) for row in rows])
        for line, column in enumerate(columns):
            target.write(code, Point(_shifted(code, first, down, line), along, code.lanes), column)

    _tiles(code, sizes, [1] * len(sizes), None, False, at, range(len(sizes)))


def _shifted(code: Code, index: Sequence[Index], axis: int, by: int) -> tuple[Index, ...]:
    return tuple(code.offset(place, (by, 1)) if a == axis else place for a, place in enumerate(index))


def _nest(
    code: Code, shape: Sequence[int], lane: int | None, cost: int, body: Callable[[Point], None]
) -> None:
    """Call ``body`` at every point, vectors along ``lane``."""
    if 0 in shape:
        return
    others = [axis for axis in range(len(shape)) if axis != lane]
    blocks = 1 if lane is None else math.ceil(shape[lane] / code.lanes)
    turns = math.prod(shape[axis] for axis in others) * blocks
    unroll = turns * (cost + 1) <= code.written_out
    index: list[Index] = [0] * len(shape)

    def along(rest: Sequence[int]) -> None:
        if not rest:
            together = unroll or code.may_unroll(blocks * (cost + 1), _LONGEST_TURN)
            _blocks(code, index, shape, lane, together, body)
            return
        axis = rest[0]

        def turn(position: Index, _carried: list[Value]) -> list[Value]:
            index[axis] = position
            along(rest[1:])
            return []

        code.repeat(shape[axis], [], turn, unroll)

    along(others)


def _blocks(
    code: Code,
    index: list[Index],
    shape: Sequence[int],
    lane: int | None,
    unroll: bool,
    body: Callable[[Point], None],
) -> None:
    """Call ``body`` for whole vectors along ``lane`` and then for what remains."""
    if lane is None:
        body(Point(tuple(index)))
        return
    whole, rest = divmod(shape[lane], code.lanes)

    def turn(position: Index, _carried: list[Value]) -> list[Value]:
        index[lane] = code.offset(0, (position, code.lanes))
        body(Point(tuple(index), lane, code.lanes))
        return []

    code.repeat(whole, [], turn, unroll)
    if rest:
        index[lane] = whole * code.lanes
        body(Point(tuple(index), lane, rest))


@dataclass(frozen=True, slots=True)
class Product:
    """What is summed: a product, or only its first factor.

    Attributes
    ----------
    first, second : Tensor
        Over the result's axes and, behind them, the axes that are summed over.
    summed : int
        How many axes are summed over.
    start : Tensor, optional
        Over the result's axes: what the sum is added to.
    """

    first: Tensor
    second: Tensor | None
    summed: int
    start: Tensor | None = None

    @property
    def lane(self) -> int | None:
        """The axis of vectors: that of a batch if there is one."""
        factors = [factor for factor in (self.first, self.second) if factor is not None]
        best = max(factors, key=lambda f: 0 if f.lane is None else 2 if f.batched else 1)
        return best.lane

    @property
    def cost(self) -> int:
        """About how many instructions one term takes."""
        return 1 + self.first.cost + (self.second.cost if self.second else 0)

    def __len__(self) -> int:
        return len(self.first.shape)


def sum_products(code: Code, terms: Product, target: Array, tile: int) -> None:
    """Compute sums into memory.

    Parameters
    ----------
    code : Code
    terms : Product
    target : Array
        Of the result's shape. Where vectors lie along an axis that is summed over, in row-major order.
    tile : int
        How many sums are gathered side by side in registers.
    """
    lane = terms.lane
    kept = len(terms) - terms.summed
    if lane is not None and lane >= kept:
        _sum_across(code, terms, target, lane, tile)
    else:
        _sum_along(code, terms, target, lane if target.lane == lane else None, tile)


# -- lanes are independent sums ------------------------------------------------------------------------


def _sum_along(code: Code, terms: Product, target: Array, lane: int | None, tile: int) -> None:
    """Sum with vectors along one of the result's axes."""
    shape = target.shape
    sizes = [size if axis != lane else math.ceil(size / code.lanes) for axis, size in enumerate(shape)]
    widths = _tile_widths(terms, sizes, tile)
    length = math.prod(terms.first.shape[len(shape) :])
    unroll = math.prod(sizes) * length * terms.cost <= code.written_out

    def at(corner: Sequence[Index], extent: Sequence[int]) -> None:
        places = [
            _point(code, [code.offset(c, (o, 1)) for c, o in zip(corner, offsets, strict=True)], shape, lane)
            for offsets in product(*map(range, extent))
        ]
        starts = [_start(code, terms, place) for place in places]
        sums = _accumulate(code, terms, places, starts, None, unroll)
        for place, total in zip(places, sums, strict=True):
            target.write(code, place, total)

    ragged = lane if lane is not None and shape[lane] % code.lanes else None
    order = list(range(len(sizes))) if unroll else _order(code, terms, sizes, widths, lane)
    _tiles(code, sizes, widths, ragged, unroll, at, order)


def _order(
    code: Code, terms: Product, sizes: Sequence[int], widths: Sequence[int], lane: int | None
) -> list[int]:
    """Return the axes of a result, outermost first.

    The factor that varies along the inner axis is read again for every tile of the outer one.
    """
    order = list(range(len(sizes)))
    if len(sizes) != 2 or terms.second is None or not _repeats(terms.second, 0):
        return order
    rows, columns = (n * code.lanes if axis == lane else n for axis, n in enumerate(sizes))
    again = columns * sizes[0] / widths[0], rows * sizes[1] / widths[1]
    return order if again[0] <= again[1] else order[::-1]


def _point(code: Code, blocks: Sequence[Index], shape: Sequence[int], lane: int | None) -> Point:
    """Return the point of a block, whose index along ``lane`` counts vectors."""
    if lane is None:
        return Point(tuple(blocks))
    index = list(blocks)
    index[lane] = code.offset(0, (blocks[lane], code.lanes))
    start = index[lane]
    # A vector that is not whole has a place of its own, never one in a loop.
    count = min(code.lanes, shape[lane] - start) if isinstance(start, int) else code.lanes
    return Point(tuple(index), lane, count)


def _start(code: Code, terms: Product, place: Point) -> Value:
    if terms.start is not None:
        return terms.start.at(code, place)
    return code.number(0, terms.first.kind)


def _tile_widths(terms: Product, sizes: Sequence[int], tile: int) -> list[int]:
    """Return how many neighbours along each axis are summed side by side, so that factors are read once."""
    widths, room = [1] * len(sizes), tile
    for factor, most in ((terms.second, max(tile // 4, 2)), (terms.first, tile)):
        free = [axis for axis, size in enumerate(sizes) if widths[axis] == 1 and size > 1]
        repeated = [axis for axis in free if _repeats(factor, axis)]
        if repeated:
            axis = max(repeated, key=lambda axis: sizes[axis])
            widths[axis] = min(most, room, sizes[axis])
            room //= widths[axis]
    return widths


def _repeats(factor: Tensor | None, axis: int) -> bool:
    """Tell whether a factor is the same all along an axis, or along the blocks of its vectors."""
    array = factor.settled() if factor is not None else None
    return array is not None and array.strides[axis] == 0


def _tiles(
    code: Code,
    sizes: Sequence[int],
    widths: Sequence[int],
    ragged: int | None,
    unroll: bool,
    body: Callable[[Sequence[Index], Sequence[int]], None],
    order: Sequence[int],
) -> None:
    """Call ``body`` with the corner and the extent of every tile; the last of a ragged axis comes alone."""
    corner: list[Index] = [0] * len(sizes)
    extent = list(widths)

    def along(depth: int) -> None:
        if depth == len(sizes):
            body(list(corner), list(extent))
            return
        axis = order[depth]
        size = sizes[axis] - (axis == ragged)
        whole, rest = divmod(size, widths[axis])

        def turn(position: Index, _carried: list[Value]) -> list[Value]:
            corner[axis], extent[axis] = code.offset(0, (position, widths[axis])), widths[axis]
            along(depth + 1)
            return []

        code.repeat(whole, [], turn, unroll)
        if rest:
            corner[axis], extent[axis] = whole * widths[axis], rest
            along(depth + 1)
        if axis == ragged:
            corner[axis], extent[axis] = size, 1
            along(depth + 1)

    along(0)


def _accumulate(
    code: Code,
    terms: Product,
    places: Sequence[Point],
    starts: Sequence[Value],
    lane: int | None,
    unroll: bool,
) -> list[Value]:
    """Sum the terms of several results side by side.

    Parameters
    ----------
    places : sequence of Point
        Of the results.
    lane : int or None
        The axis of vectors if it is among those that are summed over.
    """
    kept = len(places[0].index)
    sizes = terms.first.shape[kept:]
    inner = list(range(len(sizes)))
    if lane is not None:
        inner = [axis for axis in inner if axis != lane - kept] + [lane - kept]
    index: list[Index] = [0] * len(sizes)
    starts = [code.spread(start, code.lanes) if _is_vector(places[0], lane) else start for start in starts]

    def along(rest: Sequence[int], sums: list[Value]) -> list[Value]:
        if not rest:
            return [_term(code, terms, p, index, lane, s) for p, s in zip(places, sums, strict=True)]
        axis = rest[0]
        step = code.lanes if axis + kept == lane else 1
        whole, remaining = divmod(sizes[axis], step)

        def turn(position: Index, carried: list[Value]) -> list[Value]:
            index[axis] = code.offset(0, (position, step))
            return along(rest[1:], carried)

        short = code.may_unroll(whole * len(places) * terms.cost, _LONGEST_TURN) and len(rest) == 1
        sums = code.repeat(whole, sums, turn, unroll or short)
        if remaining:
            index[axis] = whole * step
            sums = along(rest[1:], sums)
        return sums

    return along(inner, list(starts))


def _is_vector(place: Point, lane: int | None) -> bool:
    return place.lane is not None or lane is not None


def _term(
    code: Code, terms: Product, place: Point, index: Sequence[Index], lane: int | None, total: Value
) -> Value:
    point = _joined(place, index, lane, terms.first.shape, code.lanes)
    first = _existing(code, terms.first.at(code, point), point, lane)
    if terms.second is None:
        return code.add(total, first)
    second = _existing(code, terms.second.at(code, point), point, lane)
    return code.fma(first, second, total)


def _joined(
    place: Point, index: Sequence[Index], lane: int | None, shape: Sequence[int], lanes: int
) -> Point:
    """Return a result's point and one among those that are summed over as one."""
    whole = (*place.index, *index)
    if lane is None:
        return Point(whole, place.lane, place.count)
    start = whole[lane]
    count = min(lanes, shape[lane] - start) if isinstance(start, int) else lanes
    return Point(whole, lane, count)


def _existing(code: Code, value: Value, point: Point, lane: int | None) -> Value:
    """Return 0 in lanes beyond the end of an axis that is summed over."""
    if lane is None or point.count == code.lanes:
        return value
    return code.keep(code.spread(value, code.lanes), point.count)


# -- lanes are summed over -----------------------------------------------------------------------------


def _sum_across(code: Code, terms: Product, target: Array, lane: int, tile: int) -> None:
    """Sum with vectors along an axis that is summed over; the results become vectors in memory."""
    length = math.ceil(math.prod(terms.first.shape[len(target.shape) :]) / code.lanes)
    if target.size == 1:
        place = Point((0,) * len(target.shape))
        [total] = _accumulate(
            code, terms, [place], [_zero(code, terms)], lane, length * terms.cost <= code.written_out
        )
        target.write(code, place, _plus_start(code, terms, place, code.sum_of_lanes(total)))
        return
    if not code.written_out:
        _one_by_one(code, terms, target, lane)
        return
    if target.size * length * terms.cost <= 2 * code.written_out:
        _groups_written_out(code, terms, target, lane, tile)
        return
    last = len(target.shape) - 1

    def row(point: Point) -> None:
        index = list(point.index)
        start = index[last]
        places = []
        for offset in range(point.count):
            index[last] = code.offset(start, (offset, 1))
            places.append(Point(tuple(index)))
        _group(code, terms, target, places, point, lane, tile)

    _nest(code, target.shape, last, _GROUP, row)


def _one_by_one(code: Code, terms: Product, target: Array, lane: int) -> None:
    """Compute one result after another: slower, but a tenth of the text, and the same numbers."""

    def at(place: Point) -> None:
        [total] = _accumulate(code, terms, [place], [_zero(code, terms)], lane, False)
        target.write(code, place, _plus_start(code, terms, place, code.sum_of_lanes(total)))

    _nest(code, target.shape, None, _GROUP, at)


def _groups_written_out(code: Code, terms: Product, target: Array, lane: int, tile: int) -> None:
    flat = target.flat()
    assert isinstance(flat, Array)
    places = [Point(index) for index in product(*map(range, target.shape))]
    for first in range(0, len(places), code.lanes):
        group = places[first : first + code.lanes]
        _group(code, terms, flat, group, Point((first,), 0, len(group)), lane, tile)


def _group(
    code: Code,
    terms: Product,
    target: Array,
    places: Sequence[Point],
    point: Point,
    lane: int,
    tile: int,
) -> None:
    """Compute as many neighbouring results as a vector has lanes."""
    vectors: list[Value] = []
    for first in range(0, len(places), tile):
        some = places[first : first + tile]
        vectors += _accumulate(code, terms, some, [_zero(code, terms)] * len(some), lane, False)
    vectors += [_zero(code, terms)] * (code.lanes - len(vectors))
    vectors = [code.spread(vector, code.lanes) for vector in vectors]
    total = code.sums_of_lanes(vectors)
    if terms.start is not None:
        starts = [terms.start.at(code, place) for place in places]
        starts += [_zero(code, terms)] * (code.lanes - len(starts))
        total = code.add(total, code.assemble(starts))
    target.write(code, replace(point, count=len(places)), total)


def _zero(code: Code, terms: Product) -> Value:
    return code.number(0, terms.first.kind)


def _plus_start(code: Code, terms: Product, place: Point, total: Value) -> Value:
    return total if terms.start is None else code.add(total, terms.start.at(code, place))
