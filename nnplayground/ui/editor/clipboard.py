"""Copy, cut, paste and duplicate; what is copied is text that can be pasted anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError
from PySide6.QtCore import QMimeData, QObject, QPointF
from PySide6.QtGui import QGuiApplication

from nnplayground.app.translation import current_language, say
from nnplayground.core import fragment as fragments
from nnplayground.core.errors import PlaygroundError, explain_validation
from nnplayground.ui.editor import edits
from nnplayground.ui.editor.layout import GAP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.fragment import Fragment
    from nnplayground.core.graph import Edge
    from nnplayground.ui.editor.editor import Editor
    from nnplayground.ui.editor.layout import Place
    from nnplayground.ui.editor.scene import CanvasScene

__all__ = ["BLOCK_MIME", "Clipboard"]

BLOCK_MIME = "application/x-nnplayground-block"
"""The type of a fragment that is dragged from the palette: its JSON text."""
_OFFSET, _WIDTH = 32.0, 144.0


class Clipboard(QObject):
    """Takes parts of the network out and puts them in, here or from another window or a text."""

    def __init__(self, editor: Editor, scene: CanvasScene) -> None:
        super().__init__(editor)
        self._editor, self._scene = editor, scene
        self._pasted = 0  # how often the same text has been pasted, so that copies do not hide each other

    # -- out -------------------------------------------------------------------------------------------

    def selection(self) -> Fragment | None:
        """Return what is selected, cards with what they stand for; None if nothing is."""
        scene = self._scene
        nodes, boxes = scene.selected_nodes(), scene.backdrop.selected
        if not (nodes or boxes):
            return None
        experiment = self._editor.with_places()
        try:
            return fragments.cut(experiment, nodes, boxes=boxes)
        except ValidationError as error:
            self._editor.refused.emit(say(explain_validation(error)))
            return None

    def copy(self) -> bool:
        """Put the selection on the clipboard; return whether there was any."""
        part = self.selection()
        if part is None:
            return False
        mime = QMimeData()
        mime.setText(part.to_json())
        QGuiApplication.clipboard().setMimeData(mime)
        self._pasted = 0
        return True

    def cut(self) -> None:
        """Copy the selection and remove it; what fed it then feeds what followed."""
        nodes, boxes = self._scene.selected_nodes(), list(self._scene.backdrop.selected)
        text = self._said(self.tr("Cut {node}"), nodes, self.tr("Cut %n nodes", "", len(nodes)))
        if self.copy():
            if not nodes:
                text = self.tr("Cut notes and frames")
            self._editor.apply(text, edits.removed(self._editor.experiment, nodes, boxes))

    def duplicate(self) -> None:
        """Copy the selected nodes, notes and frames beside themselves and select the copies."""
        nodes, boxes = self._scene.selected_nodes(), list(self._scene.backdrop.selected)
        if not (nodes or boxes):
            return
        by_hand = self._editor.experiment.layout.positions
        experiment = self._editor.with_places() if by_hand else self._editor.experiment
        try:
            result, new = edits.duplicated(experiment, nodes, boxes)
        except ValidationError as error:
            self._editor.refused.emit(say(explain_validation(error)))
            return
        text = self._said(self.tr("Duplicate {node}"), nodes, self.tr("Duplicate %n nodes", "", len(nodes)))
        if not nodes:
            text = self.tr("Duplicate notes and frames")
        self._editor.apply(text, result)
        self._select(new)

    def _said(self, one: str, nodes: list[str], many: str) -> str:
        return many if len(nodes) != 1 else one.format(node=self._editor.title(nodes[0]))

    # -- in --------------------------------------------------------------------------------------------

    def paste(self, at: QPointF | None = None) -> None:
        """Put in what is on the clipboard: behind the one selected node if it fits, else at ``at``."""
        part = self.read(QGuiApplication.clipboard().text())
        if part is None:
            return
        after = self._feeding()
        if after and part.entry and part.exit:
            self.insert(part, after=after, text=self.tr("Paste"))
            return
        self._pasted += 1
        shift = QPointF(_OFFSET, _OFFSET) * self._pasted
        x, y = part.centre()
        self.insert(part, at if at is not None else QPointF(x, y) + shift, text=self.tr("Paste"))

    def _feeding(self) -> str:
        """Return the one selected node, if it gives something."""
        nodes, graph = self._scene.selected_nodes(), self._editor.experiment.graph
        return nodes[0] if len(nodes) == 1 and graph.node(nodes[0]).layer.outputs else ""

    def read(self, text: str) -> Fragment | None:
        """Return the fragment in a text; None if there is none, which is said."""
        try:
            return fragments.parse(text)
        except PlaygroundError as error:
            self._editor.refused.emit(say(error))
            return None

    def insert(
        self,
        part: Fragment,
        at: QPointF | None = None,
        into: Edge | None = None,
        after: str = "",
        text: str = "",
        *,
        branches: bool = False,
    ) -> Mapping[str, str]:
        """Put a fragment in: in a wire, behind a node (in its wire, if it has just one), or at a point.

        With ``branches`` the wires behind the node stay, and the fragment is one more that reads it.

        Returns
        -------
        Mapping of str to str
            The new id of each of the fragment's parts; empty if it could not be put in.
        """
        try:
            result, new = self.plan(part, at, into, after, branches=branches)
        except ValidationError as error:
            self._editor.refused.emit(say(explain_validation(error)))
            return {}
        name = part.name(current_language())
        said = self.tr("Add {node}").format(node=name) if name and not text else text
        self._editor.apply(said or self.tr("Paste"), result)
        self._select(new)
        return new

    def plan(
        self,
        part: Fragment,
        at: QPointF | None = None,
        into: Edge | None = None,
        after: str = "",
        *,
        branches: bool = False,
    ) -> tuple[Experiment, Mapping[str, str]]:
        """Return what :meth:`insert` would make of the experiment, and the new ids, without doing it.

        Raises
        ------
        ValidationError
            If the network would become too large.
        """
        experiment = self._editor.experiment
        if after and into is None and not branches:
            into = edits.insertion_edge(experiment.graph, after) if part.exit else None
        place = self._place(part, at, into, after)
        if place is not None:
            experiment = self._editor.with_places()
        result, new = fragments.paste(experiment, part.in_language(current_language()), place, into, after)
        result = self._mended(result, new) if into is not None or after else result
        return (self._with_room(result, new) if into is not None else result), new

    def _mended(self, experiment: Experiment, new: Mapping[str, str]) -> Experiment:
        """Apply the first fix of each error among the new nodes: a residual takes the width that flows."""
        graph = edits.mended(experiment.graph, experiment.data.spec(), set(new.values()))
        return experiment.replace(graph=graph)

    def _place(self, part: Fragment, at: QPointF | None, into: Edge | None, after: str) -> Place | None:
        """Return where the middle goes; None leaves the nodes to the automatic layout."""
        joined = into.source if into is not None else after
        if joined and not self._editor.experiment.layout.positions:
            return None
        card = self._scene.card_of(joined) if joined else None
        if card is not None and at is None:
            x, _y = part.centre()
            left = min((px for px, _ in part.layout.positions.values()), default=x)
            return card.scene_rect.right() + GAP + x - left, card.scene_rect.top() + 20
        return (at.x(), at.y()) if at is not None else None

    def _with_room(self, experiment: Experiment, new: Mapping[str, str]) -> Experiment:
        """Shift what follows to the right as far as the inserted nodes need."""
        inserted = [id for id in new.values() if id in experiment.graph]
        put = experiment.layout.positions
        right = max((put[id][0] for id in inserted if id in put), default=None)
        return experiment if right is None else edits.pushed(experiment, inserted, right + _WIDTH + GAP)

    def _select(self, new: Mapping[str, str]) -> None:
        graph = self._editor.experiment.graph
        self._scene.select([id for id in new.values() if id in graph])
        self._scene.backdrop.select(new.values())
