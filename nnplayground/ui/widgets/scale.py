"""The range a number may take and how it steps, shared by sliders and fields."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Scale"]

_PER_DECADE = (1.0, 2.0, 5.0)


@dataclass(frozen=True)
class Scale:
    """A closed range with steps.

    Attributes
    ----------
    minimum, maximum : float
        The ends; either may be infinite for a field.
    step : float
        One press of an arrow key, and the grid values are rounded to.
    logarithmic : bool
        Step through 1, 2, 5, 10, … instead of by ``step``; the minimum must then be positive for a slider.
    """

    minimum: float = 0.0
    maximum: float = 1.0
    step: float = 0.01
    logarithmic: bool = False

    def clamp(self, value: float) -> float:
        """Return the nearest value inside the range."""
        return min(self.maximum, max(self.minimum, value))

    def fraction(self, value: float) -> float:
        """Return where ``value`` lies between the ends, from 0 to 1."""
        value = self.clamp(value)
        low, high = self._bend(self.minimum), self._bend(self.maximum)
        return (self._bend(value) - low) / (high - low) if high > low else 0.0

    def at(self, fraction: float) -> float:
        """Return the value on the grid nearest to ``fraction`` of the way."""
        low, high = self._bend(self.minimum), self._bend(self.maximum)
        bent = low + min(1.0, max(0.0, fraction)) * (high - low)
        return self.snap(10**bent if self.logarithmic else bent)

    def snap(self, value: float) -> float:
        """Round to the grid, staying inside the range."""
        if self.logarithmic:
            return self.clamp(float(f"{value:.1e}"))
        start = self.minimum if math.isfinite(self.minimum) else 0.0
        steps = round((value - start) / self.step)
        # Twelve digits drop the dust of 3 · 0.1 without losing anything a person could see.
        return self.clamp(float(f"{start + steps * self.step:.12g}"))

    def stepped(self, value: float, steps: int) -> float:
        """Return the value ``steps`` presses of an arrow key away."""
        if not self.logarithmic:
            return self.snap(value + steps * self.step)
        for _ in range(abs(steps)):
            value = _next_round(value if value > 0 else 1e-6, up=steps > 0)
        return self.clamp(value)

    def _bend(self, value: float) -> float:
        return math.log10(value) if self.logarithmic else value


def _next_round(value: float, *, up: bool) -> float:
    decade = math.floor(math.log10(value))
    candidates = [float(f"{m}e{e}") for e in range(decade - 1, decade + 2) for m in _PER_DECADE]
    slack = 1e-9 * value
    if up:
        return min(c for c in candidates if c > value + slack)
    return max(c for c in candidates if c < value - slack)
