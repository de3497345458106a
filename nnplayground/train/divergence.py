"""Why a loss is not finite, in a sentence that names the node whose numbers grew beyond all bounds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch

from nnplayground.core.errors import TrainingError
from nnplayground.core.text import number
from nnplayground.core.text import translatable as _
from nnplayground.train.evaluation import looking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from torch import Tensor

    from nnplayground.core.text import Text
    from nnplayground.train.program import Program
    from nnplayground.train.trainer import Trainer

__all__ = ["divergence"]

_LARGE = 1e4  # weights beyond it have run away; below it the cause is elsewhere


def divergence(trainer: Trainer, batch: Tensor) -> TrainingError:
    """Return what there is to say about a step that failed; the weights are those before it.

    Parameters
    ----------
    trainer : Trainer
    batch : Tensor
        The samples of that step.
    """
    node = _first_bad_node(trainer, batch) or _largest_node(trainer.program)
    largest = _largest_weight(trainer.program, node)
    title, rate = trainer.experiment.graph.node(node).title, trainer.learning_rate
    said = _cause(largest, trainer.program.dtype).format(
        node=title, largest=number(float(f"{largest:.1g}")), epoch=trainer.epoch + 1, step=trainer.step + 1
    )
    values = {"rate": number(rate), "lower": number(_rounded(rate / 3)), "node": title}
    remedy = _("core", "Learning rate {rate} is too high: try {lower}.")
    if largest <= _LARGE:
        remedy = _("core", "Lower the learning rate from {rate} to {lower}, or check what reaches {node}.")
    return TrainingError(said, place=f"graph.{node}", remedy=remedy.format(**values))


def _cause(largest: float, precision: torch.dtype) -> Text:
    if largest <= _LARGE:
        return _(
            "core", "The loss is not finite at epoch {epoch}, step {step}: {node} gives no finite number."
        )
    if math.isfinite(largest):
        return _(
            "core",
            "The loss is not finite at epoch {epoch}, step {step}: the weights of {node} reached {largest}.",
        )
    sentence = _(
        "core",
        "The loss is not finite at epoch {epoch}, step {step}: the weights of {node} exceed {limit}.",
    )
    return sentence.format(limit=f"{torch.finfo(precision).max:.0e}")


def _first_bad_node(trainer: Trainer, batch: Tensor) -> str | None:
    """Return the first node with weights on the way to whose output numbers are no longer finite."""
    program, part = trainer.program, trainer.parts["train"]
    weighted: str | None = None
    with looking(program):
        slots = program.run(part.x[batch], part.target[batch], program.training_calls)
        for call in program.training_calls:
            weighted = call.node if _has_weights(program, call.node) else weighted
            if not _finite(slots[write] for write in call.writes):
                return weighted
    return None


def _has_weights(program: Program, node: str) -> bool:
    return next(program.parameters_of(node), None) is not None


def _finite(outputs: Iterable[Tensor]) -> bool:
    return all(bool(output.isfinite().all()) for output in outputs)


def _largest_node(program: Program) -> str:
    nodes = program.trained_nodes or tuple(term.node for term in program.terms)
    return max(nodes, key=lambda node: _ranked(_largest_weight(program, node)))


def _largest_weight(program: Program, node: str) -> float:
    sizes = [p.detach().abs().max().item() for _name, p in program.parameters_of(node) if p.numel()]
    return max(map(_ranked, sizes), default=0.0)


def _ranked(size: float) -> float:
    return math.inf if math.isnan(size) else size


def _rounded(value: float) -> float:
    """Return ``value`` with one significant digit."""
    return float(f"{value:.0e}")
