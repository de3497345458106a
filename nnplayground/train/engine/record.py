"""Recording: a function of tensors becomes one flat graph of ATen operations.

The function is run once on real tensors while a dispatch mode, PyTorch's documented way to see every
operation below autograd, writes down what is called; an automatic gradient inside it is recorded as the
operations it consists of. That takes a few milliseconds and none of the imports of ``make_fx``. Operations in
place are written down as their pure counterparts, so that every graph is a pure function. What cannot be
written down faithfully, such as a draw from PyTorch's random stream, raises :class:`Unsupported`.

What Python computes of *values* (a branch on a tensor, a counter) is not seen; whoever runs a graph checks it
against the function first.
"""

from __future__ import annotations

import operator
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, fx

from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Tensors = Mapping[str, Tensor]

__all__ = ["Recorded", "Unsupported", "record"]

aten = torch.ops.aten
_SAME = {aten.detach.default, aten.alias.default, aten.lift_fresh.default}
_READING = {aten._local_scalar_dense.default, aten.is_nonzero.default}
_VIEWS = {aten.t.default, aten.view.default, aten.expand.default, aten.unsqueeze.default}
_RUNNING = 3, 4  # running mean and variance among the arguments of native_batch_norm


class Unsupported(Exception):
    """A step that an engine cannot run; the reason in a few words, which may be a text to be translated."""

    @property
    def reason(self) -> str:
        """The few words."""
        reason: str = self.args[0]
        return reason


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """One function of named tensors as a graph.

    Attributes
    ----------
    graph : torch.fx.Graph
        ``placeholder`` nodes in the order of ``inputs``, ``call_function`` nodes of pure ATen overloads and
        ``operator.getitem`` (of operations with several results), and an ``output`` node whose argument is a
        tuple in the order of ``outputs``. Shapes are static: ``node.meta["val"]`` is a tensor on the ``meta``
        device, or a tuple of them, with shape, strides and dtype of the result.
    inputs, outputs : tuple of str
        The names. An output called like an input is its new value.
    constants : dict of str to Tensor
        The inputs, named ``c:0``, ``c:1``, …, that are always the same.
    """

    graph: fx.Graph
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    constants: dict[str, Tensor] = field(default_factory=dict)

    def run(self, tensors: Tensors) -> dict[str, Tensor]:
        """Do what was recorded, call by call, and return the outputs by name."""
        given = {**tensors, **self.constants}
        order = iter(self.inputs)
        values: dict[fx.Node, Any] = {}
        for node in self.graph.nodes:
            if node.op == "placeholder":
                values[node] = given[next(order)]
                continue
            arguments = fx.map_arg(node.args, values.__getitem__)
            if node.op == "output":
                return dict(zip(self.outputs, arguments[0], strict=True))
            values[node] = node.target(*arguments, **fx.map_arg(node.kwargs, values.__getitem__))
        raise AssertionError("a graph without outputs")


def record(
    function: Callable[[dict[str, Tensor]], Tensors], tensors: Tensors, living: Tensors | None = None
) -> Recorded:
    """Run ``function`` on copies of ``tensors`` and return what it computes.

    Parameters
    ----------
    function : callable
        From named tensors to named tensors. It may change its inputs in place.
    tensors : Mapping[str, Tensor]
        None of them is changed.
    living : Mapping[str, Tensor], optional
        Inputs that the function reaches by itself, such as parameters, and only reads.

    Raises
    ------
    Unsupported
        If it does something that a graph cannot say.
    """
    if _Recorder is None:
        raise Unsupported(_("core", "this PyTorch has no dispatch modes"))
    copies = {name: tensor.detach().clone() for name, tensor in tensors.items()}
    writing = _Writing({**copies, **(living or {})})
    with torch.no_grad(), _Recorder(writing):
        results = dict(function(copies))
    return writing.finish(results)


class _Writing:
    """The graph while it is written: which node each living tensor is the value of."""

    def __init__(self, inputs: Tensors) -> None:
        self._graph = fx.Graph()
        self._inputs: list[str] = []
        self._constants: dict[str, Tensor] = {}
        self._nodes: dict[int, fx.Node] = {}
        self._alive: list[Tensor] = []  # as long as a tensor lives, its id is its own
        self._last: fx.Node | None = None
        for name, tensor in inputs.items():
            self._placeholder(name, tensor)

    def _placeholder(self, name: str, tensor: Tensor) -> fx.Node:
        with self._graph.inserting_after(self._last) if self._last else nullcontext():
            node = self._graph.placeholder("in_" + "".join(c if c.isalnum() else "_" for c in name))
        self._last = node
        self._inputs.append(name)
        return self._bind(tensor, node)

    def _bind(self, tensor: Tensor, node: fx.Node) -> fx.Node:
        self._alive.append(tensor)
        self._nodes[id(tensor)] = node
        node.meta.setdefault("val", _without_values(tensor))
        return node

    def _operand(self, value: Any) -> Any:
        if isinstance(value, Tensor):
            return self._nodes.get(id(value)) or self._constant(value)
        if isinstance(value, list | tuple):
            return type(value)(self._operand(part) for part in value)
        return value

    def _constant(self, tensor: Tensor) -> Any:
        """Take in a tensor that the function made of nothing, such as a number of an automatic gradient."""
        if tensor.ndim == 0 and tensor.device.type == "cpu":
            return tensor.item()
        name = f"c:{len(self._constants)}"
        self._constants[name] = tensor.detach().clone()
        return self._placeholder(name, tensor)

    def note(self, overload: Any, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        """Write down one call with its result."""
        if overload in _SAME:
            source = self._operand(args[0])
            if isinstance(source, fx.Node):  # else a number, which stays one
                self._bind(result, source)
        elif overload is aten.native_batch_norm.default and args[_RUNNING[0]] is not None:
            self._note_batch_norm(args, result)
        elif overload._schema.is_mutable and overload is not aten.native_batch_norm.default:
            self._note_in_place(overload, args, kwargs, result)
        elif overload in _READING:
            raise Unsupported(_("core", "Python reads a number that the step computes"))
        elif torch.Tag.nondeterministic_seeded in overload.tags:
            raise Unsupported(_("core", "{operation} draws random numbers").format(operation=str(overload)))
        else:
            self._call(overload, args, kwargs, result)

    def _call(self, overload: Any, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> fx.Node:
        named = {name: self._operand(value) for name, value in kwargs.items() if name != "pin_memory"}
        node = self._graph.call_function(overload)
        node.args, node.kwargs = self._operand(tuple(args)), named  # given at once, they would be searched
        if isinstance(result, Tensor):
            return self._bind(result, node)
        node.meta["val"] = tuple(None if part is None else _without_values(part) for part in result)
        for place, part in enumerate(result):
            if part is not None:  # a gradient that nobody asked for
                self._part(node, place, part)
        return node

    def _part(self, node: fx.Node, place: int, part: Tensor) -> None:
        self._bind(part, self._graph.call_function(operator.getitem, (node, place)))

    def _note_in_place(self, overload: Any, args: tuple[Any, ...], kwargs: Any, result: Any) -> None:
        """Write down ``x.add_(y)`` as a new value of ``x``."""
        packet, _dot, name = str(overload).removeprefix("aten.").partition(".")
        pure = getattr(getattr(aten, packet[:-1], None), name, None) if packet.endswith("_") else None
        if pure is None or result is not args[0] or self._shares_memory(args[0]):
            raise Unsupported(
                _("core", "{operation} changes a tensor in place").format(operation=str(overload))
            )
        self._call(pure, args, kwargs, result)

    def _shares_memory(self, tensor: Tensor) -> bool:
        place = tensor.untyped_storage().data_ptr()
        others = (other for other in self._alive if other is not tensor and other.numel())
        return any(other.untyped_storage().data_ptr() == place for other in others)

    def _note_batch_norm(self, args: tuple[Any, ...], result: tuple[Tensor, ...]) -> None:
        """Write down a normalization with the new running statistics as two more results."""
        node = self._call(aten._native_batch_norm_legit_functional.default, args, {}, result)
        for offset, place in enumerate(_RUNNING):
            self._part(node, len(result) + offset, args[place])
        node.meta["val"] += tuple(_without_values(args[place]) for place in _RUNNING)

    def finish(self, results: Tensors) -> Recorded:
        """Return the graph of what ``results`` need."""
        values = tuple(self._operand(tensor) for tensor in results.values())
        if not all(isinstance(value, fx.Node) for value in values):
            raise Unsupported(_("core", "a result depends on no input"))
        self._graph.output(values)
        _simplify(self._graph)
        self._graph.lint()
        return Recorded(self._graph, tuple(self._inputs), tuple(results), self._constants)


def _without_values(tensor: Tensor) -> Tensor:
    return torch.empty_strided(tensor.shape, tensor.stride(), dtype=tensor.dtype, device="meta")


def _simplify(graph: fx.Graph) -> None:
    """Take out transposes of transposes, views that are there already, and what nobody uses."""
    seen: dict[Any, fx.Node] = {}
    for node in graph.nodes:
        if node.op != "call_function" or node.target not in _VIEWS:
            continue
        source = node.args[0]
        if node.target is aten.t.default and source.target is aten.t.default:
            node.replace_all_uses_with(source.args[0])
            continue
        key = node.target, source, str(node.args[1:])
        if key in seen:
            node.replace_all_uses_with(seen[key])
        seen.setdefault(key, node)
    graph.eliminate_dead_code(lambda node: node.op != "call_function")


def _recorder_of(base: type) -> Any:
    class Recorder(base):  # type: ignore[misc] # PyTorch gives its modes no types
        """Shows a :class:`_Writing` every operation that runs below autograd."""

        def __init__(self, writing: _Writing) -> None:
            super().__init__()
            self._writing = writing

        @classmethod
        def _should_skip_dynamo(cls) -> bool:
            return False  # else entering the mode imports torch._dynamo, which takes a second

        def __torch_dispatch__(self, overload: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            del types
            result = overload(*args, **(kwargs or {}))
            self._writing.note(overload, args, kwargs or {}, result)
            return result

    return Recorder


try:
    from torch.utils._python_dispatch import TorchDispatchMode
except ImportError:  # pragma: no cover - a PyTorch of another time; every program then runs eagerly
    _Recorder: Any = None
else:
    _Recorder = _recorder_of(TorchDispatchMode)
