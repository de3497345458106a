"""Steps by machine code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.train.engine.capture import capture_step
from nnplayground.train.engine.native.assembly import load_operations
from nnplayground.train.engine.native.compiler import unavailable
from nnplayground.train.engine.native.runner import NativeProgram

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.train.engine import Chunk
    from nnplayground.train.engine.step import Turn

__all__ = ["Native", "warm_up"]


class Native:
    """Runs the steps of one phase with batches of one size, without Python's lock.

    The code that is there at once, after some ten milliseconds, is not optimized; :meth:`optimize` replaces
    it between two calls by code that is several times as fast and gives the same numbers bit by bit, so it
    does not matter to a run when that happens.

    Parameters
    ----------
    turn : Turn
    chunk : Chunk
        The first one to be run; others must have batches of the same size.
    program : NativeProgram, optional
        That of another turn with the same structure; it holds no state of a run.

    Raises
    ------
    nnplayground.train.engine.record.Unsupported
        If the step cannot be recorded, or holds what machine code is not made for.
    """

    name = "native"

    def __init__(self, turn: Turn, chunk: Chunk, program: NativeProgram | None = None) -> None:
        if program is None:
            captured = capture_step(turn, chunk)
            program = NativeProgram(captured.recorded, captured.stepwise)
        self.program = program
        self._tensors = {**turn.batch_inputs(), **turn.update_inputs(flat=False)}

    @property
    def optimized(self) -> bool:
        """Whether :meth:`optimize` is done."""
        return self.program.level > 0

    def optimize(self) -> None:
        """Replace the code by faster code; for a background thread, takes up to a second."""
        self.program.optimize()

    def run(self, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        """Do the steps of ``chunk``; see :class:`nnplayground.train.engine.Way`."""
        return self.program.run(self._all_tensors(turn, chunk), chunk.indices, chunk.tables)

    def _all_tensors(self, turn: Turn, chunk: Chunk) -> dict[str, Tensor]:
        views = turn.state.views(turn.state.gradients)
        gradients = {f"g:{name}": view for name, view in views.items()}
        return {**self._tensors, **gradients, "x": chunk.x, "target": chunk.target}


def warm_up() -> str:
    """Load LLVM and everything else that is loaded once; return why that is impossible, or nothing.

    Takes half a second, so that whoever wants the first code soon calls it in the background at the start.
    """
    load_operations()
    return unavailable()
