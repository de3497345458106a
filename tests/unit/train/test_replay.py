"""TensorFlow Playground's recorded losses and weights, number for number."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from train_experiments import from_link

from nnplayground.train.run import run_experiment

RECORDED = json.loads((Path(__file__).parents[2] / "reference" / "tf_playground_links.json").read_text())


# Link 1 (ReLU, rate 0.1) is chaotic: a rounding error of 1e-16 grows to 1e-11 by epoch 50 and to 1e-2 by 200.
CHAOTIC = {1}


@pytest.mark.parametrize("index", range(len(RECORDED)))
def test_losses_and_weights_equal_the_original(index):
    record = RECORDED[index]
    last = 20 if index in CHAOTIC else 200
    run = run_experiment(from_link(record["link"], epochs=last))
    for row in (row for row in record["losses"] if row["epoch"] <= last):
        for part in ("train", "test"):
            found = run.history.mean[f"{part}_loss"][row["epoch"]]
            assert found == pytest.approx(row[part], rel=0, abs=1e-12), (row["epoch"], part)
    if index not in CHAOTIC:
        assert_weights(run.state_dict(), record["weights_at_epoch_200"])


def assert_weights(state, layers):
    for number, neurons in enumerate(layers, 1):
        id = "output" if number == len(layers) else f"dense{number}"
        weights, biases = [n["w"] for n in neurons], [n["bias"] for n in neurons]
        np.testing.assert_allclose(state[f"{id}.weight"].numpy(), weights, rtol=0, atol=1e-10)
        np.testing.assert_allclose(state[f"{id}.bias"].numpy(), biases, rtol=0, atol=1e-10)
