"""Gradients of large matrices that are left to the update, when the whole batch is there.

The gradient of a matrix is a product that sums over samples. Computed part by part it would go through memory
once for every part; the two factors are much smaller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, fx

from nnplayground.train.engine.record import Recorded

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["BACK", "FRONT", "factors_instead"]

aten = torch.ops.aten
FRONT, BACK = "o:front:", "o:back:"
"""What the factors are called among the outputs: of shape (samples, in), and (samples, out) by rows."""


def factors_instead(recorded: Recorded, rows: Mapping[str, Collection[slice]]) -> Recorded:
    """Return what was recorded with the factors of gradients in the place of their products.

    Parameters
    ----------
    recorded : Recorded
        It is changed.
    rows : Mapping[str, collection of slice]
        The parameters it is done for, where their gradients are such products, and how those are cut.
    """
    graph = recorded.graph
    end = next(node for node in graph.nodes if node.op == "output")
    outputs: dict[str, fx.Node] = dict(zip(recorded.outputs, end.args[0], strict=True))
    for name, cuts in rows.items():
        factors = _factors(outputs[f"g:{name}"])
        if factors is None:
            continue
        del outputs[f"g:{name}"]
        back, outputs[FRONT + name] = factors
        with graph.inserting_before(end):
            for number, cut in enumerate(cuts):
                piece = _call(graph, aten.slice.Tensor, back, 1, cut.start, cut.stop)
                outputs[f"{BACK}{name}:{number}"] = piece
    end.args = (tuple(outputs.values()),)
    graph.eliminate_dead_code()
    return Recorded(graph, recorded.inputs, tuple(outputs), recorded.constants)


def _factors(gradient: fx.Node) -> tuple[fx.Node, fx.Node] | None:
    """Return the gradient of a layer's output and its input, if nothing else uses their product."""
    if gradient.target is not aten.mm.default or len(gradient.users) > 1:
        return None
    turned, front = gradient.all_input_nodes
    return (turned.all_input_nodes[0], front) if turned.target is aten.t.default else None


def _call(graph: fx.Graph, overload: Any, *args: Any) -> fx.Node:
    node = graph.call_function(overload, args)
    like: Tensor = overload(*fx.map_arg(args, lambda source: source.meta["val"]))
    node.meta["val"] = like
    return node
