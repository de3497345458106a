"""The table of runs: painted rows, ticked for comparison, renamed in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.views.run_pictures import run_colour
from nnplayground.ui.views.runs_model import Column
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from nnplayground.ui.views.runs_model import Row, RunsModel

__all__ = ["RunsTable"]

_Index = QModelIndex | QPersistentModelIndex
_ROW, _HEAD = 27, 26
_WIDTHS = {
    Column.TICK: 40,
    Column.CURVE: 148,
    Column.TRAIN: 68,
    Column.TEST: 68,
    Column.SCORE: 78,
    Column.PARAMETERS: 70,
    Column.EPOCHS: 74,
    Column.TIME: 62,
    Column.SEED: 56,
}
_NAME = 170  # what the name wants at least, before other columns give way
# The first to give way where there is no room.
_WAY = (Column.SEED, Column.PARAMETERS, Column.TIME, Column.EPOCHS, Column.TRAIN)
_LOG_FLOOR = 1e-6


class _Painter(QStyledItemDelegate):
    """Paints cells; the editor of a name is a plain field."""

    def __init__(self, model: RunsModel, table: RunsTable) -> None:
        super().__init__(table)
        self._model, self._table = model, table

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(40, _ROW)

    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        row, column = self._model.row(index.row()), Column(index.column())
        rect = QRectF(option.rect)
        painter.save()
        self._draw_ground(painter, option, row)
        if column is Column.TICK:
            self._draw_mark(painter, rect, row, index)
        elif column is Column.NAME:
            self._draw_name(painter, rect, row)
        elif column is Column.CURVE:
            self._draw_curve(painter, rect.adjusted(8, 5, -12, -5), row)
        else:
            self._draw_number(painter, rect.adjusted(2, 0, -8, 0), row, column)
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: Any, row: Row) -> None:
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or row.number == 0:
            painter.fillRect(option.rect, theme().colour("press" if chosen and row.number else "hover"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, theme().colour("hover"))

    def _draw_mark(self, painter: QPainter, rect: QRectF, row: Row, index: _Index) -> None:
        middle = rect.center().y()
        if not row.number:
            dot = QRectF(rect.left() + 19, middle - 4, 8, 8)
            draw_box(painter, dot, 4, theme().colour("accent"))
            return
        box = QRectF(rect.left() + 16, middle - 7, 14, 14)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if Qt.CheckState(state) is Qt.CheckState.Checked:
            place = self._table.place_among_compared(row.number)
            draw_box(painter, box, 3, run_colour(place + 1))
            draw_icon(painter, "check", box.adjusted(1, 1, -1, -1), theme().colour("window"))
        else:
            draw_box(painter, box, 3, theme().colour("field"), theme().colour("border"))

    def _draw_name(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        font = ui_font(12, QFont.Weight.Medium if row.number else QFont.Weight.DemiBold)
        inner = rect.adjusted(4, 0, -8, 0)
        note = self.tr("live") if not row.number else ""
        if row.starred:
            star = QRectF(inner.left(), rect.center().y() - 7, 14, 14)
            draw_icon(painter, "pin", star, theme().colour("accent"))
            inner.setLeft(star.right() + 6)
        room = inner.width() - (text_width(note, ui_font(12)) + 6 if note else 0)
        width = min(text_width(row.name, font), room)
        draw_text(painter, QRectF(inner.left(), inner.top(), width, inner.height()), row.name, font, _ink())
        if note:
            beside = QRectF(inner.left() + width + 6, inner.top(), inner.width() - width - 6, inner.height())
            draw_text(painter, beside, note, ui_font(12), theme().colour("text3"))

    def _draw_curve(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        if len(row.curve) < 2:
            return
        low, high = self._table.span
        losses = np.log10(np.maximum(row.curve[:, 1], _LOG_FLOOR))
        x = row.curve[:, 0] / max(float(row.curve[-1, 0]), 1.0)
        y = (losses - low) / max(high - low, 1e-9)
        points = _points(rect, x, np.clip(y, 0, 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme().colour("text1" if not row.number else "text2"), 1.3)
        place = self._table.place_among_compared(row.number)
        if row.number and place >= 0:
            pen.setColor(run_colour(place + 1))
        painter.setPen(pen)
        painter.drawPolyline(points)

    def _draw_number(self, painter: QPainter, rect: QRectF, row: Row, column: Column) -> None:
        best = column is Column.TEST and row.number == self._table.best
        font = mono_font(12, QFont.Weight.DemiBold if best else QFont.Weight.Normal)
        role = "text3" if column >= Column.PARAMETERS else "text1" if not row.number else "text2"
        if best:
            role = "accent"
        elif column is Column.SEED and row.experiment.seed != self._table.live_seed:
            role = "text1"
        text = self._model.text(row, column)
        draw_text(painter, rect, text, font, theme().colour(role), Qt.AlignmentFlag.AlignRight)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(200)
        editor.setAccessibleName(self.tr("Name of the run"))
        return editor


class _Head(QHeaderView):
    """Heads in the small face, over their columns' edge."""

    def __init__(self, model: RunsModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._titles = model.titles
        self.setFixedHeight(_HEAD)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(20)
        theme().themeChanged.connect(self.viewport().update)

    def paintSection(self, painter: QPainter, rect: Any, section: int) -> None:
        column = Column(section)
        right = column >= Column.TRAIN
        inner = QRectF(rect).adjusted(4 if column is Column.NAME else 8, 0, -8, 0)
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.save()
        draw_text(painter, inner, self._titles()[section], ui_font(11), theme().colour("text3"), align)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme().colour("surface"))
        painter.end()
        super().paintEvent(event)


class RunsTable(QTableView):
    """Shows the runs.

    Attributes
    ----------
    opened : Signal(int)
        A run is to be reopened: double-clicked beside its name, or Enter.
    deleted : Signal
        The chosen runs are to be deleted.
    refused : Signal
        One more run was ticked than can be compared.
    menuAsked : Signal(QPoint)
        The menu of the chosen runs is asked for, at a place of the screen.
    chosen_changed : Signal
    """

    opened = Signal(int)
    deleted = Signal()
    refused = Signal()
    menuAsked = Signal(object)  # noqa: N815
    chosen_changed = Signal()

    def __init__(self, model: RunsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._compared: tuple[int, ...] = ()
        self.span, self.best, self.live_seed = (-2.0, 0.0), -1, 0
        self.setModel(model)
        self.setItemDelegate(_Painter(model, self))
        self.setHorizontalHeader(_Head(model, self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Runs"))
        self.customContextMenuRequested.connect(self._ask_menu)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        theme().themeChanged.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        ground = theme().colour("surface").name()
        self.setStyleSheet(f"QTableView {{ background: {ground}; border: none; outline: none; }}")

    # -- what rows need of the whole -------------------------------------------------------------------

    def measure(self, compared: Sequence[int], live_seed: int) -> None:
        """Take what is common to all rows: the span of the sparklines, the best run, what is compared."""
        curves = [row.curve[:, 1] for row in self._model.rows if len(row.curve) > 1]
        if curves:
            logs = [np.log10(np.maximum(curve, _LOG_FLOOR)) for curve in curves]
            self.span = min(float(log.min()) for log in logs), max(float(log.max()) for log in logs)
        self.best, self.live_seed = self._model.best(), live_seed
        self._compared = tuple(compared)
        self.viewport().update()

    def place_among_compared(self, number: int) -> int:
        """Return the place of a run among those compared, −1 if it is not."""
        return self._compared.index(number) if number in self._compared else -1

    def chosen(self) -> tuple[Row, ...]:
        """Return the selected rows, from top to bottom."""
        places = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return tuple(self._model.row(place) for place in places)

    # -- layout ----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        shown = dict(_WIDTHS)
        for column in _WAY:
            if sum(shown.values()) + _NAME <= room:
                break
            del shown[column]
        for column in Column:
            if column is not Column.NAME:
                self.setColumnHidden(column, column not in shown)
                self.setColumnWidth(column, shown.get(column, 0))
        self.setColumnWidth(Column.NAME, max(90, room - sum(shown.values())))

    # -- what a person does ----------------------------------------------------------------------------

    def _tell_chosen(self) -> None:
        self.chosen_changed.emit()

    def _ask_menu(self, place: Any) -> None:
        if self.indexAt(place).isValid():
            self.menuAsked.emit(self.viewport().mapToGlobal(place))

    def toggle(self, place: int) -> None:
        """Tick the run of a row, or not."""
        index = self._model.index(place, Column.TICK)
        if not self._model.row(place).number:
            return
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
        wanted = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        if not self._model.setData(index, wanted, Qt.ItemDataRole.CheckStateRole):
            self.refused.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        left = event.button() is Qt.MouseButton.LeftButton
        if left and index.isValid() and index.column() == Column.TICK:
            self.toggle(index.row())
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or not self._model.row(index.row()).number:
            return
        if index.column() == Column.NAME:
            self.edit(index)
        elif index.column() != Column.TICK:
            self.opened.emit(self._model.row(index.row()).number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        if not index.isValid():
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.toggle(index.row())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self._model.row(index.row()).number)
        elif key == Qt.Key.Key_Delete:
            self.deleted.emit()
        elif key == Qt.Key.Key_F2 and self._model.row(index.row()).number:
            self.edit(self._model.index(index.row(), Column.NAME))
        else:
            super().keyPressEvent(event)


def _ink() -> Any:
    return theme().colour("text1")


def _points(rect: QRectF, x: NDArray[Any], y: NDArray[Any]) -> list[QPointF]:
    xs = rect.left() + x * rect.width()
    ys = rect.bottom() - y * rect.height()
    return [QPointF(*point) for point in zip(xs.tolist(), ys.tolist(), strict=True)]
