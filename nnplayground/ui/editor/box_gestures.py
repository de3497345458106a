"""What hands do behind the cards: notes and frames are moved and resized, open blocks moved and folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from nnplayground.core.layout import LARGEST, SMALLEST
from nnplayground.ui.editor.boxes import BlockFrame, BoxItem, FrameItem
from nnplayground.ui.editor.gestures import Click, Gesture

if TYPE_CHECKING:
    from nnplayground.ui.editor.layout import Place
    from nnplayground.ui.editor.view import CanvasView

__all__ = ["MoveBlock", "MoveBoxes", "ResizeBox", "activate_backdrop", "gesture_on_backdrop"]

_SNAP = 8


def gesture_on_backdrop(view: CanvasView, point: QPointF, *, extending: bool) -> Gesture | None:
    """Return what a press at a point of the scene begins behind the cards; None if nothing is there."""
    item = view.canvas_scene.backdrop.grasped_at(point)
    if isinstance(item, BlockFrame):
        if item.fold_button().contains(point):
            return Click(view, point, lambda: view.editor.grouping.fold(item.id))
        return MoveBlock(view, point, item.id, extending=extending)
    if item is None:
        return None
    if item.handle().contains(point):
        return ResizeBox(view, point, item)
    return MoveBoxes(view, point, item.id, extending=extending)


def activate_backdrop(view: CanvasView, point: QPointF) -> bool:
    """Do what a double click means behind the cards: write a note, title a frame, fold a block."""
    item = view.canvas_scene.backdrop.grasped_at(point)
    if isinstance(item, BlockFrame):
        view.editor.grouping.fold(item.id)
    elif item is not None:
        view.editor.annotating.writing.emit(item.id)
    return item is not None


def _stepped(value: float) -> float:
    return float(round(value / _SNAP) * _SNAP)


class MoveBlock(Gesture):
    """Drags all cards of an open block; a press that does not move selects them."""

    def __init__(self, view: CanvasView, start: QPointF, block: str, *, extending: bool) -> None:
        super().__init__(view, start)
        cards = self.scene.backdrop.cards_of(block)
        before = self.scene.selected if extending else []
        self.scene.select([*before, *(id for id in cards if id not in before)])
        self._block = block
        self._from = {id: self.scene.cards[id].pos for id in cards}
        self._moved = False

    def move(self, point: QPointF) -> None:
        if self._moved or (point - self.start).manhattanLength() * self.view.zoom >= _SNAP:
            self._moved = True
            self.scene.preview_places(self._places(point))

    def _places(self, point: QPointF) -> dict[str, Place]:
        dx, dy = _stepped(point.x() - self.start.x()), _stepped(point.y() - self.start.y())
        return {id: (place.x() + dx, place.y() + dy) for id, place in self._from.items()}

    def release(self, point: QPointF) -> None:
        self.move(point)
        if self._moved:
            self.scene.restore_places()
            self.view.editor.grouping.move(self._block, self._places(point))

    def cancel(self) -> None:
        if self._moved:
            self.scene.restore_places()


class MoveBoxes(Gesture):
    """Drags the selected notes and frames, with what lies in the frames."""

    def __init__(self, view: CanvasView, start: QPointF, id: str, *, extending: bool) -> None:
        super().__init__(view, start)
        backdrop = self.scene.backdrop
        if id not in backdrop.selected:
            chosen = [*backdrop.selected, id] if extending else [id]
            if not extending:
                self.scene.select([])
            backdrop.select(chosen)
        self._boxes = {box: backdrop.boxes[box].rect for box in self._with_contents(backdrop.selected)}
        frames = [
            backdrop.boxes[box].rect for box in self._boxes if isinstance(backdrop.boxes[box], FrameItem)
        ]
        cards = self.scene.cards
        self._cards = {
            card: cards[card].pos
            for card in cards
            if any(frame.contains(cards[card].scene_rect) for frame in frames)
        }
        self._moved = False

    def _with_contents(self, ids: list[str]) -> list[str]:
        boxes = self.scene.backdrop.boxes
        inside = [
            id
            for id, box in boxes.items()
            if any(isinstance(boxes[o], FrameItem) and boxes[o].rect.contains(box.rect) for o in ids)
        ]
        return list(dict.fromkeys([*ids, *inside]))

    def move(self, point: QPointF) -> None:
        if self._moved or (point - self.start).manhattanLength() * self.view.zoom >= _SNAP:
            self._moved = True
            by = self._step(point)
            self.scene.backdrop.preview({id: rect.translated(by) for id, rect in self._boxes.items()})
            self.scene.preview_places(self._places(by))

    def _step(self, point: QPointF) -> QPointF:
        return QPointF(_stepped(point.x() - self.start.x()), _stepped(point.y() - self.start.y()))

    def _places(self, by: QPointF) -> dict[str, Place]:
        return {id: (place.x() + by.x(), place.y() + by.y()) for id, place in self._cards.items()}

    def release(self, point: QPointF) -> None:
        self.move(point)
        if self._moved:
            by = self._step(point)
            self.scene.restore_places()
            corners = {id: rect.topLeft() + by for id, rect in self._boxes.items()}
            self.view.editor.annotating.move(corners, self._places(by))

    def cancel(self) -> None:
        if self._moved:
            self.scene.restore_places()


class ResizeBox(Gesture):
    """Drags the lower right corner of a note or a frame."""

    def __init__(self, view: CanvasView, start: QPointF, item: BoxItem) -> None:
        super().__init__(view, start)
        self.scene.select([])
        self.scene.backdrop.select([item.id])
        self._id, self._from = item.id, item.rect

    def _rect(self, point: QPointF) -> QRectF:
        wide = _stepped(self._from.width() + point.x() - self.start.x())
        high = _stepped(self._from.height() + point.y() - self.start.y())
        width, height = (min(LARGEST, max(SMALLEST, length)) for length in (wide, high))
        return QRectF(self._from.x(), self._from.y(), width, height)

    def move(self, point: QPointF) -> None:
        if point != self.start:
            self.scene.backdrop.preview({self._id: self._rect(point)})

    def release(self, point: QPointF) -> None:
        rect = self._rect(point)
        self.cancel()
        if rect.size() != self._from.size() and point != self.start:
            self.view.editor.annotating.resize(self._id, rect.width(), rect.height())

    def cancel(self) -> None:
        self.scene.restore_places()
