"""Graphs stay sound whatever is done to them, and refuse with a sentence what would break them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from nnplayground.core.dataset import DataSpec
from nnplayground.core.errors import GraphError, explain_validation
from nnplayground.core.graph import Edge, Graph, Node
from nnplayground.core.layer import Layer, TensorSpec
from nnplayground.core.loss import Task
from nnplayground.core.shapes import infer

SOURCE = DataSpec(TensorSpec((3,)), TensorSpec((), classes=4), Task.MULTICLASS)
KINDS = list(Layer.kinds())


def node(id: str, kind: str = "linear", **fields: Any) -> Node:
    return Node.model_validate({"id": id, "kind": kind, **fields})


def wire(source: str, target: str, out: str = "output", into: str = "input") -> Edge:
    return Edge(source=source, target=target, source_port=out, target_port=into)


def line() -> Graph:
    """Make data → a → b → loss."""
    nodes = (node("data", "data"), node("a"), node("b"), node("loss", "loss"))
    edges = (wire("data", "a", "x"), wire("a", "b"), wire("b", "loss", into="prediction"))
    return Graph(nodes=nodes, edges=edges)


@st.composite
def edges_of(draw: st.DrawFn, graph: Graph) -> Edge:
    """Draw any wire between existing nodes, its ports mostly real."""
    source, target = draw(st.sampled_from(graph.nodes)), draw(st.sampled_from(graph.nodes))
    out = [port.name for port in source.layer.outputs] or ["output"]
    into = [port.name for port in target.layer.inputs] or ["input"]
    return wire(source.id, target.id, draw(st.sampled_from(out)), draw(st.sampled_from(into)))


def edited(draw: st.DrawFn, graph: Graph) -> Graph:
    """Draw one edit that a person could make; refused ones leave the graph as it is."""
    step = draw(st.sampled_from(["add", "connect", "remove", "disconnect", "update", "duplicate", "insert"]))
    ids = [n.id for n in graph.nodes]
    if step == "add" or not ids:
        kind = draw(st.sampled_from(KINDS))
        return graph.add(node(graph.new_id(kind), kind))
    chosen = draw(st.sampled_from(ids))
    if step == "connect":
        edge = draw(edges_of(graph))
        return graph.connect(edge) if graph.why_not(edge) is None else graph
    if step == "remove":
        return graph.remove([chosen], reconnect=draw(st.booleans()))
    if step == "update":
        return graph.update(node(chosen, draw(st.sampled_from(KINDS))))
    if step == "duplicate":
        return graph.duplicate(draw(st.lists(st.sampled_from(ids), unique=True)))[0]
    if not graph.edges:
        return graph
    edge = draw(st.sampled_from(graph.edges))
    if step == "disconnect":
        return graph.disconnect(edge)
    return graph.insert(node(graph.new_id("flatten"), "flatten"), edge)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    graph = draw(st.sampled_from([Graph(), line()]))
    for _ in range(draw(st.integers(0, 15))):
        graph = edited(draw, graph)
    return graph


def test_a_node_that_takes_fewer_wires_keeps_the_first() -> None:
    nodes = (node("data", "data"), node("a"), node("b"), node("join", "add"))
    wires = (wire("data", "a", "x"), wire("data", "b", "x"), wire("b", "join"), wire("a", "join"))
    changed = Graph(nodes=nodes, edges=wires).update(node("join", "flatten"))
    assert changed.incoming("join") == (wire("b", "join"),)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_edits_keep_a_graph_sound(graph: Graph) -> None:
    assert Graph.model_validate_json(graph.model_dump_json()) == graph
    order = graph.order()
    assert set(order) == {n.id for n in graph.nodes}, "edits make no circle"
    place = {id: i for i, id in enumerate(order)}
    assert all(place[edge.source] < place[edge.target] for edge in graph.edges)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_shapes_of_any_graph_are_a_report_and_fixes_are_graphs(graph: Graph) -> None:
    report = infer(graph, SOURCE)
    assert set(report.nodes) == {n.id for n in graph.nodes}
    assert all(str(problem.message).endswith(".") for problem in report.problems)
    assert not any("{" in str(problem.message) for problem in report.problems)
    for problem in report.problems:
        for fix in problem.fixes:
            assert fix.graph != graph
            infer(fix.graph, SOURCE)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_cycles_in_a_file_are_reported_and_not_fatal(data: st.DataObject) -> None:
    nodes = tuple(node(f"n{i}", "add") for i in range(data.draw(st.integers(1, 5))))
    pairs = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes))
    drawn = data.draw(st.lists(pairs, unique_by=lambda p: (p[0].id, p[1].id), max_size=10))
    graph = Graph(nodes=nodes, edges=tuple(wire(a.id, b.id) for a, b in drawn))
    report = infer(graph, SOURCE)
    assert set(report.nodes) == {n.id for n in nodes}
    for id in {n.id for n in nodes} - set(graph.order()):
        assert report.nodes[id].problems or id not in graph.descendants(id)


def test_a_second_node_of_one_id_is_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        line().add(node("a"))
    said = explain_validation(caught.value)
    assert str(said.sentence) == "Two nodes are called “a”."
    assert "another id" in str(said)


@pytest.mark.parametrize(
    ("edge", "said"),
    [
        (wire("a", "nowhere"), "leads to “nowhere”, which does not exist"),
        (wire("nowhere", "a"), "leads to “nowhere”, which does not exist"),
        (wire("a", "b", out="side"), "a has no output “side”"),
        (wire("a", "b", into="side"), "b has no input “side”"),
        (wire("a", "b"), "A wire is listed twice|already has a wire"),
        (wire("data", "b", "x"), "The input “input” of b already has a wire"),
    ],
)
def test_a_wire_that_cannot_be_is_refused(edge: Edge, said: str) -> None:
    graph = line()
    with pytest.raises(ValidationError, match=said):
        graph.replace(edges=(*graph.edges, edge))
    assert graph.why_not(edge) is not None
    with pytest.raises(GraphError):
        graph.connect(edge)


def test_a_wire_listed_twice_at_a_port_for_many_is_refused() -> None:
    graph = Graph(nodes=(node("data", "data"), node("m", "add")), edges=(wire("data", "m", "x"),))
    with pytest.raises(ValidationError, match="listed twice"):
        graph.replace(edges=(*graph.edges, wire("data", "m", "x")))
    assert graph.why_not(wire("data", "m", "x")) == "This wire is already there."
    assert graph.why_not(wire("data", "m", "target")) is None


@pytest.mark.parametrize(("source", "target"), [("b", "a"), ("a", "a")])
def test_a_circle_is_refused_with_both_names(source: str, target: str) -> None:
    graph = line().disconnect(wire("data", "a", "x"))
    said = f"A wire from {source} back to {target} would close a circle."
    assert graph.why_not(wire(source, target)) == said


def test_replacing_a_wire_frees_its_port() -> None:
    graph = line()
    edge = wire("data", "b", "x")
    assert graph.why_not(edge, replacing=wire("a", "b")) is None
    replugged = graph.connect(edge, replacing=wire("a", "b"))
    assert replugged.incoming("b") == (edge,)


def test_unknown_nodes_have_a_sentence() -> None:
    with pytest.raises(GraphError, match="There is no node “c”") as caught:
        line().node("c")
    assert "data, a, b, loss" in str(caught.value)
    with pytest.raises(GraphError, match="Nodes are –"):
        Graph().node("c")
    assert "c" not in line()
    assert "a" in line()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ({"id": "a", "kind": "linaer"}, "There is no layer called “linaer”"),
        ({"id": "a"}, "A layer needs a “kind”"),
        ({"id": "a", "kind": "linear", "units": 0}, "must be at least 1, not 0"),
        ({"id": "a", "kind": "linear", "units": "many"}, "must be a whole number, not 'many'"),
        ({"id": "a", "kind": "linear", "colour": 3}, "is not known here"),
        ({"id": "a b", "kind": "linear"}, "id"),
        ({"id": "a", "kind": "dropout", "p": float("nan")}, "finite"),
        ("a", "must be an object|should be"),
    ],
)
def test_nodes_that_cannot_be_read_have_a_sentence(file: Any, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Graph.model_validate({"nodes": [file]})
    explained = str(explain_validation(caught.value, "graph"))
    import re

    assert re.search(said, explained), explained
    assert "graph.nodes[0]" in explained


def test_removing_reconnects_what_it_can() -> None:
    graph = line().remove(["a"])
    assert wire("data", "b", "x") in graph.edges
    assert len(line().remove(["a"], reconnect=False).edges) == 1
    assert line().remove(["a", "b"]).incoming("loss") == (wire("data", "loss", "x", "prediction"),)
    assert line().remove(["data"]).incoming("a") == ()


def test_inserting_keeps_the_order_of_a_merges_wires() -> None:
    nodes = (node("data", "data"), node("a"), node("b"), node("m", "concatenate"))
    edges = (wire("data", "a", "x"), wire("data", "b", "x"), wire("a", "m"), wire("b", "m"))
    graph = Graph(nodes=nodes, edges=edges).insert(node("f", "flatten"), wire("a", "m"))
    assert [edge.source for edge in graph.incoming("m")] == ["f", "b"]
    assert graph.incoming("f") == (wire("a", "f"),)


def test_updating_drops_wires_to_ports_that_are_gone() -> None:
    graph = line().update(node("b", "loss"))
    assert graph.edges == (wire("data", "a", "x"),)
    assert line().update(node("a", "flatten")).edges == line().edges
    with pytest.raises(GraphError):
        line().update(node("c"))


def test_duplicates_get_new_ids_names_and_inner_wires() -> None:
    graph, new = line().duplicate(["a", "b"])
    assert new == {"a": "a1", "b": "b1"}
    assert graph.node("a1").title == "a 1"
    assert wire("a1", "b1") in graph.edges
    assert graph.incoming("a1") == ()
    assert graph.duplicate(["a1"])[0].node("a2").title == "a 2"


def test_new_ids_count_up() -> None:
    graph = line()
    assert graph.new_id("a") == "a1"
    assert graph.add(node("a1")).new_id("a1") == "a2"
    assert graph.new_id("3×3") == "_3_1"
    assert graph.new_id("") == graph.new_id("7").replace("_", "node") == "node1"
    for name in ("сеть", "a" * 80, "x y"):
        assert graph.new_id(name) in graph.add(node(graph.new_id(name)))


def test_nodes_change_by_field_and_option() -> None:
    changed = node("a").with_fields(units=7).with_options(frozen=True)
    layer: Any = changed.layer
    assert layer.units == 7
    assert changed.options.frozen
    assert changed.model_dump(mode="json")["options"] == {"frozen": True}
    assert Node.model_validate_json(changed.model_dump_json()) == changed
    with pytest.raises(ValidationError):
        changed.with_fields(units=-1)


def test_reading() -> None:
    graph = line()
    assert graph.descendants("a") == {"b", "loss"}
    assert graph.outgoing("data", "target") == ()
    assert graph.incoming("loss", "target") == ()
    assert [n.id for n in graph.of_kind("data", "loss")] == ["data", "loss"]
    assert graph.order() == ("data", "a", "b", "loss")
