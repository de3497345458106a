"""The time of a run on a horizontal axis: by epoch, step or second, linear or logarithmic, zoomed or not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from nnplayground.ui.views.plots import round_step, round_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.ui.views.log import LogCopy

    Floats = NDArray[np.float64]

__all__ = ["UNITS", "Clock", "TimeAxis"]

UNITS = ("epoch", "step", "seconds")
_FINEST = {"epoch": 1.0, "step": 1.0, "seconds": 0.01}
_SHORTEST = {"epoch": 10.0, "step": 10.0, "seconds": 0.1}
_CLOSEST = 1e-4  # the smallest part of the whole that can be zoomed into


class Clock:
    """Tells which epoch and second a step belongs to, and back, by interpolation between known moments."""

    def __init__(self) -> None:
        self._knots = {unit: np.zeros(1) for unit in UNITS}

    def read(self, log: LogCopy, present: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> None:
        """Take the rows of a log, and ``present`` as (epoch, step, seconds) behind them."""
        columns = [log.mean(unit) for unit in UNITS]
        known = len(log) if all(len(column) == len(log) for column in columns) else 0
        for unit, column, last in zip(UNITS, columns, present, strict=True):
            self._knots[unit] = np.concatenate([[0.0], column[:known], [last]])
        for unit in UNITS:
            np.maximum.accumulate(self._knots[unit], out=self._knots[unit])

    def at(self, step: float, unit: str) -> float:
        """Return the epoch (or second) at which ``step`` was done."""
        return self._convert(step, "step", unit)

    def of_epoch(self, epoch: float, unit: str) -> float:
        """Return the step (or second) at which an epoch ended."""
        return self._convert(epoch, "epoch", unit)

    def step(self, value: float, unit: str) -> float:
        """Return the step done at an epoch (or second)."""
        return self._convert(value, unit, "step")

    def places(self, steps: Floats, unit: str) -> Floats:
        """Return the epochs (or seconds) at which ``steps`` were done, shape (n,)."""
        return np.interp(steps, self._knots["step"], self._knots[unit])

    def _convert(self, value: float, source: str, target: str) -> float:
        if source == target:
            return value
        return float(np.interp(value, self._knots[source], self._knots[target]))

    @property
    def steps(self) -> Floats:
        """Steps at which something is known exactly."""
        return self._knots["step"]


class TimeAxis(QObject):
    """Which stretch of time is shown, and where on the screen.

    A logarithmic axis shows log(1 + t), so that the beginning has a place on it.

    Attributes
    ----------
    changed : Signal
        Another stretch, unit or scale is shown.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unit = "epoch"
        self._log = False
        self._last = 0.0
        self._zoom: tuple[float, float] | None = None  # in scaled values

    # -- what is shown ---------------------------------------------------------------------------------

    @property
    def unit(self) -> str:
        """``"epoch"``, ``"step"`` or ``"seconds"``."""
        return self._unit

    @property
    def is_log(self) -> bool:
        """Whether equal distances are equal factors."""
        return self._log

    @property
    def is_zoomed(self) -> bool:
        """Whether a part is shown that the person chose."""
        return self._zoom is not None

    def set_scale(self, unit: str, logarithmic: bool) -> None:
        """Count in another unit, or on another scale; shows everything again."""
        if (unit, logarithmic) != (self._unit, self._log):
            self._unit, self._log, self._zoom = unit, logarithmic, None
            self.changed.emit()

    def set_last(self, last: float) -> None:
        """Say how far the run has come, in the unit of the axis."""
        before, self._last = self._whole(), last
        if self._zoom is None and self._whole() != before:
            self.changed.emit()

    def _whole(self) -> tuple[float, float]:
        """Return everything, up to the next round number, so that the axis steps instead of creeping."""
        return 0.0, float(self.scaled(round_up(max(_SHORTEST[self._unit], self._last))))

    def _shown(self) -> tuple[float, float]:
        return self._zoom or self._whole()

    @property
    def range(self) -> tuple[float, float]:
        """The first and the last value shown."""
        low, high = self._shown()
        return float(self._plain(low)), float(self._plain(high))

    # -- places ----------------------------------------------------------------------------------------

    def scaled(self, values: Any) -> Any:
        """Return values as they lie on the axis: themselves, or their logarithms."""
        if not self._log:
            return values
        return np.log10(1.0 + np.maximum(values, 0.0) / _FINEST[self._unit])

    def _plain(self, scaled: Any) -> Any:
        return (np.power(10.0, scaled) - 1.0) * _FINEST[self._unit] if self._log else scaled

    def fractions(self, values: Any) -> Any:
        """Return where values lie: 0 at the left end, 1 at the right one."""
        low, high = self._shown()
        return (self.scaled(values) - low) / (high - low)

    def value(self, fraction: float) -> float:
        """Return the value at a place."""
        low, high = self._shown()
        return float(self._plain(low + fraction * (high - low)))

    def ticks(self, width: float) -> list[float]:
        """Return round values to be written below an axis of ``width`` pixels."""
        low, high = self.range
        if self._log and high > 30 * max(low, _FINEST[self._unit]):
            finest = round(math.log10(_FINEST[self._unit]))
            decades = [10.0**power for power in range(finest, math.ceil(math.log10(high)) + 1)]
            return [value for value in [0.0, *decades] if low <= value <= high]
        step = round_step((high - low) / max(2.0, min(10.0, width / 80)))
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        return [step * number for number in range(first, last + 1)]

    # -- moving ----------------------------------------------------------------------------------------

    def zoom(self, fraction: float, factor: float) -> None:
        """Show ``factor`` of what is shown, keeping the value at ``fraction`` in its place."""
        low, high = self._shown()
        start, end = self._whole()
        width = min(end - start, max(_CLOSEST * (end - start), (high - low) * factor))
        left = low + fraction * (high - low) - fraction * width
        self._show(left, width)

    def pan(self, fractions: float) -> None:
        """Move on by a part of what is shown."""
        low, high = self._shown()
        self._show(low + fractions * (high - low), high - low)

    def reset(self) -> None:
        """Show everything, and follow the run again."""
        if self._zoom is not None:
            self._zoom = None
            self.changed.emit()

    def _show(self, left: float, width: float) -> None:
        start, end = self._whole()
        left = min(max(start, left), end - width)
        zoom = None if width >= (end - start) * (1 - 1e-9) else (left, left + width)
        if zoom != self._zoom:
            self._zoom = zoom
            self.changed.emit()
