"""What ``--vary`` says: ranges and lists, and a sentence where it says nothing sensible."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnplayground.core.errors import PlaygroundError
from nnplayground.projects import presets
from nnplayground.sweeps.axes import Axis, parse_axis
from nnplayground.sweeps.plan import Plan

CIRCLE = presets.load("circle")


@pytest.mark.parametrize(
    ("text", "grid"),
    [
        ("training.learning_rate=0.001..1:log:4", (0.001, 0.01, 0.1, 1.0)),
        ("training.learning_rate=0..1", (0.0, 0.25, 0.5, 0.75, 1.0)),
        ("training.learning_rate=0..2:3", (0.0, 1.0, 2.0)),
        ("nodes.dense1.units=1..4", (1, 2, 3, 4)),
        ("nodes.dense1.units=2..64:log:6", (2, 4, 8, 16, 32, 64)),
        ("nodes.dense1.units = 2, 8,2", (2, 8)),
        ("nodes.dense1.activation=relu,tanh", ("relu", "tanh")),
        ("training.batch_size=10,full", (10, "full")),
        ("data.noise=0,0.2", (0, 0.2)),
        (
            'training.optimizer={"kind":"sgd","momentum":0.9},"adam"',
            ('{"kind": "sgd", "momentum": 0.9}', "adam"),
        ),
    ],
)
def test_values_of_a_grid(text, grid):
    axis = parse_axis(text, CIRCLE)
    assert axis.grid() == pytest.approx(grid) if isinstance(grid[0], float) else axis.grid() == grid
    for value in axis.grid():
        CIRCLE.with_value(axis.path, axis.value(value))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("training.lr=1,2", r"no “training.lr” to vary.*training\.learning_rate, training\.optimizer"),
        ("nodes.dense9.units=1,2", r"no “nodes.dense9.units” to vary\. Did you mean nodes\.dense\d\.units"),
        ("nodes.dense1.units=0,2", "must be at least 1, not 0"),
        ("nodes.dense1.units=0..4", "must be at least 1, not 0"),
        ("nodes.output.units=3,4", "compares 2 classes, gets 3 values"),
        ("nodes.dense1.activation=relu,bent", "bent"),
        ("training.learning_rate", "does not say which values"),
        ("=1,2", "does not say which values"),
        ("training.learning_rate=", "does not say which values"),
        ("training.learning_rate=1..0.1", "goes up from one number to a larger one"),
        ("training.learning_rate=0..1:log", "must begin above 0"),
        ("training.learning_rate=0..1:1", "from 2 to 1,000 points"),
        ("training.learning_rate=0..1e999", "goes up"),
    ],
)
def test_what_does_not_fit_is_one_sentence(text, sentence):
    with pytest.raises(PlaygroundError, match=sentence):
        parse_axis(text, CIRCLE)


@given(st.text(max_size=60))
def test_any_text_is_an_axis_or_one_sentence(text):
    with suppress(PlaygroundError):
        assert parse_axis(f"training.learning_rate={text}", CIRCLE).grid()


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_a_grid_holds_every_combination_once(sizes):
    axes = tuple(Axis(f"p{i}", tuple(range(size))) for i, size in enumerate(sizes))
    plan = Plan(CIRCLE, axes, "test_loss", "grid")
    points = [tuple(point[axis.path] for axis in axes) for point in plan.grid()]
    assert len(points) == len(set(points)) == plan.grid_size
    assert points == sorted(points)


def test_a_plan_compares_by_what_the_data_offers():
    rate = (parse_axis("training.learning_rate=0.1,0.2", CIRCLE),)
    assert Plan.measure_of(CIRCLE) == "validation_loss" if CIRCLE.data.split.validation else "test_loss"
    assert Plan.measure_of(CIRCLE.with_value("data.split", {"train": 1.0})) == "train_loss"
    assert Plan(CIRCLE, rate, "test_loss").minimizes
    assert not Plan(CIRCLE, rate, "test_accuracy").minimizes
    assert Plan(CIRCLE, rate, "test_loss").fingerprint() != Plan(CIRCLE, rate, "train_loss").fingerprint()


def test_plans_refuse_what_makes_no_sense():
    rate = parse_axis("training.learning_rate=0.1,0.2", CIRCLE)
    for axes, measure in (((), "test_loss"), ((rate, rate), "test_loss"), ((rate,), "beauty")):
        with pytest.raises(PlaygroundError):
            Plan(CIRCLE, axes, measure)
