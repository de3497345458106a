"""One node initialized again: only it changes, the same draw repeats, and undo restores every bit."""

from __future__ import annotations

import pytest
import torch
from train_experiments import from_link, small, with_training

from nnplayground.core.errors import TrainingError
from nnplayground.train import redraw
from nnplayground.train.commands import Reinitialize
from nnplayground.train.history import History
from nnplayground.train.runner import Runner
from nnplayground.train.trainer import Trainer

LINK = (
    "https://playground.tensorflow.org/#activation=tanh&batchSize=10&dataset=circle&learningRate=0.03"
    "&regularizationRate=0&noise=0&networkShape=4&seed=0.12345&percTrainData=50&x=true&y=true"
    "&problem=classification"
)


def weights(trainer):
    return {name: value.clone() for name, value in trainer.program.state_dict().items()}


def trained(experiment=None, steps=5):
    trainer = Trainer(experiment or with_training(optimizer="adam"))
    for _ in range(steps):
        trainer.advance()
    return trainer


def test_only_that_node_is_drawn_anew_and_undo_restores_it():
    trainer = trained()
    before = weights(trainer)
    trainer.reinitialize("dense1", 1)
    after = weights(trainer)
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert changed == {"dense1.weight", "dense1.bias"}
    limit = 1 / 2**0.5
    assert after["dense1.weight"].abs().max() <= limit
    trainer.reinitialize("dense1", 1, undo=True)
    assert all(torch.equal(before[name], value) for name, value in weights(trainer).items())
    trainer.reinitialize("dense1", 1)
    assert all(torch.equal(after[name], value) for name, value in weights(trainer).items())
    trainer.reinitialize("dense1", 2)
    assert not torch.equal(after["dense1.weight"], weights(trainer)["dense1.weight"])


def test_momenta_of_the_node_are_forgotten_and_those_of_others_kept():
    trainer = trained()
    state = trainer.engine._turns[0].optimizer.state
    parameters = dict(trainer.program.named_parameters())
    trainer.reinitialize("dense1", 1)
    assert parameters["dense1.weight"] not in state
    assert parameters["output.weight"] in state
    trainer.advance()
    assert state[parameters["dense1.weight"]]["step"] == 1


def test_the_nodes_own_initialization_is_drawn_from():
    experiment = small()
    node = experiment.graph.node("dense1").with_options(initialization="zeros", bias_start=0.5)
    trainer = trained(experiment.replace(graph=experiment.graph.update(node)))
    trainer.reinitialize("dense1", 1)
    assert not weights(trainer)["dense1.weight"].any()
    assert weights(trainer)["dense1.bias"].tolist() == [0.5] * 4


def test_a_replay_draws_as_the_original_does():
    trainer = trained(from_link(LINK), steps=3)
    trainer.reinitialize("dense1", 1)
    drawn = weights(trainer)
    assert drawn["dense1.bias"].tolist() == [0.1] * 4
    assert drawn["dense1.weight"].abs().max() <= 0.5


def test_undo_after_a_layer_has_shrunk_restores_what_still_fits():
    trainer = trained(small())
    before = weights(trainer)["dense1.weight"]
    trainer.reinitialize("dense1", 1)
    graph = trainer.experiment.graph
    narrow = graph.update(graph.node("dense1").with_fields(units=3))
    trainer.update(trainer.experiment.replace(graph=narrow))
    trainer.reinitialize("dense1", 1, undo=True)
    assert torch.equal(weights(trainer)["dense1.weight"], before[:3])


def test_what_is_no_longer_kept_is_one_sentence(monkeypatch):
    trainer = trained()
    trainer.reinitialize("dense1", 1)
    trainer.reset()
    with pytest.raises(TrainingError, match="The earlier weights of dense1 are no longer kept"):
        trainer.reinitialize("dense1", 1, undo=True)
    with pytest.raises(TrainingError, match="data has no weights to initialize"):
        trainer.reinitialize("data", 1)
    monkeypatch.setattr(redraw, "_MOST_NUMBERS", 20)
    trainer.reinitialize("dense1", 1)
    trainer.reinitialize("dense1", 2)
    with pytest.raises(TrainingError):
        trainer.reinitialize("dense1", 1, undo=True)
    trainer.reinitialize("dense1", 2, undo=True)


def test_the_worker_obeys_and_says_what_went_wrong():
    runner = Runner(small(), History())
    before = weights(runner.trainer)
    runner.apply(Reinitialize("dense1", 1))
    assert not torch.equal(before["dense1.weight"], weights(runner.trainer)["dense1.weight"])
    runner.apply(Reinitialize("dense1", 1, undo=True))
    assert torch.equal(before["dense1.weight"], weights(runner.trainer)["dense1.weight"])
    runner.apply(Reinitialize("dense1", 7, undo=True))
    assert "no longer kept" in runner.snapshot().message
