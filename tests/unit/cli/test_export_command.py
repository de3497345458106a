"""The commands export, share and report, and their words for what goes wrong."""

from __future__ import annotations

import json

import pytest

from nnplayground.cli.main import main
from nnplayground.projects import presets
from nnplayground.projects.share import from_text


def run(*words: str) -> int:
    return main(list(words))


def test_share_prints_what_opens(capsys):
    assert run("share", "circle") == 0
    text = capsys.readouterr().out.strip()
    assert from_text(text) == presets.load("circle")
    assert run("check", text) == 0


def test_share_in_json_has_the_link_where_there_is_one(capsys):
    assert run("share", "https://playground.tensorflow.org/#dataset=xor&seed=0.5", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["link"].startswith("https://playground.tensorflow.org/#")
    assert found["length"] == len(found["text"])


def test_share_draws_a_code(capsys):
    assert run("share", "circle", "--qr") == 0
    lines = capsys.readouterr().out.splitlines()[2:]
    assert {len(line) for line in lines} == {len(lines[0])}
    assert set("".join(lines)) == set("█▀▄ ")


def test_script_is_printed(capsys):
    assert run("export", "xor", "--format", "script") == 0
    compile(capsys.readouterr().out, "script", "exec")


@pytest.mark.parametrize(("kind", "name"), [("module", "m.py"), ("csv", "c.csv"), ("report", "r.html")])
def test_files_are_written(kind, name, tmp_path, capsys):
    out = tmp_path / "new" / name
    assert run("export", "xor", "--format", kind, "--out", str(out), "--epochs", "2", "--json") == 0
    assert str(out) in json.loads(capsys.readouterr().out)["files"]
    assert out.stat().st_size


def test_a_saved_training_is_taken_as_it_is(tmp_path, capsys):
    folder = tmp_path / "run"
    assert run("train", "xor", "--epochs", "3", "--out", str(folder)) == 0
    capsys.readouterr()
    assert run("export", str(folder / "xor.nnp"), "--format", "csv", "--epochs", "1") == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("1,")


def test_report_is_a_command(tmp_path):
    assert run("report", "xor", "--epochs", "1", "--out", str(tmp_path / "r.pdf")) == 0
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")


def test_what_cannot_be_is_said(capsys, tmp_path):
    assert run("export", "xor", "--format", "onyx") == 2
    assert "Did you mean onnx" in capsys.readouterr().err
    assert run("export", "xor", "--format", "torch-export", "--epochs", "1") == 2
    assert "no text" in capsys.readouterr().err
    assert run("export", "xor", "--format", "csv", "--epochs", "1", "--out", str(tmp_path / "a.doc")) == 2
    assert "not as .doc" in capsys.readouterr().err
    assert run("train", "xor", "--seeds", "2", "--epochs", "1", "--tensorboard", str(tmp_path)) == 2
    assert "--tensorboard" in capsys.readouterr().err


def test_events_are_written_while_it_trains(tmp_path):
    pytest.importorskip("tensorboard")
    assert run("train", "xor", "--epochs", "2", "--tensorboard", str(tmp_path)) == 0
    assert [file for file in tmp_path.iterdir() if "tfevents" in file.name]
