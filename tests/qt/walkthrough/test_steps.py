"""The steps, the check against autograd and the places of cards, for every shipped network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnplayground.projects import presets
from nnplayground.train.trace import trace
from nnplayground.train.traces import Sample
from nnplayground.train.trainer import Trainer
from nnplayground.ui.walkthrough.check import check, is_plain_step
from nnplayground.ui.walkthrough.geometry import plan_of
from nnplayground.ui.walkthrough.lines import Lines
from nnplayground.ui.walkthrough.steps import Kind, known_at, shown_units, steps_of
from nnplayground.ui.walkthrough.words import Sight, head_of, step_name


@pytest.fixture(scope="module")
def spiral():
    experiment = presets.load("spiral")
    return experiment, trace(Trainer(experiment), Sample())


def test_the_way_goes_forward_to_the_loss_back_and_through_the_update(spiral):
    _experiment, traced = spiral
    steps = steps_of(traced)
    assert [(step.kind, step.node) for step in steps] == [
        (Kind.READ, "data"),
        (Kind.FORWARD, "dense1"),
        (Kind.FORWARD, "dense2"),
        (Kind.FORWARD, "output"),
        (Kind.LOSS, "loss"),
        (Kind.BACKWARD, "output"),
        (Kind.BACKWARD, "dense2"),
        (Kind.BACKWARD, "dense1"),
        (Kind.SUBTRACT, ""),
        (Kind.AFTER, ""),
    ]
    known = known_at(steps, 6)
    assert known.backward == {"output", "dense2"}
    assert not known.subtracted


def test_without_a_target_the_way_ends_at_the_output(spiral):
    experiment, _ = spiral
    traced = trace(Trainer(experiment), Sample.made((0.5, -1.0)))
    assert {step.kind for step in steps_of(traced)} == {Kind.READ, Kind.FORWARD}


def test_of_many_units_the_largest_are_shown_in_their_order():
    assert shown_units(np.array([0.1, -5.0, 2.0, 0.0, 3.0]), 3) == (1, 2, 4)
    assert shown_units(np.zeros(3), 8) == (0, 1, 2)


def test_the_rules_agree_with_autograd(spiral):
    experiment, traced = spiral
    found = check(experiment, traced)
    assert {finding.node for finding in found} == {"dense1", "dense2", "output"}
    assert len({finding.rule for finding in found}) == 5
    assert all(finding.agrees for finding in found)


def test_a_wrong_gradient_is_found(spiral):
    experiment, traced = spiral
    node = traced["dense2"]
    weight = node.parameters["weight"]
    wrong = replace(weight, gradient=weight.gradient + 1e-4)
    nodes = {**traced.nodes, "dense2": replace(node, parameters={**node.parameters, "weight": wrong})}
    bad = [finding for finding in check(experiment, replace(traced, nodes=nodes)) if not finding.agrees]
    assert [(finding.node, finding.rule) for finding in bad] == [("dense2", "∂L/∂W = δ xᵀ")]


@pytest.mark.parametrize("name", ["xor", "iris", "sine", "digits-cnn", "digits-residual", "wine"])
def test_every_step_of_other_networks_has_its_words_and_places(qapp, name):
    experiment = presets.load(name)
    traced = trace(Trainer(experiment), Sample())
    steps = steps_of(traced)
    assert all(finding.agrees for finding in check(experiment, traced))
    for symbols in (False, True):
        for at, step in enumerate(steps):
            sight = Sight(experiment, traced, steps, at, {}, symbols=symbols)
            assert Lines(sight, "").html()
            assert all(head_of(sight))
            assert step_name(experiment, traced, step)
    plan = plan_of(experiment, traced, 4)
    boxes = [column.band for column in plan.columns]
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    assert {line.target.node for line in plan.lines} >= {
        step.node for step in steps if step.kind is Kind.FORWARD
    }


def test_only_plain_descent_is_called_subtracting_the_gradient(qapp):
    experiment = presets.load("lecture-demo")
    training = experiment.training
    assert training.optimizer.kind == "sgd"
    plain = experiment.replace(training=training.replace(regularization=type(training.regularization)()))
    assert is_plain_step(plain, trace(Trainer(plain), Sample()))
    adam = presets.load("moons")
    traced = trace(Trainer(adam), Sample())
    assert not is_plain_step(adam, traced)
    names = [step_name(adam, traced, step) for step in steps_of(traced)]
    assert names[-2] == "One step of Adam"
