"""Which edits of a graph need no other program, and what most layers have in common."""

from __future__ import annotations

import itertools

import pytest

from nnplayground.core.edits import common_activation
from nnplayground.core.graph import Edge, Graph, Node
from nnplayground.core.live import changes_only_live

KINDS = ("tanh", "relu", "tanh")


def network(*activations: str) -> Graph:
    nodes = [{"id": "data", "kind": "data"}]
    nodes += [{"id": f"d{i}", "kind": "linear", "activation": kind} for i, kind in enumerate(activations)]
    nodes += [{"id": "head", "kind": "linear", "units": 1}, {"id": "loss", "kind": "loss"}]
    ids = [node["id"] for node in nodes]
    edges = [
        Edge(
            source=a,
            target=b,
            source_port="x" if a == "data" else "output",
            target_port="prediction" if b == "loss" else "input",
        )
        for a, b in itertools.pairwise(ids)
    ]
    return Graph(nodes=tuple(Node.model_validate(node) for node in nodes), edges=tuple(edges))


@pytest.mark.parametrize(
    ("change", "live"),
    [
        (lambda node: node, True),
        (lambda node: node.with_fields(activation="relu"), True),
        (lambda node: node.with_options(frozen=True, l2=0.1, ablated=(1,)), True),
        (lambda node: node.replace(name="Other"), True),
        (lambda node: node.with_fields(units=9), False),
        (lambda node: node.with_options(initialization="zeros"), False),
        (lambda node: node.replace(muted=True), False),
    ],
)
def test_live_edits_of_a_node(change, live) -> None:
    graph = network(*KINDS)
    assert changes_only_live(graph, graph.update(change(graph.node("d0")))) is live


def test_another_structure_is_not_live() -> None:
    graph = network(*KINDS)
    assert not changes_only_live(graph, graph.remove(["d1"]))
    assert not changes_only_live(graph, graph.disconnect(graph.edges[0]))


@pytest.mark.parametrize(
    ("activations", "common"),
    [(("tanh", "relu", "tanh"), "tanh"), (("tanh", "relu"), None), (("tanh",), None), ((), None)],
)
def test_what_most_hidden_layers_have(activations, common) -> None:
    found = common_activation(network(*activations))
    assert (found.kind if found else None) == common
