"""Kernels by name are those of image processing, wherever they are put."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy import ndimage

from nnplayground.core.layer import Initialization
from nnplayground.layers.initializations_kernels import KERNELS
from nnplayground.projects import presets
from nnplayground.train.trainer import Trainer

ROOT = np.sqrt(2)


def filled(*names, shape=(1, 1, 3, 3)):
    weight = torch.full(shape, 9.0, dtype=torch.float64)
    made = Initialization.named("kernel").model_validate({"kernels": names})
    made.fill(weight, torch.Generator(), "linear")
    return weight


def seen(name, picture):
    """Apply a kernel as a convolutional layer does, away from the border."""
    x = torch.from_numpy(picture)[None, None]
    return torch.nn.functional.conv2d(x, filled(name))[0, 0].numpy()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("identity", lambda p: p),
        ("box_blur", lambda p: ndimage.uniform_filter(p, 3)),
        ("sobel_x", lambda p: ndimage.sobel(p, 1)),
        ("sobel_y", lambda p: ndimage.sobel(p, 0)),
        ("prewitt_x", lambda p: ndimage.prewitt(p, 1)),
        ("prewitt_y", lambda p: ndimage.prewitt(p, 0)),
        ("laplacian", ndimage.laplace),
        ("sharpen", lambda p: p - ndimage.laplace(p)),
        ("gaussian_blur", lambda p: ndimage.convolve(p, np.outer([1, 2, 1], [1, 2, 1]) / 16)),
        ("frei_chen_x", lambda p: ndimage.correlate(p, np.outer([1, ROOT, 1], [-1, 0, 1]) / (2 * ROOT))),
    ],
)
def test_a_kernel_does_what_scipy_does(name, expected):
    picture = np.random.default_rng(0).random((12, 15))
    np.testing.assert_allclose(seen(name, picture), expected(picture)[1:-1, 1:-1], atol=1e-12)


@pytest.mark.parametrize("name", KERNELS)
def test_even_grey_stays_or_vanishes(name):
    finds_edges = name not in {"identity", "box_blur", "gaussian_blur", "sharpen", "emboss"}
    assert seen(name, np.ones((5, 5))) == pytest.approx(0.0 if finds_edges else 1.0)


@pytest.mark.parametrize(("name", "ramp"), [("prewitt_down", (1, 1)), ("prewitt_up", (-1, 1))])
def test_diagonals_answer_most_to_their_own_ramp(name, ramp):
    rows, columns = np.mgrid[:5, :5].astype(float)
    assert (seen(name, rows * ramp[0] + columns * ramp[1]) > 7.9).all()
    assert seen(name, -rows * ramp[0] + columns * ramp[1]) == pytest.approx(0)


def test_filters_take_the_kernels_in_turn_and_the_mean_of_the_channels():
    weight = filled("sobel_x", "laplacian", shape=(5, 2, 3, 3))
    for row, name in zip(weight, ["sobel_x", "laplacian"] * 3, strict=False):
        for channel in row:
            assert torch.equal(channel, torch.tensor(KERNELS[name], dtype=torch.float64) / 2)


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.parametrize("size", [(5, 7), (4, 4), (2, 2), (1, 3), (2, 6)])
def test_other_windows_keep_the_centre(size):
    """Padding “same” puts the centre of every window over the same pixel."""
    picture = torch.rand(1, 1, 11, 12, dtype=torch.float64)
    window = filled("identity", shape=(1, 1, *size))
    found = torch.nn.functional.conv2d(picture, window, padding="same")
    assert torch.equal(found, picture)
    larger = torch.nn.functional.conv2d(picture, filled("sobel_x", shape=(1, 1, 6, 7)), padding="same")
    usual = torch.nn.functional.conv2d(picture, filled("sobel_x"), padding="same")
    torch.testing.assert_close(larger, usual)


@pytest.mark.parametrize("shape", [(4, 3), (4, 3, 5), (4, 3, 1, 1)])
def test_layers_without_windows_keep_their_start(shape):
    assert (filled("sobel_x", shape=shape) == 9).all()


@pytest.mark.parametrize("names", [[], ["sobel"], ["sobel_x", "none"]])
def test_unknown_kernels_are_refused(names):
    with pytest.raises(ValueError, match="kernels"):
        Initialization.named("kernel").model_validate({"kernels": names})


def test_frozen_kernels_stay_through_training():
    experiment = presets.load("edges-by-hand")
    trainer = Trainer(experiment)
    before = trainer.program.state_dict()["conv1.weight"].clone()
    trainer.advance()
    after = trainer.program.state_dict()["conv1.weight"]
    assert torch.equal(before, after)
    assert before[0, 0].tolist() == [list(row) for row in KERNELS["sobel_x"]]
