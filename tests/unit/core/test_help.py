"""There is help for everything, in whole sentences."""

from __future__ import annotations

import pytest

from nnplayground.core.component import Component
from nnplayground.core.help import Topic, chapters, field_topic, penalty_topic, topic
from nnplayground.core.layer import Layer, NodeOptions
from nnplayground.core.training import Optimizer, Regularization, Training

ALL = [(f"{chapter.title}/{found.title}", found) for chapter in chapters() for found in chapter.topics]
FIELDS = [(f"{name}/{field.title}", field) for name, found in ALL for field in found.fields]
FIELDS += [(name, found) for name, found in ALL if name.startswith("Settings/")]


def ids(pairs: list[tuple[str, Topic]]) -> list[str]:
    return [name for name, _topic in pairs]


@pytest.mark.parametrize("found", [found for _, found in ALL], ids=ids(ALL))
def test_everything_has_a_title_and_a_sentence(found: Topic) -> None:
    assert found.title
    assert found.subject
    assert found.sentence.endswith((".", ".)"))


@pytest.mark.parametrize("field", [field for _, field in FIELDS], ids=ids(FIELDS))
def test_every_field_says_its_effect_and_the_reason_of_its_default(field: Topic) -> None:
    for text in (field.sentence, field.effect, field.why):
        assert text.endswith((".", ".)")), text
        assert text[0].upper() == text[0] or text.startswith("fan_in")
    assert len({field.sentence, field.effect, field.why}) == 3


_PLAIN = ("Settings/", "Data sets/", "Views/")
FORMULATED = [(name, found) for name, found in ALL if not name.startswith(_PLAIN)]


@pytest.mark.parametrize("found", [found for _, found in FORMULATED], ids=ids(FORMULATED))
def test_every_part_has_a_formula(found: Topic) -> None:
    assert found.formula
    assert "$" not in found.formula


def test_chapters_hold_every_kind_once() -> None:
    titles = [name for name, _found in ALL if not name.startswith("Settings/")]
    assert len(titles) == len(set(titles)), "two kinds of one family bear one title"
    layers = next(chapter for chapter in chapters() if chapter.title == "Layers")
    assert {found.name for found in layers.topics} == set(Layer.kinds())
    assert layers.topics[0].name == "data"
    assert layers.topics[-1].name == "loss"


def test_topics_of_single_things() -> None:
    assert topic(Optimizer.named("adam")()).subject == "Optimizer"
    rate = field_topic(Training, "learning_rate")
    assert (rate.subject, rate.default) == ("Training", 0.03)
    assert "frac" in rate.formula
    assert field_topic(Layer.named("dropout"), "p").subject == "Dropout"
    assert field_topic(NodeOptions, "frozen").subject == "Every layer with weights"
    assert penalty_topic("l2").title == "L2"
    assert field_topic(Regularization, "rate").default == 0.0


def test_a_part_without_texts_is_no_error() -> None:
    class Bare(Component):
        family = "bare"
        title = Layer.named("data").title
        help = Layer.named("data").help

    assert topic(Bare).fields == ()
