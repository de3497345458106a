"""JSON of strangers: what Python's reader lets through, or chokes on, is one sentence."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnplayground.core import strict_json
from nnplayground.core.errors import FileError
from nnplayground.core.strict_json import read_json

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=9,
)  # fmt: skip


@given(plain)
def test_what_json_can_say_is_read(value):
    assert read_json(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{\n "a": 1,,\n}', "broken at line 2, column 9"),
        ("[NaN]", "The JSON holds NaN, which is no number."),
        ("[-Infinity]", "The JSON holds -Infinity, which is no number."),
        ("[1e999]", "The number 1e999 in the JSON is too large."),
        ("[" + "7" * 5000 + "]", "A number in the JSON has too many digits."),
        ('["\\ud800"]', "A text in the JSON holds half a character."),
        ("[" * 200 + "]" * 200, "levels deep"),
        ("[" * 200_000, "levels deep"),
    ],
)
def test_what_no_experiment_can_hold_is_refused(text, said):
    with pytest.raises(FileError, match=said.replace(".", r"\.")) as refused:
        read_json(text)
    assert "\n" not in str(refused.value)


def test_a_short_file_of_very_many_values_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(strict_json, "_SHORT", 10)
    monkeypatch.setattr(strict_json, "_MAX_VALUES", 1000)
    assert read_json("[" + "1," * 900 + "1]")
    with pytest.raises(FileError, match="more than 1,000 values"):
        read_json("[" + "1," * 1000 + "1]")
