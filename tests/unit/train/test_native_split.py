"""Batches in parts, on several threads: whoever does them, the numbers are the same."""

from __future__ import annotations

import gc
import threading
from itertools import pairwise

import numpy as np
import pytest
import torch
from train_experiments import chain, dense, small

from nnplayground.train.engine import Chunk, choice
from nnplayground.train.engine.native import SplitNative, shares
from nnplayground.train.engine.native import split as split_module
from nnplayground.train.engine.native.conductor import conductor
from nnplayground.train.engine.record import Unsupported
from nnplayground.train.trainer import Trainer

LAYERS = (dense("dense1", 24, "relu"), dense("dense2", 16), dense("output", 1, "identity"))


@pytest.fixture(autouse=True)
def one_thread_again():
    yield
    torch.set_num_threads(1)


def eager(layers=LAYERS, **training):
    settings = {"engine": "eager", "batch_size": 12, "learning_rate": 0.05, **training}
    data = {"dataset": {"kind": "circle", "samples": 120}, "split": {"train": 0.5}}
    return Trainer(small(graph=chain(layers), training=settings, data=data))


def chunk_of(trainer, steps=30):
    turn, part = trainer.engine.turns[0], trainer.parts["train"]
    plan = trainer._batches.take(steps, 99)
    return turn, Chunk(
        part.x, part.target, plan.indices, turn.tables(trainer.step, np.ones(len(plan.indices)))
    )


def split(trainer, threads, optimize=True):
    turn, chunk = chunk_of(trainer)
    way = SplitNative(turn, chunk)
    if optimize:
        way.optimize()
    torch.set_num_threads(threads)
    losses = way.run(turn, chunk)
    torch.set_num_threads(1)
    return losses


def state(trainer):
    turn = trainer.engine.turns[0]
    return [turn.state.weights, turn.state.gradients, *turn.slots.values()]


SETTINGS = (
    {},
    {"optimizer": {"kind": "sgd", "momentum": 0.9}, "regularization": {"kind": "l2", "rate": 0.01}},
    {"optimizer": "adam", "precision": "float64"},
    {
        "optimizer": "rmsprop",
        "learning_rate": 0.001,
        "clip": {"kind": "norm", "limit": 0.1},
        "schedule": "cosine",
    },
)


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("threads", [2, 3, 4])
def test_any_number_of_threads_gives_the_same_bits(settings, threads):
    alone, together = eager(**settings), eager(**settings)
    expected, found = split(alone, 1, optimize=False), split(together, threads)
    assert found.tolist() == expected.tolist()
    assert all(torch.equal(a, b) for a, b in zip(state(alone), state(together), strict=True))


@pytest.mark.parametrize("settings", SETTINGS)
def test_parts_add_up_to_what_eager_does(settings):
    plain, other = eager(**settings), eager(**settings)
    turn, chunk = chunk_of(plain)
    expected, found = plain.engine.choice.eager(turn).run(turn, chunk), split(other, 2)
    allowed = 1e-12 if settings.get("precision") else 1e-5
    np.testing.assert_allclose(found, expected, rtol=allowed)
    for mine, theirs in zip(state(other), state(plain), strict=True):
        torch.testing.assert_close(mine, theirs, rtol=allowed, atol=allowed)


@pytest.fixture
def in_shares(monkeypatch):
    """Let matrices of 24 × 2 and 16 × 24 count as large, and the latter be cut into pieces of five rows."""
    monkeypatch.setattr(shares, "_LARGE", 48)
    monkeypatch.setattr(shares, "_NEAR", 5 * 24 * 4)


def test_an_update_is_cut_into_shares(in_shares):
    turn, chunk = chunk_of(eager())
    way = SplitNative(turn, chunk)
    found = [share.parts for share in shares.Shares(turn, 12, split_module._later(way.program[0])).shares]
    pieces = [parts["dense2.weight"] for parts in found if "dense2.weight" in parts]
    assert [piece.stop - piece.start for piece in pieces] == [5 * 24, 5 * 24, 5 * 24, 24]
    covered = sorted((run.start, run.stop) for parts in found for run in parts.values())
    assert all(stop <= start for (_, stop), (start, _) in pairwise(covered))
    moved = torch.zeros(turn.state.size)
    for start, stop in covered:
        moved[start:stop] = 1
    assert all(turn.state.view(moved, name).all() for name in turn.names)


@pytest.mark.parametrize("settings", SETTINGS)
def test_shares_and_factors_change_no_more_than_the_last_bits(settings, in_shares):
    plain, alone, together = (eager(**settings) for _trainer in range(3))
    turn, chunk = chunk_of(plain)
    expected = plain.engine.choice.eager(turn).run(turn, chunk)
    one, four = split(alone, 1, optimize=False), split(together, 4)
    assert four.tolist() == one.tolist()
    allowed = 1e-12 if settings.get("precision") else 1e-5
    np.testing.assert_allclose(four, expected, rtol=allowed)
    for mine, same, theirs in zip(state(together), state(alone), state(plain), strict=True):
        assert torch.equal(mine, same)
        torch.testing.assert_close(mine, theirs, rtol=allowed, atol=allowed)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"batch_size": 10}, "cannot be cut"),
        ({"layers": (*LAYERS[:1], {"id": "norm", "kind": "batch_norm"}, *LAYERS[1:])}, "statistics"),
        ({"layers": (*LAYERS[:1], {"id": "drop", "kind": "dropout"}, *LAYERS[1:])}, "random numbers"),
    ],
)
def test_what_belongs_to_whole_batches_is_not_split(change, reason):
    turn, chunk = chunk_of(eager(**change))
    with pytest.raises(Unsupported, match=reason):
        SplitNative(turn, chunk)


@pytest.mark.parametrize("threads", [1, 4])
def test_a_loss_that_is_not_finite_ends_the_call_before_its_update(threads):
    trainer, before = eager(), eager()
    turn, chunk = chunk_of(trainer)
    reached = next(step for step in range(30) if 7 in chunk.indices[step])
    way = SplitNative(turn, chunk)
    x = chunk.x.clone()
    x[7] = torch.nan
    torch.set_num_threads(threads)
    losses = way.run(turn, Chunk(x, chunk.target, chunk.indices, chunk.tables))
    torch.set_num_threads(1)
    assert len(losses) == reached + 1
    assert np.isnan(losses[-1])
    assert np.isfinite(losses[:-1]).all()
    turn, chunk = chunk_of(before)
    tables = {name: table[:reached] for name, table in chunk.tables.items()}
    SplitNative(turn, chunk).run(turn, Chunk(chunk.x, chunk.target, chunk.indices[:reached], tables))
    assert torch.equal(trainer.engine.state.weights, before.engine.state.weights)


def test_threads_that_cannot_be_had_leave_nobody_waiting(monkeypatch):
    turn, chunk = chunk_of(eager())
    way = SplitNative(turn, chunk)
    before = turn.state.weights.clone()

    class Second(threading.Thread):
        left = 1

        def start(self):
            if not Second.left:
                raise RuntimeError("can't start new thread")
            Second.left -= 1
            super().start()

    monkeypatch.setattr("nnplayground.train.engine.native.split.threading.Thread", Second)
    torch.set_num_threads(4)
    with pytest.raises(RuntimeError, match="start new thread"):
        way.run(turn, chunk)
    monkeypatch.undo()
    assert torch.equal(turn.state.weights, before)
    assert np.isfinite(way.run(turn, chunk)).all()  # the helper that is there takes part again


def test_helpers_go_with_what_they_help():
    turn, chunk = chunk_of(eager())
    way = SplitNative(turn, chunk)
    torch.set_num_threads(4)
    way.run(turn, chunk)
    helpers = [thread for thread in threading.enumerate() if thread.name == "native"]
    assert len(helpers) >= 3
    del way
    gc.collect()
    for thread in helpers:
        thread.join(60)
        assert not thread.is_alive()


def test_threads_meet_however_late_one_is():
    """The conductor's own test: a step of nothing but meetings, with a thread that comes late."""
    turn, chunk = chunk_of(eager())
    way = SplitNative(turn, chunk)
    losses, shared = np.zeros(len(chunk)), np.zeros(4)
    table, _held = way._table(chunk, losses, shared, 2)
    table[_place("ready")] = 1
    late = threading.Timer(0.2, conductor(), (table.ctypes.data, 1))
    late.start()
    conductor()(table.ctypes.data, 0)
    late.join()
    assert table[_place("done")] == len(chunk)
    assert (losses > 0).all()


def _place(name):
    from nnplayground.train.engine.native.conductor import FIELDS

    return FIELDS[name]


def test_large_steps_are_split_whatever_the_computer(monkeypatch):
    monkeypatch.setattr(choice, "worth_sharing", lambda _work: True)
    found = {}
    for threads in (1, 3):
        monkeypatch.setattr(choice, "_memory", choice._Memory())
        trainer = eager(engine="auto", threads=threads)
        while trainer.step < 40:
            trainer.advance(7, 99)
        assert {type(way) for way in trainer.engine.choice._ways.values()} == {SplitNative}
        assert trainer.engine.name == "native"
        found[threads] = trainer.last_loss, trainer.engine.state.weights
    assert found[1][0] == found[3][0]
    assert torch.equal(found[1][1], found[3][1])


@pytest.mark.parametrize(("batch", "name"), [(12, "native"), (10, "captured")])
def test_pytorchs_kernels_take_over_sooner_from_what_is_not_split(monkeypatch, batch, name):
    monkeypatch.setattr(choice, "worth_sharing", lambda _work: True)
    monkeypatch.setattr(choice, "_LARGEST_WHOLE", 1000)
    monkeypatch.setattr(choice, "_memory", choice._Memory())
    trainer = eager(engine="native", batch_size=batch)
    trainer.advance(3, 1)
    assert trainer.engine.name == name
    assert ("cannot be cut" in trainer.engine.note) == (name != "native")


def test_live_edits_reach_all_parts(monkeypatch):
    monkeypatch.setattr(choice, "worth_sharing", lambda _work: True)
    monkeypatch.setattr(choice, "_memory", choice._Memory())
    rule = {"regularization": {"kind": "l2", "rate": 0.01}}
    plain, other = eager(**rule), eager(engine="auto", **rule)
    edits = (("training.learning_rate", 0.2), ("nodes.dense1.options.frozen", True))
    for path, value in (("training.regularization.rate", 0.1), *edits):
        for trainer in (plain, other):
            trainer.update(trainer.experiment.with_value(path, value))
            trainer.set_weight("output", "weight", (0, 0), 0.25)
            for _call in range(4):
                trainer.advance(4, 99)
        assert {type(way) for way in other.engine.choice._ways.values()} == {SplitNative}
        torch.testing.assert_close(other.engine.state.weights, plain.engine.state.weights)


def test_helpers_have_ended_once_nobody_needs_them():
    helpers, done = split_module._Helpers(), []
    helpers.ask(done.append, 3)
    threads = list(helpers._threads)
    assert len(threads) == 3
    del helpers
    assert not any(thread.is_alive() for thread in threads)
    assert sorted(done) == [1, 2, 3]
