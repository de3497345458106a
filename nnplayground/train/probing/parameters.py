"""Parameters and their gradients, as they are and summed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from nnplayground.train.distributions import histogram, largest_of_blocks
from nnplayground.train.probes import even, probe, steady_probe
from nnplayground.train.program import is_weight
from nnplayground.train.snapshot import LARGEST, LARGEST_STATE

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.probes import Answer, Look, Tensors
    from nnplayground.train.snapshot import Array, ProbeRequest


@steady_probe
def _weights(look: Look, request: ProbeRequest) -> Tensors:
    """Copy every parameter that is not too large, by ``<node>.<parameter>``."""
    del request
    named = look.program.named_parameters()
    return {name: p.detach() for name, p in named if p.numel() <= LARGEST}


@steady_probe
def _gradients(look: Look, request: ProbeRequest) -> Tensors:
    """Copy the last step's gradients of the loss, like the weights."""
    del request
    gradients = look.trainer.engine.gradients()
    return {name: g for name, g in gradients.items() if g.numel() <= LARGEST}


@probe
def _layout(look: Look, request: ProbeRequest) -> Answer:
    """Tell where each parameter lies in the flat buffers of a checkpoint: its first place, then its shape."""
    del request
    places = look.trainer.engine.state.places
    return {name: look.frozen(torch.tensor(place, dtype=torch.float32)) for name, place in places.items()}


@probe
def _matrix(look: Look, request: ProbeRequest) -> Answer:
    """Copy a node's ``weight`` made smaller to at most ``size`` rows and columns, and its ``bias``."""
    parameters: dict[str, Tensor] = dict(look.program.parameters_of(request.node))
    weight, bias = (parameters.get(f"{request.node}.{name}") for name in ("weight", "bias"))
    if weight is None or not is_weight(weight) or request.size < 1:
        return {}
    found = {"weight": look.frozen(largest_of_blocks(weight.flatten(1), request.size))}
    return found if bias is None else {**found, "bias": look.frozen(bias)}


@probe
def _histogram(look: Look, request: ProbeRequest) -> Answer:
    """Count a node's ``weights.…`` and last ``gradients.…`` in ``size`` bins (see ``distributions``).

    Biases are left out, unless there is nothing else.
    """
    parameters: dict[str, Tensor] = dict(look.program.parameters_of(request.node))
    matrices = {name: p for name, p in parameters.items() if is_weight(p)} or parameters
    gradients = look.trainer.engine.gradients()
    moving = [gradients[name] for name in matrices if name in gradients]
    found: dict[str, Array] = {}
    for kind, tensors in (("weights", list(matrices.values())), ("gradients", moving)):
        if tensors:
            counted = histogram(torch.cat([t.flatten() for t in tensors]), even(request.size))
            found |= {f"{kind}.{name}": look.frozen(values) for name, values in counted.items()}
    return found


@probe
def _state(look: Look, request: ProbeRequest) -> Answer:
    """Copy all numbers of the network, running statistics included, in the order of its ``state_dict``.

    Nothing of a network with more than :data:`LARGEST_STATE` numbers.
    """
    del request
    state = {name: v for name, v in look.program.state_dict().items() if v.is_floating_point()}
    if sum(value.numel() for value in state.values()) > LARGEST_STATE:
        return {}
    return {name: look.frozen(value) for name, value in state.items()}
