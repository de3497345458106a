"""A convolution's window, number by number, against what torch computed."""

from __future__ import annotations

import pytest
from filters import digits

from nnplayground.train.trace import trace
from nnplayground.train.traces import Sample
from nnplayground.train.trainer import Trainer
from nnplayground.ui.neuron.grids import _short
from nnplayground.ui.neuron.window import read_window


@pytest.mark.parametrize(
    "fields",
    [
        {"kernel_size": 3, "padding": "same"},
        {"kernel_size": [2, 3], "padding": "same", "activation": "tanh"},
        {"kernel_size": 3, "padding": 1, "stride": 2},
        {"kernel_size": [3, 2], "padding": "valid", "dilation": [1, 2]},
        {"kernel_size": 3, "padding": 1, "groups": 2},
        {"kernel_size": 3, "padding": 1, "padding_mode": "reflect"},
        {"kernel_size": 3, "padding": 1, "padding_mode": "circular", "bias": False},
        {"kernel_size": 3, "padding": 1, "padding_mode": "replicate"},
        {"kernel_size": 3, "activation": "maxout"},
    ],
    ids=str,
)
def test_products_and_bias_come_to_the_sum(fields):
    experiment = digits(**fields)
    found = trace(Trainer(experiment), Sample("train", 3))["conv"]
    node = experiment.graph.node("conv")
    height, width = found.output.shape[1:]
    for place in [(0, 0), (1, 2), (height - 1, width - 1), (99, 99)]:
        for channel in (0, 1):
            window = read_window(node, found, 5, place, channel)
            total = window.products.sum() + window.rest + (window.bias or 0.0)
            assert total == pytest.approx(window.z, abs=1e-5)
            at = min(place[0], height - 1), min(place[1], width - 1)
            assert window.output == found.output[5][at]
            assert window.image[window.rows[0], window.columns[0]] == window.pixels[0, 0]
    assert window.gradients.shape == window.weights.shape


def test_another_network_has_no_window():
    experiment = digits(kernel_size=3)
    found = trace(Trainer(experiment), Sample("train", 0))
    assert read_window(experiment.graph.node("conv"), found["conv"], 6, (0, 0), 0) is None
    assert read_window(experiment.graph.node("conv"), found["output"], 0, (0, 0), 0) is None


@pytest.mark.parametrize(
    ("value", "two", "one"),
    [
        (-0.614, "−.61", "−.6"),
        (0.998, "1", "1"),
        (0.03, ".03", "0"),
        (-12.4, "−12", "−12"),
        (0.07, ".07", ".1"),
    ],
)
def test_numbers_get_shorter_where_a_cell_is_narrow(value: float, two: str, one: str) -> None:
    assert _short(value) == two
    assert _short(value, 1) == one
