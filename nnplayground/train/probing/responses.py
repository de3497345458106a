"""How much the prediction listens to every unit: its derivative with respect to the unit's output."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from nnplayground.train.probes import probe
from nnplayground.train.probing.samples import asked_sample
from nnplayground.train.program import without_target
from nnplayground.train.trace import tensors_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.snapshot import ProbeRequest


@probe
def _responses(look: Look, request: ProbeRequest) -> Answer:
    """Draw ∂ŷ/∂a of every flat node over the plane: (units, size, size), or (units, size) on a line.

    ŷ is the raw prediction: of two classes with an output each their difference, the log-odds of the second;
    of more outputs the largest at each point.
    """
    if not look.can_draw(request.size):
        return {}
    found = _derivatives(look, look.grid(request.size))
    shaped = {id: look.shaped(values, request.size) for id, values in found.items() if values.ndim == 2}
    return {id: look.frozen(values) for id, values in shaped.items()}


@probe
def _response(look: Look, request: ProbeRequest) -> Answer:
    """Copy ∂ŷ/∂a of every node for the sample that the probe ``sample`` shows."""
    sample = asked_sample(look, request)
    if sample is None:
        return {}
    _raw, x, _target = tensors_of(look.trainer, sample)
    found = _derivatives(look, x)
    return {id: look.frozen(values[0]) for id, values in found.items()}


def _derivatives(look: Look, x: Tensor) -> Mapping[str, Tensor]:
    """Return the derivative of the prediction by every node's first output; samples do not mix."""
    program = look.program
    if program.main is None or len(program.main.prediction_spec.shape) != 1:
        return {}
    with torch.enable_grad():
        slots = program.run(x.detach().requires_grad_(), None, without_target(program.calls))
        prediction = slots[program.main.prediction]
        if prediction is None:
            return {}
        outputs = {
            node.id: slots[program.slots[node.id, node.layer.outputs[0].name]]
            for node in program.graph.nodes
            if node.layer.outputs and (node.id, node.layer.outputs[0].name) in program.slots
        }
        bent = {id: out for id, out in outputs.items() if out is not None and out.requires_grad}
        answer = _one_answer(prediction, program.main.target_spec.classes)
        gradients = torch.autograd.grad(answer.sum(), list(bent.values()), allow_unused=True)
    return {id: g for id, g in zip(bent, gradients, strict=True) if g is not None}


def _one_answer(prediction: Tensor, classes: int) -> Tensor:
    """Return one number per sample; a difference has no edge where two are equal, as the larger has."""
    if classes == 2 and prediction.shape[1] == 2:
        return prediction[:, 1] - prediction[:, 0]
    return prediction.max(dim=1).values
