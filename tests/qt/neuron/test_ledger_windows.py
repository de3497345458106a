"""Accounts of pooling, 1-D convolution and reshaping: their lines against what PyTorch gave."""

from __future__ import annotations

import numpy as np
import pytest
from test_ledger import network, sight

from nnplayground.ui.neuron.ledger import Ledger, has_ledger, read_ledger

PICTURE = {"id": "conv", "kind": "conv2d", "out_channels": 3, "activation": "tanh"}
SEQUENCE = {"id": "rows", "kind": "reshape", "sizes": [8, 8]}
END = ({"id": "flat", "kind": "flatten"}, {"id": "output", "kind": "linear", "units": 10})


def account(*layers, unit=1) -> tuple[Ledger, float]:
    """Return the account of the last of some layers on digits, and what PyTorch gave."""
    seen = sight(network(*layers, *END, data="digits"), layers[-1]["id"], unit, steps=2)
    assert has_ledger(seen.here.layer.kind)
    ledger = read_ledger(seen)
    assert ledger is not None
    node = seen.trace[seen.node]
    output = node.output
    place = (unit, *(size // 2 for size in output.shape[1:]))
    assert ledger.total[1] == float(output[place])
    return ledger, float(output[place])


@pytest.mark.parametrize(
    "layers",
    [
        (PICTURE, {"id": "pool", "kind": "max_pool2d"}),
        (PICTURE, {"id": "pool", "kind": "max_pool2d", "kernel_size": 3, "padding": 1, "stride": 5}),
        (PICTURE, {"id": "pool", "kind": "max_pool2d", "kernel_size": 2, "dilation": 3, "stride": 1}),
        (PICTURE, {"id": "pool", "kind": "adaptive_max_pool2d", "output_size": 3}),
        (PICTURE, {"id": "pool", "kind": "global_max_pool"}),
        (SEQUENCE, {"id": "pool", "kind": "max_pool1d", "kernel_size": 3}),
    ],
)
def test_the_largest_of_a_window_is_what_comes_out(qapp, layers):
    ledger, output = account(*layers)
    values = [line.numbers[0] for line in ledger.lines]
    assert max(values) == output
    assert [line.numbers[0] for line in ledger.lines if line.own] == [output]


@pytest.mark.parametrize(
    "layers",
    [
        (PICTURE, {"id": "pool", "kind": "avg_pool2d", "kernel_size": [2, 3]}),
        (PICTURE, {"id": "pool", "kind": "adaptive_avg_pool2d", "output_size": 3}),
        (PICTURE, {"id": "pool", "kind": "global_avg_pool"}),
        (SEQUENCE, {"id": "pool", "kind": "avg_pool1d", "kernel_size": 3}),
    ],
)
def test_the_mean_of_a_window_is_what_comes_out(qapp, layers):
    ledger, output = account(*layers)
    assert np.mean([line.numbers[0] for line in ledger.lines]) == pytest.approx(output, abs=1e-6)


@pytest.mark.parametrize("counted", [True, False])
def test_padding_counts_in_a_mean_where_it_is_said_to(qapp, counted):
    pool = {"id": "pool", "kind": "avg_pool2d", "kernel_size": 4, "padding": 2, "stride": 8}
    ledger, output = account(PICTURE, {**pool, "ceil_mode": True, "count_include_pad": counted})
    count = int(ledger.formulas[0][1].split("/ ")[2].split(" ")[0])
    assert sum(line.numbers[0] for line in ledger.lines) / count == pytest.approx(output, abs=1e-6)
    assert len(ledger.lines) < 16


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"stride": 2, "dilation": 2, "padding": 1, "activation": "relu"},
        {"groups": 2, "out_channels": 4, "bias": False},
        {"padding": "same", "padding_mode": "reflect", "activation": "maxout"},
    ],
)
def test_the_products_of_a_filter_add_up_to_its_sum(qapp, options):
    conv = {"id": "conv", "kind": "conv1d", "out_channels": 4, **options}
    experiment = network(SEQUENCE, conv, *END, data="digits")
    seen = sight(experiment, "conv", 1, steps=2)
    ledger = read_ledger(seen)
    node, at = seen.trace["conv"], seen.trace["conv"].output.shape[1] // 2
    bias = node.parameters.get("bias")
    sums = sum(line.bar for line in ledger.lines)
    pieces = len(node.z) // len(node.output)
    rows = range(pieces, 2 * pieces)
    row = max(rows, key=lambda row: node.z[row, at])
    shift = 0.0 if bias is None else float(bias.value[row])
    assert sums + shift == pytest.approx(float(node.z[row, at]), abs=1e-5)
    assert ledger.total[1] == float(node.output[1, at])
    gradients = [line.numbers[3] for line in ledger.lines]
    np.testing.assert_allclose(gradients, node.parameters["weight"].gradient[row].ravel(), atol=1e-7)


@pytest.mark.parametrize(
    "layers",
    [(PICTURE, {"id": "flat1", "kind": "flatten"}), (SEQUENCE,), (PICTURE, {**SEQUENCE, "sizes": [-1, 4]})],
)
def test_a_moved_number_is_found_where_it_came_from(qapp, layers):
    ledger, output = account(*layers)
    (own,) = (line for line in ledger.lines if line.own)
    assert own.numbers[0] == output
    assert len(ledger.lines) >= 3
