"""In which settings experiments differ, what they are called, and what can be turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nnplayground.core.differences import differences, name_beside
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.knobs import knobs, turned
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
