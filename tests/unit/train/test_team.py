"""Two processes, this one and another, train one experiment as one process does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from team_of_two import noisy, train_in_turn, with_channels
from torch.distributed import TCPStore

from nnplayground.core.errors import TrainingError
from nnplayground.train.parallel import Team, asked_for, joined, local_size, team
from nnplayground.train.run import run_experiment

ROOT = Path(__file__).parents[3]
SECOND = Path(__file__).with_name("team_of_two.py")


@pytest.fixture(scope="module")
def both() -> tuple[dict[str, Any], dict[str, Any]]:
    """What the two processes of a team say of the same runs."""
    meeting = TCPStore("127.0.0.1", 0, is_master=True, wait_for_workers=False)
    shared = {
        "WORLD_SIZE": "2",
        "LOCAL_WORLD_SIZE": "2",
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": str(meeting.port),
        "TORCHELASTIC_USE_AGENT_STORE": "True",  # the meeting place is here already, on a port that was free
        "TORCHELASTIC_RESTART_COUNT": "0",
    }
    environment = {**os.environ, **shared, "RANK": "1", "PYTHONPATH": str(ROOT)}
    with (
        subprocess.Popen([sys.executable, SECOND], env=environment, stdout=subprocess.PIPE) as other,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name, value in {**shared, "RANK": "0"}.items():
            patch.setenv(name, value)
        try:
            own = train_in_turn()
            said, _ = other.communicate(timeout=60)
        finally:
            other.kill()
    return own, json.loads(said)


@pytest.mark.parametrize(("name", "make"), [("noisy", noisy), ("channels", with_channels)])
def test_losses_and_statistics_are_those_of_one_process(both, name, make):
    alone = run_experiment(make().with_value("training.engine", "eager"))
    together = both[0][name]
    assert together["losses"] == pytest.approx(alone.history.mean["train_loss"], rel=1e-9)
    assert (together["steps"], together["engine"]) == (alone.steps, "eager")
    for parameter, values in alone.state_dict().items():
        assert together["state"][parameter] == pytest.approx(values.flatten().tolist(), rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("name", ["noisy", "channels", "stopped"])
def test_both_processes_have_the_same_network_bit_for_bit(both, name):
    first, second = both
    assert (first["rank"], second["rank"]) == (0, 1)
    assert first[name] == second[name]


def test_one_that_is_asked_to_stop_stops_both(both):
    assert "Interrupted" in both[0]["stopped"]["reason"]


def test_a_loss_that_is_no_mean_over_samples_is_refused_by_both(both):
    for found in both:
        assert "The loss is no mean over samples, so several processes cannot share" in found["refused"]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("count", [0, 1, 2, 10, 101])
def test_every_sample_is_one_processs(size, count):
    shares = [range(count)[Team(rank, size).share(count)] for rank in range(size)]
    assert [sample for share in shares for sample in share] == list(range(count))
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


@pytest.mark.parametrize(
    ("environment", "asked"),
    [
        ({}, False),
        ({"WORLD_SIZE": "2"}, False),
        ({"WORLD_SIZE": "1", "RANK": "0"}, False),
        ({"WORLD_SIZE": "two", "RANK": "0"}, False),
        ({"WORLD_SIZE": "2", "RANK": "0"}, True),
    ],
)
def test_a_team_is_asked_for_by_torchruns_variables(environment, asked):
    assert asked_for(environment) == asked


def test_who_is_alone_trains_alone(monkeypatch):
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    with joined() as found:
        assert found is None
        assert team() is None
        assert local_size() == 1


def test_others_that_cannot_be_reached_are_a_sentence(monkeypatch):
    for name, value in {"WORLD_SIZE": "2", "RANK": "0", "MASTER_ADDR": "", "MASTER_PORT": ""}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(TrainingError, match="cannot be reached") as refused, joined():
        pass
    assert refused.value.place == "torchrun"
    assert team() is None
