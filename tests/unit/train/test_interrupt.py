"""A call of machine code ends when somebody has something to say, and nothing of the run is lost by it."""

from __future__ import annotations

import itertools
import threading
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from train_experiments import chain, dense, small

from nnplayground.train.commands import Pace, Pause, Play
from nnplayground.train.interrupt import Interrupt
from nnplayground.train.snapshot import RunState
from nnplayground.train.trainer import Trainer
from nnplayground.train.worker import Worker

STEPS = 700  # more than are ever done
TRAININGS = {
    "whole batches": {},
    "a smaller last batch": {"batch_size": 7},
    "carried over": {"batch_size": 7, "remainder": "carry"},
    "not shuffled": {"shuffle": False},
    "every loss counts": {"schedule": {"kind": "plateau", "patience": 2}},
}


def endless(**training):
    base = {"learning_rate": 0.05, "optimizer": "adam", "stop": {}, "engine": "native"}
    graph = chain([dense("dense1", 4), {"kind": "dropout", "id": "noise", "p": 0.2}, dense("output", 1)])
    return small(graph=graph, training={**base, **training})


def state(trainer):
    tensors, facts = trainer.memory()
    facts = {name: value for name, value in facts.items() if name != "seconds"}
    if "batches:order" not in tensors:  # between two epochs there is no place in one
        del facts["batches"]["at"]
    return {name: np.asarray(value).copy() for name, value in tensors.items()}, facts


def assert_same(one, other):
    (tensors, facts), (other_tensors, other_facts) = state(one), state(other)
    assert facts == other_facts
    assert tensors.keys() == other_tensors.keys()
    for name, value in tensors.items():
        np.testing.assert_array_equal(value, other_tensors[name], err_msg=name)


def test_a_call_that_is_interrupted_does_one_step():
    trainer, interrupt = Trainer(endless()), Interrupt()
    trainer.advance(2)
    interrupt.set()
    trainer.advance(STEPS, STEPS, interrupt)
    assert trainer.step == 3
    interrupt.clear()
    trainer.advance(50, 50, interrupt)
    assert trainer.step == 53


@pytest.mark.parametrize("training", TRAININGS.values(), ids=TRAININGS)
@given(asked=st.lists(st.booleans(), min_size=1, max_size=12))
@settings(max_examples=8)
def test_a_run_with_interruptions_is_the_run_without(training, asked):
    made, interrupt = endless(**training), Interrupt()
    often, through = Trainer(made), Trainer(made)
    for is_asked in asked:
        if is_asked:
            interrupt.set()
        else:
            interrupt.clear()
        often.advance(40, 40, interrupt)
    while through.step < often.step:
        through.advance(often.step - through.step, often.step)
    assert_same(often, through)


def test_a_long_call_ends_when_another_thread_asks():
    trainer, interrupt = Trainer(endless()), Interrupt()
    trainer.advance(1000, 1000)  # whatever is compiled is compiled
    begun = threading.Event()

    def ask():
        begun.wait()
        time_to_be_inside = time.perf_counter() + 0.02
        while time.perf_counter() < time_to_be_inside:
            pass
        interrupt.set()

    thread = threading.Thread(target=ask)
    thread.start()
    begun.set()
    for _call in itertools.takewhile(lambda _number: thread.is_alive(), itertools.count()):
        trainer.advance(200_000, 200_000, interrupt)
    thread.join()
    assert trainer.step < 1000 + 200_000
    plain = Trainer(endless())
    while plain.step < trainer.step:
        plain.advance(trainer.step - plain.step, trainer.step)
    assert_same(trainer, plain)


def test_commands_end_calls_and_calls_go_on_afterwards():
    worker = Worker(endless())
    worker.start()
    try:
        seen = []
        worker.send(Pace(None))
        worker.send(Play())
        wait_for(worker, seen, lambda s: s.step > 2_000)
        worker.send(Pause())
        wait_for(worker, seen, lambda s: s.state is RunState.PAUSED and s.step > 0)
        paused = seen[-1].step
        worker.send(Play())
        wait_for(worker, seen, lambda s: s.step > paused + 2_000)
        assert worker.failure == ""
    finally:
        worker.close()


def wait_for(worker, seen, holds):
    end = time.perf_counter() + 60
    while not (seen and holds(seen[-1])):
        assert time.perf_counter() < end
        snapshot = worker.take()
        if snapshot is not None:
            seen.append(snapshot)
