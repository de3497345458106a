"""How the outputs of every layer are distributed over training samples, and which units have stopped."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import torch

from nnplayground.train.distributions import histogram
from nnplayground.train.probes import even, probe
from nnplayground.train.probing.layers import bending_calls, seen

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.program import Call
    from nnplayground.train.snapshot import ProbeRequest

__all__ = ["BOUND", "MOST_SAMPLES", "dead_units"]

BOUND = 0.97
"""How near, as a share of the way from the middle to an end, an output is to be called saturated: at 0.97
the slope of tanh and of sigmoid is below 6 % of what it is at 0 (1 − 0.97²)."""
MOST_SAMPLES = 0.95
"""Of how many samples that must hold for the unit to be called saturated."""
_MOST_UNITS = 4_096  # that are told of one by one


@probe
def _activity(look: Look, request: ProbeRequest) -> Answer:
    """Sum up every layer's outputs on training samples, ``size`` bins.

    ``<node>.counts``, ``.reach`` and ``.summary`` as in :func:`histogram`, and ``<node>.units``
    (4, units): per unit whether it is zero for every sample, whether it is saturated (1 or 0), its mean and
    its standard deviation over the samples (and over the pixels of a map).
    """
    found = {}
    for call in bending_calls(look):
        values = seen(look).get(call.node)
        if values is None or values.ndim < 2 or not values.numel():
            continue
        counted = histogram(values, even(request.size))
        named = {**counted, "units": _units(look, call, values)[:, :_MOST_UNITS]}
        found.update({f"{call.node}.{name}": look.frozen(part) for name, part in named.items()})
    return found


def dead_units(look: Look) -> dict[str, tuple[int, int]]:
    """Return how many units of each layer are zero for every sample, and how many it has."""
    found = {}
    for call in bending_calls(look):
        values = seen(look).get(call.node)
        if values is not None and values.ndim >= 2:
            found[call.node] = int(_are_dead(look, call, values).sum()), values.shape[1]
    return found


def _units(look: Look, call: Call, values: Tensor) -> Tensor:
    rows = values.transpose(0, 1).flatten(1)
    dead, saturated = _are_dead(look, call, values), _are_saturated(look, call, rows)
    means, deviations = rows.mean(1), rows.std(1, correction=0)
    return torch.stack([dead.to(rows), saturated.to(rows), means, deviations])


def _are_dead(look: Look, call: Call, values: Tensor) -> Tensor:
    """Tell which units are zero for every sample, but for those that a person switched off."""
    rows = values.transpose(0, 1).flatten(1)
    dead = (rows == 0).all(1)
    mask = look.program.masks.get(call.node)
    return dead if mask is None else dead & (mask.flatten() != 0)


def _are_saturated(look: Look, call: Call, rows: Tensor) -> Tensor:
    """Tell which units are at an end of a bounded activation; an output may be there, it is the answer."""
    kind: Any = getattr(call.module, "made_from", None)
    main = look.program.main
    is_answer = main is not None and main.prediction in call.writes
    if kind is None or is_answer or not kind.elementwise or not all(map(math.isfinite, kind.bounds)):
        return torch.zeros(len(rows), dtype=torch.bool, device=rows.device)
    low, high = kind.bounds
    distance = (rows - (low + high) / 2).abs() / ((high - low) / 2)
    share: Tensor = (distance > BOUND).to(rows).mean(1)
    return share > MOST_SAMPLES
