"""Tidy, align, distribute, and selecting along the wires."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from test_canvas import undo_texts

from nnplayground.core.graph import Edge, Graph, Node
from nnplayground.core.layer import Layer
from nnplayground.ui.editor.layout import arrange

PLACES = {"data1": (0.0, 0.0), "dense1": (230.0, 120.0), "dense2": (470.0, -40.0), "dense3": (600.0, 300.0)}


def rect(canvas, id):
    return canvas.scene.cards[id].scene_rect


@pytest.fixture
def scattered(canvas):
    canvas.editor.move(PLACES)
    canvas.select(["dense1", "dense2", "dense3"])
    return canvas


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("align_left", lambda r: r.left()),
        ("align_right", lambda r: r.right()),
        ("align_top", lambda r: r.top()),
        ("align_bottom", lambda r: r.bottom()),
        ("align_centre", lambda r: r.center().x()),
        ("align_middle", lambda r: r.center().y()),
    ],
)
def test_aligned_cards_share_a_line(scattered, command, line):
    getattr(scattered.editor.arranging, command)()
    lines = [line(rect(scattered, id)) for id in ("dense1", "dense2", "dense3")]
    assert max(lines) - min(lines) <= 1
    assert undo_texts(scattered)[-1] == "Align 3 nodes"
    assert rect(scattered, "data1").topLeft().toTuple() == (0, 0)


def test_distributed_cards_have_equal_gaps(scattered):
    scattered.editor.arranging.distribute_horizontally()
    one, two, three = (rect(scattered, id) for id in ("dense1", "dense2", "dense3"))
    assert two.left() - one.right() == pytest.approx(three.left() - two.right(), abs=2)
    scattered.editor.arranging.distribute_vertically()
    order = sorted(
        (rect(scattered, id) for id in ("dense1", "dense2", "dense3")), key=lambda r: r.center().y()
    )
    gaps = [b.top() - a.bottom() for a, b in pairwise(order)]
    assert gaps[0] == pytest.approx(gaps[1], abs=2)


def test_tidy_arranges_the_selection_only_and_keeps_its_corner(scattered):
    before = rect(scattered, "data1").topLeft()
    left = min(rect(scattered, id).left() for id in scattered.selection())
    scattered.editor.arranging.tidy()
    assert rect(scattered, "data1").topLeft() == before
    assert min(rect(scattered, id).left() for id in scattered.selection()) == left
    middles = {round(rect(scattered, id).center().y()) for id in scattered.selection()}
    assert max(middles) - min(middles) <= 1
    assert undo_texts(scattered)[-1] == "Tidy 3 nodes"


def test_tidying_all_that_is_a_plain_row_gives_it_back_to_the_automatic_layout(scattered):
    scattered.select([])
    scattered.editor.arranging.tidy()
    assert not scattered.document.experiment.layout.positions


def fan(width):
    """Return a source, ``width`` branches and a sink."""
    add = Layer.named("add")()
    names = [f"b{i}" for i in range(width)]
    edges = [Edge(source="s", target=n) for n in names] + [Edge(source=n, target="t") for n in names]
    nodes = tuple(Node(id=n, layer=add) for n in ("s", *names, "t"))
    return Graph(nodes=nodes, edges=tuple(edges))


def test_a_layout_keeps_the_order_a_hand_has_given():
    graph = fan(4)
    sizes = {node.id: (112.0, 100.0) for node in graph.nodes}
    hand = {"b3": (200.0, 0.0), "b1": (210.0, 130.0), "b0": (190.0, 300.0), "b2": (200.0, 420.0)}
    places = arrange(graph, sizes, hand=hand)
    assert sorted(hand, key=lambda id: places[id][1]) == ["b3", "b1", "b0", "b2"]


def test_300_nodes_are_arranged_within_half_a_second():
    add = Layer.named("add")()
    nodes = tuple(Node(id=f"n{i}", layer=add) for i in range(300))
    edges = {(i, j) for i in range(299) for j in (i + 1, i + 1 + (i * 7) % 5) if j < 300}
    graph = Graph(nodes=nodes, edges=tuple(Edge(source=f"n{i}", target=f"n{j}") for i, j in sorted(edges)))
    sizes = {node.id: (112.0, 140.0) for node in nodes}
    arrange(graph, sizes)
    started = time.process_time()
    arrange(graph, sizes)
    assert time.process_time() - started < 0.5


def test_selecting_along_the_wires(canvas):
    selecting = canvas.editor.selecting
    canvas.select(["dense2"])
    selecting.upstream()
    assert canvas.selection() == ["data1", "dense1", "dense2"]
    canvas.select(["dense2"])
    selecting.downstream()
    assert canvas.selection() == ["dense2", "dense3", "loss1"]
    canvas.select(["data1", "dense3"])
    selecting.path()
    assert canvas.selection() == ["data1", "dense1", "dense2", "dense3"]
