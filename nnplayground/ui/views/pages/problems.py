"""What is wrong with the experiment, and the buttons that mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnplayground.core.edits import mended
from nnplayground.core.shapes import Severity
from nnplayground.ui.panels.problems import ProblemList, ProblemPage, apply_fix
from nnplayground.ui.views.page import Page
from nnplayground.ui.widgets import Button

if TYPE_CHECKING:
    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Snapshot

__all__ = ["ProblemsPage"]


class ProblemsPage(Page):
    """The list of problems, up to date before it is ever shown: the tab counts them."""

    name = "problems"
    order = 900
    is_eager = True

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self.problems = ProblemList(document)
        self.problems.nodeChosen.connect(self.nodeChosen)
        self.fix_all = Button(self.tr("Fix all"), "wand", small=True)
        self.fix_all.clicked.connect(self.apply_all_fixes)
        self.fix_all.setToolTip(self.tr("Apply the first fix of each problem (Ctrl+Shift+.)"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ProblemPage(self.problems))
        document.changed.connect(self._on_changed)
        self._show()

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("ProblemsPage", "Problems")

    def badge(self) -> str:
        count = len(self.document.report.problems)
        return str(count) if count else ""

    def is_alarming(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.document.report.problems)

    def controls(self) -> QWidget:
        return self.fix_all

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show nothing new: training makes no problem of the graph."""

    def apply_first_fix(self) -> None:
        """Apply the first fix there is."""
        for problem in self.document.report.problems:
            if problem.fixes:
                apply_fix(self.document, problem.fixes[0])
                return

    def apply_all_fixes(self) -> None:
        """Apply the first fix of one problem after the other, as one entry of the undo list."""
        experiment, count = mended(self.document.experiment)
        if count == 1:
            self.document.apply(self.tr("Fix 1 problem"), experiment)
        elif count:
            self.document.apply(self.tr("Fix %n problems", "", count), experiment)

    def _on_changed(self, before: Experiment, after: Experiment) -> None:
        if (before.graph, before.data, before.training) != (after.graph, after.data, after.training):
            self._show()

    def _show(self) -> None:
        found = self.document.report.problems
        self.problems.show_problems(found)
        self.fix_all.setEnabled(any(problem.fixes for problem in found))
        self.changed.emit()
