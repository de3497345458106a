"""From a table to an experiment in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnplayground.ui.importing.table_dialog import TableDialog, ask_name

if TYPE_CHECKING:
    from pathlib import Path

    from nnplayground.app.document import Document
    from nnplayground.core.experiment import Experiment
    from nnplayground.ui.main_window import MainWindow

__all__ = ["TableImports"]


class TableImports(QObject):
    """Opens the dialog; what is imported is one edit of the document, which undo takes back.

    Attributes
    ----------
    imported : Signal
        Another table is in the document.
    """

    imported = Signal()

    def __init__(self, document: Document, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._window = document, window
        window.data_panel.bring.clicked.connect(self.ask)
        self.imported.connect(window.show_playground)

    def ask(self) -> None:
        """Let the person choose a table, and show it."""
        path = ask_name(self._window)
        if path is not None:
            self.open(path)

    def open(self, source: Path | str) -> TableDialog:
        """Show a file, or the text of a table."""
        dialog = TableDialog(source, self._document.experiment, self._window)
        dialog.imported.connect(self._take)
        dialog.open()
        return dialog

    def _take(self, experiment: Experiment, fresh: bool) -> None:
        text = self.tr("Import table")
        if fresh:
            self._document.reopen(text, experiment)
        else:
            self._document.apply(text, experiment)
        self.imported.emit()
