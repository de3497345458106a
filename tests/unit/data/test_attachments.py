"""Own data: kept by content, carried by a project, missed in one sentence."""

from __future__ import annotations

import gc
import json
import pickle
import zipfile
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from nnplayground.cli.main import main
from nnplayground.core.adapt import switch_dataset
from nnplayground.core.errors import DataError
from nnplayground.data.attachments import Attachments, attachments, key_of
from nnplayground.data.prepare import prepare
from nnplayground.data.table_own import OwnTable
from nnplayground.projects import files, presets
from nnplayground.projects.export import tensors


def numbers(seed=0):
    rng = np.random.default_rng(seed)
    return {"x": rng.normal(size=(60, 3)), "y": np.arange(60) % 3}


def own_table(arrays, **changes):
    fields = {"rows": 60, "columns": ("a", "b", "c"), "classes": ("u", "v", "w"), "target": "kind"}
    hold = attachments().put(arrays)
    return OwnTable(source="own.csv", key=hold.key, **{**fields, **changes})


@pytest.fixture
def forgetful(monkeypatch):
    """Begin with an empty store, and give the test the means to have another one."""

    def forget():
        monkeypatch.setattr("nnplayground.data.attachments._attachments", Attachments())

    forget()
    return forget


@pytest.fixture
def experiment(forgetful):
    return switch_dataset(presets.load("spiral"), own_table(numbers()))


def test_the_key_is_of_the_content():
    x = np.arange(6.0).reshape(2, 3)
    same = {"b": np.ones(2), "a": np.asfortranarray(x)}
    assert key_of({"a": x, "b": np.ones(2)}) == key_of(same)
    others = [
        {"a": x.T, "b": np.ones(2)},
        {"c": x, "b": np.ones(2)},
        {"a": x.astype(np.float32), "b": np.ones(2)},
    ]
    assert len({key_of(other) for other in [same, *others]}) == 4


def test_what_is_kept_cannot_be_changed():
    store, x = Attachments(), np.arange(4.0)
    hold = store.put({"x": x})
    x[0] = 9
    kept = store.get(hold.key)["x"]
    assert kept.tolist() == [0, 1, 2, 3]
    with pytest.raises(ValueError, match="read-only"):
        kept[0] = 1


def test_the_store_is_bounded_and_takes_numbers_only():
    store = Attachments(limit=100)
    hold = store.put({"x": np.zeros(10)})
    assert store.put({"x": np.zeros(10)}) is hold
    with pytest.raises(DataError, match="takes more than"):
        store.put({"x": np.ones(10)})
    key = hold.key
    del hold
    assert key not in store
    store.put({"x": np.ones(10)})
    with pytest.raises(DataError, match="no numbers"):
        store.put({"x": np.array(["a"])})


def test_numbers_live_as_long_as_anybody_refers_to_them(forgetful):
    dataset = own_table(numbers())
    key = dataset.key
    experiment = switch_dataset(presets.load("spiral"), dataset)
    del dataset
    copies = [files.parse(experiment.to_json()), pickle.loads(pickle.dumps(experiment))]
    assert copies == [experiment, experiment]
    del experiment
    assert key in attachments()
    del copies[0]
    assert key in attachments()
    copies.clear()
    gc.collect()
    assert key not in attachments()


def test_holds_may_end_in_any_thread_at_any_time():
    store, rounds = Attachments(), 300

    def work(seed):
        arrays = {"x": np.full(100, seed % 3)}
        for _round in range(rounds):
            hold = store.put(arrays)
            assert store.get(hold.key)["x"][0] == seed % 3

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert not store._kept


def test_a_project_carries_the_data_of_its_runs_too(tmp_path, experiment, forgetful):
    older = switch_dataset(presets.load("spiral"), own_table(numbers(1)))
    files.save(tmp_path / "a.nnp", experiment, beside=[older, older, presets.load("xor")])
    forgetful()
    project = files.read_project(tmp_path / "a.nnp")
    run = files.parse(older.to_json())
    del project
    np.testing.assert_array_equal(run.data.dataset.arrays()["x"], numbers(1)["x"])


def test_a_project_carries_its_data(tmp_path, experiment, forgetful):
    files.save(tmp_path / "a.nnp", experiment)
    before = prepare(experiment.data)
    forgetful()
    project = files.read_project(tmp_path / "a.nnp")
    assert (project.experiment, project.problems) == (experiment, ())
    np.testing.assert_array_equal(prepare(project.experiment.data).x_train, before.x_train)


def test_only_what_is_referred_to_is_carried(tmp_path, experiment):
    _other = attachments().put(numbers(1))
    files.save(tmp_path / "a.nnp", experiment)
    files.save(tmp_path / "b.nnp", presets.load("spiral"))
    (key,) = experiment.data.dataset.attachments()
    assert f"data/{key}.safetensors" in zipfile.ZipFile(tmp_path / "a.nnp").namelist()
    assert zipfile.ZipFile(tmp_path / "b.nnp").namelist() == ["experiment.json"]


def test_other_numbers_than_the_key_says_are_left_out(tmp_path, experiment, forgetful):
    files.save(tmp_path / "a.nnp", experiment)
    (key,) = experiment.data.dataset.attachments()
    with zipfile.ZipFile(tmp_path / "b.nnp", "w") as archive:
        archive.writestr("experiment.json", experiment.to_json())
        archive.writestr(f"data/{key}.safetensors", tensors(numbers(2)))
    forgetful()
    project = files.read_project(tmp_path / "b.nnp")
    assert "not the one that the experiment was made of" in str(project.problems[0])
    assert key not in attachments()


def test_an_experiment_without_its_data_says_so(tmp_path, experiment, forgetful, capsys):
    (tmp_path / "a.json").write_text(experiment.to_json(), encoding="utf-8")
    forgetful()
    loaded = files.load(tmp_path / "a.json")
    assert loaded.report().ok
    with pytest.raises(DataError, match=r"“own.csv” is not in this file. Import it again"):
        prepare(loaded.data)
    assert main(["check", str(tmp_path / "a.json"), "--json"]) == 2
    out = json.loads(capsys.readouterr().out)
    assert not out["ok"]
    assert "own.csv" in out["problems"][0]["message"]


def test_a_table_trains_from_its_file_alone(tmp_path, experiment, forgetful, capsys):
    files.save(tmp_path / "a.nnp", experiment)
    forgetful()
    assert main(["train", str(tmp_path / "a.nnp"), "--epochs", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["epochs"] == 2


def test_a_column_of_the_table_parts_it(forgetful):
    part = np.array([2, 0, 1] * 20, np.uint8)
    dataset = own_table({**numbers(), "part": part}, parted=(20, 20, 20))
    experiment = switch_dataset(presets.load("spiral"), dataset)
    data, x = prepare(experiment.data), numbers()["x"]
    assert {tuple(row) for row in data.raw_train} == {tuple(row) for row in x[part == 0]}
    assert {tuple(row) for row in data.raw_test} == {tuple(row) for row in x[part == 2]}
    assert experiment.run_size().samples == 20


def test_numbers_that_do_not_fit_are_refused(forgetful):
    for changes in ({"rows": 59}, {"classes": ()}, {"classes": ("u", "v")}, {"columns": ("a", "b")}):
        experiment = switch_dataset(presets.load("spiral"), own_table(numbers(), **changes))
        with pytest.raises(DataError, match="do not fit"):
            prepare(experiment.data)
