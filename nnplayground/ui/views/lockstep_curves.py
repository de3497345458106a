"""The curves of a comparison: the median over the seeds, and a band from 10 to 90 per cent."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen

from nnplayground.core.quality import SHARES
from nnplayground.train.lockstep_setup import InStep
from nnplayground.train.lockstep_view import band
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.lockstep_parts import (
    LETTERS,
    RIGHT,
    Panel,
    draw_title,
    quality_name,
    side_colour,
)
from nnplayground.ui.views.plots import decade_ticks
from nnplayground.ui.widgets.painting import draw_text

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from nnplayground.train.lockstep_view import LockstepView, Side

    Column = NDArray[np.float64]

__all__ = ["CurvesPanel"]

_HEAD = 22
_FLOOR = 1e-9
_OPACITY = (0.13, 0.24)
_TICKS = 4
_MOST = 160  # records that are drawn
_APART = 13.0  # pixels between two letters


@dataclass(frozen=True, slots=True)
class _Scale:
    """The range of a plot."""

    x: float
    low: float
    high: float
    log: bool


class CurvesPanel(Panel):
    """One measure of A and B over epochs, steps or seconds.

    Parameters
    ----------
    measure : str
        ``"test_loss"`` (on a logarithmic axis), or ``"quality"``.
    """

    def __init__(self, measure: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measure = measure

    def paint(self, painter: QPainter, view: LockstepView) -> None:
        draw_title(painter, QRectF(0, 0, self.width(), _HEAD - 2), self._title(view), self._note(view))
        plot = QRectF(40, _HEAD + 4, self.width() - 40 - 22, self.height() - _HEAD - 26)
        if plot.width() < 40 or plot.height() < 24:
            return
        bands = [self._band(side) for side in view.sides]
        scale = self._scale(view, bands)
        if scale is None:
            return
        self._draw_axes(painter, plot, scale, view)
        ends: dict[int, float] = {}
        for number in reversed(range(len(view.sides))):
            x = self._places(view, view.sides[number]) / scale.x
            end = self._draw_side(painter, plot, scale, x, bands[number], number)
            if end is not None:
                ends[number] = min(max(end, plot.top()), plot.bottom())
        if len(view.sides) > 1:
            _draw_letters(painter, plot.right() + 5, ends)

    def _title(self, view: LockstepView) -> str:
        if self._measure == "test_loss":
            return self.tr("Test loss")
        names = {"accuracy": self.tr("Test accuracy"), "iou": self.tr("Test IoU"), "r2": self.tr("Test R²")}
        return names[quality_name(view)]

    def _note(self, view: LockstepView) -> str:
        if len(view.sides[0].epochs) < 2 or self._measure != "test_loss":
            return ""
        return self.tr("median, band 10 to 90 %")

    def _band(self, side: Side) -> tuple[Column, Column, Column]:
        values = side.rows[self._measure][:, self._kept(side)]
        if self._measure == "test_loss":
            values = np.log10(np.maximum(values, _FLOOR))
        return band(values)

    def _places(self, view: LockstepView, side: Side) -> Column:
        setup = view.setup
        names = {InStep.EPOCH: "epoch", InStep.STEP: "step", InStep.TIME: "seconds"}
        return side.rows[names[setup.in_step] if setup is not None else "epoch"][self._kept(side)]

    def _kept(self, side: Side) -> NDArray[np.int_]:
        """Return which records are drawn: no more than can be told apart."""
        count = side.rows["epoch"].shape[0]
        most = max(20, min(_MOST, self.width() // 3))
        return np.unique(np.linspace(0, count - 1, min(count, most)).astype(int))

    def _scale(self, view: LockstepView, bands: list[tuple[Column, Column, Column]]) -> _Scale | None:
        ends = [float(self._places(view, side)[-1]) for side in view.sides if len(self._places(view, side))]
        values = np.concatenate([part for found in bands for part in found])
        finite = values[np.isfinite(values)]
        if not len(finite) or not ends:
            return None
        low, high = float(finite.min()), float(finite.max())
        seconds = view.setup is not None and view.setup.in_step is InStep.TIME
        last = max(max(ends), 1e-3 if seconds else 10.0)
        if self._measure == "test_loss":
            return _Scale(last, math.floor(4 * low - 0.1) / 4, math.ceil(4 * high + 0.1) / 4, True)
        step = 0.1
        return _Scale(last, max(math.floor(low / step) * step, -1.0), max(1.0, low + step), False)

    # -- drawing ---------------------------------------------------------------------------------------

    def _draw_axes(self, painter: QPainter, plot: QRectF, scale: _Scale, view: LockstepView) -> None:
        font, ink = mono_font(10.5), theme().colour("text3")
        most = max(2, int(plot.height() / 24))
        ticks = decade_ticks(scale.low, scale.high) if scale.log else _linear_ticks(scale)
        ticks = ticks[:: max(1, math.ceil(len(ticks) / most))]
        percent = not scale.log and quality_name(view) in SHARES
        for tick in ticks:
            y = _height(plot, scale, tick)
            painter.setPen(QPen(theme().colour("plot_grid"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            value = 10**tick if scale.log else 100 * tick if percent else tick
            text = format_compact(float(f"{value:.3g}"), 4)
            draw_text(painter, QRectF(0, y - 8, plot.left() - 6, 16), text, font, ink, RIGHT)
        foot = QRectF(plot.left(), plot.bottom() + 4, plot.width(), 15)
        draw_text(painter, foot, "0", font, ink)
        draw_text(painter, foot, self._x_text(view, scale.x), font, ink, RIGHT)

    def _x_text(self, view: LockstepView, last: float) -> str:
        in_step = view.setup.in_step if view.setup is not None else InStep.EPOCH
        if in_step is InStep.TIME:
            return self.tr("{seconds} s of training").format(seconds=format_compact(last, 3))
        if in_step is InStep.STEP:
            return self.tr("step {step}").format(step=format_number(last))
        return self.tr("epoch {epoch}").format(epoch=format_number(last))

    def _draw_side(
        self,
        painter: QPainter,
        plot: QRectF,
        scale: _Scale,
        x: Column,
        found: tuple[Column, Column, Column],
        number: int,
    ) -> float | None:
        """Draw a band and its median; return how high that ends."""
        colour = side_colour(number)
        low, median, high = (np.where(np.isposinf(part), 1e6, part) for part in found)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(plot.adjusted(-1, -2, 1, 2))
        fill = side_colour(number)
        fill.setAlphaF(_OPACITY[number])
        painter.setRenderHint(
            QPainter.RenderHint.Antialiasing, False
        )  # ten times quicker, and as pale as it is
        painter.fillPath(_area(plot, scale, x, low, high), fill)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour, 1.6)
        pen.setDashPattern([4 / 1.6, 3 / 1.6])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        known = np.isfinite(median)
        line = _points(plot, scale, x[known], median[known])
        painter.drawPolyline(line)
        painter.restore()
        return line[-1].y() if line else None


def _draw_letters(painter: QPainter, x: float, ends: dict[int, float]) -> None:
    """Write each side's letter at the end of its line; where the lines meet, beside each other in height."""
    if len(ends) == 2 and abs(ends[0] - ends[1]) < _APART:
        middle, up = (ends[0] + ends[1]) / 2, -1 if ends[0] <= ends[1] else 1
        ends = {0: middle + up * _APART / 2, 1: middle - up * _APART / 2}
    for number, y in ends.items():
        font = ui_font(11, QFont.Weight.Bold)
        draw_text(painter, QRectF(x, y - 8, 16, 16), LETTERS[number], font, side_colour(number))


def _linear_ticks(scale: _Scale) -> list[float]:
    span = scale.high - scale.low
    step = next((s for s in (0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if span / s <= 2 * _TICKS), 1.0)
    first = math.ceil(scale.low / step - 1e-9)
    return [step * n for n in range(first, math.floor(scale.high / step + 1e-9) + 1)]


def _height(plot: QRectF, scale: _Scale, value: float) -> float:
    return plot.bottom() - (value - scale.low) / max(scale.high - scale.low, 1e-9) * plot.height()


def _points(plot: QRectF, scale: _Scale, x: Column, y: Column) -> list[QPointF]:
    xs = plot.left() + x * plot.width()
    ys = plot.bottom() - (y - scale.low) / max(scale.high - scale.low, 1e-9) * plot.height()
    ys = np.clip(ys, plot.top() - 1e4, plot.bottom() + 1e4)
    return [QPointF(*point) for point in zip(xs.tolist(), ys.tolist(), strict=True)]


def _area(plot: QRectF, scale: _Scale, x: Column, low: Column, high: Column) -> QPainterPath:
    known = np.isfinite(low) & np.isfinite(high)
    edge = _points(plot, scale, x[known], low[known])
    back = _points(plot, scale, x[known][::-1], high[known][::-1])
    path = QPainterPath()
    for number, point in enumerate([*edge, *back]):
        if number:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path
