"""Sentences keep their template and values, so that they can be said again in another language."""

from __future__ import annotations

import copy

import pytest

from nnplayground.core.text import Text, from_json, number, render, to_json, translatable

RUSSIAN = {
    "Dense": "Полносвязный слой",
    "{node} has {count} inputs": "У узла «{node}» входов: {count}",
}


def russian(template: str) -> str:
    return RUSSIAN.get(template, template)


def test_a_sentence_is_its_english() -> None:
    sentence = translatable("core", "{node} has {count} inputs").format(node="Add", count=2)
    assert sentence == "Add has 2 inputs"
    assert sentence.template == "{node} has {count} inputs"


def test_values_are_translated_too() -> None:
    name = translatable("core", "Dense")
    sentence = translatable("core", "{node} has {count} inputs").format(node=name, count=2)
    assert render(sentence, russian) == "У узла «Полносвязный слой» входов: 2"


def test_fields_can_be_filled_again() -> None:
    template = translatable("core", "{node} has {count} inputs")
    assert template.format(node="Add", count=1).format(count=3) == "Add has 3 inputs"


def test_without_values_braces_stay() -> None:
    assert translatable("core", "a set {1, 2}") == "a set {1, 2}"


def test_plain_words_are_left_alone() -> None:
    assert render("Dense", russian) == "Dense"


def test_positional_fields_are_refused() -> None:
    with pytest.raises(TypeError, match="named fields only"):
        translatable("core", "{}").format(1)


def test_other_contexts_are_refused() -> None:
    with pytest.raises(ValueError, match="'window'"):
        translatable("window", "Open")


@pytest.mark.parametrize("value", [0.03, 2.0, 1e-5, 1.5e-05, 3e6, -0.5])
def test_numbers_are_said_with_the_decimal_mark_of_the_language(value: float) -> None:
    said = number(value)
    assert said == f"{value:g}"
    assert render(said, russian, ",") == f"{value:g}".replace(".", ",")
    inside = translatable("core", "{node} has {count} inputs").format(node="v1.2", count=said)
    assert render(inside, str, ",") == f"v1.2 has {render(said, str, ',')} inputs"
    assert render(from_json(to_json(inside)), str, ",") == render(inside, str, ",")


def test_a_template_may_format_its_numbers() -> None:
    sentence = translatable("core", "{loss:.3f} after {epochs} epochs").format(loss=0.25, epochs=4)
    assert render(sentence, str, ",") == "0,250 after 4 epochs"


@pytest.mark.parametrize("twin", [copy.copy, copy.deepcopy])
def test_copies_still_speak(twin) -> None:
    again = twin(translatable("core", "{node} has {count} inputs").format(node="Add", count=2))
    assert isinstance(again, Text)
    assert render(again, russian) == "У узла «Add» входов: 2"
