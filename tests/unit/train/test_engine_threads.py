"""The number of threads follows what is fastest, and changes no number."""

from __future__ import annotations

import os
import threading
import time

import numpy as np
import pytest
import torch
from train_experiments import chain, dense, small

from nnplayground.train import cores
from nnplayground.train.device import choose_threads
from nnplayground.train.engine import Chunk, choice, threads
from nnplayground.train.engine.threads import Crew, counts
from nnplayground.train.trainer import Trainer


@pytest.fixture(autouse=True)
def one_thread_again():
    yield
    torch.set_num_threads(1)


class Clock:
    """Time that passes only while steps are done."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Steps:
    """Steps that take as long as the number of threads says, and give their sample's number as the loss."""

    name, shared, is_prompt = "eager", True, False

    def __init__(self, clock, seconds):
        self.clock, self.seconds, self.done = clock, seconds, []

    def run(self, _turn, chunk):
        found = []
        for row in chunk.indices[:, 0].tolist():
            self.clock.now += self.seconds[torch.get_num_threads()]
            self.done.append(row)
            found.append(chunk.tables["k:loss"][len(found)])
            if not np.isfinite(found[-1]):
                break
        return np.array(found)


def chunk_of(first, count, losses=None):
    indices = torch.arange(first, first + count)[:, None]
    losses = np.arange(first, first + count, dtype=float) if losses is None else losses
    return Chunk(torch.empty(0), torch.empty(0), indices, {"k:loss": losses})


def crew_of(seconds, monkeypatch):
    monkeypatch.setattr(threads, "counts", lambda _base: (1, 2, 4))
    clock = Clock()
    return Crew(2, clock), Steps(clock, seconds), clock


def run_for(crew, way, clock, seconds, each=5):
    until, first = clock.now + seconds, len(way.done)
    while clock.now < until:
        losses = crew.run(way, None, chunk_of(first, each))
        assert losses.tolist() == list(range(first, first + each))
        first += each
    assert way.done == list(range(first))


@pytest.mark.parametrize(
    ("seconds", "best"),
    [({1: 0.04, 2: 0.03, 4: 0.02}, 4), ({1: 0.01, 2: 0.03, 4: 0.9}, 1), ({1: 0.04, 2: 0.02, 4: 0.03}, 2)],
)
def test_the_fastest_number_is_found(monkeypatch, seconds, best):
    crew, way, clock = crew_of(seconds, monkeypatch)
    run_for(crew, way, clock, 60)
    assert crew.threads == best


def test_when_others_take_the_cores_fewer_are_used_at_once(monkeypatch):
    crew, way, clock = crew_of({1: 0.04, 2: 0.03, 4: 0.02}, monkeypatch)
    run_for(crew, way, clock, 60)
    way.seconds = {1: 0.05, 2: 0.06, 4: 2.0}
    run_for(crew, way, clock, 30)
    assert crew.threads == 1
    way.seconds = {1: 0.04, 2: 0.03, 4: 0.02}
    run_for(crew, way, clock, 120)
    assert crew.threads == 4


def test_trials_cost_next_to_nothing(monkeypatch):
    crew, way, clock = crew_of({1: 0.02, 2: 0.01, 4: 0.3}, monkeypatch)
    run_for(crew, way, clock, 200)
    assert len(way.done) > 0.9 * 200 / 0.01


def test_one_thread_whose_steps_come_irregularly_is_left_alone(monkeypatch):
    crew, way, clock = crew_of({1: 0.01, 2: 0.5, 4: 2.0}, monkeypatch)
    run_for(crew, way, clock, 30)
    assert crew.threads == 1
    began, done = clock.now, len(way.done)
    for turn in range(200):
        way.seconds = {**way.seconds, 1: (0.01, 0.03)[turn % 2]}
        crew.run(way, None, chunk_of(len(way.done), 5))
    assert (len(way.done) - done) / (clock.now - began) > 0.8 / 0.02


@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_loss_that_is_not_finite_ends_the_call(monkeypatch, at):
    monkeypatch.setattr(threads, "_SOON", 0.0)  # a trial is due
    crew, way, _clock = crew_of({1: 0.02, 2: 0.01, 4: 0.3}, monkeypatch)
    losses = np.arange(6.0)
    losses[at] = np.nan
    found = crew.run(way, None, chunk_of(0, 6, losses))
    assert len(found) == at + 1
    assert way.done == list(range(at + 1))
    assert torch.get_num_threads() == 1


def test_a_single_step_may_be_the_trial(monkeypatch):
    crew, way, clock = crew_of({1: 0.04, 2: 0.03, 4: 0.02}, monkeypatch)
    run_for(crew, way, clock, 60, each=1)
    assert crew.threads == 4


def test_at_most_all_cores():
    known = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    assert max(counts(1)) <= max(known, 1)
    assert 3 in counts(3)
    assert list(counts(2)) == sorted(set(counts(2)))


def test_processes_that_share_a_computer_share_its_cores(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: set(range(8)), raising=False)
    assert (counts(1), choose_threads(0, 10**9)) == ((1, 2, 4, 8), 4)
    monkeypatch.setattr(cores, "_sharing", 1)  # as it was, afterwards
    cores.share_cores(3)
    assert (counts(1), choose_threads(0, 10**9)) == ((1, 2), 2)
    cores.share_cores(20)
    assert (counts(1), choose_threads(0, 10**9)) == ((1,), 1)


def test_a_window_keeps_a_core_for_itself(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 1}, raising=False)
    monkeypatch.setattr(cores, "_windows", 0)
    assert cores.spare_cores() == 1
    cores.has_window()
    assert (cores.spare_cores(), cores.cores()) == (0, 2)


def large(**training):
    graph = chain([dense("dense1", 400, "relu"), dense("dense2", 400), dense("output", 1, "identity")])
    return small(graph=graph, training={"batch_size": 30, "learning_rate": 0.01, **training})


def settled(trainer):
    """Train until it is known whether the number of threads matters."""
    stop, quiet = time.monotonic() + 30, 0
    while time.monotonic() < stop and quiet < 5:  # one thing is found out after another
        trainer.advance()
        quiet = 0 if any(thread.name == "engine" for thread in threading.enumerate()) else quiet + 1
    return list(trainer.engine.choice._crews.values())


@pytest.fixture
def sharing(monkeypatch):
    monkeypatch.setattr(choice, "_memory", choice._Memory())
    monkeypatch.setattr(choice, "_LARGEST", 0)
    monkeypatch.setattr("nnplayground.train.device._WORTH_SHARING", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    for module in (threads, choice):  # four on a busy computer would take minutes
        monkeypatch.setattr(module, "counts", lambda _base: (1, 2))
    monkeypatch.setattr(threads, "_SOON", 0.0)
    monkeypatch.setattr(threads, "_LATE", 0.0)


@pytest.mark.usefixtures("sharing")
def test_numbers_are_those_of_one_thread():
    assert choose_threads(0, 1) == 2
    trainer, plain = Trainer(large()), Trainer(large(threads=1, engine="eager"))
    torch.set_num_threads(2)
    assert any(crew is not None for crew in settled(trainer))
    for _step in range(20):
        trainer.advance()
    assert torch.get_num_threads() == 2
    torch.set_num_threads(1)
    while plain.step < trainer.step:
        plain.advance()
    assert plain.last_loss == trainer.last_loss
    assert torch.equal(plain.engine.state.weights, trainer.engine.state.weights)


@pytest.mark.usefixtures("sharing")
def test_where_numbers_differ_the_number_of_threads_stays(monkeypatch):
    monkeypatch.setattr(choice, "agrees", lambda *_arguments, **_options: False)
    trainer = Trainer(large())
    assert set(settled(trainer)) == {None}


@pytest.mark.usefixtures("sharing")
def test_a_number_that_was_asked_for_stays():
    trainer = Trainer(large(threads=2))
    assert settled(trainer) == []
