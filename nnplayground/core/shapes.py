"""What flows where, what it costs, and what is wrong: instant, total, without torch.

:func:`infer` walks the graph once and never raises. Every node gets its shapes, its parameters, its cost,
and its problems, each with a sentence and the edits that mend it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from nnplayground.core.ablation import ablation_problem
from nnplayground.core.advice import RunSize
from nnplayground.core.graph import Graph, Node
from nnplayground.core.layer import Inputs, ShapeError, TensorSpec
from nnplayground.core.problems import (
    MAX_PARAMETERS,
    advised,
    circle,
    misfit,
    missing,
    too_large,
    whole_problems,
)
from nnplayground.core.receptive import ReceptiveField, joined
from nnplayground.core.report import Fix, NodeReport, Problem, Severity, ShapeReport, Status

if TYPE_CHECKING:
    from nnplayground.core.dataset import DataSpec

__all__ = ["MAX_PARAMETERS", "Fix", "NodeReport", "Problem", "Severity", "ShapeReport", "Status", "infer"]


def infer(graph: Graph, source: DataSpec, run: RunSize = RunSize()) -> ShapeReport:  # noqa: B008
    """Work out every shape of ``graph`` when its Data nodes give ``source``.

    Parameters
    ----------
    graph : Graph
    source : DataSpec
    run : RunSize
        How many samples there are; without it nothing is said about what is too large for them.
    """
    return _inferred(graph, source, run)


@lru_cache(maxsize=32)  # the same few are asked for again and again: by the window, by a run, by many runs
def _inferred(graph: Graph, source: DataSpec, run: RunSize) -> ShapeReport:
    walk = _Walk(graph, source, run)
    reports = walk.reports()
    found = [
        *whole_problems(graph, reports, walk.used),
        *(problem for node in graph.nodes for problem in reports[node.id].problems),
    ]
    problems = tuple(sorted(found, key=lambda problem: problem.severity is not Severity.ERROR))
    nodes = {node.id: _with_whole(reports[node.id], node.id, problems) for node in graph.nodes}
    return ShapeReport(nodes, walk.order, walk.used, problems)


def _with_whole(report: NodeReport, id: str, problems: tuple[Problem, ...]) -> NodeReport:
    """Give a node the problems that were found by looking at the graph as a whole."""
    own = tuple(problem for problem in problems if problem.node == id)
    return report if own == report.problems else dataclasses.replace(report, problems=own)


def _used(graph: Graph) -> frozenset[str]:
    """Return the nodes that some node without outputs (a loss) depends on."""
    used = {node.id for node in graph.nodes if not (node.layer.outputs or node.muted)}
    waiting = list(used)
    while waiting:
        sources = {edge.source for edge in graph.feeds(waiting.pop())} - used
        used |= sources
        waiting.extend(sources)
    return frozenset(used)


class _Walk:
    """One way through a graph, from the data to the losses."""

    def __init__(self, graph: Graph, source: DataSpec, run: RunSize) -> None:
        self._graph, self._source, self._run = graph, source, run
        self._known: dict[str, NodeReport] = {}
        self.order = graph.order()
        self.used = _used(graph)

    def reports(self) -> Mapping[str, NodeReport]:
        """Return the report of every node."""
        for id in self.order:
            report = self._report(self._graph.node(id))
            self._known[id] = report if id in self.used else _forgiven(report)
        for node in self._graph.nodes:
            if node.id not in self._known:
                self._known[node.id] = self._on_cycle(node)
        return self._known

    def _report(self, node: Node) -> NodeReport:
        graph = self._graph
        if node.muted:
            return self._bypassed(node)
        for port in node.layer.inputs:
            if not port.optional and not graph.incoming(node.id, port.name):
                return self._unfed(node, port.name)
        ports: dict[str, tuple[TensorSpec, ...]] = {}
        for port in node.layer.inputs:
            edges = graph.incoming(node.id, port.name)
            specs = [self._known[edge.source].outputs.get(edge.source_port) for edge in edges]
            if any(spec is None for spec in specs):
                return NodeReport(Status.WAITING)
            ports[port.name] = tuple(spec for spec in specs if spec is not None)
        return self._ruled(node, Inputs(ports, self._source))

    def _bypassed(self, node: Node) -> NodeReport:
        """Report a muted node: what comes to its first input goes out of it; a muted loss does nothing."""
        if not node.layer.outputs:
            return NodeReport(Status.OK)
        first = node.layer.inputs[0].name
        edges = self._graph.feeds(node.id)
        if not edges:
            return self._unfed(node, first)
        before = self._known[edges[0].source]
        spec = before.outputs.get(edges[0].source_port)
        if spec is None:
            return NodeReport(Status.WAITING)
        ports = {port.name: (spec,) if port.name == first else () for port in node.layer.inputs}
        outputs = {port.name: spec for port in node.layer.outputs}
        return NodeReport(Status.OK, Inputs(ports, self._source), outputs, receptive=before.receptive)

    def _unfed(self, node: Node, port: str) -> NodeReport:
        """Blame a node without input, unless there is no Input to be had, or no loss that misses it."""
        if not self._graph.of_kind("data"):
            return NodeReport(Status.WAITING)
        if node.id not in self.used:
            return NodeReport(Status.ERROR)
        return NodeReport(Status.ERROR, problems=(missing(self._graph, node, port),))

    def _ruled(self, node: Node, inputs: Inputs) -> NodeReport:
        try:
            outputs = node.layer.output_specs(inputs)
            shapes = node.layer.parameter_shapes(inputs)
            cost = node.layer.multiply_adds(inputs)
        except ShapeError as error:
            return NodeReport(
                Status.ERROR, inputs, problems=(misfit(self._graph, node, error, self._source),)
            )
        report = NodeReport(
            Status.OK, inputs, outputs, shapes, (), cost, self._receptive(node, inputs, outputs)
        )
        problem = too_large(self._graph, node, report, self._source)
        if problem is not None:
            return NodeReport(Status.ERROR, inputs, problems=(problem,))
        found = advised(self._graph, node, report, self._run) if node.id in self.used else ()
        return dataclasses.replace(report, problems=(*ablation_problem(self._graph, node, outputs), *found))

    def _receptive(
        self, node: Node, inputs: Inputs, outputs: Mapping[str, TensorSpec]
    ) -> ReceptiveField | None:
        if not node.layer.inputs:
            axes = max((len(spec.shape) - 1 for spec in outputs.values()), default=0)
            return ReceptiveField.of_point(axes) if axes > 0 else None
        window = node.layer.window(inputs)
        if window is None:
            return None
        before = joined(self._known[edge.source].receptive for edge in self._graph.incoming(node.id))
        return before.through(window) if before is not None else None

    def _on_cycle(self, node: Node) -> NodeReport:
        problem = circle(self._graph, node)
        return NodeReport(Status.ERROR, problems=(problem,)) if problem else NodeReport(Status.WAITING)


def _forgiven(report: NodeReport) -> NodeReport:
    """Return the report of a node that no loss depends on: what is wrong there stops nothing."""
    mild = tuple(dataclasses.replace(problem, severity=Severity.WARNING) for problem in report.problems)
    return dataclasses.replace(report, problems=mild)
