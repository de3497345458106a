"""The losses over the epochs, linear or logarithmic, read out under the mouse or by the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.ui.views.chart import Chart, Mark, Scale
from nnplayground.ui.views.curves import Curve
from nnplayground.ui.views.log import PARTS, LogCopy
from nnplayground.ui.views.plots import pen, smoothed
from nnplayground.ui.widgets import LineKey, Section, Segmented

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

__all__ = ["LossCurve"]

_LOOKS: dict[str, tuple[str, tuple[float, ...]]] = {"train": ("text1", ()), "test": ("text2", (4.0, 3.0))}
_MOST_EVENTS = 40
_LEAST = 1e-12


class LossCurve(QWidget):
    """Train and test loss by epoch: the raw values faint, their trend strong, edits as dashed lines."""

    def __init__(self, *, titled: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.log = LogCopy()
        self._section = Section(self.tr("Loss") if titled else "", 16)
        self.scale = Segmented(
            self.tr("Scale of the loss"), [("linear", self.tr("Linear")), ("log", self.tr("Log"))]
        )
        self.scale.setValue("log")
        self.scale.changed.connect(self.redraw)
        self._make_header()
        self.chart = _LossChart(self.tr("Loss by epoch"))
        self.chart.zooms = False
        self.chart.setMinimumHeight(110)
        self._section.body.setContentsMargins(8, 0, 8, 8)
        self._section.body.addWidget(self.chart, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        self.redraw()

    def _make_header(self) -> None:
        keys = QWidget()
        row = QHBoxLayout(keys)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(12)
        row.addWidget(LineKey(self.tr("train")))
        row.addWidget(LineKey(self.tr("test"), dashed=True, role="text2"))
        self._section.add_header_widget(keys)
        self._section.add_header_widget(self.scale)

    def show_log(self, log: LogCopy) -> None:
        """Show a log; its validation loss is only read out."""
        self.log = log
        self.redraw()

    def clear(self) -> None:
        """Show nothing."""
        self.show_log(LogCopy())

    def show_past(self, epoch: int | None) -> None:
        """Mark an earlier epoch that the numbers around are of; None is the present."""
        if epoch != self.chart.past:
            self.chart.past = epoch
            self.chart.update()

    def readout(self) -> str:
        """Return what stands under the cursor: epoch and losses; nothing without a cursor."""
        return self.chart.readout()

    def redraw(self) -> None:
        """Draw anew, after new values or another scale."""
        log, scale = self.log, Scale(is_log=self.scale.value() == "log")
        epochs = log.mean("epoch")
        self.chart.axis.set_last(float(epochs[-1]) if len(epochs) else 0.0)
        shown = [self._curve(part, log, scale) for part in _LOOKS if PARTS[part] in log.names]
        self.chart.validation = self._validation(log)
        marks = [Mark(epoch, say(text)) for epoch, text in log.events[-_MOST_EVENTS:]]
        self.chart.show_curves(epochs, shown, marks, (scale, scale))

    def _curve(self, part: str, log: LogCopy, scale: Scale) -> Curve:
        role, dashes = _LOOKS[part]
        name, epochs = PARTS[part], log.mean("epoch")
        names = {"train": self.tr("train"), "test": self.tr("test")}
        values = log.mean(name)
        smooth = _trend(epochs, values, scale.is_log)
        return Curve(names[part], epochs, values, log.low(name), log.high(name), role, dashes, smooth=smooth)

    def _validation(self, log: LogCopy) -> Curve | None:
        name = PARTS["validation"]
        if name not in log.names:
            return None
        return Curve(
            self.tr("val"), log.mean("epoch"), log.mean(name), log.low(name), log.high(name), "text3"
        )


class _LossChart(Chart):
    """Reads the validation loss out without drawing it: three curves are too many for a small chart."""

    validation: Curve | None = None
    past: int | None = None

    def paint_above(self, painter: QPainter) -> None:
        if self.past is not None:
            x, area = self.place(self.past), self.area()
            painter.setPen(pen("warning", 1.5))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        super().paint_above(painter)

    def read_curves(self) -> tuple[Curve, ...]:
        extra = () if self.validation is None else (self.validation,)
        return (*self.curves[:1], *extra, *self.curves[1:])


def _trend(x: NDArray[Any], y: NDArray[Any], is_log: bool) -> NDArray[Any] | None:
    """Return the trend of a long curve at every row, of logarithms where those are drawn."""
    scaled = np.log10(np.maximum(y, _LEAST)) if is_log else y
    soft_x, soft_y = smoothed(x, scaled)
    if len(soft_x) == int(np.isfinite(scaled).sum()):
        return None
    trend = np.interp(x, soft_x, soft_y)
    result: NDArray[Any] = np.power(10.0, trend) if is_log else trend
    return result
