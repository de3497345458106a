"""The output again, enlarged or in a window of its own: the dock at the right keeps its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnplayground.ui.views.output import OutputView
from nnplayground.ui.views.page import Page

if TYPE_CHECKING:
    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import ProbeRequest, Snapshot

__all__ = ["OutputPage"]


class OutputPage(Page):
    """Shows what the network says, how good it is, and how the loss went."""

    name = "output"
    order = 50
    needs_height = True

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self.output = OutputView(document)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.output)
        session.points_loaded.connect(self._show_points)
        document.replaced.connect(self.output.clear)
        self._show_points()

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("OutputPage", "Output")

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        return self.output.wanted_probes()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self.output.show_snapshot(snapshot)
        self.output.show_history(self.session.history)

    def _show_points(self) -> None:
        if self.session.points is not None:
            self.output.show_points(self.session.points)
