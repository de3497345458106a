"""When to look at a run again: as often as can be seen, and seldom enough that training hardly notices."""

from __future__ import annotations

import time
from collections import deque
from statistics import median

__all__ = ["Publishing"]

_SHARE = 29  # training gets at least so many times the time of looking
_SLOWEST = 0.5  # seconds between two snapshots, however much a look costs
_ALIKE = (
    8  # looks whose usual cost sets the rest: one that had to wait for the window is no reason to stutter
)


class Publishing:
    """Remembers the last look.

    Attributes
    ----------
    rate : float
        Looks per second that are wanted at most.
    """

    def __init__(self) -> None:
        self.rate = 30.0
        self._looked = 0.0
        self._costs: deque[float] = deque(maxlen=_ALIKE)
        self._shown = (0, 0)

    def looked(self, started: float, here: tuple[int, int]) -> None:
        """Note a look that began at ``started``, at the run and step ``here``."""
        self._shown, self._looked = here, time.perf_counter()
        self._costs.append(self._looked - started)

    def due_at_full_speed(self) -> bool:
        """Tell whether to look again while training never waits."""
        rest = max(1 / self.rate, min(_SLOWEST, _SHARE * median(self._costs or (0.0,))))
        return time.perf_counter() - self._looked >= rest

    def due_at_pace(self, pace: float, due: float, here: tuple[int, int], *, waits: bool) -> bool:
        """Tell whether to look again while training keeps to so many epochs per second.

        Parameters
        ----------
        pace : float
        due : float
            When the next epoch is to begin.
        here : (int, int)
            Run and step.
        waits : bool
            Whether an epoch is done and there is time to look.
        """
        now, rest = time.perf_counter(), 1 / self.rate
        if waits:
            often = pace > self.rate and now - self._looked < 0.75 * rest
            return self._shown != here and not often
        return now - max(self._looked, due) >= rest
