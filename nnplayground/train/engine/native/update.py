"""The update of large parameters in one pass over memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from nnplayground.train.engine.native.runner import NativeProgram, Work
from nnplayground.train.engine.record import record

if TYPE_CHECKING:
    from nnplayground.train.engine import Chunk
    from nnplayground.train.engine.step import Turn

__all__ = ["FusedUpdate"]

_NOTHING = torch.empty(0)
_ONE_STEP = torch.zeros(1, 0, dtype=torch.int64)


class FusedUpdate:
    """Penalties, clipping and the optimizer's rule of one phase as machine code over its flat buffers.

    PyTorch goes through memory once for every operation. Sums, products and quotients are those of
    :meth:`nnplayground.train.engine.step.Turn.update` bit for bit. PyTorch's square roots need not be the
    nearest numbers, and its sums over many numbers have an order of their own: whoever needs the same bits
    has to compare, and finds them with gradient descent, with and without momentum.

    Parameters
    ----------
    turn : Turn
    chunk : Chunk
        A sample of what there is to do.

    Raises
    ------
    Unsupported
        If there is no machine code for it.
    """

    def __init__(self, turn: Turn, chunk: Chunk) -> None:
        parts = turn.stretches()
        inputs = turn.update_inputs(parts)
        recorded = record(lambda t: turn.update(t, parts), inputs)
        self._tables = frozenset(name for name in chunk.tables if name in inputs)
        self._program = NativeProgram(recorded, self._tables, fma=False)
        self._program.code.improve()
        self._instance = self._program.bind(inputs)

    def optimize(self) -> None:
        """Wait until the faster code is there."""
        self._program.code.improve(wait=True)

    def run(self, chunk: Chunk, step: int) -> None:
        """Do the update of one step, whose gradients are in the state's buffer."""
        tables = {name: chunk.tables[name][step : step + 1] for name in self._tables}
        self._instance.run(Work(_NOTHING, _NOTHING, _ONE_STEP, tables))
