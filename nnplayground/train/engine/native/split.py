"""Steps by machine code on several threads.

A batch is cut into parts. The gradients of each part are computed by themselves, then their mean moves the
weights, large parameters in shares. How a batch is cut depends on nothing but its size, and sums have one
order, so the numbers are the same whether one thread does all parts or each has its own. Threads stay
together inside a function of machine code, which Python calls once for many steps.
"""

from __future__ import annotations

import ctypes
import threading
import weakref
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from nnplayground.core.text import translatable as _
from nnplayground.train.engine.capture import sample_batch
from nnplayground.train.engine.native.conductor import FIELDS, conductor
from nnplayground.train.engine.native.later import FRONT, factors_instead
from nnplayground.train.engine.native.runner import NativeProgram, Work
from nnplayground.train.engine.native.shares import PARTS, Shares, rows_of
from nnplayground.train.engine.record import Recorded, Unsupported, record
from nnplayground.train.turns import lent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from nnplayground.train.engine import Chunk
    from nnplayground.train.engine.native.runner import Instance
    from nnplayground.train.engine.step import Turn

__all__ = ["PARTS", "SplitNative"]

_PACE = 1e-3  # seconds of a step, about


class SplitNative:
    """Runs the steps of one phase, each batch in parts.

    As :class:`nnplayground.train.engine.native.way.Native`, but for losses that are means over samples which
    have nothing to do with each other, and without noise. As many threads take part as PyTorch would use.

    Parameters
    ----------
    turn : Turn
        The one that all chunks are of.
    chunk : Chunk
        The first one to be run; others must have batches of the same size.
    programs : tuple of NativeProgram, optional
        Those of another turn with the same structure.

    Attributes
    ----------
    program : tuple of NativeProgram
        For the gradients of a part, and for every share of the update.

    Raises
    ------
    Unsupported
        If the step cannot be recorded or split, or holds what machine code is not made for.
    """

    name = "native"
    shared = True
    is_prompt = False

    def __init__(self, turn: Turn, chunk: Chunk, programs: tuple[NativeProgram, ...] | None = None) -> None:
        gradients = _gradients_of(turn, chunk) if programs is None else programs[0]
        shares = Shares(turn, chunk.indices.shape[1], _later(gradients))
        self.program = programs or (gradients, *shares.programs(chunk.tables))
        self._conduct = conductor()
        self._helpers = _Helpers()
        inputs = turn.batch_inputs()
        self._parts: list[Instance] = [
            gradients.bind({**inputs, **shares.left_by(part)}) for part in range(PARTS)
        ]
        self._shares: list[Instance] = shares.bind(self.program[1:])
        once = Work(chunk.x, chunk.target, chunk.indices[:1], {n: t[:1] for n, t in chunk.tables.items()})
        self._held = [instance.prepare(once) for instance in self._shares]

    def run(self, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        """Do the steps of ``chunk``; see :class:`nnplayground.train.engine.Way`."""
        del turn
        for program in self.program:
            program.code.improve()
        threads = min(PARTS, torch.get_num_threads())
        losses, shared = np.zeros(len(chunk)), np.zeros(PARTS)
        table, held = self._table(chunk, losses, shared, threads)
        with lent(_PACE * len(chunk)):
            self._together(table, held, threads)
        return losses[: int(table[FIELDS["done"]]) + 1]

    def _together(self, table: NDArray[np.int64], held: list[Any], threads: int) -> None:
        """Let the threads do what the table says; all have once the last step's meeting is over."""

        def conduct(number: int, _kept: Any = (table, held)) -> None:
            self._conduct(table.ctypes.data, number)

        ready = -1
        try:
            self._helpers.ask(conduct, threads - 1)
            ready = 1
        finally:  # whoever is there already must not wait for the others for ever
            table[FIELDS["ready"]] = ready
        conduct(0)

    def optimize(self) -> None:
        """Wait until the faster code is there."""
        for program in self.program:
            program.code.improve(wait=True)

    def _table(
        self, chunk: Chunk, losses: NDArray[np.float64], shared: NDArray[np.float64], threads: int
    ) -> tuple[NDArray[np.int64], list[Any]]:
        """Return what the conductor works by, and what must be kept while it does."""
        plan, numbers = chunk.indices.contiguous(), self._shares[0].numbers(chunk.tables, len(chunk))
        first = Work(chunk.x, chunk.target, plan[:1], {name: t[:1] for name, t in chunk.tables.items()})
        held: list[Any] = [instance.prepare(first) for instance in self._parts]
        for number, instance in enumerate(self._parts):
            instance.point("losses", shared[number:].ctypes.data)
        functions = [program.code.functions for program in self.program]
        gradients, *updates = (ctypes.cast(own.run, ctypes.c_void_p).value for own in functions)
        lists = {
            "parts": [instance.pointers for instance in self._parts],
            "updates": updates,
            "update_tables": [instance.pointers for instance in self._shares],
            "update_slots": [instance.slot("numbers") for instance in self._shares],
        }
        tables = {name: np.array(addresses, np.int64) for name, addresses in lists.items()}
        values = {
            **{name: addresses.ctypes.data for name, addresses in tables.items()},
            "gradients": gradients,
            "count": PARTS,
            "shares": len(self._shares),
            "threads": threads,
            "steps": len(chunk),
            "plan": plan.data_ptr(),
            "plan_step": plan.shape[1] * plan.itemsize,
            "plan_part": plan.shape[1] // PARTS * plan.itemsize,
            "plan_place": self._parts[0].place("plan"),
            "numbers": numbers.ctypes.data,
            "numbers_step": numbers.shape[1] * numbers.itemsize,
            "losses": losses.ctypes.data,
            "shared": shared.ctypes.data,
        }
        table = np.array([values.get(name, 0) for name in FIELDS], np.int64)
        return table, [held, plan, numbers, tables, functions]


class _Helpers:
    """Threads that wait for work for as long as this object lives."""

    def __init__(self) -> None:
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        weakref.finalize(self, _dismiss, self._work, self._threads)

    def ask(self, work: Callable[[int], None], count: int) -> None:
        """Let helpers 1, 2, … do some work."""
        while len(self._threads) < count:
            helper = threading.Thread(target=_help, args=(self._work,), name="native", daemon=True)
            helper.start()
            self._threads.append(helper)
        for number in range(1, count + 1):
            self._work.put(partial(work, number))


def _dismiss(work: SimpleQueue[Callable[[], None] | None], threads: Sequence[threading.Thread]) -> None:
    """Let helpers end, and wait for it: at the program's end one that lets go of tensors would abort it."""
    for _thread in threads:
        work.put(None)
    for thread in threads:
        if thread is not threading.current_thread():
            thread.join()


def _help(work: SimpleQueue[Callable[[], None] | None]) -> None:
    while (task := work.get()) is not None:
        task()
        del task  # and what it holds


def _gradients_of(turn: Turn, chunk: Chunk) -> NativeProgram:
    """Return the program for the loss of a part of a batch and its gradients."""
    batch = chunk.indices.shape[1]
    if batch % PARTS:
        raise Unsupported(
            _("core", "a batch of {batch} samples, which cannot be cut into {parts} equal parts").format(
                batch=batch, parts=PARTS
            )
        )
    inputs = turn.batch_inputs()
    if any(name in inputs for name in chunk.tables):
        raise Unsupported(_("core", "random numbers that belong to whole batches"))
    part = {name: tensor[: batch // PARTS] for name, tensor in sample_batch(chunk).items()}
    recorded = record(turn.gradients, {**inputs, **part})
    if _changes(recorded):
        raise Unsupported(_("core", "statistics that belong to whole batches"))
    return NativeProgram(factors_instead(recorded, rows_of(turn)), frozenset())


def _later(program: NativeProgram) -> list[str]:
    """Return the parameters whose gradients a program leaves as factors."""
    arguments = program.assembly.arguments
    return [name.removeprefix(FRONT) for name in arguments if name.startswith(FRONT)]


def _changes(recorded: Recorded) -> bool:
    """Tell whether a buffer gets a new value."""
    nodes = list(recorded.graph.nodes)
    inputs = dict(zip(recorded.inputs, nodes, strict=False))
    outputs = dict(zip(recorded.outputs, nodes[-1].args[0], strict=True))
    return any(name.startswith("b:") and outputs[name] is not inputs[name] for name in outputs)
