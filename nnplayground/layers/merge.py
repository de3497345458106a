"""Layers that join several wires."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.layer import (
    Group,
    Inputs,
    InsertBefore,
    Layer,
    Port,
    SetBefore,
    ShapeError,
    Suggestion,
    TensorSpec,
    Window,
)
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.rules import require_numbers

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["Add", "Concatenate", "Multiply"]


class Merge(Layer):
    """The base of layers that take any number of wires at one port."""

    group: ClassVar[Group] = Group.MERGE
    icon: ClassVar[str] = "merge"
    inputs: ClassVar[tuple[Port, ...]] = (Port("input", many=True),)

    def output_specs(self, inputs: Inputs) -> dict[str, TensorSpec]:
        """Check that all inputs fit the first, and join them."""
        specs = inputs.all()
        for spec in specs:
            require_numbers(spec)
        return {"output": self.joined(specs)}

    def code(self, inputs: Inputs) -> str:
        """Return nothing: an expression is enough."""
        del inputs
        return ""

    def window(self, inputs: Inputs) -> Window:
        """Return the same place of all inputs."""
        del inputs
        return Window()

    def joined(self, specs: tuple[TensorSpec, ...]) -> TensorSpec:
        """Return the output of inputs of equal shape."""
        for wire, spec in enumerate(specs):
            if spec.shape != specs[0].shape:
                sentence = _("core", "{node} joins inputs of one shape, gets {first} and {other}.")
                values = {"first": str(specs[0]), "other": str(spec)}
                raise ShapeError(sentence.format(**values), *_alike(specs[0], spec, wire))
        return specs[0]


def _alike(first: TensorSpec, other: TensorSpec, wire: int) -> tuple[Suggestion, ...]:
    """Return what gives the input at ``wire`` the shape of the first."""
    if len(other.shape) > 1:
        return (InsertBefore("flatten", wire=wire),)
    if len(first.shape) > 1:
        if other.size == first.size:
            return (InsertBefore("reshape", {"sizes": first.shape}, wire=wire),)
        return (InsertBefore("flatten"),)
    dense = InsertBefore("linear", {"units": first.size, "activation": "identity"}, wire=wire)
    return (SetBefore("units", first.size, wire=wire), dense)


class Add(Merge):
    """The sum of all inputs."""

    kind: ClassVar[str] = "add"
    title: ClassVar[Text] = _("core", "Add")
    help: ClassVar[Text] = _(
        "core",
        "Adds its inputs, value by value. With a wire that skips some layers it makes a residual connection: "
        "the layers only learn what to change.",
    )
    formula: ClassVar[str] = r"y = \sum_k x^{(k)}"

    def call_code(self, module: str, arguments: Sequence[str]) -> str:
        """Return a sum."""
        del module
        return " + ".join(arguments)

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module (x₁, x₂, …) → their sum."""
        del inputs
        return _add()()


class Multiply(Merge):
    """The product of all inputs."""

    kind: ClassVar[str] = "multiply"
    title: ClassVar[Text] = _("core", "Multiply")
    help: ClassVar[Text] = _(
        "core",
        "Multiplies its inputs, value by value. With a sigmoid on one of them it makes a gate that lets the "
        "other through or not.",
    )
    formula: ClassVar[str] = r"y = \prod_k x^{(k)}"

    def multiply_adds(self, inputs: Inputs) -> int:
        """Return one per value and further input."""
        return (len(inputs.all()) - 1) * inputs.all()[0].size

    def call_code(self, module: str, arguments: Sequence[str]) -> str:
        """Return a product."""
        del module
        return " * ".join(arguments)

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module (x₁, x₂, …) → their product."""
        del inputs
        return _multiply()()


class Concatenate(Merge):
    """All inputs side by side."""

    kind: ClassVar[str] = "concatenate"
    title: ClassVar[Text] = _("core", "Concatenate")
    help: ClassVar[Text] = _(
        "core",
        "Puts its inputs side by side, features after features, or channels after channels of images of one "
        "size, so that the next layer sees all of them.",
    )
    formula: ClassVar[str] = r"y = [x^{(1)}; x^{(2)}; \dots]"

    def joined(self, specs: tuple[TensorSpec, ...]) -> TensorSpec:
        """Return the sum of the first axes; the others must be equal."""
        rest = specs[0].shape[1:]
        for wire, spec in enumerate(specs):
            if spec.shape[1:] != rest:
                sentence = _(
                    "core",
                    "{node} joins inputs that differ in the first size only, gets {first} and {other}.",
                )
                flatten = InsertBefore("flatten", wire=wire if len(spec.shape) > 1 else 0)
                raise ShapeError(sentence.format(first=str(specs[0]), other=str(spec)), flatten)
        return TensorSpec((sum(spec.shape[0] for spec in specs), *rest))

    def call_code(self, module: str, arguments: Sequence[str]) -> str:
        """Return ``torch.cat``."""
        del module
        return f"torch.cat([{', '.join(arguments)}], dim=1)"

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module (x₁, x₂, …) → their features one after another."""
        del inputs
        return _concatenate()()


@cache
def _add() -> type[nn.Module]:
    from torch import nn

    class Add(nn.Module):
        def forward(self, first: Tensor, *others: Tensor) -> Tensor:
            for other in others:
                first = first + other
            return first

    return Add


@cache
def _multiply() -> type[nn.Module]:
    from torch import nn

    class Multiply(nn.Module):
        def forward(self, first: Tensor, *others: Tensor) -> Tensor:
            for other in others:
                first = first * other
            return first

    return Multiply


@cache
def _concatenate() -> type[nn.Module]:
    import torch
    from torch import nn

    class Concatenate(nn.Module):
        def forward(self, *inputs: Tensor) -> Tensor:
            return torch.cat(inputs, dim=1)

    return Concatenate
