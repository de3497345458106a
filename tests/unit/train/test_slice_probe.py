"""Slices through the inputs of a table, against the plain network on points made by hand."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from nnplayground.app.points import load_points
from nnplayground.projects import presets
from nnplayground.train.history import History
from nnplayground.train.probes import Prober
from nnplayground.train.probing.slices import plane_points
from nnplayground.train.snapshot import Plane, ProbeRequest
from nnplayground.train.trainer import Trainer
from nnplayground.ui.views.slices import COMPONENTS, inputs_of


@pytest.fixture(scope="module")
def trainer():
    trainer = Trainer(presets.load("iris"), history=History())
    for _step in range(20):
        trainer.advance()
    return trainer


def test_two_columns_vary_and_the_others_are_held(trainer):
    points = load_points(trainer.experiment.data)
    inputs = inputs_of(points)
    held = inputs.middle.copy()
    held[0] = 5.0
    plane = inputs.plane((2, 3), held)
    raw = plane_points(plane, 5)
    assert (raw[:, 0] == 5.0).all()
    assert (raw[:, 1] == inputs.middle[1]).all()
    (left, right), (low, high) = inputs.bounds((2, 3))
    np.testing.assert_allclose(raw[:5, 2], left + (np.arange(5) + 0.5) / 5 * (right - left))
    np.testing.assert_allclose(raw[::5, 3], high - (np.arange(5) + 0.5) / 5 * (high - low))


@pytest.mark.parametrize("axes", [(2, 3), (1, 0), (COMPONENTS, COMPONENTS)])
def test_the_answer_is_the_networks(trainer, axes):
    inputs = inputs_of(load_points(trainer.experiment.data))
    plane = inputs.plane(axes, inputs.middle)
    request = ProbeRequest("slice", 6, plane=plane)
    said = Prober().answer(trainer, [request])[request]["boundary"]
    features = trainer.prepared.transform(plane_points(plane, 6))
    with torch.no_grad():
        scores = trainer.program(torch.tensor(features, dtype=torch.float32))
    wanted = torch.softmax(scores, 1).T.reshape(3, 6, 6).numpy()
    np.testing.assert_allclose(said, wanted, atol=1e-6)


def test_components_are_those_of_the_covariance(trainer):
    points = load_points(trainer.experiment.data)
    inputs = inputs_of(points)
    z = (points.train_x - points.train_x.mean(axis=0)) / points.train_x.std(axis=0)
    _u, sizes, ways = np.linalg.svd(z)
    np.testing.assert_allclose(np.abs(inputs.ways @ ways[:2].T), np.eye(2), atol=1e-9)
    assert inputs.share == pytest.approx((sizes[:2] ** 2).sum() / (sizes**2).sum())
    placed = inputs.placed(points.train_x, (COMPONENTS, COMPONENTS))
    (left, right), (low, high) = inputs.bounds((COMPONENTS, COMPONENTS))
    assert (placed[:, 0] > left).all()
    assert (placed[:, 0] < right).all()
    assert (placed[:, 1] > low).all()
    assert (placed[:, 1] < high).all()


def test_a_slice_of_other_data_is_no_answer(trainer):
    request = ProbeRequest("slice", 6, plane=Plane((0.0,), (1.0,), (1.0,)))
    assert Prober().answer(trainer, [request])[request] == {}
