"""Which samples excite a unit most, and where in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from nnplayground.train.probes import probe

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.snapshot import ProbeRequest

MOST_PATCHES = 64
_MOST_SAMPLES, _LEAST_SAMPLES = 2_000, 64  # that are looked at,
_WORK = 40_000_000  # as far as they take no more multiply-adds than this


@probe
def _patches(look: Look, request: ProbeRequest) -> Answer:
    """Find the ``size`` training samples, of those looked at, on which ``unit`` of ``node`` gives the most.

    Answers ``values``, the largest number of each sample's map; ``samples``, their numbers in the training
    part, the most exciting first; ``places`` (size, 2), row and column of the number in the map, 0 for a unit
    without one; and ``looked``, of how many samples they are the best.
    """
    outputs = _outputs(look, request.node)
    if outputs is None or outputs.ndim not in (2, 4) or not 0 <= request.unit < outputs.shape[1]:
        return {}
    maps = outputs[:, request.unit].reshape(len(outputs), -1)
    best, where = maps.max(dim=1)
    count = max(1, min(MOST_PATCHES, request.size, len(best)))
    values, samples = best.topk(count)
    wide = outputs.shape[3] if outputs.ndim == 4 else 1
    places = torch.stack([where[samples] // wide, where[samples] % wide], dim=1)
    found = {"values": values, "samples": samples, "places": places}
    found["looked"] = torch.tensor([len(best)], device=best.device)
    return {name: look.frozen(value) for name, value in found.items()}


def _outputs(look: Look, node: str) -> Tensor | None:
    """Return the node's output on the first training samples; only what leads to it is computed."""
    program, part = look.program, look.trainer.parts["train"]
    if node not in program.graph or not program.graph.node(node).layer.outputs:
        return None
    slot = program.slots.get((node, program.graph.node(node).layer.outputs[0].name))
    if slot is None:
        return None
    calls = program.leading_to((slot,))
    work = sum(program.report.nodes[call.node].multiply_adds for call in calls)
    count = max(_LEAST_SAMPLES, min(_MOST_SAMPLES, _WORK // max(1, work)))
    found: Tensor | None = look.once(
        ("excited", node), lambda: program.run(part.x[:count], part.target[:count], calls)[slot]
    )
    return found
