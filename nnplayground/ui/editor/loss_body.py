"""The body of a Loss card: the newest training loss and its course on a log scale."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from nnplayground.ui.editor.bodies import Body
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_loss
from nnplayground.ui.theme import theme
from nnplayground.ui.views.curves import per_column
from nnplayground.ui.widgets.painting import draw_text, text_width

if TYPE_CHECKING:
    from nnplayground.ui.views.curves import Drawn, Floats
    from nnplayground.ui.views.log import LogCopy

__all__ = ["LossBody"]

_PARTS = (("test_loss", "text2", True), ("train_loss", "text1", False))
_ROOM = QRectF(8, 32, 120, 50)
_TINY = 1e-12


class LossBody(Body):
    """Metric and sparkline, which shows the whole log of the run, one mean per pixel."""

    def __init__(self) -> None:
        super().__init__(136.0, 92.0)
        self._now = math.nan
        self._past: float | None = None
        self._courses: dict[str, Drawn] = {}

    @property
    def courses(self) -> dict[str, Drawn]:
        """What is drawn of each loss: pixels and logarithms."""
        return self._courses

    def show_losses(self, now: float, log: LogCopy, past: int | None = None) -> None:
        """Show the newest training loss and a log; ``past`` is the step looked at if it is an earlier one."""
        self._now = now
        steps = log.mean("step")
        last = float(steps[-1]) if len(steps) else 0.0
        if last <= 0:
            self._courses, self._past = {}, None
            return
        x = _ROOM.left() + steps / last * _ROOM.width()
        self._past = None if past is None else _ROOM.left() + min(1.0, past / last) * _ROOM.width()
        self._courses = {
            name: per_column(x, *(_logs(kind(name)) for kind in (log.mean, log.low, log.high)))
            for name, *_ in _PARTS
            if name in log.names
        }

    def paint(self, painter: QPainter, opacity: float) -> None:
        del opacity
        colour, metric = theme().colour, self.headline()
        font = mono_font(20, QFont.Weight.Medium)
        draw_text(painter, QRectF(8, 0, self.width - 16, 26), metric, font, colour("text1"))
        beside = QRectF(14 + text_width(metric, font), 3, 40, 24)
        draw_text(painter, beside, QCoreApplication.translate("Card", "train"), ui_font(11), colour("text3"))
        ends = [end for course in self._courses.values() for end in (course.low, course.high) if len(end)]
        if not ends:
            return
        low, high = min(float(end.min()) for end in ends), max(float(end.max()) for end in ends)
        for name, role, dashed in _PARTS:
            if name in self._courses:
                self._paint_curve(painter, self._courses[name], (low, high), role, dashed=dashed)
        if self._past is not None:
            self._paint_past(painter, self._past, (low, high))

    def headline(self) -> str:
        return format_loss(self._now)

    def _paint_curve(
        self, painter: QPainter, course: Drawn, ends: tuple[float, float], role: str, *, dashed: bool
    ) -> None:
        pen = QPen(theme().colour(role), 1.25)
        if dashed:
            pen.setDashPattern([3, 2.5])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(arrayToQPolygonF(course.x, _heights(course, ends)))

    def _paint_past(self, painter: QPainter, x: float, ends: tuple[float, float]) -> None:
        """Mark where on its course the loss shown lies."""
        course = self._courses.get("train_loss")
        if course is None or not len(course.x):
            return
        y = float(np.interp(x, course.x, _heights(course, ends)))
        painter.setPen(QPen(theme().colour("card"), 1))
        painter.setBrush(theme().colour("warning"))
        painter.drawEllipse(QPointF(x, y), 3, 3)


def _logs(losses: Floats) -> Floats:
    with np.errstate(invalid="ignore"):
        logs: Floats = np.log10(np.maximum(losses, _TINY))
    return logs


def _heights(course: Drawn, ends: tuple[float, float]) -> Floats:
    low, high = ends
    return _ROOM.bottom() - (course.line - low) / ((high - low) or 1.0) * _ROOM.height()
