"""Draws of augmenting layers: what training would do, and training does not notice."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from nnplayground.core.graph import Node
from nnplayground.layers.dropout import Dropout, GaussianNoise
from nnplayground.layers.random_pictures import RandomFlip, RandomRotation, RandomShift
from nnplayground.layers.random_pixels import Cutout, SaltAndPepper
from nnplayground.projects import presets
from nnplayground.train.probes import Prober
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.train.trainer import Trainer

SAMPLE = Sample("train", 2)


def experiment(layer):
    """Return the convolutional digits with a layer behind the data."""
    found = presets.load("digits-cnn")
    edge = next(edge for edge in found.graph.edges if edge.source == "data" and edge.source_port == "x")
    return found.replace(graph=found.graph.insert(Node(id="noise", layer=layer), edge))


def ask(trainer, size=6):
    request = ProbeRequest("draws", size=size, sample=SAMPLE)
    return Prober().answer(trainer, [request])[request]


def test_a_certain_flip_is_the_mirrored_picture():
    trainer = Trainer(experiment(RandomFlip(horizontal=1.0)))
    draws = ask(trainer)["noise"]
    picture = trainer.parts["train"].x[2].numpy()
    np.testing.assert_array_equal(draws[0], picture)
    assert draws.shape == (7, *picture.shape)
    for draw in draws[1:]:
        np.testing.assert_array_equal(draw, picture[:, :, ::-1])


@pytest.mark.parametrize(
    "layer",
    [
        RandomShift(pixels=3),
        RandomRotation(degrees=40),
        SaltAndPepper(p=0.3),
        Cutout(size=3),
        Dropout(p=0.5),
        GaussianNoise(),
    ],
    ids=lambda layer: layer.kind,
)
def test_draws_differ_from_each_other_and_not_from_look_to_look(layer):
    trainer = Trainer(experiment(layer))
    first, second = ask(trainer)["noise"], ask(trainer)["noise"]
    np.testing.assert_array_equal(first, second)
    assert len(np.unique(first[1:].reshape(6, -1), axis=0)) > 3


def test_draws_are_those_of_the_layer_as_pytorch_would_run_it():
    trainer = Trainer(experiment(Cutout(size=3)))
    picture, *draws = ask(trainer)["noise"]
    for draw in draws:
        changed = np.argwhere(draw != picture)
        assert (draw[draw != picture] == 0).all()
        if len(changed):
            assert (np.ptp(changed, axis=0) <= 2).all()


def test_training_does_not_notice():
    watched, alone = (Trainer(experiment(SaltAndPepper(p=0.2))) for _number in range(2))
    for _step in range(4):
        watched.advance(steps=3)
        ask(watched)
        alone.advance(steps=3)
    for name, weight in alone.program.state_dict().items():
        assert torch.equal(weight, watched.program.state_dict()[name])


def test_flat_layers_have_no_draws():
    assert dict(ask(Trainer(presets.load("iris")))) == {}
