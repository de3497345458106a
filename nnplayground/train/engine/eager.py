"""The way that is always right: PyTorch's own forward and backward, operation by operation."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from nnplayground.train.engine.search import Search

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.train.engine import Chunk
    from nnplayground.train.engine.step import Turn

__all__ = ["Eager"]


class Eager:
    """Runs one phase step by step.

    Parameters
    ----------
    turn : Turn
    """

    name = "eager"

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._inputs = turn.update_inputs(flat=True)
        self._live = {f"k:{name}": buffer for name, buffer in turn.objective.live.items()}
        self._parts = turn.flat_parts()
        self._parameters = {n: p for n, p in turn.program.named_parameters() if n in turn.names}
        self._moving = {n: p for n, p in self._parameters.items() if p.requires_grad}
        self._gradients = {name: turn.state.view(turn.state.gradients, name) for name in turn.names}
        self.search = Search(turn, self._moving, self._evaluate) if turn.rule.searches else None

    def run(self, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        """Do the steps; see :class:`nnplayground.train.engine.Way`."""
        del turn
        losses: list[float] = []
        for step, indices in enumerate(chunk.indices):
            for name, table in chunk.tables.items():
                live = self._inputs.get(name) if name in self._inputs else self._live[name]
                assert live is not None
                live.fill_(table[step].item())
            x, target = chunk.x.index_select(0, indices), chunk.target.index_select(0, indices)
            losses.append(self._step(x, target))
            if not math.isfinite(losses[-1]):
                break
        return np.array(losses)

    def _step(self, x: Tensor, target: Tensor) -> float:
        if self.search is not None and self._moving:
            return self.search.step(x, target, self._inputs)
        loss = self._turn.objective(x, target)
        value: float = loss.item()
        if math.isfinite(value) and loss.requires_grad:
            self._derive(loss)
            self._write(self._turn.update(self._inputs, self._parts))
        return value

    def _evaluate(self, x: Tensor, target: Tensor) -> float:
        """Return a batch's loss and leave its gradients in the state's buffer."""
        loss = self._turn.objective(x, target)
        self._derive(loss)
        value: float = loss.item()
        return value

    def _derive(self, loss: Tensor) -> None:
        found = torch.autograd.grad(loss, list(self._moving.values()), allow_unused=True)
        for name, gradient in zip(self._moving, found, strict=True):
            if gradient is not None:
                self._gradients[name].copy_(gradient)

    def _write(self, results: dict[str, Any]) -> None:
        for name, tensor in results.items():
            self._inputs[name].copy_(tensor)
