"""Tensors while code is written: memory with strides, or an expression that has not been computed yet."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from nnplayground.train.engine.native.code import Code, Index, Number, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "Array",
    "Broadcast",
    "Constant",
    "Counting",
    "Moved",
    "Point",
    "Pointwise",
    "Register",
    "Shape",
    "Tensor",
    "broadcast",
    "row_major",
]

Shape: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a tensor, or as many neighbours as a vector has lanes.

    Attributes
    ----------
    index : tuple of int or Value
        One per axis.
    lane : int or None
        The axis along which the neighbours lie; None asks for a single number.
    count : int
        How many of them exist.
    """

    index: tuple[Index, ...]
    lane: int | None = None
    count: int = 1


class Tensor:
    """The base of everything that has a number at every point of a shape.

    Attributes
    ----------
    shape : tuple of int
    kind : str
        LLVM's type of a number.
    lane : int or None
        The axis along which reading vectors is cheap.
    batched : bool
        Whether that axis is the samples of a batch, which are innermost in memory.
    cost : int
        About how many instructions a vector takes.
    """

    shape: Shape
    kind: str
    lane: int | None
    batched: bool
    cost: int

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return math.prod(self.shape)

    def at(self, code: Code, point: Point) -> Value:
        """Write code that computes the numbers at ``point``; a single one if all lanes are the same."""
        raise NotImplementedError

    def flat(self) -> Tensor | None:
        """Return the same numbers in row-major order as one axis, if that is still cheap to read."""
        return None

    def settled(self) -> Array | None:
        """Return the memory with these numbers, if there is some."""
        return None


@dataclass(eq=False, slots=True)
class Array(Tensor):
    """Memory.

    Attributes
    ----------
    base : str
        The pointer's name.
    strides : tuple of int
        In numbers; 0 where an axis repeats.
    offset : Index
        Of the first number.
    padded : bool
        Whether whole vectors may be read and written along ``lane``.
    roomy : bool
        Whether whole vectors may be read and written at the very end.
    """

    base: str
    kind: str
    shape: Shape
    strides: tuple[int, ...]
    offset: Index = 0
    lane: int | None = None
    padded: bool = False
    batched: bool = False
    roomy: bool = False
    cost: int = 1

    def place(self, code: Code, index: Sequence[Index]) -> Index:
        """Return the offset of one number from the base."""
        return code.offset(self.offset, *zip(index, self.strides, strict=True))

    def at(self, code: Code, point: Point) -> Value:
        """Read."""
        offset = self.place(code, point.index)
        stride = 0 if point.lane is None else self.strides[point.lane]
        if stride == 0:
            return code.load(self.base, offset, self.kind)
        if stride == 1:
            whole = self.padded and point.lane == self.lane
            return code.load(self.base, offset, self.kind, code.lanes, None if whole else point.count)
        places = [code.offset(offset, (lane, stride)) for lane in range(point.count)]
        parts = [code.load(self.base, place, self.kind) for place in places]
        parts += [code.number(0, self.kind)] * (code.lanes - point.count)
        return code.assemble(parts)

    def write(self, code: Code, point: Point, value: Value) -> None:
        """Write."""
        offset = self.place(code, point.index)
        if point.lane is None:
            code.store(value, self.base, offset)
            return
        value = code.spread(value, code.lanes)
        stride = self.strides[point.lane]
        if stride == 1:
            whole = self.padded and point.lane == self.lane
            code.store(value, self.base, offset, None if whole else point.count)
            return
        for lane in range(point.count):
            code.store(code.extract(value, lane), self.base, code.offset(offset, (lane, stride)))

    def flat(self) -> Tensor | None:
        """Return the memory as one axis if nothing else lies in between."""
        if self.strides != row_major(self.shape) or self.batched:
            return None
        return replace(self, shape=(self.size,), strides=(1,), lane=0, padded=self.roomy)

    def settled(self) -> Array | None:
        """Return itself."""
        return self

    # -- views -----------------------------------------------------------------------------------------

    def restrided(self, shape: Shape, strides: Sequence[int], lane: int | None, offset: Index = 0) -> Array:
        """Return other axes over the same memory, beginning at ``offset``."""
        padded, batched = self.padded and lane is not None, self.batched and lane is not None
        changed = replace(self, shape=shape, strides=tuple(strides), lane=lane, offset=offset)
        changed.padded, changed.batched = padded, batched
        changed.roomy = self.roomy and shape == self.shape
        return changed

    def permuted(self, order: Sequence[int]) -> Array:
        """Return the axes in another order."""
        lane = None if self.lane is None else order.index(self.lane)
        shape, strides = (tuple(old[axis] for axis in order) for old in (self.shape, self.strides))
        view = self.restrided(shape, strides, lane, self.offset)
        view.roomy = False
        return view

    def cut(self, code: Code, axis: int, start: int, size: int, step: int = 1) -> Array:
        """Return a part of one axis."""
        offset = code.offset(self.offset, (start, self.strides[axis]))
        shape = (*self.shape[:axis], size, *self.shape[axis + 1 :])
        strides = (*self.strides[:axis], self.strides[axis] * step, *self.strides[axis + 1 :])
        lane = None if axis == self.lane else self.lane
        view = self.restrided(shape, strides, lane, offset)
        view.roomy = False
        if axis == self.lane and step == 1:
            view.lane = axis  # readable as vectors, but what follows belongs to others
        return view

    def reshaped(self, shape: Shape) -> Array | None:
        """Return another shape over the same memory, or None if the strides do not allow it."""
        strides = _restrided(self.shape, self.strides, shape)
        if strides is None:
            return None
        view = self.restrided(shape, strides, self._lane_among(shape, strides), self.offset)
        view.roomy = self.roomy
        return view

    def _lane_among(self, shape: Shape, strides: Sequence[int]) -> int | None:
        if self.lane is None:
            return None
        size = self.shape[self.lane]
        same = [a for a, (n, s) in enumerate(zip(shape, strides, strict=True)) if n == size and s == 1]
        if self.batched:
            return same[0] if same else None
        return next((a for a in reversed(range(len(shape))) if strides[a] == 1), None)


def row_major(shape: Sequence[int]) -> tuple[int, ...]:
    """Return the strides of a tensor whose last axis is innermost."""
    strides = [1] * len(shape)
    for axis in range(len(shape) - 2, -1, -1):
        strides[axis] = strides[axis + 1] * shape[axis + 1]
    return tuple(strides)


def _restrided(old: Shape, strides: Sequence[int], new: Shape) -> list[int] | None:
    """Return the strides of a reshaped view as NumPy finds them, or None."""
    axes = [(size, stride) for size, stride in zip(old, strides, strict=True) if size != 1]
    found: list[int] = []
    for size in new:
        if size == 1:
            found.append(1)
            continue
        # Join old axes until they hold a whole new one.
        while axes and axes[0][0] % size != 0:
            if len(axes) < 2 or axes[0][1] != axes[1][0] * axes[1][1]:
                return _joined_backwards(old, strides, new)
            axes[0:2] = [(axes[0][0] * axes[1][0], axes[1][1])]
        if not axes:
            return None
        length, stride = axes.pop(0)
        found.append(stride * (length // size))
        if length != size:
            axes.insert(0, (length // size, stride))
    return found


def _joined_backwards(old: Shape, strides: Sequence[int], new: Shape) -> list[int] | None:
    return list(row_major(new)) if tuple(strides) == row_major(old) else None


@dataclass(eq=False, slots=True)
class Constant(Tensor):
    """The same known number everywhere."""

    number: Number
    kind: str
    shape: Shape
    lane: int | None = None
    batched: bool = False
    cost: int = 0

    def at(self, code: Code, point: Point) -> Value:
        """Return the number."""
        del point
        return code.number(self.number, self.kind)

    def flat(self) -> Tensor | None:
        """Return the number."""
        return Constant(self.number, self.kind, (self.size,))


@dataclass(eq=False, slots=True)
class Register(Tensor):
    """One number that was computed already."""

    value: Value
    kind: str
    shape: Shape = ()
    lane: int | None = None
    batched: bool = False
    cost: int = 0

    def at(self, code: Code, point: Point) -> Value:
        """Return it."""
        del code, point
        return self.value


@dataclass(eq=False, slots=True)
class Counting(Tensor):
    """Numbers that count on along every axis: ``start`` + Σ index·stride."""

    start: int
    strides: tuple[int, ...]
    kind: str
    shape: Shape
    lane: int | None = None
    batched: bool = False
    cost: int = 2

    def at(self, code: Code, point: Point) -> Value:
        """Count."""
        place = code.offset(self.start, *zip(point.index, self.strides, strict=True))
        first = code.number(place, self.kind) if isinstance(place, int) else code.convert(place, self.kind)
        if point.lane is None:
            return first
        steps = [code.number(lane * self.strides[point.lane], self.kind) for lane in range(code.lanes)]
        return code.add(first, Value(_literal(steps), self.kind, code.lanes))

    def flat(self) -> Tensor | None:
        """Count on along one axis, if that is what the axes do."""
        if len(self.shape) == 1:
            return self
        whole = self.strides == row_major(self.shape)
        return Counting(self.start, (1,), self.kind, (self.size,)) if whole else None


def _literal(numbers: Sequence[Value]) -> str:
    return f"<{', '.join(map(str, numbers))}>"


class Pointwise(Tensor):
    """A function of other tensors, number by number.

    Parameters
    ----------
    function : callable
        (code, *values) → value.
    operands : sequence of Tensor
        Of the result's shape, or broadcast to it.
    cost : int
        Of the function alone.
    """

    def __init__(
        self,
        function: Callable[..., Value],
        operands: Sequence[Tensor],
        shape: Shape,
        kind: str,
        cost: int = 1,
    ) -> None:
        self.function, self.shape, self.kind = function, shape, kind
        self.operands = [broadcast(operand, shape) for operand in operands]
        leading = max(self.operands, key=_strength, default=None)
        self.lane = leading.lane if leading else None
        self.batched = bool(leading and leading.batched)
        self.cost = cost + sum(operand.cost for operand in self.operands)
        self.array: Array | None = None
        self._flat: Tensor | None = None
        self._flattened = False

    def at(self, code: Code, point: Point) -> Value:
        """Compute, or read what was computed before."""
        if self.array is not None:
            return self.array.at(code, point)
        known = code.recall((self, point))
        if known is None:
            known = self.function(code, *[operand.at(code, point) for operand in self.operands])
            code.remember((self, point), known)
        return known

    def flat(self) -> Tensor | None:
        """Return the function of flat operands, if all of them can be."""
        if self.array is not None:
            return self.array.flat()
        if not self._flattened:
            self._flattened = True
            parts = [operand.flat() for operand in self.operands]
            flat = [part for part in parts if part is not None]
            if len(flat) == len(parts):
                self._flat = Pointwise(self.function, flat, (self.size,), self.kind)
                self._flat.cost = self.cost
        return self._flat

    def settled(self) -> Array | None:
        """Return where the numbers were stored, if they were."""
        return self.array


class Moved(Tensor):
    """Another tensor whose points lie elsewhere.

    Parameters
    ----------
    source : Tensor
    axes : sequence of int or None
        For each axis of the source the axis here that it is read along; None reads its first number.
    """

    def __init__(self, source: Tensor, shape: Shape, axes: Sequence[int | None]) -> None:
        self.source, self.shape, self.axes = source, shape, tuple(axes)
        self.kind, self.cost = source.kind, source.cost
        self.lane = None if source.lane is None else self.axes[source.lane]
        self.batched = source.batched and self.lane is not None

    def at(self, code: Code, point: Point) -> Value:
        """Read the source."""
        index = tuple(0 if axis is None else point.index[axis] for axis in self.axes)
        lane = None if point.lane is None or point.lane not in self.axes else self.axes.index(point.lane)
        return self.source.at(code, Point(index, lane, point.count if lane is not None else 1))

    def settled(self) -> Array | None:
        """Return a view of the source's memory."""
        array = self.source.settled()
        if array is None:
            return None
        strides = [0] * len(self.shape)
        for axis, stride in zip(self.axes, array.strides, strict=True):
            if axis is not None:
                strides[axis] += stride
        lane = None if array.lane is None else self.axes[array.lane]
        view = array.restrided(self.shape, strides, lane, array.offset)
        view.roomy = False
        return view


class Broadcast(Moved):
    """A single number as a tensor of any shape; stays one when it is flattened."""

    def flat(self) -> Tensor | None:
        """Return the number."""
        return Broadcast(self.source, (self.size,), self.axes)


def broadcast(tensor: Tensor, shape: Shape) -> Tensor:
    """Return ``tensor`` repeated along the axes that it lacks or has only one of."""
    if tensor.shape == shape:
        return tensor
    if isinstance(tensor, Constant):
        return Constant(tensor.number, tensor.kind, shape)
    if tensor.size == 1:
        return Broadcast(tensor, shape, [None] * len(tensor.shape))
    first = len(shape) - len(tensor.shape)
    axes = [first + axis if size == shape[first + axis] else None for axis, size in enumerate(tensor.shape)]
    return Moved(tensor, shape, axes)


def _strength(tensor: Tensor) -> int:
    """Return how much a tensor has to say about the axis of vectors."""
    if tensor.lane is None:
        return 0
    return 2 if tensor.batched else 1
