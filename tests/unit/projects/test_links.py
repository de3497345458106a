"""TensorFlow Playground's links: read as the original does, replayed number for number, written back."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnplayground import Experiment
from nnplayground.core.errors import FileError
from nnplayground.projects.tf_playground import from_link, is_link, to_link

RECORDED = json.loads((Path(__file__).parents[2] / "reference" / "tf_playground_links.json").read_text())
LINK = "https://playground.tensorflow.org/#"
CHAOTIC = 1  # losses of the second link part from the original's after epoch 50, as any two machines' do


def widths(experiment) -> list[int]:
    return [node.layer.units for node in experiment.graph.of_kind("linear")]


@pytest.mark.parametrize("index", range(len(RECORDED)))
def test_recorded_links_replay(index):
    record = RECORDED[index]
    epochs = 20 if index in (CHAOTIC,) else 200
    run = Experiment.from_link(record["link"]).train(epochs=epochs)
    for part in ("train", "test"):
        ours = run.history.mean[f"{part}_loss"]
        for row in record["losses"]:
            if row["epoch"] <= epochs:
                tolerance = 1e-9 if row["epoch"] <= 20 else 1e-6
                assert ours[row["epoch"]] == pytest.approx(row[part], abs=tolerance)


def test_weights_at_the_end_are_the_original_ones():
    record = RECORDED[0]
    run = Experiment.from_link(record["link"]).train(epochs=200)
    state = run.state_dict()
    names = [node.id for node in run.experiment.graph.of_kind("linear")]
    for name, layer in zip(names, record["weights_at_epoch_200"], strict=True):
        np.testing.assert_allclose(state[f"{name}.weight"], [unit["w"] for unit in layer], atol=1e-9)
        np.testing.assert_allclose(state[f"{name}.bias"], [unit["bias"] for unit in layer], atol=1e-9)


def test_keys_are_read_behind_entities_and_backslashes():
    plain = RECORDED[2]["link"]
    for mangled in (
        plain.replace("&", "&amp;"),
        plain.replace("&", r"\&").replace("#", r"\#"),
        f"  {plain}\n",
    ):
        assert from_link(mangled) == from_link(plain)
    assert from_link(plain).data.dataset.kind == "multi-gauss"  # &regDataset is no ®


def test_missing_keys_are_the_originals_defaults():
    experiment = from_link(LINK + "seed=0.5")
    assert experiment.data.dataset.kind == "circle"
    assert widths(experiment) == [4, 2, 1]
    assert experiment.data.chosen_features == ("x1", "x2")
    assert experiment.data.seed_text == "0.5"
    training = experiment.training
    assert (training.learning_rate, training.batch_size, training.precision) == (0.03, 10, "float64")
    assert (training.shuffle, training.remainder) == (False, "carry")


def test_without_seed_every_reading_is_another_run():
    assert len({from_link(LINK).data.seed_text for _time in range(5)}) == 5


@pytest.mark.parametrize(
    ("keys", "noise"),
    [("noise=51", 0.51), ("noise=80", 0.8), ("noise=81", 0.5), ("noise=-5", 0.0), ("noise=x", 0.0)],
)
def test_noise_out_of_range(keys, noise):
    assert from_link(LINK + keys).data.dataset.noise == pytest.approx(noise)


def test_limits_of_the_page_do_not_bind_links():
    experiment = from_link(LINK + "networkShape=30,20,10,9,8,7,6,5&batchSize=77&unknown=1&learningRate=0.05")
    assert widths(experiment) == [30, 20, 10, 9, 8, 7, 6, 5, 1]
    assert (experiment.training.batch_size, experiment.training.learning_rate) == (77, 0.05)


def test_empty_network_shape_is_no_hidden_layer():
    assert widths(from_link(LINK + "networkShape=")) == [1]


def test_hidden_controls_and_view():
    view = from_link(LINK + "discretize=true&showTestData=true&noise_hide=true&batchSize_hide=false").view
    assert (view.discretize, view.show_test, view.hidden) == (True, True, ("noise",))


def test_init_zero_starts_at_zero():
    run = Experiment.from_link(LINK + "initZero=true&seed=1").train(epochs=0)
    assert all(not value.any() for value in run.state_dict().values())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "spiral",
        "https://example.com/#activation=tanh",
        "ftp://playground.tensorflow.org/#x=true",
        LINK + " x",
    ],
)
def test_no_link(text):
    assert not is_link(text)
    with pytest.raises(FileError, match="This is not a TensorFlow Playground link"):
        from_link(text)


@pytest.mark.parametrize(
    "keys", ["networkShape=4,0", "networkShape=a", "networkShape=2.5", "x=false&y=false"]
)
def test_what_cannot_be_learned_is_refused(keys):
    with pytest.raises(FileError):
        from_link(LINK + keys)


@given(st.text(max_size=200))
def test_any_fragment_is_read_or_refused(text):
    if is_link(LINK + text):
        try:
            from_link(LINK + text)
        except FileError:
            return


FLAGS = st.sampled_from(["true", "false"])


@given(
    st.fixed_dictionaries(
        {
            "problem": st.sampled_from(["classification", "regression"]),
            "dataset": st.sampled_from(["circle", "xor", "gauss", "spiral"]),
            "regDataset": st.sampled_from(["reg-plane", "reg-gauss"]),
            "activation": st.sampled_from(["relu", "tanh", "sigmoid", "linear"]),
            "regularization": st.sampled_from(["none", "L1", "L2"]),
            "regularizationRate": st.sampled_from(["0", "0.001", "10"]),
            "learningRate": st.floats(0, 10).map(repr),
            "noise": st.integers(0, 80).map(str),
            "percTrainData": st.integers(1, 100).map(str),
            "batchSize": st.integers(1, 30).map(str),
            "networkShape": st.lists(st.integers(1, 12), max_size=7).map(
                lambda shape: ",".join(map(str, shape))
            ),
            "seed": st.integers(0, 99999).map(lambda n: f"0.{n:05}"),
            "x": st.just("true"),
            **dict.fromkeys(["y", "xSquared", "ySquared", "xTimesY", "sinX", "sinY", "initZero"], FLAGS),
            **dict.fromkeys(["showTestData", "discretize", "noise_hide", "playButton_hide"], FLAGS),
        }
    )
)
def test_links_survive_the_round_trip(keys):
    link = LINK + "&".join(f"{name}={value}" for name, value in keys.items())
    experiment = from_link(link)
    again = from_link(to_link(experiment))
    if not widths(experiment)[:-1]:  # without hidden layers there is no activation to tell
        assert to_link(again) == to_link(experiment)
    assert again == experiment


@pytest.mark.parametrize(
    ("path", "value", "part"),
    [
        ("data.dataset", "moons", "no data set Moons"),
        ("data.samples", 400, "always makes 500 samples"),
        ("data.stream", "numpy", "its own random numbers"),
        ("data.seed_text", "a b", "letters, digits and points"),
        ("data.features", ["x2", "x1"], "another order"),
        ("data.split.validation", 0.1, "no validation part"),
        ("training.optimizer", "adam", "plain SGD"),
        ("training.optimizer", {"kind": "sgd", "momentum": 0.9}, "plain SGD"),
        ("training.schedule", "cosine", "no schedule"),
        ("training.shuffle", True, "never shuffles"),
        ("training.precision", "float32", "64 bits"),
        ("training.regularization.kind", "elimination", "L1 or L2"),
        ("nodes.dense1.activation", "gelu", "ReLU, tanh, sigmoid and linear"),
        ("nodes.dense1.activation", "relu", "all use one of"),
        ("nodes.output.units", 2, "one neuron"),
        ("nodes.loss.loss", "squared_error", "half the squared error"),
        ("nodes.dense1.bias", False, "biases"),
        ("graph.edges", [], "single chain"),
    ],
)
def test_what_no_link_can_say(path, value, part):
    experiment = from_link(RECORDED[0]["link"]).with_value(path, value)
    with pytest.raises(FileError, match=part):
        to_link(experiment)
