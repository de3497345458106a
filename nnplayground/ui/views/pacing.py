"""Pictures that change at most ten times a second, the last one never being lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from nnplayground.train.snapshot import Snapshot

__all__ = ["Paced"]

_INTERVAL_MS = 100


class Paced(QObject):
    """Passes snapshots on at a pace that eyes can follow.

    Attributes
    ----------
    due : Signal(object)
        A :class:`Snapshot` to be drawn now: the newest.
    """

    due = Signal(object)

    def __init__(self, parent: QObject, interval: int = _INTERVAL_MS) -> None:
        super().__init__(parent)
        self._waiting: Snapshot | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(interval)
        self._timer.timeout.connect(self._pass_on)

    def take(self, snapshot: Snapshot) -> None:
        """Pass a snapshot on, at once or when it is time; an unread one is replaced."""
        self._waiting = snapshot
        if not self._timer.isActive():
            self._pass_on()

    def _pass_on(self) -> None:
        snapshot, self._waiting = self._waiting, None
        if snapshot is not None:
            self._timer.start()
            self.due.emit(snapshot)
