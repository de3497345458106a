"""Training by machine code follows training by PyTorch, to rounding."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from train_experiments import chain, dense, masked, small, with_training

from nnplayground.core.activation import Activation
from nnplayground.core.loss import Loss
from nnplayground.core.training import Optimizer, Schedule
from nnplayground.train.engine.engine import Engine
from nnplayground.train.trainer import Trainer

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment

STEPS = 40


def trained(experiment, engine, steps=STEPS, chunks=1):
    """Train by one way; return the losses, all that changed, and the engine."""
    experiment = experiment.replace(training=experiment.training.replace(engine=engine))
    trainer = Trainer(experiment)
    part, schedule = trainer.parts["train"], experiment.training.schedule
    order = np.random.default_rng(0).permuted(np.tile(np.arange(len(part)), (steps, 1)), axis=1)
    indices = torch.from_numpy(order[:, : int(experiment.training.batch_size)].copy())
    factors = np.array([schedule.factor(step, step // 3) for step in range(steps)])
    losses = []
    for some in np.array_split(np.arange(steps), chunks):
        first, last = int(some[0]), int(some[-1]) + 1
        losses += trainer.engine.run(part, indices[first:last], first, factors[first:last]).tolist()
    state = trainer.program.state_dict()
    gradients = {f"gradient of {name}": value for name, value in trainer.engine.gradients().items()}
    slots = {f"{i}:{k}": v for i, turn in enumerate(trainer.engine.turns) for k, v in turn.slots.items()}
    found = {**state, **gradients, **slots}
    return losses, {name: value.clone() for name, value in found.items()}, trainer.engine


def assert_same_training(experiment, steps=STEPS, relative=None):
    losses, state, _engine = trained(experiment, "eager", steps)
    found, now, engine = trained(experiment, "native", steps)
    assert engine.name == "native", engine.note
    single = experiment.training.precision == "float32"
    allowed = relative or (3e-5 if single else 1e-12)
    assert np.allclose(found, losses, rtol=allowed, atol=allowed)
    for name, value in state.items():
        # Near a minimum gradients are small differences of large numbers.
        size = value.abs().max().clamp_min(1.0 if "gradient" in name else 0.1) if value.numel() else 1
        assert (now[name] - value).abs().max() <= allowed * size, name


@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize("kind", [kind for kind, rule in Optimizer.kinds().items() if not rule.searches])
def test_every_optimizer(kind, precision):
    assert_same_training(with_training(optimizer=kind, precision=precision))


@pytest.mark.parametrize("optimizer", [{"kind": "sgd", "momentum": 0.9, "nesterov": True}])
def test_momentum(optimizer):
    assert_same_training(with_training(optimizer=optimizer))


@pytest.mark.parametrize("kind", Activation.kinds())
def test_every_activation(kind):
    graph = chain([dense("dense1", 6, kind), dense("dense2", 4, kind), dense("output", 1, "identity")])
    assert_same_training(small(graph=graph))


@pytest.mark.parametrize("kind", Loss.kinds())
@pytest.mark.parametrize("units", [1, 2])
def test_every_loss(kind, units):
    if kind == "dice":
        assert_same_training(masked(kind))
        return
    if kind == "cross_entropy" and units == 1:
        units = 2
    assert_same_training(small(graph=chain([dense("dense1", 4), dense("output", units, "identity")], kind)))


@pytest.mark.parametrize("after_step", [False, True])
@pytest.mark.parametrize("kind", ["l1", "l2", "elimination"])
def test_every_penalty(kind, after_step):
    rule = {"kind": kind, "rate": 0.03, "after_step": after_step, "dead_at_zero": after_step}
    assert_same_training(with_training(regularization=rule))


@pytest.mark.parametrize("clip", [{"kind": "norm", "limit": 0.05}, {"kind": "value", "limit": 0.01}])
def test_clipping(clip):
    assert_same_training(with_training(clip=clip))


@pytest.mark.parametrize("kind", [kind for kind, s in Schedule.kinds().items() if not s.watches_loss])
def test_every_schedule(kind):
    assert_same_training(with_training(schedule=kind, optimizer="adam"))


@pytest.mark.parametrize("kind", ["batch_norm", "layer_norm", "dropout", "gaussian_noise"])
def test_noise_and_normalization(kind):
    layers = [dense("dense1", 5), {"id": "extra", "kind": kind}, dense("output", 1, "identity")]
    assert_same_training(small(graph=chain(layers)))


@pytest.mark.parametrize("kind", ["salt_and_pepper", "cutout"])
def test_augmentation(kind):
    layers = [
        {"id": "extra", "kind": kind},
        {"id": "flat", "kind": "flatten"},
        dense("output", 10, "identity"),
    ]
    assert_same_training(small(data={"dataset": "digits"}, graph=chain(layers)))


@pytest.mark.parametrize("kind", ["add", "multiply", "concatenate"])
def test_joined_branches(kind):
    graph = chain([dense("dense1", 4), dense("dense2", 4, "relu"), {"id": "join", "kind": kind}])
    graph["nodes"].insert(-1, dense("output", 1, "identity"))
    graph["edges"] = [
        {"source": "data", "source_port": "x", "target": "dense1"},
        {"source": "dense1", "target": "dense2"},
        {"source": "dense1", "target": "join"},
        {"source": "dense2", "target": "join"},
        {"source": "join", "target": "output"},
        {"source": "output", "target": "loss", "target_port": "prediction"},
    ]
    assert_same_training(small(graph=graph))


@pytest.mark.parametrize("batch", [1, 3, 16, 30])
def test_any_size_of_batch(batch):
    assert_same_training(with_training(batch_size=batch))


def test_frozen_nodes_stay_and_others_learn():
    graph = chain([dense("dense1", 4, options={"frozen": True}), dense("output", 1, "identity")])
    assert_same_training(small(graph=graph))


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_two_hundred_steps_stay_within_rounding(precision):
    experiment = with_training(precision=precision, regularization={"kind": "l2", "rate": 0.001})
    assert_same_training(experiment, steps=200, relative=1e-6 if precision == "float32" else 1e-12)


def test_a_wide_layer_runs_in_loops():
    graph = chain([dense("dense1", 70), dense("dense2", 50, "relu"), dense("output", 1, "identity")])
    assert_same_training(small(graph=graph))


# A larger ε than usual: gradients that are 0 but for rounding must not become whole steps.
OPTIMIZERS = [
    {"kind": kind, **({"eps": 1e-3} if "eps" in rule.model_fields else {})}
    for kind, rule in Optimizer.kinds().items()
    if not rule.searches
]


@st.composite
def experiments(draw):
    kinds = st.sampled_from([k for k in Activation.kinds() if k not in ("step", "sine", "maxout")])
    layers = []
    for number in range(draw(st.integers(1, 3))):
        layers.append(dense(f"dense{number}", draw(st.integers(1, 20)), draw(kinds)))
        if draw(st.booleans()):
            kind = draw(st.sampled_from(["layer_norm", "dropout", "gaussian_noise"]))
            layers.append({"id": f"extra{number}", "kind": kind})
    loss = draw(st.sampled_from(sorted(Loss.kinds().keys() - {"dice"})))
    units = 2 if loss == "cross_entropy" else draw(st.sampled_from([1, 2]))
    training = {
        "optimizer": draw(st.sampled_from(OPTIMIZERS)),
        "regularization": {
            "kind": draw(st.sampled_from(["none", "l1", "l2", "elimination"])),
            "rate": 0.003,
            "after_step": draw(st.booleans()),
        },
        "clip": draw(st.sampled_from([{"kind": "none"}, {"kind": "norm", "limit": 0.5}])),
        "schedule": draw(st.sampled_from([k for k, s in Schedule.kinds().items() if not s.watches_loss])),
        "batch_size": draw(st.sampled_from([2, 10, 17, 30])),
        "learning_rate": 0.01,
        "precision": "float64",
    }
    graph = chain([*layers, dense("output", units, "identity")], loss)
    return small(graph=graph, training=training)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(experiment=experiments())
def test_random_programs(experiment):
    assert_same_training(experiment, steps=12, relative=1e-9)


def test_the_numbers_do_not_depend_on_chunks_or_on_optimization():
    experiment = with_training(optimizer="adam", regularization={"kind": "l2", "rate": 0.01})
    losses, state, engine = trained(experiment, "native", 60)
    for way in engine.choice._ways.values():
        way.program.code.improve(wait=True)
        assert way.program.code.functions.optimized
    for chunks in (1, 7, 60):
        again, now, _engine = trained(experiment, "native", 60, chunks)
        assert again == losses
        assert all(torch.equal(now[name], value) for name, value in state.items())


def test_a_loss_that_is_not_finite_stops_before_its_update():
    graph = chain([dense("dense1", 4, "relu"), dense("output", 1, "identity")], "squared_error")
    experiment = small(graph=graph, training={"learning_rate": 1e6})
    losses, state, _engine = trained(experiment, "eager")
    found, now, engine = trained(experiment, "native")
    assert engine.name == "native"
    assert len(found) == len(losses) < STEPS
    assert not math.isfinite(found[-1])
    assert all(math.isfinite(loss) for loss in found[:-1])
    for name in ("dense1.weight", "output.bias"):
        assert torch.allclose(now[name], state[name], rtol=1e-3, atol=1e-3 * float(state[name].abs().max()))


def test_live_settings_need_no_new_code():
    first = with_training(optimizer="adam", regularization={"kind": "l2", "rate": 0.01})
    second = with_training(
        optimizer={"kind": "adam", "beta1": 0.5},
        regularization={"kind": "l2", "rate": 0.3},
        learning_rate=0.2,
    )
    programs = []
    for experiment in (first, second):
        _losses, _state, engine = trained(experiment, "native")
        programs += [way.program.code for way in engine.choice._ways.values()]
    assert programs[0] is programs[1]


def test_an_unknown_operation_falls_back_with_its_reason():
    experiment: Experiment = with_training(optimizer="lbfgs")
    _losses, _state, engine = trained(experiment, "native", 2)
    assert isinstance(engine, Engine)
    assert engine.name == "eager"
