"""What a saved block would make of a shape: worked out on a graph of its own, however large the network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nnplayground.app.translation import say
from nnplayground.core.graph import Edge, Node
from nnplayground.core.layer import Layer
from nnplayground.core.shapes import Severity, infer
from nnplayground.ui.editor import edits

if TYPE_CHECKING:
    from nnplayground.core.dataset import DataSpec
    from nnplayground.core.fragment import Fragment
    from nnplayground.core.graph import Graph
    from nnplayground.core.layer import TensorSpec

__all__ = ["BlockOutlook", "block_outlook"]


@dataclass(frozen=True)
class BlockOutlook:
    """What comes of a block.

    Attributes
    ----------
    output : TensorSpec or None
        What its exit gives; None if it has none, or it is unknown.
    parameters : int
    refusal : str
        Why the shape does not fit, though what can be mended was; empty if it does.
    """

    output: TensorSpec | None
    parameters: int
    refusal: str


def block_outlook(part: Fragment, given: TensorSpec, source: DataSpec) -> BlockOutlook:
    """Let ``given`` flow into a block, mended as it would be when it is put in."""
    inside, spec = {node.id for node in part.graph.nodes}, replace(source, x=given)
    graph = edits.mended(_fed(part), spec, inside)
    report = infer(graph, spec)
    wrong = (p for p in report.problems if p.node in inside and p.severity is Severity.ERROR)
    refusal = next((say(problem.message) for problem in wrong), "")
    leaving = part.exit
    output = report.nodes[leaving.node].outputs.get(leaving.port) if leaving is not None else None
    return BlockOutlook(output, sum(report.nodes[id].parameters for id in inside), refusal)


def _fed(part: Fragment) -> Graph:
    """Return the block's nodes between one that gives the shape at hand and a loss.

    Without a loss nothing would be wrong with them: what leads nowhere is forgiven.
    """
    graph = part.graph
    feed = Node(id=graph.new_id("data"), layer=Layer.named("data")())
    loss = Node(id=graph.new_id("loss"), layer=Layer.named("loss")())
    first, last = feed.layer.outputs[0].name, loss.layer.inputs[0].name
    wires = [
        Edge(source=feed.id, source_port=first, target=end.node, target_port=end.port) for end in part.entry
    ]
    leaving = [part.exit] if part.exit is not None else []
    out = [Edge(source=e.node, source_port=e.port, target=loss.id, target_port=last) for e in leaving]
    # Wires in come first, as they do when a block is put in: a merge reads them in this order.
    return graph.replace(nodes=(feed, *graph.nodes, loss), edges=(*wires, *graph.edges, *out))
