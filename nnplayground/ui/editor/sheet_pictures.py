"""Pictures of thousands of weights, drawn a little at a time so that the window never waits for them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QTimer
from PySide6.QtGui import QPainter, QPixmap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nnplayground.ui.editor.still import StillScene
    from nnplayground.ui.editor.strokes import Stroke
    from nnplayground.ui.editor.weights import WeightSheet

__all__ = ["Picture", "SheetPictures"]

_BUDGET = 0.006  # seconds at a time; a frame at 60 Hz has 16 ms
_BREAK_MS = 8
_REST_MS = 120  # how long view and cards must stand still before what is only coarse is drawn anew


@dataclass(frozen=True)
class Picture:
    """Part of a sheet as pixels.

    Attributes
    ----------
    area : QRectF
        What part of the scene it shows.
    scale : float
        Pixels of the screen per unit of the scene.
    places, values : int
        The state of the sheet's ends and of its weights when it was drawn.
    """

    pixmap: QPixmap
    area: QRectF
    scale: float
    places: int
    values: int


class _Job:
    def __init__(self, sheet: WeightSheet, area: QRectF, scale: float) -> None:
        self.sheet = sheet
        pixmap = QPixmap(max(1, round(area.width() * scale)), max(1, round(area.height() * scale)))
        pixmap.fill("transparent")
        self.picture = Picture(pixmap, area, scale, sheet.places, sheet.values)
        self._strokes: Iterator[Stroke] = sheet.strokes()

    @property
    def is_stale(self) -> bool:
        return self.picture.places != self.sheet.places or not self.sheet.isVisible()

    def work(self, until: float) -> bool:
        """Draw until a moment; return whether all is drawn."""
        picture = self.picture
        painter = QPainter(picture.pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(picture.scale, picture.scale)
        painter.translate(-picture.area.topLeft())
        for stroke in self._strokes:
            stroke.draw(painter)
            if time.perf_counter() > until:
                painter.end()
                return False
        painter.end()
        return True


class SheetPictures(QObject):
    """Draws the pictures that sheets ask for, one after the other."""

    def __init__(self, scene: StillScene) -> None:
        super().__init__(scene)
        self._scene = scene
        self._wanted: dict[WeightSheet, tuple[QRectF, float]] = {}
        self._job: _Job | None = None
        self._turn = self._timer(_BREAK_MS, self._work)
        self._rest = self._timer(_REST_MS, self._turn.start)

    def _timer(self, interval: int, then: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(then)
        return timer

    def ask(self, sheet: WeightSheet, area: QRectF, scale: float, *, soon: bool) -> None:
        """Ask for a picture; ``soon`` does not wait until view and cards stand still."""
        self._wanted[sheet] = area, scale
        if soon:
            if not self._turn.isActive():
                self._turn.start()
        else:
            self._turn.stop()
            self._rest.start()

    def forget(self, sheet: WeightSheet) -> None:
        """Draw nothing more for a sheet."""
        self._wanted.pop(sheet, None)
        if self._job is not None and self._job.sheet is sheet:
            self._job = None

    def _work(self) -> None:
        if self._scene.is_moving:  # what hands do comes first
            self._rest.start()
            return
        until = time.perf_counter() + _BUDGET
        while time.perf_counter() < until and self._next():
            assert self._job is not None
            if self._job.is_stale:
                self._job = None
            elif self._job.work(until):
                job, self._job = self._job, None
                job.sheet.take_picture(job.picture)
        if self._job is not None or self._wanted:
            self._turn.start()

    def _next(self) -> bool:
        """Begin the next picture if none is under way; return whether there is one."""
        if self._job is None and self._wanted:
            sheet, (area, scale) = next(iter(self._wanted.items()))
            del self._wanted[sheet]
            self._job = _Job(sheet, area, scale)
        return self._job is not None
