"""Copies for whoever looks are whole, read-only and their own."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from train_experiments import with_training

from nnplayground.train.device import memory_held
from nnplayground.train.run import run_experiment
from nnplayground.train.transfers import Transfers, norms

DEVICES = ["cpu", pytest.param("cuda", marks=pytest.mark.cuda)]


@pytest.mark.parametrize("device", DEVICES)
def test_copies_do_not_change_with_what_was_copied(device):
    transfers = Transfers(torch.device(device))
    source = torch.arange(12, dtype=torch.float64, device=device).reshape(3, 4)
    arrays = [transfers.frozen(source), transfers.frozen(source.t()), transfers.frozen(source[0] * 2)]
    transfers.wait()
    source.zero_()
    expected = np.arange(12, dtype=np.float32).reshape(3, 4)
    for array, wanted in zip(arrays, (expected, expected.T, expected[0] * 2), strict=True):
        assert array.dtype == np.float32
        assert not array.flags.writeable
        np.testing.assert_array_equal(array, wanted)


@pytest.mark.parametrize("device", DEVICES)
def test_norms(device):
    assert norms([]) == []
    assert norms([torch.tensor([3.0, 4.0], device=device), torch.zeros(2, device=device)]) == [5.0, 0.0]


@pytest.mark.parametrize("device", DEVICES)
def test_the_memory_of_a_device_is_said(device):
    run = run_experiment(with_training(device=device))
    assert (run.device_memory > 0) == (device == "cuda")
    assert memory_held(torch.device("cpu")) == 0
