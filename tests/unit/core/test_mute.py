"""A muted node passes on what it gets: no weights, no part in the loss."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_graph import SOURCE, graphs, line, node, wire

from nnplayground.core.graph import Graph
from nnplayground.core.shapes import Status, infer


def muted(graph: Graph, *ids: str) -> Graph:
    for id in ids:
        graph = graph.update(graph.node(id).replace(muted=True))
    return graph


def test_a_muted_layer_has_the_shape_of_its_input_and_no_parameters():
    report = infer(muted(line(), "a"), SOURCE)
    assert report.nodes["a"].output.shape == (3,)
    assert report.nodes["a"].parameters == 0
    assert report.nodes["a"].status is Status.OK
    assert report.nodes["b"].parameter_shapes["weight"][1] == 3
    assert "a" in report.used


def test_only_the_first_wire_into_a_muted_merge_counts():
    nodes = (
        node("data", "data"),
        node("a", units=4),
        node("b", units=5),
        node("join", "add"),
        node("loss", "loss"),
    )
    edges = (
        wire("data", "a", "x"),
        wire("data", "b", "x"),
        wire("a", "join"),
        wire("b", "join"),
        wire("join", "loss", into="prediction"),
    )
    graph = Graph(nodes=nodes, edges=edges)
    assert not infer(graph, SOURCE).ok
    report = infer(muted(graph, "join"), SOURCE)
    assert report.ok
    assert "b" not in report.used


def test_data_cannot_be_muted_and_losses_must_not_all_be():
    with pytest.raises(ValueError, match="data enters through it"):
        muted(line(), "data")
    report = infer(muted(line(), "loss"), SOURCE)
    assert "Every loss is muted." in [problem.message for problem in report.problems]
    fix = next(p for p in report.problems if p.message == "Every loss is muted.").fixes[0]
    assert not fix.graph.node("loss").muted


def test_muting_stands_in_files_and_in_the_structure():
    graph = muted(line(), "a")
    assert Graph.model_validate(graph.model_dump(mode="json")) == graph
    assert graph.structure != line().structure
    assert "muted" not in line().node("a").model_dump(mode="json")


def test_names_and_blocks_are_no_part_of_the_structure():
    graph = line()
    assert graph.update(graph.node("a").replace(name="Stem")).structure == graph.structure
    assert graph.update(graph.node("a").with_fields(units=3)).structure != graph.structure


@settings(max_examples=60)
@given(graph=graphs(), data=st.data())
def test_muting_anything_is_inferred_without_raising(graph, data):
    ids = [n.id for n in graph.nodes if n.layer.inputs]
    chosen = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    report = infer(muted(graph, *chosen), SOURCE)
    assert set(report.nodes) == {n.id for n in graph.nodes}
    for id in chosen:
        assert report.nodes[id].parameters == 0
