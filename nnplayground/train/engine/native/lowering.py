"""What operations are made of: settling expressions in memory, sums, products, views.

Operations register themselves by the name of their ATen overload with :func:`lowers` or, number by number,
with :func:`pointwise`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import torch

from nnplayground.core.text import translatable as _
from nnplayground.train.engine.native.nests import Product, compute, sum_products
from nnplayground.train.engine.native.tensors import (
    Array,
    Constant,
    Counting,
    Moved,
    Pointwise,
    Shape,
    Tensor,
    broadcast,
    row_major,
)
from nnplayground.train.engine.record import Unsupported

if TYPE_CHECKING:
    from torch import fx

    from nnplayground.train.engine.native.code import Code, Number, Value

__all__ = ["OPERATIONS", "Lowering", "kind_of", "lowers", "pointwise"]

KINDS = {
    torch.float32: "float",
    torch.float64: "double",
    torch.int64: "i64",
    torch.int32: "i32",
    torch.bool: "i1",
}
OPERATIONS: dict[str, Callable[..., Any]] = {}
_STACK = 96 * 1024  # bytes of intermediate results on the stack; what is larger gets memory of its own
_ON_STACK = 16 * 1024
_CHEAP = 8  # instructions that are rather repeated than read from memory
_LONGEST = 400
_MANY_SUMS = 1024

Operation = Callable[..., Any]
_Function = TypeVar("_Function", bound=Operation)


def lowers(*names: str) -> Callable[[_Function], _Function]:
    """Register a function (lowering, *arguments) → Tensor or tuple for overloads such as ``mm.default``."""

    def register(function: _Function) -> _Function:
        OPERATIONS.update(dict.fromkeys((f"aten.{name}" for name in names), function))
        return function

    return register


def pointwise(*names: str, cost: int = 1) -> Callable[[_Function], _Function]:
    """Register a function (code, *values and numbers) → value that is applied number by number."""

    def register(function: _Function) -> _Function:
        def apply(low: Lowering, *args: Any, **kwargs: Any) -> Tensor:
            return low.elementwise(function, args, kwargs, cost)

        OPERATIONS.update(dict.fromkeys((f"aten.{name}" for name in names), apply))
        return function

    return register


def kind_of(dtype: torch.dtype) -> str:
    """Return LLVM's type of a number.

    Raises
    ------
    Unsupported
        If machine code is not made for this kind.
    """
    if dtype not in KINDS:
        raise Unsupported(_("core", "numbers of type {dtype}").format(dtype=str(dtype)))
    return KINDS[dtype]


class Lowering:
    """Turns operations into code.

    Parameters
    ----------
    code : Code
        Where it is written.
    tile : int
        How many sums are gathered side by side in registers.

    Attributes
    ----------
    scratch : int
        How many bytes of memory the code needs besides the stack.
    stack : list of str
        Instructions that reserve the memory, for the beginning of the function.
    wanted : dict of Node to Array
        Where the results of some operations had best be.
    node : Node
        The operation whose turn it is.
    """

    def __init__(self, code: Code, tile: int) -> None:
        self.code, self.tile = code, tile
        self.scratch = self._on_stack = 0
        self.stack: list[str] = []
        self.wanted: dict[fx.Node, Array] = {}
        self.node: fx.Node

    # -- the operation whose turn it is ----------------------------------------------------------------

    @property
    def shape(self) -> Shape:
        """The shape of its result."""
        return tuple(self.node.meta["val"].shape)

    @property
    def kind(self) -> str:
        """LLVM's type of the result's numbers."""
        return kind_of(self.node.meta["val"].dtype)

    @property
    def users(self) -> int:
        """How many operations use the result."""
        return len(self.node.users)

    @property
    def place(self) -> Array | None:
        """Where the result had best be."""
        return self.wanted.get(self.node)

    # -- memory ----------------------------------------------------------------------------------------

    def reserve(self, numbers: int, kind: str) -> str:
        """Return a pointer to memory for so many numbers and a vector more."""
        stored = "i8" if kind == "i1" else kind
        size = {"float": 4, "double": 8, "i64": 8, "i32": 4, "i8": 1}[stored]
        numbers = -(-numbers // self.code.lanes) * self.code.lanes
        name = f"%{self.code.name('memory')}"
        length = numbers * size
        if length <= _ON_STACK and self._on_stack + length <= _STACK:
            self._on_stack += length
            self.stack.append(f"  {name} = alloca [{numbers} x {stored}], align 64")
        else:
            self.stack.append(f"  {name} = getelementptr i8, ptr %scratch, i64 {self.scratch}")
            self.scratch += -(-length // 64) * 64
        return name

    def batch(self, shape: Shape, kind: str, lane: int = 0, copies: int = 1) -> Array:
        """Return new memory with the samples innermost; there may be room for several copies."""
        width = -(-shape[lane] // self.code.lanes) * self.code.lanes
        others = [axis for axis in range(len(shape)) if axis != lane]
        strides = [1] * len(shape)
        for axis, stride in zip(others, row_major([shape[axis] for axis in others]), strict=True):
            strides[axis] = stride * width
        base = self.reserve(math.prod(shape[axis] for axis in others) * width * copies, kind)
        return Array(base, kind, shape, tuple(strides), lane=lane, padded=True, batched=True)

    def plain(self, shape: Shape, kind: str) -> Array:
        """Return new memory in row-major order."""
        base = self.reserve(math.prod(shape), kind)
        lane = len(shape) - 1 if shape else None
        return Array(base, kind, shape, row_major(shape), lane=lane, roomy=True)

    def like(self, tensor: Tensor) -> Array:
        """Return new memory for a tensor, laid out as it is best computed."""
        if tensor.batched and tensor.lane is not None:
            return self.batch(tensor.shape, tensor.kind, tensor.lane)
        return self.plain(tensor.shape, tensor.kind)

    def settle(self, tensor: Tensor) -> Array:
        """Return memory with the numbers of a tensor, computing them now if that was not done before."""
        if isinstance(tensor, Moved):
            self.settle(tensor.source)
        known = tensor.settled()
        if known is not None:
            return known
        target = self.like(tensor)
        compute(self.code, [(tensor, target)])
        if isinstance(tensor, Pointwise):
            tensor.array = target
        return target

    def settle_plain(self, tensor: Tensor) -> Array:
        """Return memory in row-major order with the numbers of a tensor."""
        known = tensor.settled()
        if known is not None and known.strides == row_major(known.shape):
            return known
        target = self.plain(tensor.shape, tensor.kind)
        compute(self.code, [(tensor, target)])
        return target

    # -- number by number ------------------------------------------------------------------------------

    def elementwise(
        self,
        function: Operation,
        args: Sequence[Any],
        kwargs: dict[str, Any],
        cost: int,
    ) -> Tensor:
        """Return ``function`` of the tensors among the arguments; numbers are passed on as they are."""
        kind = self.kind
        within = kind if kind != "i1" else _promoted([a for a in args if isinstance(a, Tensor)])
        tensors = [argument for argument in args if isinstance(argument, Tensor)]

        def apply(code: Code, *values: Value) -> Value:
            found = iter(values)
            given = [code.convert(next(found), within) if isinstance(a, Tensor) else a for a in args]
            return code.convert(function(code, *given, **kwargs), kind)

        return self.apply(apply, tensors, self.shape, kind, cost, self.users)

    def apply(
        self,
        function: Operation,
        operands: Sequence[Tensor],
        shape: Shape | None = None,
        kind: str | None = None,
        cost: int = 1,
        users: int = 1,
    ) -> Tensor:
        """Return a function (code, *values) of tensors that are broadcast to one shape.

        What is long and used more than once is computed now, else where it is used.
        """
        if shape is None:
            shape = _joint_shape([operand.shape for operand in operands])
        result = Pointwise(function, operands, shape, kind or operands[0].kind, cost)
        repeated = users > 1 and result.cost > _CHEAP and result.batched
        if repeated or result.cost > _LONGEST:
            self.settle(result)
        return result

    def constant(self, number: Number, shape: Shape, kind: str) -> Tensor:
        """Return the same number everywhere."""
        return Constant(number, kind, shape)

    # -- sums ------------------------------------------------------------------------------------------

    def sum(
        self, tensor: Tensor, axes: Sequence[int], keep: bool = False, target: Array | None = None
    ) -> Tensor:
        """Return the sum over some axes, which remain with one number if ``keep`` is set."""
        rank = len(tensor.shape)
        summed = sorted({axis % rank for axis in axes}) if rank else []
        if not summed:
            return tensor
        kept = [axis for axis in range(rank) if axis not in summed]
        ordered = self.permuted(tensor, [*kept, *summed])
        short = tuple(tensor.shape[axis] for axis in kept)
        shape = tuple(1 if axis in summed else size for axis, size in enumerate(tensor.shape))
        place = target.reshaped(short) if target is not None else None
        result = self.sum_products(Product(ordered, None, len(summed)), place)
        view = result.reshaped(shape) if keep else result
        assert view is not None  # axes of one number fit everywhere
        return view

    def sum_products(self, terms: Product, target: Array | None = None) -> Array:
        """Return sums over the last axes of the terms, in ``target`` if that is suitable."""
        kept = len(terms) - terms.summed
        shape = terms.first.shape[:kept]
        lane = terms.lane
        batched = (
            lane is not None
            and lane < kept
            and any(f.batched for f in (terms.first, terms.second) if f is not None)
        )
        if batched:
            assert lane is not None
            place = self.batch(shape, terms.first.kind, lane)
        elif target is not None and target.strides == row_major(shape):
            place = target
        else:
            place = self.plain(shape, terms.first.kind)
        sum_products(self.code, terms, place, self.tile)
        return place

    def matmul(self, a: Tensor, b: Tensor, start: Tensor | None = None, target: Array | None = None) -> Array:
        """Return the product of (…, m, k) and (…, k, n), added to ``start``."""
        if target is not None and start is None and _is_turned(target):
            turned = self.matmul(_turned(b, self), _turned(a, self), None, target.permuted((1, 0)))
            return turned.permuted((1, 0))
        first, second = self.settle(a), self.settle(b)
        m, k, n = first.shape[-2], first.shape[-1], second.shape[-1]
        if _sums_samples(first, second) and m * n >= _MANY_SUMS and n >= self.code.lanes:
            # Turning the factors around costs less than adding up the lanes of every sum.
            first = _without_lane(first)
            second = self.settle_plain(second)
        if not second.batched and second.lane == len(second.shape) - 1 and not first.batched:
            first = _without_lane(first)
        lead = len(first.shape) - 2
        whole = (*first.shape[:-2], m, n, k)
        front = tuple(range(lead))
        left = Moved(first, whole, (*front, lead, lead + 2)).settled()
        right = Moved(second, whole, (*front, lead + 2, lead + 1)).settled()
        assert left is not None
        assert right is not None
        begin = None if start is None else broadcast(start, whole[:-1])
        return self.sum_products(Product(left, right, 1, begin), target)

    # -- views -----------------------------------------------------------------------------------------

    def permuted(self, tensor: Tensor, order: Sequence[int]) -> Tensor:
        """Return the axes in another order."""
        if list(order) == list(range(len(tensor.shape))):
            return tensor
        if isinstance(tensor, Array):
            return tensor.permuted(order)
        axes = [list(order).index(axis) for axis in range(len(order))]
        return Moved(tensor, tuple(tensor.shape[axis] for axis in order), axes)

    def reshaped(self, tensor: Tensor, shape: Shape) -> Tensor:
        """Return the same numbers, counted in row-major order, in another shape."""
        if tensor.shape == shape:
            return tensor
        if isinstance(tensor, Constant):
            return Constant(tensor.number, tensor.kind, shape)
        if isinstance(tensor, Counting) and len(tensor.shape) == 1:
            strides = tuple(tensor.strides[0] * stride for stride in row_major(shape))
            return Counting(tensor.start, strides, tensor.kind, shape)
        if not isinstance(tensor, Array):
            moved = _without_ones(tensor, shape)
            if moved is not None:
                return moved
        view = self.settle(tensor).reshaped(shape)
        if view is None:
            view = self.settle_plain(tensor).reshaped(shape)
        assert view is not None
        return view


def _joint_shape(shapes: Sequence[Shape]) -> Shape:
    """Return the shape that all shapes can be broadcast to."""
    rank = max(len(shape) for shape in shapes)
    rows = [(1,) * (rank - len(shape)) + tuple(shape) for shape in shapes]
    return tuple(max(sizes) if 0 not in sizes else 0 for sizes in zip(*rows, strict=True))


def _promoted(tensors: Sequence[Tensor]) -> str:
    order = ("i1", "i32", "i64", "float", "double")
    return max((tensor.kind for tensor in tensors), key=order.index)


def _sums_samples(first: Array, second: Array) -> bool:
    """Tell whether a product of two matrices sums over the samples, which are innermost in both."""
    return len(first.shape) == 2 and first.batched and second.batched and first.lane == 1 and second.lane == 0


def _without_lane(array: Array) -> Array:
    return array.restrided(array.shape, array.strides, None, array.offset)


def _is_turned(array: Array) -> bool:
    return len(array.shape) == 2 and array.strides != row_major(array.shape)


def _turned(tensor: Tensor, low: Lowering) -> Tensor:
    return low.permuted(tensor, (1, 0))


def _without_ones(tensor: Tensor, shape: Shape) -> Tensor | None:
    """Return a view if the shapes differ in axes of one number only."""
    old = [axis for axis, size in enumerate(tensor.shape) if size != 1]
    new = [axis for axis, size in enumerate(shape) if size != 1]
    if [tensor.shape[axis] for axis in old] != [shape[axis] for axis in new]:
        return None
    where = dict(zip(old, new, strict=True))
    return Moved(tensor, shape, [where.get(axis) for axis in range(len(tensor.shape))])
