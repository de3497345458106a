"""Experiments survive their file, change by path, and refuse bad input with sentence, place and remedy."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnplayground.core.activation import Activation
from nnplayground.core.condition import Condition, parse_condition
from nnplayground.core.errors import FileError, PlaygroundError
from nnplayground.core.experiment import VERSION, Experiment, json_schema
from nnplayground.core.layer import Initialization
from nnplayground.core.loss import Loss

FILE: dict[str, Any] = {
    "data": {"dataset": "circle"},
    "graph": {
        "nodes": [
            {"id": "input", "kind": "data"},
            {"id": "dense", "kind": "linear", "units": 4},
            {"id": "output", "kind": "linear", "units": 1, "activation": "identity"},
            {"id": "loss", "kind": "loss"},
        ],
        "edges": [
            {"source": "input", "source_port": "x", "target": "dense"},
            {"source": "dense", "target": "output"},
            {"source": "output", "target": "loss", "target_port": "prediction"},
        ],
    },
}


def experiment() -> Experiment:
    return Experiment.from_dict(json.loads(json.dumps(FILE)))


def test_a_short_file_is_filled_up_with_defaults() -> None:
    made = experiment()
    assert made.report().ok
    assert made.report().parameters == 2 * 4 + 4 + 4 + 1
    assert made.training.optimizer.kind == "sgd"
    assert made.training.batch_size == 10
    assert made.name() == ""
    assert made.replace(title={"en": "Rings", "ru": "Кольца"}).name("ru") == "Кольца"
    assert made.replace(title={"en": "Rings"}).name("ru") == "Rings"


@settings(max_examples=40, deadline=None)
@given(
    units=st.integers(1, 100),
    activation=st.sampled_from(list(Activation.kinds())),
    loss=st.sampled_from([None, *Loss.kinds()]),
    initialization=st.sampled_from([None, *Initialization.kinds()]),
    rate=st.floats(0, 1e6),
    batch=st.one_of(st.integers(1, 10**6), st.just("full")),
    seed=st.integers(0, 2**63 - 1),
)
def test_saving_and_loading_is_the_identity(
    units: int, activation: str, loss: Any, initialization: Any, rate: float, batch: Any, seed: int
) -> None:
    made = experiment().with_value("seed", seed).with_value("nodes.dense.units", units)
    made = made.with_value("nodes.dense.activation", activation).with_value("nodes.loss.loss", loss)
    made = made.with_value("nodes.dense.options.initialization", initialization)
    made = made.with_value("training.learning_rate", rate).with_value("training.batch_size", batch)
    again = Experiment.from_dict(json.loads(made.to_json()))
    assert again == made
    assert again.to_json() == made.to_json()


@pytest.mark.parametrize(
    ("path", "value", "read"),
    [
        ("seed", 3, lambda e: e.seed),
        ("data.dataset.noise", 0.25, lambda e: e.data.dataset.noise),
        ("data.noise", 0.25, lambda e: e.data.dataset.noise),
        ("data.split.train", 0.8, lambda e: e.data.split.train),
        ("training.batch_size", "full", lambda e: e.training.batch_size),
        ("training.optimizer.momentum", 0.9, lambda e: e.training.optimizer.momentum),
        ("nodes.dense.units", 9, lambda e: e.graph.node("dense").layer.units),
        ("nodes.dense.options.frozen", True, lambda e: e.graph.node("dense").options.frozen),
        ("training.stop.until", "test_loss<0.1", lambda e: e.training.stop.until),
        ("view.show_test", True, lambda e: e.view.show_test),
    ],
)
def test_values_are_set_by_path(path: str, value: Any, read: Any) -> None:
    made = experiment()
    assert read(made) != value
    assert read(made.with_value(path, value)) == value
    assert made == experiment(), "the original stays"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("training.batch", 5, "There is no “training.batch” to set. Did you mean batch_size"),
        ("trainig.batch_size", 5, "Did you mean training?"),
        ("training.batch_size.more.still", 5, "There is no “training.batch_size.more.still” to set."),
        ("nodes.dense2.units", 5, "There is no “nodes.dense2.units” to set. Did you mean dense?"),
        ("nodes", 5, "There is no “nodes” to set."),
        ("nodes.dense.colour", 5, "nodes.dense.colour: .*is not known here"),
        ("nodes.dense.units", 0, "nodes.dense.units: .*at least 1, not 0"),
        ("training.learning_rate", float("inf"), "training.learning_rate: .*finite"),
        ("training.batch_size", 0, "training.batch_size: .*from 1 to 10,000,000"),
        ("training.stop.until", "loss is small", "is no condition. Write one like test_loss<0.05."),
        ("data.dataset", "spirale", "There is no dataset called “spirale”. Did you mean spiral"),
    ],
)
def test_a_path_or_value_that_does_not_fit_has_a_sentence(path: str, value: Any, said: str) -> None:
    with pytest.raises(FileError, match=said) as caught:
        experiment().with_value(path, value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ([], "An experiment is a JSON object."),
        ("text", "An experiment is a JSON object."),
        ({"format": "other"}, "This is not an NN Playground experiment."),
        ({"version": VERSION + 1}, "The file is of version 2; this program reads up to 1."),
        ({"version": "new"}, "“version” must be a whole number, not 'new'"),
        ({"data": {}}, "“data.dataset” is missing"),
        ({"data": {"dataset": {"kind": "circle", "samples": -5}}}, "samples” must be at least"),
        ({"graph": []}, "“graph” must be"),
        ({"seed": -1}, "“seed” must be at least 0, not -1"),
        ({"colour": 1}, "“colour” is not known here"),
        ({"training": {"optimizer": "adamm"}}, "There is no optimizer called “adamm”. Did you mean adam"),
        ({"training": {"phases": [{"repeats": 0}]}}, "“training.phases[0].repeats” must be at least 1"),
        ({"seed": -1, "colour": 1}, "1 more problems follow it."),
        (
            {"data": {"dataset": "circle", "features": ["x1", "x9"]}},
            "needs a column that the data does not have",
        ),
        ({"data": {"dataset": "circle", "features": ["x1", "x1"]}}, "A feature is listed twice."),
        ({"data": {"dataset": "circle", "features": ["tan(x1)"]}}, "tan(x1)"),
        ({"data": {"dataset": "digits", "features": ["x1"]}}, "has no features to choose."),
    ],
)
def test_bad_files_have_sentence_place_and_remedy(change: Any, said: str) -> None:
    value = {**FILE, **change} if isinstance(change, dict) else change
    with pytest.raises(FileError) as caught:
        Experiment.from_dict(value)
    assert said in str(caught.value)


def test_dangling_edges_name_the_place() -> None:
    value = json.loads(json.dumps(FILE))
    value["graph"]["edges"].append({"source": "dense", "target": "gone"})
    with pytest.raises(FileError, match="leads to “gone”, which does not exist") as caught:
        Experiment.from_dict(value)
    assert caught.value.place == "graph"
    assert caught.value.remedy == "Remove the wire or add the node."


def test_the_published_schema_knows_every_kind() -> None:
    schema = json.dumps(json_schema(), ensure_ascii=False)
    for family in (Activation, Loss, Initialization):
        for kind in family.kinds():
            assert f'"{kind}"' in schema


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("test_loss<0.05", Condition("test_loss", "<", 0.05)),
        (" train_accuracy >= 1e-1 ", Condition("train_accuracy", ">=", 0.1)),
    ],
)
def test_conditions_are_read(text: str, condition: Condition) -> None:
    assert parse_condition(text) == condition


def test_conditions_hold_or_not() -> None:
    condition = parse_condition("test_loss<0.05")
    assert condition.holds({"test_loss": 0.04})
    assert not condition.holds({"test_loss": 0.05})
    assert not condition.holds({})
    assert not condition.holds({"test_loss": float("nan")})


@pytest.mark.parametrize("text", ["", "test_loss", "test_loss<", "test_loss<1.2.3", "loss<1", "test_los<1"])
def test_conditions_that_cannot_be_read_have_a_remedy(text: str) -> None:
    with pytest.raises(PlaygroundError) as caught:
        parse_condition(text)
    assert caught.value.remedy
