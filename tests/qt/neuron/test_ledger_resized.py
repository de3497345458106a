"""Accounts of layers that enlarge, frame, cut or disturb: their lines against what PyTorch gave."""

from __future__ import annotations

import math

import numpy as np
import pytest
from test_ledger import network, sight
from test_ledger_windows import END, PICTURE, account

from nnplayground.train.trainer import Trainer
from nnplayground.ui.neuron.ledger import read_ledger

UP = {"id": "up", "kind": "upsample", "scale_factor": [2, 3]}


def test_a_repeated_number_is_its_source(qapp):
    ledger, output = account(PICTURE, UP)
    (own,) = (line for line in ledger.lines if line.own)
    assert own.numbers == (output,)
    assert own.label.endswith("→ 2 × 3")
    assert len({line.label for line in ledger.lines}) == 5


def test_the_gradient_of_a_repeated_number_is_the_sum_over_its_copies(qapp):
    # The convolution feeds nothing else, so that its gradient is what the account says passes back.
    seen = sight(network({**PICTURE, "activation": "identity"}, UP, *END, data="digits"), "up", 1, steps=2)
    ledger = read_ledger(seen)
    (own,) = (line for line in ledger.lines if line.own)
    place = tuple(int(part) - 1 for part in own.label.split(" →")[0].split(", "))
    gradient = float(seen.trace["conv"].grad_output[place])
    written = ledger.formulas[1][1].replace("−", "-")
    assert "copies: 6" in written
    number = float(written.split("</span>")[0].rpartition(">")[2].replace("·10", "e"))
    assert number == pytest.approx(gradient, abs=6e-4, rel=0.02)


@pytest.mark.parametrize("scale", [2, 3, [1, 4]])
def test_blended_numbers_add_up_by_their_shares(qapp, scale):
    ledger, output = account(PICTURE, {**UP, "mode": "bilinear", "scale_factor": scale})
    assert sum(line.numbers[1] for line in ledger.lines) == pytest.approx(1)
    assert math.fsum(line.numbers[2] for line in ledger.lines) == pytest.approx(output, abs=1e-6)
    assert len(ledger.lines) in (1, 2, 4)


@pytest.mark.parametrize(
    "layer",
    [
        {"id": "pad", "kind": "zero_pad2d", "padding": [6, 0, 1, 0]},
        {"id": "crop", "kind": "crop2d", "cropping": [2, 1, 0, 1]},
    ],
)
def test_a_border_moves_numbers(qapp, layer):
    ledger, output = account(PICTURE, layer)
    (own,) = (line for line in ledger.lines if line.own)
    assert own.numbers == (output,)
    borders = [line for line in ledger.lines if line.label.startswith("padding")]
    assert all(line.numbers == (0.0,) for line in borders)
    assert bool(borders) == (layer["id"] == "pad")


def test_a_number_of_the_border_comes_from_nowhere(qapp):
    ledger, output = account(PICTURE, {"id": "pad", "kind": "zero_pad2d", "padding": [30, 0, 0, 0]})
    assert output == 0.0
    assert ledger.formulas[1][1].startswith("Nothing passes back")


def test_dropout_says_what_training_does_by_chance(qapp):
    layer = {"id": "drop", "kind": "dropout", "p": 0.2}
    dense = {"id": "one", "kind": "linear", "units": 5, "activation": "tanh"}
    experiment = network(dense, layer, {"id": "output", "kind": "linear", "units": 1})
    seen = sight(experiment, "drop", 3)
    ledger = read_ledger(seen)
    now, kept, dropped = ledger.lines
    x = float(seen.trace["one"].output[3])
    assert now.own
    assert now.numbers == (x, 1.0, 1.0, x) == (ledger.total[1], 1.0, 1.0, ledger.total[1])
    assert kept.numbers[1:3] == pytest.approx((0.8, 1.25))
    assert dropped.numbers[1:] == pytest.approx((0.2, 0.0, 0.0))
    mean = kept.numbers[1] * kept.numbers[3] + dropped.numbers[1] * dropped.numbers[3]
    assert mean == pytest.approx(x)
    # A training step does one of the two to every number, about as often as it says.
    import torch

    module = Trainer(experiment).program.drop.train()
    made = module(torch.full((20_000, 1), x)).numpy()
    values, counts = np.unique(made, return_counts=True)
    assert sorted(values) == pytest.approx(sorted([0.0, kept.numbers[3]]), abs=1e-6)
    assert counts[values == 0.0][0] / len(made) == pytest.approx(0.2, abs=0.02)


@pytest.mark.parametrize(("p", "ways"), [(0.0, 2), (1.0, 2)])
def test_dropout_at_its_ends_has_one_way(qapp, p, ways):
    ledger, _output = account(PICTURE, {"id": "drop", "kind": "dropout2d", "p": p})
    assert len(ledger.lines) == ways
    assert all(math.isfinite(number) for line in ledger.lines for number in line.numbers)


def test_noise_spreads_around_what_passes(qapp):
    ledger, output = account(PICTURE, {"id": "noise", "kind": "gaussian_noise", "sigma": 0.25})
    assert [line.numbers[2] for line in ledger.lines] == pytest.approx([output, output + 0.25, output - 0.25])
