"""What the network makes of samples, and what an activation does to a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from nnplayground.train.distributions import by_class
from nnplayground.train.metrics import linked
from nnplayground.train.probes import SHOWN_SAMPLES, even, probe
from nnplayground.train.trace import has_sample, tensors_of
from nnplayground.train.traces import Sample

if TYPE_CHECKING:
    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.snapshot import ProbeRequest

_CURVE = 241  # points of an activation


def asked_sample(look: Look, request: ProbeRequest) -> Sample | None:
    """Return ``sample``, by default the test sample number ``unit``; None if there is no such one.

    Where there is no test part, that is a training sample.
    """
    part = "test" if len(look.trainer.parts["test"]) else "train"
    sample = request.sample or Sample(part, request.unit)
    return sample if has_sample(look.trainer, sample) else None


@probe
def _sample(look: Look, request: ProbeRequest) -> Answer:
    """Copy every node's output for ``sample``; by default for the test sample number ``unit``."""
    sample = asked_sample(look, request)
    if sample is None:
        return {}
    _raw, x, target = tensors_of(look.trainer, sample)
    outputs = look.once(("outputs", sample), lambda: look.program.outputs(x, target))
    return {id: look.frozen(values[0]) for id, values in outputs.items()}


@probe
def _predictions(look: Look, request: ProbeRequest) -> Answer:
    """Copy probabilities or values for the first samples of ``train``, ``validation`` and ``test``."""
    del request
    main = look.program.main
    if main is None:
        return {}
    return {
        name: look.frozen(linked(look.program(part.x[:SHOWN_SAMPLES]), main.link))
        for name, part in look.trainer.parts.items()
        if len(part)
    }


@probe
def _activations(look: Look, request: ProbeRequest) -> Answer:
    """Count one unit's outputs on the first training samples in ``size`` bins, by class if there are any.

    An output with more than one number per unit (a feature map) is averaged.
    """
    part = look.trainer.parts["train"]
    x, target = part.x[:SHOWN_SAMPLES], part.target[:SHOWN_SAMPLES]
    outputs = look.program.outputs(x, target).get(request.node)
    if outputs is None or outputs.ndim < 2 or not 0 <= request.unit < outputs.shape[1]:
        return {}
    values = outputs[:, request.unit].flatten(1).mean(1) if outputs.ndim > 2 else outputs[:, request.unit]
    classes = look.data.spec.target.classes
    labels = target if classes and target.ndim == 1 else torch.zeros_like(values)
    named = by_class(values, labels, max(1, classes), even(request.size))
    return {name: look.frozen(value) for name, value in named.items()}


@probe
def _trace(look: Look, request: ProbeRequest) -> Answer:
    """Nothing here: a followed sample is no picture; see :meth:`Prober.traces`."""
    del look, request
    return {}


@probe
def _curve(look: Look, request: ProbeRequest) -> Answer:
    """Sample a node's activation: ``x`` from −size to size, and ``y`` for neuron ``unit``.

    Nothing for a node without one, or one that compares neurons (softmax).
    """
    call = next((call for call in look.program.calls if call.node == request.node), None)
    made_from: Any = getattr(call.module, "made_from", None) if call is not None else None
    spec = look.program.report.nodes[request.node].output if call is not None else None
    if call is None or made_from is None or not made_from.elementwise or spec is None or not spec.shape:
        return {}
    x = torch.linspace(-request.size, request.size, _CURVE, dtype=look.program.dtype)
    activation: Any = call.module.activation
    columns = x[:, None].expand(-1, spec.shape[0]).to(look.program.device)
    y = activation(columns)[:, min(request.unit, spec.shape[0] - 1)]
    return {"x": look.frozen(x), "y": look.frozen(y)}
