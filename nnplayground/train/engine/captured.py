"""The way of recorded steps: many in one call, by the kernels that eager uses, bit for bit."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from nnplayground.train.engine import torchscript
from nnplayground.train.engine.capture import capture_parts
from nnplayground.train.engine.generated import write_function
from nnplayground.train.engine.record import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.train.engine import Chunk
    from nnplayground.train.engine.capture import Halves
    from nnplayground.train.engine.native.update import FusedUpdate
    from nnplayground.train.engine.step import Turn

__all__ = ["CapturedWay"]

_KEPT = 64
_NO_UPDATE = record(lambda _none: {}, {})
_as_written: Any = torch.jit.optimized_execution  # type: ignore[attr-defined] # not in its __all__
_functions: OrderedDict[str, Callable[..., list[float]]] = OrderedDict()
_functions_lock = threading.Lock()


class CapturedWay:
    """Runs the steps of one phase with batches of one size.

    Parameters
    ----------
    turn : Turn
    chunk : Chunk
        A sample of what there is to do.
    recorded : tuple of Recorded, optional
        What was recorded of a turn of the same structure.
    script : bool
        Whether TorchScript may be used; generated Python does the same at half the speed.
    fused : bool
        Whether machine code updates the parameters, which goes through memory once but comes back to Python
        after every step: for large networks.

    Raises
    ------
    Unsupported
        If the step cannot be recorded or written.
    """

    name = "captured"
    shared = True
    is_prompt = False

    def __init__(
        self,
        turn: Turn,
        chunk: Chunk,
        recorded: Halves | None = None,
        *,
        script: bool = True,
        fused: bool = False,
    ) -> None:
        parts = capture_parts(turn, chunk, recorded)
        self.fused = fused
        gradients, update = parts.recorded
        self._update = _fused(turn, chunk) if fused else None
        halves = gradients, _NO_UPDATE if fused else update
        self._tables = tuple(sorted(chunk.tables))
        self._precision = turn.program.dtype
        if script and torchscript.available():
            written = torchscript.write_script(*halves, parts.tensors, self._tables)
            self._fixed: list[Tensor] = written.arguments
            self._function = _compiled(written)
        else:
            self._fixed = []
            self._function = write_function(*halves, parts.tensors, self._tables)

    def run(self, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        """Do the steps; see :class:`nnplayground.train.engine.Way`."""
        del turn
        tables = [self._table(chunk, name) for name in self._tables]
        # TorchScript's own optimizations take operations apart, and change the last bit.
        with torch.no_grad(), _as_written(False):
            if self._update is not None:
                return self._one_by_one(chunk, tables, self._update)
            own = (chunk.x, chunk.target, chunk.indices, *tables, len(chunk))
            return np.array(self._function(*self._fixed, *own))

    def _one_by_one(self, chunk: Chunk, tables: list[Tensor], update: FusedUpdate) -> NDArray[np.float64]:
        losses: list[float] = []
        for step in range(len(chunk)):
            now = slice(step, step + 1)
            own = (chunk.x, chunk.target, chunk.indices[now], *[table[now] for table in tables], 1)
            losses += self._function(*self._fixed, *own)
            if not math.isfinite(losses[-1]):
                break
            update.run(chunk, step)
        return np.array(losses)

    def optimize(self) -> None:
        """Wait until the faster code is there, if some is made."""
        if self._update is not None:
            self._update.optimize()

    def _table(self, chunk: Chunk, name: str) -> Tensor:
        table = torch.from_numpy(chunk.tables[name])
        integers = not table.is_floating_point()
        return table.to(chunk.x.device, table.dtype if integers else self._precision)


def _fused(turn: Turn, chunk: Chunk) -> FusedUpdate:
    from nnplayground.train.engine.native.update import FusedUpdate

    return FusedUpdate(turn, chunk)


def _compiled(script: torchscript.Script) -> Callable[..., list[float]]:
    """Return a script's function, made once for all programs of one structure."""
    with _functions_lock:
        if script.text in _functions:
            _functions.move_to_end(script.text)
            return _functions[script.text]
    function = script.compiled()
    with _functions_lock:
        _functions[script.text] = function
        while len(_functions) > _KEPT:
            _functions.popitem(last=False)
    return function
