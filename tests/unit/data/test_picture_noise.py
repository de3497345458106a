"""Noise does what its name says, to the part it is meant for, and the same every time."""

from __future__ import annotations

import numpy as np
import pytest

from nnplayground.core.data_config import DataConfig
from nnplayground.core.picture_noise import PictureNoise
from nnplayground.data.draws import named_rng
from nnplayground.data.picture_noise import with_picture_noise
from nnplayground.data.prepare import prepare

GREY = np.full((400, 3, 10, 10), 0.5)


def noisy(kind: str, amount: float, pictures=GREY):
    return with_picture_noise(pictures, kind, amount, named_rng(1, "noise.test"))


def test_gaussian_has_its_deviation():
    change = noisy("gaussian", 0.1) - GREY
    assert abs(change.std() - 0.1) < 0.002
    assert abs(change.mean()) < 0.002


@pytest.mark.parametrize("amount", [0.05, 0.3, 0.5])
def test_salt_and_pepper_spoil_their_share_of_whole_pixels(amount):
    made = noisy("salt-and-pepper", amount)
    spoilt = made != 0.5
    assert set(np.unique(made)) == {0.0, 0.5, 1.0}
    assert (spoilt == spoilt[:, :1]).all()
    assert abs(spoilt.mean() - amount) < 0.01
    assert abs((made == 1.0).mean() - amount / 2) < 0.01


@pytest.mark.parametrize("kind", ["gaussian", "salt-and-pepper"])
def test_more_noise_goes_further_on_the_same_way(kind):
    little, more = noisy(kind, 0.1) - GREY, noisy(kind, 0.2) - GREY
    assert noisy(kind, 0.0) is GREY
    assert (np.abs(more) >= np.abs(little)).all()
    assert (little * more >= 0).all()
    np.testing.assert_array_equal(noisy(kind, 0.1) - GREY, little)


def prepared(train=0.0, test=0.0, kind="salt-and-pepper", dataset="digits", **data):
    noise = PictureNoise(kind=kind, train=train, test=test)
    return prepare(DataConfig(dataset=dataset, picture_noise=noise, **data))


def test_train_and_test_are_spoilt_separately():
    plain, trained, judged = prepared(), prepared(train=0.3), prepared(test=0.3)
    both = prepared(train=0.3, test=0.3)
    np.testing.assert_array_equal(trained.x_test, plain.x_test)
    np.testing.assert_array_equal(judged.x_train, plain.x_train)
    np.testing.assert_array_equal(both.x_train, trained.x_train)
    np.testing.assert_array_equal(both.x_test, judged.x_test)
    assert not np.array_equal(trained.x_train, plain.x_train)
    assert not np.array_equal(judged.x_test, plain.x_test)
    np.testing.assert_array_equal(both.y_train, plain.y_train)
    assert not np.array_equal(prepared(test=0.3, seed=2).x_test, judged.x_test)


def test_other_data_have_none():
    np.testing.assert_array_equal(
        prepared(test=0.5, train=0.5, dataset="iris").x_test, prepared(dataset="iris").x_test
    )


def test_an_experiment_sets_it_by_name():
    from nnplayground.projects import presets

    experiment = presets.load(next(name for name in presets.names() if "digits" in name))
    changed = experiment.with_value("data.picture_noise.test", 0.25)
    assert changed.data.picture_noise.test == 0.25
    assert type(changed).from_dict(changed.to_dict()) == changed
    with pytest.raises(ValueError, match=r"at most 0\.5"):
        experiment.with_value("data.picture_noise.train", 0.6)
