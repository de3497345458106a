"""Downloads of data sets, which go on whatever window or language is shown."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from nnplayground.app.long_task import LongTask

if TYPE_CHECKING:
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.data.downloading import Published

__all__ = ["Downloads", "downloads"]


class Downloads(QObject):
    """One download at a time for each data set.

    Attributes
    ----------
    changed : Signal(str)
        The download of this set has begun, come further, or ended.
    arrived : Signal(str)
        The set is here.
    """

    changed = Signal(str)
    arrived = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: dict[str, LongTask] = {}
        self._errors: dict[str, PlaygroundError] = {}
        self.mirror = ""
        """An address to fetch from instead of the publisher's."""

    def start(self, kind: str, published: Published) -> None:
        """Fetch a set, unless it is being fetched."""
        task = self._tasks.get(kind)
        if task is None:
            task = self._tasks[kind] = LongTask(self)
            task.setObjectName(kind)
            task.progressed.connect(self._on_progress)
            task.done.connect(self._on_done)
            task.failed.connect(self._on_failed)
        if not task.is_running:
            self._errors.pop(kind, None)
            task.start(partial(published.fetch, place=self.mirror))
            self.changed.emit(kind)

    def cancel(self, kind: str) -> None:
        """Stop fetching; what has come stays for the next time."""
        if kind in self._tasks:
            self._tasks[kind].cancel()
            self.changed.emit(kind)

    def progress(self, kind: str) -> tuple[int, int] | None:
        """Return the bytes that are here and those there will be; None if it is not being fetched."""
        task = self._tasks.get(kind)
        return task.progress if task is not None and task.is_running else None

    def error(self, kind: str) -> PlaygroundError | None:
        """Return why the last attempt failed."""
        return self._errors.get(kind)

    def _on_progress(self) -> None:
        self.changed.emit(self._kind())

    def _on_done(self) -> None:
        kind = self._kind()
        self.arrived.emit(kind)
        self.changed.emit(kind)

    def _on_failed(self, error: PlaygroundError) -> None:
        kind = self._kind()
        self._errors[kind] = error
        self.changed.emit(kind)

    def _kind(self) -> str:
        sender = self.sender()
        return sender.objectName() if sender is not None else ""


@cache
def downloads() -> Downloads:
    """Return those of the program."""
    return Downloads(QCoreApplication.instance())
