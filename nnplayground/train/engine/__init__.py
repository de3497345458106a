"""How steps run. Whatever the way, the numbers are the same; ways differ in speed.

:class:`nnplayground.train.engine.engine.Engine` owns what changes from step to step, flat buffers of weights
and of what optimizers remember, and knows what a step computes (:mod:`nnplayground.train.engine.step`). A
:class:`Way` is a means to run such steps: *eager* by PyTorch's autograd, *captured* by a recorded graph
without Python, *native* by machine code. Ways hold no state of a run, so that one can follow another
between any two steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from nnplayground.train.interrupt import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.train.engine.step import Turn
    from nnplayground.train.interrupt import Interrupt

__all__ = ["Chunk", "Way"]


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """Some steps to be done in one call.

    Attributes
    ----------
    x, target : Tensor
        The whole training set, where the program is.
    indices : Tensor
        Shape (steps, batch), int64: the samples of each batch.
    tables : Mapping[str, ndarray]
        The live numbers that change from step to step by name (``k:…``), one per step; float64, or int32 for
        keys of random numbers.
    interrupt : Interrupt
        Ends the call before all steps are done, if the way is a prompt one.
    """

    x: Tensor
    target: Tensor
    indices: Tensor
    tables: Mapping[str, NDArray[Any]]
    interrupt: Interrupt = NEVER

    def __len__(self) -> int:
        return len(self.indices)


class Way(Protocol):
    """A means to run the steps of one phase with batches of one size.

    Attributes
    ----------
    name : str
        ``"eager"``, ``"captured"`` or ``"native"``.
    shared : bool
        Whether several threads share a step, as many as PyTorch uses.
    is_prompt : bool
        Whether a call ends soon after it is interrupted.
    """

    name: str
    shared: bool
    is_prompt: bool

    def run(self, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        """Do the steps of ``chunk`` and return each batch's loss before its update, penalties left out.

        If a loss is not finite it is the last one returned, and neither its update nor a later step is done.
        There are fewer losses if the call was interrupted, at least one.
        ``turn.state.gradients`` holds the last step's gradients of the loss afterwards.
        """
        ...
