"""The next batch on its way through the network and back, sample by sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from nnplayground.train.probes import probe
from nnplayground.train.program import X
from nnplayground.train.trace import Bends

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.snapshot import ProbeRequest

_WIDEST = 256  # units of a node whose numbers are copied; of others the sums tell


@probe
def _passage(look: Look, request: ProbeRequest) -> Answer:
    """Follow the first ``size`` samples of the batch that the next step takes.

    Of every flat node up to 256 units ``<node>.output`` and ``<node>.delta``, both (samples, units): a, and
    ∂L/∂z of the batch's mean loss (∂L/∂a of a node without an activation). Of every node ``<node>.pull``
    (samples,): the sum of ∂L/∂a over its numbers. Besides ``indices`` and ``loss``. As outside of training:
    no dropout, no noise, running statistics.
    """
    trainer, program = look.trainer, look.program
    indices = trainer.next_batch()
    part = trainer.parts["train"]
    bends = Bends(program)
    try:
        with torch.enable_grad():
            x = part.x[indices].detach().requires_grad_()
            slots = program.run(x, part.target[indices], program.calls)
            loss = torch.stack([term.value(slots) for term in program.terms]).sum()
    finally:
        bends.leave()
    outputs = _outputs(look, x, slots)
    gradients = _gradients(loss, [*outputs.values(), *bends.sums.values()])
    found = {"indices": look.frozen(indices[: request.size]), "loss": look.frozen(loss.detach().reshape(1))}
    for node, output in outputs.items():
        pull = gradients[id(output)]
        found[f"{node}.pull"] = look.frozen(pull[: request.size].flatten(1).sum(dim=1))
        if output.ndim == 2 and output.shape[1] <= _WIDEST:
            delta = gradients.get(id(bends.sums.get(node, output)), pull)
            found[f"{node}.output"] = look.frozen(output.detach()[: request.size])
            found[f"{node}.delta"] = look.frozen(delta[: request.size])
    return found


def _outputs(look: Look, x: Tensor, slots: list[Any]) -> dict[str, Tensor]:
    """Return what every node gives that has to do with the loss, Data's features included."""
    program = look.program
    source = next(id for (id, _port), slot in program.slots.items() if slot == X)
    given = {call.node: slots[call.writes[0]] for call in program.calls}
    return {source: x} | {node: out for node, out in given.items() if _has_gradient(out)}


def _has_gradient(slot: Any) -> bool:
    return isinstance(slot, torch.Tensor) and slot.requires_grad and slot.ndim >= 2


def _gradients(loss: Tensor, wanted: list[Tensor]) -> dict[int, Tensor]:
    found = torch.autograd.grad(loss, wanted, allow_unused=True)
    return {id(t): torch.zeros_like(t) if g is None else g for t, g in zip(wanted, found, strict=True)}
