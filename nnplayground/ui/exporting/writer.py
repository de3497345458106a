"""Writes exports of the run as it stands, without holding up the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from nnplayground.app.tasks import in_background
from nnplayground.app.translation import say
from nnplayground.exports.format import named, write_export
from nnplayground.ui.views.saving import file_name
from nnplayground.ui.window_title import document_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.errors import PlaygroundError

__all__ = ["ExportWriter"]


class ExportWriter(QObject):
    """Asks where, copies the run between two steps, and writes it in the background.

    Attributes
    ----------
    said : Signal(str, str)
        A sentence for the person and its kind.
    """

    said = Signal(str, str)

    def __init__(self, parent: QWidget, document: Document, session: Session) -> None:
        super().__init__(parent)
        self._widget, self._document, self._session = parent, document, session

    def save(self, kind: str) -> None:
        """Ask where a format is to be written, and write it."""
        path = self._ask(kind)
        if path is not None:
            self.write(kind, path)

    def _ask(self, kind: str) -> Path | None:
        wanted, window = named(kind), self._widget.window()
        if not wanted.suffixes:
            folder = QFileDialog.getExistingDirectory(window, self.tr("Export into a folder"))
            return Path(folder) if folder else None
        start = f"{file_name(document_name(self._document))}{wanted.suffixes[0]}"
        endings = " ".join(f"*{suffix}" for suffix in wanted.suffixes)
        kinds = f"{say(wanted.title)} ({endings})"
        name, _filter = QFileDialog.getSaveFileName(window, self.tr("Export"), start, kinds)
        return Path(name) if name else None

    def write(self, kind: str, path: Path) -> None:
        """Write the run as it stands."""
        from nnplayground.app.exporting import trained

        wanted, experiment = named(kind), self._document.experiment
        wanted.say = say
        captured = self._session.capture()

        def work() -> list[Path]:
            return write_export(wanted, trained(experiment, captured), path)

        in_background(self, work, self._written, self._fail)

    def _written(self, files: Sequence[Path]) -> None:
        names = ", ".join(file.name for file in files)
        self.said.emit(self.tr("Exported {names}.").format(names=names), "info")

    def copy(self, kind: str) -> None:
        """Put a text on the clipboard, with all its numbers."""
        from nnplayground.app.exporting import trained

        wanted, experiment = named(kind), self._document.experiment
        wanted.say = say
        captured = self._session.capture()
        in_background(self, lambda: wanted.text(trained(experiment, captured)), self._copied, self._fail)

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.said.emit(self.tr("The text is on the clipboard."), "info")

    def _fail(self, error: PlaygroundError) -> None:
        self.said.emit(say(error), "error")
