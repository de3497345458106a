"""What a pressed mouse button does until it is released: each gesture ends in at most one edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QApplication, QGraphicsItem

from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from nnplayground.ui.editor.view import CanvasView

__all__ = ["Click", "Gesture", "Pan", "RubberBand"]


class Gesture:
    """The base of all gestures; points are in the scene, but for :class:`Pan`.

    Parameters
    ----------
    view : CanvasView
        Where it happens.
    start : QPointF
        Where the button was pressed.
    """

    cursor: Qt.CursorShape | None = None
    scrolls = False  # the view moves along when the hand nears its border
    in_viewport = False  # points are those of the viewport

    def __init__(self, view: CanvasView, start: QPointF) -> None:
        self.view, self.scene, self.start = view, view.canvas_scene, start

    def move(self, point: QPointF) -> None:
        """Show what releasing at ``point`` would do."""

    def release(self, point: QPointF) -> None:
        """Do it."""

    def cancel(self) -> None:
        """Leave everything as it was."""

    def is_drag(self, point: QPointF) -> bool:
        """Tell whether ``point`` is too far from the start for a click."""
        apart = (point - self.start) * self.view.zoom
        return apart.manhattanLength() >= QApplication.startDragDistance()


class Click(Gesture):
    """Something that happens if the button is released where it was pressed."""

    def __init__(self, view: CanvasView, start: QPointF, action: Callable[[], None]) -> None:
        super().__init__(view, start)
        self._action = action

    def release(self, point: QPointF) -> None:
        if not self.is_drag(point):
            self._action()


class Pan(Gesture):
    """Moves the canvas under the mouse; points are those of the viewport.

    A press that does not move is a click, if ``click`` says what that does.
    """

    cursor = Qt.CursorShape.ClosedHandCursor
    in_viewport = True

    def __init__(
        self, view: CanvasView, start: QPointF, click: Callable[[QPointF], None] | None = None
    ) -> None:
        super().__init__(view, start)
        self._last = start
        self._click = click

    def move(self, point: QPointF) -> None:
        if (point - self.start).manhattanLength() >= QApplication.startDragDistance():
            self._click = None
        self.view.pan(point - self._last)
        self._last = point

    def release(self, point: QPointF) -> None:
        if self._click is not None:
            self._click(point)


class RubberBand(Gesture):
    """Selects the cards a rectangle touches; with Shift they are added, with Alt taken away."""

    scrolls = True

    def __init__(self, view: CanvasView, start: QPointF, *, adds: bool, subtracts: bool) -> None:
        super().__init__(view, start)
        self._before = list(self.scene.selected)
        self._kept = list(self._before) if adds or subtracts else []
        self._subtracts = subtracts
        self._band: _Band | None = None

    def move(self, point: QPointF) -> None:
        if self._band is None:
            if not self.is_drag(point):
                return
            self._band = _Band()
            self.scene.addItem(self._band)
        self._band.set_rect(QRectF(self.start, point).normalized())
        self.scene.select(self._touched())

    def _touched(self) -> list[str]:
        rect = self._band.rect if self._band is not None else QRectF()
        inside = [id for id, card in self.scene.cards.items() if rect.intersects(card.scene_rect)]
        if self._subtracts:
            return [id for id in self._kept if id not in inside]
        return [*self._kept, *(id for id in inside if id not in self._kept)]

    def release(self, point: QPointF) -> None:
        self.move(point)
        if self._band is None:
            self.scene.select(self._kept)
        self._remove()

    def cancel(self) -> None:
        self.scene.select(self._before)
        self._remove()

    def _remove(self) -> None:
        if self._band is not None:
            self.scene.removeItem(self._band)
            self._band = None


class _Band(QGraphicsItem):
    def __init__(self) -> None:
        super().__init__()
        self.rect = QRectF()
        self.setZValue(5)

    def set_rect(self, rect: QRectF) -> None:
        self.prepareGeometryChange()
        self.rect = rect

    def boundingRect(self) -> QRectF:
        return self.rect.adjusted(-1, -1, 1, 1)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        fill = theme().colour("accent")
        pen = QPen(fill, 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        fill.setAlphaF(0.10)
        painter.setBrush(fill)
        painter.drawRect(self.rect)
