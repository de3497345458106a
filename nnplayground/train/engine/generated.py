"""Recorded steps as generated Python, for a PyTorch without TorchScript.

The same kernels in the same order as eager, without autograd and without modules, but holding Python's lock.
"""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING, Any

from torch import Tensor, fx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from nnplayground.train.engine.record import Recorded

__all__ = ["write_function"]


def write_function(
    gradients: Recorded, update: Recorded, tensors: Mapping[str, Tensor], tables: Sequence[str]
) -> Callable[..., list[float]]:
    """Return the loop over steps as a function (x, target, indices, *tables, count) → losses.

    The parameters are those of :func:`nnplayground.train.engine.torchscript.write_script`.
    """
    writer = _Writer(tensors, tables)
    writer.lines += [
        "def run(x, target, indices, *tables_and_count):",
        "    losses = []",
        "    for i in range(tables_and_count[-1]):",
        "        batch = indices[i]",
        "        batch_x, batch_target = x.index_select(0, batch), target.index_select(0, batch)",
    ]
    found = writer.half(gradients, {"x": "batch_x", "target": "batch_target"})
    writer.lines += [
        f"        losses.append({found.pop('loss')}.item())",
        "        if not isfinite(losses[-1]):",
        "            break",
    ]
    writer.write_back(found)
    writer.write_back(writer.half(update, {}))
    writer.lines.append("    return losses")
    scope: dict[str, Any] = {**writer.scope, "isfinite": math.isfinite}
    # The text is written here from operations that were recorded; nothing in it comes from a file.
    exec(compile("\n".join(writer.lines), "<recorded step>", "exec"), scope)
    function: Callable[..., list[float]] = scope["run"]
    return function


class _Writer:
    """The function while it is written."""

    def __init__(self, tensors: Mapping[str, Tensor], tables: Sequence[str]) -> None:
        self._tensors, self._tables = tensors, list(tables)
        self.lines: list[str] = []
        self.scope: dict[str, Any] = {}
        self._count = 0

    def _bound(self, value: Any) -> str:
        """Return a name for a value that the function finds beside it."""
        name = f"fixed{len(self.scope)}"
        self.scope[name] = value
        return name

    def half(self, recorded: Recorded, given: Mapping[str, str]) -> dict[str, str]:
        """Write one graph and return the names of its outputs."""
        names: dict[fx.Node, str] = {}
        order = iter(recorded.inputs)
        results: tuple[fx.Node, ...] = ()
        for node in recorded.graph.nodes:
            if node.op == "placeholder":
                names[node] = self._input(next(order), recorded, given)
            elif node.op == "call_function":
                names[node] = self._call(node, names)
            else:
                (results,) = node.args
        return {name: names[node] for name, node in zip(recorded.outputs, results, strict=True)}

    def _input(self, name: str, recorded: Recorded, given: Mapping[str, str]) -> str:
        if name in given:
            return given[name]
        if name in self._tables:
            return f"tables_and_count[{self._tables.index(name)}][i]"
        return self._bound(recorded.constants[name] if name in recorded.constants else self._tensors[name])

    def _call(self, node: fx.Node, names: Mapping[fx.Node, str]) -> str:
        self._count += 1
        result = f"value{self._count}"
        arguments = [self._operand(value, names) for value in node.args]
        if node.target is operator.getitem:
            self.lines.append(f"        {result} = {arguments[0]}[{arguments[1]}]")
            return result
        named = [f"{name}={self._operand(value, names)}" for name, value in node.kwargs.items()]
        function = self._bound(node.target)
        self.lines.append(f"        {result} = {function}({', '.join([*arguments, *named])})")
        return result

    def _operand(self, value: Any, names: Mapping[fx.Node, str]) -> str:
        if isinstance(value, fx.Node):
            return names[value]
        if isinstance(value, list | tuple):
            return f"[{', '.join(self._operand(part, names) for part in value)}]"
        if value is None or isinstance(value, bool | int):
            return repr(value)
        return self._bound(value)

    def write_back(self, values: Mapping[str, str]) -> None:
        """Write new values into their tensors."""
        for name, value in values.items():
            self.lines.append(f"        {self._bound(self._tensors[name])}.copy_({value})")
