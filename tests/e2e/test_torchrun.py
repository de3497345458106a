"""One experiment trained by several processes gives the losses of one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ONE = [sys.executable, "-m", "nnplayground"]
TORCHRUN = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
TWO = [*TORCHRUN, "-m", "nnplayground"]


def start(command: list[str], *words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", **environment}
    line = [*command, "train", *map(str, words), "--json"]
    return subprocess.run(line, env=given, capture_output=True, text=True, timeout=280)


def noisy_network() -> dict:
    """Return an experiment in which every layer needs the whole batch, whose last one is a single sample."""
    layers = [
        {"id": "dense1", "kind": "linear", "units": 6, "activation": "tanh"},
        {"id": "norm", "kind": "batch_norm"},
        {"id": "dropout", "kind": "dropout", "p": 0.3},
        {"id": "noise", "kind": "gaussian_noise", "sigma": 0.2},
        {"id": "dense2", "kind": "linear", "units": 1, "activation": "identity"},
    ]
    ids = ["data", *(layer["id"] for layer in layers), "loss"]
    ends = [{"id": "data", "kind": "data"}, {"id": "loss", "kind": "loss", "loss": "binary_cross_entropy"}]
    edges = [{"source": a, "target": b} for a, b in pairwise(ids)]
    edges[0]["source_port"], edges[-1]["target_port"] = "x", "prediction"
    return {
        "seed": 3,
        "data": {"dataset": {"kind": "circle", "samples": 102}, "split": {"train": 0.5}},
        "graph": {"nodes": [ends[0], *layers, ends[1]], "edges": edges},
        "training": {
            "batch_size": 10,
            "precision": "float64",
            "optimizer": "adam",
            "learning_rate": 0.01,
            "clip": {"kind": "norm", "limit": 0.5},
            "regularization": {"kind": "l2", "rate": 0.01},
            "stop": {"epochs": 4, "seconds": 300},
        },
    }


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "experiment.json"
    path.write_text(json.dumps(noisy_network()), "utf-8")
    return path


def test_two_processes_train_as_one(source, tmp_path):
    alone, together = start(ONE, source), start(TWO, source, "--out", tmp_path / "out")
    assert together.returncode == 0, together.stderr
    # One of them speaks: what is printed is one object.
    one, two = json.loads(alone.stdout), json.loads(together.stdout)
    assert two["engine"] == "eager"
    for row, other in zip(one["history"], two["history"], strict=True):
        for name in ("train", "test", "penalty"):
            assert other[name] == pytest.approx(row[name], rel=1e-9)
    assert len({row["train"] for row in one["history"]}) == 5
    assert two["steps"] == one["steps"] == 24
    assert list((tmp_path / "out").iterdir())


def test_processes_that_cannot_be_reached_are_told(source):
    lonely = start(ONE, source, RANK="0", WORLD_SIZE="2", MASTER_ADDR="")
    assert json.loads(lonely.stdout)["error"]["place"] == "torchrun"
    assert "Traceback" not in lonely.stderr


def test_seeds_side_by_side_are_for_one_process(source):
    both = start(TWO, source, "--seeds", "2")
    assert both.returncode != 0
    assert "Several processes train one network." in both.stdout
