"""The vertical scale of a chart: linear or logarithmic, widened to round numbers so that it steps."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.ui.views.plots import decade_ticks, round_step, round_up

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

__all__ = ["ValueAxis"]

_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """A range of values and how they lie in it.

    Attributes
    ----------
    low, high : float
        The ends, as logarithms where ``is_log``.
    """

    low: float
    high: float
    is_log: bool = False

    @staticmethod
    def around(
        bounds: Iterable[tuple[float, float]], *, is_log: bool, share: bool = False, factor: float = 1.0
    ) -> ValueAxis:
        """Return an axis that holds all ``bounds``.

        Parameters
        ----------
        bounds : iterable of (float, float)
            Least and largest value of each curve.
        share : bool
            Whether the values are parts of a whole, for which the axis does not go beyond 1.
        factor : float
            How many times as much as needed is shown; below 1 cuts off the top.
        """
        ends = [end for pair in bounds for end in pair if math.isfinite(end) and (end > 0 or not is_log)]
        if is_log:
            low, high = _decades(ends)
        else:
            low, high = _plain(ends, share)
        return ValueAxis(low, low + (high - low) * factor, is_log)

    def scaled(self, values: Any) -> Any:
        """Return values as they lie on the axis."""
        if not self.is_log:
            return values
        with np.errstate(invalid="ignore"):
            return np.log10(np.maximum(values, _TINY))

    def fractions(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return where values lie: 0 at the bottom, 1 at the top."""
        result: NDArray[Any] = (self.scaled(values) - self.low) / (self.high - self.low)
        return result

    def ticks(self, height: float) -> list[tuple[float, float]]:
        """Return (fraction, value) of what is written beside an axis of ``height`` pixels."""
        span = self.high - self.low
        if self.is_log:
            places = decade_ticks(self.low, self.high)
            places = places[:: max(1, math.ceil(len(places) * 18 / max(18.0, height)))]
            return [((place - self.low) / span, 10**place) for place in places]
        step = round_step(span / max(2.0, min(6.0, height / 34)))
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [((step * n - self.low) / span, step * n) for n in range(first, last + 1)]


def _decades(ends: list[float]) -> tuple[float, float]:
    """Widen to thirds of a decade, so that the axis steps instead of creeping."""
    if not ends:
        return -1.0, 0.0
    low, high = math.log10(max(_TINY, min(ends))), math.log10(max(_TINY, *ends))
    return math.floor(3 * low - 0.15) / 3, math.ceil(3 * high + 0.15) / 3


def _plain(ends: list[float], share: bool) -> tuple[float, float]:
    if not ends:
        return 0.0, 1.0
    low, high = min(ends), max(ends)
    if share:
        low, high = math.floor(10 * low) / 10, min(1.0, math.ceil(10 * high + 1e-9) / 10)
        return (low, high) if high > low else (low - 0.1, low)
    if low >= 0:
        return 0.0, round_up(max(high * 1.02, 1e-9))
    step = round_step((high - low) / 4)
    return step * math.floor(low / step), step * math.ceil(high / step + 1e-9)
