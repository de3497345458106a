"""Recorded steps as TorchScript: many steps in one call, without Python and without its lock.

TorchScript runs exactly the kernels that eager runs, so the numbers are the same bit for bit. It is reached
through its text form and two functions of ``torch._C`` that PyTorch does not promise to keep;
:func:`available` says whether they are there, and :mod:`nnplayground.train.engine.generated` does the same in
plain Python.
``_foreach`` and ``_fused`` operations, which TorchScript drops silently, cannot occur: recorded graphs are
pure.
"""

from __future__ import annotations

import math
import operator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import torch
from torch import Tensor, fx

from nnplayground.core.text import translatable as _
from nnplayground.train.engine.record import Unsupported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from nnplayground.train.engine.record import Recorded

__all__ = ["Script", "available", "write_passage", "write_script"]

aten = torch.ops.aten
_INTERNAL: Any = torch._C
# Codes of TorchScript's text, fixed by its serialized format (c10/core/ScalarType.h, Layout.h, …).
_CODES: dict[Any, int] = {
    torch.uint8: 0,
    torch.int8: 1,
    torch.int16: 2,
    torch.int32: 3,
    torch.int64: 4,
    torch.float16: 5,
    torch.float32: 6,
    torch.float64: 7,
    torch.bool: 11,
    torch.bfloat16: 15,
    torch.strided: 0,
    torch.contiguous_format: 0,
    torch.preserve_format: 1,
    torch.channels_last: 2,
}
# What depends on shapes only, which never change.
_SHAPED = {aten.ones_like.default, aten.zeros_like.default, aten.full_like.default, aten.empty_like.default}
# Other sights of the same memory: found once, because that memory never moves.
_VIEWS = {
    aten.t.default,
    aten.view.default,
    aten.unsqueeze.default,
    aten.expand.default,
    aten.permute.default,
}


def available() -> bool:
    """Tell whether this PyTorch still has the functions that are needed."""
    return all(hasattr(_INTERNAL, name) for name in ("parse_ir", "_create_function_from_graph"))


@dataclass(slots=True)
class Script:
    """A program as text, and what it is called with.

    Attributes
    ----------
    text : str
        Two steps with the same text are the same program.
    arguments : list of Tensor
        The fixed ones, in order; those of a loop over steps follow: the data's ``x`` and ``target``, the
        indices, the tables by the names of ``tables``, the number of steps.
    tables : tuple of str
    """

    text: str
    arguments: list[Tensor]
    tables: tuple[str, ...]

    def compiled(self) -> Callable[..., list[Any]]:
        """Return a function of the arguments: of a loop it returns the losses, else the results."""
        graph = _INTERNAL.parse_ir(self.text)
        function: Callable[..., list[Any]] = _INTERNAL._create_function_from_graph("steps", graph)
        return function


def write_script(
    gradients: Recorded, update: Recorded, tensors: Mapping[str, Tensor], tables: Sequence[str]
) -> Script:
    """Write the loop: gather a batch, its loss and gradients, and unless the loss is not finite the update.

    Parameters
    ----------
    gradients, update : Recorded
        The two halves of a step; the update reads ``g:`` flat, where the gradients of parameters are views.
    tensors : Mapping[str, Tensor]
        All inputs of both but the batch and the tables; results are written back into them.
    tables : sequence of str
        The inputs that change from step to step.

    Raises
    ------
    Unsupported
        If some operation cannot be written.
    """
    writer = _Writer(tensors, tuple(tables))
    first = writer.half(gradients, {"x": writer.gathered("%X"), "target": writer.gathered("%T")})
    writer.read_loss(first.pop("loss"))
    with writer.update():
        writer.write_back(first)
        writer.write_back(writer.half(update, {}))
    return writer.script()


def write_passage(recorded: Recorded, tensors: Mapping[str, Tensor]) -> Script:
    """Write one pass through a graph, whose results come as a list in the order of its outputs.

    Parameters
    ----------
    recorded : Recorded
    tensors : Mapping[str, Tensor]
        All inputs. They may be given other memory later on, as parameters are by ``.data``.

    Raises
    ------
    Unsupported
        If some operation cannot be written.
    """
    writer = _Writer(tensors, ())
    results = _Half(writer, recorded, {}, moves=True).written()
    return writer.passage(results.values())


@dataclass(slots=True)
class _Writer:
    """The loop while it is written."""

    tensors: Mapping[str, Tensor]
    tables: tuple[str, ...]
    arguments: list[Tensor] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _depth: int = 3
    _constants: dict[tuple[str, str], str] = field(default_factory=dict)
    _inputs: dict[str, str] = field(default_factory=dict)
    _count: int = 0

    # -- values ----------------------------------------------------------------------------------------

    def emit(self, line: str) -> None:
        self._lines.append("  " * self._depth + line)

    def new(self) -> str:
        self._count += 1
        return f"%v{self._count}"

    def call(self, name: str, operands: Sequence[str], kind: str = "Tensor") -> str:
        result = self.new()
        self.emit(f"{result} : {kind} = {name}({', '.join(operands)})")
        return result

    def argument(self, tensor: Tensor) -> str:
        self.arguments.append(tensor)
        return f"%a{len(self.arguments) - 1}"

    def _constant(self, kind: str, attribute: str = "") -> str:
        return self._constants.setdefault((kind, attribute), f"%c{len(self._constants)}")

    def literal(self, value: Any, wanted: str = "") -> str:
        """Return a constant; an integer where a float is ``wanted`` becomes one."""
        if value is None:
            return self._constant("NoneType")
        if isinstance(value, bool):
            return self._constant("bool", f"[value={int(value)}]")
        if isinstance(value, float) or (isinstance(value, int) and "float" in wanted):
            return self._constant("float", f"[value={_float(float(value))}]")
        if isinstance(value, torch.device):
            return self._constant("Device", f'[value="{value}"]')
        if isinstance(value, str):
            return self._constant("str", f'[value="{value}"]')
        number = value if isinstance(value, int) else _CODES.get(value)
        if number is None:
            raise Unsupported(_("core", "TorchScript has no constant {value}").format(value=repr(value)))
        return self._constant("int", f"[value={number}]")

    def input(self, name: str) -> str:
        """Return the value of an input by name; a table's is its number of this step."""
        if name not in self._inputs:
            if name in self.tables:
                table = f"%table{self.tables.index(name)}"
                self._inputs[name] = self.call("aten::select", [table, self.literal(0), "%i"])
            else:
                self._inputs[name] = self.argument(self.tensors[name])
        return self._inputs[name]

    # -- the parts of a step ---------------------------------------------------------------------------

    def gathered(self, data: str) -> str:
        """Write the choice of this step's batch."""
        if "indices" not in self._inputs:
            self._inputs["indices"] = self.call("aten::select", ["%indices", self.literal(0), "%i"])
        return self.call("aten::index_select", [data, self.literal(0), self._inputs["indices"]])

    def half(self, recorded: Recorded, given: Mapping[str, str]) -> dict[str, str]:
        """Write one graph and return the values of its outputs."""
        return _Half(self, recorded, given).written()

    def read_loss(self, loss: str) -> None:
        """Write the loss into the list of losses, and ask whether it is finite."""
        value = self.call("aten::Float", [loss], "float")
        self.call("aten::append", ["%losses", value], "float[]")
        difference = self.call("aten::sub", [value, value], "float")  # 0, or NaN if it is not finite
        self.emit(f"%going : bool = aten::eq({difference}, {self.literal(0.0)})")

    @contextmanager
    def update(self) -> Iterator[None]:
        """Write what is left out if the loss is not finite."""
        self.emit("prim::If(%going)")
        self._depth += 1
        self.emit("block0():")
        self._depth += 1
        yield
        self.emit("-> ()")
        self._depth -= 1
        self.emit("block1():")
        self.emit("  -> ()")
        self._depth -= 1

    def write_back(self, values: Mapping[str, str]) -> None:
        """Write new values into their tensors."""
        for name, value in values.items():
            self.call("aten::copy_", [self.input(name), value, self.literal(False)])

    def script(self) -> Script:
        """Return everything put together."""
        yes = self.literal(True)
        fixed = [f"%a{place} : Tensor" for place in range(len(self.arguments))]
        tables = [f"%table{place} : Tensor" for place in range(len(self.tables))]
        own = ["%X : Tensor", "%T : Tensor", "%indices : Tensor", *tables, "%K : int"]
        text = (
            f"graph({', '.join([*fixed, *own])}):\n{self._constant_lines()}"
            f"  %losses : float[] = prim::ListConstruct()\n"
            f"  prim::Loop(%K, {yes})\n"
            f"    block0(%i : int):\n" + "\n".join(self._lines) + "\n      -> (%going)\n"
            "  return (%losses)\n"
        )
        return Script(text, self.arguments, self.tables)

    def _constant_lines(self) -> str:
        kinds = self._constants.items()
        return "".join(f"  {name} : {kind} = prim::Constant{text}()\n" for (kind, text), name in kinds)

    def passage(self, results: Iterable[str]) -> Script:
        """Return everything put together, without a loop."""
        fixed = ", ".join(f"%a{place} : Tensor" for place in range(len(self.arguments)))
        lines = "".join(f"  {line.strip()}\n" for line in self._lines)
        text = (
            f"graph({fixed}):\n{self._constant_lines()}{lines}"
            f"  %results : Tensor[] = prim::ListConstruct({', '.join(results)})\n"
            "  return (%results)\n"
        )
        return Script(text, self.arguments, self.tables)


class _Half:
    """One recorded graph while it is written; what ``moves`` may be elsewhere at the next call."""

    def __init__(
        self, writer: _Writer, recorded: Recorded, given: Mapping[str, str], *, moves: bool = False
    ) -> None:
        self._writer, self._recorded, self._moves = writer, recorded, moves
        self._placeholders: dict[fx.Node, str] = {}
        self._names: dict[fx.Node, str] = {}
        self._parts: dict[fx.Node, list[str]] = {}
        self._fixed: dict[fx.Node, Tensor] = {}  # known now: constants, and the places of state
        nodes = (node for node in recorded.graph.nodes if node.op == "placeholder")
        for node, name in zip(nodes, recorded.inputs, strict=True):
            self._placeholders[node] = name
            if name in recorded.constants:
                self._fixed[node] = recorded.constants[name]
            elif name in given:
                self._names[node] = given[name]
            elif name not in writer.tables:
                self._fixed[node] = writer.tensors[name]

    def written(self) -> dict[str, str]:
        results: tuple[fx.Node, ...] = ()
        for node in self._recorded.graph.nodes:
            if node.op == "call_function" and not self._fold(node):
                self._call(node)
            elif node.op == "output":
                (results,) = node.args
        return {name: self._value(n) for name, n in zip(self._recorded.outputs, results, strict=True)}

    def _value(self, node: fx.Node) -> str:
        if node not in self._names:
            name = self._placeholders.get(node)
            of_step = name is not None and name not in self._recorded.constants
            self._names[node] = (
                self._writer.input(name) if name and of_step else self._writer.argument(self._fixed[node])
            )
        return self._names[node]

    def _fold(self, node: fx.Node) -> bool:
        """Compute a node now if its value, or the place of its value, never changes."""
        operation = cast("Any", node.target)
        if operation in _SHAPED:
            like = cast("fx.Node", node.args[0]).meta["val"]
            device = next(iter(self._writer.tensors.values())).device
            sample = torch.empty_strided(like.shape, like.stride(), dtype=like.dtype, device=device)
            self._fixed[node] = operation(sample, *node.args[1:], **node.kwargs)
            return True
        still = not node.all_input_nodes or (node.target in _VIEWS and not self._moves)
        if not still or not all(source in self._fixed for source in node.all_input_nodes):
            return False
        arguments = fx.map_arg(node.args, lambda source: self._fixed[source])
        self._fixed[node] = operation(*arguments, **node.kwargs)
        return True

    def _call(self, node: fx.Node) -> None:
        if node.target is operator.getitem:
            source, place = cast("tuple[fx.Node, int]", node.args)
            if source in self._parts:
                self._names[node] = self._parts[source][place]
            else:  # one result, which is a list
                operands = [self._value(source), self._writer.literal(place)]
                self._names[node] = self._writer.call("aten::__getitem__", operands)
            return
        schema = cast("Any", node.target)._schema
        operands = [self._given(node, place, wanted) for place, wanted in enumerate(schema.arguments)]
        kinds = [str(result.type).replace("List[Tensor]", "Tensor[]") for result in schema.returns]
        results = [self._writer.new() for _kind in kinds]
        left = ", ".join(f"{result} : {kind}" for result, kind in zip(results, kinds, strict=True))
        self._writer.emit(f"{left} = {schema.name}({', '.join(operands)})")
        self._names[node] = results[0]
        if len(results) > 1:
            self._parts[node] = results

    def _given(self, node: fx.Node, place: int, wanted: Any) -> str:
        if place < len(node.args):
            value = node.args[place]
        else:
            value = node.kwargs.get(wanted.name, wanted.default_value)
        return self._operand(value, str(wanted.type))

    def _operand(self, value: Any, wanted: str) -> str:
        if isinstance(value, fx.Node):
            return self._value(value)
        if not isinstance(value, list | tuple):
            return self._writer.literal(value, wanted)
        parts = [self._operand(part, wanted) for part in value]
        return self._writer.call("prim::ListConstruct", parts, f"{_element(value, wanted)}[]")


def _element(values: Sequence[Any], wanted: str) -> str:
    """Return the type of a list's elements."""
    if "Optional[Tensor]" in wanted.removeprefix("Optional[List"):
        return "Tensor?"
    if any(isinstance(value, fx.Node) for value in values):
        return "Tensor"
    if any(isinstance(value, bool) for value in values):
        return "bool"
    return "float" if "float" in wanted else "int"


def _float(value: float) -> str:
    if not math.isfinite(value):
        raise Unsupported(_("core", "TorchScript has no constant {value}").format(value=str(value)))
    text = repr(value)
    return text if "." in text or "e" in text else f"{text}."
