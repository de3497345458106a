"""What a layer says it costs and sees is what torch computes."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_layer_rules import CASES, Case, arguments
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from nnplayground.core.dataset import DataSpec
from nnplayground.core.layer import Inputs, Layer, ShapeError, TensorSpec
from nnplayground.core.loss import Task
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
    more = 0
    if case.layer.kind == "squeeze_excitation":
        more = case.specs[0].size  # the gate
    if getattr(case.layer, "mode", "") == "bilinear":
        more = 4 * case.layer.output_specs(case.inputs)["output"].size
    module = case.layer.build(case.inputs).eval()
    counter = FlopCounterMode(display=False)
    with counter, torch.no_grad():
        module(*arguments(case, 1, torch.float32))
    return int(counter.get_total_flops()) // 2 + more


def fits(case: Case) -> bool:
    """Tell whether the layer takes its inputs; some windows are drawn larger than their pictures."""
    try:
        case.layer.output_specs(case.inputs)
    except ShapeError:
        return False
    return True


@pytest.mark.parametrize("kind", Layer.kinds())
def test_multiply_adds_are_what_torch_counts(kind: str) -> None:
    @settings(max_examples=20, deadline=None)
    @given(case=CASES[kind])
    def agree(case: Case) -> None:
        if fits(case):
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


def pictures(kind: str, **fields: Any) -> st.SearchStrategy[Layer]:
    return st.fixed_dictionaries(fields).map(Layer.named(kind).model_validate)


few, pairs = st.integers(1, 3), st.tuples(st.integers(1, 3), st.integers(1, 3))
sliding = st.one_of(
    pictures("conv2d", kernel_size=pairs, stride=pairs, dilation=pairs, padding=st.just("valid"),
             out_channels=st.just(1), activation=st.just("identity")),
    pictures("avg_pool2d", kernel_size=pairs, stride=pairs),
    pictures("dropout"),
)  # fmt: skip
growing = st.one_of(
    pictures("upsample", scale_factor=pairs, mode=st.sampled_from(["nearest", "bilinear"])),
    pictures("conv_transpose2d", kernel_size=pairs, stride=pairs, out_channels=st.just(1),
             activation=st.just("identity")),
)  # fmt: skip
SIDE, EDGE = 150, 14
SOURCE = DataSpec(TensorSpec((1, SIDE, SIDE)), TensorSpec((), classes=2), Task.BINARY)


def seen(chain: list[Layer]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the promised receptive field, and the widest that gradients of outputs in the middle reach."""
    spec, field, modules = SOURCE.x, ReceptiveField.of_point(2), []
    for layer in chain:
        inputs = Inputs({"input": (spec,)}, SOURCE)
        window = layer.window(inputs)
        assert window is not None
        field, spec = field.through(window), layer.output_specs(inputs)["output"]
        modules.append(layer.build(inputs))
    network = nn.Sequential(*modules).eval()
    for parameter in network.parameters():
        nn.init.ones_(parameter)
    x = torch.ones(1, *SOURCE.x.shape, requires_grad=True)
    y = network(x)
    extents = []
    for shift in range(4):
        row, column = (min(size - 1, size // 2 + shift) for size in y.shape[2:])
        (gradient,) = torch.autograd.grad(y[0, 0, row, column], x, retain_graph=True)
        places = torch.nonzero(gradient[0, 0])
        if len(places):  # a transposed convolution can leave gaps
            extents.append(tuple((places.max(0).values - places.min(0).values + 1).tolist()))
    return field.size, tuple(map(max, zip((0, 0), *extents, strict=True)))


@settings(max_examples=40, deadline=None)
@given(st.lists(sliding, min_size=1, max_size=4))
def test_the_receptive_field_is_what_gradients_reach(chain: list[Layer]) -> None:
    promised, reached = seen(chain)
    assume(max(promised) < SIDE // 3)  # else the border cuts it off
    assert promised == reached


@settings(max_examples=30, deadline=None)
@given(st.lists(sliding, max_size=2), growing, st.lists(sliding, max_size=2))
def test_a_growing_layer_sees_no_more_than_is_said(
    before: list[Layer], middle: Layer, after: list[Layer]
) -> None:
    promised, reached = seen([*before, middle, *after])
    assert all(most >= extent for most, extent in zip(promised, reached, strict=True))


padded = st.one_of(
    pictures("conv2d", kernel_size=pairs, dilation=pairs, padding=st.sampled_from(["same", "valid", 1, 2]),
             out_channels=st.just(1), activation=st.just("identity")),
    pictures("conv2d", kernel_size=pairs, stride=pairs, padding=st.integers(0, 2),
             out_channels=st.just(1), activation=st.just("identity")),
    pictures("avg_pool2d", kernel_size=st.just((3, 3)), stride=pairs, padding=st.sampled_from([0, 1])),
    pictures("zero_pad2d", padding=st.sampled_from([1, (2, 0, 1, 3)])),
    pictures("crop2d", cropping=st.sampled_from([1, (2, 0, 1, 3)])),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(padded, min_size=1, max_size=4), st.integers(0, 40), st.integers(0, 40))
def test_a_number_sees_the_part_of_the_picture_that_gradients_reach(
    chain: list[Layer], row: int, column: int
) -> None:
    side = 60
    source = DataSpec(TensorSpec((1, side, side)), TensorSpec((), classes=2), Task.BINARY)
    spec, field, modules = source.x, ReceptiveField.of_point(2), []
    for layer in chain:
        inputs = Inputs({"input": (spec,)}, source)
        window = layer.window(inputs)
        assert window is not None
        assume(min(spec.shape[1:]) > 8)
        field, spec = field.through(window), layer.output_specs(inputs)["output"]
        modules.append(layer.build(inputs))
    assume(row < spec.shape[1] and column < spec.shape[2])
    network = nn.Sequential(*modules).eval()
    for parameter in network.parameters():
        nn.init.ones_(parameter)
    x = torch.ones(1, *source.x.shape, requires_grad=True)
    (gradient,) = torch.autograd.grad(network(x)[0, 0, row, column], x)
    places = torch.nonzero(gradient[0, 0])
    part = field.part((row, column))
    for axis, one in enumerate(part if len(places) else ()):
        first, last = int(places[:, axis].min()), int(places[:, axis].max())
        assert one.start <= first <= last < one.stop
        if one.start >= EDGE and one.stop <= side - EDGE:  # no padding comes between
            assert (one.start, one.stop) == (first, last + 1)


def test_an_elementwise_layer_sees_what_came_before() -> None:
    field = ReceptiveField.of_point(2).through(Window((3, 5), (2, 1), (1, 1)))
    assert field.through(Window()) == field
    assert str(field) == "3×5"
    assert field.step == (2, 1)


def test_a_finer_output_halves_the_step_but_moves_in_the_old_ones() -> None:
    coarse = ReceptiveField.of_point(1).through(Window((2,), (2,), (1,)))
    fine = coarse.through(Window((1,), (Fraction(1, 2),), (1,)))
    assert (fine.size, fine.step, fine.grain) == ((2,), (1,), (2,))
    assert fine.through(Window((2,), (1,), (1,))).size == (4,)


def test_where_paths_meet_the_larger_counts_unless_they_lie_differently() -> None:
    small, coarse = (ReceptiveField.of_point(1).through(Window((3,), (n,), (1,))) for n in (1, 2))
    large = small.through(Window((3,), (1,), (1,)))
    assert joined([small, large]) == large
    assert joined([small, coarse]) is None
    assert joined([small, None]) is None
    assert joined([]) is None


def test_a_flat_list_has_none() -> None:
    fields: dict[str, Any] = {
        id: node.receptive for id, node in presets.load("spiral").report().nodes.items()
    }
    assert set(fields.values()) == {None}
