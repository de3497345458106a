"""The background thread and the runner in it."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
from train_experiments import small, with_training

from nnplayground.core.errors import TrainingError
from nnplayground.train import runner as runner_module
from nnplayground.train import worker as worker_module
from nnplayground.train.commands import (
    Abandon,
    Pace,
    Pause,
    Play,
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
from nnplayground.train.trainer import Trainer
from nnplayground.train.worker import Worker

ENDLESS = with_training(stop={})
BROKEN = ENDLESS.with_value("nodes.output.units", 3)
EVERYTHING = frozenset(ProbeRequest(probe, 20) for probe in ("maps", "boundary", "weights", "gradients"))


def never():
    return False


@pytest.fixture
def runner():
    return Runner(ENDLESS, History())


def obey(runner, *commands):
    """Apply commands, work once (for a step: until it is done), and look."""
    for command in commands:
        runner.apply(command)
    runner.work(never)
    while isinstance(commands[-1] if commands else None, Step) and runner.state is RunState.PLAYING:
        runner.work(never)
    return runner.snapshot()


# -- the runner ----------------------------------------------------------------------------------------


def test_it_starts_paused_with_epoch_0_measured(runner):
    snapshot = runner.snapshot()
    assert (snapshot.state, snapshot.step, snapshot.run) == (RunState.PAUSED, 0, 1)
    assert snapshot.train.loss > 0
    assert snapshot.gradient_norms == {}


def test_steps_and_epochs(runner):
    one = obey(runner, Step(steps=2))
    assert (one.step, one.epoch, one.state) == (2, 0, RunState.PAUSED)
    to_the_end = obey(runner, Step(epochs=1))
    assert (to_the_end.step, to_the_end.epoch) == (3, 1)
    assert set(to_the_end.gradient_norms) == {"dense1", "output"}


def test_scores_belong_to_the_step_shown(runner):
    snapshot = obey(runner, Step(steps=1))
    assert snapshot.train.loss == pytest.approx(runner.trainer.measure().train.loss)


def test_play_and_pause(runner):
    playing = obey(runner, Pace(None), Play())
    assert playing.state is RunState.PLAYING
    assert playing.step > 0
    paused = obey(runner, Pause())
    assert paused.state is RunState.PAUSED
    assert obey(runner).step == paused.step


def test_what_is_measured_for_pictures_is_a_point_of_the_curves(runner):
    obey(runner, Pace(None), Play())
    history = runner.trainer.history
    for _picture in range(3):
        known = len(history)
        runner.trainer.advance(100, 100)
        runner._gauge._evaluated = runner._gauge._cost = 0.0  # long ago, and cheap
        shown = runner.snapshot()
        assert len(history) == known + 1
        assert history.arrays().mean["train_loss"][-1] == shown.train.loss
        runner.snapshot()
        assert len(history) == known + 1  # the same step is no second point


def test_pace_waits_after_an_epoch(runner):
    runner.apply(Pace(1.0))
    runner.apply(Play())
    while not runner.idle_seconds():
        runner.work(never)
    assert runner.snapshot().epoch == 1
    assert 0.5 < runner.idle_seconds() <= 1.0
    assert obey(runner, Step(steps=1)).step == 4  # a single step waits for no pace


def test_reset_gives_the_same_weights_a_new_seed_others(runner):
    watch = Watch(frozenset({ProbeRequest("weights")}))
    first = obey(runner, watch)
    obey(runner, Step(epochs=2))
    again = obey(runner, Reset())
    assert (again.run, again.step, again.state) == (first.run + 1, 0, RunState.PAUSED)
    assert len(runner.trainer.history) == 1
    weights = [s.probes[ProbeRequest("weights")]["dense1.weight"] for s in (first, again)]
    np.testing.assert_array_equal(*weights)
    kept = obey(runner, Update(ENDLESS.replace(seed=99)))
    np.testing.assert_array_equal(kept.probes[ProbeRequest("weights")]["dense1.weight"], weights[0])
    drawn = obey(runner, Reset())
    assert not np.array_equal(drawn.probes[ProbeRequest("weights")]["dense1.weight"], weights[0])


def test_the_last_valid_network_trains_on_while_the_graph_is_broken(runner):
    obey(runner, Pace(None), Play())
    broken = obey(runner, Update(BROKEN))
    assert broken.state is RunState.PLAYING
    assert "Loss" in broken.refusal or "loss" in broken.refusal
    later = obey(runner)
    assert later.step > broken.step
    assert later.refusal == broken.refusal
    mended = obey(runner, Update(ENDLESS))
    assert (mended.state, mended.refusal) == (RunState.PLAYING, "")
    assert mended.step >= later.step


def test_the_last_valid_network_obeys_while_the_graph_is_broken(runner):
    obey(runner, Update(BROKEN))
    assert obey(runner, Step(steps=3)).step == 3
    reset = obey(runner, Reset())
    assert (reset.state, reset.step, bool(reset.refusal)) == (RunState.PAUSED, 0, True)


def test_a_network_of_another_document_is_let_go(runner):
    obey(runner, Step(epochs=1))
    assert obey(runner, Abandon()).epoch == 1  # nothing was refused
    left = obey(runner, Update(BROKEN), Pause(), Abandon(), Reset())
    assert (left.state, left.epoch, len(runner._history)) == (RunState.BROKEN, 0, 0)
    assert obey(runner, Update(ENDLESS)).state is RunState.PAUSED


def test_it_may_begin_broken():
    runner = Runner(BROKEN, History())
    assert runner.snapshot().state is RunState.BROKEN
    mended = obey(runner, Update(ENDLESS))
    assert (mended.state, mended.run) == (RunState.PAUSED, 1)
    assert mended.train.loss > 0


def test_divergence_is_a_state_with_a_sentence(runner):
    graph = ENDLESS.with_value("nodes.loss.loss", "half_squared_error").with_value(
        "nodes.dense1.activation", "relu"
    )
    snapshot = obey(runner, Update(graph.with_value("training.learning_rate", 1e6)), Step(epochs=100))
    assert snapshot.state is RunState.DIVERGED
    assert "Learning rate 1e+06 is too high" in snapshot.message
    assert obey(runner, Update(ENDLESS), Reset()).state is RunState.PAUSED


def test_stop_rule_finishes(runner):
    snapshot = obey(runner, Update(with_training(stop={"epochs": 2})), Step(epochs=50))
    assert (snapshot.state, snapshot.epoch, snapshot.message) == (RunState.FINISHED, 2, "2 epochs are done.")
    assert obey(runner, Play()).state is RunState.FINISHED


def test_playing_on_after_an_early_stop(runner):
    patient = with_training(stop={"patience": 3}, learning_rate=8.0)
    stopped = obey(runner, Update(patient), Step(epochs=500))
    assert stopped.state is RunState.FINISHED
    assert "No better validation loss for 3 epochs" in stopped.message
    again = obey(runner, Step(epochs=2))
    assert (again.state, again.epoch) == (RunState.PAUSED, stopped.epoch + 2)


def test_other_data_is_another_run_with_the_weights_kept(runner):
    before = runner.trainer.program.state_dict()["dense1.weight"].clone()
    snapshot = obey(runner, Update(ENDLESS.with_value("data.noise", 0.3)))
    assert snapshot.run == 2
    assert (runner.trainer.program.state_dict()["dense1.weight"] == before).all()


def test_weight_by_hand_and_a_message_for_a_wrong_one(runner):
    obey(runner, SetWeight("dense1", "weight", (0, 0), 3.0))
    assert runner.trainer.program.state_dict()["dense1.weight"][0, 0] == 3.0
    wrong = obey(runner, SetWeight("dense1", "weight", (9, 9), 3.0))
    assert wrong.message == "There is no weight dense1.weight[9, 9]."
    assert obey(runner, Pause()).message == ""


# -- the thread ----------------------------------------------------------------------------------------


@pytest.fixture
def worker():
    worker = Worker(ENDLESS)
    worker.start()
    yield worker
    worker.close()
    assert not worker.alive


def wait_for(worker, wanted, seconds=120.0):
    """Return the first snapshot that ``wanted`` accepts."""
    end, pause = time.monotonic() + seconds, threading.Event()
    while time.monotonic() < end:
        snapshot = worker.take()
        if snapshot is not None and wanted(snapshot):
            return snapshot
        pause.wait(0.002)
    raise AssertionError(f"no such snapshot; failure: {worker.failure}")


def test_worker_plays_and_shows(worker):
    worker.send(Watch(EVERYTHING))
    worker.send(Pace(None))
    worker.send(Play())
    snapshot = wait_for(worker, lambda s: s.epoch >= 20 and s.epochs_per_second > 0)
    assert set(snapshot.probes) == EVERYTHING
    worker.send(Pause())
    paused = wait_for(worker, lambda s: s.state is RunState.PAUSED)
    assert worker.take() is None
    assert worker.history.arrays().mean["epoch"][-1] <= paused.epoch


def test_a_paused_network_is_made_ready_to_be_played(worker, monkeypatch):
    prepared = threading.Event()
    prepare = Trainer.prepare

    def listening(trainer):
        prepare(trainer)
        prepared.set()

    monkeypatch.setattr(Trainer, "prepare", listening)
    wait_for(worker, lambda s: s.state is RunState.PAUSED)
    worker.send(Update(ENDLESS.with_value("nodes.dense1.units", 5)))
    assert prepared.wait(120)
    prepared.clear()
    worker.send(Step(steps=3))
    assert wait_for(worker, lambda s: s.step == 3).engine == "native"
    assert not prepared.is_set()  # once for every program


def test_a_failure_to_make_ready_is_reported(worker, monkeypatch):
    def fail(_trainer):
        raise ValueError("nonsense")

    monkeypatch.setattr(Trainer, "prepare", fail)
    worker.send(Update(ENDLESS.with_value("nodes.dense1.units", 5)))
    assert "nonsense" in wait_for(worker, lambda s: s.state is RunState.BROKEN).message


def test_losses_are_the_same_watched_or_headless(worker):
    headless = run_experiment(with_training(stop={"epochs": 40})).history
    worker.send(Watch(EVERYTHING, rate=1000.0))
    worker.send(Pace(400.0))
    worker.send(Update(with_training(stop={"epochs": 40})))
    worker.send(Play())
    wait_for(worker, lambda s: s.state is RunState.FINISHED)
    watched = worker.history.arrays().mean
    rows = watched["epoch"].astype(int)
    for name in ("train_loss", "validation_loss", "test_loss", "train_accuracy"):
        np.testing.assert_array_equal(watched[name], headless.mean[name][rows])


def test_a_dragged_slider_is_applied_once(worker):
    wait_for(worker, lambda s: s.state is RunState.PAUSED)
    worker.send(Pace(None))
    worker.send(Play())
    for rate in np.linspace(0.01, 0.2, 50):
        worker.send(Update(with_training(stop={}, learning_rate=float(rate))))
    snapshot = wait_for(worker, lambda s: s.learning_rate == pytest.approx(0.2))
    assert snapshot.state is RunState.PLAYING


def test_of_many_seeks_only_the_last_is_obeyed():
    commands = [Seek(1), Seek(2), Pause(), Seek(3), Seek(None)]
    assert list(worker_module._without_superseded(commands)) == [Seek(2), Pause(), Seek(None)]


def test_unexpected_error_is_reported_and_does_not_end_the_thread(worker, monkeypatch):
    wait_for(worker, lambda s: s.state is RunState.PAUSED)

    def fail(self):
        raise ZeroDivisionError("on purpose")

    with monkeypatch.context() as patched:
        patched.setattr(runner_module.Runner, "_advance", fail)
        worker.send(Step(steps=1))
        broken = wait_for(worker, lambda s: s.state is RunState.BROKEN)
    assert "ZeroDivisionError: on purpose" in broken.message
    assert "Traceback" in worker.failure
    worker.send(Reset())
    wait_for(worker, lambda s: s.state is RunState.PAUSED)


def test_closing_ends_the_thread_at_once_while_playing():
    worker = Worker(small())
    worker.start()
    worker.send(Pace(None))
    worker.send(Play())
    worker.close()
    assert not worker.alive
    Worker(small()).close()  # one that was never started


def test_a_sentence_with_its_remedy_stays_translatable():
    said = runner_module.said(TrainingError("Wrong.", remedy="Mend it."))
    assert said == "Wrong. Mend it."
    assert said.values["remedy"] == "Mend it."


def test_the_curve_of_a_small_network_has_every_epoch_at_any_speed(worker):
    worker.send(Step(epochs=300))
    wait_for(worker, lambda s: s.epoch == 300 and s.state is RunState.PAUSED)
    assert list(worker.history.arrays().mean["epoch"]) == list(range(301))
