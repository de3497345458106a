"""The command ``landscape``: what it prints and writes, and what it refuses."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from nnplayground.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

SMALL = ("landscape", "circle", "--epochs", "4", "--size", "17x9")


def test_it_prints_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SMALL, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert np.array(found["loss"]).shape == (9, 17)
    assert len(found["path"]["place"]) == len(found["path"]["loss"])
    assert found["path"]["epoch"][-1] == found["epoch"] == 4
    assert sum(found["explained"]) == pytest.approx(1, abs=0.2)


def test_it_writes_arrays_and_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arrays, table = tmp_path / "surface.npz", tmp_path / "surface.csv"
    assert main([*SMALL, "--out", str(arrays)]) == main([*SMALL, "--out", str(table)]) == 0
    assert "17 × 9 points around epoch 4" in capsys.readouterr().out
    with np.load(arrays) as found, table.open(newline="") as file:
        rows = list(csv.reader(file))
        assert rows[0] == ["x", "y", "loss"]
        assert float(rows[1][2]) == found["loss"][0, 0]
        assert len(rows) == 1 + found["loss"].size
        assert len(found["path"]) == len(found["path_loss"])


def test_the_bowl_of_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["landscape", "line-bowl", "--epochs", "5", "--directions", "exact", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["weights"] == 2
    assert found["path"]["step"] == [0, 1, 2, 3, 4, 5]
    assert min(map(min, found["loss"])) < 0.05


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "surface.png"), "--out: A surface is written as .csv or .npz"),
        (("--size", "2x2"), "81x49"),
        (("--directions", "exact"), "weights has no surface that is exact"),
        (("--out", "missing/surface.csv"), "could not be written"),
    ],
)
def test_what_is_wrong_is_said(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SMALL, *words]) == 2
    assert said in capsys.readouterr().err
