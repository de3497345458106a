"""The loss along the path, as it was and as the plane has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nnplayground.ui.theme import theme
from nnplayground.ui.views.plots import Plot, pen
from nnplayground.ui.widgets import LineKey, Section

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.app.landscape import Here
    from nnplayground.ui.views.landscape_path import Path

__all__ = ["LossesAlong"]

_TINY = 1e-12


class LossesAlong(QWidget):
    """Two curves over the epochs; the point that is read out is marked.

    Attributes
    ----------
    pointed : Signal(int)
        The place in the path under the mouse, −1 for none.
    """

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        section = Section(self.tr("Loss along the path"), 16)
        keys = QWidget()
        row = QHBoxLayout(keys)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(LineKey(self.tr("real")))
        row.addWidget(LineKey(self.tr("on the plane"), dashed=True, role="positive"))
        section.add_header_widget(keys)
        self.plot = Plot(self.tr("Loss along the path"))
        self.plot.show_grid()
        self.plot.axes["left"].setWidth(46)
        self.plot.axes["left"].decades = True
        self.plot.axes["bottom"].setHeight(20)
        self._plane = pg.PlotCurveItem(antialias=True, connect="finite")
        self._real = pg.PlotCurveItem(antialias=True, connect="finite")
        self._now, self._cursor = pg.InfiniteLine(angle=90), pg.InfiniteLine(angle=90)
        for item in (self._plane, self._real, self._now, self._cursor):
            self.plot.addItem(item)
        for line in (self._now, self._cursor):
            line.hide()
        self.plot.scene().sigMouseMoved.connect(self._hover)
        section.body.setContentsMargins(0, 0, 2, 6)
        section.body.addWidget(self.plot, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
        theme().themeChanged.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        self._real.setPen(pen("text1", 1.5))
        self._plane.setPen(pen("positive", 1.5, dashes=(2, 2)))
        self._now.setPen(pen("accent", 1.5))
        self._cursor.setPen(pen("text3", 1.0))

    def show_path(self, path: Path | None, here: Here | None) -> None:
        """Show the losses of a path, and where the moment that is shown lies."""
        self._path = path
        if path is None or not len(path):
            self._real.setData([], [])
            self._plane.setData([], [])
            self._now.hide()
            return
        epochs = path.epochs.astype(float)
        real, plane = _logarithm(path.real), _logarithm(path.plane)
        self._real.setData(epochs, real)
        self._plane.setData(epochs, plane)
        self._show_range(epochs, np.concatenate([real, plane]))
        self._now.setVisible(here is not None)
        if here is not None:
            self._now.setValue(here.epoch)

    def _show_range(self, epochs: NDArray[Any], losses: NDArray[Any]) -> None:
        finite = losses[np.isfinite(losses)]
        if not finite.size:
            return
        low, high = float(finite.min()), float(finite.max())
        room = max(0.05, 0.08 * (high - low))
        right = max(float(epochs[-1]), float(epochs[0]) + 1)
        self.plot.setRange(xRange=(float(epochs[0]), right), yRange=(low - room, high + room), padding=0)

    def point_at(self, place: int) -> None:
        """Mark a point of the path, −1 for none."""
        known = self._path is not None and 0 <= place < len(self._path)
        self._cursor.setVisible(known)
        if known and self._path is not None:
            self._cursor.setValue(int(self._path.epochs[place]))

    def _hover(self, at: Any) -> None:
        view = self.plot.getViewBox()
        if self._path is None or not len(self._path) or not view.sceneBoundingRect().contains(at):
            self.pointed.emit(-1)
            return
        epoch = view.mapSceneToView(at).x()
        self.pointed.emit(int(np.argmin(np.abs(self._path.epochs - epoch))))

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        self.pointed.emit(-1)


def _logarithm(losses: NDArray[Any]) -> NDArray[Any]:
    with np.errstate(invalid="ignore"):
        values = np.log10(np.maximum(losses, _TINY))
    finite: NDArray[Any] = np.where(np.isfinite(losses), values, np.nan)
    return finite
