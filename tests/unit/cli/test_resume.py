"""``train --resume``: the command line goes on with a training that was saved in the window."""

from __future__ import annotations

import json

import pytest

from nnplayground.cli.main import main
from nnplayground.projects import files, presets
from nnplayground.train.commands import Capture, Step
from nnplayground.train.history import History
from nnplayground.train.runner import Runner
from nnplayground.train.snapshot import RunState


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a spiral that was trained for 65 steps, which is not at the end of an epoch."""
    runner = Runner(presets.load("spiral"), History())
    runner.apply(Step(steps=65))
    while runner.state is RunState.PLAYING:
        runner.work(lambda: False)
        runner.snapshot()
    command = Capture()
    runner.apply(command)
    path = tmp_path_factory.mktemp("projects") / "mine.nnp"
    files.save(path, runner.trainer.experiment, training=command.answer.result(0).arrays)
    return path


def trained(capsys, *words: object) -> dict:
    assert main(["train", *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys, *words: object) -> str:
    assert main(["train", *map(str, words)]) == 2
    return capsys.readouterr().err


def test_it_goes_on_as_if_never_stopped(capsys, project):
    whole = trained(capsys, "spiral", "--epochs", 20)
    rest = trained(capsys, project, "--epochs", 20, "--resume")
    assert rest["losses"] == whole["losses"]
    assert (rest["epochs"], rest["steps"]) == (whole["epochs"], whole["steps"])
    epochs = [row["epoch"] for row in rest["history"]]
    assert epochs == sorted(epochs)
    assert (epochs[0], epochs[-1]) == (0, 20)
    last = {row["step"]: row["train"] for row in whole["history"]}
    assert all(last[row["step"]] == row["train"] for row in rest["history"] if row["step"] in last)


def test_without_the_word_it_starts_anew(capsys, project):
    assert (
        trained(capsys, project, "--epochs", 2)["losses"]
        == trained(capsys, "spiral", "--epochs", 2)["losses"]
    )


def test_settings_of_the_command_line_hold_from_there_on(capsys, project):
    words = [project, "--steps", 80, "--set", "training.learning_rate=0.5"]
    changed, anew = trained(capsys, *words, "--resume"), trained(capsys, *words)
    assert changed["steps"] == anew["steps"] == 80
    assert changed["losses"] != anew["losses"]


def test_what_cannot_be_gone_on_with_is_said(capsys, project, tmp_path):
    files.save(tmp_path / "bare.nnp", presets.load("spiral"))
    assert "holds no training" in refused(capsys, tmp_path / "bare.nnp", "--resume", "--epochs", 1)
    assert "holds no training" in refused(capsys, "spiral", "--resume", "--epochs", 1)
    assert "one seed" in refused(capsys, project, "--resume", "--seeds", 3, "--epochs", 1)
    other = ["--set", "nodes.dense1.units=3"]
    assert "another network" in refused(capsys, project, "--resume", "--epochs", 9, *other)
