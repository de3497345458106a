"""Schedules against PyTorch's and against their formulas."""

from __future__ import annotations

import math

import pytest
import torch
from torch.optim import lr_scheduler
from train_experiments import with_training

from nnplayground.core.training import Schedule
from nnplayground.train.schedules import Cosine, Exponential, Plateau, StepDecay, Warmup
from nnplayground.train.trainer import Trainer


def torch_factors(make, count):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], 1.0)
    scheduler = make(optimizer)
    factors = []
    for _step in range(count):
        factors.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return factors


def test_exponential():
    expected = torch_factors(lambda o: lr_scheduler.ExponentialLR(o, 0.9), 20)
    assert [Exponential(gamma=0.9).factor(s, 0) for s in range(20)] == pytest.approx(expected)


def test_step_decay():
    expected = torch_factors(lambda o: lr_scheduler.StepLR(o, 3, 0.5), 20)
    assert [StepDecay(epochs=3, gamma=0.5).factor(0, e) for e in range(20)] == pytest.approx(expected)


def test_cosine_and_its_floor():
    expected = torch_factors(lambda o: lr_scheduler.CosineAnnealingLR(o, 10, 0.1), 11)
    assert [Cosine(epochs=10, floor=0.1).factor(0, e) for e in range(11)] == pytest.approx(expected)
    assert Cosine(epochs=10, floor=0.1).factor(0, 50) == pytest.approx(0.1)


def test_warmup():
    expected = torch_factors(lambda o: lr_scheduler.LinearLR(o, 0.25, 1.0, 3), 10)
    assert [Warmup(steps=4).factor(s, 0) for s in range(10)] == pytest.approx(expected)


def test_plateau_follows_the_losses_like_torch():
    losses = [1.0, 0.9, 0.89999, 0.9, 0.9, 0.95, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6]
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], 1.0)
    oracle = lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.1, patience=2, threshold=1e-4)
    tracker = Plateau(gamma=0.1, patience=2).tracker()
    for loss in losses:
        oracle.step(loss), tracker.observe(loss)
        assert tracker.factor == pytest.approx(optimizer.param_groups[0]["lr"])
    assert tracker.factor < 1


@pytest.mark.parametrize("kind", Schedule.kinds())
def test_every_schedule_starts_a_run(kind):
    trainer = Trainer(with_training(schedule=kind))
    trainer.advance()
    assert 0 < trainer.learning_rate <= 0.1
    assert math.isfinite(trainer.last_loss)


def test_trainer_multiplies_rate_and_schedule():
    trainer = Trainer(with_training(schedule={"kind": "exponential", "gamma": 0.5}))
    start = trainer.program.state_dict()["output.bias"].clone()
    trainer.advance()
    assert trainer.learning_rate == pytest.approx(0.05)
    gradient = trainer.engine.gradients()["output.bias"]
    moved = trainer.program.state_dict()["output.bias"] - start
    torch.testing.assert_close(moved, -0.1 * gradient)  # step 0 has the full rate
