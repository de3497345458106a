"""What a graph is made of: nodes, wires and blocks, as frozen values that stand in files."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_serializer, model_validator

from nnplayground.core.component import Frozen
from nnplayground.core.errors import GraphError
from nnplayground.core.layer import Layer, NodeOptions
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

__all__ = ["Block", "Edge", "Node"]

_ID = r"^[A-Za-z_][A-Za-z0-9_]{0,63}$"
_OWN = ("id", "name", "options", "muted", "block")


class Edge(Frozen):
    """A wire from an output port to an input port."""

    source: str
    target: str
    source_port: str = "output"
    target_port: str = "input"

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two wires the same."""
        return self.source, self.source_port, self.target, self.target_port


class Node(Frozen):
    """A layer at its place in a graph.

    In a file the layer's fields stand beside the node's own::

        {"id": "dense1", "kind": "linear", "units": 8, "activation": "tanh"}

    Attributes
    ----------
    id : str
        Stable for the node's life; an identifier, so that ``nodes.dense1.units`` can name a field.
    name : str
        What a person reads; the id if empty.
    layer : Layer
        The kind and its fields.
    options : NodeOptions
        What every node with weights can be told.
    muted : bool
        Whether it is bypassed: its first input goes through unchanged; a muted loss counts for nothing.
    block : str
        The innermost block it belongs to; empty for none.
    """

    id: str = Field(pattern=_ID)
    name: str = Field("", max_length=80)
    layer: Layer
    options: NodeOptions = NodeOptions()
    muted: bool = False
    block: str = ""

    @model_validator(mode="after")
    def _can_be_muted(self) -> Node:
        if self.muted and not self.layer.inputs:
            sentence = _("core", "{node} cannot be muted, because data enters through it.")
            raise GraphError(sentence.format(node=self.title), remedy=_("core", "Remove “muted” there."))
        return self

    @model_validator(mode="before")
    @classmethod
    def _unflatten(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "layer" in value:
            return value
        own = {name: field for name, field in value.items() if name in _OWN}
        return {**own, "layer": {name: field for name, field in value.items() if name not in _OWN}}

    @model_serializer(mode="plain")
    def _flatten(self) -> dict[str, Any]:
        flat: dict[str, Any] = {"id": self.id}
        if self.name:
            flat["name"] = self.name
        flat["kind"] = self.layer.kind
        flat.update({name: getattr(self.layer, name) for name in type(self.layer).model_fields})
        if self.options != NodeOptions():
            flat["options"] = self.options.model_dump(mode="json", exclude_defaults=True)
        if self.muted:
            flat["muted"] = True
        if self.block:
            flat["block"] = self.block
        return flat

    @property
    def title(self) -> Text:
        """The name a person reads; one like “Dense 2” is a known word and a number, and can be translated."""
        return _title(self.name, self.id)

    def with_fields(self, **fields: Any) -> Node:
        """Return the node with some of its layer's fields changed."""
        return self.replace(layer=self.layer.replace(**fields))

    def with_options(self, **options: Any) -> Node:
        """Return the node with some of its options changed."""
        return self.replace(options=self.options.replace(**options))


class Block(Frozen):
    """A named part of a graph that can be folded into one card; its nodes say that they belong to it.

    Attributes
    ----------
    id : str
        Unique among blocks and nodes.
    name : str
        What a person reads; the id if empty.
    parent : str
        The block it lies in; empty for none.
    """

    id: str = Field(pattern=_ID)
    name: str = Field("", max_length=80)
    parent: str = ""

    @property
    def title(self) -> Text:
        """The name a person reads."""
        return _title(self.name, self.id)


def _title(name: str, id: str) -> Text:
    word, _space, number = name.rpartition(" ")
    if word and number.isdigit():
        return Text("{word} {number}", {"word": Text(word), "number": number})
    return Text(name or id)
