"""Which samples make a batch, for every way to treat a remainder."""

from __future__ import annotations

import itertools

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from train_experiments import with_training

from nnplayground.train.batches import Batches

CPU = torch.device("cpu")


def take(batches, epochs):
    """Return the batches of some epochs, one list per epoch."""
    found, current = [], []
    while len(found) < epochs:
        indices, ends = batches.next()
        current.append(indices.tolist())
        if ends:
            found.append(current)
            current = []
    return found


def batches_of(samples, seed=1, **training):
    return Batches(samples, with_training(**training).training, seed, CPU)


def test_own_remainder_makes_a_short_batch():
    assert take(batches_of(7, batch_size=3, shuffle=False), 1) == [[[0, 1, 2], [3, 4, 5], [6]]]


def test_dropped_remainder_waits():
    epochs = take(batches_of(7, batch_size=3, shuffle=False, remainder="drop"), 2)
    assert epochs == [[[0, 1, 2], [3, 4, 5]]] * 2


def test_carried_remainder_joins_the_next_first_batch():
    epochs = take(batches_of(7, batch_size=3, shuffle=False, remainder="carry"), 2)
    assert epochs[1] == [[6, 0, 1, 2], [3, 4, 5]]


def test_full_batch():
    assert take(batches_of(4, batch_size="full", shuffle=False), 1) == [[[0, 1, 2, 3]]]


def test_batch_larger_than_the_data_is_the_data():
    assert [len(b) for b in take(batches_of(4, batch_size=100, remainder="carry"), 1)[0]] == [4]


@given(
    st.integers(1, 40),
    st.integers(1, 50),
    st.sampled_from(["own", "carry", "drop"]),
    st.booleans(),
    st.integers(0, 99),
)
def test_no_sample_is_taken_twice_in_an_epoch(samples, size, remainder, shuffle, seed):
    batches = batches_of(samples, seed, batch_size=size, shuffle=shuffle, remainder=remainder)
    epochs = take(batches, 3)
    seen = [index for epoch in epochs for batch in epoch for index in batch]
    assert max(seen.count(index) for index in set(seen)) <= 3
    if remainder == "own":
        assert all(sorted(itertools.chain(*epoch)) == list(range(samples)) for epoch in epochs)


@given(
    st.integers(1, 30),
    st.integers(1, 12),
    st.sampled_from(["own", "carry", "drop"]),
    st.booleans(),
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 9)), min_size=1, max_size=6),
)
def test_many_batches_at_once_are_those_that_come_one_by_one(samples, size, remainder, shuffle, calls):
    """Whole epochs are shuffled in one call; numbers, ends of epochs and what comes next stay the same."""
    training = {"batch_size": size, "shuffle": shuffle, "remainder": remainder}
    many, single = batches_of(samples, **training), batches_of(samples, **training)
    for steps, epochs in calls:
        plan = many.take(steps, epochs)
        alone = [single.next() for _step in plan.indices]
        assert plan.indices.tolist() == [indices.tolist() for indices, _ends in alone]
        assert plan.finished == sum(ends for _indices, ends in alone) <= epochs
        assert sum(plan.counts) == len(alone) <= steps
        assert many.fraction == single.fraction
    assert many.mark()[0] == single.mark()[0]


def test_same_seed_same_order_and_a_new_one_every_epoch():
    first, again = take(batches_of(50), 2), take(batches_of(50), 2)
    assert first == again
    assert first[0] != first[1]
    assert first != take(batches_of(50, seed=2), 2)


def test_size_changes_in_the_middle_of_an_epoch():
    batches = batches_of(10, batch_size=2, shuffle=False)
    batches.next()
    batches.configure(with_training(batch_size=5, shuffle=False).training)
    assert batches.next()[0].tolist() == [2, 3, 4, 5, 6]
    assert batches.next()[0].tolist() == [7, 8, 9]


@pytest.mark.parametrize(
    ("samples", "batch", "remainder"), [(20, 5, "own"), (23, 5, "drop"), (7, 7, "carry")]
)
def test_whole_epochs_at_once_are_the_same_as_one_by_one(samples, batch, remainder):
    one, many = (batches_of(samples, batch_size=batch, remainder=remainder) for _time in range(2))
    one.next(), many.next()  # both are within an epoch
    plan = many.take(10**6, 6)
    singles = [one.next() for _step in range(len(plan.indices))]
    assert plan.indices.tolist() == [indices.tolist() for indices, _ends in singles]
    assert plan.finished == sum(ends for _indices, ends in singles) == 6
    assert sum(plan.counts) == len(plan.indices)
    assert many.next()[0].tolist() == one.next()[0].tolist()
