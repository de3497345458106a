"""Every preset is sound, explained in both languages, and does what its commentary says."""

from __future__ import annotations

import pytest

from nnplayground import Experiment
from nnplayground.core.errors import FileError
from nnplayground.core.resources import resource
from nnplayground.projects import presets
from nnplayground.projects.tf_playground import to_link


def test_the_default_comes_first():
    assert presets.names()[0] == presets.DEFAULT == "spiral"


@pytest.mark.parametrize("name", presets.names())
def test_preset_is_sound_and_trains(name):
    experiment = Experiment.from_preset(name)
    # Ten yes-or-no answers are meant where a window may hold no digit at all.
    problems = [p for p in experiment.check().problems if (name, p.node) != ("sliding-heat-map", "loss")]
    assert not problems
    for words in (experiment.title, experiment.notes):
        assert set(words) == {"en", "ru"}
        assert all(words.values())
    assert experiment.train(epochs=1).epochs == 1


def test_unknown_preset_offers_the_nearest():
    with pytest.raises(FileError, match=r"no preset called “spirl”\. Did you mean spiral"):
        presets.load("spirl")


def test_spiral_is_solved_and_stays_so():
    losses = Experiment.from_preset("spiral").train(epochs=600, history_every=100).history.mean["test_loss"]
    assert max(losses[4:]) < 0.05


def test_digits_are_read():
    run = Experiment.from_preset("digits").train()
    assert run.scores["test"].metrics["accuracy"] >= 0.96


@pytest.mark.parametrize("name", ["digits-cnn", "digits-residual", "texture-filters"])
def test_convolutional_networks_read_pictures(name):
    run = Experiment.from_preset(name).train(history_every=100)
    assert run.scores["test"].metrics["accuracy"] >= 0.98


def test_edges_by_hand_are_enough_to_read_digits():
    run = Experiment.from_preset("edges-by-hand").train(history_every=100)
    assert run.scores["test"].metrics["accuracy"] >= 0.95


def test_lenet_is_as_published_and_reads_glyphs():
    experiment = Experiment.from_preset("lenet5")
    nodes = experiment.report().nodes
    # Of the publication: C1 156, C5 48 120, F6 10 164; C3 has all connections, the output is linear.
    counts = {name: nodes[name].parameters for name in ("conv1", "conv2", "conv3", "dense1", "output")}
    assert counts == {"conv1": 156, "conv2": 2416, "conv3": 48_120, "dense1": 10_164, "output": 850}
    run = experiment.train(epochs=7, history_every=7)
    assert run.scores["test"].metrics["accuracy"] >= 0.98


def test_lecture_demo_is_the_originals():
    experiment = Experiment.from_preset("lecture-demo")
    assert "seed=0.10005" in to_link(experiment)
    run = experiment.train(epochs=882, history_every=1000)
    assert run.scores["test"].loss == pytest.approx(0.0129, abs=5e-5)


@pytest.mark.parametrize("name", ["vanishing-sigmoids", "dead-relus", "xor-no-hidden"])
def test_known_bad_ones_do_not_learn(name):
    assert Experiment.from_preset(name).train(epochs=60, history_every=60).scores["train"].loss > 0.6


def test_remedies_of_the_bad_ones_work():
    alive = Experiment.from_preset("dead-relus").set(
        "nodes.dense1.activation", {"kind": "leaky_relu", "negative_slope": 0.2}
    )
    fed = Experiment.from_preset("xor-no-hidden").set("data.features", ["x1", "x2", "x1*x2"])
    for experiment in (alive, fed):
        assert experiment.train(epochs=300, history_every=300).scores["train"].loss < 0.4


def test_overfitting_overfits():
    run = Experiment.from_preset("polynomial-overfitting").train(epochs=50)
    assert run.scores["test"].loss > 20 * run.scores["train"].loss


def test_normalization_is_what_makes_the_line_fit():
    normal = Experiment.from_preset("linear-regression-normalized").train(epochs=30)
    assert normal.scores["test"].metrics["r2"] > 0.94
    with pytest.raises(ValueError, match="Learning rate"):
        Experiment.from_preset("linear-regression").set("training.learning_rate", 0.0001).train(epochs=500)


@pytest.mark.parametrize("name", presets.names())
def test_presets_over_a_plane_or_a_line_show_what_they_have_learned(name):
    stored = [resource("presets", "thumbnails", f"{name}-{mode}.png") for mode in ("dark", "light")]
    drawn = bool(presets.load(name).data.spec().bounds)
    assert [path.is_file() for path in stored] == [drawn, drawn]
