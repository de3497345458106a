"""Points recorded from TensorFlow Playground itself, for links found in public courses."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from nnplayground.core.data_config import DataConfig, Split
from nnplayground.core.dataset import Dataset
from nnplayground.core.errors import DataError
from nnplayground.data.prepare import prepare
from nnplayground.data.seedrandom import SeedRandom

RECORDED = json.loads((Path(__file__).parents[2] / "reference" / "tf_playground_links.json").read_text())


def config_of(link: str) -> DataConfig:
    options = {key: values[0] for key, values in parse_qs(urlsplit(link).fragment).items()}
    key = "dataset" if options["problem"] == "classification" else "regDataset"
    kinds = {getattr(kind, "playground_name", ""): name for name, kind in Dataset.kinds().items()}
    return DataConfig(
        dataset={"kind": kinds[options[key]], "noise": float(options["noise"]) / 100},
        split=Split(train=float(options["percTrainData"]) / 100),
        stream="seedrandom",
        seed_text=options["seed"],
    )


@pytest.mark.parametrize("record", RECORDED, ids=[f"link{index}" for index in range(len(RECORDED))])
def test_first_points_equal_the_original(record):
    data = prepare(config_of(record["link"]))
    count = len(record["first_points"])
    expected = np.array([[point["x"], point["y"]] for point in record["first_points"]])
    np.testing.assert_allclose(data.x_train[:count], expected, rtol=0, atol=1e-12)
    labels = data.y_train[:count]
    values = 2 * labels - 1 if labels.dtype == np.int64 else labels[:, 0]
    np.testing.assert_allclose(
        values, [point["label"] for point in record["first_points"]], rtol=0, atol=1e-12
    )


def test_split_takes_the_first_points_for_training():
    data = prepare(config_of(RECORDED[1]["link"]))
    assert (len(data.x_train), len(data.x_validation), len(data.x_test)) == (350, 0, 150)


def test_stream_goes_on_behind_data_and_shuffle():
    data = prepare(config_of(RECORDED[0]["link"]))
    original = SeedRandom("0.59704")
    for _draw in range(500 * 4 + 500):
        original.random()
    assert data.stream is not None
    assert data.stream.random() == original.random()


def test_numpy_stream_carries_nothing_on():
    assert prepare(DataConfig(dataset="circle")).stream is None


def test_other_sets_refuse_the_stream():
    with pytest.raises(DataError) as caught:
        prepare(DataConfig(dataset="moons", stream="seedrandom", seed_text="1"))
    assert str(caught.value) == (
        "data.stream: Moons is not one of TensorFlow Playground's data sets and cannot follow its seed. "
        "Choose the stream “numpy”."
    )
