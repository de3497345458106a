"""What flows where, and what is wrong: instant, total, without torch.

:func:`infer` walks the graph once and never raises. Every node gets its shapes, its parameters, and its
problems, each with a sentence and the edits that mend it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from nnplayground.core.ablation import ablation_problem
from nnplayground.core.fixes import add_loss, connection, mend, removal
from nnplayground.core.graph import Graph, Node
from nnplayground.core.layer import Inputs, Layer, ShapeError, TensorSpec
from nnplayground.core.report import Fix, NodeReport, Problem, Severity, ShapeReport, Status
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from nnplayground.core.dataset import DataSpec

__all__ = ["MAX_PARAMETERS", "Fix", "NodeReport", "Problem", "Severity", "ShapeReport", "Status", "infer"]

# 250 million float32 weights with their gradients and two optimizer moments take 4 GB.
MAX_PARAMETERS = 250_000_000
_MAX_ELEMENTS = 250_000_000


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
    used = {node.id for node in graph.nodes if not (node.layer.outputs or node.muted)}
    waiting = list(used)
    while waiting:
        sources = {edge.source for edge in graph.feeds(waiting.pop())} - used
        used |= sources
        waiting.extend(sources)
    return frozenset(used)


def _report(graph: Graph, node: Node, source: DataSpec, known: Mapping[str, NodeReport]) -> NodeReport:
    if node.muted:
        return _bypassed(graph, node, source, known)
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


def _bypassed(graph: Graph, node: Node, source: DataSpec, known: Mapping[str, NodeReport]) -> NodeReport:
    """Report a muted node: what comes to its first input goes out of it; a muted loss does nothing."""
    if not node.layer.outputs:
        return NodeReport(Status.OK)
    first = node.layer.inputs[0].name
    edges = graph.feeds(node.id)
    if not edges:
        return NodeReport(Status.ERROR, problems=(_missing(graph, node, first),))
    spec = known[edges[0].source].outputs.get(edges[0].source_port)
    if spec is None:
        return NodeReport(Status.WAITING)
    ports = {port.name: (spec,) if port.name == first else () for port in node.layer.inputs}
    return NodeReport(Status.OK, Inputs(ports, source), {port.name: spec for port in node.layer.outputs})


def _ruled(graph: Graph, node: Node, inputs: Inputs) -> NodeReport:
    try:
        outputs = node.layer.output_specs(inputs)
        shapes = node.layer.parameter_shapes(inputs)
    except ShapeError as error:
        fixes = tuple(fix for s in error.suggestions if (fix := mend(graph, node, s, inputs.source)))
        return NodeReport(Status.ERROR, inputs, problems=(_error(node, error, fixes),))
    report = NodeReport(Status.OK, inputs, outputs, shapes)
    too_large = _too_large(node, report)
    if too_large:
        return NodeReport(Status.ERROR, inputs, problems=(too_large,))
    problems = (*ablation_problem(graph, node, outputs), *_mismatched_head(graph, node, inputs))
    return NodeReport(Status.OK, inputs, outputs, shapes, problems)


def _error(node: Node, error: ShapeError, fixes: tuple[Fix, ...]) -> Problem:
    sentence = error.sentence if isinstance(error.sentence, Text) else Text(error.sentence)
    message = sentence.format(node=node.title) if "{node}" in sentence.template else sentence
    reason = error.remedy if isinstance(error.remedy, Text) else Text(error.remedy)
    return Problem(node.id, Severity.ERROR, message, reason, fixes)


def _missing(graph: Graph, node: Node, port: str) -> Problem:
    message = _("core", "{node} has no input.").format(node=node.title)
    if len(node.layer.inputs) > 1:
        message = _("core", "{node} has nothing at its input “{port}”.").format(node=node.title, port=port)
    severity = Severity.ERROR if node.id in _used(graph) and not node.layer.outputs else Severity.WARNING
    fixes = [fix for fix in (connection(graph, node, port), removal(graph, node)) if fix]
    reason = _("core", "Without an input it takes no part in training.")
    if severity is Severity.WARNING and graph.outgoing(node.id):
        severity = Severity.ERROR
    return Problem(node.id, severity, message, reason, tuple(fixes))


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
        if before.muted or activation is None or activation.kind not in clashing:
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
    if id in used or report.problems or not node.layer.inputs or (node.muted and not node.layer.outputs):
        return report
    message = _("core", "{node} leads to no loss.").format(node=node.title)
    reason = _("core", "It will not train and does not change the result.")
    problem = Problem(id, Severity.WARNING, message, reason, (removal(graph, node),))
    return NodeReport(report.status, report.inputs, report.outputs, report.parameter_shapes, (problem,))


def _whole(graph: Graph, reports: Mapping[str, NodeReport], used: frozenset[str]) -> list[Problem]:
    problems: list[Problem] = []
    if not graph.of_kind("data"):
        data = Node(id=graph.new_id("data"), name="Input", layer=Layer.named("data")())
        fix = Fix(_("core", "Add Input"), graph.add(data))
        message = _("core", "The graph has no Input.")
        reason = _("core", "Data enters through it.")
        problems.append(Problem("", Severity.ERROR, message, reason, (fix,)))
    problems.extend(_lossless(graph))
    total = sum(report.parameters for id, report in reports.items() if id in used)
    if total > MAX_PARAMETERS:
        message = _("core", "The network would need {size} of weights.").format(size=_bytes(4 * total))
        problems.append(Problem("", Severity.ERROR, message, _limit()))
    return problems


def _lossless(graph: Graph) -> list[Problem]:
    losses = graph.of_kind("loss")
    if any(not loss.muted for loss in losses):
        return []
    message, fixes = _("core", "The graph has no loss."), add_loss(graph)
    if losses:
        message = _("core", "Every loss is muted.")
        label = _("core", "Unmute {node}").format(node=losses[0].title)
        fixes = (Fix(label, graph.update(losses[0].replace(muted=False))),)
    reason = _("core", "Training needs something to minimize.")
    return [Problem("", Severity.ERROR, message, reason, fixes)]
