"""The automatic layout: columns in the order of the wires, nothing on top of anything."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from networks import chain

from nnplayground.core.blocks import between, group
from nnplayground.core.errors import GraphError
from nnplayground.core.graph import Edge, Graph, Node
from nnplayground.core.layer import Layer
from nnplayground.ui.editor.layout import BLOCK_HEADER, BLOCK_PAD, GAP, arrange
from nnplayground.ui.editor.outline import Outline


@st.composite
def graphs(draw):
    count = draw(st.integers(1, 12))
    add = Layer.named("add")()
    port = add.inputs[0].name
    nodes = tuple(Node(id=f"n{i}", layer=add) for i in range(count))
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20)) if pairs else []
    edges = tuple(Edge(source=f"n{i}", target=f"n{j}", target_port=port) for i, j in chosen)
    return Graph(nodes=nodes, edges=edges)


sizes = st.tuples(st.integers(112, 184), st.integers(90, 480))


@settings(deadline=None, max_examples=60)
@given(graph=graphs(), data=st.data())
def test_wires_lead_right_and_cards_do_not_overlap(graph, data):
    size = {node.id: data.draw(sizes) for node in graph.nodes}
    places = arrange(graph, size)
    assert set(places) == set(size)
    for edge in graph.edges:
        assert places[edge.target][0] >= places[edge.source][0] + size[edge.source][0] + GAP / 2
    boxes = [(*places[id], *size[id]) for id in size]
    for number, (x, y, w, h) in enumerate(boxes):
        for x2, y2, w2, h2 in boxes[number + 1 :]:
            assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y
    assert arrange(graph, size) == places


def test_a_chain_is_centred_with_the_gap_of_the_design():
    graph = chain((8, "tanh"), (2, "tanh")).graph
    size = {node.id: (112.0, 100.0 + 40 * i) for i, node in enumerate(graph.nodes)}
    places = arrange(graph, size)
    middles = {round(places[id][1] + size[id][1] / 2) for id in size}
    assert middles == {0}
    lefts = [places[node.id][0] for node in graph.nodes]
    assert [b - a for a, b in pairwise(lefts)] == [112 + GAP] * 3


def test_crossings_of_two_crossed_pairs_are_undone():
    add = Layer.named("add")()
    port = add.inputs[0].name
    names = ["root", "a", "b", "c", "d", "end"]
    wires = [("root", "a"), ("root", "b"), ("a", "d"), ("b", "c"), ("c", "end"), ("d", "end")]
    graph = Graph(
        nodes=tuple(Node(id=name, layer=add) for name in names),
        edges=tuple(Edge(source=s, target=t, target_port=port) for s, t in wires),
    )
    places = arrange(graph, dict.fromkeys(names, (112.0, 100.0)))
    assert (places["a"][1] < places["b"][1]) == (places["d"][1] < places["c"][1])


def test_a_circle_is_laid_out_all_the_same():
    add = Layer.named("add")()
    port = add.inputs[0].name
    nodes = tuple(Node(id=name, layer=add) for name in "ab")
    wires = [("a", "b"), ("b", "a")]
    graph = Graph(nodes=nodes, edges=tuple(Edge(source=s, target=t, target_port=port) for s, t in wires))
    assert set(arrange(graph, dict.fromkeys("ab", (112.0, 100.0)))) == {"a", "b"}


@settings(max_examples=40)
@given(graph=graphs(), data=st.data())
def test_open_blocks_keep_their_cards_together(graph, data):
    """No card of another place lies within the frame of an open block."""
    for _ in range(3):
        ids = [node.id for node in graph.nodes]
        chosen = between(graph, data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True)))
        try:
            graph, _id = group(graph, chosen)
        except GraphError:  # it would cut another block apart
            continue
    folded = frozenset(b.id for b in graph.blocks if data.draw(st.booleans()))
    outline = Outline(graph, folded)
    size = {id: data.draw(sizes) for id in outline.cards}
    places = arrange(graph, size, folded)
    assert set(places) == set(outline.cards)
    for block in outline.open_blocks:
        inside = outline.cards_in(block)
        left, top = (min(places[id][axis] for id in inside) for axis in (0, 1))
        right, bottom = (max(places[id][axis] + size[id][axis] for id in inside) for axis in (0, 1))
        for id in set(outline.cards) - set(inside):
            (x, y), (w, h) = places[id], size[id]
            beside = x + w <= left - BLOCK_PAD or x >= right + BLOCK_PAD
            assert beside or y + h <= top - BLOCK_HEADER or y >= bottom + BLOCK_PAD
