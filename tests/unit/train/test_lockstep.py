"""Experiments side by side: each as if it were alone, all in step, and what is made of them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from nnplayground.core.knobs import turned
from nnplayground.projects import presets
from nnplayground.train.lockstep import COLUMNS, Lockstep
from nnplayground.train.lockstep_setup import InStep, Setup
from nnplayground.train.lockstep_view import LockstepView, agreement, band, look
from nnplayground.train.lockstep_worker import LockstepWorker, Order
from nnplayground.train.probes import Prober
from nnplayground.train.run import run_experiment
from nnplayground.train.significance import sign_test
from nnplayground.train.snapshot import RunState

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment

A = presets.load("spiral")
B = turned(A, "activation", "relu")
TEST = COLUMNS.index("test_loss")


def never() -> bool:
    return False


def trained(setup: Setup, epochs: int) -> Lockstep:
    lockstep = Lockstep(setup, never)
    lockstep.build()
    while lockstep.epoch < epochs:
        lockstep.round(min(3, epochs - lockstep.epoch))
    return lockstep


def alone(experiment: Experiment, seed: int, epochs: int) -> list[float]:
    stopped = experiment.with_value("training.stop.epochs", epochs).with_value("seed", seed)
    losses: list[float] = run_experiment(stopped).history.mean["test_loss"].tolist()
    return losses


@pytest.mark.parametrize("in_step", [InStep.EPOCH, InStep.STEP])
def test_every_seed_has_the_losses_it_has_alone(in_step: InStep) -> None:
    lockstep = trained(Setup(A, B, 3, in_step), 8)
    for experiment, members in zip((A, B), lockstep.members, strict=True):
        for seed, member in enumerate(members):
            assert member.log[:9, TEST].tolist() == alone(experiment, A.seed + seed, 8)


def test_threads_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnplayground.train.lockstep._WORTH", 0.0)
    lockstep = trained(Setup(A, None, 4), 6)
    for seed, member in enumerate(lockstep.members[0]):
        assert member.log[:7, TEST].tolist() == alone(A, A.seed + seed, 6)


def test_both_sides_begin_with_the_same_weights_and_batches() -> None:
    slow = turned(A, "training.learning_rate", 0.001)
    lockstep = Lockstep(Setup(A, slow, 2), never)
    lockstep.build()
    for one, other in zip(*lockstep.members, strict=True):
        states = one.trainer.program.state_dict(), other.trainer.program.state_dict()
        assert all(torch.equal(states[0][name], states[1][name]) for name in states[0])
    lockstep.round(1)
    assert lockstep.members[0][0].trainer.last_loss != lockstep.members[1][0].trainer.last_loss


def test_in_step_by_steps_counts_steps() -> None:
    small = turned(A, "training.batch_size", 5)
    lockstep = trained(Setup(A, small, 2, InStep.STEP), 4)
    assert {member.trainer.step for member in lockstep.everyone} == {4 * 20}
    assert lockstep.members[1][0].trainer.epoch < 4


def test_in_step_by_time_gives_all_the_same_time() -> None:
    lockstep = Lockstep(Setup(A, B, 2, InStep.TIME), never)
    lockstep.build()
    for _round in range(5):
        lockstep.round()
    spent = [member.trainer.seconds for member in lockstep.everyone]
    assert min(spent) >= 0.009
    assert all(member.trainer.step for member in lockstep.everyone)


def test_while_members_are_made_only_whole_pairs_are_shown() -> None:
    answers = iter([False] * 5 + [True])
    lockstep = Lockstep(Setup(A, B, 4), lambda: next(answers))
    lockstep.build()
    assert [len(members) for members in lockstep.members] == [3, 2]
    view = look(lockstep, [Prober(), Prober()], RunState.STARTING, shown=3, speed=0.0)
    assert [len(side.newest["test_loss"]) for side in view.sides] == [2, 2]
    assert view.shown == 1


def test_an_interrupted_round_is_taken_up_again() -> None:
    calls = iter([False] * 6 + [True] * 3 + [False] * 10_000)
    lockstep = Lockstep(Setup(A, None, 2), never)
    lockstep.build()
    lockstep._stops = lambda: next(calls)
    while lockstep.epoch < 10:
        lockstep.round(5)
    assert lockstep.members[0][1].log[:11, TEST].tolist() == alone(A, A.seed + 1, 10)


def test_a_seed_that_diverges_ends_alone() -> None:
    wild = A.with_value("training.learning_rate", 1e6)
    wild = wild.with_value("training.regularization.kind", "l2").with_value(
        "training.regularization.rate", 1.0
    )
    lockstep = Lockstep(Setup(A, wild, 2), never)
    lockstep.build()
    while lockstep.epoch < 6:
        lockstep.round(2)
    assert all(member.failure is not None for member in lockstep.members[1])
    assert all(member.failure is None for member in lockstep.members[0])
    view = seen(lockstep)
    assert set(view.sides[1].failures) == {0, 1}
    assert np.isposinf(view.sides[1].newest["test_loss"]).all()
    assert np.isfinite(view.sides[0].newest["test_loss"]).all()


def test_a_stop_rule_ends_each_member() -> None:
    lockstep = Lockstep(Setup(A.with_value("training.stop.epochs", 4), None, 2), never)
    lockstep.build()
    for _round in range(8):
        lockstep.round(1)
    assert not lockstep.is_open
    assert [member.trainer.epoch for member in lockstep.everyone] == [4, 4]


# -- views ---------------------------------------------------------------------------------------------


def seen(lockstep: Lockstep, shown: int = 0) -> LockstepView:
    probers = [Prober() for _side in lockstep.members]
    return look(lockstep, probers, RunState.PAUSED, shown, 0.0)


def test_a_view_shows_what_the_networks_say() -> None:
    lockstep = trained(Setup(A, B, 2), 5)
    view = seen(lockstep, 1)
    trainer = lockstep.members[0][1].trainer
    raw = trainer.program(trainer.parts["test"].x)
    assert view.sides[0].answers.tolist() == raw.argmax(1).tolist()
    assert view.truth.tolist() == trainer.parts["test"].target.tolist()
    output = view.sides[0].output
    assert output is not None
    assert output.shape == (2, 100, 100)
    assert len(view.sides[0].thumbs) == 2
    assert view.sides[0].newest["test_loss"][1] == trainer.measure().test.loss
    share, differing = agreement(*view.sides)
    both = [side.output.argmax(0) for side in view.sides if side.output is not None]
    assert share == (both[0] == both[1]).mean()
    assert differing.tolist() == np.nonzero(view.sides[0].answers != view.sides[1].answers)[0].tolist()


def test_looking_changes_nothing() -> None:
    one, other = trained(Setup(A, None, 2), 3), trained(Setup(A, None, 2), 3)
    for _time in range(3):
        seen(one)
    for lockstep in (one, other):
        lockstep.round(3)
    for a, b in zip(one.everyone, other.everyone, strict=True):
        assert np.array_equal(a.log[:, TEST], b.log[:, TEST])


def test_data_without_a_plane_has_answers_but_no_pictures() -> None:
    lockstep = trained(Setup(presets.load("iris"), None, 2), 2)
    view = seen(lockstep)
    assert view.sides[0].output is None
    assert view.sides[0].thumbs == ()
    assert len(view.sides[0].answers) == len(view.truth)


def test_the_band_is_the_quantiles_over_the_seeds() -> None:
    values = np.random.default_rng(0).normal(size=(11, 7))
    low, median, high = band(values)
    assert np.allclose(median, np.median(values, axis=0))
    assert np.allclose(low, np.quantile(values, 0.1, axis=0))
    assert np.allclose(high, np.quantile(values, 0.9, axis=0))


def test_a_value_that_is_not_known_is_left_out_of_the_band() -> None:
    values = np.array([[1.0, np.nan], [2.0, 5.0], [3.0, 7.0]])
    _low, median, _high = band(values)
    assert median.tolist() == [2.0, 6.0]
    assert np.isnan(band(np.full((2, 1), np.nan))[1]).all()


def test_a_diverged_seed_is_the_worst_of_the_band() -> None:
    values = np.array([[1.0, 1.0], [2.0, np.inf], [3.0, np.inf]])
    _low, median, high = band(values)
    assert median.tolist() == [2.0, np.inf]
    assert np.isposinf(high[1])


def test_the_sign_test_is_the_exact_binomial() -> None:
    assert sign_test(11, 5) == pytest.approx(0.2101, abs=1e-4)
    assert sign_test(16, 0) == pytest.approx(2 / 2**16)
    assert sign_test(3, 3) == 1.0
    assert sign_test(0, 0) == 1.0
    assert sign_test(2, 9) == sign_test(9, 2)


# -- the thread ----------------------------------------------------------------------------------------


def wait_for(worker: LockstepWorker, holds: object) -> LockstepView:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        view = worker.take()
        if view is not None and holds(view):  # type: ignore[operator] # a predicate
            return view
        torch.ones(1).sum()
    raise AssertionError("no such view")


def test_the_thread_obeys_orders() -> None:
    worker = LockstepWorker()
    setup = Setup(A, B, 2)
    worker.send(Order(setup=setup, pace=0.0))
    view = wait_for(worker, lambda v: v.state is RunState.PAUSED and len(v.sides) == 2)
    assert view.epoch == 0
    worker.send(Order(epochs=3))
    view = wait_for(worker, lambda v: v.state is RunState.PAUSED and v.epoch >= 3)
    assert view.epoch == 3
    assert view.sides[0].newest["test_loss"][0] == alone(A, A.seed, 3)[-1]
    worker.send(Order(playing=True))
    wait_for(worker, lambda v: v.state is RunState.PLAYING and v.epoch > 5)
    worker.send(Order(playing=False, shown=1))
    view = wait_for(worker, lambda v: v.state is RunState.PAUSED)
    assert view.shown == 1
    worker.close()


def test_what_cannot_be_trained_is_said() -> None:
    worker = LockstepWorker()
    worker.send(
        Order(setup=Setup(A.with_value("training.stop.patience", 3).with_value("data.split.validation", 0.0)))
    )
    view = wait_for(worker, lambda v: v.state is RunState.BROKEN)
    assert "validation" in view.message
    worker.close()
