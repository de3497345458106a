"""Selecting along the wires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnplayground.core.blocks import between

if TYPE_CHECKING:
    from nnplayground.ui.editor.editor import Editor
    from nnplayground.ui.editor.scene import CanvasScene

__all__ = ["Selecting"]


class Selecting(QObject):
    """Widens the selection to what lies before it, behind it, or between its members."""

    def __init__(self, editor: Editor, scene: CanvasScene) -> None:
        super().__init__(editor)
        self._editor, self._scene = editor, scene

    def everything(self) -> None:
        """Select all cards, notes and frames."""
        self._scene.select(list(self._scene.cards))
        self._scene.backdrop.select(list(self._scene.backdrop.boxes))

    def upstream(self) -> None:
        """Add everything that leads to the selected nodes."""
        graph, nodes = self._editor.experiment.graph, self._scene.selected_nodes()
        self._select(set(nodes).union(*(graph.ancestors(id) for id in nodes)))

    def downstream(self) -> None:
        """Add everything that the selected nodes lead to."""
        graph, nodes = self._editor.experiment.graph, self._scene.selected_nodes()
        self._select(set(nodes).union(*(graph.descendants(id) for id in nodes)))

    def path(self) -> None:
        """Add everything on a path between the selected nodes; of a single one, its whole path."""
        graph, nodes = self._editor.experiment.graph, self._scene.selected_nodes()
        if len(self._scene.selected) == 1:
            self._select(set(nodes).union(*(graph.ancestors(id) | graph.descendants(id) for id in nodes)))
        else:
            self._select(between(graph, nodes))

    def _select(self, nodes: set[str] | frozenset[str]) -> None:
        if nodes:
            order = (node.id for node in self._editor.experiment.graph.nodes)
            self._scene.select([id for id in order if id in nodes])
