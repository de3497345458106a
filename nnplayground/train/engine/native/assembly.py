"""A recorded step as a module of assembly that runs many steps per call.

The module has two functions. ``run(arguments, steps)`` takes a table of pointers, in the order of
:attr:`Assembly.arguments`, and returns how many steps it did: fewer than asked if a loss is not finite, in
which case that loss is written and neither its update nor a later step is done, or if somebody interrupts,
which is looked for after every step. ``many`` calls ``run`` for several tables.
"""

from __future__ import annotations

import importlib
import math
import operator
import pkgutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from torch import fx

from nnplayground.core.text import translatable as _
from nnplayground.train.engine.native.code import Code, Index, Value
from nnplayground.train.engine.native.lowering import OPERATIONS, Lowering, kind_of
from nnplayground.train.engine.native.module import argument_name, write_module
from nnplayground.train.engine.native.nests import compute
from nnplayground.train.engine.native.tensors import (
    Array,
    Constant,
    Moved,
    Point,
    Pointwise,
    Register,
    Tensor,
    row_major,
)
from nnplayground.train.engine.record import Unsupported

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from nnplayground.train.engine.record import Recorded

__all__ = ["Assembly", "assemble", "load_operations"]

_KEPT_UP = ("p:", "s:", "b:")
_VIEWS = {"aten.t.default", "aten.view.default", "aten._unsafe_view.default", "aten.squeeze.dim"}


@dataclass(frozen=True, slots=True)
class Assembly:
    """A step as text.

    Attributes
    ----------
    text : str
        The module.
    arguments : tuple of str
        What the pointers point to: names of tensors, and ``plan`` (the samples' numbers, int64), ``losses``
        (float64), ``scratch``, ``numbers`` and ``keys`` (what changes from step to step, one row per step,
        float64 and int32), ``interrupt`` (int64, not 0 if no further step is wanted).
    numbers, keys : tuple of str
        The columns of those tables.
    scratch : int
        Bytes.
    batch : int
        Samples per step; 0 if none are read.
    """

    text: str
    arguments: tuple[str, ...]
    numbers: tuple[str, ...]
    keys: tuple[str, ...]
    scratch: int
    batch: int


def assemble(
    recorded: Recorded, stepwise: Collection[str], *, fma: bool, tile: int, written_out: int
) -> Assembly:
    """Write a recorded step as assembly.

    Parameters
    ----------
    recorded : Recorded
        Outputs may be ``loss``, ``g:…``, ``o:…`` (a value per sample, kept for all steps) and new values of
        inputs.
    stepwise : collection of str
        The 0-d inputs that change from step to step.
    fma : bool
        Whether the processor multiplies and adds in one rounding.
    tile : int
        How many sums fit into its registers.
    written_out : int
        How many instructions a nest of loops may take before it is written as loops. Text for several values
        differs only in ``text``, and gives the same numbers.

    Raises
    ------
    Unsupported
        Naming the first operation that is not known, or what else is in the way.
    """
    code = Code(_precision(recorded), fma, written_out)
    return _Writer(recorded, stepwise, code, tile).assembly()


def load_operations() -> None:
    """Import the modules of this package, in which operations register themselves."""
    package = importlib.import_module(__package__ or "")
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)


class _Writer:
    def __init__(self, recorded: Recorded, stepwise: Collection[str], code: Code, tile: int) -> None:
        if not OPERATIONS:
            load_operations()
        nodes = list(recorded.graph.nodes)
        self._nodes = [node for node in nodes if node.op == "call_function"]
        placeholders = (node for node in nodes if node.op == "placeholder")
        self._inputs: dict[str, fx.Node] = dict(zip(recorded.inputs, placeholders, strict=True))
        found = next(node for node in nodes if node.op == "output").args[0]
        self._outputs: dict[str, fx.Node] = dict(zip(recorded.outputs, found, strict=True))
        self._stepwise = stepwise
        self.code = code
        self.low = Lowering(self.code, tile)
        self._values: dict[fx.Node, Any] = {}
        self._batches: dict[str, Array] = {}
        self._arguments: list[str] = []
        self._numbers: list[str] = []
        self._keys: list[str] = []
        x = self._inputs.get("x")
        self.batch = 0 if x is None else x.meta["val"].shape[0]

    def assembly(self) -> Assembly:
        self._take_fixed_inputs()
        outside = self._arguments_of_outputs()
        for name in ("plan", "losses", "scratch", "numbers", "keys"):
            self._pointer(name)
        self._take_first_batch()
        step = self._begin_step()
        self._take_tables(step)
        self._take_batch(step)
        self._run(step)
        self._finish(outside, step)
        body = self._end_step(step)
        short = not self.code.written_out
        return Assembly(
            write_module(body, self.low.stack, self.code.declarations, self._arguments, short=short),
            tuple(self._arguments),
            tuple(self._numbers),
            tuple(self._keys),
            self.low.scratch,
            self.batch,
        )

    # -- what comes in ---------------------------------------------------------------------------------

    def _pointer(self, name: str) -> str:
        if name not in self._arguments:
            self._arguments.append(name)
        return argument_name(self._arguments.index(name), name)

    def _memory(self, name: str, shape: tuple[int, ...], kind: str) -> Array:
        lane = len(shape) - 1 if shape else None
        return Array(self._pointer(name), kind, shape, row_major(shape), lane=lane)

    def _take_fixed_inputs(self) -> None:
        for name, node in self._inputs.items():
            value = node.meta["val"]
            if name in ("x", "target") or name in self._stepwise:
                continue
            memory = self._memory(name, tuple(value.shape), kind_of(value.dtype))
            if name.startswith("k:") and not value.shape:
                self._values[node] = Register(memory.at(self.code, Point(())), memory.kind)
            else:
                self._values[node] = memory

    def _take_tables(self, step: Value) -> None:
        for name in sorted(self._stepwise):
            if name not in self._inputs:
                continue
            node = self._inputs[name]
            kind = kind_of(node.meta["val"].dtype)
            columns, stored = (self._keys, "i32") if kind == "i32" else (self._numbers, "double")
            columns.append(name)
            # The width of a row is not known before all columns are, so it is a register of its own.
            width = Value("%keys_width" if stored == "i32" else "%numbers_width", "i64")
            row = self.code.binary("mul", step, width)
            place = self.code.offset(row, (len(columns) - 1, 1))
            table = self._pointer("keys" if stored == "i32" else "numbers")
            number = self.code.load(table, place, stored)
            self._values[node] = Register(self.code.convert(number, kind), kind)

    def _take_first_batch(self) -> None:
        """Read the samples of the first step.

        There is memory for two batches: the next one is read while this one is used, since a processor waits
        when single numbers that were just written are read as a vector.
        """
        for name in ("x", "target"):
            node = self._inputs.get(name)
            if node is not None and node.users:
                value = node.meta["val"]
                shape = tuple(value.shape)
                memory = self.low.batch(shape, kind_of(value.dtype), copies=2)
                self._batches[name] = memory
                _clear(self.code, memory)
                _gather(self.code, memory, self._pointer(name), self._pointer("plan"), 0, 0)

    def _take_batch(self, step: Value) -> None:
        code = self.code
        odd = code.binary("and", step, 1)
        following = code.binary("add nuw nsw", step, 1)
        following = code.select(code.pure(f"icmp ult {following}, %steps", "i1"), following, step)
        for name, memory in self._batches.items():
            half = _half(code, memory)
            this = code.binary("mul nsw", odd, half)
            other = code.binary("sub nsw", code.number(half, "i64"), this)
            self._values[self._inputs[name]] = replace(memory, offset=this)
            _gather(code, memory, self._pointer(name), self._pointer("plan"), following, other)

    # -- what is computed ------------------------------------------------------------------------------

    def _run(self, step: Value) -> None:
        loss = self._outputs.get("loss")
        if loss is not None and loss not in self._nodes:
            raise Unsupported(_("core", "a loss that nothing is computed for"))
        for node in self._nodes:
            value = self._lowered(node)
            self._values[node] = value
            if node is loss:
                self._check(value, step)

    def _lowered(self, node: fx.Node) -> Any:
        if node.target is operator.getitem:
            source, place = self._given(node.args)
            return source[place]
        name = str(node.target)
        operation = OPERATIONS.get(name)
        if operation is None:
            raise Unsupported(name)
        self.low.node = node
        return operation(self.low, *self._given(node.args), **self._given(node.kwargs))

    def _given(self, argument: Any) -> Any:
        if isinstance(argument, fx.Node):
            return self._values[argument]
        if isinstance(argument, (list, tuple)):
            return type(argument)(self._given(part) for part in argument)
        if isinstance(argument, dict):
            return {name: self._given(part) for name, part in argument.items()}
        return argument

    def _check(self, loss: Tensor, step: Value) -> None:
        """Write the loss, and leave if it is not finite."""
        code = self.code
        value = code.convert(loss.at(code, Point((0,) * len(loss.shape))), "double")
        code.store(value, self._pointer("losses"), step)
        finite = code.compare("olt", code.abs(value), math.inf)
        going = code.name("finite")
        code.write(f"  br {finite}, label %{going}, label %stop")
        code.label(going)

    # -- what goes out ---------------------------------------------------------------------------------

    def _arguments_of_outputs(self) -> dict[str, Array]:
        """Return the memory of results that are not inputs, and compute them right there if possible."""
        found: dict[str, Array] = {}
        for name, node in self._outputs.items():
            value = node.meta["val"]
            if name.startswith("g:"):
                found[name] = self._memory(name, tuple(value.shape), kind_of(value.dtype))
                self._want(node, found[name])
            elif name.startswith("o:"):
                self._pointer(name)
        return found

    def _want(self, node: fx.Node, place: Array) -> None:
        """Ask the operation behind some views to compute into ``place``."""
        while str(node.target) in _VIEWS and len(node.users) == 1:
            source = node.args[0]
            assert isinstance(source, fx.Node)
            if str(node.target) == "aten.t.default":
                place = place.permuted(tuple(reversed(range(len(place.shape)))))
            else:
                view = place.reshaped(tuple(source.meta["val"].shape))
                if view is None:
                    return
                place = view
            node = source
        self.low.wanted[node] = place

    def _finish(self, outside: Mapping[str, Array], step: Value) -> None:
        for name, place in outside.items():
            result = self._result(name)
            known = result.settled()
            if known is None or (known.base, known.offset) != (place.base, place.offset):
                compute(self.code, [(result, place)])
        self._update()
        for name in self._outputs:
            if name.startswith("o:"):
                self._keep(name, step)

    def _result(self, name: str) -> Tensor:
        result: Tensor = self._values[self._outputs[name]]
        return result

    def _update(self) -> None:
        """Write the new values of inputs: all that belong to one parameter in one nest."""
        groups: dict[tuple[object, ...], list[tuple[Tensor, Array]]] = {}
        for name, node in self._outputs.items():
            if not name.startswith(_KEPT_UP) or self._inputs.get(name) is node:
                continue
            place: Array = self._values[self._inputs[name]]
            key = name.rpartition(":")[2] if name[0] != "b" else name, place.shape
            groups.setdefault(key, []).append((self._result(name), place))
        written = {place.base for pairs in groups.values() for _result, place in pairs}
        safe = [self._own(pairs, written) for pairs in groups.values()]
        for pairs in safe:
            compute(self.code, pairs)

    def _own(self, pairs: Sequence[tuple[Tensor, Array]], written: set[str]) -> list[tuple[Tensor, Array]]:
        """Compute in advance what reads other memory that is about to be written, or its own elsewhere."""
        own = {place.base: place for _result, place in pairs}
        kept: list[tuple[Tensor, Array]] = []
        for result, place in pairs:
            reads = [array for array in _arrays(result) if array.base in written]
            same = all(array.base in own and array.strides == place.strides for array in reads)
            is_copy = isinstance(result, Array) and bool(reads)
            if same and not is_copy:
                kept.append((result, place))
            else:
                kept.append((self._copied(result), place))
        return kept

    def _copied(self, tensor: Tensor) -> Array:
        target = self.low.plain(tensor.shape, tensor.kind)
        compute(self.code, [(tensor, target)])
        return target

    def _keep(self, name: str, step: Value) -> None:
        """Write a result of every sample behind those of the steps before."""
        result = self._result(name)
        count = math.prod(result.shape)
        offset = self.code.binary("mul nsw", step, count)
        place = self._memory(name, result.shape, result.kind)
        place.offset = offset
        compute(self.code, [(result, place)])

    # -- the loop over steps ---------------------------------------------------------------------------

    def _begin_step(self) -> Value:
        code = self.code
        self._before = code.block
        code.write("  br label %step")
        code.label("step")
        self._phi = len(code.lines)
        code.lines.append("")
        code.enter()
        return Value("%step_number", "i64")

    def _end_step(self, step: Value) -> list[str]:
        code = self.code
        following = code.binary("add nuw nsw", step, 1)
        more = code.pure(f"icmp ult {following}, %steps", "i1")
        asked, interrupt = code.name("asked"), self._pointer("interrupt")
        code.write(f"  %{asked} = load volatile i64, ptr {interrupt}, align 8")
        free = code.pure(f"icmp eq i64 %{asked}, 0", "i1")
        code.write(f"  br {code.binary('and', more, free)}, label %step, label %stop")
        code.lines[self._phi] = (
            f"  {step.name} = phi i64 [ 0, %{self._before} ], [ {following.name}, %{code.block} ]"
        )
        left = [f"[ {step.name}, %{block} ]" for block in _leaving(code.lines)]
        ends = ", ".join([*left, f"[ {following.name}, %{code.block} ]"])
        constants = [f"  %keys_width = add i64 0, {len(self._keys)}"]
        constants.append(f"  %numbers_width = add i64 0, {len(self._numbers)}")
        return [*constants, *code.lines, "stop:", f"  %done = phi i64 {ends}", "  ret i64 %done"]


def _precision(recorded: Recorded) -> str:
    """Return the kind of number that a program computes with."""
    values = [node.meta["val"] for node in recorded.graph.nodes if node.op == "placeholder"]
    if any(value.device.type not in ("cpu", "meta") for value in values):
        raise Unsupported(_("core", "a device other than the processor"))
    kinds = {kind_of(value.dtype) for value in values if value.dtype.is_floating_point}
    if len(kinds) != 1:
        raise Unsupported(_("core", "numbers of several precisions"))
    return kinds.pop()


def _leaving(lines: Sequence[str]) -> Iterator[str]:
    """Yield the blocks that jump to the end before it is reached."""
    block = "entry"
    for line in lines:
        if line.endswith(":") and not line.startswith(" "):
            block = line[:-1]
        if line.startswith("  br i1") and "label %finite" in line:
            yield block


def _clear(code: Code, memory: Array) -> None:
    """Fill both halves of a batch's memory with zeros, which remain where there are no samples."""
    vectors = 2 * _half(code, memory) // code.lanes

    def turn(position: Index, _carried: list[Value]) -> list[Value]:
        zero = code.number(0, memory.kind, code.lanes)
        code.store(zero, memory.base, code.offset(0, (position, code.lanes)))
        return []

    code.repeat(vectors, [], turn)


def _half(code: Code, memory: Array) -> int:
    """Return how many numbers a batch takes, with whole vectors."""
    padded = -(-memory.shape[0] // code.lanes) * code.lanes
    return padded * math.prod(memory.shape[1:])


def _gather(code: Code, memory: Array, source: str, plan: str, step: Index, half: Index) -> None:
    """Read a step's samples, whose numbers stand in ``plan``, so that each feature's lie side by side."""
    batch, width = memory.shape[0], math.prod(memory.shape[1:])
    first = code.offset(0, (step, batch))
    apart = _half(code, memory) // max(width, 1)

    def sample(position: Index, _carried: list[Value]) -> list[Value]:
        number = code.load(plan, code.offset(first, (position, 1)), "i64")

        def column(at: Index, _none: list[Value]) -> list[Value]:
            value = code.load(source, code.offset(0, (number, width), (at, 1)), memory.kind)
            code.store(value, memory.base, code.offset(half, (at, apart), (position, 1)))
            return []

        code.repeat(width, [], column, code.may_unroll(width, 16))
        return []

    code.repeat(batch, [], sample)


def _arrays(tensor: Tensor) -> Iterator[Array]:
    """Yield the memory that an expression reads."""
    settled = tensor.settled()
    if settled is not None:
        yield settled
    elif isinstance(tensor, Pointwise):
        for operand in tensor.operands:
            yield from _arrays(operand)
    elif isinstance(tensor, Moved) and not isinstance(tensor.source, (Register, Constant)):
        yield from _arrays(tensor.source)
