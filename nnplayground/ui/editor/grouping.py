"""Blocks by hand: group, ungroup, fold, open; and muting and renaming what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError
from PySide6.QtCore import QObject

from nnplayground.app.translation import say
from nnplayground.core import blocks
from nnplayground.core.errors import PlaygroundError
from nnplayground.ui.editor import edits, folding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnplayground.core.experiment import Experiment
    from nnplayground.ui.editor.editor import Editor
    from nnplayground.ui.editor.scene import CanvasScene

__all__ = ["Grouping"]


class Grouping(QObject):
    """What a hand can do to blocks, each as one edit of the document."""

    def __init__(self, editor: Editor, scene: CanvasScene) -> None:
        super().__init__(editor)
        self._editor, self._scene = editor, scene

    # -- group and ungroup -----------------------------------------------------------------------------

    def group(self) -> None:
        """Gather the selected nodes in a block."""
        nodes, experiment = self._scene.selected_nodes(), self._editor.experiment
        try:
            graph, id = blocks.group(experiment.graph, nodes)
        except PlaygroundError as error:
            self._editor.refused.emit(say(error))
            return
        block = graph.block(id)
        name = say(block.title) if block is not None else id
        text = self.tr("Group %n nodes as {block}", "", len(nodes)).format(block=name)
        if len(nodes) == 1:
            text = self.tr("Group {node} as {block}").format(node=self._editor.title(nodes[0]), block=name)
        self._editor.apply(text, experiment.replace(graph=graph))

    def ungroup(self) -> None:
        """Dissolve the selected blocks, folded or open."""
        found = self.selected_blocks()
        if not found:
            self._editor.refused.emit(self.tr("No block is selected."))
            return
        experiment = self._editor.experiment
        for id in found:
            experiment = self._opened(experiment, id)
            experiment = experiment.replace(graph=blocks.ungroup(experiment.graph, id))
        text = self.tr("Ungroup {block}").format(block=self._editor.title(found[0]))
        if len(found) > 1:
            text = self.tr("Ungroup %n blocks", "", len(found))
        nodes = self._scene.selected_nodes()
        self._editor.apply(text, experiment)
        self._scene.select(nodes)

    def selected_blocks(self) -> list[str]:
        """Return the blocks that are selected: folded ones, and outermost open ones with all they hold."""
        scene, graph = self._scene, self._editor.experiment.graph
        folded = [id for id in scene.selected if id not in graph]
        if folded:
            return folded
        whole = [block.id for block in blocks.whole_blocks(graph, scene.selected_nodes())]
        return [id for id in whole if not set(blocks.enclosing(graph, id)).intersection(whole)]

    # -- fold and open ---------------------------------------------------------------------------------

    def open_selected(self) -> bool:
        """Open the selected folded blocks; return whether there were any."""
        folded = [id for id in self._scene.selected if id not in self._editor.experiment.graph]
        for id in folded:
            self.open_block(id)
        return bool(folded)

    def open_block(self, id: str) -> None:
        """Show what a folded block holds, in its place; other cards make room."""
        text = self.tr("Open {block}").format(block=self._editor.title(id))
        inside = blocks.members(self._editor.experiment.graph, id)
        self._editor.apply(text, self._opened(self._editor.experiment, id))
        self._scene.select(inside)

    def _opened(self, experiment: Experiment, id: str) -> Experiment:
        if id not in experiment.layout.folded:
            return experiment
        return folding.opened(experiment, id, self._scene.size_of)

    def fold(self, id: str) -> None:
        """Draw a block as one card; cards behind it close up."""
        text = self.tr("Fold {block}").format(block=self._editor.title(id))
        self._editor.apply(text, folding.folded(self._editor.experiment, id, self._scene.size_of))
        self._scene.select([id])

    def fold_selected(self) -> bool:
        """Fold the innermost open block that holds all that is selected; return whether there is one."""
        graph = self._editor.experiment.graph
        ways = [blocks.enclosing(graph, id) for id in self._scene.selected]
        shared = [id for id in ways[0] if all(id in way for way in ways)] if ways else []
        if shared:
            self.fold(shared[0])
        return bool(shared)

    def toggle_fold(self) -> None:
        """Open what is folded among the selection, else fold the block around it."""
        if not (self.open_selected() or self.fold_selected()):
            self._editor.refused.emit(self.tr("No block is selected."))

    # -- mute and rename -------------------------------------------------------------------------------

    def mute(self) -> None:
        """Bypass the selected nodes, or let them work again if all of them are muted."""
        experiment, nodes = self._editor.experiment, self._scene.selected_nodes()
        able = [id for id in nodes if experiment.graph.node(id).layer.inputs]
        if nodes and not able:
            title = self._editor.title(nodes[0])
            self._editor.refused.emit(self.tr("{node} cannot be muted.").format(node=title))
        if not able:
            return
        muting = not all(experiment.graph.node(id).muted for id in able)
        text = self._mute_text(able, muting=muting)
        self._editor.apply(text, edits.muted(experiment, able, muting))

    def _mute_text(self, nodes: Sequence[str], *, muting: bool) -> str:
        if len(nodes) > 1:
            count = len(nodes)
            return self.tr("Mute %n nodes", "", count) if muting else self.tr("Unmute %n nodes", "", count)
        text = self.tr("Mute {node}") if muting else self.tr("Unmute {node}")
        return text.format(node=self._editor.title(nodes[0]))

    def rename(self, id: str, name: str) -> None:
        """Give a node or a block another name."""
        graph, before = self._editor.experiment.graph, self._editor.title(id)
        name = name.strip()
        if not name or name == before:
            return
        try:
            if id in graph:
                graph = graph.update(graph.node(id).replace(name=name))
            else:
                graph = blocks.rename_block(graph, id, name)
        except ValidationError:
            self._editor.refused.emit(self.tr("A name has at most 80 letters."))
            return
        text = self.tr("Rename {node} to {name}").format(node=before, name=name)
        self._editor.apply(text, self._editor.experiment.replace(graph=graph))
