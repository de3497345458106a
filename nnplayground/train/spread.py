"""What is left of many numbers: how many, their mean, their minimum and maximum."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Spread"]


class Spread:
    """Gathers numbers until somebody takes what is left of them.

    Attributes
    ----------
    count : int
        How many were gathered.
    """

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self.count, self._sum = 0, 0.0
        self._low, self._high = math.inf, -math.inf

    def add(self, values: NDArray[np.float64]) -> None:
        """Gather some."""
        if len(values):
            self.count += len(values)
            self._sum += float(values.sum())
            self._low = min(self._low, float(values.min()))
            self._high = max(self._high, float(values.max()))

    def taken(self) -> tuple[float, float, float]:
        """Return mean, minimum and maximum, and begin anew; there must be some."""
        found = self._sum / self.count, self._low, self._high
        self._clear()
        return found
