"""Tables, from files and from spreadsheets by the clipboard."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnplayground.projects.kinds import TABLES
from nnplayground.ui.receiving import Given, Receiver

if TYPE_CHECKING:
    from nnplayground.ui.main_window import MainWindow

__all__ = ["TableFiles", "TableText"]

translate = QCoreApplication.translate
_HEAD = 20_000  # characters in which a text says whether it is a table
_LEAST_ROWS = 3


class TableFiles(Receiver):
    """Imports one table."""

    name = "tables"
    order = 300
    suffixes = TABLES

    def takes(self, given: Given) -> bool:
        return len(given.paths) == 1 and super().takes(given)

    def what(self) -> str:
        return translate("Receivers", "tables (.csv, .tsv, .xlsx, .parquet)")

    def offer(self, given: Given) -> str:
        return translate("Receivers", "Import the table {name}").format(name=given.paths[0].name)

    def receive(self, given: Given, window: MainWindow) -> None:
        window.tables.open(given.paths[0])


class TableText(Receiver):
    """Imports a table that was copied, as spreadsheets copy them."""

    name = "table-text"
    order = 400

    def takes(self, given: Given) -> bool:
        return not given.paths and _is_table(given.text)

    def what(self) -> str:
        return translate("Receivers", "copied tables")

    def offer(self, given: Given) -> str:
        del given
        return translate("Receivers", "Import this table")

    def receive(self, given: Given, window: MainWindow) -> None:
        window.tables.open(given.text)


def _is_table(text: str) -> bool:
    """Tell whether a text has rows of equally many cells, two at least."""
    lines = [line for line in text[:_HEAD].splitlines() if line.strip()]
    if len(text) > _HEAD:
        lines = lines[:-1]
    if len(lines) < _LEAST_ROWS or text.lstrip().startswith(("{", "<")):
        return False
    for separator in ("\t", ";", ",", "|"):
        try:
            widths = {len(row) for row in csv.reader(lines[:50], delimiter=separator)}
        except csv.Error:
            continue
        if len(widths) == 1 and widths.pop() >= 2:
            return True
    return False
