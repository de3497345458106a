"""Selecting channels is indexing, and says which channel there is not."""

from __future__ import annotations

import pytest
import torch

from nnplayground.core.dataset import DataSpec
from nnplayground.core.layer import Inputs, Layer, SetField, ShapeError, TensorSpec
from nnplayground.core.loss import Task

SOURCE = DataSpec(TensorSpec((2,)), TensorSpec((1,)), Task.REGRESSION)


def inputs(*shape):
    return Inputs({"input": (TensorSpec(shape),)}, SOURCE)


@pytest.mark.parametrize("channels", [(0,), (3, 2, 1, 0), (0, 1, 2, 2, 3, 0), (1, 1, 1)])
def test_it_passes_what_an_index_would_and_sums_the_gradients(channels):
    layer, x = Layer.named("select_channels")(channels=channels), torch.randn(3, 4, 2, 5, requires_grad=True)
    made = layer.build(inputs(4, 2, 5))(x)
    assert torch.equal(made, x[:, list(channels)])
    weights = torch.randn_like(made)
    (gradient,) = torch.autograd.grad((made * weights).sum(), x, retain_graph=True)
    (expected,) = torch.autograd.grad((x[:, list(channels)] * weights).sum(), x)
    torch.testing.assert_close(gradient, expected)


def test_a_channel_that_is_not_there_is_named_and_can_be_left_out():
    layer = Layer.named("select_channels")(channels=(0, 5, 7))
    with pytest.raises(ShapeError, match="selects channel 7, but 6×2×2 has 6") as caught:
        layer.output_specs(inputs(6, 2, 2))
    assert caught.value.suggestions == (SetField("channels", (0, 5)),)


def test_negative_channels_are_refused():
    with pytest.raises(ValueError, match="counted from 0"):
        Layer.named("select_channels")(channels=(-1,))
