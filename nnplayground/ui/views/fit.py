"""Regression seen as lines and points: a curve through its samples, or predictions beside the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg

from nnplayground.ui.theme import theme
from nnplayground.ui.views.plots import Plot, pen

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from nnplayground.app.points import Points

__all__ = ["FittedCurve", "PredictionScatter"]

_MOST_POINTS = 1000
_MARGIN = 0.12


class _PointPlot(Plot):
    """Filled train points and test rings on a grid."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._shows_test = False
        super().__init__(name, parent)
        self.show_grid()
        self.train = pg.ScatterPlotItem(size=6, antialias=True)
        self.test = pg.ScatterPlotItem(size=6, antialias=True)
        self.line = pg.PlotCurveItem(antialias=True)
        for item in (self.train, self.test, self.line):
            self.addItem(item)
        self.axes["left"].setWidth(40)
        self.axes["bottom"].setHeight(20)
        self._paint_points()

    def show_test(self, shown: bool) -> None:
        """Show the samples of the test part."""
        self._shows_test = shown
        self.test.setVisible(shown)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "line"):
            self._paint_points()

    def _paint_points(self) -> None:
        outline = theme().colour("point_outline")
        self.train.setPen(pg.mkPen(outline, width=1))
        self.train.setBrush(pg.mkBrush(theme().colour("text3")))
        self.test.setPen(pg.mkPen(theme().colour("text2"), width=1.5))
        self.test.setBrush(pg.mkBrush(outline))
        self.test.setVisible(self._shows_test)
        self.line.setPen(pen("accent", 2))


class FittedCurve(_PointPlot):
    """A function of one variable through its samples."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Fitted curve"))
        self._bounds = (-1.0, 1.0)
        self._points: Points | None = None
        self._shows_residuals = False
        self.stems = pg.PlotCurveItem(connect="pairs", antialias=True)
        self.addItem(self.stems)

    def show_residuals(self, shown: bool) -> None:
        """Join every training sample to the curve, or none."""
        self._shows_residuals = shown
        if not shown:
            self.stems.setData([], [])

    def show_points(self, points: Points) -> None:
        """Show the samples of a line data set."""
        self._bounds, self._points = points.spec.bounds[0], points
        self.train.setData(points.train_x[:_MOST_POINTS, 0], points.train_y[:_MOST_POINTS, 0])
        self.test.setData(points.test_x[:_MOST_POINTS, 0], points.test_y[:_MOST_POINTS, 0])
        values = np.concatenate([points.train_y[:, 0], points.test_y[:, 0]])
        self.setRange(xRange=self._bounds, yRange=_padded(values), padding=0)

    def show_values(self, values: NDArray[Any]) -> None:
        """Show the network's output at evenly spread places, shape (n,) or (1, n)."""
        y = np.asarray(values, np.float64).reshape(-1)
        x = np.linspace(*self._bounds, len(y))
        self.line.setData(x, y)
        if self._shows_residuals and self._points is not None:
            places = self._points.train_x[:_MOST_POINTS, 0]
            truth = self._points.train_y[:_MOST_POINTS, 0]
            ends = np.stack([truth, np.interp(places, x, y)], axis=1)
            self.stems.setData(np.repeat(places, 2), ends.ravel(), pen=pen("text3", 1.0, opacity=0.7))

    def clear_values(self) -> None:
        """Show the points alone."""
        self.line.setData([], [])
        self.stems.setData([], [])


class PredictionScatter(_PointPlot):
    """Predictions over true values; perfect ones lie on the diagonal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Predictions over true values"))
        self._points: Points | None = None
        self._shows_residuals = False

    def show_points(self, points: Points) -> None:
        """Take the true values."""
        self._points = points
        self._set_range()
        self.clear_values()

    def show_residuals(self, shown: bool) -> None:
        """Show prediction minus truth over the truth, instead of the prediction."""
        if shown != self._shows_residuals:
            self._shows_residuals = shown
            self._set_range()
            self.clear_values()

    def _set_range(self) -> None:
        if self._points is None:
            return
        low, high = _padded(np.concatenate([self._points.train_y[:, 0], self._points.test_y[:, 0]]))
        half = (high - low) / 2
        ends = (-half, half) if self._shows_residuals else (low, high)
        self.setRange(xRange=(low, high), yRange=ends, padding=0)
        self.line.setData([low, high], [0.0, 0.0] if self._shows_residuals else [low, high])

    def show_predictions(self, train: NDArray[Any] | None, test: NDArray[Any] | None) -> None:
        """Show what the network says of the samples, shape (n,) or (n, 1), in their order."""
        if self._points is None:
            return
        for item, truth, said in (
            (self.train, self._points.train_y, train),
            (self.test, self._points.test_y, test),
        ):
            if said is not None:
                values = np.asarray(said, np.float64).reshape(len(said), -1)[:_MOST_POINTS, 0]
                true = truth[: len(values), 0]
                item.setData(true, values - true if self._shows_residuals else values)

    def clear_values(self) -> None:
        """Show the diagonal alone."""
        self.train.clear()
        self.test.clear()


def _padded(values: NDArray[Any]) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    margin = _MARGIN * (high - low) or 1.0
    return low - margin, high + margin
