"""Which samples make the next batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from nnplayground.data.draws import named_rng
from nnplayground.train.engine.native.shuffling import shuffle_rows
from nnplayground.train.orders_ahead import OrdersAhead
from nnplayground.train.turns import lent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.core.training import Training

    Indices = NDArray[np.int64]

__all__ = ["Batches", "Plan"]

_DRAW = 4e-9  # seconds for one place of an order, about
_NONE = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Some batches of one size.

    Attributes
    ----------
    indices : Tensor
        Shape (steps, batch), int64.
    counts : tuple of int
        How many of the steps are in each epoch that they touch.
    finished : int
        How many epochs they finish; the last step of all ends one if it is the last of its epoch.
    """

    indices: Tensor
    counts: tuple[int, ...]
    finished: int


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
        self._left = _NONE
        self._order: Indices | None = None
        self._at = 0
        self._ahead = OrdersAhead(samples)
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

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of the batches that most epochs consist of."""
        rest = self._samples % self._size
        return (self._size, rest) if rest and self._remainder == "own" else (self._size,)

    def next(self) -> tuple[Tensor, bool]:
        """Return the indices of the next batch, and whether it is the epoch's last."""
        plan = self.take(1, 1)
        return plan.indices[0], bool(plan.finished)

    def peek(self) -> Tensor:
        """Return the indices of the next batch without taking them."""
        mark = self.mark()
        indices = self.take(1, 1).indices[0]
        self.rewind(mark)
        return indices

    def take(self, steps: int, epochs: int) -> Plan:
        """Return the next batches, as many of one size as there are.

        Parameters
        ----------
        steps, epochs : int
            Neither more batches than ``steps`` nor any behind the end of so many epochs.
        """
        counts: list[int] = []
        size, done, finished = self._next_size(), 0, 0
        found = self._room(min(steps, epochs * self._steps_per_epoch(size)) * size)
        while done < steps and finished < epochs and self._next_size() == size:
            whole = self._whole_epochs(steps - done, epochs - finished)
            if whole:
                counts.extend([self._samples // size] * whole)
                self._draw_orders(whole, found[done * size :])
                done, finished = done + counts[-1] * whole, finished + whole
                continue
            indices, ends = self._stretch(steps - done, size)
            found[done * size : done * size + len(indices)] = indices
            counts.append(len(indices) // size)
            done += counts[-1]
            finished += ends
        self._look_ahead(done * size)
        together = torch.from_numpy(found[: done * size].reshape(done, size))
        if self._device.type != "cpu":  # where it is, even to ask for it would hand Python's lock over
            together = together.to(self._device)
        return Plan(together, tuple(counts), finished)

    def _next_size(self) -> int:
        """Return the size of the next batch without drawing a new order, which may still be edited."""
        if self._order is None:
            return min(self._size, self._samples) + len(self._left)
        return min(self._size, len(self._order) - self._at)

    def _steps_per_epoch(self, size: int) -> int:
        """Return how many steps of a size an epoch may have at most."""
        return self._samples // size + (self._samples % size > 0 or len(self._left) > 0)

    def _room(self, numbers: int) -> Indices:
        """Return memory for a plan: of its own, because torch wants to write into what it is given."""
        begun = 0 if self._order is None else len(self._order) - self._at
        room = self._ahead.room(self._rng, begun, numbers) if self._shuffle else None
        return np.empty(numbers, np.int64) if room is None else room

    def _look_ahead(self, numbers: int) -> None:
        """Let the orders of the next plan be drawn now, if it will be one of whole epochs like this one."""
        if self._shuffle and not self._samples % self._size:
            self._ahead.begin(self._rng, numbers)

    def _whole_epochs(self, steps: int, epochs: int) -> int:
        """Return how many epochs may be drawn at once: whole ones that begin here and leave nothing over."""
        if self._order is not None or len(self._left):
            return 0
        if self._remainder != "drop" and self._samples % self._size:
            return 0
        return min(epochs, steps // (self._samples // self._size))

    def _draw_orders(self, epochs: int, into: Indices) -> None:
        """Write the indices of whole epochs in a row, the same as if they were drawn one by one.

        One call shuffles all rows without Python's lock: drawn one by one they would take as long as
        machine code takes to train on them, and keep a window from its thread.
        """
        used = self._samples // self._size * self._size
        place = into[: epochs * used].reshape(epochs, used)
        orders = place if used == self._samples else np.empty((epochs, self._samples), np.int64)
        if self._shuffle:
            if not self._ahead.holds(self._rng, orders):
                with lent(orders.size * _DRAW):
                    shuffle_rows(self._rng, orders)
        else:
            orders[:] = np.arange(self._samples)
        if orders is not place:
            place[:] = orders[:, :used]

    def _stretch(self, steps: int, size: int) -> tuple[Indices, bool]:
        """Return batches of one size within one epoch in a row, and whether they end it."""
        order = self._order if self._order is not None else self._begin()
        if len(self._left) or size < self._size:
            stop = self._at + size - len(self._left)
        else:
            stop = self._at + min(steps, (len(order) - self._at) // size) * size
        indices = order[self._at : stop]
        if len(self._left):
            indices, self._left = np.concatenate([self._left, indices]), _NONE
        self._at = stop
        ends = len(order) - stop < (1 if self._remainder == "own" else self._size)
        if ends:
            self._finish(order)
        return indices, ends

    def mark(self) -> tuple[object, ...]:
        """Return what :meth:`rewind` needs to come back here."""
        return self._rng.bit_generator.state, self._left, self._order, self._at

    def rewind(self, mark: tuple[object, ...]) -> None:
        """Go back to a mark."""
        state, self._left, self._order, self._at = mark  # type: ignore[assignment] # as mark returned it
        self._rng.bit_generator.state = state  # type: ignore[assignment]

    def memory(self) -> tuple[dict[str, Indices], dict[str, Any]]:
        """Return where the sequence stands as arrays, never changed later, and as plain numbers."""
        order = {} if self._order is None else {"order": self._order}
        return {**order, "left": self._left}, {"at": self._at, "rng": self._rng.bit_generator.state}

    def remember(self, arrays: Mapping[str, Indices], facts: Mapping[str, Any]) -> None:
        """Go on from what :meth:`memory` returned.

        Raises
        ------
        ValueError
            If that is of other data.
        """
        orders = [arrays["left"], *(arrays[name] for name in ("order",) if name in arrays)]
        # Machine code would follow a wrong index wherever it leads.
        if any(order.dtype != np.int64 or order.ndim != 1 for order in orders) or not all(
            0 <= order.min(initial=0) <= order.max(initial=0) < self._samples for order in orders
        ):
            raise ValueError("an order of other samples")
        if not 0 <= facts["at"] <= self._samples:
            raise ValueError("a place beyond the order")
        self.rewind((facts["rng"], arrays["left"], arrays.get("order"), facts["at"]))

    def _begin(self) -> Indices:
        self._at = 0
        self._order = self._rng.permutation(self._samples) if self._shuffle else np.arange(self._samples)
        return self._order

    def _finish(self, order: Indices) -> None:
        # TensorFlow Playground goes on gathering gradients over the end of an epoch at unchanged weights,
        # which makes one longer batch of the rest and the next epoch's first.
        if self._remainder == "carry":
            self._left = order[self._at :]
        self._order = None
