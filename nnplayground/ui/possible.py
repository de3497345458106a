"""Enables the commands of the network by what is selected and what there is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnplayground.core import blocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from nnplayground.app.document import Document
    from nnplayground.ui.actions import Actions
    from nnplayground.ui.editor.canvas import Canvas

    Rule = Callable[[], str]

__all__ = ["Possible"]


class Possible(QObject):
    """Asks of each command why it cannot be done, whenever the selection or the document changes.

    Parameters
    ----------
    actions : Actions
        The window's; the canvas has some of the same for its menus and keys.
    canvas : Canvas
    document : Document
    """

    def __init__(self, actions: Actions, canvas: Canvas, document: Document) -> None:
        super().__init__(canvas)
        self._actions, self._canvas, self._document = actions, canvas, document
        self._scene, self._permits = canvas.scene, actions.permits
        self._rules = [*self._of_window(), *self._of_canvas()]
        self._scene.chosen.connect(self.refresh)
        document.changed.connect(self.refresh)
        self.refresh()

    def _of_window(self) -> list[tuple[QAction, Rule]]:
        a = self._actions
        several = [a.align_left, a.align_centre, a.align_right, a.align_top, a.align_middle, a.align_bottom]
        ways = [a.select_upstream, a.select_downstream, a.select_path]
        return [
            *((action, self._anything) for action in (a.cut, a.copy, a.duplicate)),
            *((action, self._layers) for action in (a.group, a.save_block, a.pop_out_card, *ways)),
            *((action, self._two_layers) for action in several),
            *(
                (action, self._three_layers)
                for action in (a.distribute_horizontally, a.distribute_vertically)
            ),
            *((action, self._boxes) for action in a.colours.actions()),
            *((action, self._fixes) for action in (a.apply_fix, a.fix_all)),
            (a.delete, self._anything_or_wire),
            (a.rename, self._one),
            (a.mute, self._mutable),
            (a.ungroup, self._blocks),
            (a.fold, self._foldable),
            (a.tidy, self._untidy),
        ]

    def _of_canvas(self) -> list[tuple[QAction, Rule]]:
        c = self._canvas.view.actions_
        moves = (c.move_left, c.move_right, c.move_up, c.move_down)
        return [
            *((action, self._layers) for action in (c.fields, c.wire, *moves)),
            *((action, self._one_layer) for action in (c.widen, c.narrow)),
            (c.duplicate, self._anything),
            (c.delete, self._anything_or_wire),
            (c.delete_apart, self._anything),
            (c.apply_fix, self._fix_of_shown),
        ]

    def refresh(self) -> None:
        """Ask every rule again."""
        said: dict[Rule, str] = {}
        for action, rule in self._rules:
            if rule not in said:
                said[rule] = rule()
            self._permits.allow(action, said[rule])

    # -- the rules: each returns why its commands cannot be done -------------------------------------------

    def _layers(self) -> str:
        return "" if self._scene.selected else self.tr("Select a layer first.")

    def _one_layer(self) -> str:
        return "" if len(self._scene.selected) == 1 else self.tr("Select one layer first.")

    def _two_layers(self) -> str:
        return "" if len(self._scene.selected) > 1 else self.tr("Select at least two layers first.")

    def _three_layers(self) -> str:
        return "" if len(self._scene.selected) > 2 else self.tr("Select at least three layers first.")

    def _boxes(self) -> str:
        return "" if self._scene.backdrop.selected else self.tr("Select a note or a frame first.")

    def _anything(self) -> str:
        if self._scene.selected or self._scene.backdrop.selected:
            return ""
        return self.tr("Select a layer, a note or a frame first.")

    def _anything_or_wire(self) -> str:
        if self._scene.selected_edge is not None or not self._anything():
            return ""
        return self.tr("Select a layer, a wire, a note or a frame first.")

    def _one(self) -> str:
        chosen = self._scene.selected or self._scene.backdrop.selected
        if len(chosen) == 1 or len(self._canvas.editor.grouping.selected_blocks()) == 1:
            return ""
        return self.tr("Select one layer, block, note or frame first.")

    def _mutable(self) -> str:
        graph, nodes = self._document.experiment.graph, self._scene.selected_nodes()
        if nodes and not any(graph.node(id).layer.inputs for id in nodes):
            return self.tr("An input cannot be muted.")
        return self._layers()

    def _blocks(self) -> str:
        if self._canvas.editor.grouping.selected_blocks():
            return ""
        return self.tr("Select a block first.")

    def _foldable(self) -> str:
        graph, chosen = self._document.experiment.graph, self._scene.selected
        ways = [set(blocks.enclosing(graph, id)) for id in chosen if id in graph]
        if len(ways) < len(chosen) or (ways and set.intersection(*ways)):
            return ""
        return self.tr("Select a block, or a layer in one, first.")

    def _untidy(self) -> str:
        if len(self._scene.selected) > 1 or self._document.experiment.layout.positions:
            return ""
        return self.tr("The network is arranged automatically already.")

    def _fixes(self) -> str:
        return self._offer(any(problem.fixes for problem in self._document.report.problems))

    def _fix_of_shown(self) -> str:
        problem = self._canvas.editor.problem()
        return self._offer(problem is not None and bool(problem.fixes))

    def _offer(self, fixes: bool) -> str:
        if fixes:
            return ""
        if self._document.report.problems:
            return self.tr("The problem has no fix that can be applied by itself.")
        return self.tr("There is no problem to fix.")
