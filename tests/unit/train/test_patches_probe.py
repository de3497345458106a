"""Which samples excite a unit most, against plain torch over all of them."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from nnplayground.projects import presets
from nnplayground.train.probes import Prober
from nnplayground.train.probing.patches import MOST_PATCHES
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.trainer import Trainer


@pytest.fixture(scope="module")
def trainer():
    made = Trainer(presets.load("digits-cnn"))
    made.advance()
    return made


def ask(trainer, node, unit, size=5):
    request = ProbeRequest("patches", node=node, unit=unit, size=size)
    return Prober().answer(trainer, [request])[request]


def outputs(trainer, node):
    with torch.no_grad():
        return trainer.program.eval().outputs(trainer.parts["train"].x)[node]


def node_of(trainer, kind):
    return next(n.id for n in trainer.experiment.graph.nodes if n.layer.kind == kind)


def test_samples_and_places_of_a_map_are_those_of_plain_torch(trainer):
    node = node_of(trainer, "conv2d")
    answer = ask(trainer, node, 1)
    assert answer["looked"].tolist() == [len(trainer.parts["train"])]
    maps = outputs(trainer, node)[:, 1]
    best = maps.flatten(1).amax(1)
    np.testing.assert_allclose(answer["values"], best.sort(descending=True).values[:5], rtol=1e-5)
    for value, sample, (row, column) in zip(
        answer["values"], answer["samples"], answer["places"].astype(int), strict=True
    ):
        assert maps[int(sample), row, column].item() == pytest.approx(value, rel=1e-5)


def test_a_unit_without_a_map_is_excited_at_no_place(trainer):
    node = node_of(trainer, "linear")
    answer = ask(trainer, node, 2)
    values = outputs(trainer, node)[:, 2]
    np.testing.assert_allclose(values[answer["samples"].astype(int)], answer["values"], rtol=1e-5)
    assert answer["values"][0] == pytest.approx(values.max().item(), rel=1e-5)
    assert not answer["places"].any()


def test_there_are_no_more_than_can_be_shown(trainer):
    answer = ask(trainer, node_of(trainer, "conv2d"), 0, size=10_000)
    assert len(answer["values"]) == MOST_PATCHES
    assert (np.diff(answer["values"]) <= 0).all()


def test_nothing_is_said_of_units_that_are_not_there(trainer):
    node = node_of(trainer, "conv2d")
    channels = outputs(trainer, node).shape[1]
    assert not ask(trainer, node, channels)
    assert not ask(trainer, node, -1)
    assert not ask(trainer, "gone", 0)
    assert not ask(trainer, "loss", 0)
