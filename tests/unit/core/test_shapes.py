"""Reports on whole graphs: what is missing, too large, unused or on a circle."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from nnplayground.core.dataset import DataSpec
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.graph import Edge, Graph, Node
from nnplayground.core.layer import Inputs, Layer, TensorSpec
from nnplayground.core.loss import Task
from nnplayground.core.shapes import MAX_PARAMETERS, Severity, Status, infer

PLANE = DataSpec(TensorSpec((2,)), TensorSpec((), classes=2), Task.BINARY)


def node(id: str, kind: str = "linear", **fields: Any) -> Node:
    return Node.model_validate({"id": id, "kind": kind, **fields})


def wire(source: str, target: str, out: str = "output", into: str = "input") -> Edge:
    return Edge(source=source, target=target, source_port=out, target_port=into)


def network(*units: int) -> Graph:
    """Return a chain of dense layers, the last one linear as a head should be."""
    graph = Graph(nodes=(node("data", "data"),))
    before, out = "data", "x"
    for i, count in enumerate(units):
        last = {"activation": "identity"} if i == len(units) - 1 else {}
        graph = graph.add(node(f"d{i}", units=count, **last)).connect(wire(before, f"d{i}", out))
        before, out = f"d{i}", "output"
    return graph.add(node("loss", "loss")).connect(wire(before, "loss", out, "prediction"))


def test_a_right_graph_has_shapes_parameters_and_no_problems() -> None:
    report = infer(network(8, 1), PLANE)
    assert report.ok
    assert report.problems == ()
    assert report.parameters == (2 * 8 + 8) + (8 + 1)
    assert report.nodes["d0"].parameters == 24
    assert report.nodes["d0"].output == TensorSpec((8,))
    assert report.nodes["loss"].output is None
    assert report.order == ("data", "d0", "d1", "loss")
    assert report.used == {"data", "d0", "d1", "loss"}
    report.require_ok()


def test_an_empty_graph_can_be_mended_step_by_step() -> None:
    graph = Graph()
    for _ in range(10):
        report = infer(graph, PLANE)
        if report.ok:
            break
        graph = report.problems[0].fixes[0].graph
    assert infer(graph, PLANE).ok
    assert {n.layer.kind for n in graph.nodes} >= {"data", "loss"}


def test_require_ok_says_sentence_place_and_remedy() -> None:
    with pytest.raises(PlaygroundError) as caught:
        infer(network(8, 3), PLANE).require_ok()
    assert str(caught.value) == "graph.loss: loss compares 2 classes, gets 3 values. Set “Units” of d1 to 2."
    with pytest.raises(PlaygroundError, match=r"graph: The graph has no Input."):
        infer(Graph(nodes=(node("loss", "loss"),)), PLANE).require_ok()


def test_behind_an_error_nodes_wait() -> None:
    graph = network(4, 4, 1)
    graph = graph.update(graph.node("d0").with_fields(in_features=9))
    report = infer(graph, PLANE)
    assert [report.nodes[id].status for id in ("d0", "d1", "loss")] == [
        Status.ERROR,
        Status.WAITING,
        Status.WAITING,
    ]
    assert [p.node for p in report.problems] == ["d0"]


def test_a_lonely_node_is_a_warning_and_a_gap_is_an_error() -> None:
    lonely = network(1).add(node("extra"))
    report = infer(lonely, PLANE)
    assert report.ok
    assert [(p.node, p.severity) for p in report.problems] == [("extra", Severity.WARNING)]
    assert [str(fix.label) for fix in report.problems[0].fixes][-1] == "Remove extra"
    gap = network(3, 1).disconnect(wire("data", "d0", "x"))
    report = infer(gap, PLANE)
    assert not report.ok
    assert str(report.problems[0].message) == "d0 has no input."
    assert str(report.problems[0].fixes[0].label) == "Connect data"
    assert infer(report.problems[0].fixes[0].graph, PLANE).ok


def test_a_loss_without_a_prediction_names_its_port() -> None:
    graph = network(1).disconnect(wire("d0", "loss", into="prediction"))
    problem = infer(graph, PLANE).nodes["loss"].problems[0]
    assert str(problem.message) == "loss has nothing at its input “prediction”."
    assert problem.severity is Severity.ERROR
    assert infer(problem.fixes[0].graph, PLANE).ok


def test_a_branch_that_leads_nowhere_is_a_warning() -> None:
    graph = network(1).add(node("side", units=3)).connect(wire("data", "side", "x"))
    report = infer(graph, PLANE)
    assert report.ok
    assert [str(p.message) for p in report.problems] == ["side leads to no loss."]
    assert report.parameters == 3
    assert "side" not in report.used


def test_a_circle_is_named_and_opened_by_its_fix() -> None:
    nodes = (*network(1).nodes, node("a", "add"), node("b", units=2), node("c", units=1))
    edges = (*network(1).edges, wire("data", "a", "x"), wire("a", "b"), wire("b", "a"), wire("b", "c"))
    report = infer(Graph(nodes=nodes, edges=edges), PLANE)
    problem = report.nodes["a"].problems[0]
    assert str(problem.message) == "a feeds itself through b."
    assert report.nodes["c"].status is Status.WAITING
    assert infer(problem.fixes[0].graph, PLANE).ok


def test_terabytes_are_refused_before_anything_is_made() -> None:
    report = infer(network(65_536, 65_536, 1), PLANE)
    assert str(report.problems[0].message) == "d1 would need 17.2 GB for 4,295,032,832 weights."
    assert "1 GB" in str(report.problems[0].reason)
    many = infer(network(*[15_000, 15_000, 15_000], 1), PLANE)
    assert str(many.problems[0].message) == "The network would need 1.8 GB of weights."
    assert MAX_PARAMETERS < 2 * 15_000**2


def test_a_huge_sample_is_refused() -> None:
    wide = DataSpec(TensorSpec((10**6, 10**3)), TensorSpec((), classes=2), Task.BINARY)
    report = infer(network(1), wide)
    assert str(report.problems[0].message) == "data would need 4 GB for the output of one sample."


def test_torch_is_not_needed() -> None:
    code = (
        "import sys; from nnplayground.core.layer import Layer;"
        "from nnplayground.core.activation import Activation;"
        "from nnplayground.core.loss import Loss; Layer.kinds(); Activation.kinds(); Loss.kinds();"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_layer_that_lacks_a_rule_says_so() -> None:
    class Unfinished(Layer):
        """Has no build."""

    inputs = Inputs({"input": (TensorSpec((2,)),)}, PLANE)
    made = Unfinished.model_construct()
    assert made.output_specs(inputs) == {"output": TensorSpec((2,))}
    assert made.parameter_shapes(inputs) == {}
    with pytest.raises(TypeError, match="Unfinished does not say how it is built"):
        made.build(inputs)


def test_a_spec_reads_like_a_shape() -> None:
    assert str(TensorSpec((1, 8, 8))) == "1×8×8"
    assert str(TensorSpec(())) == "1"
    assert TensorSpec((2, 3)).size == 6


def test_the_first_fix_of_a_gap_takes_an_open_end_that_is_fed() -> None:
    gap = network(3, 4, 1).disconnect(wire("d0", "d1")).add(node("loose"))
    problem = infer(gap, PLANE).nodes["d1"].problems[0]
    assert str(problem.fixes[0].label) == "Connect d0"
    assert problem.fixes[0].graph.incoming("d1")[0].source == "d0"
