"""Putting cards in order: tidy, align, distribute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF

from nnplayground.ui.editor.layout import arrange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nnplayground.ui.editor.editor import Editor
    from nnplayground.ui.editor.layout import Place
    from nnplayground.ui.editor.scene import CanvasScene

    Move = Callable[[QRectF, QRectF], Place]

__all__ = ["Arranging"]


class Arranging(QObject):
    """What changes only where cards stand."""

    def __init__(self, editor: Editor, scene: CanvasScene) -> None:
        super().__init__(editor)
        self._editor, self._scene = editor, scene

    # -- tidy ------------------------------------------------------------------------------------------

    def tidy(self) -> None:
        """Arrange the selected cards in columns, or all; what a hand has ordered keeps its order."""
        if len(self._scene.selected) > 1:
            places = self._tidied(self._scene.selected)
            self._editor.move(places, text=self.tr("Tidy %n nodes", "", len(places)))
        else:
            self._tidy_all()

    def _tidy_all(self) -> None:
        experiment = self._editor.experiment
        if not experiment.layout.positions:
            return
        places = self._tidied(list(self._scene.cards))
        arranged = self._arranged()
        if all(_same(places[id], arranged[id], places, arranged) for id in places):
            # It is what the automatic layout gives, which then goes on to follow every edit.
            self._editor.arrange()
        else:
            self._editor.move(places, text=self.tr("Tidy nodes"))

    def _arranged(self) -> dict[str, Place]:
        sizes = {id: card.size for id, card in self._scene.cards.items()}
        return arrange(self._editor.experiment.graph, sizes, self._scene.outline.folded)

    def _tidied(self, cards: list[str]) -> dict[str, Place]:
        """Return new places for some cards, their outline beginning where it begins now."""
        scene, outline = self._scene, self._scene.outline
        nodes = {node for id in cards for node in outline.nodes_of(id)}
        rest = [node.id for node in outline.graph.nodes if node.id not in nodes]
        graph = outline.graph.remove(rest, reconnect=False)
        sizes = {id: scene.cards[id].size for id in cards}
        hand = {id: (scene.cards[id].pos.x(), scene.cards[id].pos.y()) for id in cards}
        places = arrange(graph, sizes, outline.folded, hand)
        dx, dy = (
            min(p[axis] for p in hand.values()) - min(p[axis] for p in places.values()) for axis in (0, 1)
        )
        return {id: (round(x + dx), round(y + dy)) for id, (x, y) in places.items()}

    # -- align -----------------------------------------------------------------------------------------

    def align_left(self) -> None:
        """Put the left edges of the selected cards in line with the leftmost."""
        self._align(lambda card, all_: (all_.left(), card.top()))

    def align_centre(self) -> None:
        """Put the selected cards on one vertical line."""
        self._align(lambda card, all_: (all_.center().x() - card.width() / 2, card.top()))

    def align_right(self) -> None:
        """Put the right edges of the selected cards in line with the rightmost."""
        self._align(lambda card, all_: (all_.right() - card.width(), card.top()))

    def align_top(self) -> None:
        """Put the upper edges of the selected cards in line with the topmost."""
        self._align(lambda card, all_: (card.left(), all_.top()))

    def align_middle(self) -> None:
        """Put the selected cards on one horizontal line."""
        self._align(lambda card, all_: (card.left(), all_.center().y() - card.height() / 2))

    def align_bottom(self) -> None:
        """Put the lower edges of the selected cards in line with the lowest."""
        self._align(lambda card, all_: (card.left(), all_.bottom() - card.height()))

    def _align(self, place: Move) -> None:
        rects = self._rects()
        if len(rects) < 2:
            return
        whole = QRectF()
        for rect in rects.values():
            whole = whole.united(rect)
        moved = {id: place(rect, whole) for id, rect in rects.items()}
        self._move(moved, self.tr("Align %n nodes", "", len(moved)))

    # -- distribute ------------------------------------------------------------------------------------

    def distribute_horizontally(self) -> None:
        """Leave equal gaps between the selected cards, from left to right."""
        self._distribute(horizontal=True)

    def distribute_vertically(self) -> None:
        """Leave equal gaps between the selected cards, from top to bottom."""
        self._distribute(horizontal=False)

    def _distribute(self, *, horizontal: bool) -> None:
        rects = self._rects()
        if len(rects) < 3:
            return
        start = QRectF.left if horizontal else QRectF.top
        length = QRectF.width if horizontal else QRectF.height
        ordered = sorted(rects, key=lambda id: start(rects[id]) + length(rects[id]) / 2)
        first, last = rects[ordered[0]], rects[ordered[-1]]
        room = start(last) + length(last) - start(first) - sum(length(rect) for rect in rects.values())
        at, gap = start(first), room / (len(ordered) - 1)
        places: dict[str, Place] = {}
        for id in ordered:
            places[id] = (at, rects[id].top()) if horizontal else (rects[id].left(), at)
            at += length(rects[id]) + gap
        self._move(places, self.tr("Distribute %n nodes", "", len(places)))

    # -- what both share -------------------------------------------------------------------------------

    def _rects(self) -> dict[str, QRectF]:
        cards = (self._scene.cards[id] for id in self._scene.selected)
        return {card.id: QRectF(card.pos.x(), card.pos.y(), *card.size) for card in cards}

    def _move(self, places: Mapping[str, Place], text: str) -> None:
        self._editor.move({id: (round(x), round(y)) for id, (x, y) in places.items()}, text=text)


def _same(place: Place, other: Place, places: Mapping[str, Place], others: Mapping[str, Place]) -> bool:
    """Tell whether a card stands alike in two layouts, wherever these begin."""
    return all(
        place[axis] - min(p[axis] for p in places.values())
        == other[axis] - min(p[axis] for p in others.values())
        for axis in (0, 1)
    )
