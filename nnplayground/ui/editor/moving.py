"""Dragging cards: in line with their neighbours, or onto a wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from nnplayground.ui.editor.gestures import Gesture
from nnplayground.ui.editor.guides import Guides, snap

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnplayground.core.graph import Edge
    from nnplayground.ui.editor.layout import Place
    from nnplayground.ui.editor.view import CanvasView

__all__ = ["MoveNodes"]

_REACH = 6.0  # pixels of the viewport
_WIRE_REACH = 12.0
_FREE = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


class MoveNodes(Gesture):
    """Drags the selected cards; a press that does not move is a click on the card.

    Cards snap to their neighbours unless Alt or Ctrl is held. A node without wires that is dropped on one
    is put in it.

    Parameters
    ----------
    id : str
        The card under the mouse.
    extending : bool
        Others stay selected; a click on a selected card takes it out.
    click : callable, optional
        What a click means besides selecting.
    """

    scrolls = True

    def __init__(
        self, view: CanvasView, start: QPointF, id: str, extending: bool, click: Callable[[], None] | None
    ) -> None:
        super().__init__(view, start)
        self._id, self._extending, self._click = id, extending, click
        self._before = list(self.scene.selected)
        self._was_selected = id in self._before
        if not self._was_selected:
            self.scene.select([*self._before, id] if extending else [id])
        elif self.scene.selected_edge is not None:
            self.scene.select(self._before)
        self._from = {i: self.scene.cards[i].pos for i in self.scene.selected}
        self._moved = False
        self._into: Edge | None = None
        self._guides = Guides()

    def move(self, point: QPointF) -> None:
        if not self._moved:
            if not self.is_drag(point):
                return
            self._moved = True
            self.scene.addItem(self._guides)
        self.view.keep_moving()
        self.scene.preview_places(self._places(point))
        self._aim(point)

    def _places(self, point: QPointF) -> dict[str, Place]:
        """Return where the cards go: the pressed one in line with its neighbours, the others with it."""
        step = point - self.start
        if self.view.modifiers & _FREE:
            self._guides.show_lines([])
        else:
            card, rest = self.scene.cards[self._id], self.view.visible_scene_rect()
            there = card.rect.translated(self._from[self._id] + step)
            others = [c.scene_rect for i, c in self.scene.cards.items() if i not in self._from]
            near = [rect for rect in others if rest.intersects(rect)]
            shift, lines = snap(there, near, _REACH / self.view.zoom)
            self._guides.show_lines(lines)
            step += shift
        return {id: (place.x() + step.x(), place.y() + step.y()) for id, place in self._from.items()}

    def _aim(self, point: QPointF) -> None:
        """Mark the wire that a lone card would be put in."""
        if len(self._from) > 1 or not self.view.editor.joining.can_insert(self._id):
            return
        into = self.scene.edge_at(point, _WIRE_REACH / self.view.zoom)
        if into is not None and self._id in (into.source, into.target):
            into = None
        if into != self._into:
            self._into = into
            self.scene.mark_wires({into: "target"} if into is not None else {})

    def release(self, point: QPointF) -> None:
        self.move(point)
        if not self._moved:
            self._clicked(point)
            return
        places, into = self._places(point), self._into
        self._clean()
        if into is not None:
            self.view.editor.joining.insert(self._id, into, places)
        else:
            self.view.editor.move(places)

    def _clicked(self, point: QPointF) -> None:
        if self._extending:
            if self._was_selected:
                self.scene.select([id for id in self.scene.selected if id != self._id])
            return
        below = self._below(point) if self._before == [self._id] else None
        self.scene.select([below or self._id])
        if self._click is not None and below is None:
            self._click()

    def _below(self, point: QPointF) -> str | None:
        """Return the card that lies under the clicked one, so that clicking again goes through a pile."""
        pile = [id for id, card in self.scene.cards.items() if card.scene_rect.contains(point)]
        return pile[pile.index(self._id) - 1] if len(pile) > 1 and self._id in pile else None

    def cancel(self) -> None:
        if self._moved:
            self._clean()
            self.scene.restore_places()

    def _clean(self) -> None:
        self.scene.removeItem(self._guides)
        self.scene.mark_wires({})
