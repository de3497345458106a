"""``sweep`` as a person starts it: reproducible, ended and killed, gone on with, wrong."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "nnplayground"]


@pytest.fixture
def environment(tmp_path):
    folders = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_STATE_HOME")}
    return {**os.environ, **folders, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


@pytest.fixture
def start(environment):
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *words], env=environment, capture_output=True, timeout=280, encoding="utf-8"
        )

    return run


def test_a_grid_is_trained_by_two_processes_and_its_best_trial_can_be_repeated(start, tmp_path):
    best, table = tmp_path / "best.nnp", tmp_path / "trials.csv"
    words = ["circle", "--epochs", "8", "--vary", "training.learning_rate=0.01,0.2"]
    words += ["--vary", "nodes.dense1.units=1,4", "--sampler", "grid", "--jobs", "2"]
    done = start("sweep", *words, "--save-best", str(best), "--csv", str(table), "--json")
    assert done.returncode == 0, done.stderr
    trials = json.loads(done.stdout)["trials"]
    points = {
        (t["parameters"]["training.learning_rate"], t["parameters"]["nodes.dense1.units"]) for t in trials
    }
    assert points == {(0.01, 1), (0.01, 4), (0.2, 1), (0.2, 4)}
    assert [t["value"] for t in trials] == sorted(t["value"] for t in trials)
    alone = json.loads(start("train", str(best), "--json").stdout)
    part = json.loads(done.stdout)["measure"].removesuffix("_loss")
    assert alone["losses"][part] == trials[0]["value"]
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["test_loss"]) for row in rows] == [t["measures"]["test_loss"] for t in trials]


def test_the_same_command_goes_on_and_a_larger_one_adds(start):
    words = ["sweep", "circle", "--epochs", "2", "--vary", "training.learning_rate=0.01..1:log", "--json"]
    first = json.loads(start(*words, "--trials", "2").stdout)
    again = json.loads(start(*words, "--trials", "2").stdout)
    more = json.loads(start(*words, "--trials", "3").stdout)
    assert again == first
    assert len(more["trials"]) == 3
    assert all(trial in more["trials"] for trial in first["trials"])


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
@pytest.mark.parametrize("number", ["SIGKILL", "SIGINT"])
def test_a_sweep_that_is_ended_goes_on_where_it_was(number, start, environment, tmp_path):
    base = tmp_path / "base.db"
    words = ["sweep", "spiral", "--vary", "training.learning_rate=0.01,0.02,0.03,0.04", "--sampler", "grid"]
    words += ["--epochs", "8000", "--no-pruning", "--storage", f"sqlite:///{base}", "--json"]
    with subprocess.Popen(
        [*COMMAND, *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as begun:
        first = _first_result(base)
        begun.send_signal(getattr(signal, number))
        begun.communicate(timeout=120)  # ends only when its worker, which has the same pipes, has ended too
    trials = json.loads(start(*words).stdout)["trials"]
    assert first in [trial["value"] for trial in trials]
    rates = sorted(trial["parameters"]["training.learning_rate"] for trial in trials)
    assert rates == [0.01, 0.02, 0.03, 0.04]
    assert {trial["state"] for trial in trials} == {"done"}


def _first_result(base: Path) -> float:
    """Wait for a trial that is done; return its value."""
    pause, query = threading.Event(), "SELECT value FROM trial_values"
    for _look in range(4800):
        if base.is_file():
            with closing(sqlite3.connect(base, timeout=10)) as connection:
                try:
                    found = connection.execute(query).fetchone()
                except sqlite3.OperationalError:  # its tables are being made
                    found = None
            if found:
                return float(found[0])
        pause.wait(0.05)
    raise AssertionError("no trial was done")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--vary", "training.lr=1,2"], "no “training.lr” to vary"),
        ([], "Nothing is varied"),
        (["--vary", "training.learning_rate=1,2", "--storage", "bogus://x"], "storage of the sweep"),
        (["--vary", "training.learning_rate=1,2", "--measure", "beauty"], "no measure “beauty”"),
        (["--vary", "training.learning_rate=1,2", "--jobs", "0"], "at least 1"),
    ],
)
def test_what_is_wrong_is_one_sentence(words, sentence, start):
    done = start("sweep", "circle", *words)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_trials_that_all_fail_are_a_failure_that_says_why(start, tmp_path):
    words = [
        "--vary",
        "training.learning_rate=1,2",
        "--sampler",
        "grid",
        "--device",
        "cuda:63",
        "--epochs",
        "1",
    ]
    done = start("sweep", "circle", *words, "--save-best", str(tmp_path / "best.nnp"))
    assert done.returncode in (1, 2)
    assert "No trial came to its end" in done.stderr
    assert "cuda" in done.stderr
