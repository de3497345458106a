"""Steps by machine code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.train.engine.capture import capture_step
from nnplayground.train.engine.native import shuffling
from nnplayground.train.engine.native.assembly import load_operations
from nnplayground.train.engine.native.compiler import unavailable
from nnplayground.train.engine.native.runner import NativeProgram, Work

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nnplayground.train.engine import Chunk
    from nnplayground.train.engine.step import Turn

__all__ = ["Native", "warm_up", "work_of"]


class Native:
    """Runs the steps of one phase with batches of one size, without Python's lock.

    The code that is there at once, after some ten milliseconds, is not optimized. With the first chunk the
    making of faster code begins in the background; it takes over between two chunks and gives the same
    numbers bit by bit, so that it does not matter to a run when that happens.

    Parameters
    ----------
    turn : Turn
        The one that all chunks are of.
    chunk : Chunk
        The first one to be run; others must have batches of the same size.
    program : NativeProgram, optional
        That of another turn with the same structure; it holds no state of a run.

    Attributes
    ----------
    program : NativeProgram
    instance : Instance
        The program on the tensors of the turn.

    Raises
    ------
    Unsupported
        If the step cannot be recorded, or holds what machine code is not made for.
    """

    name = "native"
    shared = False
    is_prompt = True

    def __init__(self, turn: Turn, chunk: Chunk, program: NativeProgram | None = None) -> None:
        if program is None:
            captured = capture_step(turn, chunk)
            program = NativeProgram(captured.recorded, captured.stepwise)
        self.program = program
        views = turn.state.views(turn.state.gradients)
        gradients = {f"g:{name}": view for name, view in views.items()}
        tensors = {**turn.batch_inputs(), **turn.update_inputs(), **gradients}
        self.instance = program.bind(tensors)

    def run(self, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        """Do the steps of ``chunk``; see :class:`nnplayground.train.engine.Way`."""
        del turn
        self.program.code.improve()
        return self.instance.run(work_of(chunk))

    def optimize(self) -> None:
        """Wait until the faster code is there."""
        self.program.code.improve(wait=True)


def work_of(chunk: Chunk) -> Work:
    """Return a chunk as work for an instance."""
    return Work(chunk.x, chunk.target, chunk.indices, chunk.tables, chunk.interrupt)


def warm_up() -> str:
    """Load LLVM and everything else that is loaded once; return why that is impossible, or nothing.

    Takes some tenths of a second, so that whoever wants the first code soon calls it early in the background.
    """
    load_operations()
    shuffling.available()
    return unavailable()
