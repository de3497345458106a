"""From a table to an experiment in the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnplayground.app.settings import Settings
from nnplayground.data.table_own import OwnTable
from nnplayground.ui.importing.places import found_places

if TYPE_CHECKING:
    from nnplayground.app.document import Document
    from nnplayground.core.experiment import Experiment
    from nnplayground.ui.importing.state import Former
    from nnplayground.ui.importing.table_dialog import TableDialog
    from nnplayground.ui.main_window import MainWindow

__all__ = ["TableImports"]

_REMEMBERED = 8  # copied texts


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
        self._copied: dict[str, Former] = {}
        window.data_panel.bring.clicked.connect(self.ask)
        window.data_panel.import_wanted.connect(self.edit)
        self.imported.connect(window.show_playground)

    def ask(self) -> None:
        """Let the person choose a table, and show it."""
        from nnplayground.ui.importing.table_dialog import ask_name

        path = ask_name(self._window)
        if path is not None:
            self.open(path)

    def open(self, source: Path | str) -> TableDialog:
        """Show a file, or the text of a table."""
        from nnplayground.ui.importing.table_dialog import TableDialog

        return self._show(TableDialog(source, self._document.experiment, self._window))

    def edit(self) -> TableDialog | None:
        """Show the table of the document again, to change what was chosen at its import.

        It is read from where it came from, if that is known and still there, or from beside the project; else
        what was kept of it is shown.
        """
        from nnplayground.ui.importing.table_dialog import TableDialog

        experiment = self._document.experiment
        table = experiment.data.dataset
        if not isinstance(table, OwnTable):
            return None
        former = self._copied.get(table.key) or self._former_of(table)
        return self._show(TableDialog(former.source, experiment, self._window, former))

    def _former_of(self, table: OwnTable) -> Former:
        """Return the import of a table as the project tells of it."""
        from nnplayground.data.table.kept import plan_of
        from nnplayground.ui.importing.state import Former

        known, choices = plan_of(self._document.experiment.data, table), table.imported
        names = (*table.columns, table.target, *(("split",) if table.parted else ()))
        if choices is None:
            return Former(table, known, names)
        places = found_places(self._document, table.key, table.source)
        source = places[0] if places else table
        file = Former(source, choices.plan(known), choices.names, choices.writing())
        return file if places else Former(table, known, names, file=file)

    def _show(self, dialog: TableDialog) -> TableDialog:
        dialog.imported.connect(self._take)
        dialog.open()
        return dialog

    def _remember(self, dialog: TableDialog, experiment: Experiment) -> None:
        """Remember where the table came from; what was copied lies nowhere else, and is kept a while."""
        former, table = dialog.state.former(), experiment.data.dataset
        if former is None or not isinstance(table, OwnTable):
            return
        if isinstance(former.source, Path):
            Settings().add_import_places(table.key, [former.source])
        elif isinstance(former.source, str):
            self._copied = {**self._copied, table.key: former}
            while len(self._copied) > _REMEMBERED:
                self._copied.pop(next(iter(self._copied)))

    def _take(self, experiment: Experiment, fresh: bool) -> None:
        from nnplayground.ui.importing.table_dialog import TableDialog

        dialog = self.sender()
        if isinstance(dialog, TableDialog):
            self._remember(dialog, experiment)
        text = self.tr("Import table")
        if fresh:
            self._document.reopen(text, experiment)
        else:
            self._document.apply(text, experiment)
        self.imported.emit()
