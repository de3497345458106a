"""Which layers the views that compare layers tell of, in the order of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.train.program import is_weight

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.probes import Look
    from nnplayground.train.program import Call

__all__ = ["bending_calls", "seen", "weighted_nodes", "weights_and_biases"]

_MOST_SAMPLES, _LEAST_SAMPLES = 1_000, 32  # that distributions over samples are taken of,
_WORK = 10_000_000  # as far as they take no more multiply-adds than this


def weighted_nodes(look: Look) -> tuple[str, ...]:
    """Return the nodes with parameters that some loss depends on."""
    return look.program.trained_nodes


def weights_and_biases(look: Look, node: str) -> tuple[list[Tensor], list[Tensor]]:
    """Return a node's matrices and kernels, and its other parameters.

    A normalization has vectors only: its scale then stands in the place of weights.
    """
    named = dict(look.program.parameters_of(node))
    weights: list[Tensor] = [p.detach() for p in named.values() if is_weight(p)]
    others: list[Tensor] = [p.detach() for p in named.values() if not is_weight(p)]
    if weights or not others:
        return weights, others
    return others[:1], others[1:]


def bending_calls(look: Look) -> tuple[Call, ...]:
    """Return the calls that are worth a distribution: of layers with weights or an activation."""
    program = look.program
    return tuple(
        call
        for call in program.training_calls
        if getattr(call.module, "made_from", None) is not None
        or next(program.parameters_of(call.node), None) is not None
    )


def seen(look: Look) -> dict[str, Tensor]:
    """Return every node's output on the first training samples, as many as are looked at cheaply."""
    work = max(1, look.program.report.multiply_adds)
    count = max(_LEAST_SAMPLES, min(_MOST_SAMPLES, _WORK // work))
    part = look.trainer.parts["train"]
    found: dict[str, Tensor] = look.once(
        "seen", lambda: look.program.outputs(part.x[:count], part.target[:count])
    )
    return found
