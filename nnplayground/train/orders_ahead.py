"""Orders of whole epochs that are drawn while the engine trains on those before.

Machine code trains a small network so fast that deciding which sample comes next takes a sixth of the time.
That is done beside it by another thread, from a copy of the generator's state. The generator itself goes on
only with what is used; so whatever happens in between, the same numbers come in the same order. Where others
want the cores too, that thread would take from this one what it gives: if it is late, it is left alone for a
while.
"""

from __future__ import annotations

import atexit
import threading
from dataclasses import dataclass
from functools import cache
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.train.cores import spare_cores
from nnplayground.train.engine.native.shuffling import draw_rows
from nnplayground.train.turns import takes_turns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.train.engine.native.shuffling import Drawn

    Indices = NDArray[np.int64]

__all__ = ["OrdersAhead"]

_WORTH = 50_000  # numbers, some 0.2 ms: asking another thread takes a tenth of that
_REST = 64  # calls, about a second
_MORE = 8  # an eighth more than last time, because calls last as long as they may, not as many steps


@dataclass(slots=True, eq=False)
class _Job:
    """Orders that are being drawn.

    Attributes
    ----------
    state : dict
        Of the generator, before them.
    block : ndarray
        One in every row but the first, where what is left of a begun epoch finds room.
    wanted : bool
        Whether they are still.
    drawn : Drawn or None
        They, when they are there.
    """

    state: Any
    block: Indices
    wanted: bool = True
    drawn: Drawn | None = None


@cache
def _jobs() -> SimpleQueue[_Job | None]:
    """Return where the one thread that draws for everybody takes its jobs from."""
    jobs: SimpleQueue[_Job | None] = SimpleQueue()
    thread = threading.Thread(target=_draw, args=(jobs,), name="orders", daemon=True)
    thread.start()
    atexit.register(thread.join)  # machine code must not be running when it is unloaded
    atexit.register(jobs.put, None)  # called before the other
    return jobs


def _draw(jobs: SimpleQueue[_Job | None]) -> None:
    while (job := jobs.get()) is not None:
        if job.wanted:
            job.drawn = draw_rows(job.state, job.block[1:])
        del job  # the next one may be long in coming


class OrdersAhead:
    """Draws the orders of ``samples`` samples ahead, one job at a time."""

    def __init__(self, samples: int) -> None:
        self._samples = samples
        self._job: _Job | None = None
        self._drawn: Drawn | None = None
        self._rest = 0

    def begin(self, rng: np.random.Generator, numbers: int) -> None:
        """Begin to draw what follows, for a plan about as long as one of so many numbers.

        Where several networks train at once every core has something to do already.
        """
        if self._job is not None or numbers < _WORTH or takes_turns() or not spare_cores():
            return
        rows = numbers // self._samples
        self._rest -= self._rest > 0
        if rows and not self._rest:
            state: Any = rng.bit_generator.state
            block = np.empty((1 + rows + rows // _MORE + 1, self._samples), np.int64)
            self._job = _Job(state, block)
            _jobs().put(self._job)

    def room(self, rng: np.random.Generator, begun: int, numbers: int) -> Indices | None:
        """Return memory for ``numbers`` that holds orders already, behind the ``begun`` first; or nothing.

        It is nobody else's, and may be overwritten.
        """
        self._drawn = None
        if numbers < _WORTH or self._job is None:
            return None
        job, self._job = self._job, None
        job.wanted = False
        if job.state != rng.bit_generator.state or numbers > begun + job.block[1:].size:
            return None
        if job.drawn is None:
            self._rest = _REST
            return None
        self._drawn = job.drawn
        return job.block.reshape(-1)[self._samples - begun :][:numbers]

    def holds(self, rng: np.random.Generator, orders: Indices) -> bool:
        """Tell whether ``orders`` are drawn already; if so, the generator goes on behind them."""
        drawn, self._drawn = self._drawn, None
        if drawn is None or orders.ctypes.data != drawn.orders.ctypes.data:
            return False
        if orders.shape[1] != drawn.orders.shape[1] or drawn.state_after(0) != rng.bit_generator.state:
            return False
        rng.bit_generator.state = drawn.state_after(len(orders))
        return True
