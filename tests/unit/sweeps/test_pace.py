"""Points of a trial's curves: twenty whatever they cost, more where there is time for them."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest

from nnplayground.sweeps.pace import Pace, coarse


def epochs_of(epochs, took, per_epoch, *, fine=True):
    """Return which epochs are recorded if a record takes ``took`` seconds."""
    pace, found = Pace(epochs, fine=fine), [0]
    while found[-1] < epochs:
        found.append(pace(moment(found[-1], per_epoch), took))
    assert pace(moment(epochs, per_epoch), took) > epochs  # it is asked after the last one, too
    return found


def moment(epoch, per_epoch):
    return SimpleNamespace(epoch=epoch, seconds=epoch * per_epoch)


@pytest.mark.parametrize("epochs", [1, 7, 19, 20, 21, 200, 250, 999, 5000])
@pytest.mark.parametrize("took", [1e-9, 1e-3, 10.0])
def test_every_trial_has_the_points_of_all_trials(epochs, took):
    found = epochs_of(epochs, took, 1e-4)
    assert set(range(0, epochs + 1, coarse(epochs))) <= {*found}
    assert found == sorted({*found})
    assert len(found) <= 245


def test_costly_points_are_no_more_than_these_and_cheap_ones_two_hundred():
    assert epochs_of(200, 10.0, 1e-3) == list(range(0, 201, 10))
    assert epochs_of(200, math.inf, 1e-3) == list(range(0, 201, 10))
    assert epochs_of(200, 1e-9, 1e-3) == list(range(201))
    assert epochs_of(200, 1e-9, 1e-3, fine=False) == list(range(0, 201, 10))


@pytest.mark.parametrize(("took", "per_epoch"), [(2.5e-4, 3e-5), (1e-3, 1e-3), (2e-2, 0.5)])
def test_further_points_take_what_is_allowed_and_are_spread_over_the_trial(took, per_epoch):
    found = epochs_of(400, took, per_epoch)
    more = [epoch for epoch in found if epoch % coarse(400)]
    allowed = 0.012 + 0.03 * 400 * per_epoch
    assert len(more) * took <= allowed
    assert len(more) * took >= 0.5 * min(allowed, 180 * took)
    halves = [sum(epoch < 200 for epoch in more), sum(epoch > 200 for epoch in more)]
    assert min(halves) >= 0.4 * max(halves)
