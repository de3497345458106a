"""Work that must not hold up the window: run in a pool, answered in the window's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from nnplayground.core.errors import PlaygroundError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["in_background"]


class _Answer(QObject):
    ready = Signal(object)
    failed = Signal(object)


class _Task(QRunnable):
    def __init__(self, work: Callable[[], Any], answer: _Answer) -> None:
        super().__init__()
        self._work, self._answer = work, answer

    def run(self) -> None:
        try:
            result = self._work()
        except PlaygroundError as error:
            self._answer.failed.emit(error)
        else:
            self._answer.ready.emit(result)


class _Job(QObject):
    """Receives the answer in the thread that asked, then lets go of everything."""

    def __init__(
        self, parent: QObject, done: Callable[[Any], None], failed: Callable[[PlaygroundError], None] | None
    ) -> None:
        super().__init__(parent)
        self._done, self._failed = done, failed
        self.answer = _Answer()
        self.answer.ready.connect(self._on_ready)
        self.answer.failed.connect(self._on_failed)

    @Slot(object)
    def _on_ready(self, result: object) -> None:
        self._done(result)
        self.deleteLater()

    @Slot(object)
    def _on_failed(self, error: PlaygroundError) -> None:
        if self._failed is not None:
            self._failed(error)
        self.deleteLater()


def in_background(
    owner: QObject,
    work: Callable[[], Any],
    done: Callable[[Any], None],
    failed: Callable[[PlaygroundError], None] | None = None,
) -> None:
    """Run ``work`` in the global thread pool and call ``done`` or ``failed`` in ``owner``'s thread.

    An owner that is deleted first hears nothing. An unexpected exception reaches ``threading.excepthook``.
    """
    job = _Job(owner, done, failed)
    QThreadPool.globalInstance().start(_Task(work, job.answer))
