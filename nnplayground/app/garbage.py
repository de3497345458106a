"""Garbage is collected in the window's thread only."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

__all__ = ["Collector", "collect"]

_PERIOD_MS = 200


def collect() -> int:
    """Collect the oldest generation whose turn it is, as Python would, and return which; −1 for none."""
    for generation in (2, 1, 0):
        threshold = gc.get_threshold()[generation]
        if threshold and gc.get_count()[generation] > threshold:
            gc.collect(generation)
            return generation
    return -1


class Collector(QObject):
    """Takes the collecting of cycles from whichever thread happens to allocate, by a timer.

    Python collects in the thread that allocates the last straw. Where that is the training thread, it would
    destroy objects of Qt that belong to the window's thread while this one is using them, which ends the
    program. What is no part of a cycle still goes at once.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_PERIOD_MS)
        self._timer.timeout.connect(collect)
        self._timer.start()
