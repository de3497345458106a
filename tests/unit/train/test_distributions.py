"""Histograms against numpy."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from train_experiments import chain, dense, small

from nnplayground.train.distributions import SUMMARY, by_class, histogram
from nnplayground.train.probes import Prober
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.trainer import Trainer

BINS = 40


def ask(trainer, probe, **fields):
    request = ProbeRequest(probe, size=BINS, **fields)
    return Prober().answer(trainer, [request])[request]


def said(summary):
    return dict(zip(SUMMARY, summary.tolist(), strict=True))


@given(hnp.arrays(np.float32, st.integers(0, 300), elements=st.floats(-1e6, 1e6, width=32)))
def test_summary_and_total_of_any_numbers(values):
    found = histogram(torch.tensor(values), BINS)
    summary = said(found["summary"])
    assert found["counts"].sum() == summary["count"] == len(values)
    assert summary["zeros"] == np.count_nonzero(values == 0)
    if len(values):
        wide = values.astype(np.float64)
        expected = [wide.min(), wide.mean(), wide.std(), wide.max()]
        got = [summary[name] for name in ("minimum", "mean", "deviation", "maximum")]
        np.testing.assert_allclose(got, expected, rtol=1e-5, atol=1e-5 * np.abs(wide).max() + 1e-30)


def test_counts_equal_numpys():
    values = np.random.default_rng(0).normal(size=5000).astype(np.float32)
    found = histogram(torch.tensor(values), BINS)
    reach = np.abs(values).max()
    assert found["reach"].item() == reach
    expected, _edges = np.histogram(values, BINS, (-reach, reach))
    np.testing.assert_array_equal(found["counts"].numpy(), expected)


def test_numbers_that_are_not_finite_are_counted_apart():
    found = histogram(torch.tensor([float("nan"), float("inf"), 2.0, 0.0]), 4)
    summary = said(found["summary"])
    assert (summary["count"], summary["lost"], summary["zeros"], summary["maximum"]) == (4, 2, 1, 2)
    assert found["counts"].tolist() == [0, 0, 1, 1]
    nothing = histogram(torch.full((3,), float("nan")), 4)
    assert nothing["counts"].tolist() == [0, 0, 0, 0]
    assert np.isnan(said(nothing["summary"])["mean"])


def test_classes_are_counted_by_themselves():
    found = by_class(torch.tensor([-1.0, 0.5, 1.0, 0.9]), torch.tensor([0, 0, 1, 1]), 2, 4)
    assert found["counts"].tolist() == [[1, 0, 0, 1], [0, 0, 0, 2]]


def test_histograms_of_a_node():
    trainer = Trainer(small())
    trainer.advance()
    found = ask(trainer, "histogram", node="dense1")
    weight = dict(trainer.program.named_parameters())["dense1.weight"]
    for kind, tensor in (("weights", weight.detach()), ("gradients", weight.grad)):
        values = tensor.numpy()
        reach = np.abs(values).max()
        expected, _edges = np.histogram(values, BINS, (-reach, reach))
        np.testing.assert_array_equal(found[f"{kind}.counts"], expected)
        assert said(found[f"{kind}.summary"])["deviation"] == pytest.approx(values.std(), rel=1e-5)
    assert not ask(trainer, "histogram", node="data")
    assert not ask(trainer, "histogram", node="gone")


def test_activations_of_a_unit_by_class():
    trainer = Trainer(small())
    found = ask(trainer, "activations", node="dense1", unit=2)
    part = trainer.parts["train"]
    with torch.no_grad():
        values = trainer.program.outputs(part.x)["dense1"][:, 2].numpy()
    reach = np.abs(values).max()
    for label in (0, 1):
        mine = values[part.target.numpy() == label]
        expected, _edges = np.histogram(mine, BINS, (-reach, reach))
        np.testing.assert_array_equal(found["counts"][label], expected)
    assert not ask(trainer, "activations", node="dense1", unit=4)
    assert not ask(trainer, "activations", node="gone")


def test_activations_of_values_are_one_row():
    data = {"dataset": {"kind": "plane", "samples": 60}, "split": {"train": 0.5}}
    graph = chain([dense("dense1", 4), dense("output", 1, "identity")])
    found = ask(Trainer(small(data=data, graph=graph)), "activations", node="dense1")
    assert found["counts"].shape == (1, BINS)
    assert found["counts"].sum() == 30


def test_looking_changes_no_bit_of_the_losses():
    watched, alone = Trainer(small()), Trainer(small())
    for _ in range(6):
        watched.advance()
        alone.advance()
        ask(watched, "histogram", node="dense1")
        ask(watched, "activations", node="dense1", unit=1)
        assert watched.last_loss == alone.last_loss
