"""In which settings two experiments differ, and what to call one beside the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from nnplayground.core.component import Component
from nnplayground.core.features import parse_feature
from nnplayground.core.text import Text, number
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Graph
    from nnplayground.core.node import Node

__all__ = ["Difference", "differences", "name_beside", "printed", "shared_activation"]

_NAMED = 2  # differences that a name tells
_ABSENT = Text("–")
_KINDS = {
    "optimizer": _("core", "Optimizer"),
    "schedule": _("core", "Schedule"),
    "dataset": _("core", "Dataset"),
}
_HIDDEN = ("device", "threads", "engine", "phases")  # how steps are computed, not what is learned


@dataclass(frozen=True, slots=True)
class Difference:
    """One setting that two experiments have differently.

    Attributes
    ----------
    path : str
        As ``--set`` names it; ``"activation"`` is that of all layers, ``"layers"`` are their sizes.
    title : Text
    before, after : Text
        The values as a person reads them.
    """

    path: str
    title: Text
    before: Text
    after: Text


def differences(before: Experiment, after: Experiment) -> tuple[Difference, ...]:
    """Return every setting that differs, the most telling first: the network, training, data, the seed."""
    found = [
        *_graph_differences(before.graph, after.graph),
        *_fields("training", before.training, after.training),
        *_data_differences(before, after),
    ]
    if before.seed != after.seed:
        found.append(Difference("seed", _("core", "Seed"), printed(before.seed), printed(after.seed)))
    return tuple(found)


def printed(value: Any) -> Text:
    """Return a setting's value as a person reads it."""
    if isinstance(value, Component):
        return type(value).title
    if isinstance(value, Text):
        return value
    if isinstance(value, bool):
        return _("core", "on") if value else _("core", "off")
    if value is None:
        return _ABSENT
    if isinstance(value, float):
        return number(value)
    return Text(", ".join(map(str, value)) if isinstance(value, tuple) else str(value))


def shared_activation(graph: Graph) -> Component | None:
    """Return the activation of all hidden layers, if they agree."""
    found = [node.layer.activation for node in _hidden(graph) if hasattr(node.layer, "activation")]
    return found[0] if found and all(activation == found[0] for activation in found) else None


def _hidden(graph: Graph) -> tuple[Node, ...]:
    """Return the nodes with weights that do not feed a loss directly."""
    losses = {node.id for node in graph.nodes if not node.layer.outputs}
    last = {edge.source for id in losses for edge in graph.incoming(id)}
    return tuple(node for node in graph.nodes if node.layer.inputs and node.id not in losses | last)


# -- what differs --------------------------------------------------------------------------------------


def _graph_differences(before: Graph, after: Graph) -> Iterator[Difference]:
    old, new = (shared_activation(graph) for graph in (before, after))
    shared = old is not None and new is not None and old != new
    if shared:
        yield Difference("activation", _("core", "Activation"), printed(old), printed(new))
    old_sizes, new_sizes = (_sizes(graph) for graph in (before, after))
    sized = old_sizes != new_sizes and bool(old_sizes or new_sizes)
    if sized:
        yield Difference("layers", _("core", "Layers"), Text(old_sizes or "0"), Text(new_sizes or "0"))
    same = [(before.node(node.id), node) for node in after.nodes if node.id in before]
    skipped = {"activation"} if shared else set()
    for was, node in same:
        yield from _node_differences(was, node, skipped | ({"units"} if sized else set()))
    yield from _presence(before, after, skip_dense=sized)
    if len(same) == len(before.nodes) == len(after.nodes) and set(before.edges) != set(after.edges):
        count = Text(str(len(before.edges))), Text(str(len(after.edges)))
        yield Difference("graph.edges", _("core", "Wires"), *count)


def _sizes(graph: Graph) -> str:
    units = [getattr(node.layer, "units", None) for node in _hidden(graph)]
    return "-".join(str(size) for size in units if size is not None)


def _presence(before: Graph, after: Graph, *, skip_dense: bool) -> Iterator[Difference]:
    with_, without = _("core", "with"), _("core", "without")
    for graph, other, pair in ((before, after, (with_, without)), (after, before, (without, with_))):
        for node in graph.nodes:
            counted = skip_dense and hasattr(node.layer, "units")
            if node.id not in other and not counted:
                yield Difference(f"nodes.{node.id}", node.title, *pair)


def _node_differences(before: Node, after: Node, skipped: set[str]) -> Iterator[Difference]:
    if before.muted != after.muted:
        pair = printed(not before.muted), printed(not after.muted)
        yield Difference(f"nodes.{after.id}", after.title, *pair)
    if type(before.layer) is not type(after.layer):
        pair = printed(before.layer), printed(after.layer)
        yield Difference(f"nodes.{after.id}", after.title, *pair)
        return
    parts = (("", before.layer, after.layer), (".options", before.options, after.options))
    for part, old, new in parts:
        for change in _fields(f"nodes.{after.id}{part}", old, new):
            if change.path.rpartition(".")[2] in skipped:
                continue
            title = Text("{node}: {title}", {"node": after.title, "title": change.title})
            yield Difference(change.path, title, change.before, change.after)


def _data_differences(before: Experiment, after: Experiment) -> Iterator[Difference]:
    yield from _fields("data", before.data, after.data)
    old, new = before.data.chosen_features, after.data.chosen_features
    if old != new and type(before.data.dataset) is type(after.data.dataset):
        yield Difference("data.features", _("core", "Features"), _labels(old), _labels(new))


def _labels(features: Iterable[str]) -> Text:
    return Text(", ".join(parse_feature(name).label for name in features))


def _fields(path: str, before: BaseModel, after: BaseModel) -> Iterator[Difference]:
    """Yield every field that differs, going into parts of the same kind."""
    for name, info in type(before).model_fields.items():
        old, new = getattr(before, name), getattr(after, name)
        if old == new or name in _HIDDEN:
            continue
        place = f"{path}.{name}"
        if isinstance(old, BaseModel) and type(old) is type(new):
            yield from _fields(place, old, new)
        elif isinstance(old, Component) and old.family in _KINDS:
            yield Difference(place, _KINDS[old.family], printed(old), printed(new))
        elif info.title:
            # pydantic types a title as a plain string; ours are made by the translation mark.
            title = info.title if isinstance(info.title, Text) else Text(info.title)
            yield Difference(place, title, printed(old), printed(new))


# -- names ---------------------------------------------------------------------------------------------


def name_beside(base: Experiment, other: Experiment) -> Text | None:
    """Say in a few words what is different about ``other``: “ReLU instead of tanh”; None if nothing is."""
    found = list(differences(base, other))
    paths = {change.path for change in found}
    if "training.optimizer" in paths:
        found = [change for change in found if change.path != "training.learning_rate"]
    if "data.dataset" in paths:
        found = [change for change in found if change.path == "data.dataset"]
    phrases = [_phrase(change, base, other) for change in found]
    return _joined(phrases) if phrases else None


def _joined(phrases: Sequence[Text]) -> Text:
    said = phrases[0]
    for phrase in phrases[1:_NAMED]:
        said = Text("{first}, {second}", {"first": said, "second": phrase})
    more = len(phrases) - _NAMED
    if more > 0:
        said = _("core", "{changes} and {count} more").format(changes=said, count=more)
    return said


def _phrase(change: Difference, base: Experiment, other: Experiment) -> Text:
    path = change.path
    if path == "activation":
        return _("core", "{new} instead of {old}").format(new=change.after, old=change.before)
    if path == "training.optimizer":
        rate = printed(other.training.learning_rate)
        return Text("{optimizer} {rate}", {"optimizer": change.after, "rate": rate})
    if path == "data.dataset":
        return change.after
    if path == "data.features":
        return _features_phrase(base.data.chosen_features, other.data.chosen_features)
    if path.startswith("nodes.") and path.count(".") == 1 and change.after in ("with", "without"):
        return Text("{presence} {node}", {"presence": change.after, "node": change.title})
    return Text("{title} {value}", {"title": change.title, "value": change.after})


def _features_phrase(before: Sequence[str], after: Sequence[str]) -> Text:
    lost = [name for name in before if name not in after]
    new = [name for name in after if name not in before]
    if lost and not new:
        return _("core", "without {features}").format(features=_labels(lost))
    if new and not lost:
        return _("core", "with {features}").format(features=_labels(new))
    return _("core", "features {features}").format(features=_labels(after))
