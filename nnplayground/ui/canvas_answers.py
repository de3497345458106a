"""How the rest of a window answers to what a person does on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from nnplayground.app.translation import say
from nnplayground.train.commands import SetWeight

if TYPE_CHECKING:
    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.ui.main_window import MainWindow

__all__ = ["CanvasAnswers"]


class CanvasAnswers(QObject):
    """Shows what is selected, hovered or opened on the canvas in the panels beside it.

    Parameters
    ----------
    window : MainWindow
    document : Document
    session : Session
    """

    def __init__(self, window: MainWindow, document: Document, session: Session) -> None:
        super().__init__(window)
        self._window, self._document, self._session = window, document, session
        canvas = window.canvas
        canvas.selectionChanged.connect(self._show_selection)
        canvas.unitSelected.connect(window.inspector.show_unit)
        window.inspector.unitShown.connect(canvas.mark_unit)
        canvas.neuronHovered.connect(self._show_neuron)
        canvas.neuronLeft.connect(self._leave_neuron)
        canvas.weightTyped.connect(self._type_weight)
        canvas.problemActivated.connect(self._show_problems)
        canvas.openRequested.connect(self._open)
        window.bottom.nodeChosen.connect(self._select)

    def show_pad(self) -> bool:
        """Bring the drawing pad to the front; return whether the data is pictures that can be drawn."""
        window = self._window
        if not window.output.show_pad():
            return False
        window.actions_.right_dock.setChecked(True)
        window.right.show_output()
        return True

    def _show_selection(self, ids: list[str]) -> None:
        window = self._window
        window.inspector.show_nodes(ids)
        if self._session.snapshot is not None:  # a paused run sends no other
            window.inspector.show_snapshot(self._session.snapshot)
        window.palette_panel.set_selection(ids)
        if ids:
            window.right.show_inspector()
        else:
            window.right.show_output()
        window.watching.later()

    def _show_neuron(self, node: str, unit: int) -> None:
        self._window.output.hover_neuron(node, unit)
        self._window.watching.later()

    def _leave_neuron(self) -> None:
        self._window.output.leave_neuron()
        self._window.watching.later()

    def _show_problems(self, _node: str) -> None:
        self._window.actions_.bottom_dock.setChecked(True)
        self._window.place.show_problems()

    def _open(self, node: str) -> None:
        """Bring the keyboard to the first field of the selected node; of pictures, to the drawing pad."""
        window = self._window
        if not self._document.experiment.graph.node(node).layer.inputs and self.show_pad():
            return
        window.actions_.right_dock.setChecked(True)
        window.right.show_inspector()
        window.inspector.focus_first()

    def _select(self, node: str) -> None:
        self._window.canvas.select([node] if node else [])

    def _type_weight(self, node: str, parameter: str, index: tuple[int, ...], new: float) -> None:
        old = self._window.canvas.scene.live.parameter(node, parameter, index)
        if old is None:
            return
        name = say(self._document.experiment.graph.node(node).title)
        words = QCoreApplication.translate("MainWindow", "Type a weight of {node}")
        self._document.type_weight(
            words.format(node=name),
            SetWeight(node, parameter, index, old),
            SetWeight(node, parameter, index, new),
        )
