"""The experiment as code: a PyTorch program that can be run, or the JSON of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.errors import PlaygroundError
from nnplayground.projects.code import code
from nnplayground.ui.views.code_view import CodeView
from nnplayground.ui.views.page import Page
from nnplayground.ui.widgets import IconButton, Segmented

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import Snapshot

__all__ = ["CodePage"]

_DELAY = 150


class CodePage(Page):
    """The document in two languages, following every edit while it can be seen."""

    name = "code"
    order = 800

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self.view = CodeView(self.tr("Code of the experiment"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY)
        self._timer.timeout.connect(self._write)
        self._make_controls()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        document.changed.connect(self._write_later)

    def _make_controls(self) -> None:
        self.language = Segmented(self.tr("Kind of code"), [("pytorch", "PyTorch"), ("json", "JSON")])
        self.language.changed.connect(self._write)
        self.copy = IconButton("copy", self.tr("Copy code"))
        self.copy.clicked.connect(self._copy)
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.language)
        row.addWidget(self.copy)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("CodePage", "Code")

    def controls(self) -> QWidget:
        return self._controls

    def choosers(self) -> Mapping[str, Segmented]:
        return {"language": self.language}

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show nothing new: training changes no code."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._write()

    def text(self) -> str:
        """Return the code, or the sentence on why there is none."""
        experiment = self.document.experiment
        if self.language.value() == "json":
            return experiment.to_json()
        try:
            return code(experiment).text
        except PlaygroundError as error:
            return f"# {say(error)}"

    def _write_later(self) -> None:
        # A value being dragged changes the code many times a second; only the last one is read.
        self._timer.start()

    def _write(self) -> None:
        if self.isVisible():
            self.view.show_text(self.text())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
