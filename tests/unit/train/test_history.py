"""The log of a run: what is exact, what is merged, and that nothing is lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from train_experiments import with_training

from nnplayground.core.errors import FileError
from nnplayground.train.history import History
from nnplayground.train.trainer import Trainer


def filled(values, limit=100, every=1):
    history = History(limit)
    for epoch, value in enumerate(values):
        point = {"epoch": float(epoch), "step": float(10 * epoch), "loss": float(value)}
        history.append({**point, "seldom": float(value)} if epoch % every == 0 else point)
    return history


def test_it_is_exact_while_it_can_be():
    values = np.random.default_rng(0).random(100)
    curves = filled(values).arrays()
    assert curves.stride == 1
    for column in (curves.mean["loss"], curves.low["loss"], curves.high["loss"]):
        np.testing.assert_array_equal(column, values)


@settings(max_examples=30, deadline=None)
@given(st.integers(101, 5000), st.integers(0, 2**32 - 1))
def test_a_spike_is_never_lost_and_memory_stays_bounded(count, seed):
    values = np.random.default_rng(seed).random(count)
    values[seed % count] = 99.0
    history = filled(values)
    curves = history.arrays()
    assert len(history) == count
    assert 50 <= len(curves) <= 100
    assert curves.high["loss"].max() == 99.0
    assert curves.low["loss"].min() == values.min()
    weights = np.full(len(curves), curves.stride)
    weights[-1] = count - weights[:-1].sum()
    assert np.average(curves.mean["loss"], weights=weights) == pytest.approx(values.mean())
    assert all(rows.known.shape[1] <= 100 for rows in history._newest)


def test_the_newest_are_kept_at_finer_resolutions():
    values = np.random.default_rng(1).random(40_000)
    history = filled(values)
    assert history.arrays().stride == 512
    exact = history.between(39_960, 39_990, 1000)
    assert exact.stride == 1
    np.testing.assert_array_equal(exact.mean["loss"], values[39_960:39_991])
    np.testing.assert_array_equal(exact.mean["epoch"], np.arange(39_960, 39_991))
    middle = history.between(39_000, 39_990, 1000)
    assert middle.stride == 16
    assert middle.high["loss"].max() == values[middle.low["epoch"][0].astype(int) : 39_999].max()
    coarse = history.between(0, 39_990, 1000)
    assert coarse.stride == 512


@pytest.mark.parametrize("rows", [1, 7, 30, 31, 1000])
def test_a_range_comes_in_as_many_rows_as_are_wanted(rows):
    values = np.random.default_rng(2).random(90)
    curves = filled(values).between(20, 50, rows)
    assert len(curves) == min(rows, 31)
    assert (curves.low["loss"].min(), curves.high["loss"].max()) == (values[20:51].min(), values[20:51].max())
    assert (curves.low["epoch"][0], curves.high["epoch"][-1]) == (20, 50)


def test_a_range_of_nothing():
    assert len(History().between(0, 10, 100)) == 0
    assert len(filled(np.arange(9)).between(50, 60, 100)) == 0


def test_what_is_measured_seldom_keeps_its_value_when_rows_are_merged():
    curves = filled(np.arange(1000), every=50).arrays()
    known = curves.mean["seldom"][~np.isnan(curves.mean["seldom"])]
    assert np.isin(known, np.arange(0, 1000, 50)).all()
    assert len(known) == 20


def test_what_lies_behind_a_step_can_be_cut_off():
    values = np.random.default_rng(3).random(40_000)
    history = filled(values)
    history.note(100, "early")
    history.note(39_991, "late")
    revision = history.revision
    history.cut(39_990, 399_900)
    assert history.revision > revision
    assert [event.text for event in history.arrays().events] == ["early"]
    assert history.between(39_970, 50_000, 100).mean["epoch"].tolist() == list(range(39_970, 39_991))
    assert history.arrays().high["step"].max() <= 399_900
    history.append({"epoch": 39_991.0, "step": 399_910.0, "loss": 5.0})
    assert history.between(39_970, 50_000, 100).mean["loss"][-1] == 5.0


def test_infinite_values_stay_in_their_rows():
    values = np.ones(300)
    values[150] = np.inf
    curves = filled(values).arrays()
    assert np.isinf(curves.high["loss"]).sum() == 1
    assert (curves.low["loss"] == 1).all()


def test_every_batch_counts_between_two_records():
    trainer, single = Trainer(with_training(stop={})), Trainer(with_training(stop={}))
    trainer.record()
    trainer.advance(30, 10)
    trainer.record()
    losses = []
    for _step in range(30):
        single.advance()
        losses.append(single.last_loss)
    curves = trainer.history.arrays()
    found = [column["batch_loss"][-1] for column in (curves.mean, curves.low, curves.high)]
    assert found == pytest.approx([np.mean(losses), min(losses), max(losses)])
    assert np.isnan(curves.mean["batch_loss"][0])


def test_it_survives_a_file():
    values = np.random.default_rng(4).random(1234)
    history = filled(values)
    history.note(7, "Learning rate 0.1 → 0.3")
    read = History(100)
    read.take_arrays(history.to_arrays())
    for one in (history, read):
        one.append({"epoch": 1234.0, "step": 12340.0, "loss": 3.0, "new": 1.0})
    before, after = history.arrays(), read.arrays()
    assert (before.stride, before.events) == (after.stride, after.events)
    for kind in ("mean", "low", "high"):
        for name, column in getattr(before, kind).items():
            np.testing.assert_array_equal(column, getattr(after, kind)[name])
    assert len(read) == len(history)


def test_curves_that_are_damaged_are_refused():
    history = filled(np.arange(30))
    arrays = history.to_arrays()
    short = {**arrays, "history/points": arrays["history/points"][:-1]}
    for damaged in ({}, short, {**arrays, "history/json": arrays["history/json"][:5]}):
        with pytest.raises(FileError, match="cannot be read"):
            history.take_arrays(damaged)
    assert len(history) == 30
