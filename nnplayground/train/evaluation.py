"""Data on the device, and scores of whole parts of it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from nnplayground.core.dataset import TargetForm
from nnplayground.train.engine.subnormals import flushing
from nnplayground.train.metrics import (
    box_overlaps,
    class_metrics,
    classes_of,
    confusion_matrix,
    linked,
    mask_metrics,
    mirror_metrics,
    value_metrics,
)
from nnplayground.train.precision import multiplying
from nnplayground.train.program import X
from nnplayground.train.snapshot import NO_SCORES, Scores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.program import LossTerm, Program

__all__ = ["Part", "evaluate", "looking", "parts_on"]

_ELEMENTS = 2**22  # of one chunk's input, so that large sets do not need large memory


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Samples of one part of the data as tensors."""

    x: Tensor
    target: Tensor

    def __len__(self) -> int:
        return len(self.x)

    def chunks(self) -> Iterator[Part]:
        """Yield the part in pieces that fit memory."""
        size = max(1, _ELEMENTS // max(1, self.x[:1].numel()))
        for x, target in zip(torch.split(self.x, size), torch.split(self.target, size), strict=True):
            yield Part(x, target)


def parts_on(data: PreparedData, dtype: torch.dtype, device: torch.device) -> dict[str, Part]:
    """Return ``train``, ``validation`` and ``test`` as tensors on ``device``."""

    def tensor(array: NDArray[Any]) -> Tensor:
        copy = torch.tensor(array)  # the arrays are read-only, which torch.from_numpy warns about
        return copy.to(device, dtype if copy.is_floating_point() else torch.int64)

    return {
        name: Part(tensor(getattr(data, f"x_{name}")), tensor(getattr(data, f"y_{name}")))
        for name in ("train", "validation", "test")
    }


@contextmanager
def looking(program: Program) -> Iterator[None]:
    """Run without gradients and without noise, by the arithmetic of training, and leave no trace."""
    training = program.training
    if training:  # every layer has to be told, which takes longer than a small network's forward pass
        program.eval()
    try:
        with torch.no_grad(), flushing(), multiplying(program.precision, program.device):
            yield
    finally:
        if training:
            program.train()


def evaluate(program: Program, part: Part) -> Scores:
    """Return the loss without penalties, and the metrics of the main prediction, or of a reconstruction."""
    if not len(part):
        return NO_SCORES
    said = program.main or program.mirror
    total, predictions = 0.0, []
    with looking(program):
        for chunk in part.chunks():
            slots = program.run(chunk.x, chunk.target, program.training_calls)
            total += len(chunk) * sum(term.value(slots).item() for term in program.terms)
            if said is not None:
                predictions.append(slots[said.prediction])
        loss = total / len(part)
        return Scores(loss) if said is None else _scored(said, part, loss, torch.cat(predictions))


def _scored(said: LossTerm, part: Part, loss: float, raw: Tensor) -> Scores:
    if said.target == X:
        return Scores(loss, mirror_metrics(part.x, linked(raw, said.link)))
    classes = said.target_spec.classes
    if not classes:
        overlap = _overlap(part, raw) if said.form is TargetForm.BOX else {}
        return Scores(loss, {**overlap, **value_metrics(part.target, raw)})
    confusion = confusion_matrix(part.target, classes_of(raw), classes)
    confusion.flags.writeable = False
    metrics = mask_metrics if said.target_spec.shape else class_metrics
    return Scores(loss, metrics(confusion), confusion)


def _overlap(part: Part, raw: Tensor) -> dict[str, float]:
    return {"iou": box_overlaps(part.target, raw).mean().item()}
