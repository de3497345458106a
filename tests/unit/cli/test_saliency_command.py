"""The command ``saliency``: what it prints and writes, and what it refuses."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from nnplayground.cli.main import main
from nnplayground.projects.saliency_rows import RowExplained
from nnplayground.train.explaining.questions import METHODS

if TYPE_CHECKING:
    from pathlib import Path

SMALL = ("saliency", "digits-cnn", "--epochs", "1")


def test_it_prints_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SMALL, "--sample", "test:4", "--class", "7", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["sample"] == "test:4"
    assert found["class"] == "7"
    assert tuple(found["maps"]) == METHODS
    assert np.array(found["maps"]["grad_cam"]).shape == (8, 8)


def test_it_writes_pictures_arrays_and_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for ending in ("png", "npz", "csv"):
        assert main([*SMALL, "--method", "gradient", "--out", str(tmp_path / f"map.{ending}")]) == 0
    assert "What speaks for" in capsys.readouterr().out
    with np.load(tmp_path / "map.npz") as found, (tmp_path / "map.csv").open(newline="") as file:
        rows = list(csv.reader(file))
        assert rows[0] == ["row", "column", "picture", "gradient"]
        assert float(rows[1][3]) == pytest.approx(float(found["gradient"][0, 0, 0]))
        assert len(rows) == 65
    with Image.open(tmp_path / "map.png") as picture:
        assert picture.width > 400


def test_an_attack_stays_within_epsilon(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "attack.npz"
    words = [*SMALL, "--method", "pgd", "--epsilon", "0.2", "--out", str(out), "--json"]
    assert main(words) == 0
    found = json.loads(capsys.readouterr().out)
    with np.load(out) as arrays:
        assert np.abs(arrays["noise"]).max() <= 0.2 + 1e-6
    assert found["before"]["said"] != found["after"]["said"]


ROW = ("saliency", "spiral", "--epochs", "3", "--sample", "test:2")


def test_a_row_of_numbers_is_explained_by_its_inputs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for ending in ("png", "npz", "csv"):
        assert main([*ROW, "--json", "--out", str(tmp_path / f"row.{ending}")]) == 0
        found = json.loads(capsys.readouterr().out)
    assert found["inputs"] == ["x1", "x2"]
    assert set(found["maps"]) == set(METHODS) - {"grad_cam"}
    assert all(len(values) == 2 for values in found["maps"].values())
    with (tmp_path / "row.csv").open(newline="") as file:
        head, *rows = list(csv.reader(file))
    assert head[:3] == ["input", "value", "gradient"]
    assert [row[0] for row in rows] == ["x1", "x2"]
    assert [float(row[1]) for row in rows] == pytest.approx(found["values"])
    assert [float(row[2]) for row in rows] == pytest.approx(found["maps"]["gradient"])
    with np.load(tmp_path / "row.npz") as arrays:
        assert arrays["occlusion"].tolist() == pytest.approx(found["maps"]["occlusion"])
    with Image.open(tmp_path / "row.png") as picture:
        assert picture.width > picture.height > 100


def test_an_adversarial_row_is_told_as_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "attack.csv"
    assert main([*ROW, "--method", "fgsm", "--epsilon", "0.1", "--json", "--out", str(out)]) == 0
    found = json.loads(capsys.readouterr().out)
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row, before, after in zip(rows, found["values"], found["changed"], strict=True):
        assert float(row["value"]) == pytest.approx(before)
        assert float(row["changed"]) == pytest.approx(after)
        assert float(row["change"]) == pytest.approx(after - before, abs=1e-6)
        assert abs(after - before) == pytest.approx(0.1 * 12, abs=1e-5)  # of the plane from -6 to 6
    assert main([*ROW, "--method", "pgd", "--out", str(tmp_path / "attack.png")]) == 0
    assert "PGD with" in capsys.readouterr().out


def test_of_many_inputs_those_are_drawn_that_count() -> None:
    strong = np.zeros(100)
    strong[[3, 70]] = 1.0, -2.0
    row = RowExplained(tuple(f"c{n}" for n in range(100)), np.ones(100), {"gradient": strong})
    assert len(row.shown()) == 24
    assert {3, 70} <= set(row.shown())
    assert row.shown() == sorted(row.shown())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("saliency", "sine", "--method", "pgd"), "Only a network that tells classes apart"),
        (("saliency", "spiral", "--epochs", "1", "--method", "grad_cam"), "no Grad-CAM"),
        ((*SMALL, "--sample", "test:0"), "must be like test:1"),
        ((*SMALL, "--sample", "test:99999"), "has 361 samples"),
        ((*SMALL, "--class", "ten"), "no class “ten”"),
        ((*SMALL, "--layer", "dense1"), "has no maps"),
        (("saliency", "digits", "--epochs", "1", "--layer", "dense1"), "No layer of this network has maps"),
        ((*SMALL, "--epsilon", "2"), "from 0 to 1"),
        ((*SMALL, "--out", "map.txt"), "not as .txt"),
        (("saliency", "digits", "--epochs", "1", "--method", "grad_cam"), "no Grad-CAM"),
    ],
)
def test_what_it_refuses(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(list(words)) == 2
    assert said in capsys.readouterr().err
