"""A recorded step computes what the step computes, and changes nothing while it is recorded."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import fx
from train_experiments import chain, dense, masked, small, with_training

from nnplayground.core.activation import Activation
from nnplayground.core.loss import Loss
from nnplayground.core.training import Optimizer
from nnplayground.train.engine import Chunk
from nnplayground.train.engine.capture import capture_parts, capture_step, sample_batch
from nnplayground.train.engine.record import Unsupported, record
from nnplayground.train.trainer import Trainer


def interpreted(recorded, tensors):
    """Run a graph one node at a time."""
    owner = fx.GraphModule({}, recorded.graph)
    given = {**tensors, **recorded.constants}
    values = fx.Interpreter(owner).run(*[given[name] for name in recorded.inputs])
    return dict(zip(recorded.outputs, values, strict=True))


def first_chunk(trainer, batch=10):
    part, turn = trainer.parts["train"], trainer.engine.turns[0]
    indices = torch.arange(2 * batch).view(2, batch)
    return turn, Chunk(part.x, part.target, indices, turn.tables(0, np.ones(2)))


def assert_captured(experiment):
    trainer = Trainer(experiment)
    trainer.advance()
    turn, chunk = first_chunk(trainer)
    before = {name: value.clone() for name, value in trainer.program.state_dict().items()}
    captured = capture_step(turn, chunk)
    assert all(torch.equal(before[name], value) for name, value in trainer.program.state_dict().items())
    tensors = {name: tensor.clone() for name, tensor in {**captured.tensors, **sample_batch(chunk)}.items()}
    results = interpreted(captured.recorded, tensors)
    with torch.no_grad():
        expected = turn.step(tensors)
    assert set(results) <= set(expected)
    assert {"loss", *(f"p:{name}" for name in turn.names)} <= set(results)
    for name, value in results.items():
        assert torch.equal(value, expected[name]), name


@pytest.mark.parametrize("kind", [k for k, o in Optimizer.kinds().items() if not o.searches])
def test_every_optimizer_is_recorded(kind):
    assert_captured(with_training(optimizer=kind, clip={"kind": "norm", "limit": 0.01}))


@pytest.mark.parametrize("kind", Activation.kinds())
def test_every_activation_is_recorded(kind):
    assert_captured(small(graph=chain([dense("dense1", 4, kind), dense("output", 1, "identity")])))


@pytest.mark.parametrize("kind", Loss.kinds())
def test_every_loss_is_recorded(kind):
    if kind == "dice":
        assert_captured(masked(kind))
        return
    units = 2 if kind == "cross_entropy" else 1
    assert_captured(small(graph=chain([dense("dense1", 4), dense("output", units, "identity")], kind)))


@pytest.mark.parametrize("kind", ["batch_norm", "layer_norm", "dropout", "gaussian_noise"])
def test_noise_and_normalization_are_recorded(kind):
    layers = [dense("dense1", 4), {"id": "extra", "kind": kind}, dense("output", 1, "identity")]
    assert_captured(small(graph=chain(layers)))


AUGMENTATION = ["random_flip", "random_shift", "random_rotation", "salt_and_pepper", "cutout"]


@pytest.mark.parametrize("kind", AUGMENTATION)
def test_augmentation_is_recorded(kind):
    layers = [
        {"id": "extra", "kind": kind},
        {"id": "flat", "kind": "flatten"},
        dense("output", 10, "identity"),
    ]
    assert_captured(small(data={"dataset": "digits"}, graph=chain(layers)))


@pytest.mark.parametrize("after_step", [False, True])
@pytest.mark.parametrize("kind", ["l1", "l2", "elimination"])
def test_every_penalty_is_recorded(kind, after_step):
    rule = {"kind": kind, "rate": 0.1, "after_step": after_step, "dead_at_zero": after_step}
    assert_captured(with_training(regularization=rule))


def test_names_and_static_shapes_are_said():
    turn, chunk = first_chunk(Trainer(with_training(optimizer="adam")))
    captured = capture_step(turn, chunk)
    recorded = captured.recorded
    assert {"x", "target", "p:dense1.weight", "s:mean:output.bias", "k:learning_rate"} <= set(recorded.inputs)
    assert {"k:learning_rate", "k:correction1", "k:correction2"} == captured.stepwise
    placeholders = [node for node in recorded.graph.nodes if node.op == "placeholder"]
    assert len(placeholders) == len(recorded.inputs)
    for node, name in zip(placeholders, recorded.inputs, strict=True):
        if name in captured.tensors:
            assert node.meta["val"].shape == captured.tensors[name].shape
            assert name.startswith(("p:", "s:", "k:", "b:"))
    assert all("val" in node.meta for node in recorded.graph.nodes if node.op == "call_function")


def test_the_flat_update_is_the_update_of_each_parameter():
    turn, chunk = first_chunk(
        Trainer(with_training(optimizer="adam", regularization={"kind": "l2", "rate": 1}))
    )
    parts = capture_parts(turn, chunk)
    gradients, update = parts.recorded
    found = interpreted(gradients, {**parts.tensors, **sample_batch(chunk)})
    whole = capture_step(turn, chunk)
    expected = interpreted(whole.recorded, {**whole.tensors, **sample_batch(chunk)})
    for name in turn.names:
        turn.state.view(turn.state.gradients, name).copy_(found[f"g:{name}"])
    moved = interpreted(update, parts.tensors)
    for name in turn.names:
        assert torch.equal(turn.state.view(moved["p:0"], name), expected[f"p:{name}"])


def refused(function, match):
    with pytest.raises(Unsupported, match=match):
        record(function, {"x": torch.ones(3)})


def test_what_a_graph_cannot_say_is_refused():
    refused(lambda t: {"y": torch.rand_like(t["x"])}, "random")
    refused(lambda t: {"y": t["x"] * t["x"].sum().item()}, "Python reads")
    refused(lambda t: {"y": t["x"][:2].add_(1)}, "in place")
    refused(lambda t: {"y": torch.tensor(1.0)}, "depends on no input")


def test_changes_in_place_become_new_values():
    def function(t):
        t["x"].add_(1).mul_(t["x"])
        return {"x": t["x"], "twice": 2 * t["x"]}

    recorded = record(function, {"x": torch.ones(3)})
    results = interpreted(recorded, {"x": torch.full((3,), 2.0)})
    assert results["x"].tolist() == [9.0] * 3
    assert results["twice"].tolist() == [18.0] * 3


def test_recording_does_not_import_the_compiler():
    import subprocess
    import sys

    code = (
        "import sys, torch; from nnplayground.train.engine.record import record;"
        "record(lambda t: {'y': torch.tanh(t['x'])}, {'x': torch.ones(3)});"
        "sys.exit('torch._dynamo' in sys.modules or 'sympy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
