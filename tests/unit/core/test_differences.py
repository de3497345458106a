"""In which settings experiments differ, what they are called, and what can be turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nnplayground.core.differences import differences, name_beside
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.graph import Node
from nnplayground.core.knobs import knobs, turned
from nnplayground.core.layer import Layer
from nnplayground.projects import presets

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment


@pytest.fixture(scope="module")
def spiral() -> Experiment:
    return presets.load("spiral")


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"training.learning_rate": 0.1}, "Learning rate 0.1"),
        ({"training.optimizer": "adam", "training.learning_rate": 0.003}, "Adam 0.003"),
        ({"data.features": ["x1", "x2"]}, "without sin x₁, sin x₂"),
        ({"nodes.dense1.units": 4}, "Layers 4-6"),
        ({"seed": 5}, "Seed 5"),
        ({"data.features": ["x1", "x2", "sin(x1)", "sin(x2)", "x1*x2"]}, "with x₁x₂"),
        ({"data.features": ["x1", "x2", "x1*x2"]}, "features x₁, x₂, x₁x₂"),
        ({"data.dataset": "circle", "data.noise": 0.1}, "Circle"),
        ({"training.batch_size": 30, "training.clip.kind": "norm", "seed": 5}, None),
    ],
)
def test_a_run_is_named_by_what_differs(spiral: Experiment, changes: dict[str, object], name: str) -> None:
    other = spiral
    for path, value in changes.items():
        other = other.with_value(path, value)
    said = str(name_beside(spiral, other))
    assert said == name if name else said.endswith("and 1 more")


def test_one_activation_of_all_layers_is_one_difference(spiral: Experiment) -> None:
    relu = turned(spiral, "activation", "relu")
    (change,) = differences(spiral, relu)
    assert (change.path, change.before, change.after) == ("activation", "Tanh", "ReLU")
    assert str(name_beside(spiral, relu)) == "ReLU instead of Tanh"
    assert relu.graph.node("output").layer == spiral.graph.node("output").layer


def test_nodes_that_came_went_or_are_muted_are_named(spiral: Experiment) -> None:
    graph = spiral.graph
    output = graph.node("output")
    muted = spiral.replace(graph=graph.update(output.replace(muted=True)))
    (change,) = differences(spiral, muted)
    assert (change.path, change.before, change.after) == ("nodes.output", "on", "off")
    assert str(name_beside(spiral, muted)) == f"{output.title} off"

    noise = Node(id="noise", layer=Layer.named("dropout")())
    more = spiral.replace(graph=graph.add(noise))
    assert str(name_beside(spiral, more)) == f"with {noise.title}"
    assert str(name_beside(more, spiral)) == f"without {noise.title}"


def test_a_layer_of_another_kind_in_a_nodes_place_is_one_difference(spiral: Experiment) -> None:
    graph = spiral.graph
    other = graph.node("output").replace(layer=Layer.named("dropout")())
    changes = differences(spiral, spiral.replace(graph=graph.update(other)))
    assert [(c.path, str(c.before), str(c.after)) for c in changes] == [("nodes.output", "Dense", "Dropout")]


def test_wires_are_counted_where_nothing_else_differs(spiral: Experiment) -> None:
    graph = spiral.graph
    cut = spiral.replace(graph=graph.disconnect(graph.edges[0]))
    (change,) = differences(spiral, cut)
    assert change.path == "graph.edges"
    assert (int(change.before), int(change.after)) == (len(graph.edges), len(graph.edges) - 1)


def test_a_value_that_is_given_or_taken_back_is_told(spiral: Experiment) -> None:
    given = spiral.with_value("nodes.dense1.options.learning_rate_factor", 2.0)
    (change,) = differences(spiral, given)
    assert change.after == "2"
    patient = spiral.with_value("training.stop.patience", 5)
    (change,) = differences(patient, spiral)
    assert (change.before, change.after) == ("5", "–")


def test_equal_experiments_do_not_differ(spiral: Experiment) -> None:
    assert differences(spiral, presets.load("spiral")) == ()
    assert name_beside(spiral, spiral) is None
    renamed = spiral.replace(graph=spiral.graph.update(spiral.graph.node("dense1").replace(name="First")))
    assert differences(spiral, renamed) == ()


@pytest.mark.parametrize("preset", ["spiral", "digits-cnn", "linear-regression", "iris", "sine"])
def test_every_knob_turns_something_that_can_be_trained(preset: str) -> None:
    own = presets.load(preset)
    offered = knobs(own)
    assert {"training.learning_rate", "training.optimizer", "training.batch_size"} <= {
        k.path for k in offered
    }
    assert len({knob.path for knob in offered}) == len(offered)
    for knob in offered:
        values = [value for value, _text in knob.options] or [knob.suggestion]
        other = turned(own, knob.path, values[0])
        assert differences(own, other), knob.path
        assert knob.path.endswith(".groups") or other.report().ok, knob.path


def test_a_value_that_does_not_fit_is_refused(spiral: Experiment) -> None:
    with pytest.raises(PlaygroundError):
        turned(spiral, "training.learning_rate", -1.0)


@pytest.mark.parametrize(
    ("path", "value"),
    [("activation", "relu"), ("add", "dropout:dense1"), ("feature", "x1"), ("nodes.dense1.units", 3)],
)
def test_what_no_longer_fits_the_experiment_is_said(path: str, value: object) -> None:
    digits = presets.load("digits")
    bare = digits.replace(graph=digits.graph.remove(["dense1", "dense2"], reconnect=True))
    with pytest.raises(PlaygroundError):
        turned(bare, path, value)
