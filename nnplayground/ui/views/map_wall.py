"""Rows of small heat maps: what the filters of every layer see, or the filters themselves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from nnplayground.ui.colormap import colour_image, heat_image
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import ScrollColumn
from nnplayground.ui.widgets.painting import draw_box, draw_name, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPaintEvent

__all__ = ["MapRow", "MapScale", "MapWall", "largest", "magnitudes", "map_image"]

_NAMES, _CAPTION, _ROW_GAP = (84.0, 140.0), 15.0, 6.0
_GAP = 14.0
_RIGHT = Qt.AlignmentFlag.AlignRight
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


@dataclass(frozen=True, slots=True, eq=False)
class MapRow:
    """One layer of the wall.

    Attributes
    ----------
    node, icon, title, kind : str
    maps : ndarray
        Shape (units, height, width), or (units, 3, height, width) of colours between 0 and 1.
    units : int
        How many the layer has; the rest is only counted.
    """

    node: str
    icon: str
    title: str
    kind: str
    maps: NDArray[Any]
    units: int

    @property
    def is_colour(self) -> bool:
        """Whether the maps are pictures in colour."""
        return self.maps.ndim == 4


def largest(maps: NDArray[Any]) -> float:
    """Return the largest finite magnitude."""
    finite = np.abs(maps[np.isfinite(maps)])
    return float(finite.max()) if finite.size else 0.0


class MapScale(StrEnum):
    """What decides the magnitude at the ends of a map's colours."""

    MAP = "map"
    LAYER = "layer"
    NETWORK = "network"


def magnitudes(rows: Sequence[MapRow], scale: MapScale) -> dict[str, float | None]:
    """Return by layer what the ends of the colours stand for; None where each map has its own."""
    if scale is MapScale.MAP:
        return {row.node: None for row in rows}
    found = {row.node: 0.0 if row.is_colour else largest(row.maps) for row in rows}
    if scale is MapScale.NETWORK:
        return dict.fromkeys(found, max(found.values(), default=0.0))
    return dict(found)


def map_image(row: MapRow, unit: int, most: float | None) -> QImage:
    """Return the picture of one map; ``most`` is the magnitude at the ends of its colours, else its own."""
    if row.is_colour:
        return colour_image(row.maps[unit])
    return heat_image(row.maps[unit], largest(row.maps[unit]) if most is None else most)


class MapWall(ScrollColumn):
    """All maps of a network, layer by layer.

    Attributes
    ----------
    mapChosen : Signal(str, int)
        Node and unit that was clicked or reached by the arrow keys.
    mapOpened : Signal(str, int)
        Node and unit that was double-clicked, or confirmed by Enter.
    """

    mapChosen = Signal(str, int)  # noqa: N815
    mapOpened = Signal(str, int)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        self.tiles = _Wall()
        super().__init__(self.tiles, parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tiles.chosen.connect(self.mapChosen)
        self.tiles.opened.connect(self.mapOpened)
        self.tiles.reached.connect(self._reveal)

    def show_rows(self, rows: Sequence[MapRow], scale: MapScale) -> None:
        """Show these layers."""
        self.tiles.show_rows(rows, magnitudes(rows, scale))

    def set_side(self, side: float) -> None:
        """Draw maps this large."""
        self.tiles.set_side(side)

    def choose(self, node: str, unit: int) -> None:
        """Ring a map without telling; an empty name rings none."""
        self.tiles.ring((node, unit) if node else None)

    def _reveal(self, top: int, bottom: int) -> None:
        self.ensureVisible(0, (top + bottom) // 2, 0, (bottom - top) // 2 + 8)


class _Wall(QWidget):
    """The content, drawn as far as it can be seen."""

    chosen = Signal(str, int)
    opened = Signal(str, int)
    reached = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[MapRow, ...] = ()
        self._most: dict[str, float | None] = {}
        self._side = 56.0
        self._at: tuple[str, int] | None = None
        self._images: dict[tuple[str, int], QImage] = {}
        self._places: list[tuple[QRectF, MapRow, int]] = []
        self._tops: list[float] = []
        self.setAccessibleName(self.tr("Feature maps"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().themeChanged.connect(self._redraw)

    def show_rows(self, rows: Sequence[MapRow], most: dict[str, float | None]) -> None:
        form = [(row.node, row.maps.shape) for row in self.rows]
        self.rows, self._most = tuple(rows), most
        if form != [(row.node, row.maps.shape) for row in rows]:
            self._arrange()
        self._place_new()
        self._redraw()

    def set_side(self, side: float) -> None:
        if side != self._side:
            self._side = side
            self._arrange()

    def ring(self, at: tuple[str, int] | None) -> None:
        self._at = at
        self.update()

    def _redraw(self) -> None:
        self._images = {}
        self.update()

    # -- geometry --------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        pitch, name = self._side + _GAP, self._name_width()
        columns = max(1, int((self.width() - name) // pitch))
        high = self._side + _CAPTION + _ROW_GAP
        places, self._tops, top = [], [], 2.0
        for row in self.rows:
            self._tops.append(top)
            for unit in range(len(row.maps)):
                down, right = divmod(unit, columns)
                tile = QRectF(name + right * pitch, top + down * high, self._side, self._side)
                places.append((tile, row, unit))
            top += -(-len(row.maps) // columns) * high
        self._places = places
        self.setMinimumHeight(round(top))
        self.updateGeometry()

    def _name_width(self) -> float:
        """Return the room for the names of layers: what they need, within bounds."""
        bold = ui_font(12, QFont.Weight.DemiBold)
        needed = max((text_width(row.title, bold) for row in self.rows), default=0.0) + 34
        return min(_NAMES[1], 0.22 * self.width(), max(_NAMES[0], needed))

    def _place_new(self) -> None:
        """Keep the places and take the new numbers."""
        by_node = {row.node: row for row in self.rows}
        self._places = [(tile, by_node[row.node], unit) for tile, row, unit in self._places]

    def sizeHint(self) -> QSize:
        return QSize(300, self.minimumHeight())

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _number_at(self, point: QPointF) -> int:
        room = 4
        for number, (tile, _row, _unit) in enumerate(self._places):
            if tile.adjusted(-room, -room, room, _CAPTION).contains(point):
                return number
        return -1

    # -- hands -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self._choose(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if number >= 0:
            self.opened.emit(self._places[number][1].node, self._places[number][2])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self._places:
            self._choose(self._neighbour(*_STEPS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at is not None:
            self.opened.emit(*self._at)
        else:
            super().keyPressEvent(event)

    def _neighbour(self, right: int, down: int) -> int:
        ids = [(row.node, unit) for _tile, row, unit in self._places]
        if self._at not in ids:
            return 0
        now = ids.index(self._at)
        if right:
            return min(len(ids) - 1, max(0, now + right))
        here = self._places[now][0].center()
        beyond = [
            n
            for n, (tile, _row, _unit) in enumerate(self._places)
            if (tile.center().y() - here.y()) * down > 1
        ]
        far = [
            (abs(self._places[n][0].center().y() - here.y()), abs(self._places[n][0].x() - here.x()), n)
            for n in beyond
        ]
        return min(far)[2] if far else now

    def _choose(self, number: int) -> None:
        tile, row, unit = self._places[number]
        self._at = (row.node, unit)
        self.reached.emit(round(tile.top()), round(tile.bottom() + _CAPTION))
        self.chosen.emit(row.node, unit)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = self._number_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._said(number) if number >= 0 else "", self)
            return True
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def _said(self, number: int) -> str:
        _tile, row, unit = self._places[number]
        values = row.maps[unit]
        text = self.tr("{layer}, map {number}: from {low} to {high}")
        low, high = (format_number(float(v), 3) for v in (np.nanmin(values), np.nanmax(values)))
        return text.format(layer=row.title, number=unit + 1, low=low, high=high)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = QRectF(event.rect())
        for top, row in zip(self._tops, self.rows, strict=True):
            self._draw_name(painter, top, row)
        under = self._number_at(QPointF(self.mapFromGlobal(self.cursor().pos()))) if self.underMouse() else -1
        for number, (tile, row, unit) in enumerate(self._places):
            if tile.adjusted(-4, -4, 4, _CAPTION).intersects(shown):
                self._draw_tile(painter, tile, row, unit, number == under)

    def _draw_name(self, painter: QPainter, top: float, row: MapRow) -> None:
        colour, wide = theme().colour, self._name_width() - 28
        draw_icon(painter, row.icon, QRectF(0, top + 1, 14, 14), colour("text2"))
        bold = ui_font(12, QFont.Weight.DemiBold)
        draw_name(painter, QRectF(20, top, wide, 16), row.title, bold, colour("text1"))
        draw_text(painter, QRectF(20, top + 16, wide, 15), row.kind, ui_font(11), colour("text3"))
        if row.units > len(row.maps):
            text = self.tr("{shown} of {all} maps").format(shown=len(row.maps), all=row.units)
            draw_text(painter, QRectF(20, top + 31, wide, 15), text, ui_font(11), colour("text3"))

    def _draw_tile(self, painter: QPainter, tile: QRectF, row: MapRow, unit: int, hovered: bool) -> None:
        colour = theme().colour
        key = (row.node, unit)
        if key not in self._images:
            self._images[key] = map_image(row, unit, self._most[row.node])
        image = self._images[key]
        painter.drawImage(_fitted(tile, image), image)
        border = "accent" if key == self._at else "text3" if hovered else "separator"
        ring = _fitted(tile, image).adjusted(-1, -1, 1, 1)
        draw_box(painter, ring, 2, None, colour(border), 2 if key == self._at else 1)
        caption = QRectF(tile.left(), tile.bottom() + 1, tile.width(), _CAPTION)
        number, most, font = str(unit + 1), largest(row.maps[unit]), mono_font(10.5)
        draw_text(painter, caption, number, font, colour("text3"))
        if row.is_colour:  # of colours there is no largest number
            return
        room = tile.width() - text_width(number, font) - 4
        texts = [format_number(most, digits) for digits in (2, 1)]
        said = next((text for text in texts if text_width(text, font) <= room), "")
        draw_text(painter, caption, said, font, colour("text3"), _RIGHT)


def _fitted(tile: QRectF, image: QImage) -> QRectF:
    """Return the largest part of ``tile`` with the proportions of ``image``."""
    scale = min(tile.width() / image.width(), tile.height() / image.height())
    wide, high = image.width() * scale, image.height() * scale
    return QRectF(
        tile.left() + (tile.width() - wide) / 2, tile.top() + (tile.height() - high) / 2, wide, high
    )
