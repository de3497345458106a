"""The study of noise trains each network as a plain run does and judges it by the data's own noise."""

from __future__ import annotations

import numpy as np
import pytest

from nnplayground.core.errors import PlaygroundError
from nnplayground.projects import presets
from nnplayground.projects.rivals import RIVALS, on_data_of, rival
from nnplayground.train.noise_study import LEVELS, Contestant, can_be_studied, study_noise
from nnplayground.train.run import run_experiment


@pytest.fixture(scope="module")
def digits():
    return presets.load("digits-cnn")


def test_levels_are_from_nothing_to_half():
    assert LEVELS[0] == 0
    assert LEVELS[-1] == 0.5
    assert len(LEVELS) == 11


@pytest.mark.parametrize("name", list(RIVALS))
def test_every_form_fits_the_data(digits, name):
    for data in ("digits", "image_shapes", "glyphs"):
        experiment = digits.with_value("data.dataset", data)
        made = rival(name, on_data_of(experiment.replace(data=experiment.data), digits))
        assert made.report().ok


def test_a_curve_is_what_a_plain_run_gets_on_noisy_data(digits):
    perceptron = rival("perceptron", digits).with_value("training.stop.epochs", 3)
    (curve,) = study_noise([Contestant("perceptron", perceptron)], "salt-and-pepper")
    assert curve.epochs == 3
    for level in (0.0, 0.2, 0.5):
        noisy = perceptron.with_value("data.picture_noise", {"kind": "salt-and-pepper", "test": level})
        accuracy = run_experiment(noisy).scores["test"].metrics["accuracy"]
        assert curve.accuracy[LEVELS.index(level)] == pytest.approx(accuracy)
    assert np.isfinite(curve.accuracy).all()


def test_a_study_tells_its_progress_and_can_be_stopped(digits):
    seen: list[tuple[int, int, int]] = []
    finished = []
    contestants = [Contestant(name, rival(name, digits)) for name in ("perceptron", "deep")]
    curves = study_noise(
        contestants,
        "gaussian",
        epochs=2,
        progress=lambda *now: seen.append(now),
        done=finished.append,
        should_stop=lambda: any(number == 1 for number, _epoch, _of in seen),
    )
    assert [curve.name for curve in curves] == ["perceptron"] == [curve.name for curve in finished]
    assert seen[0] == (0, 0, 2)
    assert (0, 2, 2) in seen


def test_a_network_that_diverges_does_not_end_the_others(digits):
    good = rival("perceptron", digits)
    deep = rival("deep", digits)
    bad = deep.replace(training=deep.training.replace(optimizer="sgd", learning_rate=1e6))
    curves = study_noise([Contestant("bad", bad), Contestant("good", good)], "gaussian", epochs=1)
    assert np.isnan(curves[0].accuracy).all()
    assert "finite" in str(curves[0].problem)
    assert curves[1].accuracy[0] > 0.5


def test_points_are_no_pictures():
    spiral = presets.load("spiral")
    assert not can_be_studied(spiral)
    with pytest.raises(PlaygroundError, match="pictures"):
        study_noise([Contestant("spiral", spiral)], "gaussian")
