"""Points by hand: what is drawn is what is trained on, and an added point disturbs no other."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from nnplayground.core.data_config import DataConfig, Split
from nnplayground.core.dataset import Dataset
from nnplayground.core.errors import DataError
from nnplayground.core.experiment import Experiment
from nnplayground.data import strokes
from nnplayground.data.prepare import prepare
from nnplayground.data.sketch import MAX_POINTS, Drawn, DrawnClasses, DrawnCurve, DrawnValues, drawn_from
from nnplayground.projects import presets
from nnplayground.train.history import History
from nnplayground.train.trainer import Trainer

BOUNDS = ((-6.0, 6.0), (-6.0, 6.0))


@pytest.mark.parametrize("kind", ["circle", "rings", "blobs", "wave", "sine", "housing"])
def test_present_samples_become_points(kind):
    data = prepare(DataConfig(dataset=Dataset.named(kind)(), split=Split(train=1.0)))
    drawn = drawn_from(data.spec, data.raw_train, data.y_train)
    again = drawn.generate(np.random.default_rng(0))
    np.testing.assert_allclose(again.x, data.raw_train, atol=6e-4)
    np.testing.assert_allclose(again.y, data.y_train, atol=6e-4)
    spec = drawn.spec()
    assert (spec.task, spec.target, spec.x) == (data.spec.task, data.spec.target, data.spec.x)


def test_more_samples_than_a_drawing_holds_are_cut():
    rng = np.random.default_rng(0)
    spec = Dataset.named("circle")().spec()
    drawn = drawn_from(spec, rng.uniform(-5, 5, (MAX_POINTS + 7, 2)), rng.integers(0, 2, MAX_POINTS + 7))
    assert len(drawn.points) == MAX_POINTS
    with pytest.raises(DataError, match="at most 5000 points"):
        drawn.with_rows(np.zeros((MAX_POINTS + 1, 3)))


def test_an_empty_sheet_says_what_it_needs():
    empty = DrawnClasses(points=())
    experiment = presets.load("circle").replace(data=DataConfig(dataset=empty))
    assert experiment.report().ok
    assert "fewer than two points" in str(empty.problem())
    with pytest.raises(DataError, match="fewer than two points"):
        prepare(experiment.data)


@pytest.mark.parametrize(
    ("dataset", "points", "said"),
    [
        (DrawnClasses, ((0, 0),), "Point 1 has 2 numbers and not 3"),
        (DrawnClasses, ((0, 0, 0), (0, 0, 2)), "Point 2 has class 2"),
        (DrawnClasses, ((0, 0, 0.5),), "Point 1 has class 0.5"),
        (DrawnCurve, ((7, 0),), "Point 1 lies outside"),
        (DrawnValues, ((0, 0, float("inf")),), "finite"),
    ],
)
def test_bad_points_are_refused(dataset, points, said):
    with pytest.raises(ValidationError, match=said):
        dataset(points=points)


def test_an_added_point_moves_hardly_any_other_to_another_part():
    drawn = DrawnClasses(points=tuple((round(x / 20 - 5, 3), 0.0, 0.0) for x in range(200)))
    more = drawn.with_rows(np.vstack([drawn.rows(), [[0, 3, 1]]]))
    before, after = (
        {tuple(row) for row in prepare(DataConfig(dataset=sheet)).raw_train} for sheet in (drawn, more)
    )
    assert len(before - after) <= 1


def test_a_stroke_keeps_the_weights_and_is_marked():
    first = presets.load("circle").replace(data=DataConfig(dataset=DrawnClasses()))
    trainer = Trainer(first, history=History())
    for _step in range(30):
        trainer.advance()
    weights = {name: value.clone() for name, value in trainer.program.state_dict().items()}
    rows = np.vstack([first.data.dataset.rows(), [[5, 5, 0], [5, 4, 0]]])
    trainer.update(first.replace(data=first.data.replace(dataset=first.data.dataset.with_rows(rows))))
    assert all((weights[name] == value).all() for name, value in trainer.program.state_dict().items())
    assert trainer.step == 30
    assert [str(event.text) for event in trainer.history.arrays().events] == ["Points +2"]
    trainer.advance()


def test_a_drawing_is_a_file_like_any_other():
    experiment = presets.load("circle").replace(data=DataConfig(dataset=DrawnClasses()))
    assert Experiment.from_dict(experiment.to_dict()) == experiment


@given(seed=st.integers(0, 50), radius=st.floats(0.1, 2), density=st.floats(0.5, 20))
def test_sprayed_places_lie_under_the_brush(seed, radius, density):
    path = np.array([[-2.0, 0], [2, 0], [2, 3]])
    places = strokes.sprayed(np.random.default_rng(seed), path, radius, density, 0.5)
    samples = np.concatenate([np.linspace(a, b, 400) for a, b in itertools.pairwise(path)])
    distances = np.hypot(*(places[:, None] - samples[None]).transpose(2, 0, 1)).min(axis=1)
    assert distances.max() <= radius + 0.02
    assert 0.4 * density * 14 - 10 <= len(places) <= 2 * density * 14 + 10


def test_the_eraser_takes_what_it_touches():
    rows = np.array([[0.0, 0, 0], [1, 0, 0], [3, 0, 1]])
    assert strokes.without(rows, np.array([[0.0, 0.2]]), 0.5).tolist() == [[1, 0, 0], [3, 0, 1]]
    assert strokes.nearest(rows, np.array([2.8, 0.1]), 0.5) == 2
    assert strokes.nearest(rows, np.array([2.0, 2.0]), 0.5) is None


@given(by=st.tuples(st.floats(-20, 20), st.floats(-20, 20)))
def test_moved_points_keep_together_inside(by):
    rows = np.array([[0.0, 0, 0], [1, 2, 0], [3, 0, 1]])
    chosen = np.array([0, 1])
    after = strokes.moved(rows, chosen, np.array(by), BOUNDS)
    assert (np.abs(after[:, :2]) <= 6).all()
    np.testing.assert_allclose(after[1, :2] - after[0, :2], [1, 2], atol=1e-9)
    assert after[2].tolist() == [3, 0, 1]


def test_nothing_is_near_or_moved_where_nothing_is():
    assert strokes.nearest(np.zeros((0, 3)), np.zeros(2), 9.0) is None
    rows = np.array([[0.0, 0, 0], [1, 2, 0]])
    np.testing.assert_array_equal(strokes.moved(rows, np.zeros(0, np.int64), np.ones(2), BOUNDS), rows)


def test_places_outside_the_sheet_are_left_out_and_the_rest_gets_its_class():
    places = np.array([[0.0, 0], [7, 0], [6, -6], [0, 6.1]])
    inside = strokes.inside(places, BOUNDS)
    assert inside.tolist() == [[0, 0], [6, -6]]
    assert strokes.labelled(inside, 2.0, 3).tolist() == [[0, 0, 2], [6, -6, 2]]
    assert strokes.labelled(inside, 2.0, 2).tolist() == [[0, 0], [6, -6]]


def test_lines_reach_both_ends():
    places = strokes.along(np.array([0.0, 0]), np.array([3.0, 4]), 0.5)
    assert (len(places), places[0].tolist(), places[-1].tolist()) == (11, [0, 0], [3, 4])


def test_the_sheets_are_kinds_of_their_groups():
    assert {cls.kind for cls in Dataset.kinds().values() if issubclass(cls, Drawn)} == {
        "drawn",
        "drawn-values",
        "drawn-curve",
    }
