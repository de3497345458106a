"""Networks that are one chain of dense layers: what links describe and most presets are."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from nnplayground.core.graph import Edge, Graph, Node
from nnplayground.core.layer import Layer, NodeOptions
from nnplayground.core.text import translatable as _

__all__ = ["dense_chain", "read_chain"]

_OUTPUT = _("core", "Output")  # the one name of a node that is not its layer's


def dense_chain(
    hidden: Sequence[int],
    activation: Any,
    outputs: int,
    *,
    output_activation: Any = "identity",
    loss: Any = None,
    options: NodeOptions | None = None,
) -> Graph:
    """Make Input → Dense … → Output → Loss.

    Parameters
    ----------
    hidden : sequence of int
        Units of the hidden layers, possibly none.
    activation, output_activation, loss : kind, name or component
        ``loss=None`` is chosen by the data.
    outputs : int
        Units of the last layer.
    options : NodeOptions, optional
        For every dense layer.
    """
    given = options or NodeOptions()
    layers = [
        Node(id=f"dense{i}", name=f"Dense {i}", layer=_layer("linear", units=n, activation=activation))
        for i, n in enumerate(hidden, 1)
    ]
    head = _layer("linear", units=outputs, activation=output_activation)
    nodes = (
        Node(id="data", name="Input", layer=_layer("data")),
        *(node.replace(options=given) for node in layers),
        Node(id="output", name=str(_OUTPUT), layer=head, options=given),
        Node(id="loss", name="Loss", layer=_layer("loss", loss=loss)),
    )
    return Graph(nodes=nodes, edges=tuple(_wires([node.id for node in nodes])))


def _layer(kind: str, **fields: Any) -> Layer:
    return Layer.named(kind).model_validate(fields)


def _wires(ids: Sequence[str]) -> Iterable[Edge]:
    for source, target in itertools.pairwise(ids):
        yield Edge(
            source=source,
            source_port="x" if source == "data" else "output",
            target=target,
            target_port="prediction" if target == "loss" else "input",
        )


def read_chain(graph: Graph) -> tuple[tuple[Node, ...], Node] | None:
    """Return the dense layers in order and the loss node if the graph is one such chain, else None."""
    data, losses = graph.of_kind("data"), graph.of_kind("loss")
    dense = graph.of_kind("linear")
    if len(data) != 1 or len(losses) != 1 or not dense or len(graph.nodes) != len(dense) + 2:
        return None
    if any(node.muted for node in graph.nodes):
        return None
    ordered = tuple(graph.node(id) for id in graph.order() if graph.node(id) in dense)
    chain = (data[0], *ordered, losses[0])
    expected = {
        (a.id, "x" if a is data[0] else "output", b.id, "prediction" if b is losses[0] else "input")
        for a, b in itertools.pairwise(chain)
    }
    return (ordered, losses[0]) if {edge.key for edge in graph.edges} == expected else None
