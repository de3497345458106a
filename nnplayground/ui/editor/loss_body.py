"""The body of a Loss card: the newest training loss and its course on a log scale."""

from __future__ import annotations

import math
from collections import deque

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPolygonF

from nnplayground.ui.editor.bodies import Body
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_loss
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_text, text_width

__all__ = ["LossBody"]

_KEPT = 240


class LossBody(Body):
    """Metric and sparkline; a long curve is thinned by half, so that it always shows the whole run."""

    def __init__(self) -> None:
        super().__init__(136.0, 92.0)
        self._losses: deque[tuple[float, float]] = deque()
        self._now = math.nan
        self._last_step = -1
        self._stride = 1

    def clear(self) -> None:
        """Forget the run."""
        self._losses.clear()
        self._now, self._last_step, self._stride = math.nan, -1, 1

    def show_losses(self, step: int, train: float, test: float) -> None:
        """Take the newest losses; a step that is already there adds no point."""
        self._now = train
        if step < self._last_step:
            self.clear()
            self._now = train
        is_due = step >= self._last_step + self._stride or self._last_step < 0
        if is_due and math.isfinite(train):
            self._losses.append((train, test))
            self._last_step = step
        if len(self._losses) > _KEPT:
            self._losses = deque(list(self._losses)[::2])
            steps = max(1, self._last_step)
            self._stride = max(1, 2 * steps // _KEPT)

    def paint(self, painter: QPainter, opacity: float) -> None:
        del opacity
        colour, metric = theme().colour, self.headline()
        font = mono_font(20, QFont.Weight.Medium)
        draw_text(painter, QRectF(8, 0, self.width - 16, 26), metric, font, colour("text1"))
        beside = QRectF(14 + text_width(metric, font), 3, 40, 24)
        draw_text(painter, beside, QCoreApplication.translate("Card", "train"), ui_font(11), colour("text3"))
        self._paint_curve(painter, 1, "text2", dashed=True)
        self._paint_curve(painter, 0, "text1", dashed=False)

    def headline(self) -> str:
        return format_loss(self._now)

    def _paint_curve(self, painter: QPainter, which: int, role: str, *, dashed: bool) -> None:
        logs = [_log(pair[which]) for pair in self._losses]
        known = [_log(value) for pair in self._losses for value in pair if _log(value) is not None]
        if len(known) < 2:
            return
        low, high = min(v for v in known if v is not None), max(v for v in known if v is not None)
        span, room = (high - low) or 1.0, QRectF(8, 32, self.width - 16, 50)
        step = room.width() / max(1, len(logs) - 1)
        points = [
            QPointF(room.left() + i * step, room.bottom() - (value - low) / span * room.height())
            for i, value in enumerate(logs)
            if value is not None
        ]
        pen = QPen(theme().colour(role), 1.25)
        if dashed:
            pen.setDashPattern([3, 2.5])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))


def _log(value: float) -> float | None:
    return math.log10(value) if value > 0 and math.isfinite(value) else None
