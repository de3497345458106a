"""What a hand can do to the graph, each as one edit of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal

from nnplayground.app.translation import say
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.shapes import Severity
from nnplayground.ui.editor import edits
from nnplayground.ui.editor.annotating import Annotating
from nnplayground.ui.editor.arranging import Arranging
from nnplayground.ui.editor.clipboard import Clipboard
from nnplayground.ui.editor.grouping import Grouping
from nnplayground.ui.editor.joining import Joining
from nnplayground.ui.editor.selecting import Selecting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.app.document import Document
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.layout import Layout
    from nnplayground.core.shapes import Fix, Problem, ShapeReport
    from nnplayground.ui.editor.layout import Place
    from nnplayground.ui.editor.scene import CanvasScene

__all__ = ["Editor"]

_STEP = 16.0


class Editor(QObject):
    """Asks the document for edits; it changes neither the scene nor the graph itself.

    Attributes
    ----------
    joining, grouping, clipboard, arranging, selecting, annotating
        What can be done to wires and with new nodes; to blocks; by copy and paste; to places; along wires;
        to notes and frames.
    refused : Signal(str)
        Why an edit could not be made, in one sentence.
    """

    refused = Signal(str)

    def __init__(self, document: Document, scene: CanvasScene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._scene = scene
        self.grouping = Grouping(self, scene)
        self.clipboard = Clipboard(self, scene)
        self.arranging = Arranging(self, scene)
        self.selecting = Selecting(self, scene)
        self.annotating = Annotating(self, scene)
        self.joining = Joining(self, scene)

    @property
    def report(self) -> ShapeReport:
        """What is known of the shapes of what is shown."""
        return self._document.report

    @property
    def experiment(self) -> Experiment:
        """What is shown now."""
        return self._document.experiment

    # -- nodes -----------------------------------------------------------------------------------------

    def move(
        self,
        places: Mapping[str, Place],
        merge_key: str = "",
        *,
        text: str = "",
        layout: Layout | None = None,
    ) -> None:
        """Put cards to places; from then on all keep theirs.

        Parameters
        ----------
        places : Mapping of str to (float, float)
            By node, or by folded block, which takes what it holds along.
        text : str
            Names the edit, by default as a move.
        layout : Layout, optional
            With the notes and frames as they are to be afterwards.
        """
        count = len(places)
        said = self.tr("Move {node}").format(node=self.title(next(iter(places), "")))
        if count > 1:
            said = self.tr("Move %n nodes", "", count)
        experiment = self.with_places() if places else self.experiment
        if layout is not None:
            boxes = {"notes": layout.notes, "frames": layout.frames}
            experiment = experiment.replace(layout=experiment.layout.replace(**boxes))
        self.apply(text or said, edits.moved(experiment, places), merge_key)

    def nudge(self, dx: int, dy: int) -> None:
        """Move the selected nodes by steps of the grid."""
        cards = [self._scene.cards[id] for id in self._scene.selected]
        places = {c.id: (c.pos.x() + dx * _STEP, c.pos.y() + dy * _STEP) for c in cards}
        if places:
            self.move(places, "move:" + ",".join(sorted(places)))

    def arrange(self) -> None:
        """Let the automatic layout place all nodes."""
        self.apply(self.tr("Arrange nodes"), edits.arranged(self.experiment))

    def delete(self) -> None:
        """Remove the selected wire, or the selected nodes; what fed them then feeds what followed."""
        edge = self._scene.selected_edge
        if edge is not None:
            source, target = self.title(edge.source), self.title(edge.target)
            text = self.tr("Disconnect {target} from {source}").format(target=target, source=source)
            # A cut wire must not send its ends to other places, so the layout is kept.
            self.apply(text, edits.disconnected(self.with_places(), [edge]))
        else:
            self.remove()

    def remove(self, *, reconnect: bool = True) -> None:
        """Remove the selected nodes, notes and frames, joining what the nodes stood between or not."""
        scene = self._scene
        nodes, boxes = scene.selected_nodes(), list(scene.backdrop.selected)
        if nodes:
            text = self.tr("Delete {node}").format(node=self.title(scene.selected[0]))
            if len(scene.selected) > 1:
                text = self.tr("Delete %n nodes", "", len(nodes))
        else:
            text = self.tr("Delete notes and frames")
        if nodes or boxes:
            self.apply(text, edits.removed(self.experiment, nodes, boxes, reconnect=reconnect))

    def duplicate(self) -> None:
        """Copy the selected nodes, notes and frames and select the copies."""
        self.clipboard.duplicate()

    def resize(self, id: str, change: int) -> None:
        """Add units to a node or take some away."""
        text = self.tr("Widen {node}") if change > 0 else self.tr("Narrow {node}")
        try:
            experiment = edits.resized(self.experiment, id, change)
        except PlaygroundError as error:
            self.refused.emit(say(error))
        except ValidationError:  # the count is at its limit
            title = self.title(id)
            self.refused.emit(self.tr("{node} is at its limit.").format(node=title))
        else:
            self.apply(text.format(node=self.title(id)), experiment)

    def resize_selected(self, change: int) -> None:
        """Widen or narrow the one selected node that has units."""
        if len(self._scene.selected) == 1:
            self.resize(self._scene.selected[0], change)

    # -- problems --------------------------------------------------------------------------------------

    def problem(self) -> Problem | None:
        """Return the problem the callout is about: of the selected node, else the first error."""
        problems = self._document.report.problems
        of_selected = [p for p in problems if p.node in self._scene.selected]
        errors = [p for p in problems if p.severity is Severity.ERROR]
        return next(iter([*of_selected, *errors]), None)

    def apply_fix(self, fix: Fix | None = None) -> None:
        """Mend the shown problem by ``fix``, by default its first."""
        problem = self.problem()
        if fix is None and problem is not None and problem.fixes:
            fix = problem.fixes[0]
        if fix is not None:
            self.apply(say(fix.label), self.experiment.replace(graph=fix.graph))

    def undo(self) -> None:
        """Take the last edit back."""
        self._document.undo_stack.undo()

    def take_back(self) -> None:
        """Undo the last edit as if it had never been: it cannot be redone."""
        self._document.take_back()

    def apply(self, text: str, experiment: Experiment, merge_key: str = "") -> None:
        """Make an edit of the document; ``text`` names it in the menu."""
        self._document.apply(text, experiment, merge_key)

    def with_places(self) -> Experiment:
        """Return the experiment with every card told to stand where it stands now."""
        return edits.moved(self.experiment, self._scene.places(self.experiment))

    def title(self, id: str) -> str:
        """Return what a node or a block is called."""
        graph = self.experiment.graph
        block = graph.block(id)
        if block is not None:
            return say(block.title)
        return say(graph.node(id).title) if id in graph else id
