"""What an edit changed, in words for the marks on the loss curve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from nnplayground.core.ablation import only_ablates
from nnplayground.core.component import Component
from nnplayground.core.text import Text, number
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nnplayground.core.experiment import Experiment

__all__ = ["describe_changes", "joined"]


def describe_changes(before: Experiment, after: Experiment) -> list[Text]:
    """Return one sentence fragment per changed training setting, one for other data, one for the graph."""
    found = [_said(*change) for change in _fields(before.training, after.training)]
    if before.data != after.data:
        found.append(after.data.dataset.change_from(before.data.dataset))
    if only_ablates(before.graph, after.graph):
        found.append(_("core", "Ablation changed"))
    elif before.graph.structure != after.graph.structure:
        found.append(_("core", "Network edited"))
    return found


def joined(changes: Sequence[Text]) -> Text:
    """Return changes as one text that can still be translated."""
    if len(changes) < 2:
        return changes[0] if changes else Text("")
    return Text("{first}, {others}", {"first": changes[0], "others": joined(changes[1:])})


def _said(title: str, before: Any, after: Any) -> Text:
    values = {"title": title, "before": _shown(before), "after": _shown(after)}
    return _("core", "{title} {before} → {after}").format(**values)


def _fields(before: BaseModel, after: BaseModel) -> Iterator[tuple[str, Any, Any]]:
    """Yield title, old and new value of every field that differs, going into parts of the same kind."""
    for name, info in type(before).model_fields.items():
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        if isinstance(old, BaseModel) and type(old) is type(new):
            yield from _fields(old, new)
        elif info.title:
            yield info.title, old, new
        elif isinstance(old, Component):
            yield old.family.capitalize(), old, new


def _shown(value: Any) -> str:
    if isinstance(value, Component):
        return type(value).title
    return number(value) if isinstance(value, float) else str(value)
