"""The experiment as code: a PyTorch program, its network alone, Keras, or the JSON of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.errors import PlaygroundError
from nnplayground.ui.exporting.writer import ExportWriter
from nnplayground.ui.views.page import Page
from nnplayground.ui.widgets import IconButton, Segmented

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.projects.code_net import Code
    from nnplayground.train.snapshot import Snapshot

__all__ = ["CodePage"]

_DELAY = 150
_JSON = "json"


class CodePage(Page):
    """The document in four languages, following every edit and the selection while it can be seen."""

    name = "code"
    order = 800

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        from nnplayground.projects.code_net import Code
        from nnplayground.ui.views.code_view import CodeView

        super().__init__(document, session, parent)
        self._code = Code("")
        self.view = CodeView(self.tr("Code of the experiment"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY)
        self._timer.timeout.connect(self._write)
        self._writer = ExportWriter(self, document, session)
        self._writer.said.connect(self.said)
        self._make_controls()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        document.changed.connect(self._write_later)
        session.attention.nodes_changed.connect(self._mark)

    def _make_controls(self) -> None:
        languages = [
            ("script", self.tr("Script")),
            ("module", self.tr("Module")),
            ("keras", "Keras"),
            (_JSON, "JSON"),
        ]
        self.language = Segmented(self.tr("Kind of code"), languages)
        self.language.changed.connect(self._write)
        self.copy = IconButton("copy", self.tr("Copy code"))
        self.copy.clicked.connect(self._copy)
        self.save = IconButton("save", self.tr("Save code…"))
        self.save.clicked.connect(self._save)
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for control in (self.language, self.copy, self.save):
            row.addWidget(control)

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

    # -- what is shown ---------------------------------------------------------------------------------

    def written(self) -> Code:
        """Return the code, or the sentence on why there is none."""
        from nnplayground.app.exporting import preview
        from nnplayground.projects.code_net import Code

        try:
            return preview(str(self.language.value()), self.document.experiment)
        except PlaygroundError as error:
            return Code(f"# {say(error)}")

    def text(self) -> str:
        """Return what is shown."""
        return self.written().text

    def _write_later(self) -> None:
        # A value being dragged changes the code many times a second; only the last one is read.
        self._timer.start()

    def _write(self) -> None:
        if self.isVisible():
            self.save.setEnabled(self.language.value() != _JSON)
            self._code = self.written()
            self.view.show_text(self._code.text)
            self._mark()

    def _mark(self) -> None:
        if self.isVisible():
            nodes = self.session.attention.nodes
            self.view.mark([line for node in nodes for line in self._code.lines.get(node, ())])

    # -- what leaves -----------------------------------------------------------------------------------

    def _copy(self) -> None:
        """Copy the whole program: numbers that the view leaves out are worked out first."""
        kind = str(self.language.value())
        if kind == _JSON:
            QGuiApplication.clipboard().setText(self.text())
        else:
            self._writer.copy(kind)

    def _save(self) -> None:
        self._writer.save(str(self.language.value()))
