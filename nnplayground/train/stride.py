"""How many steps fit into one call."""

from __future__ import annotations

__all__ = ["EvenStride", "Stride"]

_MOST = 100_000
_EVEN = 50
_GROWTH = 16.0  # a single quick call may have been luck


class Stride:
    """Keeps calls near a duration: long enough to be worth the call, short enough to obey soon.

    Parameters
    ----------
    seconds : float
        How long a call may take; may be changed at any time.

    Attributes
    ----------
    steps : int
        How many to do in the next call.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.steps = 1

    def took(self, steps: int, seconds: float) -> None:
        """Learn how long a call took."""
        if steps < self.steps and seconds < self.seconds:
            return  # cut short, by the end of an epoch for example: it says only that there was room
        fitting = steps * self.seconds / max(seconds, 1e-9)
        self.steps = max(1, min(_MOST, int(fitting), int(self.steps * _GROWTH)))


class EvenStride(Stride):
    """Calls of equal length, for processes that must do the same whatever their clocks say."""

    def __init__(self) -> None:
        super().__init__(0.0)
        self.steps = _EVEN

    def took(self, steps: int, seconds: float) -> None:
        """Learn nothing."""
        del steps, seconds
