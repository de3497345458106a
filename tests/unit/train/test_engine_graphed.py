"""Steps launched from buffers on a device do what eager does, without looking in between.

Everything but the graph itself is the same on the processor, where the plain step stands in for its launch.
"""

from __future__ import annotations

import numpy as np
import pytest
import torch
from train_experiments import chain, dense, small, with_training

from nnplayground.core.layer import Layer
from nnplayground.core.training import Optimizer
from nnplayground.train.engine import Chunk, choice, graphed
from nnplayground.train.engine.eager import Eager
from nnplayground.train.engine.graphed import GraphedWay, cuda_graph
from nnplayground.train.engine.record import Unsupported
from nnplayground.train.trainer import Trainer

CUDA = pytest.param("cuda", marks=pytest.mark.cuda)
DEVICES = ["cpu", CUDA]
FIRST_ORDER = [kind for kind, optimizer in Optimizer.kinds().items() if not optimizer.searches]


def launched(step):
    """Stand in for a graph: warm up like one, then run the step itself."""
    for _warm_up in range(3):
        step()
    return step


def make(device):
    return cuda_graph if device == "cuda" else launched


def on(device, experiment):
    settings = experiment.training.replace(device=device, engine="eager")
    return Trainer(experiment.replace(training=settings))


def state(trainer):
    slots = {name: buffer for turn in trainer.engine.turns for name, buffer in turn.slots.items()}
    return {**trainer.program.state_dict(), **slots, "gradients": trainer.engine.state.gradients}


def ways(device, turn, chunk):
    """Return eager that waits after every step, eager that does not, and the launched step."""
    return [Eager(turn, waits=True), Eager(turn, waits=False), GraphedWay(turn, chunk, make=make(device))]


def run_all(device, experiment, steps):
    """Run the same steps every way and return the losses and the trainers."""
    losses, trainers = [], [on(device, experiment) for _way in range(3)]
    for place, trainer in enumerate(trainers):
        turn, part = trainer.engine.turns[0], trainer.parts["train"]
        indices = trainer._batches.take(steps, 99).indices
        chunk = Chunk(part.x, part.target, indices, turn.tables(0, np.ones(len(indices))))
        losses.append(ways(device, turn, chunk)[place].run(turn, chunk))
    return losses, trainers


def assert_equal(device, experiment, steps=12):
    losses, trainers = run_all(device, experiment, steps)
    plain, *others = (state(trainer) for trainer in trainers)
    for other, found in zip(others, losses[1:], strict=True):
        assert found.tolist() == losses[0].tolist()
        for name, value in plain.items():
            assert torch.equal(value, other[name]), name
    return losses[0]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("kind", FIRST_ORDER)
def test_every_optimizer(device, kind):
    assert_equal(device, with_training(optimizer=kind, learning_rate=0.01))


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("kind", ["batch_norm", "layer_norm", "dropout", "gaussian_noise"])
def test_noise_and_running_statistics(device, kind):
    layers = [dense("dense1", 4), {"id": "extra", "kind": kind}, dense("output", 1, "identity")]
    assert Layer.named(kind)
    assert_equal(device, small(graph=chain(layers)))


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("clip", ["norm", "value"])
def test_penalties_and_clipping(device, clip):
    rule = {"kind": "l1", "rate": 0.03, "after_step": True, "dead_at_zero": True}
    assert_equal(device, with_training(regularization=rule, clip={"kind": clip, "limit": 0.1}))


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("precision", ["tf32", "bfloat16"])
def test_fewer_bits(device, precision):
    assert_equal(device, with_training(optimizer="adam", precision=precision))


@pytest.mark.parametrize("device", DEVICES)
def test_more_steps_than_the_buffers_have_rows(device, monkeypatch):
    monkeypatch.setattr(graphed, "_ROWS", 5)
    assert len(assert_equal(device, with_training(optimizer="adam"), steps=13)) == 13


@pytest.mark.parametrize("device", DEVICES)
def test_nothing_moves_from_a_loss_on_that_is_not_finite(device):
    deep = [dense(f"dense{place}", 4, "identity") for place in range(3)]
    layers = [dense("first", 3), {"id": "norm", "kind": "batch_norm"}, *deep, dense("output", 1, "identity")]
    settings = {"learning_rate": 1e6, "stop": {"epochs": 99}, "batch_size": 5}
    experiment = small(graph=chain(layers), training=settings)
    losses, (plain, *others) = run_all(device, experiment, 40)
    assert len(losses[0]) < 40
    for found, other in zip(losses[1:], others, strict=True):
        assert found.tolist()[:-1] == losses[0].tolist()[:-1]
        assert not np.isfinite(found[-1])
        assert torch.equal(plain.engine.state.weights, other.engine.state.weights)
        assert all(value.isfinite().all() for value in other.program.state_dict().values())


@pytest.mark.parametrize("place", [1, 2])
def test_no_number_is_read_between_steps(place, monkeypatch):
    trainer = on("cpu", with_training(optimizer="adam"))
    turn, part = trainer.engine.turns[0], trainer.parts["train"]
    indices = trainer._batches.take(9, 9).indices
    chunk = Chunk(part.x, part.target, indices, turn.tables(0, np.ones(len(indices))))
    way = ways("cpu", turn, chunk)[place]
    read, real = [], torch.Tensor.item
    monkeypatch.setattr(torch.Tensor, "item", lambda self: read.append(self) or real(self))
    assert len(way.run(turn, chunk)) == 9
    assert not read


def test_without_a_graph_steps_run_eagerly_and_say_why(monkeypatch):
    def refuse(step):
        raise Unsupported("no CUDA graph can be made (out of memory)")

    monkeypatch.setattr(choice, "_memory", choice._Memory())

    def graphed(turn, chunk, found):
        return GraphedWay(turn, chunk, found.recorded, make=refuse)

    monkeypatch.setattr(choice, "_captured", graphed)
    trainer = Trainer(with_training(engine="captured"))
    trainer.advance()
    assert trainer.engine.name == "eager"
    assert "no CUDA graph can be made (out of memory)" in str(trainer.engine.note)


@pytest.mark.cuda
def test_graphs_are_taken_where_there_is_a_device(monkeypatch):
    monkeypatch.setattr(choice, "_TOLERATED", 1e9)
    monkeypatch.setattr(choice, "_memory", choice._Memory())
    trainer = Trainer(with_training(device="cuda"))
    trainer.advance(5)
    assert (trainer.engine.name, str(trainer.engine.note)[:16]) == ("captured", "No machine code:")
