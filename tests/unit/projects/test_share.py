"""A shared text is a whole experiment, and a stranger's text is harmless."""

from __future__ import annotations

import base64
import contextlib
import random
import zlib

import numpy as np
import pytest

from nnplayground import Experiment
from nnplayground.core.adapt import switch_dataset
from nnplayground.core.errors import PlaygroundError
from nnplayground.data.attachments import Attachments, attachments
from nnplayground.data.table_own import OwnTable
from nnplayground.projects import presets
from nnplayground.projects.share import _WORDS, from_text, looks_like_text, qr_code, to_text
from nnplayground.projects.source import open_source, short_name

# Texts that were given away must open for ever.
OLD = (
    "nnp1:ePlOtz_bI624Ryrf4QW6Ob4CHd4IxF6eG6IU59A4wCidzdBLZ6PBUDqTWl4a0q28xNVWIr0ExVHmVYwWd6PF3"
    "SAr7iDBQKC0AwAsgKhF"
)


def packed(data: bytes) -> str:
    packer = zlib.compressobj(9, zdict=_WORDS)
    return "nnp1:" + base64.urlsafe_b64encode(packer.compress(data) + packer.flush()).decode().rstrip("=")


@pytest.mark.parametrize("name", presets.names())
def test_round_trip_is_the_identity(name):
    experiment = presets.load(name)
    text = to_text(experiment)
    assert from_text(text) == experiment
    assert text.isascii()
    assert not set(text) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:")


def test_own_data_goes_with_the_text(monkeypatch):
    x = np.random.default_rng(0).normal(size=(60, 2))
    hold = attachments().put({"x": x, "y": np.arange(60) % 2})
    fields = {"rows": 60, "columns": ("a", "b"), "target": "kind", "classes": ("no", "yes")}
    table = OwnTable(source="own.csv", key=hold.key, **fields)
    experiment = switch_dataset(presets.load("spiral"), table)
    text = to_text(experiment)
    monkeypatch.setattr("nnplayground.data.attachments._attachments", Attachments())
    read = from_text(text)
    assert read == experiment
    assert np.array_equal(read.data.dataset.arrays()["x"], x)


def test_texts_of_small_networks_are_as_long_as_a_link():
    experiment = presets.load("circle").replace(notes={})
    assert len(to_text(experiment)) < 400


def test_broken_lines_do_not_matter():
    text = to_text(presets.load("xor"))
    mailed = "\r\n".join(text[i : i + 70] for i in range(0, len(text), 70))
    assert from_text(f"  {mailed}\n") == presets.load("xor")


def test_old_texts_still_open():
    assert from_text(OLD) == presets.load("logistic-regression").replace(title={}, notes={}, seed=7)


def test_python_reads_and_writes_texts():
    experiment = Experiment.from_preset("moons").set("training.learning_rate", 0.5)
    assert Experiment.from_text(experiment.to_text()) == experiment


def test_source_takes_a_text():
    experiment = presets.load("moons")
    assert open_source(to_text(experiment)) == experiment
    assert short_name(to_text(experiment)) == "experiment"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nnp2:abcd", "newer NN Playground"),
        ("nnp1:", "damaged"),
        ("nnp1:####", "damaged"),
        ("hello", "not the text"),
        (packed(b"{}" * 10), "JSON is broken"),
        (packed(b"[1, 2]"), "JSON object"),
        (packed(b"[" * 100_000), "nested"),
    ],
)
def test_what_is_no_experiment_is_one_sentence(text, said):
    with pytest.raises(PlaygroundError, match=said):
        from_text(text)


def test_a_bomb_is_not_unpacked():
    with pytest.raises(PlaygroundError, match="MB"):
        from_text(packed(b" " * 200_000_000))


def test_mutations_open_or_give_a_sentence():
    chance, text = random.Random(1), to_text(presets.load("spiral"))
    for _ in range(300):
        letters = list(text)
        for _edit in range(chance.randint(1, 4)):
            at = chance.randrange(len(letters))
            letters[at : at + chance.randint(0, 3)] = chance.choice("abcXYZ019-_=:% ")
        with contextlib.suppress(PlaygroundError):
            from_text("".join(letters))


def test_texts_are_recognized():
    assert looks_like_text(" nnp1:abc")
    assert looks_like_text("nnp27:abc")
    assert not looks_like_text("nnp:abc")
    assert not looks_like_text("spiral")


def test_qr_codes():
    squares = qr_code(to_text(presets.load("circle")))
    side = len(squares)
    assert {len(row) for row in squares} == {side}
    finder = [all(row[:7]) for row in squares[:7]]
    assert finder == [True, False, False, False, False, False, True]
    with pytest.raises(PlaygroundError, match="2,953"):
        qr_code("x" * 3000)
