"""Data that an experiment names, but that is not here, as a problem of its Data node."""

from __future__ import annotations

import dataclasses

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.graph import Graph
from nnplayground.core.report import Problem, Severity, ShapeReport, Status
from nnplayground.core.text import Text

__all__ = ["with_data_problem"]


def with_data_problem(graph: Graph, report: ShapeReport, error: PlaygroundError) -> ShapeReport:
    """Return a report that says at the Data node why there are no samples.

    Shapes are known without the samples, so that everything else in the report stays.
    """
    sentence, remedy = (t if isinstance(t, Text) else Text(t) for t in (error.sentence, error.remedy))
    nodes = dict(report.nodes)
    found: list[Problem] = []
    for node in graph.of_kind("data"):
        problem = Problem(node.id, Severity.ERROR, sentence, remedy)
        own = nodes[node.id]
        nodes[node.id] = dataclasses.replace(own, status=Status.ERROR, problems=(problem, *own.problems))
        found.append(problem)
    return dataclasses.replace(report, nodes=nodes, problems=(*found, *report.problems))
