"""Work that must not hold up the window: run in a pool, answered in the window's thread."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from functools import cache
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from nnplayground.core.errors import PlaygroundError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["in_background"]


class _Job:
    """One piece of work and who waits for it; plain Python, so that any thread may let go of it."""

    def __init__(
        self,
        owner: QObject,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[PlaygroundError], None] | None,
    ) -> None:
        self._owner, self._work = owner, work
        self._done, self._failed = done, failed
        self._result: Any = None
        self._error: PlaygroundError | None = None

    def run(self) -> bool:
        """Do the work; False if it broke in a way nobody expected, which the thread's hook hears of."""
        try:
            self._result = self._work()
        except PlaygroundError as error:
            self._error = error
        except Exception:
            threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread())))
            return False
        return True

    def answer(self) -> None:
        """Tell the owner, if it is still there."""
        if not shiboken6.isValid(self._owner):
            return
        if self._error is None:
            self._done(self._result)
        elif self._failed is not None:
            self._failed(self._error)


class _Post(QObject):
    """Carries finished jobs into the window's thread.

    There is one, for as long as the program runs: an object of Qt that is made or released by a worker while
    the window delivers its events brings the program down. For the same reason the signal carries nothing,
    and a job is let go of in the window's thread.
    """

    arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._open: set[_Job] = set()
        self._finished: SimpleQueue[tuple[_Job, bool]] = SimpleQueue()
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def send(self, job: _Job) -> None:
        """Run a job in the pool."""
        self._open.add(job)
        QThreadPool.globalInstance().start(lambda: self._run(job))

    def _run(self, job: _Job) -> None:
        self._finished.put((job, job.run()))
        with suppress(RuntimeError):  # the program has ended meanwhile, and Qt's part of this with it
            self.arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        while not self._finished.empty():
            job, answered = self._finished.get()
            self._open.discard(job)
            if answered:
                job.answer()


@cache
def _post() -> _Post:
    return _Post()


def in_background(
    owner: QObject,
    work: Callable[[], Any],
    done: Callable[[Any], None],
    failed: Callable[[PlaygroundError], None] | None = None,
) -> None:
    """Run ``work`` in the global thread pool and call ``done`` or ``failed`` in the window's thread.

    Call it from the window's thread. An owner that is deleted first hears nothing. An unexpected exception
    reaches ``threading.excepthook``.
    """
    _post().send(_Job(owner, work, done, failed))
