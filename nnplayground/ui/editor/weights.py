"""The weights between two layers, all drawn by one item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem

from nnplayground.ui.editor.strokes import look_alike, strokes, strongest, width_of
from nnplayground.ui.editor.wires import curve
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from nnplayground.core.graph import Edge
    from nnplayground.train.snapshot import Array
    from nnplayground.ui.editor.sheet_pictures import Picture, SheetPictures
    from nnplayground.ui.editor.strokes import Stroke

__all__ = ["LIMIT", "WeightSheet", "WeightSpot"]

LIMIT = 2000
_FEW = 400  # so many curves are stroked within a frame
_SKETCHED = 48
_MARGIN = 0.4  # share of the view that a picture reaches beyond it


@dataclass(frozen=True)
class WeightSpot:
    """One weight under the mouse: ``weight[row, column]`` of node ``node``."""

    node: str
    row: int
    column: int


class WeightSheet(QGraphicsItem):
    """Curves from the tiles of one card to the tiles of the next, as thick and as bright as the weights.

    A few curves are stroked at every paint. Many are stroked into a picture in the background; while cards
    or weights move, the last picture or only the strongest curves are shown.

    Attributes
    ----------
    places, values : int
        Count the changes of the ends and of the weights.
    """

    def __init__(self, edge: Edge, pictures: SheetPictures) -> None:
        super().__init__()
        self.edge = edge
        self.places = self.values = 0
        self.setZValue(1)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._pictures = pictures
        self._picture: Picture | None = None
        self._starts: NDArray[np.float64] = np.zeros((0, 2))
        self._ends: NDArray[np.float64] = np.zeros((0, 2))
        self._weights: Array = np.zeros((0, 0), np.float32)
        self._newest = self._weights  # of which the drawn ones may lag behind by what nobody can see
        self._largest = 1.0
        self._chosen: tuple[int, NDArray[np.float64], NDArray[np.intp]] | None = None
        self._few: tuple[int, int, int, list[Stroke]] | None = None
        self._halo = _Halo(self)
        self._bounds = QRectF()

    # -- what is shown ---------------------------------------------------------------------------------

    def set_ends(self, sources: Sequence[QRectF], targets: Sequence[QRectF]) -> bool:
        """Take the tiles of both cards, in the scene; return whether their number is another."""
        starts = np.array([(tile.right(), tile.center().y()) for tile in sources]).reshape(-1, 2)
        ends = np.array([(tile.left(), tile.center().y()) for tile in targets]).reshape(-1, 2)
        if np.array_equal(starts, self._starts) and np.array_equal(ends, self._ends):
            return False
        self.prepareGeometryChange()
        self._starts, self._ends = starts, ends
        both = np.concatenate([starts, ends])
        low, high = both.min(axis=0), both.max(axis=0)
        self._bounds = QRectF(low[0] - 4, low[1] - 4, high[0] - low[0] + 8, high[1] - low[1] + 8)
        self.places += 1
        renewed = self._weights.shape != self._extent
        if renewed:
            self._weights = self._newest = np.zeros(self._extent, np.float32)
            self.values += 1
        self._changed()
        return renewed

    def set_weights(self, weights: Array | None, largest: float, *, roughly: bool = False) -> bool:
        """Take the newest weights (rows of the target, columns of the source) and the largest of all.

        Parameters
        ----------
        roughly : bool
            Draw nothing anew that would look the same.

        Returns
        -------
        bool
            Whether the curves look different now.
        """
        rows, columns = self._extent
        shown = weights[:rows, :columns] if weights is not None else np.zeros(self._extent, np.float32)
        if shown.shape != self._extent:
            shown = np.zeros(self._extent, np.float32)  # of the network before the last edit
        self._newest = shown
        if np.array_equal(shown, self._weights) and largest == self._largest:
            return False
        if roughly and look_alike(_shares(self._weights, self._largest), _shares(shown, largest)):
            return False
        self._weights, self._largest = shown, largest
        self.values += 1
        self._changed()
        return True

    def _changed(self) -> None:
        # Strokes that are kept as pixels by Qt must not be kept twice.
        cache = QGraphicsItem.CacheMode.DeviceCoordinateCache
        wanted = cache if self.curves <= _FEW else QGraphicsItem.CacheMode.NoCache
        if self.cacheMode() is not wanted:
            self.setCacheMode(wanted)
        self._place_halo()
        self.update()

    @property
    def _extent(self) -> tuple[int, int]:
        return len(self._ends), len(self._starts)

    @property
    def curves(self) -> int:
        """How many weights are drawn."""
        return min(LIMIT, self._weights.size)

    def value(self, spot: WeightSpot) -> float:
        """Return the weight at a spot."""
        return float(self._newest[spot.row, spot.column])

    def _choice(self) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
        """Return all strengths, and row and column of what is drawn; worked out when it is asked for."""
        if self._chosen is None or self._chosen[0] != self.values:
            strengths = np.abs(_shares(self._weights, self._largest))
            self._chosen = self.values, strengths, strongest(strengths, LIMIT)
        return self._chosen[1:]

    def _strengths(self) -> NDArray[np.float64]:
        return self._choice()[0]

    @property
    def _shown(self) -> NDArray[np.intp]:
        return self._choice()[1]

    def strokes(self, limit: int = LIMIT) -> Iterator[Stroke]:
        """Yield the strongest curves, the weakest of them first."""
        strengths, shown = self._choice()
        if limit < len(shown):
            best = np.argpartition(strengths[shown[:, 0], shown[:, 1]], len(shown) - limit)[-limit:]
            shown = shown[best]
        return strokes(self._starts, self._ends, shown, strengths, self._weights < 0)

    # -- the mouse -------------------------------------------------------------------------------------

    def nearest(self, point: QPointF) -> tuple[WeightSpot, float] | None:
        """Return the drawn weight nearest to ``point`` and its distance; of equals, the strongest."""
        if not len(self._shown) or not self._bounds.adjusted(-8, -8, 8, 8).contains(point):
            return None
        starts, ends = self._starts[self._shown[:, 1]], self._ends[self._shown[:, 0]]
        # The handles are half of dx long, so x depends on t alone and one t fits nearly all curves.
        t = self._parameter(starts[:, 0], ends[:, 0], point.x())
        blend = 3 * t**2 - 2 * t**3
        y = starts[:, 1] + blend * (ends[:, 1] - starts[:, 1])
        dx = 1.5 * (1 - 2 * t + 2 * t**2) * (ends[:, 0] - starts[:, 0])
        slope = 6 * t * (1 - t) * (ends[:, 1] - starts[:, 1]) / np.where(np.abs(dx) < 1e-6, 1e-6, dx)
        distance = np.abs(y - point.y()) / np.sqrt(1 + slope**2)
        strength = self._strengths()[self._shown[:, 0], self._shown[:, 1]]
        best = int(np.argmin(distance - 2.0 * strength))
        row, column = (int(number) for number in self._shown[best])
        return WeightSpot(self.edge.target, row, column), float(distance[best])

    @staticmethod
    def _parameter(x0: NDArray[np.float64], x1: NDArray[np.float64], x: float) -> NDArray[np.float64]:
        """Solve x(t) = x0 + (1.5 t − 1.5 t² + t³)(x1 − x0) for t by Newton's method."""
        wanted = np.clip((x - x0) / np.where(x1 == x0, 1.0, x1 - x0), 0, 1)
        t = wanted.copy()
        for _ in range(4):
            t -= (1.5 * t - 1.5 * t**2 + t**3 - wanted) / (1.5 - 3 * t + 3 * t**2)
        return np.clip(t, 0, 1)

    def is_crossed(self, piece: NDArray[np.float64]) -> bool:
        """Tell whether a straight piece, two points (2, 2) of the scene, crosses a drawn weight."""
        if not len(self._shown):
            return False
        starts, ends = self._starts[self._shown[:, 1]], self._ends[self._shown[:, 0]]
        inside = np.clip(piece[:, 0], self._bounds.left(), self._bounds.right())
        above = []
        for (_x, y), x in zip(piece.tolist(), inside.tolist(), strict=True):
            t = self._parameter(starts[:, 0], ends[:, 0], x)
            blend = 3 * t**2 - 2 * t**3
            above.append(starts[:, 1] + blend * (ends[:, 1] - starts[:, 1]) < y)
        is_among = inside.max() > self._bounds.left() and inside.min() < self._bounds.right()
        return bool(is_among and (above[0] != above[1]).any())

    def hover(self, spot: WeightSpot | None) -> None:
        """Put the halo on a weight, or take it away."""
        self._halo.spot = spot
        self._place_halo()

    def _place_halo(self) -> None:
        spot = self._halo.spot
        if spot is None or spot.row >= len(self._ends) or spot.column >= len(self._starts):
            self._halo.hide()
            return
        path = curve(QPointF(*self._starts[spot.column]), QPointF(*self._ends[spot.row]))
        strength = float(self._strengths()[spot.row, spot.column])
        self._halo.show_curve(path, width_of(strength), bool(self._weights[spot.row, spot.column] < 0))

    def middle(self, spot: WeightSpot) -> QPointF:
        """Return the middle of a weight's curve, in the scene."""
        start, end = self._starts[spot.column], self._ends[spot.row]
        return QPointF(*((start + end) / 2))

    def along(
        self, rows: NDArray[np.intp], columns: NDArray[np.intp], way: NDArray[np.float64]
    ) -> NDArray[np.float64] | None:
        """Return the places on curves at a part of their way, shape (n, 2); None if there are not so many."""
        if not len(rows) or rows.max() >= len(self._ends) or columns.max() >= len(self._starts):
            return None
        start, end, t = self._starts[columns], self._ends[rows], way[:, None]
        shares = np.concatenate([1.5 * t - 1.5 * t**2 + t**3, 3 * t**2 - 2 * t**3], axis=1)
        places: NDArray[np.float64] = start + shares * (end - start)
        return places

    # -- painting --------------------------------------------------------------------------------------

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = painter.worldTransform().m11() * painter.device().devicePixelRatioF()
        picture = self._picture
        if self.curves <= _FEW:
            self._draw(painter, LIMIT)
        elif picture is None or picture.places != self.places:
            self._draw(painter, _SKETCHED)
            self._ask(scale, soon=False)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(picture.area, picture.pixmap, QRectF(picture.pixmap.rect()))
            self._ask_anew(picture, scale)

    def _draw(self, painter: QPainter, limit: int) -> None:
        key = self.places, self.values, limit
        if self._few is None or self._few[:3] != key:
            self._few = (*key, list(self.strokes(limit)))
        for stroke in self._few[3]:
            stroke.draw(painter)

    def _ask_anew(self, picture: Picture, scale: float) -> None:
        """Ask for another picture if this one is old, too coarse or too small."""
        is_covered = picture.area.contains(self._visible(0.0))
        if picture.values != self.values or not is_covered:
            self._ask(scale, soon=True)
        elif abs(picture.scale - scale) > 1e-6:
            self._ask(scale, soon=False)

    def _ask(self, scale: float, *, soon: bool) -> None:
        self._pictures.ask(self, self._visible(_MARGIN), scale, soon=soon)

    def _visible(self, margin: float) -> QRectF:
        """Return the part of the sheet that can be seen, with a share of the view around it."""
        views = self.scene().views()
        if not views:
            return self._bounds
        view = views[0]
        shown = view.mapToScene(view.viewport().rect()).boundingRect()
        dx, dy = margin * shown.width(), margin * shown.height()
        return self._bounds.intersected(shown.adjusted(-dx, -dy, dx, dy))

    def take_picture(self, picture: Picture) -> None:
        """Show another picture."""
        self._picture = picture
        self.update()

    def recolour(self) -> None:
        """Take the colours of the current theme."""
        self._picture = None
        self.update()


def _shares(weights: Array, largest: float) -> NDArray[np.float64]:
    """Return weights as parts of the largest of all, from −1 to 1."""
    finite = np.nan_to_num(weights.astype(np.float64), posinf=largest, neginf=-largest)
    return np.clip(finite / (largest or 1.0), -1, 1)


class _Halo(QGraphicsItem):
    """The weight under the mouse: 1.5 px of text colour on each side."""

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.spot: WeightSpot | None = None
        self._path = QPainterPath()
        self._width, self._negative = 1.5, False
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.hide()

    def show_curve(self, path: QPainterPath, width: float, negative: bool) -> None:
        self.prepareGeometryChange()
        self._path, self._width, self._negative = path, max(1.5, width), negative
        self.show()
        self.update()

    def boundingRect(self) -> QRectF:
        return self._path.controlPointRect().adjusted(-6, -6, 6, 6)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("text1"), self._width + 3, c=Qt.PenCapStyle.FlatCap))
        painter.drawPath(self._path)
        role = "negative" if self._negative else "positive"
        painter.setPen(QPen(theme().colour(role), self._width, c=Qt.PenCapStyle.FlatCap))
        painter.drawPath(self._path)
