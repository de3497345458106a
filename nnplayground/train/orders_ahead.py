"""Orders of whole epochs that are drawn while the engine trains on those before.

Machine code trains a small network so fast that deciding which sample comes next takes a sixth of the time.
That is done beside it by another thread, from a copy of the generator's state. The generator itself goes on
only with what is used; so whatever happens in between, the same numbers come in the same order.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.train.cores import cores
from nnplayground.train.engine.native.shuffling import draw_rows
from nnplayground.train.turns import takes_turns

if TYPE_CHECKING:
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from nnplayground.train.engine.native.shuffling import Drawn

    Indices = NDArray[np.int64]

__all__ = ["OrdersAhead"]

_WORTH = 50_000  # numbers, some 0.2 ms: asking another thread takes a tenth of that
_MORE = 8  # an eighth more than last time, because calls last as long as they may, not as many steps


@cache
def _helper() -> ThreadPoolExecutor:
    """Return the one thread that draws for everybody; whoever finds it busy draws by himself."""
    return ThreadPoolExecutor(1, "orders")


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """Orders that are being drawn.

    Attributes
    ----------
    state : dict
        Of the generator, before them.
    block : ndarray
        One in every row but the first, where what is left of a begun epoch finds room.
    drawn : Future
    """

    state: Any
    block: Indices
    drawn: Future[Drawn | None]


class OrdersAhead:
    """Draws the orders of ``samples`` samples ahead, one job at a time."""

    def __init__(self, samples: int) -> None:
        self._samples = samples
        self._job: _Job | None = None
        self._drawn: Drawn | None = None

    def begin(self, rng: np.random.Generator, numbers: int) -> None:
        """Begin to draw what follows, for a plan about as long as one of so many numbers.

        Where several networks train at once every core has something to do already.
        """
        if self._job is not None or numbers < _WORTH or takes_turns() or cores() == 1:
            return
        rows = numbers // self._samples
        if rows:
            state: Any = rng.bit_generator.state
            block = np.empty((1 + rows + rows // _MORE + 1, self._samples), np.int64)
            self._job = _Job(state, block, _helper().submit(draw_rows, state, block[1:]))

    def room(self, rng: np.random.Generator, begun: int, numbers: int) -> Indices | None:
        """Return memory for ``numbers`` that holds orders already, behind the ``begun`` first; or nothing.

        It is nobody else's, and may be overwritten.
        """
        self._drawn = None
        if numbers < _WORTH or self._job is None:
            return None
        job, self._job = self._job, None
        if job.drawn.cancel() or numbers > begun + job.block[1:].size or job.state != rng.bit_generator.state:
            return None
        self._drawn = job.drawn.result()
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
