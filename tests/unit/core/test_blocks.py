"""Blocks gather nodes without changing the network, and refuse what cannot be folded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_graph import SOURCE, graphs, line, node, wire

from nnplayground.core.blocks import (
    BlockPort,
    between,
    block_ports,
    enclosing,
    group,
    members,
    rename_block,
    shown_as,
    ungroup,
    whole_blocks,
)
from nnplayground.core.errors import GraphError
from nnplayground.core.experiment import Experiment
from nnplayground.core.graph import Graph
from nnplayground.core.shapes import infer


def residual() -> Graph:
    """Make data → a → b → c → join, with a skip a → join, then a loss."""
    nodes = (node("data", "data"), *map(node, "abc"), node("join", "add"), node("loss", "loss"))
    edges = (
        wire("data", "a", "x"),
        wire("a", "b"),
        wire("b", "c"),
        wire("c", "join"),
        wire("a", "join"),
        wire("join", "loss", into="prediction"),
    )
    return Graph(nodes=nodes, edges=edges)


def test_a_block_holds_its_nodes_and_has_the_ports_that_wires_cross():
    graph, id = group(residual(), ["c", "b", "join"], "Residual")
    assert members(graph, id) == ("b", "c", "join")
    assert graph.block(id).title == "Residual"
    ports = block_ports(graph, id)
    assert ports.inputs == (BlockPort("b", "input"), BlockPort("join", "input"))
    assert ports.outputs == (BlockPort("join", "output"),)
    assert graph.structure == residual().structure
    assert infer(graph, SOURCE).ok is infer(residual(), SOURCE).ok


def test_open_ends_within_are_ports_too():
    graph = Graph(nodes=(node("a"), node("b")), edges=(wire("a", "b"),))
    graph, id = group(graph, ["a", "b"])
    assert block_ports(graph, id).inputs == (BlockPort("a", "input"),)
    assert block_ports(graph, id).outputs == (BlockPort("b", "output"),)


@pytest.mark.parametrize(
    ("ids", "word"),
    [([], "at least one"), (["data", "a"], "data"), (["c", "loss"], "loss"), (["a", "c"], "b lies between")],
)
def test_what_cannot_be_a_block_is_refused_with_a_sentence(ids, word):
    with pytest.raises(GraphError, match=word):
        group(residual(), ids)


def test_a_part_of_a_block_cannot_be_grouped_with_others():
    graph, _id = group(residual(), ["b", "c"])
    with pytest.raises(GraphError, match="c belongs to Block 1"):
        group(graph, ["c", "join"])


def test_blocks_nest_and_ungrouping_gives_them_back_to_the_outer_one():
    graph, inner = group(residual(), ["b", "c"])
    graph, outer = group(graph, ["b", "c", "join"])
    assert enclosing(graph, "b") == (inner, outer)
    assert [block.id for block in whole_blocks(graph, ["b", "c", "join"])] == [outer, inner]
    assert shown_as(graph, [inner])["b"] == inner
    assert shown_as(graph, [inner, outer])["b"] == outer
    assert shown_as(graph, [])["b"] == "b"
    graph, innermost = group(graph, ["c"])
    assert enclosing(graph, "c") == (innermost, inner, outer)
    graph = ungroup(graph, inner)
    assert enclosing(graph, "c") == (innermost, outer)
    assert enclosing(graph, "b") == (outer,)
    assert rename_block(graph, outer, "Stage").block(outer).name == "Stage"
    with pytest.raises(GraphError, match="no block"):
        ungroup(graph, inner)


def test_a_block_goes_with_its_last_node():
    graph, inner = group(residual(), ["b"])
    graph, outer = group(graph, ["b", "c"])
    graph = graph.remove(["b"])
    assert graph.block(inner) is None
    assert graph.block(outer) is not None
    assert graph.remove(["c"]).blocks == ()


def test_a_copied_block_is_a_block_of_its_own_and_a_copied_part_stays_in_its_block():
    graph, id = group(residual(), ["b", "c"], "Pair")
    graph, new = graph.duplicate(["b", "c"])
    assert graph.node(new["b"]).block == new[id] != id
    assert graph.block(new[id]).name == "Pair 1"
    graph, new = graph.duplicate(["b"])
    assert graph.node(new["b"]).block == id


def test_between_is_everything_on_a_path():
    assert between(residual(), ["a", "join"]) == {"a", "b", "c", "join"}
    assert between(line(), ["a"]) == {"a"}


def wrong(**parts):
    value = line().model_dump(mode="json")
    return {"data": {"dataset": "spiral"}, "graph": {**value, **parts}}


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (
            {"nodes": [{"id": "a", "kind": "linear", "block": "stage"}], "edges": []},
            "a belongs to the block “stage”",
        ),
        ({"blocks": [{"id": "s", "parent": "t"}]}, "“t”, which does not exist"),
        ({"blocks": [{"id": "s", "parent": "t"}, {"id": "t", "parent": "s"}]}, "lies in itself"),
        ({"blocks": [{"id": "a"}]}, "as another block or a node is"),
    ],
)
def test_files_with_unknown_blocks_say_so_in_one_sentence(parts, sentence):
    with pytest.raises(ValueError, match=sentence):
        Experiment.from_dict(wrong(**parts))


@settings(max_examples=60)
@given(graph=graphs(), data=st.data())
def test_grouping_ungrouping_and_copying_keep_graphs_sound(graph, data):
    for _ in range(4):
        ids = [n.id for n in graph.nodes]
        chosen = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
        structure = graph.structure
        try:
            grouped, id = group(graph, between(graph, chosen))
        except GraphError:
            continue
        assert grouped.structure == structure
        assert set(members(grouped, id)) == set(between(graph, chosen))
        shown = shown_as(grouped, [id])
        assert {n for n, by in shown.items() if by == id} == set(members(grouped, id))
        assert ungroup(grouped, id) == graph.replace(nodes=ungroup(grouped, id).nodes)
        graph = grouped.duplicate(members(grouped, id))[0] if data.draw(st.booleans()) else grouped
        assert Graph.model_validate(graph.model_dump(mode="json")) == graph
