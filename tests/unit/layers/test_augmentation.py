"""Augmentation changes pictures in training only, by formulas that numpy and plain torch repeat."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from scipy import ndimage

from nnplayground.core.dataset import DataSpec
from nnplayground.core.layer import Inputs, Layer, TensorSpec
from nnplayground.core.loss import Task
from nnplayground.layers.noise import step_keys, uniform

SHAPE = (3, 6, 9)
SOURCE = DataSpec(TensorSpec(SHAPE), TensorSpec((), classes=3), Task.MULTICLASS, ("a", "b", "c"))
INPUTS = Inputs({"input": (SOURCE.x,)}, SOURCE)
KINDS = ["random_flip", "random_shift", "random_rotation", "salt_and_pepper", "cutout"]
STREAM, STEP = 99, 5
MODES = {"zeros": "constant", "replicate": "edge", "reflect": "reflect", "circular": "wrap"}


def built(kind: str, **fields: Any) -> Any:
    module = Layer.named(kind).model_validate(fields).build(INPUTS).double()
    module.stream = STREAM
    module.set_step(STEP)
    return module


def pictures(count: int = 50, shape: tuple[int, ...] = SHAPE) -> torch.Tensor:
    return torch.rand(count, *shape, dtype=torch.float64, generator=torch.Generator().manual_seed(1))


def drawn(*shape: int) -> torch.Tensor:
    """Return the numbers that the module of this stream and step draws."""
    keys = torch.from_numpy(step_keys(STREAM, STEP, 1)[0].copy())
    return uniform(torch.empty(shape, dtype=torch.float64), keys[0], keys[1])


@pytest.mark.parametrize("kind", KINDS)
def test_evaluation_passes_everything(kind):
    x = pictures()
    module = built(kind)
    assert not torch.equal(module(x), x)
    assert module.eval()(x) is x


@pytest.mark.parametrize("kind", KINDS)
def test_the_stream_is_its_own_and_follows_the_step(kind):
    x, module = pictures(), built(kind)
    before, first = torch.get_rng_state(), module(x)
    assert torch.equal(torch.get_rng_state(), before)
    torch.randn(3)
    assert torch.equal(module(x), first)
    module.set_step(STEP + 1)
    assert not torch.equal(module(x), first)
    module.set_step(STEP)
    assert torch.equal(module(x), first)


@pytest.mark.parametrize(
    ("kind", "nothing"),
    [
        ("random_flip", {"horizontal": 0}),
        ("random_shift", {"pixels": 0}),
        ("salt_and_pepper", {"p": 0}),
        ("cutout", {"size": 0}),
    ],
)
def test_zero_changes_nothing(kind, nothing):
    assert torch.equal(built(kind, **nothing)(pictures()), pictures())


def test_no_angle_turns_nothing():
    torch.testing.assert_close(built("random_rotation", degrees=0)(pictures()), pictures())


def test_each_picture_is_flipped_or_not():
    x, y = pictures().numpy(), built("random_flip", horizontal=0.5, vertical=0.3)(pictures()).numpy()
    chance = drawn(50, 2, 1, 1).numpy()[..., 0, 0]
    for picture, found, (across, down) in zip(x, y, chance, strict=True):
        expected = picture[:, :, ::-1] if across < 0.5 else picture
        assert np.array_equal(found, expected[:, ::-1] if down < 0.3 else expected)


@pytest.mark.parametrize("pixels", [1, 3, 5])
@pytest.mark.parametrize("fill", MODES)
def test_shifts_are_those_of_a_padded_picture(fill, pixels):
    x, y = pictures().numpy(), built("random_shift", pixels=pixels, fill=fill)(pictures()).numpy()
    moves = np.floor(drawn(50, 2, 1, 1).numpy()[..., 0, 0] * (2 * pixels + 1)).astype(int) - pixels
    assert set(moves.ravel()) == set(range(-pixels, pixels + 1))
    for picture, found, (down, right) in zip(x, y, moves, strict=True):
        padded = np.pad(picture, ((0, 0), (pixels, pixels), (pixels, pixels)), MODES[fill])
        top, left = pixels - down, pixels - right
        assert np.array_equal(found, padded[:, top : top + SHAPE[1], left : left + SHAPE[2]])


def test_the_farthest_shift_is_never_exceeded_by_rounding():
    layer = Layer.named("random_shift")(pixels=10)
    module: Any = layer.build(INPUTS)
    module.drawn = lambda x, count: torch.full((len(x), count, 1, 1), 1 - 2.0**-24)
    x = torch.rand(1, 1, 21, 21)
    assert module(x)[0, 0, 20, 20] == x[0, 0, 10, 10]


@pytest.mark.parametrize(("fill", "mode"), [("zeros", "grid-constant"), ("replicate", "nearest")])
def test_rotations_are_scipys(fill, mode):
    x, y = pictures().numpy(), built("random_rotation", degrees=60, fill=fill)(pictures()).numpy()
    angles = (2 * drawn(50, 1, 1, 1).numpy().ravel() - 1) * 60
    for picture, found, angle in zip(x, y, angles, strict=True):
        for channel, turned in zip(picture, found, strict=True):
            expected = ndimage.rotate(channel, angle, reshape=False, order=1, mode=mode)
            np.testing.assert_allclose(turned, expected, atol=1e-6)


def test_half_a_turn_is_both_flips():
    module = built("random_rotation", degrees=180)
    module.drawn = lambda x, count: torch.ones(len(x), count, 1, 1, dtype=x.dtype)
    torch.testing.assert_close(module(pictures()), pictures().flip((2, 3)))


def test_salt_and_pepper_hit_their_shares_in_all_channels_at_once():
    x = pictures(4, (3, 100, 100))
    y = built("salt_and_pepper", p=0.2)(x)
    low, high = x.amin((1, 2, 3), True), x.amax((1, 2, 3), True)
    for value in (low, high):
        hit = (y == value).all(1)
        assert hit.double().mean().item() == pytest.approx(0.1, abs=0.005)
    assert (y != x).any(1).double().mean().item() == pytest.approx(0.2, abs=0.01)
    chance = drawn(4, 1, 100, 100)
    assert torch.equal(y, torch.where(chance < 0.1, low, torch.where(chance < 0.2, high, x)))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 20])
def test_cutout_hides_a_square_about_its_centre(size):
    x, y = pictures().numpy(), built("cutout", size=size)(pictures()).numpy()
    centres = np.floor(drawn(50, 2, 1, 1).numpy()[..., 0, 0] * SHAPE[1:]).astype(int)
    for picture, found, (row, column) in zip(x, y, centres, strict=True):
        expected, top, left = picture.copy(), row - size // 2, column - size // 2
        expected[:, max(0, top) : max(0, top + size), max(0, left) : max(0, left + size)] = 0
        assert np.array_equal(found, expected)


@pytest.mark.parametrize("kind", ["random_flip", "random_shift", "random_rotation", "cutout"])
def test_gradients_flow(kind):
    assert torch.autograd.gradcheck(built(kind), (pictures(3).requires_grad_(),))


def test_gradients_of_lost_pixels_are_zero():
    x = pictures().requires_grad_()
    y = built("salt_and_pepper", p=0.3)(x)
    (gradient,) = torch.autograd.grad(y.sum(), x)
    assert torch.equal(gradient, (drawn(50, 1, *SHAPE[1:]) >= 0.3).double().expand_as(x))


HELPED = [
    ("random_flip", {"horizontal": 0.5, "vertical": 0.3}),
    *[("random_shift", {"pixels": 3, "fill": fill}) for fill in MODES],
    ("random_rotation", {"degrees": 40.0}),
    ("random_rotation", {"degrees": 40.0, "fill": "replicate"}),
    ("salt_and_pepper", {"p": 0.3}),
    ("cutout", {"size": 3}),
]


@pytest.mark.parametrize(("kind", "fields"), HELPED)
def test_the_script_computes_the_same_of_the_same_numbers(kind, fields, monkeypatch):
    layer = Layer.named(kind).model_validate(fields)
    names: dict[str, Any] = {"torch": torch, "nn": torch.nn, "math": math}
    exec(layer.helpers(), names)
    module = eval(layer.code(INPUTS), names)
    x = pictures()
    monkeypatch.setattr(torch, "rand", lambda *shape, dtype, device: drawn(*shape).to(device, dtype))
    torch.testing.assert_close(module(x), built(kind, **fields)(x), rtol=0, atol=1e-12)
    assert module.eval()(x) is x
