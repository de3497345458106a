"""Twins: the calls and weights that stand for a node, and how layers register theirs."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.layer import Inputs, Layer
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.core.graph import Node

__all__ = ["NoTwinError", "Twin", "Weight", "part_name", "twin", "twin_of", "without"]

_NAME = re.compile(r"\{name(?:\+(\w+))?\}")


class NoTwinError(Exception):
    """A layer, or a setting of it, that Keras does not have; the message says which."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Weight:
    """A parameter as Keras keeps it.

    Attributes
    ----------
    name : str
        Of the node's parameter.
    axes : tuple of int, optional
        The order of its axes there.
    shape : tuple of int, optional
        What it is arranged as before.
    part : str
        Which of a node's layers holds it; empty for the one that is called as the node.
    """

    name: str
    axes: tuple[int, ...] | None = None
    shape: tuple[int, ...] | None = None
    part: str = ""

    def of(self, value: NDArray[Any]) -> NDArray[Any]:
        """Return the numbers in Keras's layout."""
        shaped = value if self.shape is None else value.reshape(self.shape)
        return shaped if self.axes is None else shaped.transpose(self.axes)


@dataclass(frozen=True, slots=True)
class Twin:
    """What stands for a node.

    Attributes
    ----------
    calls : tuple of str
        Layers one behind the other. ``{name}`` is the node's name, ``{name+part}`` that of a part of it, and
        a layer with ``{x}`` reads the node's input and the layer before.
    weights : tuple of Weight
        In Keras's order.
    """

    calls: tuple[str, ...]
    weights: tuple[Weight, ...] = ()

    def lines(self, name: str, read: str) -> list[str]:
        """Return the code that computes ``name`` from what is ``read``."""
        lines, value = [], read
        for call in self.calls:
            given = f"[{read}, {value}]" if "{x}" in call else value
            text = _NAME.sub(lambda found: json.dumps(part_name(name, found[1] or "")), call)
            lines.append(f"{name} = {text.replace('{x}', '')}({given})")
            value = name
        return lines


def part_name(name: str, part: str) -> str:
    """Return what a layer is called that is a part of a node."""
    return f"{name}__{part}" if part else name


def twin_of(node: Node, inputs: Inputs) -> Twin:
    """Return what stands for a node.

    Raises
    ------
    PlaygroundError
        If nothing does.
    """
    try:
        return twin(node.layer, inputs)
    except NoTwinError as error:
        raise without(node, error.reason) from error


def without(node: Node, reason: Text) -> PlaygroundError:
    """Return the error that says why a node cannot be had in Keras."""
    return PlaygroundError(
        reason, place=node.title, remedy=_("core", "Choose another layer, or export PyTorch or ONNX.")
    )


@singledispatch
def twin(layer: Layer, inputs: Inputs) -> Twin:
    """Return what stands for a layer; every kind that has something registers it."""
    del inputs
    raise NoTwinError(_("core", "Keras has no twin of “{title}”.").format(title=type(layer).title))
