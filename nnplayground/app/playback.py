"""Playing the record of a run, forward or backwards, from one kept moment to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import Snapshot

__all__ = ["BACKWARD", "FORWARD", "Playback"]

BACKWARD, STILL, FORWARD = -1, 0, 1
_TICK = 40  # milliseconds between two moments
_LONGEST = 240  # moments shown of a whole record: it should be over in ten seconds


class Playback(QObject):
    """Shows one moment after the other, each only when the one before has been seen.

    Attributes
    ----------
    changed : Signal
        It began, turned round, or ended.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._direction = STILL
        self._is_seen, self._trains_on = True, False
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._advance)
        session.snapshot_taken.connect(self._see)
        session.playing_changed.connect(self._on_playing)

    @property
    def direction(self) -> int:
        """:data:`FORWARD`, :data:`BACKWARD`, or 0 while it stands still."""
        return self._direction

    def toggle(self, direction: int, *, train_on: bool = False) -> None:
        """Play in a direction, or stop if that is what it does.

        Parameters
        ----------
        direction : int
            :data:`FORWARD` or :data:`BACKWARD`.
        train_on : bool
            Whether training goes on once the present is reached.
        """
        if direction == self._direction:
            self.stop()
            return
        started = self._direction == STILL
        self._direction, self._is_seen, self._trains_on = direction, True, train_on
        if started and direction == FORWARD and not self._session.is_past:
            self._session.seek(self._steps()[0] if self._steps() else None)
            self._is_seen = False
        elif started and self._session.is_playing:
            self._session.pause()
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        """Stay at the moment that is shown."""
        if self._direction != STILL:
            self._direction = STILL
            self._timer.stop()
            self.changed.emit()

    def _steps(self) -> list[int]:
        return [moment.step for moment in self._session.timeline.moments()]

    def _advance(self) -> None:
        snapshot = self._session.snapshot
        if not self._is_seen or snapshot is None:
            return
        steps, now = self._steps(), snapshot.step
        skip = max(1, len(steps) // _LONGEST)
        if self._direction == BACKWARD:
            earlier = [step for step in steps if step < now]
            self._show(earlier[-min(skip, len(earlier))] if earlier else None, at_end=len(earlier) <= skip)
            return
        later = [step for step in steps if step > now]
        self._show(later[min(skip, len(later)) - 1] if later else None, at_end=len(later) <= skip)

    def _show(self, step: int | None, *, at_end: bool) -> None:
        if step is not None or self._direction == FORWARD:
            self._is_seen = False
            forward_end = at_end and self._direction == FORWARD
            self._session.seek(None if forward_end else step)
        if at_end:
            self.stop()
            if self._trains_on:
                self._session.play()

    def _see(self, snapshot: Snapshot) -> None:
        del snapshot
        self._is_seen = True

    def _on_playing(self, playing: bool) -> None:
        if playing:
            self.stop()
