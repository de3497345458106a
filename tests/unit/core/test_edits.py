"""Edits that touch several nodes."""

from __future__ import annotations

from nnplayground.core.edits import hidden_activation, reseeded, with_hidden_activation
from nnplayground.projects import presets


def test_the_hidden_activation_leaves_the_head_alone():
    spiral = presets.load("spiral")
    assert hidden_activation(spiral.graph) == "tanh"
    changed = with_hidden_activation(spiral, "relu")
    assert hidden_activation(changed.graph) == "relu"
    assert changed.graph.node("output") == spiral.graph.node("output")


def test_mixed_activations_have_no_common_name():
    spiral = presets.load("spiral").with_value("nodes.dense1.activation", "sine")
    assert hidden_activation(spiral.graph) is None


def test_other_weights_keep_the_data_but_in_a_replay():
    spiral, replay = presets.load("spiral"), presets.load("lecture-demo")
    assert reseeded(spiral).seed != spiral.seed
    assert reseeded(spiral).data == spiral.data
    assert reseeded(replay).data.seed_text != replay.data.seed_text
    assert reseeded(reseeded(replay)) != reseeded(replay)
