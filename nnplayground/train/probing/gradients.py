"""How gradients flow from the loss to the input, and how far the next step moves each layer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch

from nnplayground.train.distributions import histogram
from nnplayground.train.engine.ahead import look_ahead
from nnplayground.train.probes import even, probe
from nnplayground.train.probing.activations import dead_units
from nnplayground.train.probing.layers import weighted_nodes
from nnplayground.train.program import is_weight
from nnplayground.train.transfers import norms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from torch import Tensor

    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.snapshot import ProbeRequest


@probe
def _flow(look: Look, request: ProbeRequest) -> Answer:
    """Measure every layer with weights: by node, (4,) numbers.

    The norm ‖∂L/∂w‖ over all its parameters at the last step (before the first one, at that to come), the
    norm ‖w‖, how many of its units are zero for every sample that was looked at, and how many it has. The
    norm of a layer without a gradient (frozen) is NaN.
    """
    del request
    gradients = _norms_by_node(_latest(look))
    weights = _norms_by_node(dict(look.program.named_parameters()))
    dead = dead_units(look)
    return {
        node: look.frozen(
            torch.tensor([gradients.get(node, math.nan), weights[node], *dead.get(node, (0, 0))])
        )
        for node in weighted_nodes(look)
    }


@probe
def _updates(look: Look, request: ProbeRequest) -> Answer:
    """Measure how far the next step moves every layer: by node, (2,) numbers ‖Δw‖ (NaN if frozen) and ‖w‖.

    Of weights alone, biases left out, unless there is nothing else: biases begin at zero, where a ratio
    says nothing.
    """
    del request
    updates = look_ahead(look.trainer).updates
    parameters: dict[str, Tensor] = dict(look.program.named_parameters())
    if not updates:
        return {}
    found = {}
    for node in weighted_nodes(look):
        own = [name for name in parameters if name.startswith(f"{node}.")]
        own = [name for name in own if is_weight(parameters[name])] or own
        moving = [updates[name] for name in own if name in updates]
        moved = _whole_norm(moving) if moving else math.nan
        whole = _whole_norm(parameters[name] for name in own)
        found[node] = look.frozen(torch.tensor([moved, whole]))
    return found


@probe
def _slopes(look: Look, request: ProbeRequest) -> Answer:
    """Count every layer's gradients, biases left out, in ``size`` bins: ``<node>.counts`` and so on."""
    gradients = _latest(look)
    found = {}
    for node in weighted_nodes(look):
        own = {name: g for name, g in gradients.items() if name.startswith(f"{node}.")}
        weights = [g.flatten() for g in own.values() if is_weight(g)] or [g.flatten() for g in own.values()]
        if weights:
            counted = histogram(torch.cat(weights), even(request.size))
            found.update({f"{node}.{name}": look.frozen(values) for name, values in counted.items()})
    return found


def _latest(look: Look) -> dict[str, Tensor]:
    """Return the last step's gradients; before any step, those of the first."""
    return look.trainer.engine.gradients() or look_ahead(look.trainer).gradients


def _norms_by_node(tensors: Mapping[str, Tensor]) -> dict[str, float]:
    squares: dict[str, float] = {}
    for name, norm in zip(tensors, norms(tensors.values()), strict=True):
        node = name.partition(".")[0]
        squares[node] = squares.get(node, 0.0) + norm**2
    return {node: math.sqrt(square) for node, square in squares.items()}


def _whole_norm(tensors: Iterable[Tensor]) -> float:
    return math.hypot(*norms(t.detach() for t in tensors))
