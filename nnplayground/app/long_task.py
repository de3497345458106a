"""One long piece of work beside the window: it tells how far it is, and can be cancelled."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from nnplayground.core.errors import PlaygroundError
from nnplayground.data.images.found import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable

    Progress = Callable[[int, int], None]
    ShouldStop = Callable[[], bool]
    Work = Callable[[Progress, ShouldStop], Any]

__all__ = ["LongTask"]

_POLL = 50  # milliseconds
_WAIT = 5.0  # seconds that the program's end waits for a thread to see that it is cancelled


class _Job:
    """The work and what has come of it; plain Python, so that the thread touches nothing of Qt."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._cancelled = threading.Event()
        self.progress = (0, 0)
        self.result: Any = None
        self.error: PlaygroundError | None = None
        self.succeeded = False
        self.thread = threading.Thread(target=self._run, name="long-task", daemon=True)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled.set()

    def end(self) -> None:
        """Cancel it and wait a little."""
        self.cancel()
        self.thread.join(_WAIT)

    def _tell(self, done: int, of: int) -> None:
        self.progress = (done, of)

    def _run(self) -> None:
        try:
            self.result = self._work(self._tell, self._cancelled.is_set)
            self.succeeded = not self._cancelled.is_set()
        except Stopped:
            return
        except PlaygroundError as error:
            self.error = error
        except Exception:
            threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread())))


class _Current:
    """Holds the job, for whoever outlives the task to cancel it."""

    def __init__(self) -> None:
        self.job: _Job | None = None

    def cancel(self, *_ignored: object) -> None:
        """Ask the work to stop, if there is any."""
        if self.job is not None:
            self.job.cancel()


class LongTask(QObject):
    """Runs one piece of work at a time in a thread of its own; another one takes the place of the first.

    Attributes
    ----------
    progressed : Signal(int, int)
        How much is done, and of how much; often, but not at every step.
    done : Signal(object)
        The result.
    failed : Signal(object)
        A :class:`PlaygroundError`.
    ended : Signal
        It works no longer: after ``done`` or ``failed``, and after a cancellation.
    """

    progressed = Signal(object, object)  # numbers of bytes may be larger than Qt's int
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current = _Current()
        self.destroyed.connect(self._current.cancel)
        self._told = (0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL)
        self._timer.timeout.connect(self._poll)
        program = QCoreApplication.instance()
        if program is not None:
            program.aboutToQuit.connect(self.close)

    @property
    def is_running(self) -> bool:
        """Whether something is being done."""
        return self._current.job is not None

    @property
    def progress(self) -> tuple[int, int]:
        """How much is done, and of how much; zeros while that is not known."""
        job = self._current.job
        return job.progress if job is not None else (0, 0)

    def start(self, work: Work) -> None:
        """Begin; ``work(progress, should_stop)`` runs in the thread and returns the result.

        It may raise :class:`PlaygroundError`, and :class:`Stopped` when it was told to stop.
        """
        self._current.cancel()
        job = self._current.job = _Job(work)
        self._told = (0, 0)
        job.thread.start()
        self._timer.start()

    def cancel(self) -> None:
        """Stop; nothing more is heard of the work."""
        if self._current.job is not None:
            self._current.cancel()
            self._finish()
            self.ended.emit()

    def close(self) -> None:
        """Stop and wait a little for the thread."""
        job = self._current.job
        if job is not None:
            self._finish()
            job.end()

    def _finish(self) -> None:
        self._current.job = None
        self._timer.stop()

    def _poll(self) -> None:
        job = self._current.job
        if job is None:
            return
        if job.progress != self._told:
            self._told = job.progress
            self.progressed.emit(*self._told)
        if job.thread.is_alive() or job is not self._current.job:
            return
        self._finish()
        if job.error is not None:
            self.failed.emit(job.error)
        elif job.succeeded:
            self.done.emit(job.result)
        self.ended.emit()
