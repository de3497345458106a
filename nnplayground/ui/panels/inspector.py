"""The inspector: what is selected, and everything about it that can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.panels.inspect_nodes import NodeEditor
from nnplayground.ui.panels.inspect_training import TrainingEditor
from nnplayground.ui.widgets import ScrollColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnplayground.app.document import Document
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Snapshot

__all__ = ["Inspector"]


class Inspector(ScrollColumn):
    """One node, what several nodes have in common, or with nothing selected the training.

    It speaks the language it was made in: make it anew after the language changed.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        self._holder = QWidget()
        super().__init__(self._holder, parent)
        self._document = document
        self._ids: tuple[str, ...] = ()
        self._snapshot: Snapshot | None = None
        self._editor: NodeEditor | TrainingEditor | None = None
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch()
        document.changed.connect(self._on_changed)
        self._rebuild()

    @property
    def editor(self) -> NodeEditor | TrainingEditor | None:
        """What is shown."""
        return self._editor

    def show_nodes(self, ids: Sequence[str]) -> None:
        """Show these nodes; the training if there are none."""
        known = tuple(id for id in ids if id in self._document.experiment.graph)
        if known != self._ids:
            self._ids = known
            self._rebuild()

    def focus_first(self) -> None:
        """Bring the keyboard to the first field."""
        widget: QWidget | None = self._editor
        while widget is not None and (widget := widget.nextInFocusChain()) is not None:
            if self._editor is None or not self._editor.isAncestorOf(widget):
                return
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the weights of the moment."""
        self._snapshot = snapshot
        if isinstance(self._editor, NodeEditor):
            self._editor.show_snapshot(snapshot)

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what the shown node needs."""
        if isinstance(self._editor, NodeEditor) and self._editor.shows_weights:
            return frozenset({ProbeRequest("weights")})
        return frozenset()

    def _on_changed(self, _before: Experiment, after: Experiment) -> None:
        known = tuple(id for id in self._ids if id in after.graph)
        if known != self._ids:
            self._ids = known
            self._rebuild()
        elif isinstance(self._editor, NodeEditor) and not self._editor.still_fits():
            self._rebuild()
        elif self._editor is not None:
            self._editor.refresh()

    def _rebuild(self) -> None:
        if self._editor is not None:
            self._column.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
        if self._ids:
            self._editor = NodeEditor(self._document, self._ids)
            if self._snapshot is not None:
                self._editor.show_snapshot(self._snapshot)
        else:
            self._editor = TrainingEditor(self._document)
        self._column.insertWidget(0, self._editor)
