"""The loss surface, against plain PyTorch evaluations of the same network."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from train_experiments import chain, dense, small

from nnplayground.core.errors import PlaygroundError
from nnplayground.data.prepare import prepare
from nnplayground.projects import presets
from nnplayground.train.checkpoint import take
from nnplayground.train.landscape import Landscape, Survey, survey, train_and_survey
from nnplayground.train.landscape_loss import LossField
from nnplayground.train.landscape_plane import Directions, Numbers, WeightAt, filter_plane, path_plane
from nnplayground.train.landscape_track import Track, TrackPoint, point_of
from nnplayground.train.probes import Prober
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.trainer import Trainer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnplayground.core.experiment import Experiment

STATE = ProbeRequest("state")


def trained(experiment: Experiment, epochs: int) -> tuple[Trainer, Track]:
    """Train, and look at the network after every epoch as a view does."""
    trainer, prober, track = Trainer(experiment), Prober(), Track()
    while True:
        arrays = prober.answer(trainer, [STATE])[STATE]
        track.add(point_of(trainer.step, trainer.epoch, arrays))
        if trainer.epoch == epochs:
            return trainer, track
        while not trainer.advance():
            pass


def last(field: LossField, wanted: Survey, track: Track) -> Landscape:
    *_earlier, found = survey(field, wanted, track.points, track.points[-1])
    return found


def plain_loss(trainer: Trainer, row: Sequence[float] | np.ndarray[Any, Any], part: str = "train") -> float:
    """Load a row of numbers into the trained network itself and take its loss."""
    kept = {name: value.clone() for name, value in trainer.program.state_dict().items()}
    place = 0
    changed = {}
    for name, value in kept.items():
        if value.is_floating_point():
            piece = torch.tensor(np.asarray(row[place : place + value.numel()]), dtype=value.dtype)
            changed[name] = piece.view(value.shape)
            place += value.numel()
    trainer.program.load_state_dict({**kept, **changed})
    measured = getattr(trainer.measure(), part).loss
    trainer.program.load_state_dict(kept)
    return float(measured)


@pytest.mark.parametrize("kind", [Directions.PATH, Directions.FILTER])
def test_every_point_has_the_loss_that_the_network_has_there(kind: Directions) -> None:
    trainer, track = trained(small(), 6)
    found = last(LossField(trainer.experiment), Survey(kind, columns=17, rows=9), track)
    assert found.finished
    assert found.stride == 1
    assert found.loss == pytest.approx(trainer.measure().train.loss, rel=1e-6)
    for row, column in ((0, 0), (4, 8), (8, 16), (3, 11)):
        there = found.plane.at(np.array([[found.x[column], found.y[row]]]))[0]
        assert found.values[row, column] == pytest.approx(plain_loss(trainer, there), rel=1e-5)


def test_the_loss_of_the_test_part_is_surveyed_when_asked() -> None:
    trainer, track = trained(small(), 3)
    found = last(LossField(trainer.experiment, "test"), Survey(columns=9, rows=9, part="test"), track)
    assert found.loss == pytest.approx(trainer.measure().test.loss, rel=1e-6)
    assert found.loss != pytest.approx(trainer.measure().train.loss, rel=1e-3)


def test_batched_points_equal_points_one_by_one() -> None:
    field = LossField(small())
    rows = field.start + np.random.default_rng(0).normal(0, 0.3, (7, len(field.start)))
    together = field.losses(rows)
    field.batch = 1
    np.testing.assert_allclose(together, field.losses(rows), rtol=1e-5)


def test_dropout_is_off_and_normalization_uses_its_running_statistics() -> None:
    layers = [
        dense("dense1", 6, "identity"),
        {"id": "norm", "kind": "batch_norm"},
        {"id": "train", "kind": "dropout", "p": 0.5},  # called like a method of a module
        dense("output", 1, "identity"),
    ]
    trainer, track = trained(small(graph=chain(layers)), 4)
    found = last(LossField(trainer.experiment), Survey(columns=9, rows=9), track)
    assert found.loss == pytest.approx(trainer.measure().train.loss, rel=1e-5)
    # Every point of the path has running statistics of its own.
    begun = plain_loss(trainer, track.points[0].numbers)
    assert found.trail.real[0] == pytest.approx(begun, rel=1e-5)
    norm = {number.name: number.trained for number in LossField(trainer.experiment).numbers}
    assert norm["norm.weight"]
    assert not norm["norm.running_mean"]


def test_the_path_plane_passes_through_the_present_and_explains_most() -> None:
    trainer, track = trained(presets.load("spiral"), 30)
    found = last(LossField(trainer.experiment), Survey(columns=9, rows=9), track)
    assert np.abs(found.trail.places[-1]).max() < 1e-5
    assert found.trail.places[0, 0] < 0
    assert found.trail.real[-1] == pytest.approx(found.trail.plane[-1], rel=1e-4)
    assert found.trail.real[0] == pytest.approx(plain_loss(trainer, track.points[0].numbers), rel=1e-5)
    assert 0.8 < sum(found.plane.explained) <= 1.0 + 1e-9
    np.testing.assert_allclose(found.plane.axes @ found.plane.axes.T, np.eye(2), atol=1e-9)
    low, high = found.trail.places.min(axis=0), found.trail.places.max(axis=0)
    assert found.x[0] < low[0]
    assert high[0] < found.x[-1]
    assert found.y[0] < low[1]
    assert high[1] < found.y[-1]


def test_components_are_those_of_a_plain_decomposition() -> None:
    rng = np.random.default_rng(1)
    path = (rng.normal(size=(20, 5)) * [5, 3, 1, 0.5, 0.1]).astype(np.float32)
    plane = path_plane(path[-1].astype(float), (Numbers("a.weight", 0, (5,), True),), path)
    _u, values, vectors = np.linalg.svd(path - path.mean(axis=0), full_matrices=False)
    np.testing.assert_allclose(np.abs(plane.axes @ vectors[:2].T), np.eye(2), atol=1e-5)
    np.testing.assert_allclose(plane.explained, (values**2 / (values**2).sum())[:2], rtol=1e-5)


def test_filter_directions_are_as_long_as_the_filters_and_leave_biases() -> None:
    numbers = (Numbers("a.weight", 0, (2, 3), True), Numbers("a.bias", 6, (2,), True))
    origin = np.array([3.0, 0, 4, 0, 0.6, 0.8, 9, 9])
    plane = filter_plane(origin, numbers, seed=3)
    lengths = np.linalg.norm(plane.axes[:, :6].reshape(2, 2, 3), axis=2)
    np.testing.assert_allclose(lengths, [[5, 1], [5, 1]])
    assert not plane.axes[:, 6:].any()
    np.testing.assert_array_equal(plane.axes, filter_plane(origin, numbers, seed=3).axes)
    assert (plane.axes != filter_plane(origin, numbers, seed=4).axes).any()


def test_two_weights_are_shown_with_their_values() -> None:
    trainer, track = trained(small(), 2)
    chosen = WeightAt("dense1.weight", 3), WeightAt("output.bias", 0)
    wanted = Survey(Directions.WEIGHTS, weights=chosen, columns=9, rows=9)
    found = last(LossField(trainer.experiment), wanted, track)
    state = trainer.program.state_dict()
    there = [state["dense1.weight"].flatten()[3].item(), state["output.bias"][0].item()]
    np.testing.assert_allclose(found.trail.places[-1], there, rtol=1e-6)
    point = found.plane.at(np.array([[0.25, -0.5]]))[0]
    state["dense1.weight"].view(-1)[3], state["output.bias"][0] = 0.25, -0.5
    assert LossField(trainer.experiment).losses(point[None])[0] == pytest.approx(
        trainer.measure().train.loss, rel=1e-5
    )


def test_the_same_weight_twice_spans_no_plane() -> None:
    trainer, track = trained(small(), 1)
    twice = Survey(Directions.WEIGHTS, weights=(WeightAt("output.bias", 0),) * 2)
    with pytest.raises(PlaygroundError, match="same weight"):
        last(LossField(trainer.experiment), twice, track)
    missing = Survey(Directions.WEIGHTS, weights=(WeightAt("output.bias", 1), WeightAt("output.bias", 0)))
    with pytest.raises(PlaygroundError, match="no weight"):
        last(LossField(trainer.experiment), missing, track)


def test_a_path_of_one_point_spans_no_plane() -> None:
    trainer, track = trained(small(), 0)
    with pytest.raises(PlaygroundError, match="too short"):
        last(LossField(trainer.experiment), Survey(), track)


def test_weights_of_another_network_are_refused() -> None:
    _trainer, track = trained(small(), 2)
    other = small(graph=chain([dense("dense1", 5), dense("output", 1, "identity")]))
    with pytest.raises(PlaygroundError, match="another network"):
        last(LossField(other), Survey(Directions.FILTER), track)


def test_the_line_fit_is_an_exact_bowl() -> None:
    found = train_and_survey(
        presets.load("linear-regression-normalized"), 8, Survey(Directions.EXACT, columns=17, rows=17)
    )
    data = presets.load("linear-regression-normalized").data
    prepared = prepare(data)
    x, y = prepared.x_train[:, 0], prepared.y_train[:, 0]
    w0, w1 = np.meshgrid(found.x, found.y)
    exact = ((w1[..., None] * x + w0[..., None] - y) ** 2).mean(axis=-1)
    np.testing.assert_allclose(found.values, exact, rtol=1e-6)
    solution = np.linalg.lstsq(np.column_stack([np.ones_like(x), x]), y, rcond=None)[0]
    np.testing.assert_allclose([found.x.mean(), found.y.mean()], solution, rtol=1e-4)
    inside = (found.x[0] < found.trail.places[:, 0]) & (found.trail.places[:, 0] < found.x[-1])
    assert inside.all()


def test_a_network_of_one_weight_has_a_curve() -> None:
    layers = [dense("output", 1, "identity", bias=False)]
    experiment = small(data={"dataset": {"kind": "sine", "samples": 40}}, graph=chain(layers))
    found = train_and_survey(experiment, 3, Survey(Directions.EXACT, columns=33))
    assert found.is_curve
    assert found.values.shape == (1, 33)
    # A parabola: its second differences are all the same.
    bends = np.diff(found.values[0], 2)
    np.testing.assert_allclose(bends, bends[0], rtol=1e-6)


def test_a_network_of_three_weights_has_no_exact_surface() -> None:
    with pytest.raises(PlaygroundError, match="17 weights"):
        train_and_survey(small(), 1, Survey(Directions.EXACT))


def test_where_the_network_overflows_the_loss_is_not_finite() -> None:
    experiment = small(graph=chain([dense("dense1", 4, "relu"), dense("output", 1, "identity")]))
    field = LossField(experiment)
    rows = np.stack([field.start, np.full_like(field.start, 1e30)])
    losses = field.losses(rows)
    assert math.isfinite(losses[0])
    assert not math.isfinite(losses[1])


def test_refining_never_changes_what_was_known() -> None:
    trainer, track = trained(small(), 4)
    stages = list(
        survey(LossField(trainer.experiment), Survey(columns=17, rows=17), track.points, track.points[-1])
    )
    done = [stage.done for stage in stages]
    assert done == sorted(done)
    assert done[-1] == stages[-1].total
    coarse = next(stage for stage in stages if stage.stride == 8)
    np.testing.assert_array_equal(coarse.values[::8, ::8], stages[-1].values[::8, ::8])
    assert np.isfinite(coarse.values).all()
    strides = [stage.stride for stage in stages if stage.stride]
    assert strides == sorted(strides, reverse=True)
    assert strides[-1] == 1


def test_looking_leaves_no_trace_in_the_run() -> None:
    plain, _track = trained(small(), 6)
    watched = Trainer(small())
    for _epoch in range(6):
        while not watched.advance():
            pass
        LossField(watched.experiment).losses(LossField(watched.experiment).start[None])
    for name, value in plain.program.state_dict().items():
        assert torch.equal(value, watched.program.state_dict()[name]), name


def at(step: int, count: int) -> TrackPoint:
    return point_of(step, step // 10, {"a.weight": np.full(count, step, np.float32)})


@pytest.mark.parametrize("precision", [None, "float64"])
def test_a_checkpoint_gives_the_same_point_as_a_look(precision: str | None) -> None:
    layers = [dense("dense1", 6), {"id": "norm", "kind": "batch_norm"}, dense("output", 1, "identity")]
    layers[0]["options"] = {"frozen": True}
    trainer, track = trained(small(graph=chain(layers)), 2)
    field = LossField(trainer.experiment, precision=precision)
    point = field.point(trainer.step, trainer.epoch, take(trainer).arrays)
    assert point is not None
    np.testing.assert_array_equal(point.numbers, track.points[-1].numbers)
    assert point.form == track.points[-1].form
    assert LossField(small()).point(0, 0, take(trainer).arrays) is None


def test_a_track_is_thinned_and_keeps_its_ends_and_order() -> None:
    track = Track()
    for step in range(3000):
        track.add(at(step, 3))
    steps = [point.step for point in track.points]
    assert len(steps) <= 400
    assert steps[0] == 0
    assert steps[-1] == 2999
    assert steps == sorted(set(steps))
    gaps = np.diff(steps)
    assert gaps[:20].max() < gaps[200:].max() <= 40
    track.add(at(2999, 3))
    assert len([p for p in track.points if p.step == 2999]) == 1
    track.cut(100)
    assert track.points[-1].step <= 100
    track.add(at(101, 4))
    assert len(track) == 1


def test_a_large_network_is_not_copied() -> None:
    wide = [dense("dense1", 1500), dense("dense2", 1500), dense("output", 1, "identity")]
    trainer = Trainer(small(graph=chain(wide)))
    assert Prober().answer(trainer, [STATE])[STATE] == {}


def test_between_the_points_of_a_grid_losses_lie_on_straight_lines() -> None:
    trainer, track = trained(small(), 3)
    found = last(LossField(trainer.experiment), Survey(columns=9, rows=17), track)
    x, y = found.x, found.y
    middle = [(x[2] + x[3]) / 2, (y[4] + y[5]) / 2]
    places = np.array([[x[2], y[4]], [x[-1], y[-1]], middle, [x[-1] + 1, y[0]]])
    losses = found.at(places)
    values = found.values
    corners = values[4, 2], values[4, 3], values[5, 2], values[5, 3]
    np.testing.assert_allclose(losses[:3], [values[4, 2], values[-1, -1], np.mean(corners)])
    assert math.isnan(losses[3])
    assert found.lowest()[2] == values.min()
