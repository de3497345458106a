"""What :func:`nnplayground.core.shapes.infer` says of a graph: statuses, problems, fixes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.graph import Graph
from nnplayground.core.layer import Inputs, TensorSpec
from nnplayground.core.receptive import ReceptiveField
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

__all__ = ["Fix", "NodeReport", "Problem", "Severity", "ShapeReport", "Status"]

NOTHING = Text("")


class Severity(StrEnum):
    """Errors stop training; warnings do not."""

    ERROR = "error"
    WARNING = "warning"


class Status(StrEnum):
    """How a node stands."""

    OK = "ok"
    ERROR = "error"
    WAITING = "waiting"  # something before it is wrong, so that its shape is unknown


@dataclass(frozen=True, slots=True)
class Fix:
    """One edit that mends a problem.

    Attributes
    ----------
    label : Text
        A verb and its object: “Insert Flatten”.
    graph : Graph
        The graph after the edit.
    """

    label: Text
    graph: Graph = field(repr=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a node, or with the whole graph if ``node`` is empty."""

    node: str
    severity: Severity
    message: Text
    reason: Text = NOTHING
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeReport:
    """What is known about one node.

    Attributes
    ----------
    inputs : Inputs or None
        None while some required input is unknown.
    outputs : Mapping[str, TensorSpec]
        Empty while unknown.
    parameter_shapes : Mapping[str, tuple of int]
        By PyTorch's names.
    multiply_adds : int
        Per sample in prediction.
    receptive : ReceptiveField or None
        What of the picture one output depends on; None if it is all of it, or no picture.
    """

    status: Status
    inputs: Inputs | None = None
    outputs: Mapping[str, TensorSpec] = field(default_factory=dict)
    parameter_shapes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    multiply_adds: int = 0
    receptive: ReceptiveField | None = None

    @property
    def parameters(self) -> int:
        """The number of trainable numbers."""
        return sum(math.prod(shape) for shape in self.parameter_shapes.values())

    @property
    def output(self) -> TensorSpec | None:
        """The first output, if known."""
        return next(iter(self.outputs.values()), None)


@dataclass(frozen=True, slots=True)
class ShapeReport:
    """What is known about the whole graph.

    Attributes
    ----------
    nodes : Mapping[str, NodeReport]
        One for every node.
    order : tuple of str
        The nodes in an order they can run in; without those on a cycle.
    used : frozenset of str
        The nodes some loss depends on; others are skipped in training.
    problems : tuple of Problem
        All of them, errors first.
    """

    nodes: Mapping[str, NodeReport]
    order: tuple[str, ...]
    used: frozenset[str]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether the graph can be trained."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def parameters(self) -> int:
        """The number of trainable numbers in the parts that train."""
        return sum(report.parameters for id, report in self.nodes.items() if id in self.used)

    @property
    def multiply_adds(self) -> int:
        """Multiplications with an addition that the parts that train take for one sample in prediction."""
        return sum(report.multiply_adds for id, report in self.nodes.items() if id in self.used)

    def require_ok(self) -> None:
        """Raise the first error as :class:`PlaygroundError`, if there is one."""
        for problem in self.problems:
            if problem.severity is Severity.ERROR:
                remedy = _("core", "{fix}.").format(fix=problem.fixes[0].label) if problem.fixes else ""
                place = f"graph.{problem.node}" if problem.node else "graph"
                raise PlaygroundError(problem.message, place=place, remedy=remedy)
