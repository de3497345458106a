"""What help says about every part and every field, gathered from where each is declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnplayground.core.activation import Activation
from nnplayground.core.component import NOTHING, Component, Frozen
from nnplayground.core.data_config import DataConfig, Split
from nnplayground.core.dataset import Dataset
from nnplayground.core.layer import Group, Initialization, Layer, NodeOptions
from nnplayground.core.loss import Loss
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.core.training import PENALTIES, Clip, Optimizer, Regularization, Schedule, Stop, Training

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

__all__ = ["Chapter", "Topic", "chapters", "field_topic", "penalty_topic", "topic"]


@dataclass(frozen=True, slots=True)
class Topic:
    """What is to be said about one thing.

    Attributes
    ----------
    title : Text
    subject : Text
        What kind of thing it is: “Layer”, or whose field.
    sentence : Text
        What it is and does.
    formula : str
        LaTeX without dollar signs; empty if none.
    effect, why : Text
        Of a field: what turning it up and down does, and the reason of the default.
    default : object
        Of a field: its default; None of everything else, and where nothing is set.
    unit : Text
    fields : tuple of Topic
        Of a part: what can be set.
    name : str
        How files and the command line call it.
    """

    title: Text
    subject: Text
    sentence: Text
    formula: str = ""
    effect: Text = NOTHING
    why: Text = NOTHING
    default: object = None
    unit: Text = NOTHING
    fields: tuple[Topic, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """The topics of one family."""

    title: Text
    topics: tuple[Topic, ...]


_FAMILIES: tuple[tuple[type[Component], Text, Text], ...] = (
    (Layer, _("core", "Layers"), _("core", "Layer")),
    (Activation, _("core", "Activations"), _("core", "Activation")),
    (Loss, _("core", "Losses"), _("core", "Loss")),
    (Initialization, _("core", "Initializations"), _("core", "Initialization")),
    (Optimizer, _("core", "Optimizers"), _("core", "Optimizer")),
    (Schedule, _("core", "Schedules of the learning rate"), _("core", "Schedule")),
    (Dataset, _("core", "Data sets"), _("core", "Data set")),
)
_SETTINGS: tuple[tuple[type[Frozen], Text], ...] = (
    (Training, _("core", "Training")),
    (Regularization, _("core", "Regularization")),
    (Clip, _("core", "Gradient clipping")),
    (Stop, _("core", "Training")),
    (NodeOptions, _("core", "Every layer with weights")),
    (Split, _("core", "Data")),
    (DataConfig, _("core", "Data")),
)


def topic(part: type[Component] | Component) -> Topic:
    """Return what help says about a kind of layer, of activation, of loss and so on."""
    kind = part if isinstance(part, type) else type(part)
    subject = next((word for family, _title, word in _FAMILIES if issubclass(kind, family)), NOTHING)
    return Topic(
        kind.title,
        subject,
        kind.help,
        kind.formula,
        fields=tuple(_topics_of_fields(kind, kind.title)),
        name=kind.kind,
    )


def field_topic(model: type[Frozen], name: str) -> Topic:
    """Return what help says about one field of a part, of the training, or of a node."""
    subject = next((word for settings, word in _SETTINGS if settings is model), NOTHING)
    if issubclass(model, Component):
        subject = model.title
    return _field(model.model_fields[name], subject, name)


def penalty_topic(kind: str) -> Topic:
    """Return what help says about a kind of regularization."""
    penalty = PENALTIES[kind]
    return Topic(penalty.title, _("core", "Regularization"), penalty.help, penalty.formula, name=kind)


def chapters() -> Iterator[Chapter]:
    """Yield everything there is help about, as a book would order it."""
    from nnplayground.core.looking import TOPICS  # which is written in terms of this module

    for family, title, _word in _FAMILIES:
        yield Chapter(title, tuple(topic(kind) for kind in _in_order(family)))
    yield Chapter(_("core", "Regularization"), tuple(map(penalty_topic, PENALTIES)))
    settings = tuple(found for model, word in _SETTINGS for found in _topics_of_fields(model, word))
    yield Chapter(_("core", "Settings"), settings)
    yield Chapter(_("core", "Views"), tuple(TOPICS.values()))


def _in_order(family: type[Component]) -> list[type[Component]]:
    """Return the kinds of a family; layers stand as in the palette."""
    kinds = list(family.kinds().values())
    order = list(Group)
    return sorted(kinds, key=lambda kind: order.index(kind.group) if issubclass(kind, Layer) else 0)


def _topics_of_fields(model: type[Frozen], subject: Text) -> Iterator[Topic]:
    for name, info in model.model_fields.items():
        if info.title:
            yield _field(info, subject, name)


def _field(info: FieldInfo, subject: Text, name: str) -> Topic:
    extra: Mapping[str, Any] = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    return Topic(
        _text(info.title),
        subject,
        _text(info.description),
        str(extra.get("formula", "")),
        _text(extra.get("effect")),
        _text(extra.get("why")),
        None if info.is_required() else info.get_default(call_default_factory=True),
        _text(extra.get("unit")),
        name=name,
    )


def _text(value: object) -> Text:
    return value if isinstance(value, Text) else Text(str(value or ""))
