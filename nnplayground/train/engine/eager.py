"""The way that is always right: PyTorch's own forward and backward, operation by operation."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import torch

from nnplayground.train.engine.search import Search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.train.engine import Chunk
    from nnplayground.train.engine.step import Turn

__all__ = ["Eager", "up_to_failure"]


class Eager:
    """Runs one phase step by step.

    Parameters
    ----------
    turn : Turn
    waits : bool, optional
        Whether to look at every loss before the next step. Without it a device has all steps of a call before
        it; from a loss on that is not finite they change nothing. By default, on the processor.
    """

    name = "eager"
    shared = True
    is_prompt = False

    def __init__(self, turn: Turn, *, waits: bool | None = None) -> None:
        self._turn = turn
        self._waits = turn.program.device.type == "cpu" if waits is None else waits
        self._live = {f"k:{name}": buffer for name, buffer in turn.objective.live.items()}
        self._parts = turn.flat_parts()
        self._inputs = turn.update_inputs(self._parts)
        saved = turn.program.state_dict()
        self._buffers = {name: b for name, b in turn.program.named_buffers() if name in saved}
        self._parameters = {n: p for n, p in turn.program.named_parameters() if n in turn.names}
        self._moving = {n: p for n, p in self._parameters.items() if p.requires_grad}
        self._gradients = {name: turn.state.view(turn.state.gradients, name) for name in turn.names}
        self.search = Search(turn, self._moving, self._evaluate) if turn.rule.searches else None

    def run(self, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        """Do the steps; see :class:`nnplayground.train.engine.Way`."""
        del turn
        if not self._waits and self.search is None:
            return self._without_waiting(chunk)
        losses: list[float] = []
        for x, target in self._batches(chunk):
            losses.append(self._step(x, target))
            if not math.isfinite(losses[-1]):
                break
        return np.array(losses)

    def _batches(self, chunk: Chunk) -> Iterator[tuple[Tensor, Tensor]]:
        """Yield every step's batch, with the live numbers of the step in their places."""
        for step, indices in enumerate(chunk.indices):
            for name, table in chunk.tables.items():
                live = self._inputs.get(name) if name in self._inputs else self._live[name]
                assert live is not None
                live.fill_(table[step].item())
            yield chunk.x.index_select(0, indices), chunk.target.index_select(0, indices)

    def _without_waiting(self, chunk: Chunk) -> NDArray[np.float64]:
        going = torch.ones((), dtype=torch.bool, device=chunk.x.device)
        found = torch.stack([self._masked_step(x, target, going) for x, target in self._batches(chunk)])
        return up_to_failure(found.cpu().numpy())

    def _masked_step(self, x: Tensor, target: Tensor, going: Tensor) -> Tensor:
        """Do a step that changes nothing unless ``going``, which its loss may end; return the loss."""
        before = {name: buffer.clone() for name, buffer in self._buffers.items()}
        loss = self._loss(x, target)
        said = self._said(loss)
        going.logical_and_(said.isfinite())
        if loss.requires_grad:
            self._derive(loss, going)
            self._write(self._turn.update(self._inputs, self._parts), going)
        for name, buffer in self._buffers.items():  # after the backward pass, which reads them
            buffer.copy_(torch.where(going, buffer, before[name]))
        return said.double()

    def _step(self, x: Tensor, target: Tensor) -> float:
        if self.search is not None and self._moving:
            return self.search.step(x, target, self._inputs)
        loss = self._loss(x, target)
        value: float = self._said(loss).item()
        if math.isfinite(value) and loss.requires_grad:
            self._derive(loss)
            self._write(self._turn.update(self._inputs, self._parts))
        return value

    def _evaluate(self, x: Tensor, target: Tensor) -> float:
        """Return a batch's loss and leave its gradients in the state's buffer."""
        loss = self._loss(x, target)
        self._derive(loss)
        value: float = self._said(loss).item()
        return value

    def _loss(self, x: Tensor, target: Tensor) -> Tensor:
        """Return what is derived, 0-d."""
        loss: Tensor = self._turn.objective(x, target)
        return loss

    def _said(self, loss: Tensor) -> Tensor:
        """Return the batch's loss as it is reported."""
        return loss.detach()

    def _derive(self, loss: Tensor, going: Tensor | None = None) -> None:
        found = torch.autograd.grad(loss, list(self._moving.values()), allow_unused=True)
        for name, gradient in zip(self._moving, found, strict=True):
            if gradient is not None:
                _set(self._gradients[name], gradient, going)

    def _write(self, results: dict[str, Tensor], going: Tensor | None = None) -> None:
        for name, tensor in results.items():
            _set(self._inputs[name], tensor, going)


def _set(place: Tensor, value: Tensor, going: Tensor | None) -> None:
    place.copy_(value if going is None else torch.where(going, value, place))


def up_to_failure(losses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the losses up to the first that is not finite, that one included."""
    failed = np.flatnonzero(~np.isfinite(losses))
    return losses[: failed[0] + 1] if len(failed) else losses
