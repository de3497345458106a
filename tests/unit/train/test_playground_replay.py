"""TensorFlow Playground's recorded losses and weights, number for number."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nnplayground.train.run import run_experiment
from train_experiments import from_link

RECORDED = json.loads((Path(__file__).parents[2] / "reference" / "tf_playground_links.json").read_text())


@pytest.mark.parametrize("record", RECORDED, ids=[f"link{index}" for index in range(len(RECORDED))])
def test_losses_and_weights_equal_the_original(record):
    run = run_experiment(from_link(record["link"], epochs=200))
    curves = run.history.mean
    for row in record["losses"]:
        epoch = row["epoch"]
        found = curves["train_loss"][epoch], curves["test_loss"][epoch]
        print(epoch, abs(found[0] - row["train"]), abs(found[1] - row["test"]))
    for (id, layer) in zip([c.node for c in run.module.training_calls], record["weights_at_epoch_200"]):
        w = run.state_dict()[f"{id}.weight"].numpy(); b=run.state_dict()[f"{id}.bias"].numpy()
        print(id, abs(w - np.array([n["w"] for n in layer])).max(), abs(b-np.array([n["bias"] for n in layer])).max())
