"""The first rows of a table under heads that say what each column holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from nnplayground.data.table.columns import Kind
from nnplayground.data.table.plan import Parting
from nnplayground.ui.colormap import class_colour
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.menu import Menu
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QMouseEvent

    from nnplayground.data.table.columns import Column
    from nnplayground.ui.importing.state import ImportState

__all__ = ["ColumnHead", "Preview", "PreviewModel", "kind_name"]

_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_TOP = QModelIndex()
_HEAD = 98
_ROWS = 300
_ROW = 27
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class PreviewModel(QAbstractTableModel):
    """Some rows: the first ones, and behind them those with empty cells."""

    def __init__(self, state: ImportState) -> None:
        super().__init__(state)
        self._state = state
        self._rows = np.empty(0, np.int64)
        state.loaded.connect(self.renew)
        state.built.connect(self.repaint_all)
        state.planned.connect(self.repaint_all)

    def renew(self) -> None:
        """Show another table."""
        self.beginResetModel()
        table = self._state.table
        self._rows = np.empty(0, np.int64)
        if table is not None:
            head = min(len(table.frame), _ROWS)
            gaps = np.flatnonzero(table.frame.iloc[:20_000].isna().to_numpy().any(axis=1))
            self._rows = np.concatenate([np.arange(head), gaps[gaps >= head][:100]])
        self.endResetModel()

    def repaint_all(self) -> None:
        """Show what is planned now."""
        if len(self._rows):
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() or self._state.table is None else len(self._state.table.names)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if role == _ROLE.DisplayRole:
            if orientation is Qt.Orientation.Vertical:
                return str(int(self._rows[section]) + 1)
            return self._state.columns[section].name
        return None

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:
        table, plan = self._state.table, self._state.plan
        if table is None or plan is None:
            return None
        row, column = int(self._rows[index.row()]), index.column()
        value = table.frame.iat[row, column]
        empty = bool(value != value) or value is None or str(value) in ("<NA>", "NaT")
        kept = self._state.numbers is None or bool(self._state.numbers.kept[row])
        if role == _ROLE.DisplayRole:
            return self._empty_text(column, kept) if empty else _shown(value)
        if role == _ROLE.TextAlignmentRole and plan.kinds[column] is Kind.NUMBER:
            return _RIGHT
        return self._look(role, column, empty=empty, kept=kept)

    def _look(self, role: int, column: int, *, empty: bool, kept: bool) -> Any:
        plan = self._state.plan
        assert plan is not None
        if role == _ROLE.FontRole:
            number = plan.kinds[column] is Kind.NUMBER
            font = mono_font(12) if number else ui_font(12)
            font.setStrikeOut(not kept)
            font.setItalic(empty and kept)
            return font
        used = column == plan.target or column in plan.inputs()
        if role == _ROLE.ForegroundRole:
            role_name = "text4" if not kept or not used else "warning" if empty else "text1"
            return theme().colour(role_name)
        if role == _ROLE.BackgroundRole and not kept:
            return theme().colour("warning_soft")
        return None

    def _empty_text(self, column: int, kept: bool) -> str:
        numbers = self._state.numbers
        if kept and numbers is not None and column in numbers.fills:
            return numbers.fills[column]
        return self.tr("empty")


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)[:80].replace("\n", " ")


class ColumnHead(QHeaderView):
    """Name, kind and distribution of every column; a click offers what it can be.

    Attributes
    ----------
    asked : Signal(int)
        The menu of a column is wanted.
    """

    asked = Signal(int)

    def __init__(self, state: ImportState, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._state = state
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(_HEAD)
        self.setDefaultSectionSize(124)
        self.setMinimumSectionSize(90)
        self.sectionClicked.connect(self.asked)
        theme().themeChanged.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEAD)

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        plan = self._state.plan
        if plan is None or index >= len(self._state.columns):
            return
        column, colour = self._state.columns[index], theme().colour
        target = index == plan.target
        used = target or index in plan.inputs()
        painter.save()
        painter.fillRect(rect, colour("accent_soft" if target else "surface"))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), colour("separator"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("separator"))
        inner = QRectF(rect).adjusted(10, 8, -10, -8)
        ink = colour("text1" if used else "text4")
        name = QRectF(inner.left(), inner.top(), inner.width(), 16)
        draw_text(painter, name, column.name, ui_font(12, QFont.Weight.DemiBold), ink)
        chip = QRectF(inner.left(), inner.top() + 22, inner.width(), 20)
        self._draw_chip(painter, chip, index)
        shape = QRectF(inner.left(), inner.top() + 50, inner.width(), inner.height() - 50)
        painter.setOpacity(1.0 if used else 0.35)
        if plan.kinds[index] is Kind.NUMBER and not (target and plan.classify):
            _draw_bins(painter, shape, column)
        elif plan.kinds[index] is Kind.CATEGORY or target:
            _draw_shares(painter, shape, column, coloured=target)
        painter.restore()

    def _draw_chip(self, painter: QPainter, rect: QRectF, index: int) -> None:
        colour, plan = theme().colour, self._state.plan
        assert plan is not None
        target = index == plan.target
        text = self.tr("Target") if target else kind_name(plan.kinds[index])
        if plan.parting is Parting.COLUMN and plan.parts_by == index:
            text = self.tr("Parts")
        width = min(rect.width(), text_width(text, ui_font(11)) + 30)
        chip = QRectF(rect.left(), rect.top(), width, rect.height())
        draw_box(painter, chip, 5, None if target else colour("hover"), colour("accent") if target else None)
        ink = colour("accent" if target else "text2")
        label = chip.adjusted(8, 0, -16, 0)
        draw_text(painter, label, text, ui_font(11, QFont.Weight.Medium), ink)
        draw_icon(painter, "chevron-down", QRectF(chip.right() - 16, chip.center().y() - 5, 10, 10), ink)


def kind_name(kind: Kind) -> str:
    """Return what a kind of column is called."""
    translate = QCoreApplication.translate
    return {
        Kind.NUMBER: translate("TableImport", "Number"),
        Kind.CATEGORY: translate("TableImport", "Category"),
        Kind.DATE: translate("TableImport", "Date"),
        Kind.TEXT: translate("TableImport", "Text"),
    }[kind]


def _draw_bins(painter: QPainter, rect: QRectF, column: Column) -> None:
    most = max(column.bins, default=0)
    if not most:
        return
    wide = rect.width() / len(column.bins)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour("text3"))
    for number, count in enumerate(column.bins):
        high = max(1.0 if count else 0.0, rect.height() * count / most)
        painter.drawRect(QRectF(rect.left() + number * wide, rect.bottom() - high, max(1.0, wide - 1), high))


def _draw_shares(painter: QPainter, rect: QRectF, column: Column, *, coloured: bool) -> None:
    words = sorted(column.words[:8]) if coloured else column.words[:8]
    total = sum(count for _word, count in column.words) or 1
    left, bar = rect.left(), QRectF(rect.left(), rect.top() + 4, rect.width(), 12)
    for number, (_word, count) in enumerate(words):
        wide = max(2.0, (rect.width() - 2 * len(words)) * count / total)
        shade = theme().colour("text3")
        shade.setAlphaF(max(0.25, 0.9 - 0.13 * number))
        draw_box(painter, QRectF(left, bar.top(), wide, 12), 2, class_colour(number) if coloured else shade)
        left += wide + 2


class Preview(QTableView):
    """The table; the head of a column opens its menu.

    Attributes
    ----------
    planned : Signal(object)
        Another plan was chosen in the menu of a column.
    """

    planned = Signal(object)

    def __init__(self, state: ImportState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setModel(PreviewModel(state))
        self.head = ColumnHead(state, self)
        self.setHorizontalHeader(self.head)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setAccessibleName(self.tr("The first rows of the table"))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.head.asked.connect(self.open_menu)
        state.planned.connect(self.head.viewport().update)
        state.loaded.connect(self._fit)

    def _fit(self) -> None:
        for column in self._state.columns[:200]:
            name = text_width(column.name, ui_font(12, QFont.Weight.DemiBold)) + 24
            self.head.resizeSection(column.index, round(max(112, min(220, name))))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def column_menu(self, index: int) -> Menu:
        """Return what a column can be."""
        plan, column = self._state.plan, self._state.columns[index]
        menu = Menu(parent=self)
        if plan is None:
            return menu
        for kind in Kind:
            action = menu.addAction(kind_name(kind))
            action.setCheckable(True)
            action.setChecked(plan.kinds[index] is kind)
            action.setData(plan.with_kind(index, kind))
        menu.addSeparator()
        target = menu.addAction(self.tr("Predict this column"))
        target.setEnabled(index != plan.target)
        target.setData(plan.with_target(column))
        used = menu.addAction(self.tr("Use as an input"))
        used.setCheckable(True)
        used.setChecked(index in plan.inputs())
        used.setEnabled(index != plan.target)
        used.setData(plan.with_used(index, index not in plan.inputs()))
        menu.triggered.connect(self._choose)
        return menu

    def open_menu(self, index: int) -> None:
        """Open the menu of a column under its head."""
        menu = self.column_menu(index)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.head.mapToGlobal(QPoint(self.head.sectionViewportPosition(index) + 8, _HEAD - 48)))

    def _choose(self, action: QAction) -> None:
        self.planned.emit(action.data())
