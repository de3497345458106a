"""Steps by machine code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.train.engine.native.assembly import load_operations
from nnplayground.train.engine.native.compiler import unavailable
from nnplayground.train.engine.native.runner import Instance, NativeProgram, Work

if TYPE_CHECKING:
    from nnplayground.train.engine import Chunk
    from nnplayground.train.engine.capture import Captured
    from nnplayground.train.engine.step import Turn

__all__ = ["Native", "native_way", "warm_up"]


class Native:
    """Runs the steps of one phase with batches of one size, without Python's lock.

    The code that is there at once, after some ten milliseconds, is not optimized. With the first chunk the
    making of faster code begins in the background; it takes over between two chunks and gives the same
    numbers bit by bit, so that it does not matter to a run when that happens.

    Parameters
    ----------
    captured : Captured

    Raises
    ------
    Unsupported
        If the step holds what machine code is not made for.
    """

    name = "native"

    def __init__(self, captured: Captured) -> None:
        self.program = NativeProgram(captured.recorded, captured.stepwise)
        self._tensors = captured.tensors
        self._instance: Instance | None = None

    def run(self, turn: Turn, chunk: Chunk) -> list[float]:
        """Do the steps of ``chunk``; see :class:`nnplayground.train.engine.Way`."""
        self.program.code.improve()
        losses: list[float] = self.instance(turn).run(work_of(chunk)).tolist()
        return losses

    def instance(self, turn: Turn) -> Instance:
        """Return the program on the tensors of a turn, which is always the one that was captured."""
        if self._instance is None:
            views = turn.state.views(turn.state.gradients)
            gradients = {f"g:{name}": view for name, view in views.items()}
            self._instance = self.program.bind({**self._tensors, **gradients})
        return self._instance


def native_way(captured: Captured) -> Native:
    """Return the way to run a recorded step by machine code.

    Raises
    ------
    Unsupported
        With what is in the way.
    """
    return Native(captured)


def work_of(chunk: Chunk) -> Work:
    """Return a chunk as work for an instance."""
    return Work(chunk.x, chunk.target, chunk.indices, chunk.tables)


def warm_up() -> str:
    """Load LLVM and everything else that is loaded once; return why that is impossible, or nothing.

    Takes some tenths of a second, so that whoever wants the first code soon calls it early in the background.
    """
    load_operations()
    return unavailable()
