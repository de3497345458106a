"""Runs that have ended: when they are kept, what is kept, and how they are written."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch

from nnplayground.core.errors import FileError
from nnplayground.core.knobs import turned
from nnplayground.projects import presets
from nnplayground.train.commands import Branch, Play, Reset, Restart, Seek, Step, Update
from nnplayground.train.endings import Endings
from nnplayground.train.history import Curves, History
from nnplayground.train.kept import KeptRun, thinner
from nnplayground.train.kept_json import runs_from_json, runs_to_json
from nnplayground.train.run import run_experiment
from nnplayground.train.runner import Runner

SPIRAL = presets.load("spiral")


def started() -> tuple[Runner, Endings]:
    endings = Endings()
    return Runner(SPIRAL, History(), None, endings), endings


def train(runner: Runner, epochs: int) -> None:
    runner.apply(Step(epochs=epochs))
    while runner.idle_seconds() == 0:
        runner.work(lambda: False)


@pytest.fixture(scope="module")
def kept() -> KeptRun:
    runner, endings = started()
    train(runner, 12)
    runner.apply(Reset())
    (run,) = endings.take()
    return run


def test_a_reset_keeps_what_a_headless_run_gives(kept: KeptRun) -> None:
    alone = run_experiment(SPIRAL.with_value("training.stop.epochs", 12))
    assert (kept.epoch, kept.step, kept.parameters) == (12, alone.steps, 108)
    assert kept.score("test", "loss") == alone.scores["test"].loss
    assert kept.curves.mean["test_loss"].tolist() == alone.history.mean["test_loss"].tolist()
    assert kept.weights is not None
    for name, value in alone.state_dict().items():
        assert np.array_equal(kept.weights[name], value.numpy())


def test_the_picture_is_the_output_of_the_kept_weights(kept: KeptRun) -> None:
    assert kept.boundary is not None
    assert kept.boundary.shape == (2, 64, 64)
    assert np.allclose(kept.boundary.sum(axis=0), 1, atol=1e-6)  # a softmax of two classes


def test_nothing_is_kept_of_a_run_without_an_epoch() -> None:
    runner, endings = started()
    runner.apply(Reset())
    runner.apply(Step(steps=3))
    runner.work(lambda: False)
    runner.apply(Reset())
    assert endings.take() == []


def test_live_edits_go_on_and_others_end_the_run() -> None:
    runner, endings = started()
    train(runner, 3)
    runner.apply(Update(SPIRAL.with_value("training.learning_rate", 0.5)))
    assert endings.take() == []
    train(runner, 2)
    wider = SPIRAL.with_value("training.learning_rate", 0.5).with_value("nodes.dense1.units", 5)
    runner.apply(Update(wider))
    (before,) = endings.take()
    assert before.experiment.training.learning_rate == 0.5
    assert before.experiment.graph.structure == SPIRAL.graph.structure
    assert before.epoch == 5
    runner.apply(Update(wider.with_value("data.noise", 0.2)))
    assert endings.take() == []  # no epoch since the last edit


def test_a_run_has_the_settings_it_was_trained_with() -> None:
    runner, endings = started()
    train(runner, 2)
    runner.apply(Update(SPIRAL.with_value("training.learning_rate", 0.5)))
    runner.apply(Reset())
    (run,) = endings.take()
    assert run.experiment == SPIRAL


def test_a_branch_keeps_the_tail_that_is_left() -> None:
    runner, endings = started()
    train(runner, 6)
    runner.apply(Seek(step=20))
    runner.apply(Branch())
    (run,) = endings.take()
    assert run.epoch == 6


def test_restart_begins_with_given_weights(kept: KeptRun) -> None:
    runner, _endings = started()
    assert kept.weights is not None
    runner.apply(Restart(kept.weights))
    snapshot = runner.snapshot()
    assert (snapshot.epoch, snapshot.step) == (0, 0)
    assert snapshot.test.loss == kept.score("test", "loss")


def test_restart_leaves_what_does_not_fit(kept: KeptRun) -> None:
    wider = SPIRAL.with_value("nodes.dense1.units", 5)
    runner = Runner(wider, History())
    assert kept.weights is not None
    assert runner.trainer is not None
    fresh = {name: value.clone() for name, value in runner.trainer.program.state_dict().items()}
    runner.apply(Restart(kept.weights))
    state = runner.trainer.program.state_dict()
    assert torch.equal(state["dense1.weight"], fresh["dense1.weight"])
    assert np.array_equal(state["output.weight"].numpy(), kept.weights["output.weight"])


def test_thinner_curves_lose_no_spike() -> None:
    epochs = np.arange(10_000.0)
    loss = np.sin(epochs / 50)
    loss[6_789] = 42.0
    loss[100:200] = np.nan
    columns = {"epoch": epochs, "test_loss": loss}
    small = thinner(Curves(columns, columns, columns, 1, 0, ()), 300)
    assert len(small) == 300
    assert small.high["test_loss"][np.isfinite(small.high["test_loss"])].max() == 42.0
    assert small.mean["epoch"][-1] == 9_999
    assert small.stride == 34


# -- files ---------------------------------------------------------------------------------------------


def test_json_is_read_back_as_it_was(kept: KeptRun) -> None:
    named = kept.with_(name="my best", is_named=True, starred=True)
    (back,) = runs_from_json(json.loads(json.dumps(runs_to_json([named]))))
    assert back.experiment == named.experiment
    assert (back.name, back.is_named, back.starred) == ("my best", True, True)
    assert back.scores == named.scores
    for kind in ("mean", "low", "high"):
        columns, own = getattr(back.curves, kind), getattr(named.curves, kind)
        assert all(np.array_equal(columns[name], own[name], equal_nan=True) for name in own)
    assert back.boundary is not None
    assert named.boundary is not None
    assert np.array_equal(back.boundary, named.boundary)
    assert back.weights is not None
    assert named.weights is not None
    assert all(np.array_equal(back.weights[name], value) for name, value in named.weights.items())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("epoch",), -1),
        (("epoch",), True),
        (("starred",), 1),
        (("name",), "x" * 1_000),
        (("seconds",), "soon"),
        (("scores",), {"train": {"loss": "low"}}),
        (("curves", "mean"), {"epoch": [0.0] * 1_000}),
        (("curves", "mean"), {}),
        (("curves", "events"), [[1]]),
        (("boundary",), {"shape": [4, 4], "float32": "AAAA"}),
        (("boundary",), {"shape": [10**9, 10**9], "float32": ""}),
        (("boundary",), {"shape": [1], "float32": "not base64"}),
        (("weights",), {"dense1.weight": 3}),
        (("extra",), 1),
        (("experiment",), {"format": "other"}),
    ],
)
def test_what_is_not_right_is_refused_in_one_sentence(
    kept: KeptRun, path: tuple[str, ...], value: object
) -> None:
    (entry,) = json.loads(json.dumps(runs_to_json([kept])))
    holder = entry
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    with pytest.raises(FileError) as error:
        runs_from_json([entry])
    assert "runs[1]" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("value", [None, {}, [1], [[]], [{}], [{"epoch": 1}] * 1_000])
def test_other_json_is_no_list_of_runs(value: object) -> None:
    with pytest.raises(FileError):
        runs_from_json(value)


def test_a_turned_knob_ends_the_run_only_if_it_is_structural() -> None:
    runner, endings = started()
    train(runner, 1)
    runner.apply(Update(turned(SPIRAL, "add", "dropout:dense1")))
    assert len(endings.take()) == 1
    runner.apply(Play())
