"""The list of all keys, made from the actions themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.ui.widgets import Button, ScrollColumn, SearchField, Section
from nnplayground.ui.widgets.labels import KeyHint

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Shortcuts"]

_SIZE = (520, 640)


class Shortcuts(QDialog):
    """Shows every action that has a key, in groups, and finds them by name or key.

    Parameters
    ----------
    groups : iterable of (str, iterable of QAction)
        Title and actions of each group; an action whose keys an earlier group has is left out.
    """

    def __init__(self, groups: Iterable[tuple[str, Iterable[QAction]]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(*_SIZE)
        self.search = SearchField(self.tr("Search actions and keys"), key="")
        self.search.textChanged.connect(self._filter)
        self._groups: list[_Group] = []
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        taken: set[str] = set()
        for title, actions in groups:
            group = _Group(title, actions, taken)
            self._groups.append(group)
            column.addWidget(group)
        column.addStretch()
        close = Button(self.tr("Close"))
        close.clicked.connect(self.accept)
        page = QVBoxLayout(self)
        page.addWidget(self.search)
        page.addWidget(ScrollColumn(content), 1)
        page.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._filter("")

    def rows(self) -> list[tuple[str, str]]:
        """Return names and keys of what is listed."""
        return [row for group in self._groups for row in group.shown()]

    def _filter(self, text: str) -> None:
        for group in self._groups:
            group.filter(text.strip().casefold())


class _Group(Section):
    """One part of the window and its keys."""

    def __init__(self, title: str, actions: Iterable[QAction], taken: set[str]) -> None:
        super().__init__(title)
        self._rows: list[tuple[str, str, QLabel, QWidget]] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for action in actions:
            keys = [keys for keys in _keys(action) if keys not in taken]
            if not keys or not action.text():
                continue
            taken.update(keys)
            self._add(grid, action.text().replace("&", ""), keys)
        self.body.addLayout(grid)

    def _add(self, grid: QGridLayout, text: str, keys: list[str]) -> None:
        name, hints = QLabel(text), KeyHint("   ".join(keys[:2]))
        row = len(self._rows)
        grid.addWidget(name, row, 0)
        grid.addWidget(hints, row, 1, Qt.AlignmentFlag.AlignRight)
        self._rows.append((text, ", ".join(keys), name, hints))

    def filter(self, text: str) -> None:
        """Show the rows whose name or keys hold ``text``; a group without any goes away."""
        for name, keys, *widgets in self._rows:
            found = text in name.casefold() or text in keys.casefold()
            for widget in widgets:
                widget.setVisible(found)
        self.setVisible(bool(self.shown()))

    def shown(self) -> list[tuple[str, str]]:
        """Return name and keys of the rows that are not hidden."""
        return [(name, keys) for name, keys, label, _ in self._rows if not label.isHidden()]


def _keys(action: QAction) -> list[str]:
    native = QKeySequence.SequenceFormat.NativeText
    return [keys.toString(native) for keys in action.shortcuts() if not keys.isEmpty()]
