"""Keep a network fit for its data when the data is exchanged."""

from __future__ import annotations

from typing import Any

from nnplayground.core.dataset import DataGroup, Dataset, DataSpec, TargetForm
from nnplayground.core.experiment import Experiment
from nnplayground.core.graph import Graph, Node
from nnplayground.core.loss import Task
from nnplayground.core.shapes import Severity, infer

__all__ = ["fit_head", "switch_dataset"]

_MOST_FIXES = 12


def switch_dataset(experiment: Experiment, dataset: Dataset) -> Experiment:
    """Train on another data set: fresh features, and a head, loss and inputs that fit it.

    Tables are standardised, because their columns differ in size by thousands; made sets are not. Repeated
    TensorFlow Playground numbers are given up where the new set cannot be drawn from them.
    """
    old = experiment.data
    changes: dict[str, Any] = {"dataset": dataset}
    if dataset.offered() != old.dataset.offered():
        changes["features"] = None
    if type(dataset).group != type(old.dataset).group:
        changes["standardize"] = type(dataset).group is DataGroup.TABLE
    if not getattr(dataset, "playground_name", ""):
        changes["stream"] = "numpy"
    changed = experiment.replace(data=old.replace(**changes))
    return _with_inputs_mended(experiment, fit_head(changed))


def fit_head(experiment: Experiment) -> Experiment:
    """Give the last Dense before each Loss the width its data asks for, if it does not fit already.

    A changed head becomes linear and its loss the default one, since every default loss takes raw scores.
    A loss whose target is wired to another node (an autoencoder) is left alone, and so is one of masks: the
    fixes of its shapes make maps of what is there.
    """
    spec, graph = experiment.data.spec(), experiment.graph
    for loss in graph.of_kind("loss"):
        if not graph.incoming(loss.id, "target") and spec.form is not TargetForm.MASK:
            graph = _fit_loss(graph, loss, spec)
    return experiment if graph == experiment.graph else experiment.replace(graph=graph)


def _fit_loss(graph: Graph, loss: Node, spec: DataSpec) -> Graph:
    head = _head(graph, loss)
    if head is None:
        return graph
    widths = _widths(spec)
    chosen = getattr(loss.layer, "loss", None)
    loss_fits = chosen is None or spec.task in type(chosen).tasks
    if not loss_fits:
        graph = graph.update(loss.with_fields(loss=None))
    if getattr(head.layer, "units", None) in widths and loss_fits:
        return graph
    return graph.update(head.with_fields(units=widths[0], activation="identity"))


def _widths(spec: DataSpec) -> tuple[int, ...]:
    """Return the widths a prediction may have, the usual one first."""
    if spec.task is Task.REGRESSION:
        return (spec.target.size,)
    return (1, 2) if spec.task is Task.BINARY else (spec.target.classes,)


def _head(graph: Graph, loss: Node) -> Node | None:
    """Walk back from ``loss`` to the nearest node with units."""
    node, seen = loss, {loss.id}
    while edges := graph.incoming(node.id, node.layer.inputs[0].name if node.layer.inputs else None):
        node = graph.node(edges[0].source)
        if "units" in type(node.layer).model_fields and not node.muted:
            return node
        if node.id in seen:
            return None
        seen.add(node.id)
    return None


def _with_inputs_mended(before: Experiment, after: Experiment) -> Experiment:
    """Apply the first fix of each error that the new data brought (pictures need a Flatten before Dense)."""
    known = {(p.node, p.message) for p in before.report().problems}
    graph, spec = after.graph, after.data.spec()
    for _attempt in range(_MOST_FIXES):
        new = [
            problem
            for problem in infer(graph, spec).problems
            if problem.severity is Severity.ERROR
            and problem.fixes
            and (problem.node, problem.message) not in known
        ]
        if not new:
            break
        graph = new[0].fixes[0].graph
    return after if graph == after.graph else after.replace(graph=graph)
