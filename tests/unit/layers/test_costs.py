"""What a layer says it costs and sees is what torch computes."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from test_layer_rules import CASES, Case, arguments
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from nnplayground.core.layer import Layer
from nnplayground.core.receptive import ReceptiveField, Window, joined
from nnplayground.projects import presets

# What multiplies without a matrix or a kernel, per value: the flop counter does not look there.
PER_VALUE = {"batch_norm": 1, "layer_norm": 2}


def counted(case: Case) -> int:
    """Return the multiply-adds that torch counts for one sample in prediction."""
    if case.layer.kind == "multiply":
        return (len(case.specs) - 1) * case.specs[0].size
    if case.layer.kind in PER_VALUE:
        return PER_VALUE[case.layer.kind] * case.specs[0].size
    module = case.layer.build(case.inputs).eval()
    counter = FlopCounterMode(display=False)
    with counter, torch.no_grad():
        module(*arguments(case, 1, torch.float32))
    return int(counter.get_total_flops()) // 2


@pytest.mark.parametrize("kind", Layer.kinds())
def test_multiply_adds_are_what_torch_counts(kind: str) -> None:
    @settings(max_examples=20, deadline=None)
    @given(case=CASES[kind])
    def agree(case: Case) -> None:
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
