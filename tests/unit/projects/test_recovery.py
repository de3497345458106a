"""Unsaved work on disk, earlier versions, and locks: what is written is found, and bounded."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from nnplayground.core.errors import FileError
from nnplayground.data.attachments import Attachments, attachments
from nnplayground.data.table_own import OwnTable
from nnplayground.projects import backups, files, presets, recovery
from nnplayground.projects.fingerprint import changed_since, fingerprint
from nnplayground.projects.recovery import About, Store


def with_own_data():
    rng = np.random.default_rng(0)
    arrays = {"x": rng.normal(size=(1000, 2)), "y": rng.integers(0, 2, 1000)}
    hold = attachments().put(arrays)
    own = OwnTable(
        source="a.csv",
        key=hold.key,
        rows=1000,
        columns=("a", "b"),
        target="c",
        classes=("no", "yes"),
    )
    spiral = presets.load("spiral")
    return spiral.replace(data=spiral.data.replace(dataset=own, features=own.offered()))


MINE = About("mine", "", 3, 0)


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_state_path", lambda *_a, **_k: tmp_path / "state")


@pytest.fixture
def spiral():
    return presets.load("spiral")


def crashed(*experiments, about=MINE, training=None) -> Path:
    """Leave what a killed program leaves: its files, and a lock that nobody holds."""
    store = Store()
    for experiment in experiments:
        store.write_edit(experiment, about)
    if training is not None:
        store.write_run(experiments[-1], training, about)
    store.close(keep=True)
    return store.folder


def test_a_program_that_runs_is_not_offered(spiral):
    store = Store()
    store.write_edit(spiral, About("mine"))
    assert recovery.found() == ()
    store.close(keep=True)
    (one,) = recovery.found()
    assert one.about.name == "mine"
    assert one.about.when is not None


def test_an_ordinary_end_leaves_nothing(spiral):
    store = Store()
    store.write_edit(spiral, About())
    store.close()
    assert not store.folder.exists()


def test_the_last_edit_and_its_training_come_back(spiral):
    faster = spiral.with_value("training.learning_rate", 0.5)
    training = {"a": np.arange(3.0)}
    folder = crashed(spiral, faster, training=training, about=About("mine", "/x/mine.nnp", 2, 9))
    (one,) = recovery.found()
    assert (one.has_training, one.about.epoch, one.about.edits) == (True, 9, 2)
    work = recovery.recover(folder)
    assert work.experiment == faster
    assert work.path == Path("/x/mine.nnp")
    np.testing.assert_array_equal(work.training["a"], training["a"])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04torn", None])
def test_a_torn_file_gives_way_to_the_generation_before(spiral, content):
    faster = spiral.with_value("training.learning_rate", 0.5)
    folder = crashed(spiral, faster)
    edit = folder / "edit.nnp"
    edit.unlink() if content is None else edit.write_bytes(content)
    work = recovery.recover(folder)
    assert work.experiment == spiral
    assert len(work.problems) == (content is not None)


def test_nothing_readable_is_one_sentence(spiral):
    folder = crashed(spiral)
    (folder / "edit.nnp").write_bytes(b"no")
    with pytest.raises(FileError):
        recovery.recover(folder)


@pytest.mark.parametrize(
    "text", ["", "[", "[1]", '{"name": 5, "epoch": "x", "written": "y"}', '{"path": null}']
)
def test_what_is_said_of_it_may_be_anything(spiral, text):
    folder = crashed(spiral)
    (folder / "about.json").write_text(text)
    (one,) = recovery.found()
    assert one.about.name == ""
    assert one.about.when is None


def test_the_oldest_make_room(spiral, monkeypatch):
    monkeypatch.setattr(recovery, "_FOLDERS", 3)
    folders = []
    for number in range(5):
        folder = crashed(spiral, about=About(str(number)))
        said = json.loads((folder / "about.json").read_text())
        (folder / "about.json").write_text(
            json.dumps({**said, "written": f"2999-01-0{number + 1}T00:00:00+00:00"})
        )
        folders.append(folder)
    assert [one.about.name for one in recovery.found()] == ["4", "3", "2"]
    assert [folder.exists() for folder in folders] == [False, False, True, True, True]


def test_too_much_makes_room_but_the_newest_stays(spiral, monkeypatch):
    monkeypatch.setattr(recovery, "_BYTES", 1)
    for _ in range(3):
        crashed(spiral)
    assert len(recovery.found()) == 1


def test_own_data_is_written_once_and_comes_back(monkeypatch):
    monkeypatch.setattr("nnplayground.data.attachments._attachments", Attachments())
    experiment = with_own_data()
    store = Store()
    store.write_edit(experiment, MINE)
    (data,) = store.folder.glob("data-*.nnp")
    written = data.stat().st_mtime_ns
    store.write_edit(experiment.replace(seed=5), MINE)
    assert data.stat().st_mtime_ns == written
    assert (store.folder / "edit.nnp").stat().st_size < data.stat().st_size
    store.close(keep=True)
    monkeypatch.setattr("nnplayground.data.attachments._attachments", Attachments())
    work = recovery.recover(store.folder)
    assert work.experiment == experiment.replace(seed=5)
    assert work.experiment.data.dataset.problem() is None


def test_clearing_leaves_nothing_to_be_offered(spiral):
    store = Store()
    store.write_edit(spiral, About("mine"))
    store.clear()
    store.close(keep=True)
    assert recovery.found() == ()


# -- earlier versions ------------------------------------------------------------------------------------


def test_the_versions_before_are_kept_and_bounded(tmp_path, spiral):
    path = tmp_path / "a.nnp"
    for number in range(9):
        backups.keep(path)
        files.save(path, spiral.replace(seed=number))
    kept = backups.versions(path)
    assert [files.load(one.path).seed for one in kept] == [7, 6, 5, 4, 3]
    assert files.load(path).seed == 8


def test_all_projects_together_are_bounded(tmp_path, spiral, monkeypatch):
    monkeypatch.setattr(backups, "_BYTES", 3000)
    for name in "abcdef":
        path = tmp_path / f"{name}.nnp"
        files.save(path, spiral)
        backups.keep(path)
    sizes = [file.stat().st_size for file in (tmp_path / "state" / "backups").rglob("*.nnp")]
    assert 0 < sum(sizes) <= 3000


def test_a_first_save_has_no_version_before(tmp_path):
    assert backups.keep(tmp_path / "none.nnp") is None
    assert backups.versions(tmp_path / "none.nnp") == ()


# -- changed underneath ----------------------------------------------------------------------------------


def test_another_content_is_a_change_and_another_date_is_none(tmp_path):
    path = tmp_path / "a"
    path.write_text("one")
    known = fingerprint(path)
    assert changed_since(path, known) is None
    os.utime(path, ns=(1, 1))
    assert changed_since(path, known) is None
    path.write_text("two")
    assert changed_since(path, known) is not None
    path.unlink()
    assert changed_since(path, known) is None
