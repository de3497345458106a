"""What the network, or one neuron, says at every point of the plane, and the samples on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal

from nnplayground.ui.colormap import class_colour, diverging_colour, diverging_lut, point_colour
from nnplayground.ui.pictures import target_colours
from nnplayground.ui.theme import theme
from nnplayground.ui.views.contour import contour_segments
from nnplayground.ui.views.plots import Plot, class_rgb, pen

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QColor, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from nnplayground.app.points import Points
    from nnplayground.core.dataset import DataSpec

__all__ = ["BoundaryPlot"]

_SHADES = 16  # of residuals on each side of zero
_MOST_POINTS = 1500
_TRAIN, _TEST = 6.5, 6.5


class BoundaryPlot(Plot):
    """A heat map under its zero line under the points, over the bounds of a plane data set.

    Attributes
    ----------
    pointClicked : Signal(float, float)
        The place of the plane that was clicked.
    pointDragged : Signal(float, float)
        The place that the pressed mouse has come to.
    """

    pointClicked = Signal(float, float)  # noqa: N815
    pointDragged = Signal(float, float)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        self._values: NDArray[Any] | None = None
        self._points: Points | None = None
        self._spec: DataSpec | None = None
        self._scale = 1.0
        self._shows_test = False
        self._discrete = False
        self._edge: NDArray[Any] | None = None
        self._levels: tuple[float, ...] = ()
        self._threshold = 0.0
        self._residuals: tuple[NDArray[Any], NDArray[Any], float] | None = None
        self._rung: NDArray[np.float64] = np.empty((0, 2))
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Output of the network over the plane"))
        self.image = pg.ImageItem(axisOrder="row-major")
        self.contour = pg.PlotCurveItem(connect="pairs", antialias=True)
        self.levels = pg.PlotCurveItem(connect="pairs", antialias=True)
        self.train = pg.ScatterPlotItem(size=_TRAIN, antialias=True)
        self.test = pg.ScatterPlotItem(size=_TEST, antialias=True)
        self.rings = pg.ScatterPlotItem(size=12, antialias=True)
        self.marker = pg.ScatterPlotItem(size=13, antialias=True)
        self.cross = [pg.InfiniteLine(angle=angle) for angle in (0, 90)]
        for item in (
            self.image,
            self.levels,
            self.contour,
            *self.cross,
            self.train,
            self.test,
            self.rings,
            self.marker,
        ):
            self.addItem(item)
        # Only what lies below the samples changes while a run goes on; they are kept as pixels.
        for item in (self.train, self.test, *self.axes.values()):
            item.setCacheMode(item.CacheMode.DeviceCoordinateCache)
        self._marked: tuple[float, float] | None = None
        self._crossed = False
        self._draw_marker()
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

    def show_values(
        self,
        values: NDArray[Any],
        *,
        scale: float = 1.0,
        discrete: bool = False,
        edge: NDArray[Any] | None = None,
        levels: tuple[float, ...] = (),
    ) -> None:
        """Show the output over the plane.

        Parameters
        ----------
        values : ndarray
            Shape (size, size), row 0 at the top: signed values; or (classes, size, size): probabilities.
        scale : float
            The magnitude at the ends of the colour map.
        discrete : bool
            Show only which side, or which class, wins.
        edge : ndarray, optional
            Shape (size, size): whose zero line is drawn, instead of that of the values themselves.
        levels : tuple of float
            Values whose lines are drawn besides, thinner.
        """
        self._values, self._scale, self._discrete, self._edge = values, scale, discrete, edge
        self._levels = levels
        self._draw_values()

    def set_threshold(self, level: float) -> None:
        """Let two sides part where the values are ``level`` rather than 0."""
        if level != self._threshold:
            self._threshold = level
            self._draw_values()

    def show_residuals(self, train: NDArray[Any] | None, test: NDArray[Any] | None, scale: float) -> None:
        """Colour the samples by these numbers, shape (n,); by their targets if there are none."""
        before = self._residuals
        self._residuals = None if train is None or test is None else (train, test, scale)
        if (before, self._residuals) != (None, None):  # pyqtgraph takes 30 ms for the points of the spiral
            self._draw_points()

    def mark(self, place: tuple[float, float] | None, *, crossed: bool = False) -> None:
        """Ring the sample that is looked at, or none; a made one stands on a cross-hair."""
        if (place, crossed) != (self._marked, self._crossed):
            self._marked, self._crossed = place, crossed
            self._draw_marker()

    def ring(self, places: NDArray[np.float64]) -> None:
        """Ring several samples, shape (n, 2)."""
        self._rung = places
        self._draw_marker()

    def _draw_marker(self) -> None:
        bare = pg.mkBrush(None)
        self.rings.setData(self._rung[:, 0], self._rung[:, 1], pen=pen("text1", 1.5), brush=bare)
        for line, value in zip(self.cross, reversed(self._marked or (0.0, 0.0)), strict=True):
            line.setVisible(self._marked is not None and self._crossed)
            line.setPen(pen("text1", 1.0, opacity=0.55))
            line.setValue(value)
        if self._marked is None:
            self.marker.clear()
            return
        x, y = self._marked
        self.marker.setData([x], [y], pen=pen("text1", 2.0), brush=bare)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        view = self.getViewBox()
        at = QPointF(self.mapToScene(event.position().toPoint()))
        pressed = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if pressed and self._spec is not None and view.sceneBoundingRect().contains(at):
            place = view.mapSceneToView(at)
            self.pointDragged.emit(place.x(), place.y())

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
        self.levels.setData([], [])
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
            self.levels.setData([], [])
        else:
            self._draw_signed(upright, upright if self._edge is None else np.flip(self._edge, axis=-2))
        (left, right), (low, high) = self._spec.bounds
        # The rectangle is a transform of the pixels, so it must follow their number.
        self.image.setRect(QRectF(left, low, right - left, high - low))
        self.image.setOpacity(theme().tokens.boundary_opacity)

    def _draw_signed(self, upright: NDArray[Any], edge: NDArray[Any]) -> None:
        signed = np.nan_to_num(upright, nan=0.0, posinf=self._scale, neginf=-self._scale)
        sides = np.where(signed >= self._threshold, self._scale, -self._scale)
        shown = sides if self._discrete and self._edge is None else signed
        levels = (-self._scale, self._scale)
        self.image.setImage(shown, autoLevels=False, levels=levels, lut=diverging_lut())
        edges = np.nan_to_num(edge)
        x, y = self._placed(*contour_segments(edges, self._threshold if self._edge is None else 0.0), edges)
        self.contour.setData(x, y, pen=pen("text1", 1.1, opacity=0.7))
        lines = [self._placed(*contour_segments(signed, level), signed) for level in self._levels]
        x, y = (np.concatenate([line[axis] for line in lines] or [np.empty(0)]) for axis in (0, 1))
        self.levels.setData(x, y, pen=pen("text1", 0.8, opacity=0.3))

    def _placed(
        self, x: NDArray[Any], y: NDArray[Any], values: NDArray[Any]
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Turn pixels of a picture into places of the plane; a value stands in the middle of its pixel."""
        if self._spec is None:
            return x, y
        (left, right), (low, high) = self._spec.bounds
        rows, columns = values.shape
        return left + (x + 0.5) * (right - left) / columns, low + (y + 0.5) * (high - low) / rows

    def _draw_points(self) -> None:
        points = self._points
        if points is None or not points.spec.is_plane:
            return
        outline = theme().colour("point_outline")
        train, test, _scale = self._residuals or (None, None, 1.0)
        self._fill(self.train, points.train_x, self._point_colours(points.train_y, train), outline, False)
        if self._shows_test:
            self._fill(self.test, points.test_x, self._point_colours(points.test_y, test), outline, True)
        else:
            self.test.clear()

    def _fill(
        self, item: pg.ScatterPlotItem, x: NDArray[Any], colours: list[QColor], outline: QColor, rings: bool
    ) -> None:
        x = x[: len(colours)]
        if rings:
            pens = [pg.mkPen(colour, width=1.5) for colour in colours]
            item.setData(x[:, 0], x[:, 1], pen=pens, brush=pg.mkBrush(outline))
        else:
            brushes = [pg.mkBrush(colour) for colour in colours]
            item.setData(x[:, 0], x[:, 1], pen=pg.mkPen(outline, width=1), brush=brushes)

    def _point_colours(self, y: NDArray[Any], residuals: NDArray[Any] | None) -> list[QColor]:
        """Return the colours of at most so many points as can be told apart."""
        y = y[:_MOST_POINTS]
        if residuals is not None and self._residuals is not None and len(residuals) >= len(y):
            scale = self._residuals[2] or 1.0
            # Every colour costs a picture of its own.
            steps = np.round(np.clip(residuals[:_MOST_POINTS] / scale, -1, 1) * _SHADES) / _SHADES
            return [diverging_colour(step) for step in steps.ravel().tolist()]
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
