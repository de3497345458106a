"""Every preset is sound, explained in both languages, and does what its commentary says."""

from __future__ import annotations

import pytest

from nnplayground import Experiment
from nnplayground.core.errors import FileError
from nnplayground.core.resources import resource
from nnplayground.projects import presets
from nnplayground.projects.tf_playground import to_link
from nnplayground.train.trainer import Trainer


def test_the_default_comes_first():
    assert presets.names()[0] == presets.DEFAULT == "spiral"


# Warned of, and meant: too many weights; ten yes-or-no answers where there may be no digit.
MEANT = {"dense-or-conv": {"dense2"}, "sliding-heat-map": {"loss"}}


@pytest.mark.parametrize("name", presets.names())
def test_preset_is_sound_and_trains(name):
    experiment = Experiment.from_preset(name)
    warned = {problem.node for problem in experiment.check().problems}
    assert warned == MEANT.get(name, set())
    for words in (experiment.title, experiment.notes):
        assert set(words) == {"en", "ru"}
        assert all(words.values())
    if "samples" in type(experiment.data.dataset).model_fields:
        # Three steps need no more, and larger networks take seconds to be measured on all.
        experiment = experiment.set("data.dataset.samples", min(300, experiment.data.dataset.samples))
    assert experiment.train(steps=3).steps == 3


def test_unknown_preset_offers_the_nearest():
    with pytest.raises(FileError, match=r"no preset called “spirl”\. Did you mean spiral"):
        presets.load("spirl")


def test_spiral_is_solved_and_stays_so():
    losses = Experiment.from_preset("spiral").train(epochs=600, history_every=100).history.mean["test_loss"]
    assert max(losses[4:]) < 0.05


def test_digits_are_read():
    run = Experiment.from_preset("digits").train()
    assert run.scores["test"].metrics["accuracy"] >= 0.96


@pytest.mark.parametrize(
    ("name", "accuracy"),
    [
        ("digits-cnn", 0.98),
        ("digits-residual", 0.98),
        ("texture-filters", 0.98),
        ("digits-logistic", 0.95),
        ("network-in-network", 0.97),
    ],
)
def test_networks_read_pictures(name, accuracy):
    run = Experiment.from_preset(name).train(history_every=100)
    assert run.scores["test"].metrics["accuracy"] >= accuracy


@pytest.mark.parametrize(("name", "steps"), [("inception", 240), ("densenet", 120)])
def test_classic_networks_learn(name, steps):
    run = Experiment.from_preset(name).train(steps=steps, history_every=100)
    assert run.scores["train"].metrics["accuracy"] >= 0.9


@pytest.mark.parametrize(("name", "steps"), [("vgg", 90), ("resnet", 40), ("xception", 40)])
def test_larger_networks_begin_to_learn(name, steps):
    experiment = Experiment.from_preset(name).set("data.dataset.samples", 300)
    # Eager, because looking for a faster engine takes longer than these few steps.
    trainer = Trainer(experiment.set("training.engine", "eager").set("training.schedule", "constant"))
    losses = []
    for _step in range(steps):
        trainer.advance()
        losses.append(trainer.last_loss)
    assert sum(losses[-5:]) < 0.85 * sum(losses[:5])


def test_edges_by_hand_are_enough_to_read_digits():
    run = Experiment.from_preset("edges-by-hand").train(history_every=100)
    assert run.scores["test"].metrics["accuracy"] >= 0.95


def test_lenet_is_as_published_and_reads_glyphs():
    experiment = Experiment.from_preset("lenet5")
    nodes = experiment.report().nodes
    counts = {name: node.parameters for name, node in nodes.items() if node.parameters}
    c3 = sum(counts.pop(name) for name in ("conv2", "conv3", "conv4"))
    # Of the publication, table by table; the output, which was made of fixed codes, is a dense layer.
    assert c3 == 1516
    others = {"conv1": 156, "scale1": 12, "scale2": 32, "conv5": 48_120, "dense1": 10_164, "output": 850}
    assert counts == others
    assert sum(counts.values()) + c3 == 60_000 + 850
    run = experiment.train(epochs=7, history_every=7)
    assert run.scores["test"].metrics["accuracy"] >= 0.98


def test_the_connections_of_lenet_are_those_of_its_table():
    graph = Experiment.from_preset("lenet5").graph
    seen = []
    for select, conv in (("select1", "conv2"), ("select2", "conv3")):
        channels, groups = graph.node(select).layer.channels, graph.node(conv).layer.groups
        width = len(channels) // groups
        seen += [set(channels[i : i + width]) for i in range(0, len(channels), width)]
    # LeCun et al. 1998, table I: the rows of S2 that each column of C3 reads.
    table = "012 123 234 345 045 015 0123 1234 2345 0345 0145 0125 0134 1245 0235"
    assert seen == [set(map(int, column)) for column in table.split()]


def test_dense_and_convolutional_weights_are_counted_as_in_the_lecture():
    nodes = Experiment.from_preset("dense-or-conv").report().nodes
    convolutional = sum(nodes[name].parameters for name in ("conv1", "conv2", "dense1", "output"))
    dense = sum(nodes[name].parameters for name in ("dense2", "output2"))
    assert (convolutional, dense) == (645_162, 1_001_110)


def test_half_of_the_digits_helps_to_learn_the_other_half():
    learned = Trainer(Experiment.from_preset("transfer"))
    _train(learned, 15)
    assert learned.measure().test.metrics["accuracy"] >= 0.98
    frozen = learned.experiment
    for name in ("conv1", "conv2"):
        frozen = frozen.with_value(f"nodes.{name}.options.frozen", True)
    other = frozen.with_value("data.dataset.classes", "5-9").with_value("data.split.train", 0.1)
    learned.reinitialize("dense1", 1)
    learned.reinitialize("output", 1)
    learned.update(other)
    fresh = Trainer(other)
    for trainer in (learned, fresh):
        _train(trainer, 7)
    accuracies = [trainer.measure().test.metrics["accuracy"] for trainer in (learned, fresh)]
    assert accuracies[0] >= 0.9
    assert accuracies[0] > accuracies[1] + 0.1


def _train(trainer, epochs):
    end = trainer.epoch + epochs
    while trainer.epoch < end:
        trainer.advance(1000, 1)


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
def test_every_preset_has_its_picture_in_both_themes(name):
    for mode in ("dark", "light"):
        picture = resource("presets", "thumbnails", f"{name}-{mode}.png").read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert len(picture) < 50_000


def test_unets_differ_in_their_skips_only():
    with_skips, without = (presets.load(name) for name in ("unet-shapes", "unet-without-skips"))
    joins = {node.id for node in with_skips.graph.nodes} - {node.id for node in without.graph.nodes}
    assert {with_skips.graph.node(id).layer.kind for id in joins} == {"concatenate"}
    assert len(joins) == 3
    assert (with_skips.data, with_skips.training) == (without.data, without.training)
