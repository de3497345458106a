"""Filming a run: one moment of its past after the other is shown, and a picture taken of a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from nnplayground.app.tasks import in_background
from nnplayground.projects.film import Frame, pack, write_film
from nnplayground.ui.views.drawing import as_image

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from nnplayground.app.session import Session
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.views.drawing import Drawing

__all__ = ["Filming", "film_frame", "film_steps", "pixels"]

_SETTLE_MS = 150  # views that change at most ten times a second have drawn by then
_PATIENCE_MS = 1500  # then what is shown is filmed again: no moment is nearer


def film_steps(last: int, most: int) -> list[int]:
    """Choose at most ``most`` steps from the first to the ``last``, at equal distances."""
    return [int(step) for step in np.unique(np.linspace(0, last, most).round())]


def pixels(image: QImage) -> NDArray[np.uint8]:
    """Return a copy of an image as (height, width, 3) of red, green and blue."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).copy()


def film_frame(drawing: Drawing, size: QSize) -> QImage:
    """Return what a view shows now, as one picture of a film of this size."""
    own = drawing.size()
    scale = max(1.0, min(size.width() / max(1, own.width()), size.height() / max(1, own.height())))
    image = as_image(drawing, scale)
    image.setDevicePixelRatio(1.0)
    if image.size() == size:
        return image
    fitted = image.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return fitted if fitted.size() == size else fitted.scaled(size)


class Filming(QObject):
    """Goes through moments of a run, and writes what a view showed of each.

    Attributes
    ----------
    progressed : Signal(int, int)
        So many of so many pictures are taken; when all are, counts again how many are written.
    done : Signal(Path)
        The film is on disk.
    failed : Signal(PlaygroundError)
        It is not.
    ended : Signal
        After either of these, and after it was cancelled: the run is as it was before.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()
    _written = Signal(int)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._take)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._take)
        self._written.connect(self._on_written, Qt.ConnectionType.QueuedConnection)
        self._is_running = False
        self._cancelled = False
        session.snapshot_taken.connect(self._on_snapshot)

    @property
    def is_running(self) -> bool:
        """Whether a film is being made."""
        return self._is_running

    def start(self, drawing: Drawing, path: Path, steps: Sequence[int], size: QSize, rate: float) -> None:
        """Film ``drawing`` at these steps of the run, in pictures of this size, so many a second."""
        snapshot = self._session.snapshot
        self._was_playing = self._session.is_playing
        self._was_at = snapshot.step if snapshot is not None and snapshot.past else None
        self._drawing, self._path, self._size, self._rate = drawing, path, size, rate
        self._steps = list(steps)
        self._taken_at = -1 if snapshot is None else snapshot.step
        self._frames: dict[int, Frame] = {}
        self._next = 0
        self._cancelled, self._is_running = False, True
        self._seek()

    def cancel(self) -> None:
        """End without a film."""
        self._cancelled = True
        if self._is_running and self._next < len(self._steps):
            self._finish()

    # -- taking ----------------------------------------------------------------------------------------

    def _seek(self) -> None:
        self._patience.start()
        self._session.seek(self._steps[self._next])

    def _on_snapshot(self, snapshot: Snapshot) -> None:
        if not self._is_running or self._next >= len(self._steps) or self._settle.isActive():
            return
        # Where exactly that step cannot be gone back to at once, a moment near it is shown.
        arrived = snapshot.step == self._steps[self._next] or snapshot.step != self._taken_at
        if arrived and self._session.is_watched(snapshot):
            self._settle.start()

    def _take(self) -> None:
        self._settle.stop()
        self._patience.stop()
        snapshot = self._session.snapshot
        if snapshot is not None:
            self._taken_at = snapshot.step
        number = self._next
        image = film_frame(self._drawing, self._size)
        in_background(self, lambda: (number, pack(pixels(image))), self._keep)
        self._next += 1
        if self._next < len(self._steps):
            self._seek()

    def _keep(self, packed: tuple[int, Frame]) -> None:
        number, frame = packed
        self._frames[number] = frame
        if not self._is_running:
            return
        self.progressed.emit(len(self._frames), len(self._steps))
        if len(self._frames) == len(self._steps):
            self._write()

    # -- writing ---------------------------------------------------------------------------------------

    def _write(self) -> None:
        frames = [self._frames[number] for number in sorted(self._frames)]
        path, rate = self._path, self._rate
        in_background(
            self, lambda: write_film(path, frames, rate, self._told), self._on_done, self._on_failed
        )

    def _told(self, count: int) -> bool:
        """Hear from the writing thread, and say whether to go on."""
        self._written.emit(count)
        return not self._cancelled

    def _on_written(self, count: int) -> None:
        if self._is_running:
            self.progressed.emit(count, len(self._steps))

    def _on_done(self, complete: bool) -> None:
        if complete:
            self.done.emit(self._path)
        self._finish()

    def _on_failed(self, error: PlaygroundError) -> None:
        self.failed.emit(error)
        self._finish()

    def _finish(self) -> None:
        self._is_running = False
        self._settle.stop()
        self._patience.stop()
        self._frames = {}
        self._session.seek(self._was_at)
        if self._was_playing:
            self._session.play()
        self.ended.emit()
