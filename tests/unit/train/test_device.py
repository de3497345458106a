"""Where an experiment is computed."""

from __future__ import annotations

import pytest
import torch

from nnplayground.core.errors import TrainingError
from nnplayground.train.device import available_devices, choose_device, choose_threads


def test_the_processor_is_always_offered_first():
    assert available_devices()[0] == ("cpu", "")
    assert len(available_devices()) == 1 + (torch.cuda.device_count() if torch.cuda.is_available() else 0)


def test_small_networks_stay_on_the_processor():
    assert choose_device("auto", parameters=100).type == "cpu"


def test_an_absent_device_is_one_sentence():
    with pytest.raises(TrainingError, match="cuda:99 is not there"):
        choose_device("cuda:99", parameters=100)


@pytest.mark.cuda
def test_every_offered_device_can_be_chosen():
    for name, _full in available_devices():
        assert str(choose_device(name, parameters=1)).startswith(name.split(":")[0])


def test_threads_are_those_wanted_or_as_many_as_the_work_is_worth():
    assert choose_threads(3, 10) == 3
    assert choose_threads(0, 1_000) == 1
    assert 1 <= choose_threads(0, 10**9) <= 8
