"""What lies behind the cards, kept equal to the document by ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from nnplayground.app.translation import say
from nnplayground.core.blocks import enclosing, members
from nnplayground.core.graph import Graph
from nnplayground.core.layout import Layout
from nnplayground.ui.editor.boxes import BlockFrame, BoxItem, FrameItem, NoteItem
from nnplayground.ui.editor.counts import Counts
from nnplayground.ui.editor.layout import BLOCK_HEADER, BLOCK_PAD
from nnplayground.ui.editor.levels import Level
from nnplayground.ui.editor.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from PySide6.QtWidgets import QGraphicsScene

    from nnplayground.ui.editor.card import Card

__all__ = ["Backdrop"]


class Backdrop:
    """The frames, notes and open blocks of a scene.

    Attributes
    ----------
    boxes : dict of str to FrameItem or NoteItem
        In the order they are painted.
    blocks : dict of str to BlockFrame
        The open blocks, outer ones first.
    selected : list of str
        Ids of notes and frames.

    Parameters
    ----------
    scene : QGraphicsScene
        Where they are drawn.
    chosen : callable
        Told when others are selected by hand.
    """

    def __init__(self, scene: QGraphicsScene, chosen: Callable[[], None]) -> None:
        self._scene, self._chosen = scene, chosen
        self._outline = Outline(Graph())
        self.layout = Layout()
        self.boxes: dict[str, FrameItem | NoteItem] = {}
        self.blocks: dict[str, BlockFrame] = {}
        self.selected: list[str] = []
        self.hovered = ""
        self._level = Level.CARDS

    def sync(self, layout: Layout, outline: Outline) -> None:
        """Show what the document has."""
        self.layout, self._outline = layout, outline
        wanted = {box.id: box for box in (*layout.frames, *layout.notes)}
        for id in [id for id in self.boxes if id not in wanted]:
            self._scene.removeItem(self.boxes.pop(id))
        for frame in layout.frames:
            self._show(frame.id, FrameItem(frame))
        for note in layout.notes:
            self._show(note.id, NoteItem(note))
        self.boxes = {id: self.boxes[id] for id in wanted}
        self._sync_blocks(outline)
        self.selected = [id for id in self.selected if id in self.boxes]
        self._refresh()

    def _show(self, id: str, fresh: FrameItem | NoteItem) -> None:
        shown = self.boxes.get(id)
        if isinstance(shown, FrameItem) and isinstance(fresh, FrameItem):
            shown.show_frame(fresh.frame)
        elif isinstance(shown, NoteItem) and isinstance(fresh, NoteItem):
            shown.show_note(fresh.note)
        else:
            self.boxes[id] = fresh
            fresh.set_level(self._level)
            self._scene.addItem(fresh)

    def _sync_blocks(self, outline: Outline) -> None:
        graph = outline.graph
        for id in [id for id in self.blocks if id not in outline.open_blocks]:
            self._scene.removeItem(self.blocks.pop(id))
        for id in outline.open_blocks:
            if id not in self.blocks:
                self.blocks[id] = BlockFrame(id, len(enclosing(graph, id)))
                self.blocks[id].set_level(self._level)
                self._scene.addItem(self.blocks[id])
            block = graph.block(id)
            count = Counts().layers(len(members(graph, id)))
            self.blocks[id].set_title(say(block.title) if block is not None else id, count)
        self.blocks = {id: self.blocks[id] for id in outline.open_blocks}

    def relay(self, cards: Mapping[str, Card]) -> None:
        """Draw the frames of open blocks around their cards."""
        outlines: dict[str, QRectF] = {}
        for id in reversed(self.blocks):  # inner ones first
            rect = QRectF()
            for card in self._outline.cards_in(id):
                rect = rect.united(cards[card].scene_rect)
            for inner, outline in outlines.items():
                if id in enclosing(self._outline.graph, inner):
                    rect = rect.united(outline)
            outlines[id] = rect.adjusted(-BLOCK_PAD, -BLOCK_HEADER, BLOCK_PAD, BLOCK_PAD)
            self.blocks[id].set_rect(outlines[id])

    def set_level(self, level: Level) -> None:
        """Write for a distance, or for close by."""
        self._level = level
        for item in (*self.boxes.values(), *self.blocks.values()):
            item.set_level(level)

    def preview(self, rects: Mapping[str, QRectF]) -> None:
        """Show boxes elsewhere while they are dragged; the document is not asked."""
        for id, rect in rects.items():
            self.boxes[id].set_rect(rect)

    def bounds(self) -> QRectF:
        """Return the outline of everything."""
        outline = QRectF()
        for item in (*self.boxes.values(), *self.blocks.values()):
            outline = outline.united(item.rect)
        return outline

    # -- selection and hover ---------------------------------------------------------------------------

    def select(self, ids: Iterable[str]) -> None:
        """Select notes and frames."""
        before, self.selected = self.selected, [id for id in ids if id in self.boxes]
        self._refresh()
        if self.selected != before:
            self._chosen()

    def hover(self, id: str) -> None:
        """Show what is under the mouse; an empty id for nothing."""
        if id != self.hovered:
            self.hovered = id
            self._refresh()

    def _refresh(self) -> None:
        for item in (*self.boxes.values(), *self.blocks.values()):
            item.set_flags(selected=item.id in self.selected, hovered=item.id == self.hovered)

    # -- what is where ---------------------------------------------------------------------------------

    def grasped_at(self, point: QPointF) -> BoxItem | None:
        """Return what a press at ``point`` takes hold of: a note, an open block's title, a frame's."""
        notes = [box for box in self.boxes.values() if isinstance(box, NoteItem)]
        frames = [box for box in self.boxes.values() if isinstance(box, FrameItem)]
        items: tuple[BoxItem, ...] = (*reversed(notes), *reversed(self.blocks.values()), *reversed(frames))
        return next((item for item in items if item.grasped_at(point)), None)

    def cards_of(self, block: str) -> tuple[str, ...]:
        """Return the cards within an open block."""
        return self._outline.cards_in(block)
