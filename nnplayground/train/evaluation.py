"""Data on the device, and scores of whole parts of it."""

from __future__ import annotations

import math
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
from nnplayground.train.snapshot import Scores

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.passage import Passage
    from nnplayground.train.penalties import Penalties
    from nnplayground.train.program import LossTerm, Program

__all__ = ["Part", "evaluate", "looking", "parts_on"]

_PENALTY = "", "penalty"
_ELEMENTS = 2**22  # of one chunk's input, so that large sets do not need large memory


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Samples of one part of the data as tensors."""

    x: Tensor
    target: Tensor

    def __len__(self) -> int:
        return len(self.x)

    def sizes(self) -> list[int]:
        """Return how many samples there are in each of the pieces that fit memory."""
        most = max(1, _ELEMENTS // max(1, math.prod(self.x.shape[1:])))
        return [min(most, len(self) - first) for first in range(0, len(self), most)]

    def chunks(self) -> Iterator[Part]:
        """Yield the pieces that fit memory."""
        sizes = self.sizes()
        for x, target in zip(torch.split(self.x, sizes), torch.split(self.target, sizes), strict=True):
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


def evaluate(
    program: Program, parts: Mapping[str, Part], penalties: Penalties, passage: Passage
) -> tuple[dict[str, Scores], float]:
    """Return the scores of every part that is not empty, and what all weights pay together."""
    full = {name: part for name, part in parts.items() if len(part)}

    def judge() -> dict[tuple[str, str], Tensor]:
        judged = {(n, k): t for n, part in full.items() for k, t in _judge(program, part).items()}
        total = penalties.sum()
        return judged if total is None else {**judged, _PENALTY: total}

    reads = [tensor for part in full.values() for tensor in (part.x, part.target)]
    of, samples = (penalties, *full.values()), sum(map(len, full.values()))
    with looking(program):
        judged = passage.run(of, judge, program, reads, samples=samples)
    penalty = judged.pop(_PENALTY, None)
    scores = {
        name: _scores(program, part, {kind: t for (of, kind), t in judged.items() if of == name})
        for name, part in full.items()
    }
    return scores, 0.0 if penalty is None else float(penalty)


def _judge(program: Program, part: Part) -> dict[str, Tensor]:
    """Return what :func:`_scores` reads, computed without waiting for any number.

    ``losses``, without penalties, are (chunks, terms) in float64; ``facts`` are what the metrics of the main
    prediction, or of a reconstruction, are made of, if there is one.
    """
    said = program.main or program.mirror
    losses, predictions = [], []
    for chunk in part.chunks():
        slots = program.run(chunk.x, chunk.target, program.training_calls)
        losses.append(torch.stack([term.value(slots) for term in program.terms]))
        if said is not None:
            predictions.append(slots[said.prediction])
    judged = {"losses": torch.stack(losses).double()}
    return judged if said is None else {**judged, "facts": _facts(said, part, torch.cat(predictions))}


def _facts(said: LossTerm, part: Part, raw: Tensor) -> Tensor:
    """Return the metrics as numbers, or the counts that they are computed from."""
    if said.target == X:
        return mirror_metrics(part.x, linked(raw, said.link))
    classes = said.target_spec.classes
    if classes:
        return confusion_matrix(part.target, classes_of(raw), classes)
    values = value_metrics(part.target, raw)
    if said.form is not TargetForm.BOX:
        return values
    return torch.cat([box_overlaps(part.target, raw).mean().double()[None], values])


def _scores(program: Program, part: Part, judged: Mapping[str, Tensor]) -> Scores:
    """Return the loss without penalties, and the metrics of the main prediction, or of a reconstruction."""
    said = program.main or program.mirror
    losses: list[list[float]] = judged["losses"].tolist()
    loss = sum(size * sum(terms) for size, terms in zip(part.sizes(), losses, strict=True)) / len(part)
    if said is None:
        return Scores(loss)
    if said.target == X or not said.target_spec.classes:
        names = ("iou", "r2", "mae")[-len(judged["facts"]) :]
        return Scores(loss, dict(zip(names, judged["facts"].tolist(), strict=True)))
    confusion = judged["facts"].cpu().numpy().copy()
    confusion.flags.writeable = False
    metrics = mask_metrics if said.target_spec.shape else class_metrics
    return Scores(loss, metrics(confusion), confusion)
