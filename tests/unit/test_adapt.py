from __future__ import annotations

import pytest

from nnplayground import Experiment
from nnplayground.core.adapt import fit_head, switch_dataset
from nnplayground.core.dataset import Dataset
from nnplayground.core.loss import Task


def chain(dataset="spiral", head=1, loss=None, **data):
    return Experiment.from_dict(
        {
            "data": {"dataset": dataset, **data},
            "graph": {
                "nodes": [
                    {"id": "data", "kind": "data"},
                    {"id": "hidden", "kind": "linear", "units": 4},
                    {"id": "output", "kind": "linear", "units": head, "activation": "tanh"},
                    {"id": "loss", "kind": "loss", "loss": loss},
                ],
                "edges": [
                    {"source": "data", "source_port": "x", "target": "hidden"},
                    {"source": "hidden", "target": "output"},
                    {"source": "output", "target": "loss", "target_port": "prediction"},
                ],
            },
        }
    )


@pytest.mark.parametrize("kind", [kind for kind, cls in Dataset.kinds().items() if not cls.is_own])
def test_every_data_set_can_be_trained_after_the_switch(kind):
    switched = switch_dataset(chain(), Dataset.named(kind)())
    assert switched.report().ok
    spec = switched.data.spec()
    width = switched.graph.node("output").layer.units
    assert width == (spec.target.classes if spec.task is Task.MULTICLASS else 1)


def test_a_changed_head_is_linear_and_its_loss_the_default():
    switched = switch_dataset(chain(loss="half_squared_error"), Dataset.named("blobs")())
    assert switched.graph.node("output").layer.activation.kind == "identity"
    assert switched.graph.node("output").layer.units == 4


def test_a_head_that_fits_is_left_alone():
    before = chain(head=2)
    after = switch_dataset(before, Dataset.named("circle")())
    assert after.graph == before.graph
    assert fit_head(before) is before


def test_pictures_get_a_flatten_before_the_first_dense():
    switched = switch_dataset(chain(), Dataset.named("digits")())
    kinds = [node.layer.kind for node in switched.graph.nodes]
    assert kinds.count("flatten") == 1
    first = switched.graph.incoming("hidden")[0].source
    assert switched.graph.node(first).layer.kind == "flatten"


def test_a_loss_for_another_task_gives_way():
    switched = switch_dataset(chain(loss="cross_entropy", head=2), Dataset.named("sine")())
    assert switched.graph.node("loss").layer.loss is None
    assert switched.report().ok


def test_tables_are_standardized_and_made_sets_are_not():
    table = switch_dataset(chain(), Dataset.named("wine")())
    assert table.data.standardize
    assert not switch_dataset(table, Dataset.named("moons")()).data.standardize


def test_features_stay_within_a_kind_of_data_and_go_with_it():
    start = chain(features=["x1", "sin(x2)"])
    assert switch_dataset(start, Dataset.named("xor")()).data.features == ("x1", "sin(x2)")
    assert switch_dataset(start, Dataset.named("iris")()).data.features is None


def test_repeated_numbers_are_given_up_for_sets_the_original_does_not_know():
    start = chain(stream="seedrandom", seed_text="0.5")
    assert switch_dataset(start, Dataset.named("circle")()).data.stream == "seedrandom"
    assert switch_dataset(start, Dataset.named("moons")()).data.stream == "numpy"


@pytest.mark.parametrize("preset", ["digits-cnn", "lenet5", "digits-residual", "texture-filters"])
@pytest.mark.parametrize("kind", ["spiral", "wine", "sine", "image_shapes"])
def test_convolutional_networks_follow_any_data_and_come_back(preset, kind):
    before = Experiment.from_preset(preset)
    there = switch_dataset(before, Dataset.named(kind)())
    assert there.report().ok
    back = switch_dataset(there, before.data.dataset)
    assert back.report().ok
    assert [node.id for node in back.graph.nodes] == [node.id for node in before.graph.nodes]
