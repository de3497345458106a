"""The bottom dock: the experiment as code, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.edits import mended
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.shapes import Severity
from nnplayground.ui.panels.code_page import CodeView
from nnplayground.ui.panels.problems import ProblemList, ProblemPage, apply_fix
from nnplayground.ui.widgets import Button, IconButton, Segmented, TabBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnplayground.app.document import Document
    from nnplayground.core.experiment import Experiment

__all__ = ["BottomPanel"]

_CODE, _PROBLEMS = 0, 1
_CODE_DELAY = 150


class BottomPanel(QWidget):
    """Tabs Code and Problems.

    It speaks the language it was made in: make it anew after the language changed.

    Parameters
    ----------
    document : Document
    code : callable
        Returns the PyTorch program of an experiment; may raise PlaygroundError.

    Attributes
    ----------
    nodeChosen : Signal(str)
        The node of a problem was asked for.
    """

    nodeChosen = Signal(str)  # noqa: N815

    def __init__(
        self, document: Document, code: Callable[[Experiment], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._code_of = code
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_CODE_DELAY)
        self._timer.timeout.connect(self._show_code)
        self.code = CodeView(self.tr("Code of the experiment"))
        self.problems = ProblemList(document)
        self.problems.nodeChosen.connect(self.nodeChosen)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.code)
        self._pages.addWidget(ProblemPage(self.problems))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_header())
        line = QFrame()
        line.setProperty("role", "line")
        column.addWidget(line)
        column.addWidget(self._pages, 1)
        document.changed.connect(self._on_changed)
        self._show_tab(_CODE)
        self._show_problems()

    def _make_header(self) -> QHBoxLayout:
        self.tabs = TabBar()
        self.tabs.addTab(self.tr("Code"))
        self.tabs.addTab(self.tr("Problems"))
        self.tabs.currentChanged.connect(self._show_tab)
        self.language = Segmented(self.tr("Kind of code"), [("pytorch", "PyTorch"), ("json", "JSON")])
        self.language.changed.connect(self._show_code)
        self.copy = IconButton("copy", self.tr("Copy code"))
        self.copy.clicked.connect(self._copy)
        self.fix_all = Button(self.tr("Fix all"), "wand", small=True)
        self.fix_all.clicked.connect(self.apply_all_fixes)
        self.fix_all.setToolTip(self.tr("Apply the first fix of each problem (Ctrl+Shift+.)"))
        header = QHBoxLayout()
        header.setContentsMargins(4, 0, 8, 0)
        header.setSpacing(6)
        header.addWidget(self.tabs)
        header.addStretch()
        for widget in (self.language, self.copy, self.fix_all):
            header.addWidget(widget)
        return header

    def show_problems(self) -> None:
        """Bring the problems to the front."""
        self.tabs.setCurrentIndex(_PROBLEMS)

    def apply_first_fix(self) -> None:
        """Apply the first fix there is."""
        for problem in self._document.report.problems:
            if problem.fixes:
                apply_fix(self._document, problem.fixes[0])
                return

    def _show_tab(self, index: int) -> None:
        self._pages.setCurrentIndex(index)
        self.language.setVisible(index == _CODE)
        self.copy.setVisible(index == _CODE)
        self.fix_all.setVisible(index == _PROBLEMS)
        self._show_code()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_code()

    def _on_changed(self, before: Experiment, after: Experiment) -> None:
        if (before.graph, before.data, before.training) != (after.graph, after.data, after.training):
            self._show_problems()
        # A value being dragged changes the code many times a second; only the last one is read.
        self._timer.start()

    def _show_problems(self) -> None:
        found = self._document.report.problems
        self.problems.show_problems(found)
        errors = any(problem.severity is Severity.ERROR for problem in found)
        self.tabs.set_badge(_PROBLEMS, str(len(found)) if found else "", error=errors)
        self.fix_all.setEnabled(any(problem.fixes for problem in found))

    def _show_code(self) -> None:
        if self._pages.currentIndex() == _CODE and self.isVisible():
            self.code.show_text(self._text())

    def _text(self) -> str:
        experiment = self._document.experiment
        if self.language.value() == "json":
            return experiment.to_json()
        try:
            return self._code_of(experiment)
        except PlaygroundError as error:
            return f"# {say(error)}"

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text())

    def apply_all_fixes(self) -> None:
        """Apply the first fix of one problem after the other, as one entry of the undo list."""
        experiment, count = mended(self._document.experiment)
        if count == 1:
            self._document.apply(self.tr("Fix 1 problem"), experiment)
        elif count:
            self._document.apply(self.tr("Fix %n problems", "", count), experiment)
