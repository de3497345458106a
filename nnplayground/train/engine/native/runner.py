"""Runs machine code on tensors."""

from __future__ import annotations

import ctypes
import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from nnplayground.train.engine.native.assembly import Assembly, assemble
from nnplayground.train.engine.native.compiler import (
    DONE_WELL,
    QUICK,
    MachineCode,
    compiled,
    has_fma,
    registers,
)
from nnplayground.train.engine.record import Unsupported

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.train.engine.record import Recorded

__all__ = ["NativeProgram"]


class NativeProgram:
    """A recorded step as machine code.

    Parameters
    ----------
    recorded : Recorded
    stepwise : collection of str
        The 0-d inputs that come as tables, one number per step.

    Raises
    ------
    Unsupported
        If the engine does not know an operation, or the program is not one for it.
    """

    def __init__(self, recorded: Recorded, stepwise: Collection[str]) -> None:
        self.assembly: Assembly = assemble(recorded, stepwise, fma=has_fma(), tile=registers() // 2)
        self._code: MachineCode = compiled(self.assembly.text, QUICK)
        self._call = self._function()
        self._scratch = threading.local()

    @property
    def level(self) -> int:
        """How well the code that runs now is optimized."""
        return self._code.level

    def optimize(self) -> None:
        """Exchange the code by faster code that gives the same numbers bit by bit; takes up to a second."""
        self._code = compiled(self.assembly.text, DONE_WELL)
        self._call = self._function()

    def _function(self) -> Any:
        prototype = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_void_p, ctypes.c_int64)
        return prototype(self._code.address("run"))

    def run(
        self,
        tensors: Mapping[str, Tensor],
        plan: Tensor,
        tables: Mapping[str, NDArray[Any]],
    ) -> NDArray[np.float64]:
        """Do steps, without Python's lock.

        Parameters
        ----------
        tensors : Mapping[str, Tensor]
            Every input that is not in ``tables`` and every ``g:`` and ``o:`` output by name, all contiguous;
            ``x`` and ``target`` are whole data sets.
        plan : Tensor
            Shape (steps, batch), int64: the samples of each step.
        tables : Mapping[str, ndarray]
            One number per step.

        Returns
        -------
        ndarray
            The loss of every step begun; if the last one is not finite, its update was not done.
        """
        steps = len(plan)
        held = self._held(tensors, plan, tables)
        pointers = (ctypes.c_void_p * len(held))(*[_address(part) for part in held])
        call, code = self._call, self._code
        done = call(ctypes.addressof(pointers), steps)
        del code  # alive until here
        losses: NDArray[np.float64] = held[self.assembly.arguments.index("losses")]
        return losses[: min(done + 1, steps)]

    def _held(self, tensors: Mapping[str, Tensor], plan: Tensor, tables: Mapping[str, Any]) -> list[Any]:
        steps = len(plan)
        own = {
            "plan": plan.contiguous(),
            "losses": np.zeros(steps),
            "scratch": self._own_scratch(),
            "numbers": _table(tables, self.assembly.numbers, steps, np.float64),
            "keys": _table(tables, self.assembly.keys, steps, np.int32),
        }
        return [own[name] if name in own else tensors[name] for name in self.assembly.arguments]

    def _own_scratch(self) -> Any:
        """Return memory for intermediate results, one piece per thread."""
        if not hasattr(self._scratch, "memory"):
            self._scratch.memory = torch.zeros(self.assembly.scratch, dtype=torch.uint8)
        return self._scratch.memory


def _table(
    tables: Mapping[str, Any], names: Collection[str], steps: int, kind: type[np.generic]
) -> NDArray[Any]:
    found = np.empty((steps, len(names)), kind)
    for column, name in enumerate(names):
        found[:, column] = tables[name]
    return found


def _address(part: Any) -> int:
    if isinstance(part, np.ndarray):
        return part.ctypes.data
    if not part.is_contiguous():
        raise Unsupported("a tensor with gaps")
    address: int = part.data_ptr()
    return address
