"""Measuring as a person asks for it; what the figures are is the machine's business and not a test's."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from nnplayground.bench import startup

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
NAMES = ["W1", "W1 float64", "W2", "W3", "W4", "W5", "W6"]


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nnplayground", "bench", *words]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, encoding="utf-8", timeout=280)


def measured(part: str) -> dict[str, Any]:
    done = bench(part, "--quick", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["schema"] == 1
    assert found["part"] == part
    assert found["machine"]["processor"]
    assert found["machine"]["cores"] >= 1
    return found


def test_engine():
    results = measured("engine")["results"]
    assert [result["name"] for result in results] == NAMES
    for result in results:
        assert result["engine"] in ("native", "captured", "eager")
        assert result["steps_per_second"] > 0
        assert result["eager_steps_per_second"] > 0
        low, high = result["ratio_lower_quartile"], result["ratio_upper_quartile"]
        assert 0 < low <= result["ratio_to_eager"] <= high
        assert result["compile_seconds"] > 0
        first, then = result["first_code_seconds"], result["optimized_seconds"]
        if result["name"] in NAMES[:3]:
            assert first > 0
            assert then > 0
        elif result["engine"] != "native":
            assert first is then is None
        # The plain loop is written without the engines: equal losses say that both do the same work.
        assert result["largest_loss_difference"] < (1e-12 if "64" in result["name"] else 1e-4)


def test_probes():
    for result in measured("probes")["results"]:
        assert result["steps_per_second"] > 0
        assert result["probes"]["nothing"] == 0
        assert result["probes"]["default views"] < result["probes"]["every view"]
        maps = {"feature maps"} if result["name"] == "digits-cnn" else set()
        assert set(result["kept"]) == {"default views", "every view"} | maps
        assert all(share["median"] > 0 for share in result["kept"].values())


def test_gui():
    found = measured("gui")
    gaps = found["display_gap_ms"]
    assert 10 < gaps["p50"] <= gaps["p95"] <= gaps["p99"] <= gaps["worst"]
    assert found["training_kept"]["median"] > 0
    assert found["headless_steps_per_second"] > 0


def test_startup():
    found = measured("startup")
    seconds = {name: figures["median"] for name, figures in found["seconds"].items()}
    assert 0 < seconds["shown"] < seconds["live"]
    assert seconds["answered"] > 0
    assert found["torch_before_window"] is False
    assert any(line.startswith("window shown: ") for line in startup.lines(found))


def test_a_part_that_is_not_there():
    done = bench("weather")
    assert done.returncode == 2
    assert "engine" in done.stderr


def test_many_as_people_read_it():
    done = bench("many", "--quick")
    assert done.returncode == 0, done.stderr
    first, *networks = done.stdout.splitlines()
    assert "cores" in first
    spiral, digits = "4 × spiral 4-8-6-2, 2 epochs", "4 × digits 64-128-32-10, 2 epochs"
    assert [line.split(":")[0] for line in networks] == [spiral, spiral, digits]
    for line in networks:
        said = re.search(
            r": ([\d,]+) steps/s together, ([\d.]+) times one alone \(.*; ([\d,]+) steps/s\)", line
        )
        assert said is not None, line
        assert all(float(figure.replace(",", "")) > 0 for figure in said.groups())


def test_time():
    results = measured("time")["results"]
    assert {result["name"] for result in results} == {"spiral", "digits-cnn"}
    for result in results:
        assert result["replay_equal"] is True
        assert result["kept"]["median"] > 0
        assert result["moments"] > 0
        assert result["seek_milliseconds"]["median"] > 0
