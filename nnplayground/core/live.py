"""Which edits of a graph apply between two steps, and which need another program."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnplayground.core.component import Frozen
    from nnplayground.core.graph import Graph
    from nnplayground.core.node import Node

__all__ = ["changes_only_live"]


def changes_only_live(before: Graph, after: Graph) -> bool:
    """Tell whether two graphs have the same structure and differ at most in fields that apply live."""
    if before == after:
        return True
    if before.edges != after.edges or len(before.nodes) != len(after.nodes):
        return False
    return all(_only_live(old, new) for old, new in zip(before.nodes, after.nodes, strict=True))


def _only_live(old: Node, new: Node) -> bool:
    if old == new:
        return True
    if (old.id, old.muted, type(old.layer)) != (new.id, new.muted, type(new.layer)):
        return False
    return _fields_only_live(old.layer, new.layer) and _fields_only_live(old.options, new.options)


def _fields_only_live(old: Frozen, new: Frozen) -> bool:
    changed = (n for n in type(old).model_fields if getattr(old, n) != getattr(new, n))
    return all(_is_live(type(old), name) for name in changed)


def _is_live(model: type[Frozen], name: str) -> bool:
    noted = model.model_fields[name].json_schema_extra
    return isinstance(noted, dict) and bool(noted.get("live"))
