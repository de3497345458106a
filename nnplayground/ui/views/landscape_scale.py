"""How a loss becomes a height, a colour and a level line: by its logarithm, in bands."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtGui import QColor

from nnplayground.ui.colormap import diverging_lut

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.ui.tokens import Tokens

__all__ = ["BANDS", "Form", "LossScale", "bowl_scales", "scale_of"]

BANDS = 16
_SPAN = 1e-5  # of the largest loss: what is lower looks like this
_FEWEST, _MOST = 7, 18  # level lines
_RINGS = 10
_RIM = 1.7  # how much higher than the start the rim of a bowl is
_MANTISSAS = (
    (1.0,),
    (1.0, 2.0, 5.0),
    (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0),
)


class Form(Enum):
    """What of a loss is its height."""

    LOGARITHM = auto()
    EVEN = auto()  # the loss itself: a parabola looks like one
    ROOT = auto()  # the root of what it is above the lowest: the rings of a bowl lie evenly


@dataclass(frozen=True, slots=True)
class LossScale:
    """A range of losses.

    Attributes
    ----------
    low, high : float
        What is drawn as the deepest and as the highest.
    form : Form
    """

    low: float
    high: float
    form: Form = Form.LOGARITHM

    def height(self, losses: NDArray[Any] | float, *, cut: bool = True) -> NDArray[Any]:
        """Return where losses lie between the ends, 0 to 1; NaN where they are not finite.

        Parameters
        ----------
        losses : array_like
        cut : bool
            Whether what is higher than the upper end looks like it; of a logarithm it always does.
        """
        values = np.asarray(losses, np.float64)
        values = np.where(np.isfinite(values), values, np.nan)
        low, high = self._bent(self.low), self._bent(self.high)
        with np.errstate(invalid="ignore"):
            bent = self._bent(np.maximum(values, self.low))
            most = 1.0 if cut or self.form is Form.LOGARITHM else None
            unit: NDArray[Any] = np.clip((bent - low) / max(high - low, 1e-300), 0, most)
        return unit

    def _bent(self, value: Any) -> Any:
        if self.form is Form.LOGARITHM:
            return np.log10(value)
        return np.sqrt(value - self.low) if self.form is Form.ROOT else value

    def levels(self) -> tuple[float, ...]:
        """Return round losses between the ends, for level lines."""
        if self.form is Form.ROOT:
            return self._rings()
        for mantissas in _MANTISSAS if self.form is Form.LOGARITHM else ():
            found = self._decades(mantissas)
            if len(found) >= _FEWEST:
                return found[:: math.ceil(len(found) / _MOST)]
        return self._even()

    def _decades(self, mantissas: tuple[float, ...]) -> tuple[float, ...]:
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        every = [mantissa * 10.0**decade for decade in decades for mantissa in mantissas]
        return tuple(level for level in every if self.low < level < self.high)

    def _rings(self) -> tuple[float, ...]:
        squares = self.low + (np.arange(1, _RINGS) / _RINGS) ** 2 * (self.high - self.low)
        rounded = dict.fromkeys(float(f"{level:.1g}") for level in squares.tolist())
        return tuple(level for level in rounded if self.low < level < self.high)

    def _even(self) -> tuple[float, ...]:
        rough = (self.high - self.low) / _FEWEST
        power = 10.0 ** math.floor(math.log10(rough))
        step = max(m * power for m in (1, 2, 5) if m * power <= rough * (1 + 1e-9))
        first = math.floor(self.low / step) + 1
        found = [step * number for number in range(first, first + 40) if step * number < self.high]
        return tuple(found)


def scale_of(losses: NDArray[Any], form: Form = Form.LOGARITHM) -> LossScale | None:
    """Return the range that shows ``losses``, None if none is finite.

    Of logarithms, a wall that is higher than a thousand times the middle is cut, so that it does not flatten
    the rest; losses that are not positive have none.
    """
    finite = losses[np.isfinite(losses)]
    if not finite.size:
        return None
    low, high = float(finite.min()), float(finite.max())
    if low < 0 or high <= 0 or form is not Form.LOGARITHM:
        even = Form.EVEN if form is Form.LOGARITHM else form
        return LossScale(low, high if high > low else low + 1.0, even)
    high = min(high, 1e3 * float(np.median(finite)) or high)
    low = max(low, _SPAN * high)
    return LossScale(low, max(high, low * (1 + 1e-6)))


def bowl_scales(losses: NDArray[Any], start: float) -> tuple[LossScale | None, LossScale | None]:
    """Return how the loss of one or two weights is drawn from above and in space.

    In space the bowl has a rim some way above the loss at the ``start``, so that its bottom is not lost under
    the corners.
    """
    above, inside = scale_of(losses, Form.ROOT), scale_of(losses, Form.EVEN)
    if inside is not None and math.isfinite(start) and start > inside.low:
        high = min(inside.high, inside.low + _RIM * (start - inside.low))
        inside = LossScale(inside.low, high, Form.EVEN)
    return above, inside


def band_colour(height: float, tokens: Tokens | None = None) -> QColor:
    """Return the colour of a height: the upper half of the diverging map."""
    place = 128 + round(127 * min(1.0, max(0.0, height)))
    red, green, blue = diverging_lut(tokens)[place]
    return QColor(int(red), int(green), int(blue))
