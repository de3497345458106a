"""Naming nodes, blocks and frames, and writing notes, in a field over the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnplayground.ui.editor.boxes import BlockFrame, NoteItem
from nnplayground.ui.editor.writing import WritingField

if TYPE_CHECKING:
    from nnplayground.ui.editor.view import CanvasView

__all__ = ["Naming"]


class Naming(QObject):
    """Opens the field where the thing to be named stands, and hands what was written to the editor."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view, self._scene = view, view.canvas_scene
        self.field = WritingField(view)
        self.field.written.connect(self._write)

    def rename(self) -> None:
        """Let the selected node, block, frame or note be named or written (the F2 key)."""
        chosen = self._scene.selected or self._scene.backdrop.selected
        if len(chosen) == 1:
            self.open(chosen[0])
        elif len(whole := self._view.editor.grouping.selected_blocks()) == 1:
            self.open(whole[0])

    def open(self, id: str) -> None:
        """Let a node, block, frame or note be named or written."""
        editor, backdrop, card = self._view.editor, self._scene.backdrop, self._scene.cards.get(id)
        box = backdrop.boxes.get(id) or backdrop.blocks.get(id)
        if card is not None:
            rect = self._view.to_viewport(card.scene_rect)
            self.field.open(id, editor.title(id), rect, is_note=False)
        elif isinstance(box, BlockFrame):
            self.field.open(id, editor.title(id), self._view.to_viewport(box.rect), is_note=False)
        elif box is not None:
            words, rect = editor.annotating.words(id), self._view.to_viewport(box.rect)
            self.field.open(id, words, rect, is_note=isinstance(box, NoteItem))

    def _write(self, id: str, words: str | None) -> None:
        if id in self._scene.backdrop.boxes:
            self._view.editor.annotating.write(id, words)
        elif words is not None:
            self._view.editor.grouping.rename(id, words)
