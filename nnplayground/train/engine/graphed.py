"""The captured way on a CUDA device: one recorded step as a CUDA graph, launched once per step.

A launch takes nothing from Python: batches, the numbers that change from step to step and the losses lie in
buffers on the device, and a counter there says which row is next. The processor waits for the device once per
call. A step whose loss is not finite, and every step after it, leaves all state as it was, because whether to
go on is a number on the device too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from nnplayground.core.text import translatable as _
from nnplayground.train.engine.capture import capture_parts
from nnplayground.train.engine.eager import up_to_failure
from nnplayground.train.engine.record import Unsupported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.train.engine import Chunk
    from nnplayground.train.engine.capture import CapturedParts, Halves
    from nnplayground.train.engine.step import Turn

    Replay = Callable[[], None]
    Make = Callable[["StaticStep"], Replay]

__all__ = ["GraphedWay", "StaticStep", "cuda_graph"]

_ROWS = 256  # steps between two fillings of the buffers
_WARM_UPS = 3  # libraries choose kernels and take their workspaces in the first calls


class StaticStep:
    """One step that reads and writes only tensors whose places never change.

    Parameters
    ----------
    parts : CapturedParts
    chunk : Chunk
        A sample of what there is to do; its training set is read where it lies.

    Attributes
    ----------
    x, target : Tensor
        That training set.
    going : Tensor
        0-d, bool: whether every loss so far was finite. While it is false no step changes anything.
    """

    def __init__(self, parts: CapturedParts, chunk: Chunk) -> None:
        self._gradients, self._update = parts.recorded
        self._tensors = parts.tensors
        self.x, self.target = chunk.x, chunk.target
        device = chunk.x.device
        self._indices = torch.zeros((_ROWS, chunk.indices.shape[1]), dtype=torch.int64, device=device)
        self._tables = {name: parts.tensors[name].new_zeros(_ROWS) for name in chunk.tables}
        self._losses = torch.zeros(_ROWS, dtype=torch.float64, device=device)
        self._row = torch.zeros(1, dtype=torch.int64, device=device)
        self.going = torch.zeros((), dtype=torch.bool, device=device)

    def fill(self, indices: Tensor, tables: dict[str, Tensor]) -> None:
        """Set out the next steps, at most as many as there are rows."""
        self._row.zero_()
        self._indices[: len(indices)].copy_(indices)
        for name, table in tables.items():
            self._tables[name][: len(table)].copy_(table)

    def losses(self, count: int) -> Tensor:
        """Return a copy of the first ``count`` losses since the buffers were filled."""
        return self._losses[:count].clone()

    @torch.no_grad()
    def __call__(self) -> None:
        """Do the step of the next row."""
        batch = self._indices.index_select(0, self._row)[0]
        numbers = {name: table.index_select(0, self._row)[0] for name, table in self._tables.items()}
        # Some kernels of the device write running statistics where they read them.
        buffers = {n: tensor.clone() for n, tensor in self._tensors.items() if n.startswith("b:")}
        data = {"x": self.x.index_select(0, batch), "target": self.target.index_select(0, batch)}
        found = self._gradients.run({**self._tensors, **numbers, **buffers, **data})
        loss = found.pop("loss")
        self._losses.index_copy_(0, self._row, loss.double().reshape(1))
        self.going.logical_and_(loss.isfinite())
        self._write(found)
        self._write(self._update.run({**self._tensors, **numbers}))
        self._row.add_(1)

    def _write(self, found: dict[str, Tensor]) -> None:
        for name, value in found.items():
            tensor = self._tensors[name]
            tensor.copy_(torch.where(self.going, value, tensor))


def cuda_graph(step: StaticStep) -> Replay:
    """Return the launch of a step as a CUDA graph.

    Raises
    ------
    Unsupported
        If an operation of it cannot be in one, or memory does not hold it.
    """
    try:
        side = torch.cuda.Stream(step.x.device)  # type: ignore[no-untyped-call]
        side.wait_stream(torch.cuda.current_stream(step.x.device))
        step.going.fill_(False)  # warming up changes nothing
        with torch.cuda.stream(side):
            for _warm_up in range(_WARM_UPS):
                step()
        torch.cuda.current_stream(step.x.device).wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        # Other threads may use the device while this one is writing.
        with torch.cuda.graph(graph, stream=side, capture_error_mode="thread_local"):
            step()
    except RuntimeError as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise Unsupported(_("core", "no CUDA graph can be made ({reason})").format(reason=reason)) from error
    return graph.replay


class GraphedWay:
    """Runs the steps of one phase with batches of one size.

    Parameters
    ----------
    turn : Turn
    chunk : Chunk
        A sample of what there is to do, from the training set that all of it is from.
    recorded : tuple of Recorded, optional
        What was recorded of a turn of the same structure.
    make : callable, optional
        Turns the step into what runs it again and again.

    Raises
    ------
    Unsupported
        If the step cannot be recorded, or made into a graph.
    """

    name = "captured"
    shared = False
    is_prompt = False

    def __init__(
        self, turn: Turn, chunk: Chunk, recorded: Halves | None = None, *, make: Make = cuda_graph
    ) -> None:
        self._step = StaticStep(capture_parts(turn, chunk, recorded), chunk)
        self._replay = make(self._step)

    def run(self, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        """Do the steps; see :class:`nnplayground.train.engine.Way`."""
        del turn
        self._step.going.fill_(True)
        losses: NDArray[np.float64] = torch.cat(list(self._launched(chunk))).cpu().numpy()
        return up_to_failure(losses)

    def _launched(self, chunk: Chunk) -> Iterator[Tensor]:
        """Launch every step and yield the losses, which are there once the device is done."""
        device = chunk.x.device
        tables = {name: torch.from_numpy(table).to(device) for name, table in chunk.tables.items()}
        for first in range(0, len(chunk), _ROWS):
            rows = slice(first, first + _ROWS)
            indices = chunk.indices[rows]
            self._step.fill(indices, {name: table[rows] for name, table in tables.items()})
            for _row in range(len(indices)):
                self._replay()
            yield self._step.losses(len(indices))
