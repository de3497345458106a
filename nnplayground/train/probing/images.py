"""What the network answers to pictures with a picture, a mask or a box."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch

from nnplayground.core.dataset import TargetForm
from nnplayground.train.metrics import box_overlaps, classes_of, linked, mask_overlaps
from nnplayground.train.probes import probe
from nnplayground.train.program import X
from nnplayground.train.trace import has_sample, tensors_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor, nn

    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.program import LossTerm, Program
    from nnplayground.train.snapshot import ProbeRequest

__all__ = ["MOST_PICTURES", "as_drawn"]

MOST_PICTURES = 64
_STILL = 2**40  # the step whose noise is shown: of every look the same, of no training step


@probe
def _pictures(look: Look, request: ProbeRequest) -> Answer:
    """Answer ``sample``, or the first ``size`` pictures of ``part``, at most :data:`MOST_PICTURES`.

    Of a mask ``mask`` (n, height, width), the class of every pixel, and ``overlap`` (n,), its mean overlap
    with the true one. Of a box ``box`` (n, 4) and its ``overlap``. Of a reconstruction ``rebuilt`` (n,
    channels, height, width) and ``error`` (n,), its mean squared difference from the input, both as the data
    is before standardisation; and ``seen``, the input with the noise that the network adds to it in
    training, which it was then made of.
    """
    batch = _batch(look, request)
    if batch is None:
        return {}
    x, target = batch
    found: dict[str, Tensor] = {}
    main, mirror = look.program.main, look.program.mirror
    if main is not None and main.form is TargetForm.MASK:
        found |= _masks(main, look.program(x), target)
    elif main is not None and main.form is TargetForm.BOX:
        found |= _boxes(look.program(x), target)
    if mirror is not None and len(mirror.prediction_spec.shape) == 3:
        found |= _rebuilt(look, mirror, x)
    return {name: look.frozen(values) for name, values in found.items()}


def _batch(look: Look, request: ProbeRequest) -> tuple[Tensor, Tensor | None] | None:
    if request.sample is not None:
        if not has_sample(look.trainer, request.sample):
            return None
        _raw, x, target = tensors_of(look.trainer, request.sample)
        return x, target
    part, count = look.trainer.parts.get(request.part), min(request.size, MOST_PICTURES)
    if part is None or not len(part) or count < 1:
        return None
    return part.x[:count], part.target[:count]


def _masks(main: LossTerm, raw: Tensor, target: Tensor | None) -> dict[str, Tensor]:
    found = classes_of(raw)
    overlap = {} if target is None else {"overlap": mask_overlaps(target, found, main.target_spec.classes)}
    return {"mask": found, **overlap}


def _boxes(raw: Tensor, target: Tensor | None) -> dict[str, Tensor]:
    return {"box": raw} | ({} if target is None else {"overlap": box_overlaps(target, raw)})


def _rebuilt(look: Look, mirror: LossTerm, x: Tensor) -> dict[str, Tensor]:
    program = look.program
    calls = program.leading_to([mirror.prediction])
    slot, noisy = _noise_on_input(program, mirror)
    with _noise(noisy):
        slots = program.run(x, None, calls)
    rebuilt = as_drawn(look, linked(slots[mirror.prediction], mirror.link))
    error = (rebuilt - as_drawn(look, x)).square().flatten(1).mean(dim=1)
    seen = {"seen": as_drawn(look, slots[slot])} if noisy else {}
    return {"rebuilt": rebuilt, "error": error, **seen}


def as_drawn(look: Look, x: Tensor) -> Tensor:
    """Return what the network reads, or makes of it, as the data was before standardisation."""
    mean, std = (torch.tensor(values).to(x) for values in (look.data.mean, look.data.std))
    return x * std + mean


def _noise_on_input(program: Program, mirror: LossTerm) -> tuple[int, list[Any]]:
    """Return the slot of the input with all noise on it, and the modules that make it."""
    slot, noisy = X, []
    for call in program.leading_to([mirror.prediction]):
        if call.reads == (slot,) and hasattr(call.module, "set_step"):
            slot = call.writes[0]
            noisy.append(call.module)
    return slot, noisy


@contextmanager
def _noise(modules: list[nn.Module]) -> Iterator[None]:
    """Let modules draw as in training, the same at every look; their keys are put back."""
    drawing: list[Any] = modules
    keys = [(module.key0.clone(), module.key1.clone()) for module in drawing]
    try:
        for module in drawing:
            module.train()
            module.set_step(_STILL)
        yield
    finally:
        for module, (key0, key1) in zip(drawing, keys, strict=True):
            module.eval()
            module.key0.copy_(key0)
            module.key1.copy_(key1)
