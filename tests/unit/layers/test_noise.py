"""The counter-based random numbers: uniform, normal, without memory from place to place or step to step."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from nnplayground.layers.noise import normal, step_keys, uniform

SHAPE = torch.empty(400, 500)


def drawn(step: int = 0, stream: int = 12345, function=uniform, like: torch.Tensor = SHAPE) -> torch.Tensor:
    keys = torch.from_numpy(step_keys(stream, step, 1)[0].copy())
    return function(like, keys[0], keys[1])


def correlation(a: torch.Tensor, b: torch.Tensor) -> float:
    return float(torch.corrcoef(torch.stack([a.flatten(), b.flatten()]).double())[0, 1])


def test_uniform_numbers_fill_the_interval_evenly():
    found = drawn()
    assert found.min() >= 0
    assert found.max() < 1
    counts = np.histogram(found.numpy(), 64, (0, 1))[0]
    expected = found.numel() / 64
    chi_squared = ((counts - expected) ** 2 / expected).sum()
    assert 30 < chi_squared < 110  # 63 ± 4 standard deviations


@pytest.mark.parametrize("shift", [1, 2, 3, 16, 500, 512])
def test_neighbours_have_nothing_to_do_with_each_other(shift):
    row = drawn().flatten()
    assert abs(correlation(row[:-shift], row[shift:])) < 0.01


def test_steps_and_streams_have_nothing_to_do_with_each_other():
    first = drawn()
    for other in (drawn(step=1), drawn(step=2), drawn(stream=12346), drawn(step=2**40)):
        assert abs(correlation(first, other)) < 0.01
        assert (first == other).double().mean() < 1e-4


def test_normal_numbers_have_their_moments():
    found = drawn(function=normal).double()
    assert found.mean().item() == pytest.approx(0, abs=0.01)
    assert found.std().item() == pytest.approx(1, abs=0.01)
    assert (found**3).mean().item() == pytest.approx(0, abs=0.03)
    assert (found**4).mean().item() == pytest.approx(3, abs=0.1)
    assert found.isfinite().all()


def test_both_precisions_draw_the_same_numbers():
    assert torch.equal(drawn().double(), drawn(like=SHAPE.double()))


def test_keys_of_many_steps_are_those_of_each():
    together = step_keys(7, 100, 50)
    assert together.dtype == np.int32
    assert all((step_keys(7, 100 + i, 1)[0] == together[i]).all() for i in range(50))
    assert len({tuple(key) for key in step_keys(7, 0, 10_000).tolist()}) == 10_000


def test_a_place_is_reached_however_the_tensor_is_shaped():
    assert torch.equal(drawn(like=SHAPE).flatten(), drawn(like=SHAPE.flatten()))
