"""What happens to the answer when a part of the picture is covered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from nnplayground.train.explaining.subject import Subject

__all__ = ["left_out", "occlusion", "usual_patch"]

_BATCH = 64
_PLACES = 16  # patches along a side, about, whose number bounds the cost


def usual_patch(side: int) -> tuple[int, int]:
    """Return the side of a patch and its stride for pictures with a shorter side of ``side`` pixels."""
    patch = max(1, round(side / 6))
    return patch, max(1, round((side - patch) / (_PLACES - 1)))


def occlusion(
    subject: Subject,
    raw: Tensor,
    output: int,
    *,
    patch: int,
    stride: int,
    fill: float | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Tensor | None:
    """Return by how much covering each place lowers the score (Zeiler and Fergus 2014).

    Parameters
    ----------
    raw : Tensor
        One picture, (1, channels, height, width).
    output : int
        The class, or the value, whose score is watched.
    patch, stride : int
        Side of the square that covers, and how far it moves, in pixels. The last one lies at the border.
    fill : float, optional
        The colour of the square; the picture's mean by default, which is neither ink nor paper.
    stopped : callable, optional
        Asked between batches.

    Returns
    -------
    Tensor or None
        (height, width): z(x) − z(covered), the mean over the squares that cover a pixel. None if stopped.
    """
    high, wide = raw.shape[2:]
    places = [(top, left) for top in _starts(high, patch, stride) for left in _starts(wide, patch, stride)]
    colour = float(raw.mean()) if fill is None else fill
    total, count = torch.zeros(high, wide), torch.zeros(high, wide)
    with torch.no_grad():
        whole = float(subject.scores(raw)[0, output])
        for first in range(0, len(places), _BATCH):
            if stopped():
                return None
            some = places[first : first + _BATCH]
            covered = raw.repeat(len(some), 1, 1, 1)
            for picture, (top, left) in zip(covered, some, strict=True):
                picture[:, top : top + patch, left : left + patch] = colour
            drops = whole - subject.scores(covered)[:, output]
            for drop, (top, left) in zip(drops.tolist(), some, strict=True):
                total[top : top + patch, left : left + patch] += drop
                count[top : top + patch, left : left + patch] += 1
    return total / count


def left_out(subject: Subject, raw: Tensor, output: int) -> Tensor:
    """Return by how much the score falls when a column of a row is set to its mean, (1, columns)."""
    columns = raw.shape[1]
    chosen = torch.eye(columns, dtype=torch.bool)
    changed = torch.where(chosen, subject.nothing, raw)
    with torch.no_grad():
        scores = subject.scores(torch.cat([raw, changed]))[:, output]
    return (scores[0] - scores[1:])[None]


def _starts(length: int, patch: int, stride: int) -> list[int]:
    """Return where squares begin along one side, the border included."""
    last = max(0, length - patch)
    starts = list(range(0, last + 1, stride))
    return starts if starts[-1] == last else [*starts, last]
