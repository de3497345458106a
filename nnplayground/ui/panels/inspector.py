"""The inspector: what is selected, and everything about it that can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnplayground.ui.panels.inspect_nodes import NodeEditor
from nnplayground.ui.panels.inspect_training import TrainingEditor
from nnplayground.ui.panels.inspect_unit import UnitEditor
from nnplayground.ui.panels.unit_names import UnitNames
from nnplayground.ui.widgets import ScrollColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from nnplayground.app.document import Document
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import ProbeRequest, Snapshot

__all__ = ["Inspector"]

_INTERVAL_MS = 100  # heat maps and bars change at most ten times a second


class Inspector(ScrollColumn):
    """One node, one of its units, what several nodes have in common, or with nothing selected the training.

    It speaks the language it was made in: make it anew after the language changed.

    Attributes
    ----------
    unitShown : Signal(str, int)
        The node and unit whose page is in front; an empty name where it is none.
    probesChanged : Signal
        :meth:`wanted_probes` returns something else now.
    """

    unitShown = Signal(str, int)  # noqa: N815
    probesChanged = Signal()  # noqa: N815

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        self._holder = QWidget()
        super().__init__(self._holder, parent)
        self._document = document
        self._ids: tuple[str, ...] = ()
        self._unit: int | None = None
        self._snapshot: Snapshot | None = None
        self._editor: NodeEditor | UnitEditor | TrainingEditor | None = None
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self._show_pending)
        self._pending = False
        document.changed.connect(self._on_changed)
        self._rebuild()

    @property
    def editor(self) -> NodeEditor | UnitEditor | TrainingEditor:
        """What is shown; made when it can first be seen: forms are costly, and mostly a tab covers them."""
        return self._complete()

    def showEvent(self, event: QShowEvent) -> None:
        self._complete()
        super().showEvent(event)

    def show_nodes(self, ids: Sequence[str]) -> None:
        """Show these nodes; the training if there are none."""
        known = tuple(id for id in ids if id in self._document.experiment.graph)
        if known != self._ids or self._unit is not None:
            self._ids, self._unit = known, None
            self._rebuild()

    def show_unit(self, node: str, unit: int) -> None:
        """Show one unit of a node; the node itself if it has no such unit (the data)."""
        if not 0 <= unit < UnitNames(self._document, node).units:
            self.show_nodes([node])
        elif (self._ids, self._unit) != ((node,), unit):
            self._ids, self._unit = (node,), unit
            self._rebuild()

    def focus_first(self) -> None:
        """Bring the keyboard to the first field."""
        widget: QWidget | None = self.editor
        while widget is not None and (widget := widget.nextInFocusChain()) is not None:
            if not self.editor.isAncestorOf(widget):
                return
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the weights of the moment, at most ten times a second; the last one is never lost."""
        self._snapshot, self._pending = snapshot, True
        if not self._timer.isActive():
            self._show_pending()

    def _show_pending(self) -> None:
        if self._pending and self._snapshot is not None:
            self._pending = False
            if isinstance(self._editor, NodeEditor | UnitEditor):
                self._editor.show_snapshot(self._snapshot)
            self._timer.start()

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what the shown node or unit needs."""
        if isinstance(self.editor, NodeEditor | UnitEditor):
            return self.editor.wanted_probes()
        return frozenset()

    def _on_changed(self, _before: Experiment, after: Experiment) -> None:
        known = tuple(id for id in self._ids if id in after.graph)
        if known != self._ids:
            self._ids, self._unit = known, None
            self._rebuild()
        elif isinstance(self._editor, NodeEditor | UnitEditor) and not self._editor.still_fits():
            self._unit = None
            self._rebuild()
        elif self._editor is not None:
            self._editor.refresh()

    def _rebuild(self) -> None:
        if self._editor is not None:
            self._column.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
        if self.isVisible():
            self._complete()
        self.unitShown.emit(self._ids[0] if self._unit is not None else "", self._unit or 0)
        self.probesChanged.emit()

    def _complete(self) -> NodeEditor | UnitEditor | TrainingEditor:
        if self._editor is None:
            self._editor = self._made()
            if self._snapshot is not None and isinstance(self._editor, NodeEditor | UnitEditor):
                self._editor.show_snapshot(self._snapshot)
            self._column.insertWidget(0, self._editor)
            self._editor.show()  # at once: what is not visible yet takes no focus
        return self._editor

    def _made(self) -> NodeEditor | UnitEditor | TrainingEditor:
        if not self._ids:
            return TrainingEditor(self._document)
        if self._unit is not None and self._unit >= UnitNames(self._document, self._ids[0]).units:
            self._unit = None
        if self._unit is None:
            nodes = NodeEditor(self._document, self._ids)
            nodes.unitChosen.connect(self._choose_unit)
            return nodes
        page = UnitEditor(self._document, self._ids[0], self._unit)
        page.unitChosen.connect(self._choose_unit)
        page.left.connect(self._leave_unit)
        return page

    def _choose_unit(self, unit: int) -> None:
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.show_unit(self._ids[0], unit)
        if had_focus and isinstance(self._editor, UnitEditor):
            (self._editor.after if self._editor.after.isEnabled() else self._editor.before).setFocus()

    def _leave_unit(self) -> None:
        self._unit = None
        self._rebuild()
