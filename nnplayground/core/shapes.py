"""What flows where, and what is wrong: instant, total, without torch.

:func:`infer` walks the graph once and never raises. Every node gets its shapes, its parameters, and its
problems, each with a sentence and the edits that mend it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import ValidationError

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.graph import Edge, Graph, Node
from nnplayground.core.layer import (
    Inputs,
    InsertBefore,
    Layer,
    SetBefore,
    SetField,
    ShapeError,
    Suggestion,
    TensorSpec,
)
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from nnplayground.core.dataset import DataSpec

__all__ = ["MAX_PARAMETERS", "Fix", "NodeReport", "Problem", "Severity", "ShapeReport", "Status", "infer"]

# 250 million float32 weights with their gradients and two optimizer moments take 4 GB.
MAX_PARAMETERS = 250_000_000
_MAX_ELEMENTS = 250_000_000
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
    """

    status: Status
    inputs: Inputs | None = None
    outputs: Mapping[str, TensorSpec] = field(default_factory=dict)
    parameter_shapes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

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

    def require_ok(self) -> None:
        """Raise the first error as :class:`PlaygroundError`, if there is one."""
        for problem in self.problems:
            if problem.severity is Severity.ERROR:
                remedy = problem.fixes[0].label if problem.fixes else ""
                place = f"graph.{problem.node}" if problem.node else "graph"
                raise PlaygroundError(problem.message, place=place, remedy=f"{remedy}." if remedy else "")


def infer(graph: Graph, source: DataSpec) -> ShapeReport:
    """Work out every shape of ``graph`` when its Data nodes give ``source``."""
    order, used = graph.order(), _used(graph)
    reports: dict[str, NodeReport] = {}
    for id in order:
        reports[id] = _report(graph, graph.node(id), source, reports)
    for node in graph.nodes:
        if node.id not in reports:
            reports[node.id] = _on_cycle(graph, node)
    reports = {id: _with_connection_warning(graph, id, report, used) for id, report in reports.items()}
    whole = _whole(graph, reports, used)
    found = [*whole, *(problem for node in graph.nodes for problem in reports[node.id].problems)]
    problems = tuple(sorted(found, key=lambda problem: problem.severity is not Severity.ERROR))
    return ShapeReport({node.id: reports[node.id] for node in graph.nodes}, order, used, problems)


def _used(graph: Graph) -> frozenset[str]:
    """Return the nodes that some node without outputs (a loss) depends on."""
    used = {node.id for node in graph.nodes if not node.layer.outputs}
    waiting = list(used)
    while waiting:
        sources = {edge.source for edge in graph.incoming(waiting.pop())} - used
        used |= sources
        waiting.extend(sources)
    return frozenset(used)


def _report(graph: Graph, node: Node, source: DataSpec, known: Mapping[str, NodeReport]) -> NodeReport:
    missing = [
        port for port in node.layer.inputs if not port.optional and not graph.incoming(node.id, port.name)
    ]
    if missing:
        return NodeReport(Status.ERROR, problems=(_missing(graph, node, missing[0].name),))
    ports: dict[str, tuple[TensorSpec, ...]] = {}
    for port in node.layer.inputs:
        edges = graph.incoming(node.id, port.name)
        specs = [known[edge.source].outputs.get(edge.source_port) for edge in edges]
        if any(spec is None for spec in specs):
            return NodeReport(Status.WAITING)
        ports[port.name] = tuple(spec for spec in specs if spec is not None)
    return _ruled(graph, node, Inputs(ports, source))


def _ruled(graph: Graph, node: Node, inputs: Inputs) -> NodeReport:
    try:
        outputs = node.layer.output_specs(inputs)
        shapes = node.layer.parameter_shapes(inputs)
    except ShapeError as error:
        fixes = tuple(fix for s in error.suggestions if (fix := _fix(graph, node, s, inputs.source)))
        return NodeReport(Status.ERROR, inputs, problems=(_error(node, error, fixes),))
    report = NodeReport(Status.OK, inputs, outputs, shapes)
    too_large = _too_large(node, report)
    if too_large:
        return NodeReport(Status.ERROR, inputs, problems=(too_large,))
    return NodeReport(Status.OK, inputs, outputs, shapes, _mismatched_head(graph, node, inputs))


def _error(node: Node, error: ShapeError, fixes: tuple[Fix, ...]) -> Problem:
    sentence = error.sentence if isinstance(error.sentence, Text) else Text(error.sentence)
    message = sentence.format(node=node.title) if "{node}" in sentence.template else sentence
    reason = error.remedy if isinstance(error.remedy, Text) else Text(error.remedy)
    return Problem(node.id, Severity.ERROR, message, reason, fixes)


def _fix(graph: Graph, node: Node, suggestion: Suggestion, source: DataSpec) -> Fix | None:
    """Make the suggestion an edit, if it can be made."""
    try:
        if isinstance(suggestion, InsertBefore):
            return _insertion(graph, node, suggestion)
        if isinstance(suggestion, SetField):
            return _change(graph, node, suggestion)
        return _change_before(graph, node, suggestion, source)
    except ValidationError:  # a value beyond the field's limits
        return None


def _wire(graph: Graph, node: Node, index: int) -> Edge:
    return [edge for port in node.layer.inputs for edge in graph.incoming(node.id, port.name)][index]


def _insertion(graph: Graph, node: Node, suggestion: InsertBefore) -> Fix:
    kind = Layer.named(suggestion.kind)
    new = Node(id=graph.new_id(suggestion.kind), name=str(kind.title), layer=kind(**suggestion.fields))
    edited = graph.insert(new, _wire(graph, node, suggestion.wire))
    return Fix(_("core", "Insert {layer}").format(layer=kind.title), edited)


def _change(graph: Graph, node: Node, suggestion: SetField) -> Fix:
    field, value = suggestion.field, suggestion.value
    edited = graph.update(node.with_fields(**{field: value}))
    if value is None:
        return Fix(_("core", "Clear “{field}”").format(field=_title(node, field)), edited)
    label = _("core", "Set “{field}” to {value}").format(field=_title(node, field), value=_shown(value))
    return Fix(label, edited)


def _change_before(graph: Graph, node: Node, suggestion: SetBefore, source: DataSpec) -> Fix | None:
    """Change the nearest node that has the field, if that mends ``node``."""
    field, value = suggestion.field, suggestion.value
    before = graph.node(_wire(graph, node, suggestion.wire).source)
    while field not in type(before.layer).model_fields:
        edges = graph.incoming(before.id)
        if not edges:
            return None
        before = graph.node(edges[0].source)
    edited = graph.update(before.with_fields(**{field: value}))
    if not _fits(edited, node.id, source):
        return None
    label = _("core", "Set “{field}” of {node} to {value}")
    return Fix(label.format(field=_title(before, field), node=before.title, value=_shown(value)), edited)


def _fits(graph: Graph, id: str, source: DataSpec) -> bool:
    """Tell whether the rules of a node and of all before it hold; their inputs are wired."""
    outputs: dict[tuple[str, str], TensorSpec] = {}
    for node in map(graph.node, graph.order()):
        if node.id != id and id not in graph.descendants(node.id):
            continue
        ports = {
            port.name: tuple(outputs[e.source, e.source_port] for e in graph.incoming(node.id, port.name))
            for port in node.layer.inputs
        }
        try:
            specs = node.layer.output_specs(Inputs(ports, source))
        except ShapeError:
            return False
        outputs |= {(node.id, port): spec for port, spec in specs.items()}
    return True


def _title(node: Node, field: str) -> str:
    return type(node.layer).model_fields[field].title or field


def _shown(value: object) -> object:
    if isinstance(value, tuple):
        return "×".join("?" if size == -1 else str(size) for size in value)
    return value


def _missing(graph: Graph, node: Node, port: str) -> Problem:
    message = _("core", "{node} has no input.").format(node=node.title)
    if len(node.layer.inputs) > 1:
        message = _("core", "{node} has nothing at its input “{port}”.").format(node=node.title, port=port)
    severity = Severity.ERROR if node.id in _used(graph) and not node.layer.outputs else Severity.WARNING
    fixes = [fix for fix in (_nearest_source(graph, node, port), _removal(graph, node)) if fix]
    reason = _("core", "Without an input it takes no part in training.")
    if severity is Severity.WARNING and graph.outgoing(node.id):
        severity = Severity.ERROR
    return Problem(node.id, severity, message, reason, tuple(fixes))


def _nearest_source(graph: Graph, node: Node, port: str) -> Fix | None:
    """Offer the last node that leads nowhere yet; else the last with an output."""
    candidates = [n for n in graph.nodes if n.layer.outputs and n.id != node.id]
    candidates = [n for n in candidates if n.id not in graph.descendants(node.id)]
    open_ends = [n for n in candidates if not graph.outgoing(n.id)]
    for candidate in reversed(open_ends or candidates):
        edge = Edge(
            source=candidate.id,
            source_port=candidate.layer.outputs[0].name,
            target=node.id,
            target_port=port,
        )
        if graph.why_not(edge) is None:
            label = _("core", "Connect {source}").format(source=candidate.title)
            return Fix(label, graph.connect(edge))
    return None


def _removal(graph: Graph, node: Node) -> Fix:
    return Fix(_("core", "Remove {node}").format(node=node.title), graph.remove([node.id]))


def _on_cycle(graph: Graph, node: Node) -> NodeReport:
    behind = graph.descendants(node.id)
    if node.id not in behind:
        return NodeReport(Status.WAITING)
    back = next(edge for edge in graph.incoming(node.id) if edge.source in behind or edge.source == node.id)
    source = graph.node(back.source).title
    message = _("core", "{node} feeds itself through {source}.").format(node=node.title, source=source)
    label = _("core", "Remove the wire from {source}").format(source=source)
    fix = Fix(label, graph.disconnect(back))
    reason = _("core", "A network must run forward; a circle has no first step.")
    return NodeReport(Status.ERROR, problems=(Problem(node.id, Severity.ERROR, message, reason, (fix,)),))


def _too_large(node: Node, report: NodeReport) -> Problem | None:
    if report.parameters > MAX_PARAMETERS:
        size = _bytes(4 * report.parameters)
        message = _("core", "{node} would need {size} for {count} weights.").format(
            node=node.title, size=size, count=f"{report.parameters:,}"
        )
    elif any(spec.size > _MAX_ELEMENTS for spec in report.outputs.values()):
        largest = max(spec.size for spec in report.outputs.values())
        message = _("core", "{node} would need {size} for the output of one sample.").format(
            node=node.title, size=_bytes(4 * largest)
        )
    else:
        return None
    return Problem(node.id, Severity.ERROR, message, _limit())


def _limit() -> Text:
    return _("core", "The limit is {size}; choose smaller sizes.").format(size=_bytes(4 * MAX_PARAMETERS))


def _bytes(count: int) -> str:
    units = ("B", "kB", "MB", "GB", "TB", "PB")
    power = min(len(units) - 1, int(math.log(max(1, count), 1000)))
    return f"{count / 1000**power:.3g} {units[power]}"


def _mismatched_head(graph: Graph, node: Node, inputs: Inputs) -> tuple[Problem, ...]:
    """Warn if a loss that takes raw scores is fed by the activation it applies itself."""
    clashing = node.layer.clashes_with(inputs)
    if not clashing:
        return ()
    for edge in graph.incoming(node.id, node.layer.inputs[0].name):
        before = graph.node(edge.source)
        activation = getattr(before.layer, "activation", None)
        if activation is None or activation.kind not in clashing:
            continue
        message = _("core", "{activation} in {before} comes before a loss that applies it again.").format(
            activation=activation.title, before=before.title
        )
        reason = _("core", "The loss takes raw scores; applied twice, gradients shrink and learning is slow.")
        label = _("core", "Make {before} linear").format(before=before.title)
        fix = Fix(label, graph.update(before.with_fields(activation="identity")))
        return (Problem(node.id, Severity.WARNING, message, reason, (fix,)),)
    return ()


def _with_connection_warning(graph: Graph, id: str, report: NodeReport, used: frozenset[str]) -> NodeReport:
    node = graph.node(id)
    if id in used or report.problems or not node.layer.inputs:
        return report
    message = _("core", "{node} leads to no loss.").format(node=node.title)
    reason = _("core", "It will not train and does not change the result.")
    problem = Problem(id, Severity.WARNING, message, reason, (_removal(graph, node),))
    return NodeReport(report.status, report.inputs, report.outputs, report.parameter_shapes, (problem,))


def _whole(graph: Graph, reports: Mapping[str, NodeReport], used: frozenset[str]) -> list[Problem]:
    problems: list[Problem] = []
    if not graph.of_kind("data"):
        data = Node(id=graph.new_id("data"), name="Input", layer=Layer.named("data")())
        fix = Fix(_("core", "Add Input"), graph.add(data))
        message = _("core", "The graph has no Input.")
        reason = _("core", "Data enters through it.")
        problems.append(Problem("", Severity.ERROR, message, reason, (fix,)))
    if not graph.of_kind("loss"):
        message, reason = (
            _("core", "The graph has no loss."),
            _("core", "Training needs something to minimize."),
        )
        problems.append(Problem("", Severity.ERROR, message, reason, _add_loss(graph)))
    total = sum(report.parameters for id, report in reports.items() if id in used)
    if total > MAX_PARAMETERS:
        message = _("core", "The network would need {size} of weights.").format(size=_bytes(4 * total))
        problems.append(Problem("", Severity.ERROR, message, _limit()))
    return problems


def _add_loss(graph: Graph) -> tuple[Fix, ...]:
    loss = Node(id=graph.new_id("loss"), name="Loss", layer=Layer.named("loss")())
    ends = [n for n in graph.nodes if n.layer.outputs and not graph.outgoing(n.id)]
    edited = graph.add(loss)
    if ends:
        port = ends[-1].layer.outputs[0].name
        wire = Edge(
            source=ends[-1].id, source_port=port, target=loss.id, target_port=loss.layer.inputs[0].name
        )
        edited = edited.connect(wire)
    return (Fix(_("core", "Add Loss"), edited),)
