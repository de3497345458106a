"""What a layer says it costs and sees is what torch computes."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_layer_rules import CASES, Case, arguments, refusal
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from nnplayground.core.layer import Layer, TensorSpec
from nnplayground.core.receptive import ReceptiveField, Window, joined
from nnplayground.projects import presets

# What multiplies without a matrix or a kernel, per value: the flop counter does not look there.
PER_VALUE = {"batch_norm": 1, "layer_norm": 2, "group_norm": 2, "instance_norm": 2, "local_response_norm": 2}


def counted(case: Case) -> int:
    """Return the multiply-adds that torch counts for one sample in prediction."""
    if case.layer.kind == "multiply":
        return (len(case.specs) - 1) * case.specs[0].size
    if case.layer.kind in PER_VALUE:
        return PER_VALUE[case.layer.kind] * case.specs[0].size
    if getattr(case.layer, "mode", "") == "bilinear":
        return 4 * case.layer.output_specs(case.inputs)["output"].size
    module = case.layer.build(case.inputs).eval()
    counter = FlopCounterMode(display=False)
    with counter, torch.no_grad():
        module(*arguments(case, 1, torch.float32))
    gate = case.specs[0].size if case.layer.kind == "squeeze_excitation" else 0
    return int(counter.get_total_flops()) // 2 + gate


@pytest.mark.parametrize("kind", Layer.kinds())
def test_multiply_adds_are_what_torch_counts(kind: str) -> None:
    @settings(max_examples=20, deadline=None)
    @given(case=CASES[kind])
    def agree(case: Case) -> None:
        assume(not refusal(case))
        assert case.layer.multiply_adds(case.inputs) == counted(case)

    agree()


def test_the_whole_network_is_counted() -> None:
    report = presets.load("digits").report()
    weights = sum(
        math.prod(shape)
        for node in report.nodes.values()
        for name, shape in node.parameter_shapes.items()
        if name == "weight"
    )
    assert report.multiply_adds == weights


# -- receptive fields --------------------------------------------------------------------------------------


@st.composite
def windows(draw: st.DrawFn) -> tuple[nn.Module, Window]:
    kernel, dilation = draw(st.integers(1, 4)), draw(st.integers(1, 2))
    stride = draw(st.integers(1, 2))
    if draw(st.booleans()):
        module: nn.Module = nn.Conv1d(1, 1, kernel, stride=stride, dilation=dilation)
    else:
        module = nn.Sequential(nn.ZeroPad1d(0), nn.AvgPool1d(kernel, stride=stride))
        dilation = 1
    return module, Window((kernel,), (stride,), (dilation,))


def probed(module: nn.Module, length: int) -> int:
    """Return how far the inputs lie apart that one output in the middle depends on, ends included."""
    for parameter in module.parameters():
        nn.init.ones_(parameter)
    x = torch.ones(1, 1, length, requires_grad=True)
    y = module(x)
    y[0, 0, y.shape[-1] // 2].backward()
    seen = torch.nonzero(x.grad[0, 0])  # type: ignore[index] # backward has just filled it
    return int(seen.max() - seen.min()) + 1


@settings(max_examples=40, deadline=None)
@given(st.lists(windows(), min_size=1, max_size=4))
def test_the_receptive_field_is_what_gradients_reach(chain: list[tuple[nn.Module, Window]]) -> None:
    field = ReceptiveField.of_point(1)
    for _module, window in chain:
        field = field.through(window)
    assert probed(nn.Sequential(*(module for module, _ in chain)), 400) == field.size[0]


WINDOWED = ["conv2d", "depthwise_conv2d", "conv_transpose2d", "max_pool2d", "avg_pool2d"]
WINDOWED += ["adaptive_avg_pool2d", "upsample", "zero_pad2d", "crop2d", "local_response_norm", "dropout2d"]


@pytest.mark.parametrize("kind", WINDOWED)
def test_the_window_of_a_layer_is_what_gradients_reach(kind: str) -> None:
    @settings(max_examples=20, deadline=None)
    @given(layer=CASES[kind].map(lambda case: case.layer))
    def agree(layer: Layer) -> None:
        case = Case(layer, (TensorSpec((6, 24, 24)),))
        assume(not refusal(case))
        window = layer.window(case.inputs)
        assume(window is not None)
        seen = ReceptiveField.of_point(2).through(window)
        assert all(got <= said for got, said in zip(reached(case), seen.size, strict=True))

    agree()


def reached(case: Case) -> tuple[int, ...]:
    """Return the extent of what the middle of the first channel depends on."""
    module = case.layer.build(case.inputs).eval()
    x = torch.rand(1, *case.specs[0].shape, requires_grad=True)
    y = module(x)
    y[0, 0, y.shape[2] // 2, y.shape[3] // 2].backward()
    places = torch.nonzero(x.grad[0].sum(0))  # type: ignore[index] # backward has just filled it
    spread = places.amax(0) - places.amin(0) + 1 if len(places) else torch.zeros(2)
    return tuple(spread.int().tolist())


def test_an_elementwise_layer_sees_what_came_before() -> None:
    field = ReceptiveField.of_point(2).through(Window((3, 5), (2, 1), (1, 1)))
    assert field.through(Window()) == field
    assert str(field) == "3×5"
    assert field.step == (2, 1)


def test_a_finer_output_halves_the_step() -> None:
    field = ReceptiveField((4,), (Fraction(2),)).through(Window((1,), (Fraction(1, 2),), (1,)))
    assert field.step == (1,)
    assert field.size == (4,)


def test_where_paths_meet_the_larger_counts_unless_they_lie_differently() -> None:
    small, large = ReceptiveField((3,), (Fraction(1),)), ReceptiveField((5,), (Fraction(1),))
    assert joined([small, large]) == large
    assert joined([small, ReceptiveField((3,), (Fraction(2),))]) is None
    assert joined([small, None]) is None
    assert joined([]) is None


def test_a_flat_list_has_none() -> None:
    fields: dict[str, Any] = {
        id: node.receptive for id, node in presets.load("spiral").report().nodes.items()
    }
    assert set(fields.values()) == {None}
