"""The next batch forward and back, against the trace of each of its samples."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from train_experiments import chain, dense, small

from nnplayground.projects import presets
from nnplayground.train.probes import Prober
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.trace import trace
from nnplayground.train.traces import Sample
from nnplayground.train.trainer import Trainer


def _ask(trainer, size):
    request = ProbeRequest("passage", size)
    return Prober().answer(trainer, [request])[request]


@pytest.mark.parametrize("activation", ["tanh", "relu", "identity"])
def test_it_is_what_each_sample_does_by_itself(activation):
    trainer = Trainer(small(graph=chain([dense("dense1", 5, activation), dense("output", 1, "identity")])))
    trainer.advance(3)
    batch = trainer.next_batch()
    found = _ask(trainer, 4)
    assert found["indices"].tolist() == batch[:4].tolist()
    for row, index in enumerate(batch[:4].tolist()):
        alone = trace(trainer, Sample("train", index))
        node = alone.nodes["dense1"]
        np.testing.assert_allclose(found["dense1.output"][row], node.output, rtol=1e-5, atol=1e-7)
        np.testing.assert_allclose(found["dense1.delta"][row], node.delta / len(batch), rtol=1e-4, atol=1e-8)
        pull = node.grad_output.sum() / len(batch)
        np.testing.assert_allclose(found["dense1.pull"][row], pull, rtol=1e-4, atol=1e-7)
    losses = [trace(trainer, Sample("train", index)).loss for index in batch.tolist()]
    assert found["loss"][0] == pytest.approx(np.mean(losses), rel=1e-5)


def test_the_delta_of_softmax_is_probability_minus_truth():
    trainer = Trainer(presets.load("spiral"))
    batch = trainer.next_batch()
    found = _ask(trainer, len(batch))
    raw = torch.tensor(found["output.output"])
    truth = torch.nn.functional.one_hot(trainer.parts["train"].target[batch].long(), raw.shape[1])
    expected = (raw.softmax(dim=1) - truth) / len(batch)
    np.testing.assert_allclose(found["output.delta"], expected, rtol=1e-4, atol=1e-6)


def test_looking_changes_nothing():
    watched, alone = (Trainer(presets.load("digits")) for _ in range(2))
    for _ in range(3):
        found = _ask(watched, 8)
        watched.advance()
        alone.advance()
    assert watched.last_loss == alone.last_loss
    assert not any(name.startswith("conv") and name.endswith(".output") for name in found)
    assert all(len(values) == 8 for name, values in found.items() if name.endswith(".pull"))
