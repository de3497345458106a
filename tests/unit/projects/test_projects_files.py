"""Project files: what is written is read again, and what is broken is said in one sentence."""

from __future__ import annotations

import io
import json
import os
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnplayground.core.errors import FileError
from nnplayground.core.resources import resource
from nnplayground.projects import files, presets
from nnplayground.projects.schema import schema_text

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment


def said(call, *arguments) -> str:
    with pytest.raises(FileError) as caught:
        call(*arguments)
    return str(caught.value)


@pytest.fixture
def spiral() -> Experiment:
    return presets.load("spiral")


@pytest.mark.parametrize("name", ["a.nnp", "a.json"])
def test_what_is_saved_is_loaded(tmp_path, spiral, name):
    files.save(tmp_path / name, spiral)
    assert files.load(tmp_path / name) == spiral
    assert [path.name for path in tmp_path.iterdir()] == [name]


@given(
    title=st.dictionaries(st.sampled_from(["en", "ru"]), st.text(max_size=30)),
    seed=st.integers(0, 2**63 - 1),
    rate=st.floats(0, 1e6),
)
def test_text_round_trip(title, seed, rate):
    spiral = presets.load("spiral")
    experiment = spiral.replace(title=title, seed=seed, training=spiral.training.replace(learning_rate=rate))
    assert files.parse(experiment.to_json()) == experiment


def test_weights_and_history_travel_along(tmp_path, spiral):
    weights = {"dense1.weight": np.arange(6, dtype=np.float32).reshape(2, 3)}
    files.save(tmp_path / "a.nnp", spiral, weights=weights, history="epoch\n0\n")
    project = files.read_project(tmp_path / "a.nnp")
    assert project.history == "epoch\n0\n"
    np.testing.assert_array_equal(project.weights["dense1.weight"], weights["dense1.weight"])


def test_equal_projects_are_equal_files(tmp_path, spiral):
    for name in ("a.nnp", "b.nnp"):
        files.save(tmp_path / name, spiral, history="epoch\n")
    assert (tmp_path / "a.nnp").read_bytes() == (tmp_path / "b.nnp").read_bytes()


def _save_half(path):
    with files.replace_file(path) as file:
        file.write(b"half")
        raise OSError(28, "No space left on device")


def test_failed_save_keeps_the_old_file(tmp_path, spiral):
    path = tmp_path / "a.nnp"
    files.save(path, spiral)
    before = path.read_bytes()
    assert "It cannot be written: the disk is full." in said(_save_half, path)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.nnp"]


def test_unwritable_folder(tmp_path, spiral):
    sentence = said(files.save, tmp_path / "none" / "a.nnp", spiral)
    assert "It cannot be written: the folder is not there any more. Choose another folder." in sentence


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_new_files_have_usual_permissions_and_old_ones_keep_theirs(tmp_path, spiral):
    path = tmp_path / "a.json"
    files.save(path, spiral)
    path.chmod(0o640)
    files.save(path, spiral)
    assert path.stat().st_mode & 0o777 == 0o640


BROKEN = {
    "empty": (b"", "broken at line 1, column 1"),
    "broken": (b'{"data": \n tru}', "broken at line 2, column 2"),
    "list": (b"[]", "An experiment is a JSON object."),
    "latin": ('{"title": {"en": "é"}}'.encode("latin-1"), "Byte 19 is not UTF-8 text."),
    "nan": (b'{"seed": NaN}', "The JSON holds NaN, which is no number."),
    "infinite": (b'{"seed": -Infinity}', "holds -Infinity"),
    "huge": (b'{"seed": 1e999}', "The number 1e999 in the JSON is too large."),
    "digits": (b'{"seed": ' + b"9" * 5000 + b"}", "too many digits"),
    "deep": (b"[" * 200 + b"]" * 200, "more than 100 levels deep"),
    "deeper": (b"[" * 200_000, "more than 100 levels deep"),
    "foreign": (b'{"format": "keras"}', "not an NN Playground experiment"),
    "newer": (b'{"version": 99}', "version 99; this program reads up to 1. Install a newer"),
    "no data": (b'{"graph": {}}', "“data” is missing."),
    "dataset": (
        b'{"data": {"dataset": "cirle"}, "graph": {}}',
        "no dataset called “cirle”. Did you mean circle",
    ),
    "layer": (
        b'{"data": {"dataset": "xor"}, "graph": {"nodes": [{"id": "a", "kind": "lineer"}]}}',
        "no layer called “lineer”. Did you mean linear",
    ),
    "types": (b'{"seed": "many", "data": {"dataset": "xor"}, "graph": {}}', "“seed” must be a whole number"),
    "dangling": (
        b'{"data": {"dataset": "xor"}, "graph": {"edges": [{"source": "a", "target": "b"}]}}',
        "leads to “a”, which does not exist",
    ),
    "unknown key": (b'{"sede": 1, "data": {"dataset": "xor"}, "graph": {}}', "“sede” is not known here."),
    "surrogate": (
        b'{"title": {"en": "\\ud800"}, "data": {"dataset": "xor"}, "graph": {}}',
        "half a character",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_explained(tmp_path, name):
    data, part = BROKEN[name]
    path = tmp_path / "a.json"
    path.write_bytes(data)
    sentence = said(files.load, path)
    assert sentence.startswith(str(path))
    assert part in sentence
    assert "\n" not in sentence


def test_missing_file_folder_and_no_name(tmp_path):
    assert said(files.load, tmp_path / "a.json").endswith("There is no such file.")
    assert "This is a folder and not a file. Make a project of it: nnplayground import" in said(
        files.load, tmp_path
    )
    assert "not the name of a file" in said(files.load, "a\0b")


def zipped(**entries: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "."), content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (zipped(other__txt=b""), "holds no experiment.json"),
        (zipped(experiment__json=b"{")[:-10], "damaged"),
        (zipped(experiment__json=b"{"), "broken at line 1"),
        (zipped(experiment__json=b" " * (files.MAX_JSON + 1)), "more than 64 MB"),
    ],
)
def test_broken_projects_are_explained(tmp_path, data, part):
    path = tmp_path / "a.nnp"
    path.write_bytes(data)
    assert part in said(files.load, path)


PARTS = ("weights__safetensors", "training__safetensors", "history__csv", "runs__json")


def with_part(path, spiral, name: str, content: bytes) -> files.Project:
    path.write_bytes(zipped(experiment__json=spiral.to_json().encode(), **{name: content}))
    return files.read_project(path)


@pytest.mark.parametrize("content", [b"\x80\x04.pickle", b"", b"\xff" * 64, b"\x80"])
@pytest.mark.parametrize("part", PARTS)
def test_a_damaged_part_is_left_out_and_said(tmp_path, spiral, part, content):
    if part == "history__csv" and not content:
        return
    project = with_part(tmp_path / "a.nnp", spiral, part, content)
    assert project.experiment == spiral
    assert (project.weights, project.history, project.training, project.runs) == (None,) * 4
    (problem,) = project.problems
    assert str(problem).startswith(part.replace("__", "."))
    assert "\n" not in str(problem)


def test_training_and_runs_travel_along(tmp_path, spiral):
    training = {
        "1/weights": np.arange(6, dtype=np.float64).reshape(2, 3),
        "1/order": np.arange(3),
        "scalar": np.array(2.5, np.float32),
        "empty": np.zeros((0, 4), bool),
        "json": np.frombuffer("{…}".encode(), np.uint8),
    }
    runs = [{"name": "первый"}, {"name": "two"}]
    files.save(tmp_path / "a.nnp", spiral, training=training, runs=runs)
    project = files.read_project(tmp_path / "a.nnp")
    assert project.problems == ()
    assert project.runs == runs
    assert project.training.keys() == training.keys()
    for name, array in training.items():
        assert project.training[name].dtype == array.dtype
        np.testing.assert_array_equal(project.training[name], array)


def test_sizes_that_a_header_claims_are_not_believed(tmp_path, spiral):
    header = b'{"a":{"dtype":"F32","shape":[1099511627776],"data_offsets":[0,4398046511104]}}'
    huge = len(header).to_bytes(8, "little") + header + bytes(16)
    project = with_part(tmp_path / "a.nnp", spiral, "training__safetensors", huge)
    assert project.training is None
    assert "damaged" in str(project.problems[0])


def test_a_part_that_is_too_large_is_not_read(tmp_path, spiral, monkeypatch):
    monkeypatch.setattr(files, "_MAX_RUNS", 100)
    project = with_part(tmp_path / "a.nnp", spiral, "runs__json", b"[" + b" " * 200 + b"]")
    assert project.runs is None
    assert "the most that is read" in str(project.problems[0])


def test_a_part_whose_bytes_were_changed_is_left_out(tmp_path, spiral):
    path = tmp_path / "a.nnp"
    files.save(path, spiral, training={"a": np.random.default_rng(0).random(1000)})
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo("training.safetensors").header_offset
    data[place + 2000] ^= 0xFF
    path.write_bytes(data)
    project = files.read_project(path)
    assert project.experiment == spiral
    assert project.training is None
    assert len(project.problems) == 1


def test_the_experiment_alone_is_read_quickly_from_a_project_with_damaged_parts(tmp_path, spiral):
    with_part(tmp_path / "a.nnp", spiral, "training__safetensors", b"nothing")
    assert files.load(tmp_path / "a.nnp") == spiral


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_sentence(data):
    with pytest.raises(FileError):
        files.parse(data)


def test_published_schema_is_current():
    # If this fails: python -m nnplayground.projects.schema
    assert resource("experiment.schema.json").read_text(encoding="utf-8") == schema_text()


def test_presets_name_only_what_the_schema_knows():
    known = json.loads(schema_text())["properties"]
    for path in resource("presets").glob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8")).keys() <= known.keys()
