"""What convolutions see of one sample, and what they look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.train.probes import probe
from nnplayground.train.trace import has_sample, tensors_of

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.snapshot import ProbeRequest

MOST_MAPS = 64
MOST_NUMBERS = 262_144
"""Of one node; a layer of larger maps shows fewer of them."""


@probe
def _features(look: Look, request: ProbeRequest) -> Answer:
    """Copy the maps (channels, height, width) that ``sample`` makes in every node, or in ``node`` alone.

    At most :data:`MOST_MAPS` of a node.
    """
    sample = request.sample
    if sample is None or not has_sample(look.trainer, sample):
        return {}
    _raw, x, target = tensors_of(look.trainer, sample)
    outputs = look.once(("outputs", sample), lambda: look.program.outputs(x, target))
    wanted = {id: values[0] for id, values in outputs.items() if request.node in ("", id)}
    return {id: look.frozen(_first(maps)) for id, maps in wanted.items() if maps.ndim == 3}


@probe
def _kernels(look: Look, request: ProbeRequest) -> Answer:
    """Copy the kernels (filters, channels, height, width) of every convolution, or of ``node`` alone."""
    parameters = look.program.named_parameters()
    found = {name.rpartition(".")[0]: p for name, p in parameters if name.endswith(".weight") and p.ndim == 4}
    return {
        id: look.frozen(_first(weight[:, :MOST_MAPS]))
        for id, weight in found.items()
        if request.node in ("", id)
    }


def _first(maps: Tensor) -> Tensor:
    return maps[: max(1, min(MOST_MAPS, MOST_NUMBERS // max(1, maps[0].numel())))]
