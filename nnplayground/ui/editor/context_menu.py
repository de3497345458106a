"""The menu of whatever is under the mouse, or selected: every action there, with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnplayground.ui.editor.boxes import BlockFrame
from nnplayground.ui.editor.joins import Spot
from nnplayground.ui.widgets import Menu

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QAction

    from nnplayground.core.graph import Edge
    from nnplayground.ui.editor.boxes import BoxItem
    from nnplayground.ui.editor.ports import PortRef
    from nnplayground.ui.editor.view import CanvasView

    Entry = QAction | None | tuple[str, Sequence[QAction]]

__all__ = ["PLACES", "ContextMenu"]

translate = QCoreApplication.translate

PLACES = ("canvas", "nodes", "blocks", "boxes")
"""What menus differ by: nothing, cards, the title of an open block, a note or frame."""


class ContextMenu(Menu):
    """Offers what can be done at a point of the scene.

    Right-clicking what is not selected selects it, so that the actions mean what the menu stands beside.

    Parameters
    ----------
    view : CanvasView
        Where it opens.
    point : QPointF
        A point of the scene.
    """

    def __init__(self, view: CanvasView, point: QPointF) -> None:
        super().__init__("", view)
        self._view, self._scene, self._point = view, view.canvas_scene, point
        self._does: dict[QAction, Callable[[], None]] = {}
        self._port: PortRef | None = None
        self._edges: Sequence[Edge] = ()
        self.triggered.connect(self._run)
        mark = self._scene.port_at(point, 9.0)
        card = self._scene.card_at(point)
        edge = self._scene.edge_at(point, 8.0 / view.zoom)
        if mark is not None:
            self._of_port(mark.ref)
        elif card is not None:
            self._of_nodes(card.id)
        elif (box := self._scene.backdrop.grasped_at(point)) is not None:
            self._of_box(box)
        elif edge is not None:
            self._of_wire(edge)
        else:
            self._of_canvas()

    def _run(self, action: QAction) -> None:
        handler = self._does.get(action)
        if handler is not None:
            handler()

    def _add_own(self, text: str, handler: Callable[[], None], keys_of: QAction | None = None) -> None:
        action = self.addAction(text)
        if keys_of is not None:
            action.setShortcut(keys_of.shortcut())
        self._does[action] = handler

    def _add_all(self, *entries: Entry) -> None:
        for entry in entries:
            if entry is None:
                self.addSeparator()
            elif isinstance(entry, tuple):
                title, actions = entry
                self.add_submenu(title).addActions(list(actions))
            else:
                self.addAction(entry)

    # -- what is offered -------------------------------------------------------------------------------

    def _of_canvas(self) -> None:
        a = self._view.actions_
        self._scene.select([])
        self._add_own(a.add.text(), self._add_here, a.add)
        self._add_all(None, *self._view.more_actions["canvas"], None, a.select_all)
        self._add_all(
            None, a.fit, a.blocks, a.cards, a.neuron, a.zoom_in, a.zoom_out, a.full_size, None, a.arrange
        )

    def _of_nodes(self, id: str) -> None:
        a = self._view.actions_
        if id not in self._scene.selected:
            self._scene.select([id])
        card = self._scene.cards[id]
        if len(self._scene.selected) == 1:
            self._add_all(a.open, a.fields, a.add, a.wire)
            if card.is_resizable:
                self._add_all(a.widen, a.narrow)
            self.addSeparator()
        self._add_all(a.duplicate, *self._view.more_actions["nodes"], None, a.delete, a.delete_apart)
        if card.report.problems:
            self._add_all(None, a.apply_fix)

    def _of_box(self, box: BoxItem) -> None:
        a = self._view.actions_
        cards = self._scene.backdrop.cards_of(box.id) if isinstance(box, BlockFrame) else ()
        self._scene.select(cards)
        self._scene.backdrop.select([] if cards else [box.id])
        more = self._view.more_actions["blocks" if cards else "boxes"]
        self._add_all(*more, None, a.duplicate, a.delete)

    def _of_wire(self, edge: Edge) -> None:
        a = self._view.actions_
        self._scene.select([], edge)
        self._add_own(translate("Canvas", "Insert layer here…"), self._insert_here, a.add)
        self._edges = (edge,)
        self._add_own(translate("Canvas", "Disconnect"), self._disconnect, a.delete)

    def _of_port(self, ref: PortRef) -> None:
        a = self._view.actions_
        self._port = ref
        self._scene.select([ref.node])
        text = translate("Canvas", "Add layer before…")
        if ref.is_output:
            text = translate("Canvas", "Add layer behind…")
        self._add_own(text, self._add_at_port, a.add)
        self._add_own(a.wire.text(), self._wire_from_port, a.wire)
        graph = self._view.editor.experiment.graph
        wires = graph.outgoing if ref.is_output else graph.incoming
        self._edges = wires(ref.node, ref.port)
        count = len(self._edges)
        if count:
            text = self.tr("Disconnect %n wires", "", count)
            self._add_own(text if count > 1 else translate("Canvas", "Disconnect"), self._disconnect)

    # -- what it does ----------------------------------------------------------------------------------

    def _add_here(self) -> None:
        self._view.adding.offer(self._view.adding.free_spot(self._point), self._point)

    def _insert_here(self) -> None:
        self._view.adding.offer(Spot(into=self._edges[0]), self._point)

    def _add_at_port(self) -> None:
        self._view.adding.offer(Spot(port=self._port), self._point)

    def _wire_from_port(self) -> None:
        if self._port is not None:
            self._view.wire_by_keys(self._port)

    def _disconnect(self) -> None:
        self._view.editor.joining.cut(self._edges)
