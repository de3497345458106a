"""Sets are downloaded, pictures imported and noise studied without a window."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from nnplayground.cli.main import main
from nnplayground.data.image_downloads import Mnist
from nnplayground.projects import files


@pytest.fixture
def run(capsys):
    def call(*words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return status, captured.out, captured.err

    return call


@pytest.fixture
def pets(tmp_path):
    rng = np.random.default_rng(0)
    for number, name in enumerate(("cat", "dog", "eel")):
        folder = tmp_path / "pets" / name
        folder.mkdir(parents=True)
        for n in range(12):
            shades = np.clip(rng.normal(60 + 70 * number, 20, (20, 30, 3)), 0, 255).astype(np.uint8)
            Image.fromarray(shades).save(folder / f"{n}.png")
    return tmp_path / "pets"


def test_a_folder_becomes_a_project_that_trains_anywhere(run, pets, tmp_path):
    (pets / "cat" / "broken.png").write_bytes(b"\x89PNG")
    project = tmp_path / "pets.nnp"
    status, out, err = run("import", pets, "--size", 16, "--grey", "--out", project)
    assert status == 0
    assert "36 pictures of 1×16×16 in 3 classes" in out
    assert "broken.png" in err
    experiment = files.load(project)
    assert experiment.data.dataset.members == (12, 12, 12)
    status, out, _err = run("train", project, "--epochs", 12, "--json")
    assert status == 0
    assert json.loads(out)["metrics"]["test"]["accuracy"] > 0.9


def test_import_tells_everything_in_json(run, pets, tmp_path):
    said = json.loads(run("import", pets, "--colour", "--out", tmp_path / "a.nnp", "--json")[1])
    assert said["shape"] == [3, 16, 16]
    assert said["classes"] == {"cat": 12, "dog": 12, "eel": 12}
    assert said["problems"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--size", 4), "from 8 to 224"),
        (("--out", "a.json"), "ends in .nnp"),
        (("--network", "no-such"), "no-such"),
    ],
)
def test_import_refuses_in_a_sentence(run, pets, tmp_path, words, said):
    status, _out, err = run("import", pets, "--out", tmp_path / "a.nnp", *words)
    assert (status, err.count("\n")) == (2, 1)
    assert said in err
    assert not (tmp_path / "a.nnp").exists()


def test_training_on_a_set_that_is_not_here_says_how_to_get_it(run, monkeypatch):
    monkeypatch.setattr(Mnist, "published", replace(Mnist.published, name="not-here"))
    status, _out, err = run("train", "digits-cnn", "--set", "data.dataset=mnist", "--epochs", 1)
    assert status == 2
    assert "nnplayground download mnist" in err
    assert "download" in run("download", "spiral")[2]
    assert run("download", "mnist", "--from", "http://127.0.0.1:9/")[0] == 2


def test_noise_is_studied_for_several_networks(run, tmp_path):
    table = tmp_path / "noise.csv"
    words = ("noise", "digits-cnn", "perceptron", "--epochs", 2, "--kind", "salt-and-pepper", "--out", table)
    status, out, _err = run(*words, "--json")
    assert status == 0
    said = json.loads(out)
    assert said["noise"] == [round(0.05 * n, 2) for n in range(11)]
    assert [network["name"] for network in said["networks"]] == ["digits-cnn", "perceptron"]
    for network in said["networks"]:
        assert network["accuracy"][0] > network["accuracy"][-1] + 0.2
    rows = list(csv.reader(table.read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["noise", "digits-cnn", "perceptron"]
    assert len(rows) == 12
    assert "noise" in run(*words[:4], 1)[1].splitlines()[0]


def test_noise_needs_pictures(run):
    assert "pictures" in run("noise", "spiral", "--epochs", 1)[2]
    assert "no-such" in run("noise", "digits-cnn", "no-such")[2]
