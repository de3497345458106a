"""Edits that wait for their machine code while the network before them trains on."""

from __future__ import annotations

import threading

import pytest
from train_experiments import with_training

from nnplayground.train.commands import Pause, Play, Update, Watch
from nnplayground.train.engine import choice
from nnplayground.train.foresight import Foresight
from nnplayground.train.history import History
from nnplayground.train.runner import Runner
from nnplayground.train.snapshot import RunState
from nnplayground.train.worker import Worker

ENDLESS = with_training(stop={})
BATCHES = iter(range(11, 30))  # that no other test has asked for, so that their code is not known


def never():
    return False


def rebatched(experiment=ENDLESS):
    return experiment.with_value("training.batch_size", next(BATCHES))


def with_adam(experiment=ENDLESS):
    return rebatched(experiment).with_value("training.optimizer", {"kind": "adam"})


@pytest.fixture
def runner():
    runner = Runner(ENDLESS, History())
    runner.apply(Play())
    runner.work(never)
    assert runner.trainer.engine.name == "native"
    return runner


@pytest.fixture
def gate(monkeypatch):
    """Let code be made only when this is set."""
    gate, judging = threading.Event(), choice._judging_native

    def gated(*arguments):
        judge = judging(*arguments)
        return lambda: (gate.wait(), judge())[1]

    monkeypatch.setattr(choice, "_judging_native", gated)
    yield gate
    gate.set()


def train_until_due(foresight, runner):
    while not foresight.is_due(runner):
        runner.work(never)


@pytest.mark.parametrize("edit", [rebatched, with_adam])
def test_training_goes_on_until_the_code_is_there(runner, gate, edit):
    foresight, update = Foresight(), Update(edit())
    before, step = runner.trainer.experiment, runner.trainer.step
    assert foresight.sift([update], runner) == []
    runner.work(never)
    assert runner.trainer.step > step
    assert runner.trainer.experiment is before
    assert foresight.sift([], runner) == []
    gate.set()
    train_until_due(foresight, runner)
    [due] = foresight.sift([], runner)
    assert due is update
    runner.apply(due)
    step = runner.trainer.step
    runner.work(never)
    assert runner.trainer.experiment is update.experiment
    assert runner.trainer.step > step
    assert runner.trainer.engine.name == "native"
    assert foresight.sift([], runner) == []


def test_what_is_known_acts_at_once(runner, gate):
    foresight = Foresight()
    gate.set()
    first = Update(rebatched())
    assert foresight.sift([first], runner) == []
    train_until_due(foresight, runner)
    assert foresight.sift([], runner) == [first]
    gate.clear()
    assert foresight.sift([first], runner) == [first]


@pytest.mark.parametrize(
    "edit",
    [
        ("training.learning_rate", 0.5),
        ("training.regularization", {"kind": "none", "rate": 0.0}),
        ("training.optimizer", {"kind": "sgd", "momentum": 0.0}),
        ("data.noise", 0.3),
        ("nodes.dense1.units", 41),  # whose pictures are missed
        ("nodes.output.units", 3),  # which is refused, and that is to be said at once
    ],
)
def test_these_edits_never_wait(runner, gate, edit):
    update = Update(ENDLESS.with_value(*edit))
    assert Foresight().sift([update], runner) == [update]


def test_a_network_that_does_not_train_is_edited_at_once(runner, gate):
    runner.apply(Pause())
    update = Update(rebatched())
    assert Foresight().sift([update], runner) == [update]


def test_other_commands_come_after_the_edits_before_them(runner, gate):
    foresight, update, watch = Foresight(), Update(rebatched()), Watch(frozenset(), 10.0)
    assert foresight.sift([update, watch], runner) == [watch]
    assert foresight.sift([Pause()], runner) == [update, Pause()]
    assert foresight.sift([], runner) == []


def test_the_newest_edit_takes_the_place_of_older_ones(runner, gate):
    foresight, updates = Foresight(), [Update(rebatched()) for _edit in range(5)]
    for update in updates:
        assert foresight.sift([update], runner) == []
    gate.set()
    train_until_due(foresight, runner)
    found = foresight.sift([], runner)
    while not found:  # only now is the newest one's code begun
        train_until_due(foresight, runner)
        found = foresight.sift([], runner)
    assert found == [updates[-1]]


def test_an_edit_acts_when_the_run_ends_before_its_code_is_there(runner, gate):
    foresight, update = Foresight(), Update(rebatched())
    assert foresight.sift([update], runner) == []
    runner.apply(Pause())
    assert foresight.is_due(runner)
    assert foresight.sift([], runner) == [update]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_edit_acts_although_making_its_code_fails(runner, monkeypatch):
    def failing(*_arguments):
        def judge():
            raise RuntimeError("as nobody foresaw")

        return judge

    with monkeypatch.context() as patch:
        patch.setattr(choice, "_judging_native", failing)
        foresight, update = Foresight(), Update(rebatched())
        now = foresight.sift([update], runner)
        while not now:
            train_until_due(foresight, runner)
            now = foresight.sift([], runner)
    assert now == [update]
    runner.apply(update)
    runner.work(never)
    assert runner.trainer.engine.name == "native"


def test_the_worker_trains_on_and_then_obeys(gate):
    worker = Worker(ENDLESS)
    worker.start()
    try:
        worker.send(Play())
        gate.set()
        begun = taken(worker, lambda s: s.state is RunState.PLAYING and s.engine == "native")
        gate.clear()
        worker.send(Update(rebatched().with_value("training.learning_rate", 0.05)))
        later = taken(worker, lambda s: s.step > begun.step + 1000)
        assert later.learning_rate == begun.learning_rate
        gate.set()
        changed = taken(worker, lambda s: s.learning_rate == 0.05)
        taken(worker, lambda s: s.step > changed.step)
        assert not worker.failure
    finally:
        gate.set()
        worker.close()


def taken(worker, wanted):
    """Return the next snapshot that is wanted."""
    while True:
        snapshot = worker.take()
        if snapshot is not None and wanted(snapshot):
            return snapshot
        worker._thread.join(0.001)
