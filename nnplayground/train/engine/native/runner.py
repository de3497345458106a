"""Runs machine code on tensors."""

from __future__ import annotations

import ctypes
import math
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from nnplayground.core.text import translatable as _
from nnplayground.train.engine.native.assembly import Assembly, assemble
from nnplayground.train.engine.native.compiler import has_fma, machine_code, registers
from nnplayground.train.engine.record import Unsupported
from nnplayground.train.interrupt import NEVER
from nnplayground.train.turns import lent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.train.engine.record import Recorded
    from nnplayground.train.interrupt import Interrupt

    Losses = NDArray[np.float64]

__all__ = ["Instance", "NativeProgram", "Work", "run_many"]


_SHORT, _LOOPS, _WELL = 0, 1, 160  # how much is written out of loops
_FEW = 2  # sums side by side in a short text
_SMALL = (
    4_096  # numbers in the largest tensor of a step that short text does fast enough until it is improved
)


@lru_cache(maxsize=64)
def _assembled(recorded: Recorded, stepwise: frozenset[str], fma: bool, written_out: int) -> Assembly:
    tile = registers() // 2 if written_out else _FEW
    return assemble(recorded, stepwise, fma=fma, tile=tile, written_out=written_out)


def _is_small(recorded: Recorded) -> bool:
    values = [node.meta.get("val", ()) for node in recorded.graph.nodes]
    parts = chain.from_iterable(v if isinstance(v, tuple) else (v,) for v in values)
    return all(part is None or part.numel() <= _SMALL for part in parts)


class NativeProgram:
    """A recorded step as machine code, without the tensors it runs on.

    Parameters
    ----------
    recorded : Recorded
    stepwise : frozenset of str
        The 0-d inputs that come as tables, one number per step.
    fma : bool, optional
        Whether to multiply and add in one rounding; by default, if the processor can.

    Attributes
    ----------
    pace : float
        Seconds a step took lately, in whichever instance; 0 before the first.

    Raises
    ------
    Unsupported
        If the engine does not know an operation, or the program is not one for it.
    """

    def __init__(self, recorded: Recorded, stepwise: frozenset[str], *, fma: bool | None = None) -> None:
        fma = has_fma() if fma is None else fma
        self.assembly = _assembled(recorded, stepwise, fma, _SHORT if _is_small(recorded) else _LOOPS)
        self.code = machine_code(self.assembly.text, lambda: _assembled(recorded, stepwise, fma, _WELL).text)
        self.pace = 0.0
        self._constants = recorded.constants

    def bind(self, tensors: Mapping[str, Tensor]) -> Instance:
        """Return the program on certain tensors.

        Parameters
        ----------
        tensors : Mapping[str, Tensor]
            By name all inputs but ``x``, ``target`` and the tables, and the ``g:`` and ``o:`` outputs. They
            must be contiguous and stay where they are.
        """
        return Instance(self, {**self._constants, **tensors})


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """What an instance is to do in one call.

    Attributes
    ----------
    x, target : Tensor
        The whole data set.
    plan : Tensor
        Shape (steps, batch), int64: the samples of each step.
    tables : Mapping[str, ndarray]
        The numbers that change from step to step.
    interrupt : Interrupt
        Ends the call after a step.
    """

    x: Tensor
    target: Tensor
    plan: Tensor
    tables: Mapping[str, NDArray[Any]]
    interrupt: Interrupt = NEVER


class Instance:
    """A program on its own tensors; only one call at a time."""

    def __init__(self, program: NativeProgram, tensors: Mapping[str, Tensor]) -> None:
        self.program = program
        self._assembly = program.assembly
        self._scratch = torch.empty(self._assembly.scratch, dtype=torch.uint8)
        self._tensors = {n: tensors[n] for n in self._assembly.arguments if n in tensors}
        addresses = [_address(tensors[n]) if n in tensors else 0 for n in self._assembly.arguments]
        self._pointers = (ctypes.c_void_p * len(addresses))(*addresses)
        self._places = {name: place for place, name in enumerate(self._assembly.arguments)}
        self.point("interrupt", NEVER.address)

    def run(self, work: Work) -> Losses:
        """Do steps, without Python's lock.

        Returns
        -------
        ndarray
            The loss of every step begun; if the last one is not finite, its update was not done. There are
            fewer than asked for if the work was interrupted.
        """
        losses, _held = self.prepare(work)
        functions = self.program.code.functions
        started = time.perf_counter()
        with lent(self.program.pace * len(work.plan)):
            done = functions.run(ctypes.addressof(self._pointers), len(work.plan))
        self.program.pace = (time.perf_counter() - started) / max(1, done)
        interrupted = done < len(losses) and math.isfinite(losses[done])
        return losses[: done if interrupted else done + 1]

    def prepare(self, work: Work) -> tuple[Losses, list[Any]]:
        """Fill in the table of pointers; return where losses will be, and what must be kept until then."""
        steps, known = len(work.plan), self._assembly
        losses = np.zeros(steps)
        numbers = _table(work.tables, known.numbers, steps, np.float64)
        keys = _table(work.tables, known.keys, steps, np.int32)
        resident = {"x": work.x, "target": work.target, "plan": work.plan}
        parts = {name: tensor.contiguous() for name, tensor in resident.items()} | {"losses": losses}
        parts |= {"scratch": self._scratch, "numbers": numbers, "keys": keys}
        for name, part in parts.items():
            if name in self._places:
                self._pointers[self._places[name]] = _address(part)
        self.point("interrupt", work.interrupt.address)
        return losses, list(parts.values())

    def place(self, name: str) -> int:
        """Return which of the pointers is that to ``name``."""
        return self._places[name]

    def slot(self, name: str) -> int:
        """Return the address of the pointer to ``name``."""
        return self.pointers + self._places[name] * ctypes.sizeof(ctypes.c_void_p)

    def point(self, name: str, address: int) -> None:
        """Let a pointer point elsewhere."""
        self._pointers[self._places[name]] = address

    def numbers(self, tables: Mapping[str, NDArray[Any]], steps: int) -> NDArray[np.float64]:
        """Return the numbers that change from step to step, a row for each."""
        return _table(tables, self._assembly.numbers, steps, np.float64)

    @property
    def pointers(self) -> int:
        """The address of the table of pointers."""
        return ctypes.addressof(self._pointers)


def run_many(instances: Sequence[Instance], works: Sequence[Work], threads: int) -> list[Losses]:
    """Do the work of many instances of one program, several at a time, without Python's lock.

    Parameters
    ----------
    instances : sequence of Instance
        All of the same machine code.
    works : sequence of Work
        One for each, all with equally many steps.
    threads : int

    Returns
    -------
    list of ndarray
        As from :meth:`Instance.run`, one for each.
    """
    code = instances[0].program.code
    steps = len(works[0].plan)
    if any(i.program.code is not code for i in instances) or any(len(w.plan) != steps for w in works):
        raise ValueError("instances of different programs, or different numbers of steps")
    prepared = [i.prepare(work) for i, work in zip(instances, works, strict=True)]
    tables = np.array([instance.pointers for instance in instances], np.int64)
    done = np.zeros(len(instances), np.int64)
    functions = code.functions

    def some(part: NDArray[np.int64]) -> None:
        if len(part):
            first = int(part[0]) * tables.itemsize
            functions.many(tables.ctypes.data + first, done.ctypes.data + first, len(part), steps)

    parts = np.array_split(np.arange(len(instances)), threads)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(some, parts))
    return [losses[: count + 1] for (losses, _held), count in zip(prepared, done, strict=True)]


def _table(
    tables: Mapping[str, Any], names: Sequence[str], steps: int, kind: type[np.generic]
) -> NDArray[Any]:
    found = np.empty((steps, len(names)), kind)
    for column, name in enumerate(names):
        found[:, column] = tables[name]
    return found


def _address(part: Any) -> int:
    if isinstance(part, np.ndarray):
        return part.ctypes.data
    if not part.is_contiguous():
        raise Unsupported(_("core", "a tensor with gaps"))
    address: int = part.data_ptr()
    return address
