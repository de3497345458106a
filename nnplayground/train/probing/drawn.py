"""What a layer that disturbs numbers did to one sample in a training step."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import torch

from nnplayground.train.probes import probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.program import Call
    from nnplayground.train.snapshot import ProbeRequest
    from nnplayground.train.traces import Sample
    from nnplayground.train.trainer import Trainer

MOST_NUMBERS = 262_144
"""Of one sample's output; what was drawn for larger ones is not shown."""


@probe
def _drawn(look: Look, request: ProbeRequest) -> Answer:
    """Draw again what ``node``, a dropout or a noise, did to ``sample`` in the last step that took it.

    With ``size`` 1 in the step to come, if its batch holds the sample. ``factor`` and ``addend`` have the
    shape of the output a = factor · x + addend; ``ago`` (1,) is 0 for the step to come, 1 for the last one,
    and so on. Without such a step ``ago`` is −1 and the only array. Numbers depend on nothing but the step
    and the sample's place in the batch, so a copy of the module gives those that the engine had.
    """
    calls = {call.node: call for call in look.program.calls if hasattr(call.module, "set_step")}
    call, sample = calls.get(request.node), request.sample
    spec = look.program.report.nodes[request.node].output if call is not None else None
    if call is None or sample is None or spec is None or spec.size > MOST_NUMBERS:
        return {}
    steps = _steps(look.trainer, sample, to_come=request.size > 0)
    # Where phases take turns, not every step runs every node.
    found = next(((step, place) for step, place in steps if _runs(look.trainer, call, step)), None)
    if found is None:
        return {"ago": look.frozen(torch.tensor([-1]))}
    addend, factor = _disturbed(look, call, spec.shape, *found)
    arrays = {"ago": torch.tensor([look.trainer.step - found[0]]), "factor": factor, "addend": addend}
    return {name: look.frozen(array) for name, array in arrays.items()}


def _steps(trainer: Trainer, sample: Sample, *, to_come: bool) -> Iterator[tuple[int, int]]:
    """Yield the steps that take a sample, and its place in their batches; newest first.

    A batch that reaches over the end of an epoch may hold it twice: the later place comes first.
    """
    if sample.part != "train":
        return
    if to_come:
        for place in (trainer.next_batch() == sample.index).nonzero().flatten().tolist()[::-1]:
            yield trainer.step, place
    yield from trainer.taken.of(sample.index)


def _runs(trainer: Trainer, call: Call, step: int) -> bool:
    return any(other.node == call.node for other in trainer.engine.turn_at(step).objective.calls)


def _disturbed(
    look: Look, call: Call, shape: tuple[int, ...], step: int, place: int
) -> tuple[Tensor, Tensor]:
    """Return what is added to one sample in a step, and by what it is multiplied."""
    twin: Any = copy.deepcopy(call.module)
    twin.first = place
    twin.set_step(step)
    twin.train()
    nothing = torch.zeros(1, *shape, dtype=look.program.dtype, device=look.program.device)
    addend = twin(nothing)[0]
    return addend, twin(nothing + 1)[0] - addend
