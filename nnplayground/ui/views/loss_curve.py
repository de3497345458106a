"""The losses over the epochs, linear or logarithmic, read out under the mouse or by the arrow keys."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.ui.fonts import mono_font
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.plots import Plot, pen, smoothed, thinned
from nnplayground.ui.widgets import LineKey, Section, Segmented

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent

__all__ = ["LossCurve"]

_PARTS = ("train", "test")
_TINY = 1e-12
_MOST_EVENTS = 40


class LossCurve(QWidget):
    """Train and test loss by epoch: the raw values faint, their trend strong, edits as dashed lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: dict[str, NDArray[Any]] = {"epoch": np.empty(0)}
        self._spread: Mapping[str, tuple[NDArray[Any], NDArray[Any]]] = {}
        self._events: tuple[tuple[float, str], ...] = ()
        self._marks: list[pg.InfiniteLine] = []
        self._cursor: int | None = None
        self._section = Section(self.tr("Loss"), 16)
        self.scale = Segmented(
            self.tr("Scale of the loss"), [("linear", self.tr("Linear")), ("log", self.tr("Log"))]
        )
        self.scale.setValue("log")
        self.scale.changed.connect(self.redraw)
        self._make_header()
        self._make_plot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)

    def _make_header(self) -> None:
        keys = QWidget()
        row = QHBoxLayout(keys)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(12)
        row.addWidget(LineKey(self.tr("train")))
        row.addWidget(LineKey(self.tr("test"), dashed=True, role="text2"))
        self._section.add_header_widget(keys)
        self._section.add_header_widget(self.scale)

    def _make_plot(self) -> None:
        self.plot = Plot(self.tr("Loss by epoch"))
        self.plot.show_grid()
        self.plot.axes["left"].setWidth(40)
        self.plot.axes["bottom"].setHeight(20)
        self.plot.setMinimumHeight(110)
        self.plot.getPlotItem().setContentsMargins(0, 4, 16, 0)
        self.plot.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._raw = {part: pg.PlotCurveItem(antialias=False) for part in _PARTS}
        self._trend = {part: pg.PlotCurveItem(antialias=True) for part in _PARTS}
        for part in reversed(_PARTS):
            self.plot.addItem(self._raw[part])
            self.plot.addItem(self._trend[part])
        self._line = pg.InfiniteLine(angle=90)
        self._line.hide()
        self.plot.addItem(self._line)
        self._readout = QLabel(self.plot)
        self._readout.setProperty("panel", "overlay")
        self._readout.setFont(mono_font(11))
        self._readout.setContentsMargins(8, 4, 8, 4)
        self._readout.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._readout.hide()
        self.plot.scene().sigMouseMoved.connect(self._hover)
        self.plot.installEventFilter(self)
        self._section.body.setContentsMargins(8, 0, 8, 8)
        self._section.body.addWidget(self.plot, 1)
        theme().themeChanged.connect(self.redraw)
        self.redraw()

    # -- showing ---------------------------------------------------------------------------------------

    def show_history(
        self,
        arrays: Mapping[str, NDArray[Any]],
        events: Sequence[tuple[float, str]] = (),
        spread: Mapping[str, tuple[NDArray[Any], NDArray[Any]]] | None = None,
    ) -> None:
        """Show a log.

        Parameters
        ----------
        arrays : Mapping[str, ndarray]
            ``epoch``, ``train``, ``validation``, ``test``, each of shape (n,); NaN where there is no value.
        events : sequence of (epoch, sentence)
            What was changed while it trained.
        spread : Mapping[str, (ndarray, ndarray)], optional
            The least and the largest value that each mean of a long log stands for.
        """
        self._spread = spread or {}
        self._data = {name: np.asarray(values, np.float64) for name, values in arrays.items()}
        if tuple(events) != self._events:
            self._events = tuple(events)
            self._draw_events()
        self.redraw()

    def clear(self) -> None:
        """Show nothing."""
        self.show_history({"epoch": np.empty(0)})

    @property
    def _is_log(self) -> bool:
        return self.scale.value() == "log"

    def _scaled(self, values: NDArray[Any]) -> NDArray[Any]:
        if not self._is_log:
            return values
        with np.errstate(invalid="ignore"):
            logarithms: NDArray[Any] = np.log10(np.maximum(values, _TINY))
        return logarithms

    def _raw_points(self, part: str, epochs: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return every value, or both ends of what each merged row stands for."""
        if part not in self._spread:
            return epochs, self._scaled(self._data[part])
        both = np.column_stack(self._spread[part]).ravel()
        return np.repeat(epochs, 2), self._scaled(both)

    def redraw(self) -> None:
        """Draw anew, after new values, another scale or another theme."""
        epochs = self._data["epoch"]
        self.plot.axes["left"].decades = self._is_log
        bounds: list[float] = []
        for part in _PARTS:
            if part in self._data:
                bounds += self._draw_part(part, epochs)
            else:
                self._raw[part].setData([], [])
                self._trend[part].setData([], [])
        self._fit(epochs, bounds)
        for mark in self._marks:
            mark.setPen(pen("text3", 1, dashes=(2, 3)))
        self._line.setPen(pen("text2", 1))
        if self._cursor is not None:
            self._show_cursor(min(self._cursor, len(epochs) - 1))

    def _draw_part(self, part: str, epochs: NDArray[Any]) -> list[float]:
        test = part == "test"
        role, dashes = ("text2", (4.0, 3.0)) if test else ("text1", ())
        x, y = thinned(*self._raw_points(part, epochs))
        soft_x, soft_y = smoothed(epochs, self._scaled(self._data[part]))
        noisy = len(soft_x) < len(x)
        faint_x, faint_y = (x, y) if noisy else (x[:0], y[:0])
        self._raw[part].setData(faint_x, faint_y, pen=pen(role, 1, opacity=0.28))
        self._trend[part].setData(soft_x, soft_y, pen=pen(role, 1.5, dashes=dashes))
        return [float(y.min()), float(y.max())] if len(y) else []

    def _fit(self, epochs: NDArray[Any], bounds: list[float]) -> None:
        low, high = (min(bounds), max(bounds)) if bounds else (-1.0, 0.0) if self._is_log else (0.0, 1.0)
        low, high = (_log_range if self._is_log else _linear_range)(low, high)
        last = float(epochs[-1]) if len(epochs) else 0.0
        self.plot.setRange(xRange=(0.0, _round_up(max(10.0, last))), yRange=(low, high), padding=0)

    def _draw_events(self) -> None:
        for mark in self._marks:
            self.plot.removeItem(mark)
        self._marks = [self._mark(epoch, text) for epoch, text in self._events[-_MOST_EVENTS:]]

    def _mark(self, epoch: float, text: str) -> pg.InfiniteLine:
        mark = pg.InfiniteLine(pos=epoch, angle=90)
        mark.setToolTip(text)
        mark.addMarker("v", position=0.97, size=7)
        self.plot.addItem(mark)
        return mark

    # -- reading ---------------------------------------------------------------------------------------

    def _hover(self, at: QPointF) -> None:
        view = self.plot.getViewBox()
        if not len(self._data["epoch"]) or not view.sceneBoundingRect().contains(at):
            self._hide_cursor()
            return
        self._show_cursor(self._nearest(view.mapSceneToView(at).x()))

    def _nearest(self, epoch: float) -> int:
        epochs = self._data["epoch"]
        after = int(np.searchsorted(epochs, epoch).clip(1, max(1, len(epochs) - 1)))
        if len(epochs) == 1:
            return 0
        return after if epochs[after] - epoch < epoch - epochs[after - 1] else after - 1

    def _show_cursor(self, index: int) -> None:
        if index < 0:
            self._hide_cursor()
            return
        self._cursor = index
        self._line.setPos(float(self._data["epoch"][index]))
        self._line.show()
        self._readout.setText(self.readout())
        self._readout.adjustSize()
        free = self.plot.width() - self._readout.width() - 12
        self._readout.move(max(44, free), 6)
        self._readout.show()

    def readout(self) -> str:
        """Return what stands under the cursor: epoch and losses; nothing without a cursor."""
        if self._cursor is None:
            return ""
        epoch = format_number(float(self._data["epoch"][self._cursor]))
        parts = []
        names = {"train": self.tr("train"), "validation": self.tr("val"), "test": self.tr("test")}
        for part, name in names.items():
            values = self._data.get(part, np.empty(0))
            if self._cursor < len(values) and math.isfinite(values[self._cursor]):
                parts.append(f"{name} {format_compact(float(values[self._cursor]), 3)}")
        return "\n".join([self.tr("Epoch {epoch}").format(epoch=epoch), "  ".join(parts)])

    def _hide_cursor(self) -> None:
        self._cursor = None
        self._line.hide()
        self._readout.hide()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave or event.type() is QEvent.Type.FocusOut:
            self._hide_cursor()
        elif event.type() is QEvent.Type.KeyPress:
            return self._step_cursor(event)  # type: ignore[arg-type] # a key press is a QKeyEvent
        return super().eventFilter(watched, event)

    def _step_cursor(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
        step = steps.get(Qt.Key(event.key()))
        count = len(self._data["epoch"])
        if step is None or not count:
            return False
        start = count - 1 if self._cursor is None else self._cursor
        self._show_cursor(max(0, min(count - 1, start + step)))
        self.plot.setAccessibleDescription(self.readout())
        return True


def _log_range(low: float, high: float) -> tuple[float, float]:
    """Widen to thirds of a decade, so that the axis steps instead of creeping."""
    return math.floor(3 * low - 0.15) / 3, math.ceil(3 * high + 0.15) / 3


def _linear_range(low: float, high: float) -> tuple[float, float]:
    return min(0.0, low), _round_up(max(high * 1.02, 1e-9))


def _round_up(value: float) -> float:
    """Return the next of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    steps = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
    return power * next(step for step in steps if step * power >= value * (1 - 1e-9))
