"""What a page saw at earlier steps, thinned so that beginning and present always stay."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nnplayground.train.snapshot import Snapshot

__all__ = ["Mark", "Track"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Mark(Generic[T]):
    """What was seen at one step."""

    epoch: int
    step: int
    value: T


class Track(Generic[T]):
    """Keeps what snapshots said, in the order of steps.

    Going back in time shows the marks up to there; going on from there, on another way than before, drops
    those that came after.

    Parameters
    ----------
    most : int
        Marks shown at once; up to twice as many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._run = -1
        self._gap = 0.0  # steps between two marks that stay
        self._marks: list[Mark[T]] = []
        self._past: Mark[T] | None = None

    def take(self, snapshot: Snapshot, value: T) -> None:
        """Add what a snapshot says; one of another run begins anew."""
        if snapshot.run != self._run:
            self._run, self._marks, self._gap = snapshot.run, [], 0.0
        mark = Mark(snapshot.epoch, snapshot.step, value)
        self._past = mark if snapshot.past else None
        if self._past is not None:
            return
        while self._marks and self._marks[-1].step >= mark.step:
            self._marks.pop()
        if len(self._marks) > 1 and self._marks[-1].step - self._marks[-2].step < self._gap:
            self._marks.pop()  # it was only there as the present
        self._marks.append(mark)
        self._thin()

    def _thin(self) -> None:
        if len(self._marks) <= 2 * self._most:
            return
        first, *rest, last = self._marks
        self._gap = (last.step - first.step) / self._most
        self._marks = [first]
        for mark in rest:
            if mark.step - self._marks[-1].step >= self._gap:
                self._marks.append(mark)
        self._marks.append(last)

    def fill(self, run: int, marks: Iterable[Mark[T]]) -> None:
        """Add what is known of earlier steps of a run from elsewhere, unless another run is shown by now."""
        if run != self._run:
            return
        present = self._marks[-1].step if self._marks else math.inf  # before the present was ever shown
        known = {mark.step: mark for mark in marks if mark.step < present}
        known.update({mark.step: mark for mark in self._marks})
        self._marks = [known[step] for step in sorted(known)]
        self._thin()

    def marks(self) -> list[Mark[T]]:
        """Return at most ``most`` marks up to the step that is shown, evenly spread over the steps."""
        known = self._marks
        if self._past is not None:
            known = [*(mark for mark in known if mark.step < self._past.step), self._past]
        if len(known) <= self._most:
            return list(known)
        first, last = known[0].step, known[-1].step
        wanted = [first + (last - first) * place / (self._most - 1) for place in range(self._most)]
        chosen: dict[int, None] = {}
        at = 0
        for step in wanted:
            while at + 1 < len(known) and abs(known[at + 1].step - step) <= abs(known[at].step - step):
                at += 1
            chosen[at] = None
        return [known[place] for place in chosen]
