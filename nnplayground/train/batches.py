"""Which samples make the next batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from nnplayground.data.draws import named_rng

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.core.training import Training

__all__ = ["Batches"]


class Batches:
    """An endless sequence of batches; the order of samples comes from its own stream of the seed.

    Parameters
    ----------
    samples : int
        At least 1.
    training : Training
        Batch size, shuffling and what happens to samples that fill no batch.
    seed : int
        The experiment's.
    device : torch.device
        Where the indices are needed.
    """

    def __init__(self, samples: int, training: Training, seed: int, device: torch.device) -> None:
        self._samples, self._device = samples, device
        self._rng = named_rng(seed, "order")
        self._left = torch.empty(0, dtype=torch.int64, device=device)
        self._order: Tensor | None = None
        self._at = 0
        self.configure(training)

    def configure(self, training: Training) -> None:
        """Apply other settings from the next batch on."""
        full = training.batch_size == "full"
        self._size = self._samples if full else min(int(training.batch_size), self._samples)
        self._shuffle, self._remainder = training.shuffle, training.remainder

    @property
    def fraction(self) -> float:
        """How much of the current epoch is done, from 0 up to 1."""
        return self._at / len(self._order) if self._order is not None else 0.0

    def next(self) -> tuple[Tensor, bool]:
        """Return the indices of the next batch, and whether it is the epoch's last."""
        order = self._order if self._order is not None else self._begin()
        stop = min(self._at + self._size, len(order))
        indices = order[self._at : stop]
        if self._at == 0 and len(self._left):
            indices, self._left = torch.cat([self._left, indices]), self._left[:0]
        self._at = stop
        ends = len(order) - stop < (1 if self._remainder == "own" else self._size)
        if ends:
            self._finish(order)
        return indices, ends

    def _begin(self) -> Tensor:
        self._at = 0
        if self._shuffle:
            self._order = torch.from_numpy(self._rng.permutation(self._samples)).to(self._device)
        else:
            self._order = torch.arange(self._samples, device=self._device)
        return self._order

    def _finish(self, order: Tensor) -> None:
        # TensorFlow Playground goes on gathering gradients over the end of an epoch at unchanged weights,
        # which makes one longer batch of the rest and the next epoch's first.
        if self._remainder == "carry":
            self._left = order[self._at :]
        self._order = None
