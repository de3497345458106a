"""Sentences keep their template and values, so that they can be said again in another language."""

from __future__ import annotations

import copy

import pytest

from nnplayground.core.text import Text, render, translatable

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


@pytest.mark.parametrize("twin", [copy.copy, copy.deepcopy])
def test_copies_still_speak(twin) -> None:
    again = twin(translatable("core", "{node} has {count} inputs").format(node="Add", count=2))
    assert isinstance(again, Text)
    assert render(again, russian) == "У узла «Add» входов: 2"
