"""The points of a drawing as numbers, to be typed over."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from nnplayground.app.translation import say
from nnplayground.data.sketch import DrawnClasses, DrawnCurve
from nnplayground.ui.drawing_data.sheet import label_colour
from nnplayground.ui.fonts import mono_font
from nnplayground.ui.numbers import format_number, parse_number
from nnplayground.ui.widgets.painting import draw_box

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent

    from nnplayground.data.sketch import Drawn

__all__ = ["PointsModel", "PointsTable"]

_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_TOP = QModelIndex()


@cache
def _dot(rgb: int) -> QPixmap:
    """Return a round mark in a colour."""
    picture = QPixmap(24, 24)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_box(painter, QRectF(1, 1, 9, 9), 4.5, QColor.fromRgb(rgb))
    painter.end()
    return picture


class PointsModel(QAbstractTableModel):
    """The newest point first, as it is the one that one looks for.

    Attributes
    ----------
    edited : Signal(object)
        The points, shape (n, width), after a number was typed.
    refused : Signal(str)
        Why what was typed cannot be.
    """

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn: Drawn = DrawnClasses(points=())
        self._rows = self._drawn.rows()

    def show_drawn(self, drawn: Drawn) -> None:
        """Show other points."""
        self.beginResetModel()
        self._drawn, self._rows = drawn, drawn.rows()
        self.endResetModel()

    def point(self, row: int) -> int:
        """Return the number of the point in a row of the table, and the other way round."""
        return len(self._rows) - 1 - row

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else self._rows.shape[1]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if role != _ROLE.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return format_number(self.point(section) + 1)
        last = self.tr("Class") if isinstance(self._drawn, DrawnClasses) else self.tr("Value")
        names = ("x", "y") if isinstance(self._drawn, DrawnCurve) else ("x₁", "x₂", last)
        return names[section]

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:
        value = float(self._rows[self.point(index.row()), index.column()])
        classes = self._drawn.classes if isinstance(self._drawn, DrawnClasses) else 0
        label = index.column() == 2
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            if label and isinstance(self._drawn, DrawnClasses):
                name = say(self._drawn.class_names()[int(value)])
                return name if role == _ROLE.DisplayRole else str(int(value))
            return format_number(value, 2 if role == _ROLE.DisplayRole else 3)
        if role == _ROLE.DecorationRole and label:
            return _dot(label_colour(value, classes, max(1.0, float(np.abs(self._rows[:, 2]).max()))).rgb())
        if role == _ROLE.FontRole:
            return mono_font(12)
        if role == _ROLE.TextAlignmentRole and not label:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: _Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        number = parse_number(str(value))
        if role != _ROLE.EditRole or number is None:
            self.refused.emit(self.tr("“{text}” is not a number.").format(text=value))
            return False
        problem = self._judge(index.column(), number)
        if problem:
            self.refused.emit(problem)
            return False
        rows = self._rows.copy()
        rows[self.point(index.row()), index.column()] = number
        self.edited.emit(rows)
        return True

    def _judge(self, column: int, number: float) -> str:
        """Say why a number cannot stand in a column; empty if it can."""
        if column < 2:
            low, high = self._drawn.bounds[column]
        elif isinstance(self._drawn, DrawnClasses):
            low, high = 0.0, float(self._drawn.classes - 1)
            if number != int(number):
                said = self.tr("A class is a whole number, not {value}.")
                return said.format(value=format_number(number, 2))
        else:
            low, high = -1e6, 1e6
        if low <= number <= high:
            return ""
        text = self.tr("The number must lie between {low} and {high}.")
        return text.format(low=format_number(low, 2), high=format_number(high, 2))


class PointsTable(QTableView):
    """The table; Del erases the selected rows.

    Attributes
    ----------
    chosen : Signal(object)
        The numbers of the points in the selected rows.
    erased : Signal(object)
        The points that are left.
    """

    chosen = Signal(object)
    erased = Signal(object)

    def __init__(self, model: PointsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points = model
        self._silent = False
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setAccessibleName(self.tr("Points as numbers"))
        self.verticalHeader().setDefaultSectionSize(27)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().selectionChanged.connect(self._select)

    def choose(self, points: NDArray[np.int64]) -> None:
        """Select the rows of points, without telling anyone."""
        self._silent = True
        self.clearSelection()
        if len(points) == 1:
            self.selectRow(self._points.point(int(points[0])))
        self._silent = False

    def _select(self) -> None:
        if not self._silent:
            self.chosen.emit(self.selected_points())

    def selected_points(self) -> NDArray[np.int64]:
        """Return the numbers of the points in the selected rows."""
        rows = {index.row() for index in self.selectionModel().selectedRows()}
        return np.array(sorted(self._points.point(row) for row in rows), np.int64)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            points = self.selected_points()
            if len(points):
                self.erased.emit(points)
            return
        super().keyPressEvent(event)
