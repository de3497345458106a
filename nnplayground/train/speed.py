"""How fast a run goes, as the status bar says it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnplayground.train.engine.engine import Engine

__all__ = ["Speed"]

_SPAN = 1.0  # seconds that are averaged over


class Speed:
    """Epochs per second over the last second or so, and what the last steps were done by.

    Attributes
    ----------
    engine, note : str
        The engine's name, and why it is not a faster one; both empty before the first step of a network.
    """

    def __init__(self) -> None:
        self.forget()
        self._seen: deque[tuple[float, float]] = deque(maxlen=64)

    def ran_by(self, engine: Engine) -> None:
        """Note what has just done steps."""
        self.engine, self.note = engine.name, engine.note

    def forget(self) -> None:
        """Note that another network is to be trained."""
        self.engine = self.note = ""

    def stop(self) -> None:
        """Forget what was seen: training has paused, or is another."""
        self._seen.clear()

    def at(self, now: float, position: float) -> float:
        """Return the speed, having come to ``position`` epochs at the time ``now``."""
        self._seen.append((now, position))
        while len(self._seen) > 2 and now - self._seen[0][0] > _SPAN:
            self._seen.popleft()
        then, before = self._seen[0]
        return (position - before) / (now - then) if now > then else 0.0
