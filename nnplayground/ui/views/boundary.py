"""What the network, or one neuron, says at every point of the plane, and the samples on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal

from nnplayground.ui.colormap import class_colour, diverging_lut, point_colour
from nnplayground.ui.pictures import target_colours
from nnplayground.ui.theme import theme
from nnplayground.ui.views.contour import contour_segments
from nnplayground.ui.views.plots import Plot, class_rgb, pen

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

    from nnplayground.app.points import Points
    from nnplayground.core.dataset import DataSpec

__all__ = ["BoundaryPlot"]

_MOST_POINTS = 1500
_TRAIN, _TEST = 6.5, 6.5


class BoundaryPlot(Plot):
    """A heat map under its zero line under the points, over the bounds of a plane data set.

    Attributes
    ----------
    pointClicked : Signal(float, float)
        The place of the plane that was clicked.
    """

    pointClicked = Signal(float, float)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        self._values: NDArray[Any] | None = None
        self._points: Points | None = None
        self._spec: DataSpec | None = None
        self._scale = 1.0
        self._shows_test = False
        self._discrete = False
        self._multi = False
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Output of the network over the plane"))
        self.image = pg.ImageItem(axisOrder="row-major")
        self.contour = pg.PlotCurveItem(connect="pairs", antialias=True)
        self.train = pg.ScatterPlotItem(size=_TRAIN, antialias=True)
        self.test = pg.ScatterPlotItem(size=_TEST, antialias=True)
        self.marker = pg.ScatterPlotItem(size=13, antialias=True)
        for item in (self.image, self.contour, self.train, self.test, self.marker):
            self.addItem(item)
        self._marked: tuple[float, float] | None = None
        self.scene().sigMouseClicked.connect(self._click)
        self.smooth_pictures()
        self.axes["left"].setWidth(28)
        self.axes["bottom"].setHeight(20)

    # -- what is shown ---------------------------------------------------------------------------------

    def show_points(self, points: Points) -> None:
        """Show the samples of a plane data set."""
        self._points, self._spec = points, points.spec
        (left, right), (low, high) = points.spec.bounds
        self.setRange(xRange=(left, right), yRange=(low, high), padding=0)
        self._draw_points()

    def show_test(self, shown: bool) -> None:
        """Show the samples of the test part as rings."""
        if shown != self._shows_test:
            self._shows_test = shown
            self._draw_points()

    def show_values(self, values: NDArray[Any], *, scale: float = 1.0, discrete: bool = False) -> None:
        """Show the output over the plane.

        Parameters
        ----------
        values : ndarray
            Shape (size, size), row 0 at the top: signed values; or (classes, size, size): probabilities.
        scale : float
            The magnitude at the ends of the colour map.
        discrete : bool
            Show only which side, or which class, wins.
        """
        self._values, self._scale, self._discrete = values, scale, discrete
        self._draw_values()

    def mark(self, place: tuple[float, float] | None) -> None:
        """Ring the sample that is looked at, or none."""
        if place != self._marked:
            self._marked = place
            self._draw_marker()

    def _draw_marker(self) -> None:
        if self._marked is None:
            self.marker.clear()
            return
        x, y = self._marked
        self.marker.setData([x], [y], pen=pen("text1", 2.0), brush=pg.mkBrush(None))

    def _click(self, event: Any) -> None:
        view = self.getViewBox()
        if event.button() != Qt.MouseButton.LeftButton or self._spec is None:
            return
        position = QPointF(event.scenePos())
        if view.sceneBoundingRect().contains(position):
            place = view.mapSceneToView(position)
            self.pointClicked.emit(place.x(), place.y())

    def clear_values(self) -> None:
        """Show the points alone."""
        self._values = None
        self.image.clear()
        self.contour.setData([], [])

    # -- drawing ---------------------------------------------------------------------------------------

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "test"):
            self._draw_values()
            self._draw_points()
            self._draw_marker()

    def _draw_values(self) -> None:
        if self._values is None or self._spec is None:
            return
        upright = np.flip(self._values, axis=-2)
        if upright.ndim == 3:
            self.image.setImage(
                class_picture(upright, self._discrete), autoLevels=False, levels=None, lut=None
            )
            self.contour.setData([], [])
        else:
            self._draw_signed(upright)
        (left, right), (low, high) = self._spec.bounds
        # The rectangle is a transform of the pixels, so it must follow their number.
        self.image.setRect(QRectF(left, low, right - left, high - low))
        self.image.setOpacity(theme().tokens.boundary_opacity)

    def _draw_signed(self, upright: NDArray[Any]) -> None:
        signed = np.nan_to_num(upright, nan=0.0, posinf=self._scale, neginf=-self._scale)
        shown = np.where(signed >= 0, self._scale, -self._scale) if self._discrete else signed
        levels = (-self._scale, self._scale)
        self.image.setImage(shown, autoLevels=False, levels=levels, lut=diverging_lut())
        x, y = contour_segments(signed)
        if self._spec is not None:
            (left, right), (low, high) = self._spec.bounds
            rows, columns = signed.shape
            # A value stands in the middle of its pixel.
            x = left + (x + 0.5) * (right - left) / columns
            y = low + (y + 0.5) * (high - low) / rows
        self.contour.setData(x, y, pen=pen("text1", 1.1, opacity=0.7))

    def _draw_points(self) -> None:
        points = self._points
        if points is None or not points.spec.is_plane:
            return
        outline = theme().colour("point_outline")
        self._fill(self.train, points.train_x, points.train_y, outline, rings=False)
        if self._shows_test:
            self._fill(self.test, points.test_x, points.test_y, outline, rings=True)
        else:
            self.test.clear()

    def _fill(
        self, item: pg.ScatterPlotItem, x: NDArray[Any], y: NDArray[Any], outline: QColor, *, rings: bool
    ) -> None:
        x, y = x[:_MOST_POINTS], y[:_MOST_POINTS]
        colours = self._point_colours(y)
        if rings:
            pens = [pg.mkPen(colour, width=1.5) for colour in colours]
            item.setData(x[:, 0], x[:, 1], pen=pens, brush=pg.mkBrush(outline))
        else:
            brushes = [pg.mkBrush(colour) for colour in colours]
            item.setData(x[:, 0], x[:, 1], pen=pg.mkPen(outline, width=1), brush=brushes)

    def _point_colours(self, y: NDArray[Any]) -> list[QColor]:
        classes = self._spec.target.classes if self._spec is not None else 0
        if classes == 2:
            return [point_colour(float(label)) for label in y]
        return target_colours(y, classes)


def class_picture(probabilities: NDArray[Any], discrete: bool) -> NDArray[np.uint8]:
    """Return the winner's colour at every point, fading into the ground where it is unsure.

    Parameters
    ----------
    probabilities : ndarray
        Shape (classes, rows, columns).

    Returns
    -------
    ndarray
        uint8, shape (rows, columns, 3).
    """
    classes = len(probabilities)
    winner = probabilities.argmax(axis=0)
    colours = np.array([class_rgb(class_colour(index)) for index in range(classes)], np.float32)
    ground = np.array(class_rgb(theme().colour("surface")), np.float32)
    chance = 1.0 / classes
    sure = (probabilities.max(axis=0) - chance) / (1 - chance)
    share = np.full(winner.shape, 0.9) if discrete else 0.12 + 0.78 * np.clip(np.nan_to_num(sure), 0, 1)
    mixed = ground + share[..., np.newaxis] * (colours[winner] - ground)
    picture: NDArray[np.uint8] = np.rint(mixed).astype(np.uint8)
    return picture
