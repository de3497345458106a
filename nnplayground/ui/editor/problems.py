"""Telling of the problem that matters most: a callout beside its node, a ghost of what would mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal

from nnplayground.ui.editor.callout import Callout
from nnplayground.ui.editor.ghost import Ghost

if TYPE_CHECKING:
    from nnplayground.app.document import Document
    from nnplayground.core.shapes import Fix
    from nnplayground.ui.editor.overlays import Caption
    from nnplayground.ui.editor.view import CanvasView

__all__ = ["ProblemTelling"]


class ProblemTelling(QObject):
    """Shows the editor's problem until it is mended or the person closes the callout.

    Attributes
    ----------
    activated : Signal(str)
        The node whose problem the person wants to know more of; empty for the whole graph.
    """

    activated = Signal(str)

    def __init__(self, view: CanvasView, caption: Caption) -> None:
        super().__init__(view)
        self._view, self._scene, self._caption = view, view.canvas_scene, caption
        self._document: Document | None = None
        self._dismissed: object = None
        self.callout = Callout(view)
        self.ghost = Ghost(self._scene)
        self.callout.fixChosen.connect(self._apply_fix)
        self.callout.dismissed.connect(self._remember_dismissed)
        caption.clicked.connect(self._activate)

    def set_document(self, document: Document) -> None:
        """Tell of this document's problems from now on."""
        self._document = document

    def show_problem(self, *_: object) -> None:
        """Show the present problem, or that there is none."""
        problem = self._view.editor.problem() if self._document is not None else None
        if problem is not None and problem == self._dismissed and problem.node not in self._scene.selected:
            problem = None
        self.callout.show_problem(problem)
        if self._document is not None:
            self.ghost.show_problem(problem, self._document.experiment)
        self.place()

    def place(self) -> None:
        """Move the callout to its node; hide it where that cannot be seen."""
        problem = self.callout.problem
        card = self._scene.card_of(problem.node) if problem is not None else None
        if problem is None or (problem.node and card is None):
            self.callout.hide()
            return
        rect = QRectF(self._caption.geometry())  # what no single node can help
        if card is not None:
            rect = self._view.to_viewport(card.scene_rect)
        if QRectF(self._view.viewport().rect()).intersects(rect) and not self._view.inside:
            self.callout.place(rect)
        else:
            self.callout.hide()

    def retranslate(self) -> None:
        """Forget the words of another language; the next problem is told in the new one."""
        self.callout.show_problem(None)

    def _apply_fix(self, fix: Fix) -> None:
        self._view.editor.apply_fix(fix)
        self._view.setFocus()

    def _remember_dismissed(self) -> None:
        self._dismissed = self.callout.problem
        self.show_problem()

    def _activate(self) -> None:
        self._dismissed = None
        problem = self._view.editor.problem()
        self.activated.emit(problem.node if problem is not None else "")
