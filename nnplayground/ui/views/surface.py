"""A surface in space, drawn with plain polygons from back to front; turned by the mouse or the arrow keys."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.colormap import diverging_lut
from nnplayground.ui.theme import theme
from nnplayground.ui.views.keeping import is_kept
from nnplayground.ui.views.landscape_path import draw_path
from nnplayground.ui.views.landscape_scale import Form, LossScale
from nnplayground.ui.widgets.painting import by_keyboard, draw_box

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

    from nnplayground.app.landscape import Here
    from nnplayground.train.landscape import Landscape
    from nnplayground.ui.views.landscape_path import Path

__all__ = ["SurfaceView"]

_QUADS = (40, 25)  # at most, across and deep
_TALL = 0.62  # how high the highest loss stands, the surface being 2 wide
_MARGIN = 10  # pixels around the surface: half the mark of the present
_ROOMY = 240  # pixels of height from which the ends of the path are named
_TURN = 0.01  # radians per pixel of a drag
_KEY_TURN = math.radians(7.5)
_YAW, _PITCH = math.radians(-32), math.radians(34)
_STEEPEST = math.radians(88)


class SurfaceView(QWidget):
    """A landscape as a mesh in space, in a parallel projection, with the path of training on it.

    Drag turns it, the wheel enlarges it; the arrow keys, + and − do the same, and Home goes back.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._landscape: Landscape | None = None
        self._scale: LossScale | None = None
        self._path: Path | None = None
        self._here: Here | None = None
        self._exact = False
        self._yaw, self._pitch, self._zoom = _YAW, _PITCH, 1.0
        self._middle, self._size = np.zeros(2), np.full(2, 2.0)  # of the mesh as one looks at it first
        self._grabbed: QPointF | None = None
        self._cache: QPixmap | None = None
        self._cached_for: tuple[object, ...] = ()
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Loss surface in space"))
        self.setToolTip(self.tr("Drag to turn, wheel to enlarge, Home to go back"))
        theme().themeChanged.connect(self.update)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, 100)

    def show_landscape(
        self,
        landscape: Landscape | None,
        scale: LossScale | None,
        path: Path | None,
        here: Here | None,
        *,
        exact: bool,
    ) -> None:
        """Show a surface of two directions; None for nothing."""
        self._landscape = None if landscape is None or landscape.is_curve else landscape
        self._scale, self._path, self._here, self._exact = scale, path, here, exact
        self._frame()
        self.update()

    def _frame(self) -> None:
        """Measure what has to fit into the picture; turning does not change its scale."""
        if self._landscape is None or self._scale is None:
            return
        points = self._mesh().reshape(-1, 3)
        points = points[np.isfinite(points).all(axis=1) & (points[:, 2] <= _TALL * 1.01)]
        if len(points):
            seen, _depth = _turned(points, _YAW, _PITCH)
            low, high = seen.min(axis=0), seen.max(axis=0)
            self._middle, self._size = (low + high) / 2, np.maximum(high - low, 0.5)

    def reset_view(self) -> None:
        """Look from where one looked at first."""
        self._yaw, self._pitch, self._zoom = _YAW, _PITCH, 1.0
        self.update()

    def turn(self, yaw: float, pitch: float) -> None:
        """Turn by angles in radians; never upside down."""
        self._yaw += yaw
        self._pitch = max(0.0, min(_STEEPEST, self._pitch + pitch))
        self.update()

    def enlarge(self, factor: float) -> None:
        """Look from nearer or farther."""
        self._zoom = max(0.4, min(6.0, self._zoom * factor))
        self.update()

    @property
    def viewpoint(self) -> tuple[float, float, float]:
        """The angle around, the angle above the plane, and the enlargement."""
        return self._yaw, self._pitch, self._zoom

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._landscape is None or self._scale is None:
            return
        if is_kept():
            self._draw_mesh(painter)
        else:
            painter.drawPixmap(0, 0, self._mesh_pixmap())
        self._draw_run(painter)
        if self._ring and self.hasFocus():
            draw_box(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, None, theme().colour("accent"))

    def _mesh_pixmap(self) -> QPixmap:
        assert self._landscape is not None
        ratio = self.devicePixelRatioF()
        wanted = (self.viewpoint, self.size(), ratio, theme().tokens.name, self._scale)
        same = self._cached_for[1:] == wanted and self._cached_for[0] is self._landscape.values
        if self._cache is None or not same:
            self._cache = QPixmap(self.size() * ratio)
            self._cache.setDevicePixelRatio(ratio)
            self._cache.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._cache)
            self._draw_mesh(painter)
            painter.end()
            self._cached_for = (self._landscape.values, *wanted)
        return self._cache

    def _draw_mesh(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(theme().colour("canvas" if theme().tokens.is_dark else "text2"))
        ink.setAlphaF(0.55 if theme().tokens.is_dark else 0.4)
        pen = QPen(ink, 0.7)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for corners, colour in self._quads():
            painter.setBrush(colour)
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))

    def _quads(self) -> Iterable[tuple[Any, QColor]]:
        """Return the corners and the colour of each quad that is finite, the farthest first."""
        points = self._mesh()
        corners = np.stack([points[:-1, :-1], points[:-1, 1:], points[1:, 1:], points[1:, :-1]], axis=2)
        flat = corners.reshape(-1, 4, 3)
        flat = flat[np.isfinite(flat).all(axis=(1, 2)) & (flat[:, :, 2] < _TALL).any(axis=1)]
        heights = np.minimum(1.0, (flat[:, :, 2].mean(axis=1) / _TALL + 1) / 2)
        lights = _lights(flat)
        pixels_of, depth = self._project(flat.reshape(-1, 3))
        order = np.argsort(-depth.reshape(-1, 4).mean(axis=1), kind="stable")
        rim = math.inf if self._scale is None or self._scale.form is not Form.EVEN else _TALL
        pixels = pixels_of.reshape(-1, 4, 2)[order].tolist()
        colours = _colours(heights[order], lights[order])
        for quad, corner, colour in zip(flat[order], pixels, colours, strict=True):
            cut = rim < math.inf and quad[:, 2].max() > rim + 1e-9
            yield self._project(_cut(quad, rim))[0].tolist() if cut else corner, colour

    def _mesh(self) -> NDArray[Any]:
        """Return the points in space, shape (rows, columns, 3)."""
        assert self._landscape is not None
        assert self._scale is not None
        found = self._landscape
        rows, columns = (_thinned(n, most) for n, most in zip(found.values.shape, _QUADS[::-1], strict=True))
        heights = self._scale.height(found.values[np.ix_(rows, columns)], cut=False)
        across, deep = np.meshgrid(found.x[columns], found.y[rows])
        places = np.stack([across.ravel(), deep.ravel()], 1)
        return self._in_space(places, heights.ravel()).reshape(*heights.shape, 3)

    def _in_space(self, places: NDArray[Any], heights: NDArray[Any]) -> NDArray[Any]:
        """Put points of the plane into a box 2 wide, as deep as the plane is, 2·_TALL high."""
        assert self._landscape is not None
        (left, right), (near, far) = self._extent()
        x = 2 * (places[:, 0] - left) / (right - left) - 1
        y = 2 * (places[:, 1] - near) / (far - near) - 1
        depth = min(1.0, max(0.6, len(self._landscape.y) / len(self._landscape.x)))
        return np.column_stack([x, y * depth, (2 * heights - 1) * _TALL])

    def _extent(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return how far the part that is drawn reaches: of a bowl, as far as its rim."""
        found, scale = self._landscape, self._scale
        assert found is not None
        assert scale is not None
        if scale.form is not Form.EVEN:
            return (found.x[0], found.x[-1]), (found.y[0], found.y[-1])
        drawn = found.values <= scale.high * (1 + 1e-9)
        columns, rows = np.flatnonzero(drawn.any(axis=0)), np.flatnonzero(drawn.any(axis=1))
        first, last = np.maximum(0, [columns[0] - 1, rows[0] - 1]), [columns[-1] + 1, rows[-1] + 1]
        right, far = min(last[0], len(found.x) - 1), min(last[1], len(found.y) - 1)
        return (found.x[first[0]], found.x[right]), (found.y[first[1]], found.y[far])

    def _project(self, points: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return pixels (n, 2) and distances from the eye (n,)."""
        seen, depth = _turned(points, self._yaw, self._pitch)
        room = np.array([self.width(), self.height()]) - 2 * _MARGIN
        unit = self._zoom * max(1.0, float((room / self._size).min()))
        away = (seen - self._middle) * unit
        return np.column_stack([self.width() / 2 + away[:, 0], self.height() / 2 - away[:, 1]]), depth

    def _draw_run(self, painter: QPainter) -> None:
        path = self._path
        if path is None or self._landscape is None or self._scale is None:
            return
        heights = self._scale.height(np.where(np.isfinite(path.plane), path.plane, path.real))
        inside = self._inside(path.places)
        pixels, _depth = self._project(self._in_space(path.places, heights))
        pixels[~inside] = np.nan
        now = None
        if self._here is not None and self._inside(self._here.place[np.newaxis])[0]:
            height = self._scale.height(np.array([self._here.loss]))
            spot, _depth = self._project(self._in_space(self._here.place[np.newaxis], height))
            now = (QPointF(*spot[0].tolist()), self._here) if np.isfinite(spot).all() else None
        roomy = self.height() >= _ROOMY
        draw_path(painter, path, pixels, now, each=self._exact, labels=roomy, marks=False)

    def _inside(self, places: NDArray[Any]) -> NDArray[np.bool_]:
        assert self._landscape is not None
        x, y = self._landscape.x, self._landscape.y
        within: NDArray[np.bool_] = (
            (x[0] <= places[:, 0])
            & (places[:, 0] <= x[-1])
            & (y[0] <= places[:, 1])
            & (places[:, 1] <= y[-1])
        )
        return within

    # -- turning ---------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is None:
            return
        moved = event.position() - self._grabbed
        self._grabbed = event.position()
        self.turn(moved.x() * _TURN, moved.y() * _TURN)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grabbed = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.enlarge(1.0015 ** event.angleDelta().y())
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = by_keyboard(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        zooms = {Qt.Key.Key_Plus: 1.2, Qt.Key.Key_Equal: 1.2, Qt.Key.Key_Minus: 1 / 1.2}
        key = Qt.Key(event.key())
        if key in turns:
            yaw, pitch = turns[key]
            self.turn(yaw * _KEY_TURN, pitch * _KEY_TURN)
        elif key in zooms:
            self.enlarge(zooms[key])
        elif key == Qt.Key.Key_Home:
            self.reset_view()
        else:
            super().keyPressEvent(event)


def _turned(points: NDArray[Any], yaw: float, pitch: float) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return how far right and up points are for who looks from there (n, 2), and how far away (n,)."""
    across = points[:, 0] * math.cos(yaw) - points[:, 1] * math.sin(yaw)
    away = points[:, 0] * math.sin(yaw) + points[:, 1] * math.cos(yaw)
    up = points[:, 2] * math.cos(pitch) + away * math.sin(pitch)
    return np.column_stack([across, up]), away * math.cos(pitch) - points[:, 2] * math.sin(pitch)


def _thinned(count: int, most: int) -> NDArray[np.int64]:
    """Return the indices of at most ``most`` + 1 of ``count`` points, the first and the last among them."""
    return np.unique(np.linspace(0, count - 1, min(count, most + 1)).round().astype(np.int64))


def _cut(quad: NDArray[Any], rim: float) -> NDArray[Any]:
    """Return what of a polygon lies below a height."""
    kept: list[NDArray[Any]] = []
    for here, following in zip(quad, np.roll(quad, -1, axis=0), strict=True):
        if here[2] <= rim:
            kept.append(here)
        if (here[2] <= rim) != (following[2] <= rim):
            kept.append(here + (rim - here[2]) / (following[2] - here[2]) * (following - here))
    return np.array(kept)


def _lights(quads: NDArray[Any]) -> NDArray[Any]:
    """Return how much light falls on each quad, 0 to 1, from the upper left."""
    normals = np.cross(quads[:, 1] - quads[:, 0], quads[:, 3] - quads[:, 0])
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    light = np.array([-0.45, -0.35, 0.82])
    lit: NDArray[Any] = np.clip(normals @ light, 0, 1)
    return lit


def _colours(heights: NDArray[Any], lights: NDArray[Any]) -> Iterable[QColor]:
    """Return the colours of heights, brighter where more light falls."""
    plain = diverging_lut()[128 + np.rint(127 * heights).astype(int)]
    lit = np.clip(plain * (0.88 + 0.28 * lights)[:, np.newaxis], 0, 255).astype(int)
    return (QColor(red, green, blue) for red, green, blue in lit.tolist())
