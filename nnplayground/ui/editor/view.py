"""The window on the scene: pan, zoom, mouse, keys, and layers dropped from the palette."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QBrush, QPainter, QPixmap, QTransform
from PySide6.QtWidgets import QFrame, QGraphicsView

from nnplayground.ui.editor.gestures import Click, Gesture, MoveNodes, Pan, RubberBand, Wiring
from nnplayground.ui.editor.keys import handle_key
from nnplayground.ui.editor.levels import MAX_ZOOM, MIN_ZOOM, Level, level_at
from nnplayground.ui.editor.tip import Tip
from nnplayground.ui.editor.unit_buttons import UnitButtons
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QKeyEvent,
        QMouseEvent,
        QResizeEvent,
        QWheelEvent,
    )
    from PySide6.QtWidgets import QWidget

    from nnplayground.core.graph import Edge
    from nnplayground.ui.editor.card import Card, PortRef
    from nnplayground.ui.editor.editor import Editor
    from nnplayground.ui.editor.scene import CanvasScene

__all__ = ["LAYER_MIME", "CanvasView"]

LAYER_MIME = "application/x-nnplayground-layer"
_GRID = 16.0
_STEP = 1.2
_MARGIN = 24
_TOP, _BOTTOM = 52, 64  # what the overlays cover
_FADE_MS = 120


class CanvasView(QGraphicsView):
    """Shows the scene and turns what hands do into gestures.

    Attributes
    ----------
    viewChanged : Signal
        It was panned, zoomed or resized.
    weightClicked : Signal(str, str, tuple, QPointF)
        Node, parameter and index of a number that was clicked, and where in the viewport.
    neuronHovered : Signal(str, int)
    neuronLeft : Signal
    """

    viewChanged = Signal()  # noqa: N815
    weightClicked = Signal(str, str, tuple, QPointF)  # noqa: N815
    neuronHovered = Signal(str, int)  # noqa: N815
    neuronLeft = Signal()  # noqa: N815

    def __init__(self, scene: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.canvas_scene = scene
        self.editor: Editor
        self.reduced_motion = False
        self._gesture: Gesture | None = None
        self._hovered_unit: tuple[str, int] | None = None
        self._dots: tuple[float, float, str, QBrush] | None = None
        self._fading: QPixmap | None = None
        self._fade = QVariantAnimation(self)
        self._unit_buttons = UnitButtons()
        scene.addItem(self._unit_buttons)
        self._tip = Tip(self.viewport())
        self._set_up()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Network"))
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.setDuration(_FADE_MS)
        self._fade.valueChanged.connect(self._fade_on)
        self._fade.finished.connect(self._end_fade)
        theme().themeChanged.connect(self._recolour)
        self.canvas_scene.laidOut.connect(self._place_unit_buttons)
        self.canvas_scene.selectionEdited.connect(self._describe)

    # -- pan and zoom ----------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """The magnification; 1 is 100 %."""
        return self.transform().m11()

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Magnify around a point of the viewport, by default its middle."""
        around = around if around is not None else QPointF(self.viewport().rect().center())
        before = self._to_scene(around)
        zoom = min(MAX_ZOOM, max(MIN_ZOOM, zoom))
        self.setTransform(QTransform.fromScale(zoom, zoom))
        self._show_level(level_at(zoom, self.canvas_scene.level))
        self.pan(around - self._from_scene(before))

    def zoom_by(self, steps: float) -> None:
        """Magnify by steps of 20 %."""
        self.set_zoom(self.zoom * _STEP**steps)

    def pan(self, by: QPointF) -> None:
        """Move what is shown by pixels of the viewport."""
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        horizontal.setValue(round(horizontal.value() - by.x()))
        vertical.setValue(round(vertical.value() - by.y()))
        self._after_view_change()

    def fit(self) -> None:
        """Show the whole network, at most at 100 %."""
        if self.canvas_scene.bounds().isEmpty():
            return
        self.set_zoom(self.zoom_to_fit())
        shown = self._from_scene(self.canvas_scene.bounds().center())
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

    def set_level(self, level: Level) -> None:
        """Zoom to where ``level`` is drawn."""
        if level is not self.canvas_scene.level:
            self.set_zoom(1.0 if level is Level.CARDS else 0.5)

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

    def _after_view_change(self) -> None:
        self._tip.hide()
        self.viewChanged.emit()

    def _to_scene(self, point: QPointF) -> QPointF:
        inverted, _ = self.viewportTransform().inverted()
        return inverted.map(point)

    def _from_scene(self, point: QPointF) -> QPointF:
        return self.viewportTransform().map(point)

    def visible_scene_rect(self) -> QRectF:
        """Return the part of the scene that is shown."""
        return QRectF(
            self._to_scene(QPointF(0, 0)), self._to_scene(QPointF(self.viewport().rect().bottomRight()))
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
        rect = self.to_viewport(self.canvas_scene.cards[id].scene_rect)
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

    # -- mouse -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._gesture is None:
            self._begin(self._gesture_for(event))
        event.accept()

    def _begin(self, gesture: Gesture) -> None:
        self._gesture = gesture
        self._show_tip_gone()
        if gesture.cursor is not None:
            self.viewport().setCursor(gesture.cursor)

    def _gesture_for(self, event: QMouseEvent) -> Gesture:
        if event.button() in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton):
            return Pan(self, event.position())
        point = self._to_scene(event.position())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        change = self._unit_buttons.change_at(point)
        if change:
            return Click(self, point, lambda: self.editor.resize(self._unit_buttons.node, change))
        mark = self.canvas_scene.port_at(point, 9.0)
        if mark is not None:
            return Wiring(self, point, mark)
        card = self.canvas_scene.card_at(point)
        if card is not None:
            return MoveNodes(self, point, card.id, shift, self._bias_click(card, point))
        return self._gesture_on_wires(point, shift)

    def _bias_click(self, card: Card, point: QPointF) -> Any:
        unit = card.bias_at(point)
        if unit is None:
            return None
        at = self._from_scene(card.bias_rect(unit).bottomLeft())
        return lambda: self.weightClicked.emit(card.id, "bias", (unit,), at)

    def _gesture_on_wires(self, point: QPointF, shift: bool) -> Gesture:
        found = self.canvas_scene.weight_at(point, 5.0 / self.zoom)
        if found is not None:
            sheet, spot = found
            index, at = (spot.row, spot.column), self._from_scene(point)
            return Click(self, point, lambda: self.weightClicked.emit(sheet.edge.target, "weight", index, at))
        wire = self.canvas_scene.wire_at(point, 8.0 / self.zoom)
        if wire is not None:
            return Click(self, point, lambda: self.canvas_scene.select([], wire.edge))
        return RubberBand(self, point, shift)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._gesture is None:
            self._hover(self._to_scene(event.position()))
        elif isinstance(self._gesture, Pan):
            self._gesture.move(event.position())
        else:
            self._gesture.move(self._to_scene(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is None:
            return
        self.viewport().unsetCursor()
        point = self._to_scene(event.position())
        gesture.release(point)
        self._hover(point)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def cancel_gesture(self) -> bool:
        """Leave everything as it was before the button was pressed; return whether there was anything."""
        gesture, self._gesture = self._gesture, None
        if gesture is None:
            return False
        self.viewport().unsetCursor()
        gesture.cancel()
        return True

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        if self._gesture is None:
            self._hover(None)

    # -- hover -----------------------------------------------------------------------------------------

    def _hover(self, point: QPointF | None) -> None:
        scene = self.canvas_scene
        card = scene.card_at(point) if point is not None else None
        if card is None and point is not None and self._unit_buttons.contains_point(point):
            card = scene.cards.get(self._unit_buttons.node)
        mark = scene.port_at(point, 9.0) if point is not None else None
        card = scene.cards[mark.ref.node] if mark is not None else card
        free = point is not None and card is None
        found = scene.weight_at(point, 5.0 / self.zoom) if free and point is not None else None
        wire = scene.wire_at(point, 8.0 / self.zoom) if free and point is not None and not found else None
        scene.hover(card.id if card else None, wire.edge if wire else None)
        for sheet in scene.sheets.values():
            sheet.hover(found[1] if found and found[0] is sheet else None)
        self._hover_unit(card, point)
        self._place_unit_buttons()
        self._hover_number(card, point, found)
        if wire is not None and wire.edge is not None and point is not None:
            self._tip.say(scene.sentence_of(wire.edge), self._from_scene(point))

    def _hover_unit(self, card: Card | None, point: QPointF | None) -> None:
        unit = card.unit_at(point) if card is not None and point is not None else None
        now = (card.id, unit) if card is not None and unit is not None else None
        if now == self._hovered_unit:
            return
        for other in self.canvas_scene.cards.values():
            other.hover_unit(unit if other is card else None)
        self._hovered_unit = now
        if now is None:
            self.neuronLeft.emit()
        else:
            self.neuronHovered.emit(*now)

    def _hover_number(self, card: Card | None, point: QPointF | None, found: Any) -> None:
        live = self.canvas_scene.live
        bias = card.bias_at(point) if card is not None and point is not None else None
        if point is None or (found is None and bias is None):
            self._tip.watch(None)
            return
        at = self._from_scene(point)
        if found is not None:
            spot = found[1]
            name = f"w<sub>{spot.row + 1},{spot.column + 1}</sub>"
            self._tip.watch(lambda: (name, live.weight(spot), live.gradient(spot)), at)
        elif card is not None and bias is not None:
            id, unit, name = card.id, bias, f"b<sub>{bias + 1}</sub>"
            self._tip.watch(lambda: (name, live.bias(id, unit), live.bias_gradient(id, unit)), at)

    def refresh_tip(self) -> None:
        """Show the newest number of the weight under the mouse."""
        self._tip.refresh()

    def show_tip(self, text: str, at: QPointF | None = None) -> None:
        """Say a sentence beside a point of the scene; an empty one hides it."""
        self._tip.say(text, self._from_scene(at) if at is not None else QPointF())

    def _show_tip_gone(self) -> None:
        self._tip.watch(None)

    def _place_unit_buttons(self) -> None:
        scene = self.canvas_scene
        wanted = scene.hovered or (scene.selected[0] if len(scene.selected) == 1 else None)
        shown = scene.cards.get(wanted) if wanted and scene.level is Level.CARDS else None
        self._unit_buttons.attach(shown)

    def _describe(self, ids: list[str]) -> None:
        names = ", ".join(self.canvas_scene.cards[id].face.title for id in ids)
        text = self.tr("{nodes} selected").format(nodes=names) if names else self.tr("Nothing selected")
        self.setAccessibleDescription(text)
        self._place_unit_buttons()

    # -- keys ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not handle_key(self, event):
            event.ignore()

    # -- layers from the palette -----------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(LAYER_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(LAYER_MIME):
            self.canvas_scene.show_drop(*self._drop_target(event.position()))
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._end_drop()

    def dropEvent(self, event: QDropEvent) -> None:
        self._end_drop()
        layer = _layer_of(bytes(event.mimeData().data(LAYER_MIME).data()))
        if layer is None:
            return
        edge, port = self._drop_target(event.position())
        self.editor.drop_layer(*layer, self._to_scene(event.position()), edge, port)
        event.acceptProposedAction()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_target(self, position: QPointF) -> tuple[Edge | None, PortRef | None]:
        point = self._to_scene(position)
        edge = self.canvas_scene.edge_at(point, 12.0 / self.zoom)
        if edge is not None:
            return edge, None
        mark = self.canvas_scene.port_at(point, 28.0)
        return None, mark.ref if mark else None

    def _end_drop(self) -> None:
        self.canvas_scene.end_drop()

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
        pitch = _GRID if self.zoom >= 0.5 else 4 * _GRID
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

    def _recolour(self) -> None:
        self.canvas_scene.recolour()
        self._tip.update()
        self.viewport().update()


def _layer_of(data: bytes) -> tuple[str, dict[str, Any]] | None:
    """Read a dragged layer; None if it is none."""
    try:
        value = json.loads(data)
    except ValueError:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("kind"), str):
        return None
    fields = value.get("fields", {})
    return (value["kind"], fields) if isinstance(fields, dict) else None
