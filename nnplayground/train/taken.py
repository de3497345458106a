"""Which samples the last steps took."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

__all__ = ["Taken"]


class Taken:
    """The batches of about the last two epochs: in whatever order they come, every sample is among them.

    Parameters
    ----------
    samples : int
        Of the training part.
    """

    def __init__(self, samples: int) -> None:
        self._most = 2 * samples
        self._plans: deque[tuple[int, Tensor]] = deque()
        self._kept = 0

    def add(self, first: int, indices: Tensor) -> None:
        """Remember the steps from number ``first`` on, whose batches are ``indices``, (steps, batch)."""
        steps = -(-self._most // indices.shape[1])
        if len(indices) > steps:  # a copy, or the little that is wanted would keep all of it in memory
            first, indices = first + len(indices) - steps, indices[-steps:].clone()
        self._plans.append((first, indices))
        self._kept += indices.numel()
        while self._kept - self._plans[0][1].numel() >= self._most:
            self._kept -= self._plans.popleft()[1].numel()

    def clear(self) -> None:
        """Forget all steps: others were not done by the network as it is."""
        self._plans.clear()
        self._kept = 0

    def of(self, sample: int) -> Iterator[tuple[int, int]]:
        """Yield the number of every step that took a sample, and its place in the batch; newest first."""
        for first, indices in reversed(self._plans):
            for step, place in np.argwhere(indices.numpy(force=True) == sample)[::-1].tolist():
                yield first + step, place
