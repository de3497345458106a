"""Every number of a walk-through in a table, and the comparison with autograd in another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from nnplayground.ui.fonts import mono_font
from nnplayground.ui.neuron.ink import figure
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.walkthrough.check import check
from nnplayground.ui.walkthrough.steps import known_at
from nnplayground.ui.walkthrough.words import name_of

if TYPE_CHECKING:
    from nnplayground.ui.walkthrough.words import Sight

__all__ = ["CheckModel", "NumbersModel", "new_table"]

translate = QCoreApplication.translate
_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class _Run:
    """Consecutive rows: one array of a node."""

    layer: str
    name: str
    value: Any
    gradient: Any
    updated: Any


class _Table(QAbstractTableModel):
    """A table of texts, made when they are seen."""

    heads: tuple[str, ...] = ()

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return self.heads[section]
        return None

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:
        if role == _ROLE.DisplayRole:
            return self.text(index.row(), index.column())
        if role == _ROLE.FontRole and index.column() >= 2:
            return mono_font(12)
        return None

    def text(self, row: int, column: int) -> str:
        """Return what a cell says."""
        raise NotImplementedError


class NumbersModel(_Table):
    """Outputs, sums and parameters with their gradients and their values after the step."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._runs: list[_Run] = []
        self._starts = np.zeros(1, dtype=np.int64)
        self._digits = 3
        self.heads = (
            translate("Walkthrough", "Layer"),
            translate("Walkthrough", "Number"),
            translate("Walkthrough", "Value"),
            "∂L/∂·",
            translate("Walkthrough", "After the step"),
        )

    def show_sight(self, sight: Sight) -> None:
        """Show what is known at a step."""
        self.beginResetModel()
        self._digits = sight.digits
        self._runs = _runs(sight)
        self._starts = np.cumsum([0, *(run.value.size for run in self._runs)])
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else int(self._starts[-1])

    def text(self, row: int, column: int) -> str:
        at = int(np.searchsorted(self._starts, row, side="right")) - 1
        run, flat = self._runs[at], row - int(self._starts[at])
        if column == 0:
            return run.layer
        if column == 1:
            place = np.unravel_index(flat, run.value.shape or (1,))
            return f"{run.name}[{', '.join(str(int(i) + 1) for i in place)}]"
        values = (run.value, run.gradient, run.updated)[column - 2]
        return figure(None if values is None else float(values.reshape(-1)[flat]), max(4, self._digits))


def _runs(sight: Sight) -> list[_Run]:
    known, runs = known_at(sight.steps, sight.at), []
    for node in sight.trace:
        layer = name_of(sight.experiment, node.node)
        forward, backward = node.node in known.forward, node.node in known.backward
        if forward and node.z is not None:
            runs.append(_Run(layer, "z", node.z, node.delta if backward else None, None))
        if forward:
            runs.append(_Run(layer, "a", node.output, node.grad_output if backward else None, None))
        for name, parameter in node.parameters.items():
            gradient = parameter.gradient if backward else None
            updated = parameter.updated if known.subtracted else None
            runs.append(_Run(layer, name, parameter.value, gradient, updated))
    return runs


class CheckModel(_Table):
    """The rules, and how far they are from autograd."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, ...]] = []
        self._of: object = None
        self.heads = (
            translate("Walkthrough", "Layer"),
            translate("Walkthrough", "Rule"),
            translate("Walkthrough", "Numbers"),
            translate("Walkthrough", "Largest difference"),
        )
        self.agrees, self.largest, self.count = True, 0.0, 0

    def show_sight(self, sight: Sight) -> None:
        """Compare anew if it is another sample or another network."""
        if sight.trace is self._of:
            return
        self.beginResetModel()
        self._of = sight.trace
        found = check(sight.experiment, sight.trace)
        self.count = len(found)
        self.agrees = all(finding.agrees for finding in found)
        self.largest = max((finding.difference for finding in found), default=0.0)
        self._rows = [
            (
                name_of(sight.experiment, f.node),
                f.rule,
                format_number(f.numbers),
                format_compact(f.difference, 2),
            )
            for f in found
        ]
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def text(self, row: int, column: int) -> str:
        return self._rows[row][column]

    def sentence(self) -> str:
        """Say how the comparison ended."""
        if not self.count:
            return translate("Walkthrough", "There is no layer of neurons to compare with autograd.")
        if self.agrees:
            return translate("Walkthrough", "Same gradient as autograd, difference below {limit}").format(
                limit="1e\u22126"
            )
        pattern = translate("Walkthrough", "The gradient differs from autograd by {difference}")
        return pattern.format(difference=format_compact(self.largest, 2))


def new_table(model: QAbstractTableModel, name: str) -> QTableView:
    """Return a table that is only read."""
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(24)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table
