"""The settings in which a copy of an experiment can differ by one turn, and what each can be turned to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from nnplayground.core.activation import Activation
from nnplayground.core.component import Component, Frozen
from nnplayground.core.differences import printed, shared_activation
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.features import parse_feature
from nnplayground.core.layer import Layer
from nnplayground.core.node import Node
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.core.training import PENALTIES, Optimizer, Schedule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from nnplayground.core.experiment import Experiment

__all__ = ["Knob", "knobs", "turned"]

_ADDED = ("dropout", "batch_norm", "layer_norm")
_RATE = 0.001  # what a penalty begins with, where there was none
_NUMBERS = {
    "training.learning_rate": 3.0,
    "training.regularization.rate": 10.0,
    "training.clip.limit": 0.1,
}


@dataclass(frozen=True, slots=True)
class Knob:
    """One setting that can be turned.

    Attributes
    ----------
    path : str
        What :func:`turned` takes; a path of ``--set``, or a name of its own.
    title : Text
    value : Any
        As it is now.
    options : tuple of (value, Text)
        What it can be turned to; empty for numbers.
    suggestion : float or None
        For a number: a first try.
    whole : bool
        Whether only whole numbers fit.
    low, high : float
        The range of a number.
    """

    path: str
    title: Text
    value: Any
    options: tuple[tuple[Any, Text], ...] = ()
    suggestion: float | None = None
    whole: bool = False
    low: float = 0.0
    high: float = 1e9

    @property
    def is_number(self) -> bool:
        """Whether any number of the range fits."""
        return self.suggestion is not None


def knobs(experiment: Experiment) -> tuple[Knob, ...]:
    """Return every knob of an experiment, those that people turn most first."""
    return tuple(
        knob for knob in _all(experiment) if knob.is_number or len(knob.options) > (knob.value is None)
    )


def turned(experiment: Experiment, path: str, value: Any) -> Experiment:
    """Return the experiment with one knob turned.

    Raises
    ------
    PlaygroundError
        If the value does not fit.
    """
    if path == "activation":
        return _with_activation(experiment, value)
    if path == "add":
        return _with_layer(experiment, *value.split(":"))
    if path == "feature":
        return _with_feature(experiment, value)
    changed = experiment.with_value(path, value)
    penalty = changed.training.regularization
    if path == "training.regularization.kind" and penalty.kind != "none" and not penalty.rate:
        changed = changed.with_value("training.regularization.rate", _RATE)
    return changed


# -- which there are -----------------------------------------------------------------------------------


def _all(experiment: Experiment) -> Iterator[Knob]:
    training = experiment.training
    activation = shared_activation(experiment.graph)
    if activation is not None:
        kinds = tuple((kind, cls.title) for kind, cls in Activation.kinds().items())
        yield _choice("activation", _("core", "Activation"), activation.kind, kinds)
    yield _number("training.learning_rate", _("core", "Learning rate"), training.learning_rate, 0.0, 1e6)
    yield _kinds("training.optimizer", _("core", "Optimizer"), training.optimizer, Optimizer)
    penalties = tuple((kind, penalty.title) for kind, penalty in PENALTIES.items())
    kind = training.regularization.kind
    yield _choice("training.regularization.kind", _("core", "Regularization"), kind, penalties)
    if kind != "none":
        rate = training.regularization.rate
        yield _number("training.regularization.rate", _("core", "Regularization rate"), rate, 0.0, 1e6)
    yield _batch(experiment)
    yield _kinds("training.schedule", _("core", "Schedule"), training.schedule, Schedule)
    yield _additions(experiment)
    yield from _features(experiment)
    yield from _of_model("training", training, skip={"learning_rate", "batch_size", "engine"})
    yield from _of_model("training.clip", training.clip, {"limit"} if training.clip.kind == "none" else set())
    yield from _of_model("data", experiment.data, skip={"seed"})
    for node in experiment.graph.nodes:
        if not node.layer.inputs or not node.layer.outputs:
            continue
        fixed = set() if _feeds_layers(experiment, node) else {"units"}  # a head has the width of its target
        for knob in _of_model(f"nodes.{node.id}", node.layer, fixed):
            title = Text("{node}: {title}", {"node": node.title, "title": knob.title})
            yield Knob(knob.path, title, knob.value, knob.options, *_range(knob))


def _range(knob: Knob) -> tuple[float | None, bool, float, float]:
    return knob.suggestion, knob.whole, knob.low, knob.high


def _choice(path: str, title: Text, value: Any, options: tuple[tuple[Any, Text], ...]) -> Knob:
    return Knob(path, title, value, tuple(option for option in options if option[0] != value))


def _kinds(path: str, title: Text, value: Component, family: type[Component]) -> Knob:
    options = tuple((kind, cls.title) for kind, cls in family.kinds().items())
    return _choice(path, title, value.kind, options)


def _number(path: str, title: Text, value: float, low: float, high: float, *, whole: bool = False) -> Knob:
    factor = _NUMBERS.get(path, 2.0)
    first = value * factor if value else min(high, 1.0 if whole else 0.1)
    if not low <= first <= high:
        first = value / factor
    first = round(first) if whole else float(f"{first:.6g}")
    return Knob(path, title, value, (), max(low, first), whole, low, high)


def _batch(experiment: Experiment) -> Knob:
    size, samples = experiment.training.batch_size, experiment.run_size().samples
    sizes = sorted({1, 5, 10, 20, 30, 50, 100, 200} | ({size} if isinstance(size, int) else set()))
    options = [(count, Text(str(count))) for count in sizes if count < samples]
    every: tuple[Any, Text] = ("full", _("core", "all samples"))
    return _choice("training.batch_size", _("core", "Batch"), size, (*options, every))


def _additions(experiment: Experiment) -> Knob:
    """Offer a layer behind each hidden one: dropout, normalization."""
    graph, titles = experiment.graph, {kind: Layer.named(kind).title for kind in _ADDED}
    after = _("core", "{layer} after {node}")
    options = [
        (f"{kind}:{node.id}", after.format(layer=titles[kind], node=node.title))
        for node in graph.nodes
        if hasattr(node.layer, "units") and _leads_on(experiment, node)
        for kind in _ADDED
    ]
    return Knob("add", _("core", "One more layer"), None, tuple(options))


def _leads_on(experiment: Experiment, node: Node) -> bool:
    graph = experiment.graph
    ahead = graph.outgoing(node.id)
    return len(ahead) == 1 and bool(graph.node(ahead[0].target).layer.outputs)


def _features(experiment: Experiment) -> Iterator[Knob]:
    data = experiment.data
    offered, chosen = data.dataset.offered(), data.chosen_features
    if not offered:
        return
    with_, without = _("core", "with {feature}"), _("core", "without {feature}")
    options = [
        (name, (without if name in chosen else with_).format(feature=parse_feature(name).label))
        for name in offered
        if name not in chosen or len(chosen) > 1
    ]
    yield Knob("feature", _("core", "Features"), "", tuple(options))


def _of_model(path: str, model: Frozen, skip: set[str] | frozenset[str] = frozenset()) -> Iterator[Knob]:
    """Return a knob for every field with a title whose values can be listed or are numbers."""
    for name, info in type(model).model_fields.items():
        if info.title and name not in skip:
            # pydantic types a title as a plain string; ours are made by the translation mark.
            title = info.title if isinstance(info.title, Text) else Text(info.title)
            knob = _of_field(f"{path}.{name}", title, getattr(model, name), info)
            if knob is not None:
                yield knob


def _of_field(path: str, title: Text, value: Any, info: FieldInfo) -> Knob | None:
    if isinstance(value, bool):
        return _choice(path, title, value, ((True, printed(True)), (False, printed(False))))
    if isinstance(value, Activation):
        return _kinds(path, title, value, Activation)
    if get_origin(info.annotation) is Literal:
        words = tuple((word, Text(str(word))) for word in get_args(info.annotation))
        return _choice(path, title, value, words)
    if isinstance(value, int | float) and info.annotation in (int, float):
        limits = {type(limit).__name__.lower(): limit for limit in info.metadata}
        low, high = _limit(limits, "ge", "gt", 0.0), _limit(limits, "le", "lt", 1e9)
        return _number(path, title, value, low, high, whole=info.annotation is int)
    return None


def _limit(limits: dict[str, Any], closed: str, open_: str, otherwise: float) -> float:
    for name in (closed, open_):
        if name in limits:
            return float(getattr(limits[name], name))
    return otherwise


# -- turning -------------------------------------------------------------------------------------------


def _with_activation(experiment: Experiment, kind: str) -> Experiment:
    """Give all layers that have the shared activation another."""
    old, new = shared_activation(experiment.graph), Activation.named(kind)()
    if old is None:
        raise PlaygroundError(_("core", "The hidden layers share no activation."))
    graph = experiment.graph
    for node in graph.nodes:
        if getattr(node.layer, "activation", None) == old and _feeds_layers(experiment, node):
            graph = graph.update(node.with_fields(activation=new))
    return experiment.replace(graph=graph)


def _feeds_layers(experiment: Experiment, node: Node) -> bool:
    graph = experiment.graph
    return any(graph.node(edge.target).layer.outputs for edge in graph.outgoing(node.id))


def _with_layer(experiment: Experiment, kind: str, after: str) -> Experiment:
    from nnplayground.core.graph import free_id, free_name

    graph, layer = experiment.graph, Layer.named(kind)()
    edges = graph.outgoing(after) if after in {node.id for node in graph.nodes} else ()
    if not edges:
        raise PlaygroundError(_("core", "Nothing follows that layer."))
    name = free_name(f"{type(layer).title} 1", graph.titles())
    node = Node(id=free_id(kind, {n.id for n in graph.nodes}), name=name, layer=layer)
    return experiment.replace(graph=graph.insert(node, edges[0]))


def _with_feature(experiment: Experiment, name: str) -> Experiment:
    chosen = experiment.data.chosen_features
    offered = experiment.data.dataset.offered()
    if name in chosen:
        features = tuple(feature for feature in chosen if feature != name)
    else:
        features = tuple(feature for feature in offered if feature in chosen or feature == name)
    return experiment.with_value("data.features", list(features))
