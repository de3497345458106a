"""Runs side by side: their curves over each other, their outputs on the same axes, with the numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_loss
from nnplayground.ui.theme import theme
from nnplayground.ui.views.run_pictures import (
    draw_contour,
    draw_line,
    draw_picture,
    is_plane,
    output_image,
    run_colour,
    signed,
)
from nnplayground.ui.views.runs_model import score_text
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

    from nnplayground.ui.views.runs_model import Row

__all__ = ["Compared", "RunsCompare"]

_RIGHT = Qt.AlignmentFlag.AlignRight
_MARGIN, _GAP = 16, 12
_TITLE, _FOOT = 20, 20
_FLOOR = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """A run as it is compared.

    Attributes
    ----------
    row : Row
    output : ndarray or None
        Its output over the plane or line.
    classes : int
        0 for values.
    changes : str
        In what it differs from the live run.
    """

    row: Row
    output: NDArray[Any] | None
    classes: int
    changes: str = ""


class RunsCompare(QWidget):
    """Small multiples of at most seven runs, and one plot with all their curves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: Sequence[Compared] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Comparison of runs"))
        theme().themeChanged.connect(self.update)

    def show_runs(self, runs: Sequence[Compared]) -> None:
        """Show these runs, the live one first."""
        self._runs = runs
        losses = (f"{run.row.name}: {format_loss(run.row.score('test', 'loss'))}" for run in runs)
        self.setAccessibleDescription("; ".join(losses))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 170)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surface"))
        if not self._runs:
            return
        area = QRectF(self.rect()).adjusted(_MARGIN, 4, -_MARGIN, -6)
        side, columns = self._grid(area)
        rows = math.ceil(len(self._runs) / columns)
        pictures = columns * side + (columns - 1) * _GAP
        plot = QRectF(area.left(), area.top(), area.width() - pictures - 2 * _GAP, area.height())
        if plot.width() >= 180:
            self._draw_curves(painter, plot)
        left = area.right() - pictures
        height = side + _TITLE + _FOOT
        top = area.top() + max(0.0, (area.height() - rows * height - (rows - 1) * _GAP) / 2)
        for number, run in enumerate(self._runs):
            place = divmod(number, columns)
            cell = QRectF(left + place[1] * (side + _GAP), top + place[0] * (height + _GAP), side, height)
            self._draw_run(painter, cell, run, number)

    def _grid(self, area: QRectF) -> tuple[float, int]:
        """Return the side of the pictures and how many stand in a row: as large as two thirds allow."""
        best, columns = 0.0, 1
        for count in range(1, len(self._runs) + 1):
            rows = math.ceil(len(self._runs) / count)
            high = (area.height() - (rows - 1) * _GAP) / rows - _TITLE - _FOOT
            wide = (0.64 * area.width() - (count - 1) * _GAP) / count
            if min(high, wide) > best + 0.5:
                best, columns = min(high, wide), count
        return max(best, 24.0), columns

    # -- one run ---------------------------------------------------------------------------------------

    def _draw_run(self, painter: QPainter, cell: QRectF, run: Compared, number: int) -> None:
        colour = run_colour(number)
        head = QRectF(cell.left(), cell.top(), cell.width(), _TITLE)
        draw_box(painter, QRectF(head.left(), head.center().y() - 4, 8, 8), 4, colour)
        name = head.adjusted(14, 0, 0, 0)
        draw_text(painter, name, run.row.name, ui_font(12, QFont.Weight.DemiBold), theme().colour("text1"))
        box = QRectF(cell.left(), head.bottom(), cell.width(), cell.width())
        self._draw_output(painter, box, run)
        foot = QRectF(cell.left(), box.bottom(), cell.width(), _FOOT)
        loss = format_loss(run.row.score("test", "loss"))
        quality = score_text(*run.row.quality)
        font = mono_font(11.5, QFont.Weight.Medium)
        draw_text(painter, foot, loss, font, theme().colour("text1"))
        if text_width(loss, font) + text_width(quality, font) + 10 <= foot.width():
            draw_text(painter, foot, quality, font, theme().colour("text2"), _RIGHT)

    def _draw_output(self, painter: QPainter, box: QRectF, run: Compared) -> None:
        draw_box(painter, box, 4, theme().colour("field"))
        values = run.output
        if values is None:
            self._draw_scores(painter, box, run)
        elif is_plane(values):
            draw_picture(painter, box, output_image(values, run.classes))
            if signed(values) is not None:
                draw_contour(painter, box, values, theme().colour("text1"), 1.1)
        else:
            draw_line(painter, box.adjusted(4, 8, -4, -8), values, self._span(), theme().colour("text1"))

    def _span(self) -> tuple[float, float]:
        lines = [run.output for run in self._runs if run.output is not None and not is_plane(run.output)]
        finite = [line[np.isfinite(line)] for line in lines]
        known = [line for line in finite if len(line)]
        if not known:
            return 0.0, 1.0
        return min(float(line.min()) for line in known), max(float(line.max()) for line in known)

    def _draw_scores(self, painter: QPainter, box: QRectF, run: Compared) -> None:
        """Show bars for data that lie on no plane: each part's accuracy, or R²."""
        name = run.row.quality[0]
        parts = [part for part in ("train", "validation", "test") if part in run.row.scores]
        titles = {"train": self.tr("train"), "validation": self.tr("val"), "test": self.tr("test")}
        step = min(34.0, (box.height() - 12) / max(1, len(parts)))
        top = box.center().y() - step * len(parts) / 2
        for number, part in enumerate(parts):
            line = QRectF(box.left() + 10, top + number * step, box.width() - 20, step)
            self._draw_bar(painter, line, titles[part], run.row.score(part, name), name)

    def _draw_bar(self, painter: QPainter, line: QRectF, title: str, value: float, name: str) -> None:
        text = QRectF(line.left(), line.top(), line.width(), line.height() - 8)
        draw_text(painter, text, title, ui_font(11), theme().colour("text3"))
        draw_text(painter, text, score_text(name, value), mono_font(11), theme().colour("text2"), _RIGHT)
        bar = QRectF(line.left(), line.bottom() - 7, line.width(), 4)
        draw_box(painter, bar, 2, theme().colour("press"))
        if math.isfinite(value) and value > 0:
            bar.setWidth(bar.width() * min(1.0, value))
            draw_box(painter, bar, 2, theme().colour("text2"))

    # -- all curves ------------------------------------------------------------------------------------

    def _draw_curves(self, painter: QPainter, area: QRectF) -> None:
        head = QRectF(area.left(), area.top(), area.width(), _TITLE)
        title = self.tr("Test loss, log")
        draw_text(painter, head, title, ui_font(12, QFont.Weight.DemiBold), theme().colour("text1"))
        plot = QRectF(area.left() + 42, head.bottom() + 4, area.width() - 50, area.height() - _TITLE - 24)
        known = [run.row.curve for run in self._runs if len(run.row.curve) > 1]
        if not known:
            return
        logs = [np.log10(np.maximum(curve[:, 1], _FLOOR)) for curve in known]
        low, high = min(float(log.min()) for log in logs), max(float(log.max()) for log in logs)
        low, high = low - 0.05, max(high, low + 0.2) + 0.05
        last = max(float(curve[-1, 0]) for curve in known)
        self._draw_axes(painter, plot, (low, high), last)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, run in reversed(list(enumerate(self._runs))):
            curve = run.row.curve
            if len(curve) < 2:
                continue
            x = plot.left() + curve[:, 0] / max(last, 1.0) * plot.width()
            y = (
                plot.bottom()
                - (np.log10(np.maximum(curve[:, 1], _FLOOR)) - low) / (high - low) * plot.height()
            )
            painter.setPen(QPen(run_colour(number), 1.6))
            painter.drawPolyline([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)])

    def _draw_axes(self, painter: QPainter, plot: QRectF, span: tuple[float, float], last: float) -> None:
        from nnplayground.ui.views.plots import decade_ticks

        font, ink, low, high = mono_font(10.5), theme().colour("text3"), *span
        ticks = decade_ticks(low, high)
        step = max(1, math.ceil(len(ticks) * 15 / max(plot.height(), 1)))
        for tick in ticks[::step]:
            y = plot.bottom() - (tick - low) / (high - low) * plot.height()
            painter.setPen(QPen(theme().colour("plot_grid"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            label = QRectF(plot.left() - 46, y - 8, 40, 16)
            draw_text(painter, label, format_compact(10**tick, 2), font, ink, _RIGHT)
        below = QRectF(plot.left(), plot.bottom() + 3, plot.width(), 16)
        draw_text(painter, below, "0", font, ink)
        draw_text(painter, below, format_compact(last), font, ink, _RIGHT)
