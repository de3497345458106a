"""What is said when shapes do not fit, and that the offered edits mend it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from nnplayground.core.dataset import DataSpec
from nnplayground.core.graph import Graph
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Link, Task
from nnplayground.core.shapes import Severity, ShapeReport, infer
from nnplayground.layers.reshape import Reshape

PLANE = DataSpec(TensorSpec((2,)), TensorSpec((), classes=2), Task.BINARY, ("−1", "+1"))
DIGITS = DataSpec(TensorSpec((1, 8, 8)), TensorSpec((), classes=10), Task.MULTICLASS)
VALUES = DataSpec(TensorSpec((4,)), TensorSpec((1,)), Task.REGRESSION)

Nodes = dict[str, dict[str, Any]]


def graph(nodes: Nodes, *wires: str) -> Graph:
    """Make a graph of nodes by id and wires such as ``input.x > dense > loss.prediction``."""
    edges = []
    for chain in wires:
        ends = [end.strip().partition(".") for end in chain.split(">")]
        for (source, _, out), (target, _, into) in pairwise(ends):
            edge = {"source": source, "target": target}
            kind = nodes[target]["kind"]
            edge["target_port"] = into or ("prediction" if kind == "loss" else "input")
            edge["source_port"] = out or ("x" if nodes[source]["kind"] == "data" else "output")
            edges.append(edge)
    return Graph.model_validate({"nodes": [{"id": i, **f} for i, f in nodes.items()], "edges": edges})


def chain(source: DataSpec, *layers: dict[str, Any], loss: str | None = None) -> tuple[Graph, ShapeReport]:
    nodes: Nodes = {"input": {"kind": "data"}}
    nodes |= {f"n{i}": made for i, made in enumerate(layers)}
    nodes["loss"] = {"kind": "loss", "loss": loss}
    made = graph(nodes, " > ".join(nodes))
    return made, infer(made, source)


def errors(report: ShapeReport) -> list[str]:
    return [str(p.message) for p in report.problems if p.severity is Severity.ERROR]


def labels(report: ShapeReport) -> list[str]:
    return [str(fix.label) for fix in report.problems[0].fixes]


def test_a_right_chain_has_no_problems() -> None:
    _, report = chain(PLANE, {"kind": "linear", "units": 1, "activation": "identity"})
    assert report.ok
    assert report.problems == ()


DENSE = {"kind": "linear", "units": 3, "activation": "identity"}
MISFITS = [
    (
        DIGITS,
        [{"kind": "linear", "units": 10}],
        None,
        "n0 expects a flat list of numbers, gets 1×8×8.",
        ["Insert Flatten"],
    ),
    (
        PLANE,
        [{**DENSE, "units": 1, "in_features": 64}],
        None,
        "n0 expects 64 inputs, gets 2.",
        ["Clear “Inputs”"],
    ),
    (
        DIGITS,
        [{"kind": "linear", "units": 10, "in_features": 64}],
        None,
        "n0 expects 64 inputs, gets 1×8×8.",
        ["Insert Flatten"],
    ),
    (
        DIGITS,
        [{"kind": "flatten"}, DENSE],
        None,
        "loss compares 10 classes, gets 3 values.",
        ["Set “Units” of n1 to 10", "Insert Dense"],
    ),
    (
        PLANE,
        [DENSE],
        None,
        "loss compares 2 classes, gets 3 values.",
        ["Set “Units” of n0 to 2", "Insert Dense"],
    ),
    (
        PLANE,
        [DENSE],
        "half_squared_error",
        "loss compares 2 classes, gets 3 values.",
        ["Set “Units” of n0 to 1", "Insert Dense"],
    ),
    (
        PLANE,
        [DENSE, {"kind": "activation", "activation": "tanh"}],
        "half_squared_error",
        "loss compares 2 classes, gets 3 values.",
        ["Set “Units” of n0 to 1", "Insert Dense"],
    ),
    (
        VALUES,
        [DENSE],
        None,
        "loss compares with a target of 1, gets 3.",
        ["Set “Units” of n0 to 1", "Insert Dense"],
    ),
    (
        VALUES,
        [{**DENSE, "units": 1}],
        "cross_entropy",
        "loss compares classes, gets a target of real values (1).",
        ["Clear “Loss”"],
    ),
    (
        PLANE,
        [DENSE, {"kind": "reshape", "sizes": [2, 2]}, {"kind": "flatten"}, {**DENSE, "units": 1}],
        None,
        "n1 cannot arrange 3 numbers as 2×2.",
        ["Set “Sizes” to ?", "Insert Dense"],
    ),
    (
        PLANE,
        [DENSE, {"kind": "activation", "activation": "maxout"}, {**DENSE, "units": 1}],
        None,
        "n1 takes the largest of every 2 features, gets 3.",
        ["Set “Units” of n0 to 4", "Set “Activation” to relu"],
    ),
]


@pytest.mark.parametrize(("source", "layers", "loss", "said", "offered"), MISFITS)
def test_the_sentence_has_the_numbers_and_every_fix_mends(
    source: DataSpec, layers: list[dict[str, Any]], loss: str | None, said: str, offered: list[str]
) -> None:
    _, report = chain(source, *layers, loss=loss)
    assert errors(report) == [said]
    assert labels(report) == offered
    for fix in report.problems[0].fixes:
        mended = infer(fix.graph, source)
        assert mended.ok, (fix.label, errors(mended))


@pytest.mark.parametrize(
    ("left", "right", "kind", "said", "offered"),
    [
        ({**DENSE, "units": 8}, {**DENSE, "units": 6}, "add", "m joins inputs of one shape, gets 8 and 6.",
         ["Set “Units” of b to 8", "Insert Dense"]),
        ({"kind": "reshape", "sizes": [1, 2]}, DENSE, "concatenate",
         "m joins inputs that differ in the first size only, gets 1×2 and 3.", ["Insert Flatten"]),
        (DENSE, {"kind": "reshape", "sizes": [1, 2]}, "concatenate",
         "m joins inputs that differ in the first size only, gets 3 and 1×2.", ["Insert Flatten"]),
        ({"kind": "reshape", "sizes": [1, 2]}, {**DENSE, "units": 2}, "multiply",
         "m joins inputs of one shape, gets 1×2 and 2.", ["Insert Reshape"]),
    ],
)  # fmt: skip
def test_merges_name_both_shapes(
    left: dict[str, Any], right: dict[str, Any], kind: str, said: str, offered: list[str]
) -> None:
    nodes = {"input": {"kind": "data"}, "a": left, "b": right, "m": {"kind": kind},
             "f": {"kind": "flatten"}, "out": {**DENSE, "units": 1}, "loss": {"kind": "loss"}}  # fmt: skip
    made = graph(nodes, "input > a > m > f > out > loss", "input > b > m")
    report = infer(made, PLANE)
    assert errors(report) == [said]
    assert labels(report) == offered
    assert all(infer(fix.graph, PLANE).ok for fix in report.problems[0].fixes)


def test_a_fix_in_several_steps_comes_nearer_each_time() -> None:
    _, report = chain(DIGITS, {"kind": "activation"})
    assert errors(report) == ["loss compares 10 classes, gets 1×8×8."]
    assert labels(report) == ["Insert Flatten"]
    report = infer(report.problems[0].fixes[0].graph, DIGITS)
    assert labels(report) == ["Insert Dense"]
    assert infer(report.problems[0].fixes[0].graph, DIGITS).ok


def test_a_mixed_merge_is_flattened_first() -> None:
    nodes = {"input": {"kind": "data"}, "a": {"kind": "reshape", "sizes": [1, 2]}, "b": DENSE,
             "m": {"kind": "add"}}  # fmt: skip
    report = infer(graph(nodes, "input > a > m", "input > b > m"), PLANE)
    assert [str(fix.label) for fix in report.nodes["m"].problems[0].fixes] == ["Insert Flatten"]
    report = infer(graph(nodes, "input > b > m", "input > a > m"), PLANE)
    assert [str(fix.label) for fix in report.nodes["m"].problems[0].fixes] == ["Insert Flatten"]


def test_an_autoencoder_compares_with_its_input() -> None:
    nodes = {"input": {"kind": "data"}, "flat": {"kind": "flatten"}, "code": {**DENSE, "units": 5},
             "out": {**DENSE, "units": 60}, "loss": {"kind": "loss"}}  # fmt: skip
    made = graph(nodes, "input > flat > code > out > loss", "input.x > loss.target")
    report = infer(made, DIGITS)
    assert errors(report) == ["loss compares with a target of 1×8×8, gets 60."]
    assert labels(report) == []
    wide = made.update(made.node("out").with_fields(units=64))
    report = infer(wide, DIGITS)
    assert labels(report) == ["Insert Reshape"]
    mended = infer(report.problems[0].fixes[0].graph, DIGITS)
    assert mended.ok
    loss: Any = wide.node("loss").layer
    inputs = mended.nodes["loss"].inputs
    assert loss.resolved(inputs).kind == "squared_error"
    assert loss.link(inputs) is Link.IDENTITY


def test_the_target_may_be_wired_before_the_prediction() -> None:
    nodes = {"input": {"kind": "data"}, "a": DENSE, "loss": {"kind": "loss"}}
    report = infer(graph(nodes, "input.x > loss.target", "input > a > loss"), PLANE)
    assert labels(report) == ["Set “Units” of a to 2", "Insert Dense"]
    assert all(infer(fix.graph, PLANE).ok for fix in report.problems[0].fixes)


@pytest.mark.parametrize(
    ("source", "width", "kind"),
    [
        (PLANE, 1, "binary_cross_entropy"),
        (PLANE, 2, "cross_entropy"),
        (DIGITS, 10, "cross_entropy"),
        (VALUES, 1, "squared_error"),
    ],
)
def test_the_default_loss_suits_the_data(source: DataSpec, width: int, kind: str) -> None:
    made, report = chain(source, {"kind": "flatten"}, {**DENSE, "units": width})
    assert report.ok
    loss: Any = made.node("loss").layer
    assert loss.resolved(report.nodes["loss"].inputs).kind == kind


@pytest.mark.parametrize(("width", "activation"), [(1, "sigmoid"), (2, "softmax")])
def test_an_activation_that_the_loss_applies_again_is_a_warning(width: int, activation: str) -> None:
    _, report = chain(PLANE, {"kind": "linear", "units": width, "activation": activation})
    assert report.ok
    assert [p.severity for p in report.problems] == [Severity.WARNING]
    assert labels(report) == ["Make n0 linear"]
    assert infer(report.problems[0].fixes[0].graph, PLANE).problems == ()


def test_values_beyond_a_fields_limits_are_not_offered() -> None:
    huge = DataSpec(TensorSpec((2,)), TensorSpec((100_000,)), Task.REGRESSION)
    _, report = chain(huge, DENSE)
    assert errors(report) == ["loss compares with a target of 100000, gets 3."]
    assert labels(report) == []


def test_classes_are_no_input() -> None:
    nodes = {"input": {"kind": "data"}, "a": DENSE}
    report = infer(graph(nodes, "input.target > a"), PLANE)
    said = [str(p.message) for p in report.nodes["a"].problems]
    assert said == ["a reads numbers, gets the index of one of 2 classes."]


def test_batch_norm_takes_up_to_four_axes() -> None:
    _, report = chain(
        PLANE, {"kind": "reshape", "sizes": [1, 2, 1, 1, 1]}, {"kind": "batch_norm"}, {"kind": "flatten"}
    )
    assert errors(report) == ["n1 normalizes features with up to 3 more axes, gets 1×2×1×1×1."]
    assert infer(report.problems[0].fixes[0].graph, PLANE).ok


CONV = {"kind": "conv2d"}
PICTURES = [
    (PLANE, CONV, "n0 expects a picture of channels × height × width, gets 2.", ["Insert Reshape"]),
    (
        DIGITS,
        {"kind": "conv1d"},
        "n0 expects a sequence of channels × length, gets 1×8×8.",
        ["Insert Reshape"],
    ),
    (
        DIGITS,
        {**CONV, "kernel_size": 9, "padding": "valid"},
        "n0 slides a window of 9×9 over 1×8×8, which is smaller.",
        ["Set “Padding” to same", "Set “Kernel” to 8×8"],
    ),
    (
        DIGITS,
        {**CONV, "stride": 2, "padding": "same"},
        "n0 cannot keep the size (padding “same”) with a stride of 2×2.",
        ["Set “Padding” to 1", "Set “Stride” to 1×1"],
    ),
    (
        DIGITS,
        {**CONV, "groups": 4},
        "n0 has 4 groups, which do not divide the number of channels, 1.",
        ["Set “Groups” to 1"],
    ),
    (
        DIGITS,
        {**CONV, "kernel_size": 5, "padding": 8, "padding_mode": "reflect"},
        "n0 takes 8 values for its padding from 1×8×8, which has too few.",
        ["Set “Padding mode” to zeros"],
    ),
    (
        DIGITS,
        {"kind": "max_pool2d", "padding": 2},
        "n0 adds 2 around, more than half of its window of 2×2.",
        ["Set “Padding” to 1×1"],
    ),
    (
        DIGITS,
        {"kind": "conv_transpose2d", "output_padding": 2},
        "n0 has an output padding of 2×2, which its stride does not leave.",
        ["Set “Output padding” to 0×0"],
    ),
    (
        DIGITS,
        {"kind": "crop2d", "cropping": [4, 4, 0, 0]},
        "n0 cuts 4, 4, 0, 0 off 1×8×8, which leaves nothing.",
        ["Set “Crop” to 3, 4, 0, 0"],
    ),
]


@pytest.mark.parametrize(("source", "layer", "said", "offered"), PICTURES)
def test_layers_of_pictures_say_what_does_not_fit(
    source: DataSpec, layer: dict[str, Any], said: str, offered: list[str]
) -> None:
    _, report = chain(source, layer, {"kind": "flatten"}, {**DENSE, "units": source.target.classes})
    assert errors(report) == [said]
    assert labels(report) == offered
    for fix in report.problems[0].fixes:
        assert infer(fix.graph, source).ok, fix.label


@pytest.mark.parametrize(
    ("size", "arranged"),
    [(64, (1, 8, 8)), (192, (3, 8, 8)), (12, (3, 2, 2)), (13, (1, 1, 13)), (40, (1, 5, 8))],
)
def test_flat_numbers_are_arranged_as_the_likeliest_picture(size: int, arranged: tuple[int, ...]) -> None:
    flat = DataSpec(TensorSpec((size,)), TensorSpec((), classes=2), Task.BINARY)
    _, report = chain(flat, CONV, {"kind": "flatten"}, {**DENSE, "units": 2})
    mended = report.problems[0].fixes[0].graph
    assert mended.node("reshape1").layer == Reshape(sizes=arranged)
