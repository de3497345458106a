"""What is suggested to be varied fits the experiment, and is near what it has now."""

from __future__ import annotations

import pytest

from nnplayground.projects import presets
from nnplayground.sweeps.axes import parse_axis
from nnplayground.sweeps.suggested import first_axes, suggested_axis, sweep_knobs


@pytest.mark.parametrize("preset", ["spiral", "digits-cnn", "sine"])
def test_every_suggestion_can_be_swept_and_holds_the_present_value(preset):
    experiment = presets.load(preset)
    for knob in sweep_knobs(experiment):
        axis = suggested_axis(experiment, knob.path)
        if axis is not None:
            assert parse_axis(axis.text(), experiment) == axis
            assert len(axis.choices) > 1
            assert knob.value in axis.choices


def test_numbers_are_round_and_around_the_present_one():
    spiral = presets.load("spiral")
    rate, width = first_axes(spiral)
    assert rate.choices == (0.003, 0.01, 0.03, 0.1, 0.3)
    assert (width.path, width.choices) == ("nodes.dense1.units", (2, 4, 8, 16))
    assert suggested_axis(spiral, "training.batch_size").choices == (5, 10, 15, 20)
    assert suggested_axis(spiral, "activation") is None
