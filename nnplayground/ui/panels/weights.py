"""The weights of one layer as a heat map: read out under the mouse or by the arrow keys, typed over."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.ui.colormap import heat_image
from nnplayground.ui.editor.weight_field import WeightField
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.panels.matrix import Matrix
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import ColorBar
from nnplayground.ui.widgets.painting import draw_box, draw_text, set_role, text_width

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from nnplayground.ui.panels.unit_names import UnitNames

__all__ = ["MOST_CELLS", "WeightMap", "WeightView"]

MOST_CELLS = 90, 160  # rows and columns of cells that can still be told apart
_CELL = 20
_MOST_HEIGHT = 180
_LEAST_LABELLED = 11  # the height of a row that can carry a name
_TOP = 16
_GAP = 6  # between weights and biases
_CENTRE = Qt.AlignmentFlag.AlignCenter


class WeightMap(QWidget):
    """Rows are units, columns inputs and, apart from them, the biases; kernels are laid out in one row.

    Attributes
    ----------
    numberTyped : Signal(str, tuple, float, float)
        Parameter, index, the value before and the value a person typed.
    unitChosen : Signal(int)
        The name of a row was clicked.
    """

    numberTyped = Signal(str, tuple, float, float)  # noqa: N815
    unitChosen = Signal(int)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix: Matrix | None = None
        self._names: UnitNames | None = None
        self._at: tuple[int, int] | None = None
        self._said = QLabel()
        self._field = WeightField(self)
        self._field.weightTyped.connect(self._typed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Weights"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    def set_readout(self, label: QLabel) -> None:
        """Write what lies under the mouse into ``label``."""
        self._said = label

    def show_matrix(self, matrix: Matrix | None, names: UnitNames | None) -> None:
        """Show weights, with the names of what they join; None until there are some."""
        before = None if self._matrix is None else self._matrix.cells.shape
        self._matrix, self._names = matrix, names
        if (None if matrix is None else matrix.cells.shape) != before:
            self._at = None
            self._field.hide()
            self.updateGeometry()
        self._tell()
        self.update()

    # -- geometry --------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        rows = 3 if self._matrix is None else len(self._matrix.cells)
        return QSize(200, _TOP + max(44, min(_MOST_HEIGHT, rows * _CELL)))

    def _rows_columns(self) -> tuple[int, int]:
        return (0, 0) if self._matrix is None else (len(self._matrix.cells), self._matrix.cells.shape[1])

    def _left(self) -> float:
        """Return the room that the names of rows take."""
        rows, _columns = self._rows_columns()
        if self._names is None or (self.height() - _TOP) < rows * _LEAST_LABELLED:
            return 0.0
        widest = max((text_width(self._row_name(row), ui_font(11)) for row in range(rows)), default=0.0)
        return min(72.0, widest + 6)

    def _areas(self) -> tuple[QRectF, QRectF]:
        """Return where the weights and where the biases are drawn."""
        left, height = self._left(), self.height() - _TOP
        _rows, columns = self._rows_columns()
        room = self.width() - left
        if self._matrix is None or self._matrix.bias is None:
            return QRectF(left, _TOP, room, height), QRectF()
        bias = min(28.0, max(8.0, (room - _GAP) / (columns + 1)))
        weights = QRectF(left, _TOP, room - _GAP - bias, height)
        return weights, QRectF(weights.right() + _GAP, _TOP, bias, height)

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Return where a cell is drawn; the column after the last weight is that of the biases."""
        rows, columns = self._rows_columns()
        weights, biases = self._areas()
        high = weights.height() / max(1, rows)
        if column == columns:
            return QRectF(biases.left(), biases.top() + row * high, biases.width(), high)
        wide = weights.width() / max(1, columns)
        return QRectF(weights.left() + column * wide, weights.top() + row * high, wide, high)

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        rows, columns = self._rows_columns()
        weights, biases = self._areas()
        row = int((point.y() - _TOP) * rows / max(1.0, weights.height()))
        if weights.contains(point):
            return row, int((point.x() - weights.left()) * columns / weights.width())
        return (row, columns) if biases.contains(point) else None

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        weights, biases = self._areas()
        draw_box(painter, weights, 4, theme().colour("field"))
        if self._matrix is None or not self._matrix.cells.size:
            self._draw_empty(painter, weights)
            return
        scale = self.scale()
        painter.drawImage(weights, heat_image(self._matrix.cells, scale))
        if self._matrix.bias is not None:
            painter.drawImage(biases, heat_image(self._row_biases()[:, None], scale))
        self._draw_names(painter, weights, biases)
        if self._at is not None:
            cell = self.cell_rect(*self._at)
            draw_box(painter, cell.adjusted(-1, -1, 1, 1), 2, None, theme().colour("text1"), 2)

    def scale(self) -> float:
        """Return the magnitude at the ends of the colours."""
        if self._matrix is None:
            return 1.0
        parts = [self._matrix.cells] + ([] if self._matrix.bias is None else [self._matrix.bias])
        finite = [np.abs(part[np.isfinite(part)]).max(initial=0.0) for part in parts]
        return float(max(finite)) or 1.0

    def _row_biases(self) -> NDArray[Any]:
        """Return one bias per row of cells."""
        assert self._matrix is not None
        assert self._matrix.bias is not None
        return Matrix.of(self._matrix.bias, None, (len(self._matrix.cells), 1)).cells[:, 0]

    def _draw_names(self, painter: QPainter, weights: QRectF, biases: QRectF) -> None:
        rows, columns = self._rows_columns()
        ink, font = theme().colour("text3"), ui_font(11)
        right = Qt.AlignmentFlag.AlignRight
        if self._left():
            for row in range(rows):
                cell = self.cell_rect(row, 0)
                room = QRectF(0, cell.top(), weights.left() - 6, cell.height())
                draw_text(painter, room, self._row_name(row), font, ink, right)
        names = [self._column_name(column) for column in range(columns)] if columns <= 24 else []
        if names and max(text_width(name, font) for name in names) + 4 <= weights.width() / columns:
            for column, name in enumerate(names):
                cell = self.cell_rect(0, column)
                draw_text(painter, QRectF(cell.left(), 0, cell.width(), _TOP), name, font, ink, _CENTRE)
        elif columns:
            count = 0 if self._matrix is None else math.prod(self._matrix.shape[1:])
            text = self.tr("inputs: {count}").format(count=format_number(count))
            draw_text(painter, QRectF(weights.left(), 0, weights.width(), _TOP), text, font, ink)
        if not biases.isEmpty():
            above = QRectF(biases.left() - 10, 0, biases.width() + 20, _TOP)
            draw_text(painter, above, "b", font, ink, _CENTRE)

    def _draw_empty(self, painter: QPainter, whole: QRectF) -> None:
        ink = theme().colour("text3")
        middle = whole.center()
        draw_icon(painter, "dense", QRectF(middle.x() - 8, middle.y() - 20, 16, 16), ink)
        text = self.tr("Weights appear when the shapes match.")
        draw_text(painter, whole.adjusted(4, 16, -4, 10), text, ui_font(12), ink, _CENTRE)

    # -- words -----------------------------------------------------------------------------------------

    def _row_name(self, row: int) -> str:
        return self._span(row, 0, self._names.unit) if self._names is not None else str(row + 1)

    def _column_name(self, column: int) -> str:
        return self._span(column, 1, self._names.input) if self._names is not None else str(column + 1)

    def _span(self, number: int, axis: int, name: Any) -> str:
        """Name a row or column of cells, from its first to its last where it stands for several."""
        step = 1 if self._matrix is None else self._matrix.block[axis]
        if step == 1:
            return str(name(number))
        return f"{format_number(number * step + 1)}–{format_number((number + 1) * step)}"

    def number_at(self, row: int, column: int) -> float | None:
        """Return the number a cell stands for."""
        rows, columns = self._rows_columns()
        if self._matrix is None or not (0 <= row < rows and 0 <= column <= columns):
            return None
        if column < columns:
            return float(self._matrix.cells[row, column])
        return None if self._matrix.bias is None else float(self._row_biases()[row])

    def _tell(self) -> None:
        value = None if self._at is None else self.number_at(*self._at)
        if self._at is None or value is None:
            self._said.setText("")
            return
        row, column = self._at
        name = self._column_name(column) if column < self._rows_columns()[1] else self.tr("bias")
        text = self.tr("{input} → {unit}: {value}")
        shown = format_compact(value, 4, signed=True)
        self._said.setText(text.format(input=name, unit=self._row_name(row), value=shown))
        self.setAccessibleDescription(self._said.text())

    # -- mouse and keys --------------------------------------------------------------------------------

    def _move_to(self, row: int, column: int) -> None:
        rows, columns = self._rows_columns()
        if not rows:
            return
        last = columns - (self._matrix is None or self._matrix.bias is None)
        self._at = max(0, min(rows - 1, row)), max(0, min(last, column))
        self._tell()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        on_name = bool(self._left()) and event.position().x() < self._left() and event.position().y() > _TOP
        self.setCursor(Qt.CursorShape.PointingHandCursor if on_name else Qt.CursorShape.ArrowCursor)
        if cell is not None:
            self._move_to(*cell)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is not None:
            self._move_to(*cell)
            self._edit()
        elif event.position().x() < self._left() and event.position().y() > _TOP:
            rows, _columns = self._rows_columns()
            row = int((event.position().y() - _TOP) * rows / (self.height() - _TOP))
            self._choose(row)

    def _choose(self, row: int) -> None:
        if self._matrix is None or self._names is None:
            return
        if self._matrix.block[0] == 1 and self._matrix.shape[0] == self._names.units:
            self.unitChosen.emit(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        if not self._field.isVisible():
            self._at = None
            self._tell()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            row, column = self._at or (0, 0)
            self._move_to(row + step[0], column + step[1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._edit()
        else:
            super().keyPressEvent(event)

    def _edit(self) -> None:
        """Open the field over the marked cell, if it is one number."""
        if self._at is None or self._matrix is None:
            return
        row, column = self._at
        value = self.number_at(row, column)
        is_bias = column == self._rows_columns()[1]
        whole = self._matrix.block[0] == 1 if is_bias else self._matrix.is_whole
        if value is None or not whole:
            return
        parameter, index = ("bias", (row,)) if is_bias else ("weight", self._matrix.index(row, column))
        cell = self.cell_rect(row, column)
        self._field.open("", parameter, index, value, cell.center() + QPointF(0, 18))

    def _typed(self, _node: str, parameter: str, index: tuple[int, ...], value: float) -> None:
        column = self._rows_columns()[1]
        if parameter == "weight" and self._matrix is not None:
            column = int(np.ravel_multi_index(index[1:], self._matrix.shape[1:])) if len(index) > 1 else 0
        before = self.number_at(index[0], column)
        if before is not None:
            self.numberTyped.emit(parameter, index, before, value)


class WeightView(QWidget):
    """The map with its shape above and its scale below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(self.tr("Weights"))
        title.setFont(ui_font(12, QFont.Weight.DemiBold))
        self._shape, self._said, self._note = QLabel(), QLabel(), QLabel()
        for label in (self._shape, self._said):
            label.setFont(mono_font(11))
            set_role(label, "caption")
        set_role(self._note, "caption")
        self._note.setFont(ui_font(11))
        self._note.setWordWrap(True)
        self.map, self._bar = WeightMap(), ColorBar()
        self.map.set_readout(self._said)
        self._bar.setMaximumWidth(164)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(self._shape)
        foot.addWidget(self._bar)
        foot.addStretch()
        foot.addWidget(self._said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.map)
        column.addLayout(foot)
        column.addWidget(self._note)

    def show_matrix(self, matrix: Matrix | None, names: UnitNames | None) -> None:
        """Show weights, or that there are none yet."""
        self.map.show_matrix(matrix, names)
        known = matrix is not None and matrix.cells.size > 0
        self._bar.setVisible(known)
        self._note.setVisible(known and matrix is not None and not matrix.is_whole)
        if matrix is None or not known:
            self._shape.setText("")
            return
        self._shape.setText(" × ".join(map(str, matrix.shape)))
        rows, columns = matrix.block
        text = self.tr("Each cell is the largest of {rows} × {columns} weights.")
        self._note.setText(text.format(rows=rows, columns=columns))
        most = self.map.scale()
        self._bar.set_ends(format_compact(-most, 2), format_compact(most, 2, signed=True))
