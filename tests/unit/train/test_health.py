"""When a layer is called ill, and what is advised."""

from __future__ import annotations

import math

import pytest
from train_experiments import chain, dense, small

from nnplayground.train.health import Health, least_gradient, of_flow, of_ratio, of_units, remedy


@pytest.mark.parametrize(
    ("gradient", "largest", "expected"),
    [
        (0.5, 1.0, Health.HEALTHY),
        (2e-3, 1.0, Health.HEALTHY),
        (0.9e-3, 1.0, Health.VANISHING),
        (9e-6, 5e-4, Health.VANISHING),  # nothing that float32 keeps
        (9e-6, 5e-5, Health.HEALTHY),  # all layers are as small: training is done
        (math.nan, 1.0, Health.FROZEN),
        (math.inf, math.inf, Health.EXPLODING),
        (60.0, 60.0, Health.EXPLODING),
        (0.0, 0.0, Health.HEALTHY),
    ],
)
def test_flow(gradient, largest, expected):
    assert of_flow(gradient, 5.0, largest, 0, 8) is expected


def test_the_threshold_is_what_is_drawn():
    for largest in (1e-8, 1e-5, 1e-3, 1.0, 100.0):
        limit = least_gradient(largest)
        assert of_flow(1.01 * limit, 1e3, largest, 0, 8) is Health.HEALTHY
        assert of_flow(0.99 * limit, 1e3, largest, 0, 8) is Health.VANISHING


def test_ratio_units_and_death():
    assert of_ratio(1e-3, 1.0) is Health.HEALTHY
    assert of_ratio(0.2, 1.0) is Health.FAST
    assert of_ratio(1e-6, 1.0) is of_ratio(0.0, 0.0) is Health.SLOW
    assert of_ratio(math.nan, 1.0) is Health.FROZEN
    assert of_units(1, 0, 8) is Health.DEAD
    assert of_units(1, 0, 64) is Health.HEALTHY
    assert of_units(0, 4, 8) is Health.SATURATED
    assert of_flow(0.5, 5.0, 1.0, 4, 8) is Health.DEAD


def experiment(first: str, second: str, **training: object):
    graph = chain([dense("dense1", 4, first), dense("dense2", 4, second), dense("output", 1, "identity")])
    return small(graph=graph, training={"learning_rate": 0.1, **training})


def test_remedies_look_at_the_layer_and_at_what_follows():
    assert remedy(Health.VANISHING, experiment("relu", "sigmoid"), "dense1") == "Try tanh or ReLU"
    assert remedy(Health.VANISHING, experiment("relu", "tanh"), "dense1") == "Try batch normalization"
    assert "clip" in remedy(Health.EXPLODING, experiment("relu", "relu"), "dense1")
    clipped = experiment("relu", "relu", clip={"kind": "norm", "limit": 1.0})
    assert remedy(Health.EXPLODING, clipped, "dense1") == "Lower the learning rate"
    assert "leaky" in remedy(Health.DEAD, experiment("relu", "tanh"), "dense1")
    assert "leaky" not in remedy(Health.DEAD, experiment("relu", "tanh"), "dense2")
    assert "Standardize" in remedy(Health.SATURATED, experiment("tanh", "tanh"), "dense1")
    assert "normalization" in remedy(Health.SATURATED, experiment("tanh", "tanh"), "dense2")
    assert remedy(Health.HEALTHY, experiment("tanh", "tanh"), "dense1") == ""
    assert remedy(Health.VANISHING, experiment("tanh", "tanh"), "deleted") == ""
