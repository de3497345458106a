"""Orders drawn ahead by another thread are those that would have been drawn in their turn."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from nnplayground.core.training import Training
from nnplayground.train import batches, orders_ahead
from nnplayground.train.batches import Batches
from nnplayground.train.turns import taking_turns

SAMPLES = 30


@pytest.fixture(autouse=True, scope="module")
def small_work_is_worth_it():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(orders_ahead, "_WORTH", 2 * SAMPLES)
        patch.setattr(orders_ahead, "_REST", 0)
        patch.setattr(orders_ahead, "spare_cores", lambda: 1)
        yield


def endless(size=10, remainder="own"):
    training = Training(batch_size=size, remainder=remainder)
    return Batches(SAMPLES, training, 3, torch.device("cpu"))


def flat(plans):
    return np.concatenate([plan.indices.numpy().ravel() for plan in plans])


class Marker:
    """A job that is noticed, and not done."""

    def __init__(self):
        self.met = threading.Event()

    @property
    def wanted(self):
        self.met.set()
        return False


def finished(sequence):
    """Wait for the job that was begun."""
    assert sequence._ahead._job is not None
    marker = Marker()
    orders_ahead._jobs().put(marker)
    assert marker.met.wait(timeout=60)


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 30)), min_size=3, max_size=12))
@settings(deadline=None)
def test_calls_of_any_length_give_one_sequence(calls):
    ahead, plain = endless(), endless()
    for steps, epochs in calls:
        plan = ahead.take(steps, epochs)
        assert len(plan.indices) <= steps
        assert sum(plan.counts) == len(plan.indices)
        expected = np.concatenate([plain.next()[0].numpy() for _step in range(len(plan.indices))])
        assert np.array_equal(flat([plan]), expected)
    assert ahead.memory()[1]["rng"] == plain.memory()[1]["rng"]


def test_orders_that_were_drawn_ahead_are_not_drawn_again(monkeypatch):
    sequence, plain = endless(), endless()
    first = sequence.take(61, 99)  # ends within an epoch
    finished(sequence)
    monkeypatch.setattr(batches, "shuffle_rows", None)
    second = sequence.take(60, 99)
    assert np.array_equal(flat([first, second]), flat([plain.take(1, 1) for _step in range(121)]))


def test_what_was_drawn_ahead_is_forgotten_on_the_way_back():
    sequence = endless()
    sequence.take(30, 30)
    mark = sequence.mark()
    finished(sequence)
    first = [sequence.take(30, 30) for _call in range(2)]
    finished(sequence)
    sequence.rewind(mark)
    assert np.array_equal(flat([sequence.take(60, 60)]), flat(first))


@pytest.mark.parametrize("remainder", ["own", "drop", "carry"])
def test_the_batch_size_is_edited_between_two_calls(remainder):
    ahead, plain = endless(remainder=remainder), endless(remainder=remainder)
    for size in (10, 7, 15, 10, 30):
        for sequence in (ahead, plain):
            sequence.configure(Training(batch_size=size, remainder=remainder))
        found = [ahead.take(40, 40) for _call in range(3)]
        steps = sum(len(plan.indices) for plan in found)
        assert np.array_equal(flat(found), flat([plain.take(1, 1) for _step in range(steps)]))


def test_the_shuffling_is_switched_off_and_on():
    sequence, plain = endless(), endless()
    for shuffle in (True, False, True):
        for each in (sequence, plain):
            each.configure(Training(batch_size=10, shuffle=shuffle))
        assert np.array_equal(flat([sequence.take(30, 30)]), flat([plain.take(1, 1) for _step in range(30)]))


def test_a_thread_that_is_late_is_left_alone_for_a_while(monkeypatch):
    monkeypatch.setattr(orders_ahead, "_REST", 2)
    sequence, plain, late = endless(), endless(), threading.Event()
    draw = orders_ahead.draw_rows
    monkeypatch.setattr(orders_ahead, "draw_rows", lambda *job: late.wait(60) and draw(*job))
    found = [sequence.take(30, 30)]
    begun = []
    for _call in range(3):
        found.append(sequence.take(30, 30))
        begun.append(sequence._ahead._job is not None)
    late.set()
    assert begun == [False, True, False]
    assert np.array_equal(flat(found), flat([plain.take(1, 1) for _step in range(120)]))


def test_plans_stay_as_they_were():
    sequence = endless()
    plans = [sequence.take(40, 40) for _call in range(4)]
    kept = [plan.indices.clone() for plan in plans]
    for _call in range(3):
        sequence.take(40, 40)
    assert all(torch.equal(plan.indices, then) for plan, then in zip(plans, kept, strict=True))


def test_a_single_core_and_many_networks_at_once_draw_nothing_ahead(monkeypatch):
    sequence = endless()
    with taking_turns(threading.Lock()):
        sequence.take(30, 30)
    assert sequence._ahead._job is None
    monkeypatch.setattr(orders_ahead, "spare_cores", lambda: 0)
    sequence.take(30, 30)
    assert sequence._ahead._job is None


def test_without_machine_code_numpy_draws(monkeypatch):
    monkeypatch.setattr(orders_ahead, "draw_rows", lambda _state, _orders: None)
    sequence, plain = endless(), endless()
    found = [sequence.take(30, 30) for _call in range(3)]
    assert np.array_equal(flat(found), flat([plain.take(1, 1) for _step in range(90)]))
