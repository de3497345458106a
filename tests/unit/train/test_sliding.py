"""A network that slides over a scene says at every place what it says of that window alone."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from test_explaining_methods import CNN, made, subject_of
from train_experiments import dense

from nnplayground.core.errors import PlaygroundError
from nnplayground.data.prepare import prepare
from nnplayground.train.explaining.pictures import Pictures
from nnplayground.train.explaining.questions import Slide
from nnplayground.train.explaining.sliding import composed, slid
from nnplayground.train.explaining.sliding_rule import can_slide
from nnplayground.train.explaining.subject import Subject

GLYPHS = {"dataset": {"kind": "glyphs", "samples": 120}, "split": {"train": 0.5}}
SLIDING = [
    {"id": "conv1", "kind": "conv2d", "out_channels": 3, "padding": "valid", "kernel_size": 5},
    {"id": "pool1", "kind": "max_pool2d"},
    {"id": "conv2", "kind": "conv2d", "out_channels": 5, "padding": "valid"},
    {"id": "pool2", "kind": "global_avg_pool"},
    dense("output", 10, "identity"),
]


def test_every_place_says_what_the_network_says_of_its_window() -> None:
    subject = subject_of(SLIDING, GLYPHS)
    scene = composed(subject.pictures, seed=4)
    scores, step = slid(subject, scene.pixels)
    assert step == (2, 2)
    for row, column in ((0, 0), (5, 9), (scores.shape[1] - 1, scores.shape[2] - 1)):
        top, left = row * 2, column * 2
        window = scene.pixels[:, top : top + 28, left : left + 28]
        with torch.no_grad():
            alone = subject.scores(torch.tensor(window)[None])[0]
        np.testing.assert_allclose(scores[:, row, column], alone, atol=1e-5)


def test_scenes_hold_whole_samples_apart_from_each_other() -> None:
    subject = subject_of(SLIDING, GLYPHS)
    scene = composed(subject.pictures, seed=1)
    assert len(scene.placed) >= 4
    for placed in scene.placed:
        sample = subject.pictures.x[placed.index][0]
        room = scene.pixels[0, placed.top : placed.top + 28, placed.left : placed.left + 28]
        assert (room >= sample.astype(np.float32)).all()
        assert placed.label == subject.pictures.y[placed.index]
    np.testing.assert_array_equal(scene.pixels, composed(subject.pictures, seed=1).pixels)


def test_what_is_said_of_a_scene_adds_up_to_one_at_every_place() -> None:
    subject = subject_of(SLIDING, GLYPHS)
    (answer,) = Slide(seed=4).answers(subject, lambda: False)
    scores, step = slid(subject, answer.scene.pixels)
    np.testing.assert_array_equal(answer.scores, scores)
    assert answer.step == step
    assert answer.window == (28, 28)
    np.testing.assert_allclose(answer.chances.sum(axis=0), 1, rtol=1e-5)
    assert (answer.chances.argmax(axis=0) == scores.argmax(axis=0)).all()


def test_ablated_maps_are_missing_in_the_scene_too() -> None:
    experiment = made(SLIDING, GLYPHS)
    node = experiment.graph.node("conv2").with_options(ablated=(0, 3))
    ablated = experiment.replace(graph=experiment.graph.update(node))
    subject = Subject(ablated, Pictures.of_prepared(prepare(ablated.data)))
    scene = composed(subject.pictures, seed=4)
    scores, (down, _across) = slid(subject, scene.pixels)
    with torch.no_grad():
        alone = subject.scores(torch.tensor(scene.pixels[:, 5 * down : 5 * down + 28, :28])[None])[0]
    np.testing.assert_allclose(scores[:, 5, 0], alone, atol=1e-5)


def test_a_network_bound_to_its_size_says_what_would_let_it_slide() -> None:
    cnn = subject_of(CNN)
    with pytest.raises(PlaygroundError, match="bound to the size of its pictures") as refused:
        slid(cnn, composed(cnn.pictures, seed=1).pixels)
    assert "global pooling" in str(refused.value.remedy)


def test_only_networks_of_maps_can_slide() -> None:
    assert can_slide(made(SLIDING, GLYPHS))
    assert not can_slide(made(CNN))
    bound = [*SLIDING[:3], {"id": "a", "kind": "adaptive_avg_pool2d", "output_size": [3, 3]}, *SLIDING[3:]]
    assert not can_slide(made(bound, GLYPHS))
