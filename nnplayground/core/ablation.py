"""Ablation: single units of a node switched off, so that their outputs are zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.core.report import Fix, Problem, Severity
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.core.graph import Graph, Node
    from nnplayground.core.layer import TensorSpec
    from nnplayground.core.report import ShapeReport

__all__ = ["ablatable_units", "ablation_problem", "only_ablates", "without_lost_units"]


def ablatable_units(node: Node, outputs: Mapping[str, TensorSpec]) -> int:
    """Return how many units (channels of an image) of a node can be switched off.

    Data and losses have none: a feature is switched off by taking it out of the data.
    """
    if not node.layer.inputs or len(node.layer.outputs) != 1:
        return 0
    spec = outputs.get(node.layer.outputs[0].name)
    return spec.shape[0] if spec is not None and spec.shape else 0


def ablation_problem(graph: Graph, node: Node, outputs: Mapping[str, TensorSpec]) -> tuple[Problem, ...]:
    """Return what is wrong if a node is to switch off units that it does not have; nothing otherwise."""
    if not node.options.ablated:
        return ()
    units = ablatable_units(node, outputs)
    lost = [unit for unit in node.options.ablated if unit >= units]
    if not lost:
        return ()
    message = _("core", "{node} has {count} units; unit {unit} cannot be ablated.").format(
        node=node.title, count=units, unit=lost[0] + 1
    )
    kept = tuple(unit for unit in node.options.ablated if unit < units)
    label = _("core", "Ablate only units that exist")
    fix = Fix(label, graph.update(node.with_options(ablated=kept)))
    reason = _("core", "A file counts units from 0.")
    return (Problem(node.id, Severity.ERROR, message, reason, (fix,)),)


def without_lost_units(graph: Graph, report: ShapeReport) -> Graph:
    """Return the graph without ablations of units that its nodes no longer have.

    A node whose output is not known, or that is muted, keeps its own: the units may come back.
    """
    for id, known in report.nodes.items():
        node = graph.node(id)
        if node.muted or not (node.options.ablated and known.outputs):
            continue
        units = ablatable_units(node, known.outputs)
        kept = tuple(unit for unit in node.options.ablated if unit < units)
        if kept != node.options.ablated:
            graph = graph.update(node.with_options(ablated=kept))
    return graph


def only_ablates(before: Graph, after: Graph) -> bool:
    """Tell whether two graphs differ in what is ablated and in nothing else."""
    return before != after and _whole(before) == _whole(after)


def _whole(graph: Graph) -> Graph:
    for node in graph.nodes:
        if node.options.ablated:
            graph = graph.update(node.with_options(ablated=()))
    return graph
