"""What every unit and the prediction say over the plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.train.metrics import shown
from nnplayground.train.probes import steady_probe

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.probes import Look, Tensors
    from nnplayground.train.snapshot import ProbeRequest


@steady_probe
def _maps(look: Look, request: ProbeRequest) -> Tensors:
    """Draw every node with a flat output over the plane: (units, size, size), or (units, size) on a line."""
    if not look.can_draw(request.size):
        return {}
    outputs = look.outputs(request.size)
    return {id: look.shaped(values, request.size) for id, values in outputs.items() if values.ndim == 2}


@steady_probe
def _unit(look: Look, request: ProbeRequest) -> Tensors:
    """Draw one neuron's map as ``unit``; without a node, one output of the prediction."""
    if not look.can_draw(request.size):
        return {}
    if not request.node:
        values = _shown_prediction(look, request.size)
    else:
        values = look.outputs(request.size).get(request.node)
    if values is None or values.ndim > 2:
        return {}
    columns = values.reshape(len(values), -1)
    if not 0 <= request.unit < columns.shape[1]:
        return {}
    return {"unit": look.shaped(columns[:, request.unit], request.size)}


@steady_probe
def _boundary(look: Look, request: ProbeRequest) -> Tensors:
    """Draw the prediction as ``boundary``: (size, size) of one output, (outputs, size, size) of several."""
    values = _shown_prediction(look, request.size) if look.can_draw(request.size) else None
    return {} if values is None else {"boundary": look.shaped(values, request.size)}


def _shown_prediction(look: Look, size: int) -> Tensor | None:
    raw, main = look.prediction(size), look.program.main
    return None if raw is None or main is None else shown(raw, main.link, main.target_spec.classes)
