"""Every problem says one sentence, and its first fix leads to a graph without it."""

from __future__ import annotations

from typing import Any

import pytest

from nnplayground.core.advice import RunSize
from nnplayground.core.dataset import DataSpec
from nnplayground.core.edits import mended
from nnplayground.core.graph import Edge, Graph, Node
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Task
from nnplayground.core.report import Problem, Severity, Status
from nnplayground.core.shapes import infer
from nnplayground.projects import presets

PLANE = DataSpec(TensorSpec((2,)), TensorSpec((), classes=2), Task.BINARY)
THREE = DataSpec(TensorSpec((4,)), TensorSpec((), classes=3), Task.MULTICLASS)
VALUES = DataSpec(TensorSpec((4,)), TensorSpec((1,)), Task.REGRESSION)
PICTURES = DataSpec(TensorSpec((1, 8, 8)), TensorSpec((), classes=10), Task.MULTICLASS)

HIDDEN = {"kind": "linear", "units": 4}


def head(units: int, activation: str = "identity") -> dict[str, Any]:
    return {"kind": "linear", "units": units, "activation": activation}


def wire(source: str, target: str, out: str = "output", into: str = "input") -> Edge:
    return Edge(source=source, target=target, source_port=out, target_port=into)


def chain(*layers: dict[str, Any], loss: Any = None) -> Graph:
    """Return Input – n0 – n1 – … – Loss."""
    graph = Graph(nodes=(Node.model_validate({"id": "data", "kind": "data"}),))
    before, out = "data", "x"
    for number, layer in enumerate(layers):
        graph = graph.add(Node.model_validate({"id": f"n{number}", **layer}))
        graph, before, out = graph.connect(wire(before, f"n{number}", out)), f"n{number}", "output"
    graph = graph.add(Node.model_validate({"id": "loss", "kind": "loss", "loss": loss}))
    return graph.connect(wire(before, "loss", out, "prediction"))


def only(graph: Graph, source: DataSpec, run: RunSize = RunSize()) -> Problem:  # noqa: B008
    problems = infer(graph, source, run).problems
    assert len(problems) == 1, [str(problem.message) for problem in problems]
    return problems[0]


def fixed(problem: Problem, which: int = 0) -> Graph:
    return problem.fixes[which].graph


# -- one root, not many ------------------------------------------------------------------------------------


def test_cutting_the_wire_to_the_loss_is_one_problem() -> None:
    graph = chain(HIDDEN, HIDDEN, head(1)).disconnect(wire("n2", "loss", into="prediction"))
    problem = only(graph, PLANE)
    assert (problem.node, problem.severity) == ("loss", Severity.ERROR)
    assert infer(fixed(problem), PLANE).problems == ()


@pytest.mark.parametrize("cut", ["n0", "n1"])
def test_cutting_a_wire_inside_is_one_problem_and_the_rest_waits(cut: str) -> None:
    whole = chain(HIDDEN, HIDDEN, head(1))
    graph = whole.disconnect(whole.incoming(cut)[0])
    problem = only(graph, PLANE)
    report = infer(graph, PLANE)
    assert problem.node == cut
    assert report.nodes["n2"].status is report.nodes["loss"].status is Status.WAITING
    assert infer(fixed(problem), PLANE).problems == ()


def test_without_an_input_there_is_one_problem_and_one_fix() -> None:
    graph = chain(HIDDEN, head(1)).remove(["data"])
    problem = only(graph, PLANE)
    assert str(problem.message) == "The graph has no Input."
    assert infer(fixed(problem), PLANE).problems == ()


# -- what is not connected ---------------------------------------------------------------------------------


def test_a_lonely_layer_can_be_placed_or_removed() -> None:
    graph = chain(HIDDEN, HIDDEN, head(1)).add(Node.model_validate({"id": "bn", "kind": "batch_norm"}))
    problem = only(graph, PLANE)
    assert str(problem.message) == "bn is not connected to anything."
    assert [str(fix.label) for fix in problem.fixes] == ["Place after n1", "Remove bn"]
    for which in (0, 1):
        assert infer(fixed(problem, which), PLANE).problems == ()
    assert fixed(problem).incoming("bn")[0].source == "n1"


def test_an_island_is_one_problem_and_stops_nothing() -> None:
    graph = chain(head(1))
    for id in ("a", "b", "c"):
        graph = graph.add(Node.model_validate({"id": id, **HIDDEN}))
    graph = graph.connect(wire("a", "b")).connect(wire("b", "c"))
    problem = only(graph, PLANE)
    assert str(problem.message) == "3 nodes from a to c lead to no loss."
    assert infer(graph, PLANE).ok
    assert infer(fixed(problem), PLANE).problems == ()
    two = graph.disconnect(wire("b", "c"))
    assert [p.node for p in infer(two, PLANE).problems] == ["a", "c"]


def test_what_is_wrong_in_a_part_that_does_not_train_is_a_warning() -> None:
    graph = chain(head(1)).add(Node.model_validate({"id": "side", "in_features": 7, **HIDDEN}))
    graph = graph.connect(wire("data", "side", "x"))
    report = infer(graph, PLANE)
    assert report.ok
    assert [(p.node, p.severity) for p in report.problems] == [("side", Severity.WARNING)]


def test_two_inputs_become_one() -> None:
    graph = chain(HIDDEN, head(1)).add(Node.model_validate({"id": "again", "kind": "data"}))
    graph = graph.add(Node.model_validate({"id": "sum", "kind": "concatenate"}))
    graph = graph.disconnect(wire("data", "n0", "x"))
    graph = graph.connect(wire("data", "sum", "x")).connect(wire("again", "sum", "x"))
    graph = graph.connect(wire("sum", "n0"))
    problem = only(graph, PLANE)
    assert (problem.node, str(problem.fixes[0].label)) == ("again", "Let data feed all")
    assert infer(fixed(problem), PLANE).problems == ()


# -- losses ------------------------------------------------------------------------------------------------


def second_loss(graph: Graph, source: str, loss: Any, **more: Any) -> Graph:
    graph = graph.add(Node.model_validate({"id": "loss2", "kind": "loss", "loss": loss, **more}))
    return graph.connect(wire(source, "loss2", into="prediction"))


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (None, None, "loss and loss2 judge the same prediction alike."),
        (None, "squared_error", "loss and loss2 read the same prediction in different ways."),
    ],
)
def test_two_losses_of_one_prediction(first: Any, second: Any, said: str) -> None:
    problem = only(second_loss(chain(HIDDEN, head(3), loss=first), "n1", second), THREE)
    assert (problem.node, str(problem.message)) == ("loss2", said)
    assert infer(fixed(problem), THREE).problems == ()


def test_two_losses_that_agree_or_judge_different_heads_are_right() -> None:
    values = second_loss(chain(HIDDEN, head(1), loss="squared_error"), "n1", "absolute_error")
    assert infer(values, VALUES).problems == ()
    graph = chain(HIDDEN, head(3)).add(Node.model_validate({"id": "other", **head(3)}))
    graph = second_loss(graph.connect(wire("n0", "other")), "other", None)
    assert infer(graph, THREE).problems == ()


@pytest.mark.parametrize(
    ("activation", "said"),
    [
        ("softmax", "Softmax in n1 comes before a loss that applies it again."),
        ("sigmoid", "Sigmoid in n1 keeps all scores between 0 and 1."),
        ("tanh", "Tanh in n1 keeps all scores between −1 and 1."),
        ("relu", "ReLU in n1 lets no score fall below 0."),
    ],
)
def test_an_activation_that_spoils_scores(activation: str, said: str) -> None:
    problem = only(chain(HIDDEN, head(3, activation)), THREE)
    assert (str(problem.message), str(problem.fixes[0].label)) == (said, "Make n1 linear")
    assert infer(fixed(problem), THREE).problems == ()
    node = {"kind": "activation", "activation": activation}
    problem = only(chain(HIDDEN, head(3), node), THREE)
    assert str(problem.fixes[0].label) == "Remove n2"
    assert infer(fixed(problem), THREE).problems == ()


@pytest.mark.parametrize(
    ("activation", "loss"),
    [("sigmoid", "squared_error"), ("tanh", "half_squared_error"), ("leaky_relu", None), ("elu", None)],
)
def test_an_activation_that_may_stand_before_its_loss(activation: str, loss: Any) -> None:
    assert infer(chain(HIDDEN, head(1, activation), loss=loss), PLANE).problems == ()


def test_a_loss_for_two_classes_where_there_are_three() -> None:
    problem = only(chain(HIDDEN, head(3), loss="binary_cross_entropy"), THREE)
    assert str(problem.message) == "Binary cross-entropy asks yes or no, but a sample is one of 3 classes."
    assert infer(fixed(problem), THREE).problems == ()


def test_a_head_of_the_wrong_width() -> None:
    problem = only(chain(HIDDEN, head(5)), THREE)
    assert problem.severity is Severity.ERROR
    assert infer(fixed(problem), THREE).problems == ()


# -- layers where they should not be -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["dropout", "gaussian_noise"])
def test_noise_right_before_the_loss_is_moved(kind: str) -> None:
    problem = only(chain(HIDDEN, head(1), {"kind": kind}), PLANE)
    assert str(problem.fixes[0].label) == "Move n2 before n1"
    assert infer(fixed(problem), PLANE).problems == ()
    assert fixed(problem).incoming("n1")[0].source == "n2"
    near = only(chain(head(1), {"kind": kind}), PLANE)  # it would come right behind the data
    assert str(near.fixes[0].label) == "Remove n1"


def test_batch_norm_over_one_sample() -> None:
    graph = chain(HIDDEN, {"kind": "batch_norm", "name": "Batch norm"}, head(1))
    problem = only(graph, PLANE, RunSize(batch=1, samples=100))
    assert str(problem.fixes[0].label) == "Replace it by Layer norm"
    mended = fixed(problem)
    assert (mended.node("n1").layer.kind, str(mended.node("n1").title)) == ("layer_norm", "Layer norm")
    assert infer(mended, PLANE, RunSize(1, 100)).problems == ()
    assert infer(graph, PLANE, RunSize(batch=2, samples=100)).problems == ()


@pytest.mark.parametrize(("second", "label"), [("relu", "Make n0 linear"), ("tanh", "Remove n1")])
def test_two_activations_in_a_row(second: str, label: str) -> None:
    problem = only(chain(HIDDEN, {"kind": "activation", "activation": second}, head(1)), PLANE)
    assert str(problem.message) == "n1 bends once more what Tanh in n0 has bent."
    assert str(problem.fixes[0].label) == label
    assert infer(fixed(problem), PLANE).problems == ()


def test_a_width_that_explodes_is_told_with_a_better_one() -> None:
    graph = chain({"kind": "linear", "units": 30_000}, {"kind": "linear", "units": 64}, head(1))
    run = RunSize(batch=10, samples=250)
    problem = only(graph, PLANE, run)
    assert str(problem.message) == "n1 has 1,920,064 weights for 250 training samples."
    assert str(problem.fixes[0].label) == "Set “Units” to 32"
    assert infer(fixed(problem), PLANE, run).problems == ()
    assert infer(graph, PLANE, RunSize(10, 60_000)).problems == ()


def test_terabytes_are_narrowed() -> None:
    graph = chain({"kind": "linear", "units": 65_536}, {"kind": "linear", "units": 65_536}, head(1))
    problem = only(graph, PLANE)
    assert problem.severity is Severity.ERROR
    assert infer(fixed(problem), PLANE).ok


# -- all at once -------------------------------------------------------------------------------------------


def test_all_is_mended_at_once() -> None:
    spiral = presets.load("spiral")
    graph = spiral.graph
    head_id = graph.incoming("loss")[0].source
    graph = graph.update(graph.node(head_id).with_fields(units=7, activation="softmax"))
    graph = graph.add(Node.model_validate({"id": "bn", "kind": "batch_norm"}))
    broken = spiral.replace(graph=graph)
    result, count = mended(broken)
    assert count == 3
    assert result.report().problems == ()
    assert mended(result) == (result, 0)


def test_it_ends_where_fixes_go_round() -> None:
    wide = chain({"kind": "flatten"}, head(9))
    experiment = presets.load("spiral").replace(graph=wide)
    result, count = mended(experiment)
    assert result.report().ok
    assert count < 10


# Meant: too many weights, and ten yes-or-no answers where there may be no digit.
MEANT = {"dense-or-conv": ["dense2"], "sliding-heat-map": ["loss"]}


@pytest.mark.parametrize("name", presets.names())
def test_presets_are_without_blame(name: str) -> None:
    assert [problem.node for problem in presets.load(name).report().problems] == MEANT.get(name, [])


def test_advice_looks_through_muted_layers() -> None:
    graph = chain(HIDDEN, head(3, "softmax"), {"kind": "dropout", "muted": True})
    problem = only(graph, THREE)
    assert str(problem.message) == "Softmax in n1 comes before a loss that applies it again."
    assert infer(fixed(problem), THREE).problems == ()


def test_advice_stays_sound_beside_a_muted_node_that_nothing_feeds() -> None:
    graph = chain(HIDDEN, head(3, "softmax"))
    for node in ({"id": "lonely", **HIDDEN, "muted": True}, {"id": "more", **head(3)}):
        graph = graph.add(Node.model_validate(node))
    graph = graph.connect(wire("lonely", "more")).add(Node.model_validate({"id": "loss2", "kind": "loss"}))
    graph = graph.connect(wire("more", "loss2", into="prediction"))
    unfed, advice = infer(graph, THREE).problems
    assert unfed.node == "lonely"
    assert advice.node != "lonely"
    assert advice.fixes == ()  # none leads to a graph that runs
