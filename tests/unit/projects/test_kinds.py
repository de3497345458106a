"""What a file is: said where a project is wanted, and where an earlier version would do."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnplayground.cli.main import main
from nnplayground.projects import backups, files, presets
from nnplayground.projects.kinds import Kind, kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.nnp", Kind.PROJECT),
        ("a.JSON", Kind.PROJECT),
        ("a.csv", Kind.TABLE),
        ("a.xls", Kind.TABLE),
        ("a.png", Kind.PICTURES),
        ("train-images-idx3-ubyte.gz", Kind.PICTURES),
        ("a.pt", None),
        ("folder", None),
    ],
)
def test_a_name_says_what_a_file_is(name, kind):
    assert kind_of(Path(name)) is kind


@pytest.mark.parametrize(
    "command", [["train"], ["check"], ["export", "--format", "script", "--out", "x.py"], ["screenshot"]]
)
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("my flowers.csv", "This is a table and no project."),
        ("cat.png", "These are pictures and no project."),
    ],
)
def test_own_data_in_place_of_a_project_is_named(command, name, sentence, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(b"a,b\n1,2\n")
    words = [*command, name, *(["--out", "a.png"] if command == ["screenshot"] else [])]
    assert main(words) == 2
    said = capsys.readouterr().err
    quoted = '"my flowers.csv" --out "my flowers.nnp"' if " " in name else f"{name} --out cat.nnp"
    assert f"{name}: {sentence} Make a project of it: nnplayground import {quoted};" in said


def test_an_experiment_may_be_called_as_it_likes(tmp_path):
    path = tmp_path / "xor.txt"
    path.write_text(presets.load("xor").to_json(), encoding="utf-8")
    assert files.load(path) == presets.load("xor")


def test_a_damaged_project_names_its_last_good_version(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("platformdirs.user_state_path", lambda *_a, **_k: tmp_path / "state")
    path = tmp_path / "a.nnp"
    files.save(path, presets.load("xor"))
    good = backups.keep(path)
    path.unlink()  # the version kept is the same file by another name
    path.write_bytes(b"PK\x03\x04 torn")
    torn = backups.keep(path)
    assert backups.last_good(path).path == good != torn
    assert main(["train", str(path)]) == 2
    said = capsys.readouterr().err
    assert "no complete zip file" in said
    assert f"was kept and can be read: {good}" in said
