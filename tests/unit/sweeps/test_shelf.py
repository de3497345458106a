"""Runs of sweeps on the disk: the same bits come back, nothing else does, and they stay within bounds."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnplayground.core.errors import FileError
from nnplayground.projects import presets
from nnplayground.sweeps.axes import parse_axis
from nnplayground.sweeps.plan import Plan
from nnplayground.sweeps.shelf import RunShelf, _read, _written
from nnplayground.sweeps.worker import kept_of
from nnplayground.train.kept_arrays import run_from_arrays, run_to_arrays
from nnplayground.train.run import run_experiment

CIRCLE = presets.load("circle").with_value("training.stop", {"epochs": 3})
PLAN = Plan(CIRCLE, (parse_axis("training.learning_rate=0.01,0.1", CIRCLE),), "test_loss", "grid")


@pytest.fixture(scope="module")
def run():
    return kept_of(run_experiment(CIRCLE))


def bits(run):
    """Return everything of a run that can be compared."""
    curves = (run.curves.mean, run.curves.low, run.curves.high)
    columns = [[(name, column.tobytes()) for name, column in kind.items()] for kind in curves]
    weights = [(name, array.shape, array.tobytes()) for name, array in (run.weights or {}).items()]
    picture = None if run.boundary is None else (run.boundary.shape, run.boundary.tobytes())
    counts = run.parameters, run.epoch, run.step, run.seconds, run.curves.stride, run.curves.events
    return run.experiment, columns, weights, picture, counts, run.scores


def test_a_run_comes_back_bit_for_bit(run, tmp_path):
    RunShelf(tmp_path, PLAN, "s").put(7, 1, run)
    shelf = RunShelf(tmp_path, PLAN, "s")  # as after a restart
    assert shelf.held() == {(7, 1)}
    assert bits(shelf.find(7, 1, CIRCLE)) == bits(run)
    assert shelf.find(7, 0, CIRCLE) is None


def test_numbers_that_are_none_and_weights_too_many_to_keep_come_back(run):
    low = {**run.curves.low, "batch_loss": run.curves.low["batch_loss"] - 1}
    mean = {**run.curves.mean, "odd": np.array([np.nan, np.inf, -0.0, 5e-324])}
    low, high = {**low, "odd": mean["odd"]}, {**run.curves.high, "odd": mean["odd"]}
    odd = replace(run, curves=replace(run.curves, mean=mean, low=low, high=high), weights=None, boundary=None)
    assert bits(run_from_arrays(run_to_arrays(odd))) == bits(odd)
    assert run_from_arrays(run_to_arrays(odd)).weights is None


def test_a_run_of_another_experiment_is_none(run, tmp_path):
    shelf = RunShelf(tmp_path, PLAN, "s")
    shelf.put(0, 0, run)
    assert shelf.find(0, 0, CIRCLE.with_value("seed", 99)) is None


def test_sweeps_are_kept_apart_and_forgotten_alone(run, tmp_path):
    one, other = RunShelf(tmp_path, PLAN, "one"), RunShelf(tmp_path, PLAN, "other")
    for shelf in (one, other):
        shelf.put(0, 0, run)
    one.clear()
    assert one.held() == frozenset()
    assert other.held() == {(0, 0)}


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:99] + b"?" + data[100:],
        lambda data: b"?" * 9,
    ],
)
def test_a_damaged_file_is_one_sentence_and_goes(run, tmp_path, damage):
    shelf = RunShelf(tmp_path, PLAN, "s")
    shelf.put(0, 0, run)
    (path,) = tmp_path.glob("runs/*/*.run")
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(FileError, match=r"cannot be read.*trained once more"):
        shelf.find(0, 0, CIRCLE)
    assert shelf.held() == frozenset()


@given(st.data())
def test_whatever_stands_in_a_file_with_the_right_sum_is_a_run_or_one_sentence(run, tmp_path_factory, data):
    body = bytearray(_written(run)[32:])
    for _change in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, min(len(body) - 1, 4_000)))
        body[place] = data.draw(st.integers(0, 255))
    with suppress(FileError):
        found = _read(hashlib.sha256(body).digest() + body, tmp_path_factory.getbasetemp() / "x.run")
        assert len(found.curves) <= 500


@pytest.mark.parametrize(
    "change",
    [
        {"mean": np.zeros((501, 3))},
        {"mean": np.zeros((4, 2), np.float32)},
        {"low": np.zeros((9, 1))},
        {"boundary": np.zeros((1, 2, 3, 4), np.float32)},
        {"boundary": np.zeros((64, 64))},
        {"weights/dense1.bias": np.zeros(1_000_001, np.float32)},
        {"weights/dense1.bias": np.zeros(3, np.int64)},
        {"facts": np.frombuffer(b"[1", np.uint8)},
        {"facts": np.frombuffer(b"[]", np.uint8)},
        {"facts": np.frombuffer(b"\xff", np.uint8)},
    ],
)
def test_arrays_that_are_no_run_are_refused(run, change):
    with pytest.raises(FileError):
        run_from_arrays({**run_to_arrays(run), **change})


def test_the_oldest_runs_of_all_sweeps_make_room(run, tmp_path):
    size = len(_written(run))
    for age, name in enumerate(("old", "older")):
        shelf = RunShelf(tmp_path, PLAN, name)
        shelf.put(0, 0, run)
        (path,) = shelf._own.iterdir()
        os.utime(path, (1_000 - age, 1_000 - age))
    shelf = RunShelf(tmp_path, PLAN, "new", most=round(3.5 * size))
    for number in range(2):
        shelf.put(number, 0, run)
    names = {name: RunShelf(tmp_path, PLAN, name).held() for name in ("old", "older", "new")}
    assert names == {"old": {(0, 0)}, "older": frozenset(), "new": {(0, 0), (1, 0)}}
    assert sum(path.stat().st_size for path in tmp_path.glob("runs/*/*")) <= 3.5 * size


def test_a_full_disk_ends_no_sweep(run, tmp_path):
    (tmp_path / "runs").write_text("no folder")
    shelf = RunShelf(tmp_path, PLAN, "s")
    assert not shelf.put(0, 0, run)
    assert shelf.held() == frozenset()
