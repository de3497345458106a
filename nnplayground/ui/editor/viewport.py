"""The window on the scene: where it looks, how closely, and the dotted ground behind everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QBrush, QPainter, QPixmap, QTransform
from PySide6.QtWidgets import QFrame, QGraphicsView

from nnplayground.ui.editor.levels import MAX_ZOOM, MIN_ZOOM, NEURON_ZOOM, Level, level_at
from nnplayground.ui.editor.openable import unit_at, unit_in_sight
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from nnplayground.ui.editor.scene import CanvasScene

__all__ = ["GRID", "Viewport"]

GRID = 16.0
_STEP = 1.2
_MARGIN = 24
_TOP, _BOTTOM = 52, 64  # what the overlays cover
_FADE_MS = 120
_REST_MS = 120  # how long the view must stand still until all is drawn afresh


class Viewport(QGraphicsView):
    """Pans, zooms, fades between levels, and draws the grid of dots.

    Attributes
    ----------
    viewChanged : Signal
        It was panned, zoomed or resized.
    unitOpened : Signal(str, int)
        A neuron that a person wants to look into.
    can_open : Callable
        Tells whether there is anything to see inside a node.
    inside : bool
        Whether a neuron is shown instead of the cards.
    zoomed_unit : (str, int) or None
        The neuron the last zoom went for.
    reduced_motion : bool
        Levels change without a cross-fade.
    """

    viewChanged = Signal()  # noqa: N815
    unitOpened = Signal(str, int)  # noqa: N815

    def __init__(self, scene: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.canvas_scene = scene
        self.reduced_motion = False
        self.can_open: Callable[[str], bool] = lambda _id: False
        self.inside = False
        self.zoomed_unit: tuple[str, int] | None = None
        self._dots: tuple[float, float, str, QBrush] | None = None
        self._fading: QPixmap | None = None
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.setDuration(_FADE_MS)
        self._fade.valueChanged.connect(self._fade_on)
        self._fade.finished.connect(self._end_fade)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._stand_still)
        self._set_up_frame()

    def _set_up_frame(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)

    # -- pan and zoom ----------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """The magnification; 1 is 100 %."""
        return self.transform().m11()

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Magnify around a point of the viewport, by default its middle."""
        around = around if around is not None else QPointF(self.viewport().rect().center())
        before = self.to_scene(around)
        if zoom > self.zoom and not self.inside:
            self.zoomed_unit = unit_at(self, before)
        limit = MAX_ZOOM if self.inside or self.zoomed_unit is not None else NEURON_ZOOM
        zoom = min(limit, max(MIN_ZOOM, zoom))
        self.keep_moving()
        self.setTransform(QTransform.fromScale(zoom, zoom))
        self._show_level(level_at(zoom, self.canvas_scene.level))
        self.pan(around - self.from_scene(before))

    def zoom_by(self, steps: float) -> None:
        """Magnify by steps of 20 %."""
        self.set_zoom(self.zoom * _STEP**steps)

    def pan(self, by: QPointF) -> None:
        """Move what is shown by pixels of the viewport."""
        self.keep_moving()
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        horizontal.setValue(round(horizontal.value() - by.x()))
        vertical.setValue(round(vertical.value() - by.y()))
        self.viewChanged.emit()

    def keep_moving(self) -> None:
        """Let pictures of cards be stretched until the view has stood still."""
        self.canvas_scene.set_moving(True)
        self._rest.start()

    def _stand_still(self) -> None:
        self.canvas_scene.set_moving(False)

    def fit(self) -> None:
        """Show the whole network, at most at 100 %."""
        if self.canvas_scene.bounds().isEmpty():
            return
        self.set_zoom(self.zoom_to_fit())
        shown = self.from_scene(self.canvas_scene.bounds().center())
        self.pan(QPointF(self._room().center()) - shown)

    def zoom_to_fit(self) -> float:
        """Return the magnification at which the whole network is in view, at most 1."""
        bounds, room = self.canvas_scene.bounds(), self._room()
        if bounds.isEmpty():
            return 1.0
        return min(1.0, room.width() / bounds.width(), room.height() / bounds.height())

    def shows_all(self) -> bool:
        """Return whether the whole network is in view."""
        return QRectF(self.viewport().rect()).contains(self.to_viewport(self.canvas_scene.bounds()))

    def _room(self) -> QRect:
        return self.viewport().rect().adjusted(_MARGIN, _TOP, -_MARGIN, -_BOTTOM)

    @property
    def level(self) -> Level:
        """The present step of the semantic zoom."""
        return Level.NEURON if self.inside else self.canvas_scene.level

    def set_level(self, level: Level) -> None:
        """Zoom to where ``level`` is drawn."""
        if level is Level.NEURON:
            self.open_unit()
        elif level is not self.level:
            self.set_zoom(1.0 if level is Level.CARDS else 0.5)

    def open_unit(self) -> None:
        """Look into the neuron under the mouse, else into the selected node, else into the nearest one."""
        unit = unit_in_sight(self, self._hovered_unit())
        if unit is None:
            return
        scene = self.canvas_scene
        if scene.selected and unit[0] not in scene.selected:  # the inspector must not tell of another node
            scene.select([unit[0]])
        self.unitOpened.emit(*unit)

    def _hovered_unit(self) -> tuple[str, int] | None:
        return None

    def _show_level(self, level: Level) -> None:
        if level is self.canvas_scene.level:
            return
        if not self.reduced_motion and self.isVisible():
            self._fading = self.viewport().grab()
            self._fade.start()
        self.canvas_scene.set_level(level)

    def _fade_on(self) -> None:
        self.viewport().update()

    def _end_fade(self) -> None:
        self._fading = None
        self.viewport().update()

    def to_scene(self, point: QPointF) -> QPointF:
        """Return what point of the scene is shown at a point of the viewport."""
        inverted, _ = self.viewportTransform().inverted()
        return inverted.map(point)

    def from_scene(self, point: QPointF) -> QPointF:
        """Return where a point of the scene is shown."""
        return self.viewportTransform().map(point)

    def visible_scene_rect(self) -> QRectF:
        """Return the part of the scene that is shown."""
        return QRectF(
            self.to_scene(QPointF(0, 0)), self.to_scene(QPointF(self.viewport().rect().bottomRight()))
        )

    def to_viewport(self, rect: QRectF) -> QRectF:
        """Return where a part of the scene is shown."""
        return self.viewportTransform().mapRect(rect)

    def visible_cards(self) -> list[str]:
        """Return the nodes that can be seen."""
        shown = self.visible_scene_rect()
        return [id for id, card in self.canvas_scene.cards.items() if shown.intersects(card.scene_rect)]

    def reveal(self, id: str) -> None:
        """Pan as far as it takes to see a node."""
        card = self.canvas_scene.card_of(id)
        if card is None:
            return
        rect = self.to_viewport(card.scene_rect)
        room = QRectF(self.viewport().rect().adjusted(16, _TOP, -16, -_BOTTOM))
        dx = max(0.0, room.left() - rect.left()) or min(0.0, room.right() - rect.right())
        dy = max(0.0, room.top() - rect.top()) or min(0.0, room.bottom() - rect.bottom())
        if dx or dy:
            self.pan(QPointF(dx, dy))

    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels = event.pixelDelta()
        zooms = event.modifiers() & Qt.KeyboardModifier.ControlModifier or pixels.isNull()
        if zooms:
            self.set_zoom(self.zoom * _STEP ** (event.angleDelta().y() / 120), event.position())
        else:
            self.pan(QPointF(pixels))
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.viewChanged.emit()

    # -- painting --------------------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(rect, theme().colour("canvas"))
        painter.fillRect(rect, self._dot_brush())

    def _dot_brush(self) -> QBrush:
        """Return the grid of dots, as a picture of one cell for the present zoom and screen."""
        ratio = self.devicePixelRatioF()
        key = (self.zoom, ratio, theme().tokens.name)
        if self._dots is not None and self._dots[:3] == key:
            return self._dots[3]
        pitch = GRID if self.zoom >= 0.5 else 4 * GRID
        pixels = max(4, round(pitch * self.zoom * ratio))
        cell = QPixmap(pixels, pixels)
        cell.fill(Qt.GlobalColor.transparent)
        painter = QPainter(cell)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("dot_grid"))
        painter.drawEllipse(QPointF(pixels / 2, pixels / 2), ratio, ratio)
        painter.end()
        brush = QBrush(cell)
        brush.setTransform(QTransform.fromScale(pitch / pixels, pitch / pixels))
        self._dots = (*key, brush)
        return brush

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        super().drawForeground(painter, rect)
        if self._fading is None:
            return
        painter.save()
        painter.resetTransform()
        painter.setOpacity(float(self._fade.currentValue()))
        painter.drawPixmap(0, 0, self._fading)
        painter.restore()
