"""Going back through a run, and on from an earlier moment."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from train_experiments import chain, dense, small, with_training

from nnplayground.core.errors import FileError, TrainingError
from nnplayground.core.training import Optimizer
from nnplayground.train import past
from nnplayground.train.checkpoint import put_back, take
from nnplayground.train.commands import (
    BackToGood,
    Branch,
    KeepWithin,
    Pace,
    Pause,
    Play,
    Recall,
    Reinitialize,
    Reset,
    Seek,
    SetWeight,
    Step,
    Update,
    Watch,
)
from nnplayground.train.history import History
from nnplayground.train.run import run_experiment
from nnplayground.train.runner import Runner
from nnplayground.train.snapshot import ProbeRequest, RunState
from nnplayground.train.timeline import Moment, Timeline
from nnplayground.train.trainer import Trainer

ENDLESS = with_training(stop={})
WEIGHTS = ProbeRequest("weights")
CONVOLUTIONS = {
    "data": {"dataset": {"kind": "digits"}, "split": {"train": 0.05, "validation": 0.0}},
    "graph": chain(
        [
            {"id": "conv", "kind": "conv2d", "out_channels": 3, "kernel_size": [3, 3], "activation": "relu"},
            {"id": "norm", "kind": "batch_norm"},
            {"id": "flat", "kind": "flatten"},
            {"id": "drop", "kind": "dropout", "p": 0.3},
            dense("output", 10, "identity"),
        ]
    ),
}
DROP = {"id": "drop", "kind": "dropout", "p": 0.3}


def noisy(**training):
    layers = [dense("dense1", 6), {"id": "norm", "kind": "batch_norm"}, DROP, dense("output", 1, "identity")]
    return small(graph=chain(layers), training={"learning_rate": 0.02, **training})


@pytest.fixture(scope="module", autouse=True)
def time_to_replay():
    """However slow the computer is that runs this."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(past, "_REPLAY", 60.0)
        yield


def everything(trainer):
    """Return all that a run consists of, as bytes and numbers."""
    state = take(trainer)
    arrays = {name: array.tobytes() for name, array in state.arrays.items()}
    return arrays, {name: value for name, value in state.facts.items() if name != "seconds"}


def advance(trainer, steps):
    end = trainer.step + steps
    while trainer.step < end:
        trainer.advance(end - trainer.step, steps)


def goes_on_exactly(experiment, before=7, after=11):
    """Continue from a checkpoint in a trainer of its own, and compare with never having stopped."""
    plain = Trainer(experiment)
    advance(plain, before)
    kept = take(plain)
    other = Trainer(experiment)
    advance(other, 3)  # it has a past of its own
    put_back(other, kept)
    assert everything(other) == everything(plain)
    for trainer in (plain, other):
        advance(trainer, after)
    assert everything(other) == everything(plain)
    assert plain.step == before + after


# -- checkpoints ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(Optimizer.kinds()))
def test_going_on_is_exact_with_every_optimizer(kind):
    goes_on_exactly(noisy(optimizer=kind, engine="eager"))


@pytest.mark.parametrize("engine", ["eager", "captured", "auto"])
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_going_on_is_exact_in_every_engine(engine, optimizer):
    goes_on_exactly(noisy(optimizer=optimizer, engine=engine))


def test_native_code_is_among_the_engines_tried():
    trainer = Trainer(noisy(optimizer="adam"))
    advance(trainer, 2)
    assert trainer.engine.name == "native"


@pytest.mark.parametrize("engine", ["captured", "auto"])
def test_going_on_is_exact_with_convolutions(engine):
    goes_on_exactly(
        small(**CONVOLUTIONS, training={"learning_rate": 0.05, "engine": engine, "batch_size": 7})
    )


@pytest.mark.parametrize("remainder", ["own", "drop", "carry"])
@pytest.mark.parametrize("before", [1, 4, 5, 8])
def test_going_on_is_exact_part_way_through_an_epoch(remainder, before):
    goes_on_exactly(noisy(batch_size=7, remainder=remainder), before)


def test_going_on_is_exact_where_a_schedule_watches_the_loss():
    goes_on_exactly(
        noisy(schedule={"kind": "plateau", "patience": 0, "gamma": 0.5, "threshold": 0.2}), 25, 30
    )


def test_going_on_is_exact_between_phases():
    phases = [{"repeats": 2}, {"repeats": 3, "optimizer": "adam", "nodes": ["output"]}]
    goes_on_exactly(noisy(phases=phases, optimizer={"kind": "sgd", "momentum": 0.9}))


def test_going_on_is_exact_with_weights_killed_by_l1():
    rule = {"kind": "l1", "rate": 0.3, "after_step": True, "dead_at_zero": True}
    goes_on_exactly(noisy(regularization=rule))


# -- thinning ------------------------------------------------------------------------------------------


class _State:
    """Stands for a checkpoint where only its place in the timeline matters."""


def moment(step, size=1000, event=""):
    return Moment(0, 0, step, step, 0.0, 1.0, 1.0, None, size, event)


def test_moments_are_thinned_within_the_budget():
    timeline = Timeline(budget=50_000)
    timeline.begin(ENDLESS, 0)
    for step in range(5_000):
        timeline.keep(moment(step, event="edited" if step == 1234 else ""), _State())
        assert timeline.used <= 50_000
    steps = np.array([m.step for m in timeline.moments()])
    assert len(steps) == 50
    assert timeline.used == 50_000
    assert steps[0] == 0
    assert steps[-1] == 4999
    assert 1234 in steps
    gaps = np.diff(steps)
    assert gaps[:3].max() <= 5
    assert gaps[-3:].max() <= 5
    assert gaps.max() < 1500


def test_a_smaller_budget_takes_effect_at_once():
    timeline = Timeline()
    timeline.begin(ENDLESS, 0)
    for step in range(100):
        timeline.keep(moment(step), _State())
    timeline.budget = 10_000
    assert len(timeline.moments()) == 10
    timeline.budget = 0
    assert timeline.moments() == ()
    assert timeline.used == 0


def test_moments_without_training_between_are_one():
    timeline = Timeline()
    timeline.begin(ENDLESS, 0)
    timeline.keep(moment(5), _State())
    timeline.interrupt(5)
    timeline.keep(moment(5, event="rate"), _State())
    assert [(m.step, m.event) for m in timeline.moments()] == [(5, "rate")]


# -- the runner ----------------------------------------------------------------------------------------


@pytest.fixture
def runner():
    runner = Runner(ENDLESS, History(), Timeline())
    runner.apply(Watch(frozenset({WEIGHTS})))
    return runner


def obey(runner, *commands):
    for command in commands:
        runner.apply(command)
        while runner.idle_seconds() is not None:
            runner.work(lambda: False)
    return runner.snapshot()


def weights_by_step(experiment, steps):
    """Return the weights after every step, trained without a timeline."""
    trainer = Trainer(experiment)
    found = []
    for step in range(steps + 1):
        if step:
            trainer.advance()
        found.append({name: p.detach().numpy().copy() for name, p in trainer.program.named_parameters()})
    return found


def same_weights(snapshot, expected):
    """Compare with the weights of a trainer, or with what was copied of them."""
    if isinstance(expected, Trainer):
        expected = {name: p.detach().numpy() for name, p in expected.program.named_parameters()}
    for name, array in expected.items():
        np.testing.assert_array_equal(snapshot.probes[WEIGHTS][name], array)


def test_every_step_can_be_seen_again(runner):
    obey(runner, Step(steps=40))
    expected = weights_by_step(ENDLESS, 40)
    for step in (0, 17, 39, 3, 4, 5, 38, 1):
        shown = obey(runner, Seek(step))
        assert (shown.past, shown.step, shown.present) == (True, step, (13, 40))
        same_weights(shown, expected[step])
    present = obey(runner, Seek(None))
    assert (present.past, present.step, present.present) == (False, 40, (13, 40))
    same_weights(present, expected[40])


def test_measures_and_gradients_are_those_of_the_moment_shown(runner):
    obey(runner, Step(steps=9))
    then = obey(runner)
    obey(runner, Step(steps=20))
    shown = obey(runner, Seek(9))
    assert (shown.train.loss, shown.test.metrics) == (then.train.loss, then.test.metrics)
    assert shown.gradient_norms == then.gradient_norms
    assert shown.epoch == then.epoch


def test_a_long_evaluation_is_not_waited_for_while_the_playhead_moves(runner, monkeypatch):
    obey(runner, Step(epochs=20))
    monkeypatch.setattr("nnplayground.train.past._LONG", -1.0)
    row = runner._history.at(31)
    assert row["step"] == 30
    runner.apply(Seek(31))
    rough = runner.snapshot()
    assert (rough.step, rough.train.loss, rough.test.confusion) == (31, row["train_loss"], None)
    assert rough.train.metrics["accuracy"] == row["train_accuracy"]
    assert runner.idle_seconds() == 0.0
    runner.work(lambda: False)
    assert runner.idle_seconds() is None
    exact = runner.snapshot()
    assert exact.train.loss != rough.train.loss
    assert exact.test.confusion is not None


def test_looking_back_changes_nothing(runner):
    headless = run_experiment(with_training(stop={"epochs": 30})).history
    for epoch in range(1, 31):
        obey(runner, Step(epochs=1), Seek(runner.trainer.step // 2), Seek(0), Seek(None))
        assert runner.trainer.epoch == epoch
    rows = runner.trainer.history.arrays().mean
    np.testing.assert_array_equal(rows["train_loss"], headless.mean["train_loss"])
    np.testing.assert_array_equal(rows["test_loss"], headless.mean["test_loss"])


def test_training_on_waits_for_a_decision(runner):
    obey(runner, Step(steps=10))
    for command in (Play(), Step(steps=1)):
        shown = obey(runner, Seek(4), command)
        assert (shown.step, shown.past, shown.state) == (4, True, RunState.PAUSED)
        assert "earlier moment" in shown.message
    assert obey(runner, Seek(None)).message == ""
    assert obey(runner, Step(steps=1)).step == 11


def test_branching_goes_on_exactly(runner):
    obey(runner, Step(steps=40))
    branched = obey(runner, Seek(17), Branch())
    assert (branched.past, branched.step, branched.branch) == (False, 17, 1)
    rows = runner.trainer.history.arrays().mean
    assert rows["step"].max() <= 17
    assert max(m.step for m in runner._timeline.moments()) == 17
    again = obey(runner, Step(steps=23))
    same_weights(again, weights_by_step(ENDLESS, 40)[40])
    assert obey(runner, Seek(20)).step == 20


@pytest.mark.parametrize("pace", [None, 1000.0, 20_000.0])
@pytest.mark.parametrize("how", [Play(), Step(epochs=1), Step(steps=1)])
def test_every_speed_goes_on_from_a_branch(runner, pace, how):
    obey(runner, Step(epochs=20), Seek(10), Branch())
    runner.apply(Pace(pace))
    runner.apply(how)
    while runner.state is RunState.PLAYING and runner.trainer.step < 30:
        runner.work(lambda: False)
    runner.apply(Pause())
    reference = Trainer(ENDLESS)
    advance(reference, runner.trainer.step)
    same_weights(runner.snapshot(), reference)
    assert {Play: 30, Step: 11}[type(how)] <= runner.trainer.step
    assert "Branched here" in [event.text for event in runner._history.arrays().events]


@pytest.mark.cuda
def test_going_on_is_exact_on_a_gpu():
    goes_on_exactly(noisy(optimizer="adam", device="cuda"))
    goes_on_exactly(noisy(optimizer="lbfgs", device="cuda"))


def test_a_moment_is_that_of_its_own_settings(runner):
    slow = ENDLESS.with_value("training.learning_rate", 0.001)
    obey(
        runner,
        Step(steps=10),
        Update(slow),
        Step(steps=10),
        SetWeight("dense1", "weight", (0, 0), 3.0),
        Step(steps=10),
    )
    reference = Trainer(ENDLESS)
    advance(reference, 10)
    reference.update(slow)
    advance(reference, 5)
    shown = obey(runner, Seek(15))
    assert shown.learning_rate == 0.001
    same_weights(shown, reference)
    assert obey(runner, Seek(5)).learning_rate == 0.1
    advance(reference, 5)
    reference.set_weight("dense1", "weight", (0, 0), 3.0)
    advance(reference, 4)
    shown = obey(runner, Seek(24))
    same_weights(shown, reference)
    events = [m.event for m in runner._timeline.moments() if m.event]
    assert events == ["Learning rate 0.1 → 0.001", "Weight set by hand"]


def test_weights_drawn_anew_are_gone_back_behind(runner):
    obey(runner, Step(steps=6), Reinitialize("dense1", 1), Step(steps=6))
    same_weights(obey(runner, Seek(5)), weights_by_step(ENDLESS, 5)[5])


def test_another_network_is_another_segment(runner):
    wide = ENDLESS.with_value("nodes.dense1.units", 7)
    obey(runner, Step(steps=10), Update(wide), Step(steps=10))
    first, second = runner._timeline.segments()
    assert (first.began_step, first.parent, second.began_step) == (0, None, 10)
    assert second.parent in [m.number for m in runner._timeline.moments() if m.segment == first.number]
    old = obey(runner, Seek(7))
    assert old.experiment == ENDLESS
    same_weights(old, weights_by_step(ENDLESS, 7)[7])
    assert obey(runner, Seek(12)).probes[WEIGHTS]["dense1.weight"].shape == (7, 2)
    branched = obey(runner, Seek(7), Branch())
    assert (branched.experiment, branched.step) == (ENDLESS, 7)
    assert len(runner._timeline.segments()) == 1
    same_weights(obey(runner, Step(steps=5)), weights_by_step(ENDLESS, 12)[12])


def test_other_data_is_another_segment_and_a_branch_back_another_run(runner):
    obey(runner, Step(steps=10))
    other = obey(runner, Update(ENDLESS.with_value("data.noise", 0.4)), Step(steps=5))
    back = obey(runner, Seek(6), Branch())
    assert back.run == other.run + 1
    assert back.experiment == ENDLESS
    same_weights(obey(runner, Step(steps=5)), weights_by_step(ENDLESS, 11)[11])


def test_an_edit_while_looking_back_is_of_the_present(runner):
    obey(runner, Step(steps=20))
    edited = obey(runner, Seek(5), Update(ENDLESS.with_value("training.learning_rate", 0.5)))
    assert (edited.past, edited.step, edited.learning_rate) == (False, 20, 0.5)


def test_a_new_name_does_not_end_looking_back(runner):
    obey(runner, Step(steps=20), Seek(5))
    renamed = ENDLESS.with_value("nodes.dense1.name", "First")
    assert renamed.graph != ENDLESS.graph
    assert obey(runner, Update(renamed)).past


def test_weights_drawn_anew_can_be_put_back_after_a_branch(runner):
    drawn = obey(runner, Step(steps=5), Reinitialize("dense1", 1), Step(steps=5), Seek(5), Branch())
    assert not drawn.past
    back = obey(runner, Reinitialize("dense1", 1, undo=True))
    assert back.message == ""
    expected = weights_by_step(ENDLESS, 5)[5]
    np.testing.assert_array_equal(back.probes[WEIGHTS]["dense1.weight"], expected["dense1.weight"])


def test_a_reset_clears_the_timeline(runner):
    obey(runner, Step(steps=20), Seek(5), Reset())
    assert [m.step for m in runner._timeline.moments()] == [0]
    assert obey(runner).past is False


def test_an_early_stop_is_gone_back_behind_exactly():
    patient = with_training(stop={"patience": 3}, learning_rate=8.0)
    runner = Runner(patient, History(), Timeline())
    runner.apply(Watch(frozenset({WEIGHTS})))
    stopped = obey(runner, Play())
    assert stopped.state is RunState.FINISHED
    obey(runner, Seek(stopped.step - 4))
    returned = obey(runner, Seek(None))
    assert (returned.state, returned.message) == (RunState.FINISHED, stopped.message)
    again = obey(runner, Seek(stopped.step - 4), Branch(), Play())
    assert (again.step, again.message) == (stopped.step, stopped.message)
    np.testing.assert_array_equal(
        again.probes[WEIGHTS]["dense1.weight"], stopped.probes[WEIGHTS]["dense1.weight"]
    )


def test_too_large_a_network_keeps_no_moments_and_says_so(runner):
    obey(runner, KeepWithin(4096), Step(steps=5))
    assert runner._timeline.moments() == ()
    assert runner._timeline.needs > 2048
    shown = obey(runner, Seek(2))
    assert not shown.past
    assert "No earlier moment of this run is kept." in shown.message


def test_pictures_and_losses_are_those_of_the_moment(runner):
    obey(runner, Step(epochs=3))
    last = runner._timeline.moments()[-1]
    assert last.picture.shape == (28, 28)
    boundary = ProbeRequest("boundary", 28)
    shown = obey(runner, Watch(frozenset({boundary})))
    np.testing.assert_array_equal(last.picture, shown.probes[boundary]["boundary"])
    assert last.train_loss == shown.train.loss
    assert not last.picture.flags.writeable


def test_the_timeline_survives_a_file(runner):
    obey(runner, Step(steps=10), Update(ENDLESS.with_value("nodes.dense1.units", 7)), Step(steps=10))
    arrays = runner._timeline.to_arrays()
    assert all(isinstance(array, np.ndarray) and array.dtype != object for array in arrays.values())
    read = Timeline.from_arrays(arrays)
    assert json.loads(bytes(arrays["json"]))["version"] == 1
    was, now = runner._timeline.moments(), read.moments()
    assert [(m.number, m.segment, m.step, m.event, m.bytes) for m in was] == [
        (m.number, m.segment, m.step, m.event, m.bytes) for m in now
    ]
    np.testing.assert_array_equal(was[0].picture, now[0].picture)
    assert read.used == runner._timeline.used
    assert [s.experiment for s in read.segments()] == [s.experiment for s in runner._timeline.segments()]
    for before, after in zip(was, now, strict=True):
        one, other = runner._timeline.state(before), read.state(after)
        assert json.dumps(one.facts) == json.dumps(other.facts)
        for name, array in one.arrays.items():
            np.testing.assert_array_equal(array, other.arrays[name])
    again = Trainer(ENDLESS)
    put_back(again, read.state(now[-1]))
    assert everything(again) == everything(runner.trainer)


def test_a_run_goes_on_from_a_file(runner):
    obey(runner, Step(epochs=10), Update(ENDLESS.with_value("training.learning_rate", 0.05)), Step(epochs=10))
    wanted = runner.trainer.experiment
    arrays = {**runner._timeline.to_arrays(), **runner._history.to_arrays()}
    later = Runner(wanted, History(), Timeline())
    later.apply(Watch(frozenset({WEIGHTS})))
    opened = obey(later, Recall(arrays))
    assert (opened.epoch, opened.step, opened.state) == (20, 60, RunState.PAUSED)
    np.testing.assert_array_equal(later._history.arrays().mean["epoch"], np.arange(21))
    for one in (runner, later):
        obey(one, Step(epochs=5))
    assert everything(later.trainer) == everything(runner.trainer)
    same_weights(obey(later, Seek(9)), weights_by_step(ENDLESS, 9)[9])
    assert obey(later, Seek(9)).learning_rate == 0.1


def test_a_run_starts_anew_where_a_file_is_damaged(runner):
    obey(runner, Step(epochs=3))
    failed = obey(runner, Recall({}))
    assert "cannot be read" in failed.message
    assert (failed.epoch, failed.state) == (0, RunState.PAUSED)
    assert len(runner._timeline.moments()) == 1


def test_a_damaged_timeline_is_refused_in_a_sentence(runner):
    obey(runner, Step(steps=5))
    arrays = runner._timeline.to_arrays()
    for damaged in ({}, {**arrays, "json": arrays["json"][:-9]}):
        with pytest.raises(FileError, match="cannot be read"):
            Timeline.from_arrays(damaged)
    last = runner._timeline.moments()[-1].number
    for name in ("weights", "batches:left"):
        broken = {k: v for k, v in arrays.items() if k != f"{last}/{name}"}
        if name == "batches:left":
            broken[f"{last}/{name}"] = np.array([10**9])
        moments = Timeline.from_arrays(broken)
        with pytest.raises(TrainingError, match="belongs to another network"):
            put_back(Trainer(ENDLESS), moments.state(moments.moments()[-1]))


# -- divergence ----------------------------------------------------------------------------------------


def diverging(engine="auto"):
    graph = chain([dense("dense1", 4, "relu"), dense("output", 1, "identity")], "squared_error")
    return small(graph=graph, training={"learning_rate": 0.01, "stop": {}, "engine": engine, "batch_size": 5})


def failure(trainer, steps):
    """Train in calls of so many steps until that fails, and return what is said."""
    try:
        while True:
            trainer.advance(steps, steps)
    except TrainingError as error:
        return str(error)


@pytest.mark.parametrize("engine", ["eager", "captured", "auto"])
def test_the_exact_step_is_reported_from_a_call_of_many_steps(engine):
    hot = diverging(engine).with_value("training.learning_rate", 0.9)
    one, many = Trainer(hot), Trainer(hot)
    errors = [failure(one, 1), failure(many, 1000)]
    assert errors[0] == errors[1]
    assert f"step {one.step + 1}" in errors[0]
    assert one.step == many.step
    assert torch.equal(one.engine.state.weights, many.engine.state.weights)


def test_a_diverged_run_goes_back_to_where_it_was_good():
    runner = Runner(diverging(), History(), Timeline())
    good = obey(runner, Step(epochs=10))
    hot = diverging().with_value("training.learning_rate", 0.9)
    failed = obey(runner, Update(hot), Step(epochs=500))
    assert failed.state is RunState.DIVERGED
    assert failed.failed_node in ("dense1", "output")
    slower = diverging().with_value("training.learning_rate", 0.01)
    back = obey(runner, Update(slower), BackToGood())
    assert (back.state, back.past, back.failed_node) == (RunState.PAUSED, False, "")
    assert back.step <= failed.step
    assert back.train.loss <= 1.5 * good.train.loss
    assert back.learning_rate == 0.01
    assert obey(runner, Step(epochs=20)).state is RunState.PAUSED


def test_pausing_at_full_throttle_leaves_a_moment_at_hand(runner):
    runner.apply(Pace(None))
    runner.apply(Play())
    for _turn in range(5):
        runner.work(lambda: False)
        runner.snapshot()
    paused = obey(runner, Pause())
    shown = obey(runner, Seek(paused.step - 1))
    assert shown.step == paused.step - 1
