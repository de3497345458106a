"""File ▸ Export and File ▸ Share: asks, and writes in the background."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from nnplayground.app.tasks import in_background
from nnplayground.app.translation import say
from nnplayground.ui.exporting.writer import ExportWriter
from nnplayground.ui.views.drawing import as_png
from nnplayground.ui.views.saving import file_name
from nnplayground.ui.window_title import document_name

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.ui.actions import Actions
    from nnplayground.ui.exporting.export_dialog import ExportDialog
    from nnplayground.ui.exporting.share_dialog import ShareDialog

__all__ = ["Exporter"]


class Exporter(QObject):
    """Hands the run to other programs and the experiment to other people.

    Attributes
    ----------
    said : Signal(str, str)
        A sentence for the person and its kind.
    """

    said = Signal(str, str)

    def __init__(self, window: QWidget, document: Document, session: Session, actions: Actions) -> None:
        super().__init__(window)
        self._window, self._document, self._session = window, document, session
        self._kind = "script"
        self.writer = ExportWriter(window, document, session)
        self.writer.said.connect(self.said)
        actions.export.triggered.connect(self.export)
        actions.share.triggered.connect(self.share)

    # -- exporting -------------------------------------------------------------------------------------

    def export(self) -> ExportDialog:
        """Ask for a format, then for the file."""
        from nnplayground.ui.exporting.export_dialog import ExportDialog

        snapshot = self._session.snapshot
        epochs = snapshot.epoch if snapshot is not None else 0
        dialog = ExportDialog(self._document.experiment, epochs, self._kind, self._window)
        dialog.saveWanted.connect(self.save)
        dialog.copyWanted.connect(self.writer.copy)
        dialog.open()
        return dialog

    def save(self, kind: str) -> None:
        """Ask where, and write; the format is offered first the next time."""
        self._kind = kind
        self.writer.save(kind)

    # -- sharing ---------------------------------------------------------------------------------------

    def share(self) -> ShareDialog:
        """Show the experiment as a text to be handed on."""
        from nnplayground.ui.exporting.share_dialog import ShareDialog

        dialog = ShareDialog(self._document.experiment, self._window)
        dialog.copied.connect(self._say)
        dialog.saveWanted.connect(self._save_code)
        dialog.open()
        return dialog

    def _save_code(self, image: QImage) -> None:
        from nnplayground.projects.export import write

        start = f"{file_name(document_name(self._document))}.png"
        name, _filter = QFileDialog.getSaveFileName(
            self._window, self.tr("Save QR code"), start, "PNG (*.png)"
        )
        if name:
            path = Path(name)
            in_background(self, lambda: write(path, as_png(image)), partial(self._saved, path), self._fail)

    def _saved(self, path: Path, _result: object) -> None:
        self._say(self.tr("Saved {name}.").format(name=path.name))

    def _say(self, sentence: str) -> None:
        self.said.emit(sentence, "info")

    def _fail(self, error: PlaygroundError) -> None:
        self.said.emit(say(error), "error")
