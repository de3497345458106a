"""What layers that draw at random make of one sample while training goes on."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import torch

from nnplayground.train.probes import probe
from nnplayground.train.probing.samples import asked_sample
from nnplayground.train.trace import tensors_of

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.program import Call
    from nnplayground.train.snapshot import ProbeRequest

MOST_DRAWS = 16
MOST_NUMBERS = 65_536
"""Of one picture; larger ones are not shown."""
_STREAM = (
    0x5EED_0000_0000_7E57  # no node of any seed has it, so that what is shown is never what is trained on
)


@probe
def _draws(look: Look, request: ProbeRequest) -> Answer:
    """Copy what every picture layer that draws gets of ``sample``, and ``size`` draws of what it gives.

    Arrays (1 + size, channels, height, width), the picture as it comes in first. The draws are the same at
    every look, so that only a change of the layer or of the picture changes them.
    """
    sample = asked_sample(look, request)
    if sample is None:
        return {}
    _raw, x, target = tensors_of(look.trainer, sample)
    outputs = look.once(("outputs", sample), lambda: look.program.outputs(x, target))
    sources = {slot: id for (id, _port), slot in look.program.slots.items()}
    answer = {}
    for call in look.program.calls:
        given = outputs.get(sources[call.reads[0]]) if hasattr(call.module, "set_step") else None
        if given is not None and given.ndim == 4 and given[0].numel() <= MOST_NUMBERS:
            answer[call.node] = look.frozen(_drawn(call, given, min(MOST_DRAWS, max(1, request.size))))
    return answer


def _drawn(call: Call, given: Tensor, count: int) -> Tensor:
    """Return the picture and ``count`` draws, made by a copy of the module: its own stream stays as it is."""
    twin: Any = copy.deepcopy(call.module)
    twin.stream = _STREAM
    twin.set_step(0)
    twin.train()
    return torch.cat([given, twin(given.expand(count, -1, -1, -1))])
