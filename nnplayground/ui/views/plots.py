"""What all plots share: the design's ground, grid and ticks, and the trend of a curve."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from nnplayground.ui.colormap import class_colour
from nnplayground.ui.fonts import mono_font
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

__all__ = [
    "Plot",
    "class_rgb",
    "decade_ticks",
    "ink",
    "pen",
    "round_step",
    "round_up",
    "short",
    "smoothed",
    "stroke",
]

Floats = Any
_TICKS = 6
_FEW_POINTS = 200
_GRID_ALPHA = 255


def ink(role: str) -> QColor:
    """Return a colour of the theme by its name, or of a class as ``"class 2"``."""
    kind, _, number = role.partition(" ")
    return class_colour(int(number)) if kind == "class" else theme().colour(role)


def pen(role: str, width: float = 1.0, *, dashes: tuple[float, ...] = (), opacity: float = 1.0) -> QPen:
    """Return a cosmetic pen in a colour of the theme; dashes are in pixels."""
    colour = ink(role)
    colour.setAlphaF(opacity)
    result = QPen(colour, width)
    result.setCosmetic(True)
    if dashes:
        result.setDashPattern([dash / width for dash in dashes])
        result.setCapStyle(Qt.PenCapStyle.FlatCap)
    return result


def stroke(painter: QPainter, line: QPolygonF, with_pen: QPen) -> None:
    """Draw a line of any length in time.

    Qt draws lines of one pixel a hundred times as fast as wider ones, so that a long line is drawn twice,
    half a pixel apart.
    """
    width = with_pen.widthF()
    if width <= 1 or line.size() <= _FEW_POINTS:
        painter.setPen(with_pen)
        painter.drawPolyline(line)
        return
    thin = QPen(with_pen)
    thin.setWidthF(1)
    if with_pen.style() is Qt.PenStyle.CustomDashLine:
        thin.setDashPattern([dash * width for dash in with_pen.dashPattern()])
    painter.setPen(thin)
    apart = (width - 1) / 2
    for shift in (-apart, apart):
        painter.drawPolyline(line.translated(0, shift))


class _Axis(pg.AxisItem):  # type: ignore[misc] # pyqtgraph has no types
    """Numbers in the design's face with a true minus; decades where the axis is logarithmic."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation, showValues=True, maxTickLength=0)
        self.decades = False
        self.enableAutoSIPrefix(False)
        self.setZValue(-1000)  # the grid belongs behind the curves
        self.setStyle(tickFont=mono_font(10.5), tickTextOffset=6, hideOverlappingLabels=False)

    def boundingRect(self) -> QRectF:
        # With a grid, pyqtgraph leaves no room for the numbers at both ends.
        room = 15 if self.grid is not False else 0
        return QRectF(super().boundingRect()).adjusted(-room, -room, room, room)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        if self.decades:
            return [(1.0, decade_ticks(low, high))]
        step = round_step((high - low) / max(2, min(_TICKS, size / 60)))
        first = math.ceil(low / step - 1e-9)
        last = math.floor(high / step + 1e-9)
        return [(step, [step * number for number in range(first, last + 1)])]

    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        shown = [10**value if self.decades else value for value in values]
        return [short(value) for value in shown]


def round_up(value: float) -> float:
    """Return the next of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    steps = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
    return power * next(step for step in steps if step * power >= value * (1 - 1e-9))


def round_step(rough: float) -> float:
    """Return the next of 1, 2, 3, 5 times a power of ten."""
    if not rough > 0 or not math.isfinite(rough):
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return power * next((m for m in (1, 2, 3, 5, 10) if m * power >= rough * (1 - 1e-9)), 10)


def decade_ticks(low: float, high: float) -> list[float]:
    """Return logarithms of round numbers between 10**low and 10**high, at most seven or so."""
    multiples = (1, 2, 5) if high - low < 2.2 else (1,)
    step = max(1, round((high - low) / _TICKS))
    decades = range(math.floor(low), math.ceil(high) + 1, step)
    ticks = [decade + math.log10(multiple) for decade in decades for multiple in multiples]
    return [tick for tick in ticks if low - 1e-9 <= tick <= high + 1e-9]


def short(value: float) -> str:
    """Write a number of an axis: short, and without the zero before a point; before a comma it stays."""
    text = format_compact(round(value, 12), 4)
    return text[1:] if text.startswith("0.") else text


class Plot(pg.PlotWidget):  # type: ignore[misc] # pyqtgraph has no types
    """A plot without frame and axis lines, in the colours of the theme, moved by nobody but us."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        axes = {side: _Axis(side) for side in ("left", "bottom")}
        super().__init__(parent, axisItems=axes, enableMenu=False)
        self.axes = axes
        self.setAccessibleName(name)
        self.setFrameShape(self.Shape.NoFrame)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.getPlotItem().setContentsMargins(0, 4, 8, 0)
        self.getViewBox().setDefaultPadding(0)
        self.disableAutoRange()
        for axis in axes.values():
            axis.setPen(QPen(Qt.PenStyle.NoPen))
        theme().themeChanged.connect(self.restyle)
        self.restyle()

    def wheelEvent(self, event: Any) -> None:
        # A plot does not zoom; the wheel belongs to whatever scrolls around it.
        event.ignore()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self.setBackground(theme().colour("surface"))
        for axis in self.axes.values():
            axis.setTextPen(theme().colour("text3"))
            axis.setTickPen(pen("plot_grid"))

    def show_grid(self) -> None:
        """Draw lines at the ticks."""
        for axis in self.axes.values():
            axis.setGrid(_GRID_ALPHA)

    def smooth_pictures(self) -> None:
        """Draw images between their pixels."""
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)


def smoothed(x: NDArray[Any], y: NDArray[Any], bins: int = 200) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return means over a few values around each of ``bins`` places (of logarithms, give logarithms)."""
    finite = np.isfinite(y)
    x, y = x[finite], y[finite]
    if len(x) < 3 * bins // 2:
        return x, y
    edges = np.linspace(0, len(x), bins + 1).astype(int)
    counts = np.diff(edges)
    means = np.add.reduceat(y, edges[:-1]) / counts
    ahead = np.pad(means, 2, mode="edge")
    soft = np.convolve(ahead, [0.1, 0.2, 0.4, 0.2, 0.1], mode="valid")
    centres = x[np.minimum((edges[:-1] + edges[1:]) // 2, len(x) - 1)].astype(float)
    centres[0], centres[-1] = x[0], x[-1]
    soft[-1] = means[-1]
    return centres, soft


def class_rgb(colour: QColor) -> tuple[int, int, int]:
    """Return the three channels of a colour."""
    return colour.red(), colour.green(), colour.blue()
