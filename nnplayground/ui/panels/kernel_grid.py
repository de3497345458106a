"""One filter of a convolution as a grid of numbers: typed over, or chosen by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.layers.initializations_kernels import KERNEL_TITLES, KernelName, kernel_window
from nnplayground.ui.colormap import heat_image
from nnplayground.ui.editor.weight_field import WeightField
from nnplayground.ui.fonts import mono_font
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import Button, IconButton, Menu
from nnplayground.ui.widgets.painting import draw_box, draw_text, set_role

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPaintEvent

__all__ = ["KernelEditor", "KernelGrid", "named_filter"]

_CENTRE = Qt.AlignmentFlag.AlignCenter
_CELL = 42
_LEAST_NUMBER = 28.0  # of a cell that can hold its number
_ICON = 24
_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


def named_filter(name: KernelName, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return a filter (channels, height, width) that sees the mean of its channels through a kernel."""
    window = np.array(kernel_window(name, *shape[1:]), np.float32)
    return np.tile(window / np.float32(shape[0]), (shape[0], 1, 1))


class KernelGrid(QWidget):
    """The numbers of one channel; a click or Enter opens one, arrows go to the next.

    Attributes
    ----------
    numberTyped : Signal(int, int, float, float)
        Row and column, the value before, and the one typed.
    """

    numberTyped = Signal(int, int, float, float)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: NDArray[Any] = np.zeros((3, 3), np.float32)
        self._scale = 1.0
        self._at: tuple[int, int] | None = None
        self._field = WeightField(self)
        self._field.weightTyped.connect(self._typed)
        self.setAccessibleName(self.tr("Numbers of the filter"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    def show_values(self, values: NDArray[Any], scale: float) -> None:
        """Show numbers (height, width); ``scale`` is the magnitude at the ends of the colours."""
        changed = values.shape != self._values.shape
        self._values, self._scale = values, scale
        if changed:
            self._at = None
            self.updateGeometry()
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        rows, columns = self._values.shape
        return QSize(columns * _CELL, round(rows * min(_CELL, 300 / max(1, columns))))

    # -- geometry --------------------------------------------------------------------------------------

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Return where a number is drawn."""
        rows, columns = self._values.shape
        cell = min(float(_CELL), self.width() / columns, self.height() / rows)
        left = (self.width() - columns * cell) / 2
        return QRectF(left + column * cell, row * cell, cell, cell)

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        rows, columns = self._values.shape
        cells = ((row, column) for row in range(rows) for column in range(columns))
        return next((cell for cell in cells if self.cell_rect(*cell).contains(point)), None)

    # -- hands -----------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._field.isVisible():
            self._move_to(self._cell_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is not None and event.button() is Qt.MouseButton.LeftButton:
            self._move_to(cell)
            self._edit()

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        if not self._field.isVisible() and not self.hasFocus():
            self._move_to(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        row, column = self._at or (0, 0)
        if key in _STEPS:
            down, right = _STEPS[key] if self._at is not None else (0, 0)
            rows, columns = self._values.shape
            self._move_to((min(rows - 1, max(0, row + down)), min(columns - 1, max(0, column + right))))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._move_to((row, column))
            self._edit()
        else:
            super().keyPressEvent(event)

    def _move_to(self, cell: tuple[int, int] | None) -> None:
        if cell != self._at:
            self._at = cell
            self._tell()
            self.update()

    def _tell(self) -> None:
        said = ""
        if self._at is not None:
            text = self.tr("row {row}, column {column}: {value}")
            value = format_compact(float(self._values[self._at]), 4, signed=True)
            said = text.format(row=self._at[0] + 1, column=self._at[1] + 1, value=value)
        self.setAccessibleDescription(said)
        self.setToolTip(said)

    def _edit(self) -> None:
        if self._at is not None:
            middle = self.cell_rect(*self._at).center() + QPointF(0, 18)
            self._field.open("", "weight", self._at, float(self._values[self._at]), middle)

    def _typed(self, _node: str, _parameter: str, index: tuple[int, ...], value: float) -> None:
        row, column = index
        self.numberTyped.emit(row, column, float(self._values[row, column]), value)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rows, columns = self._values.shape
        first, last = self.cell_rect(0, 0), self.cell_rect(rows - 1, columns - 1)
        whole = first.united(last)
        painter.drawImage(whole, heat_image(self._values, self._scale))
        draw_box(painter, whole.adjusted(-1, -1, 1, 1), 2, None, theme().colour("border"))
        font = mono_font(min(12.0, max(9.0, first.width() / 3.6)))
        if first.width() >= _LEAST_NUMBER:
            for row in range(rows):
                for column in range(columns):
                    text = format_number(float(self._values[row, column]), 2)
                    cell = self.cell_rect(row, column)
                    draw_text(painter, cell, text, font, theme().colour("text1"), _CENTRE)
        if self._at is not None:
            ring = "accent" if self.hasFocus() else "text1"
            draw_box(
                painter, self.cell_rect(*self._at).adjusted(-1, -1, 1, 1), 2, None, theme().colour(ring), 2
            )


class KernelEditor(QWidget):
    """A filter's channels one after another, and the kernels that it can be given by name.

    Attributes
    ----------
    numberTyped : Signal(int, float, float)
        Which weight, counted through the flattened filter; its value before, and the one typed.
    filterChosen : Signal(object, object)
        All numbers of the filter before, and after a kernel was chosen by name: (channels, height, width).
    """

    numberTyped = Signal(int, float, float)  # noqa: N815
    filterChosen = Signal(object, object)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter: NDArray[Any] = np.zeros((1, 3, 3), np.float32)
        self._channel = 0
        self.grid_ = KernelGrid()
        self.grid_.numberTyped.connect(self._typed)
        self.before = IconButton("chevron-left", self.tr("Previous input channel"))
        self.after = IconButton("chevron-right", self.tr("Next input channel"))
        self.choose = Button(self.tr("Choose kernel"), "conv", small=True)
        self.choose.setToolTip(self.tr("Give this filter a known kernel; Undo brings its weights back"))
        self._said = QLabel()
        set_role(self._said, "caption")
        self.before.clicked.connect(self._previous)
        self.after.clicked.connect(self._next)
        self.choose.clicked.connect(self._open_menu)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.choose)
        row.addStretch(1)
        row.addWidget(self._said)
        row.addWidget(self.before)
        row.addWidget(self.after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.grid_)
        column.addLayout(row)

    def show_filter(self, values: NDArray[Any]) -> None:
        """Show the newest numbers (channels, height, width)."""
        self._filter = values
        self._show_channel(min(self._channel, len(values) - 1))

    def _show_channel(self, channel: int) -> None:
        self._channel, channels = channel, len(self._filter)
        finite = np.abs(self._filter[np.isfinite(self._filter)])
        self.grid_.show_values(self._filter[channel], float(finite.max(initial=0.0)) or 1.0)
        text = self.tr("channel {number} of {count}").format(number=channel + 1, count=channels)
        self._said.setText(text if channels > 1 else "")
        self.before.setVisible(channels > 1)
        self.after.setVisible(channels > 1)
        self.before.setEnabled(channel > 0)
        self.after.setEnabled(channel < channels - 1)

    def _previous(self) -> None:
        self._show_channel(max(0, self._channel - 1))

    def _next(self) -> None:
        self._show_channel(min(len(self._filter) - 1, self._channel + 1))

    def _typed(self, row: int, column: int, before: float, value: float) -> None:
        place = np.ravel_multi_index((self._channel, row, column), self._filter.shape)
        self.numberTyped.emit(int(place), before, value)

    # -- kernels by name -------------------------------------------------------------------------------

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.exec(self.choose.mapToGlobal(self.choose.rect().bottomLeft()))
        menu.deleteLater()

    def menu(self) -> Menu:
        """Return the menu of all kernels, each with its picture."""
        menu = Menu(parent=self)
        for name, title in KERNEL_TITLES.items():
            image = heat_image(np.array(kernel_window(name, 3, 3)))
            picture = QPixmap.fromImage(image.scaled(_ICON, _ICON))
            menu.addAction(QIcon(picture), say(title)).setData(name)
        menu.triggered.connect(self._take)
        return menu

    def _take(self, action: QAction) -> None:
        self.take(action.data())

    def take(self, name: KernelName) -> None:
        """Give the filter the kernel of this name, the same in every channel."""
        self.filterChosen.emit(self._filter, named_filter(name, self._filter.shape))
