"""Everything that can be wrong with a graph: each as one sentence, a reason, and the edits that mend it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from nnplayground.core import fixes
from nnplayground.core.advice import Neighbour, RunSize, SetField, Suggestion, Surroundings
from nnplayground.core.graph import Edge, Graph, Node
from nnplayground.core.layer import Layer, ShapeError
from nnplayground.core.report import Fix, NodeReport, Problem, Severity, Status
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from nnplayground.core.dataset import DataSpec
    from nnplayground.core.layer import Inputs

__all__ = ["MAX_PARAMETERS", "advised", "circle", "misfit", "missing", "too_large", "whole_problems"]

# 250 million float32 weights with their gradients and two optimizer moments take 4 GB.
MAX_PARAMETERS = 250_000_000
_MAX_ELEMENTS = 250_000_000
# Beyond so many weights per sample and in total, a layer is surely wider than anyone meant.
_PER_SAMPLE = 50
_MANY = 1_000_000


# -- one node ------------------------------------------------------------------------------------------


def misfit(graph: Graph, node: Node, error: ShapeError, source: DataSpec) -> Problem:
    """Say what a layer's rule says against its inputs."""
    mended = (fixes.mend(graph, node, suggestion, source) for suggestion in error.suggestions)
    message, reason = _named(error.sentence, node), _text(error.remedy)
    return Problem(node.id, Severity.ERROR, message, reason, tuple(fix for fix in mended if fix))


def _text(sentence: str) -> Text:
    return sentence if isinstance(sentence, Text) else Text(sentence)


def _named(sentence: str, node: Node) -> Text:
    text = _text(sentence)
    return text.format(node=node.title) if "{node}" in text.template else text


def missing(graph: Graph, node: Node, port: str) -> Problem:
    """Say that a node waits for a wire."""
    message = _("core", "{node} has no input.").format(node=node.title)
    if len(node.layer.inputs) > 1:
        message = _("core", "{node} has nothing at its input “{port}”.").format(node=node.title, port=port)
    reason = _("core", "What follows it waits, too.")
    if not node.layer.outputs:
        reason = _("core", "Without a prediction there is nothing to minimize.")
    offered = (fixes.connection(graph, node, port), fixes.removal(graph, node))
    return Problem(node.id, Severity.ERROR, message, reason, tuple(fix for fix in offered if fix))


def circle(graph: Graph, node: Node) -> Problem | None:
    """Say that a node feeds itself; None if it only waits for one that does."""
    behind = graph.descendants(node.id)
    if node.id not in behind:
        return None
    back = next(edge for edge in graph.incoming(node.id) if edge.source in behind or edge.source == node.id)
    source = graph.node(back.source).title
    message = _("core", "{node} feeds itself through {source}.").format(node=node.title, source=source)
    label = _("core", "Remove the wire from {source}").format(source=source)
    reason = _("core", "A network must run forward; a circle has no first step.")
    return Problem(node.id, Severity.ERROR, message, reason, (Fix(label, graph.disconnect(back)),))


def too_large(graph: Graph, node: Node, report: NodeReport, source: DataSpec) -> Problem | None:
    """Say that a node would not fit into memory."""
    largest = max((spec.size for spec in report.outputs.values()), default=0)
    if report.parameters > MAX_PARAMETERS:
        size, share = _bytes(4 * report.parameters), _MANY / report.parameters
        message = _("core", "{node} would need {size} for {count} weights.").format(
            node=node.title, size=size, count=f"{report.parameters:,}"
        )
    elif largest > _MAX_ELEMENTS:
        size, share = _bytes(4 * largest), _MANY / largest
        message = _("core", "{node} would need {size} for the output of one sample.").format(
            node=node.title, size=size
        )
    else:
        return None
    return Problem(node.id, Severity.ERROR, message, _limit(), _narrower(graph, node, share, source))


def _limit() -> Text:
    return _("core", "The limit is {size}; choose smaller sizes.").format(size=_bytes(4 * MAX_PARAMETERS))


def _bytes(count: int) -> str:
    units = ("B", "kB", "MB", "GB", "TB", "PB")
    power = min(len(units) - 1, int(math.log(max(1, count), 1000)))
    return f"{count / 1000**power:.3g} {units[power]}"


def _narrower(graph: Graph, node: Node, share: float, source: DataSpec) -> tuple[Fix, ...]:
    """Offer the power of two below a share of the present width; a head is as wide as its target."""
    name = node.layer.width
    if not name or any(not graph.node(edge.target).layer.outputs for edge in graph.outgoing(node.id)):
        return ()
    width = 2 ** max(0, int(math.log2(max(1.0, share * getattr(node.layer, name)))))
    fix = fixes.mend(graph, node, SetField(name, width), source)
    return (fix,) if fix is not None else ()


def advised(graph: Graph, node: Node, report: NodeReport, run: RunSize) -> tuple[Problem, ...]:
    """Say what a layer finds unwise about its place, and that it is too wide for the data."""
    inputs = report.inputs
    if inputs is None:
        return ()
    around = Surroundings(inputs, _before(graph, node), _after(graph, node), run)
    found = [
        Problem(
            node.id,
            Severity.WARNING,
            _named(advice.sentence, node),
            _named(advice.reason, node),
            tuple(_sound_fixes(graph, node, advice.suggestions, inputs.source)),
        )
        for advice in node.layer.advice(around)
    ]
    wide = _too_wide(graph, node, report, run, inputs)
    return (*found, wide) if wide is not None else tuple(found)


def _before(graph: Graph, node: Node) -> tuple[Neighbour, ...]:
    nodes = (fixes.fed_by(graph, edge) for edge in fixes.wires_into(graph, node))
    return tuple(Neighbour(other.title, other.layer) for other in nodes)


def _after(graph: Graph, node: Node) -> tuple[Neighbour, ...]:
    nodes = (graph.node(edge.target) for edge in graph.outgoing(node.id))
    return tuple(Neighbour(other.title, other.layer) for other in nodes if not other.muted)


def _sound_fixes(
    graph: Graph, node: Node, suggestions: Iterable[Suggestion], source: DataSpec
) -> Iterator[Fix]:
    """Yield the edits that do not break what works: advice must not make an error of a warning."""
    for suggestion in suggestions:
        fix = fixes.mend(graph, node, suggestion, source)
        if fix is not None and fixes.runs(fix.graph, source):
            yield fix


def _too_wide(graph: Graph, node: Node, report: NodeReport, run: RunSize, inputs: Inputs) -> Problem | None:
    wanted = max(_MANY, _PER_SAMPLE * run.samples)
    if not run.samples or report.parameters <= wanted:
        return None
    message = _("core", "{node} has {count} weights for {samples} training samples.").format(
        node=node.title, count=f"{report.parameters:,}", samples=f"{run.samples:,}"
    )
    reason = _("core", "It can learn every sample by heart, and each step takes long.")
    narrower = _narrower(graph, node, wanted / report.parameters, inputs.source)
    sound = tuple(fix for fix in narrower if fixes.runs(fix.graph, inputs.source))
    return Problem(node.id, Severity.WARNING, message, reason, sound)


# -- the graph as a whole ------------------------------------------------------------------------------


def whole_problems(
    graph: Graph, reports: Mapping[str, NodeReport], used: frozenset[str]
) -> Iterator[Problem]:
    """Yield what no node is to blame for alone."""
    yield from _without_data(graph)
    yield from _without_loss(graph)
    yield from _inputs_that_are_one(graph)
    yield from _losses_that_are_one(graph, reports)
    yield from _islands(graph, reports, used)
    total = sum(report.parameters for id, report in reports.items() if id in used)
    if total > MAX_PARAMETERS:
        message = _("core", "The network would need {size} of weights.").format(size=_bytes(4 * total))
        yield Problem("", Severity.ERROR, message, _limit())


def _without_data(graph: Graph) -> Iterator[Problem]:
    if not graph.of_kind("data"):
        message, reason = _("core", "The graph has no Input."), _("core", "Data enters through it.")
        yield Problem("", Severity.ERROR, message, reason, (fixes.add_data(graph),))


def _without_loss(graph: Graph) -> Iterator[Problem]:
    losses = graph.of_kind("loss")
    reason = _("core", "Training needs something to minimize.")
    if not losses:
        message = _("core", "The graph has no loss.")
        yield Problem("", Severity.ERROR, message, reason, (fixes.add_loss(graph),))
    elif all(loss.muted for loss in losses):
        message = _("core", "Every loss is muted.")
        yield Problem("", Severity.ERROR, message, reason, (fixes.unmute(graph, losses[0]),))


def _inputs_that_are_one(graph: Graph) -> Iterator[Problem]:
    first, *others = graph.of_kind("data") or (None,)
    if first is None or not others:
        return
    message = _("core", "{first} and {other} give the same data.").format(
        first=first.title, other=others[0].title
    )
    reason = _("core", "One Input can feed any number of layers.")
    yield Problem(others[0].id, Severity.WARNING, message, reason, (fixes.merge(graph, first, others[0]),))


def _losses_that_are_one(graph: Graph, reports: Mapping[str, NodeReport]) -> Iterator[Problem]:
    """Yield losses that judge one prediction by one target, alike or by rules that contradict each other."""
    groups: dict[object, list[Node]] = defaultdict(list)
    for node in graph.of_kind("loss"):
        if reports[node.id].status is Status.OK and not node.muted:
            groups[tuple(_source(edge) for edge in fixes.wires_into(graph, node))].append(node)
    for first, *others in groups.values():
        for other in others:
            yield from _two_losses(graph, reports, first, other)


def _source(edge: Edge) -> tuple[str, str, str]:
    return edge.source, edge.source_port, edge.target_port


def _two_losses(
    graph: Graph, reports: Mapping[str, NodeReport], first: Node, other: Node
) -> Iterator[Problem]:
    kinds, links = zip(*(_judged(reports[node.id], node.layer) for node in (first, other)), strict=True)
    values = {"first": first.title, "other": other.title}
    if kinds[0] == kinds[1]:
        message = _("core", "{first} and {other} judge the same prediction alike.").format(**values)
        reason = _("core", "One loss with twice the weight does the same.")
    elif links[0] != links[1]:
        message = _("core", "{first} and {other} read the same prediction in different ways.")
        message = message.format(**values)
        reason = _("core", "One takes it for raw scores, the other for values; they pull against each other.")
    else:
        return
    yield Problem(other.id, Severity.WARNING, message, reason, (fixes.removal(graph, other),))


def _judged(report: NodeReport, layer: Layer) -> tuple[object, object]:
    resolved, link = getattr(layer, "resolved", None), getattr(layer, "link", None)
    if resolved is None or link is None or report.inputs is None:
        return layer, None
    return resolved(report.inputs), link(report.inputs)


def _islands(graph: Graph, reports: Mapping[str, NodeReport], used: frozenset[str]) -> Iterator[Problem]:
    """Yield one problem for each part that no loss depends on, unless something else explains it."""
    if all(loss.muted for loss in graph.of_kind("loss")):
        return
    cut_off = _offered(graph, reports)
    for island in _parts(graph, used):
        told = any(reports[id].problems for id in island) or cut_off.intersection(island)
        if not told and not _is_meant([graph.node(id) for id in island]):
            yield _island(graph, [graph.node(id) for id in island])


def _is_meant(island: list[Node]) -> bool:
    """Tell whether a part stands aside for a reason: Inputs wait for a wire, a muted loss was put to rest."""
    return all(not node.layer.inputs or (node.muted and not node.layer.outputs) for node in island)


def _offered(graph: Graph, reports: Mapping[str, NodeReport]) -> set[str]:
    """Return the nodes that the fix of some cut wire would bring back."""
    present = set(graph.edges)
    problems = (problem for report in reports.values() for problem in report.problems)
    offered = (fix.graph.edges for problem in problems for fix in problem.fixes[:1])
    return {edge.source for edges in offered for edge in edges if edge not in present}


def _parts(graph: Graph, used: frozenset[str]) -> Iterator[list[str]]:
    """Yield the unused nodes, those that hang together together, in the order of the graph."""
    left = [node.id for node in graph.nodes if node.id not in used]
    while left:
        part, waiting = {left[0]}, [left[0]]
        while waiting:
            id = waiting.pop()
            near = {edge.source for edge in graph.incoming(id)} | {edge.target for edge in graph.outgoing(id)}
            new = near.difference(part).difference(used)
            part |= new
            waiting.extend(new)
        yield [id for id in left if id in part]
        left = [id for id in left if id not in part]


def _island(graph: Graph, island: list[Node]) -> Problem:
    first, last = island[0], island[-1]
    alone = len(island) == 1
    if alone and not graph.incoming(first.id):
        message = _("core", "{node} is not connected to anything.").format(node=first.title)
    elif alone:
        message = _("core", "{node} leads to no loss.").format(node=first.title)
    else:
        message = _("core", "{count} nodes from {first} to {last} lead to no loss.").format(
            count=len(island), first=first.title, last=last.title
        )
    reason = _("core", "It will not train and does not change the result.")
    if not alone:
        reason = _("core", "They will not train and do not change the result.")
    offered = (fixes.placement(graph, first) if alone else None, fixes.removal(graph, *island))
    return Problem(first.id, Severity.WARNING, message, reason, tuple(fix for fix in offered if fix))
