"""The weights of one layer as a heat map, read out under the mouse or by the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.ui.colormap import heat_image
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import ColorBar
from nnplayground.ui.widgets.painting import draw_box, draw_text, set_role

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

__all__ = ["WeightMap", "WeightView"]

_CELL = 20
_MOST_HEIGHT = 180
_CENTRE = Qt.AlignmentFlag.AlignCenter


class WeightMap(QWidget):
    """Rows are units, columns inputs; convolution kernels are laid out row by row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weights: NDArray[Any] | None = None
        self._at: tuple[int, int] | None = None
        self._said = QLabel()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Weights"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    def set_readout(self, label: QLabel) -> None:
        """Write what lies under the mouse into ``label``."""
        self._said = label

    def show_weights(self, weights: NDArray[Any] | None) -> None:
        """Show a weight tensor, its first axis being the units; None until there is one."""
        shape = None if self._weights is None else self._weights.shape
        self._weights = None if weights is None else np.asarray(weights).reshape(len(weights), -1)
        if (None if self._weights is None else self._weights.shape) != shape:
            self._at = None
            self.updateGeometry()
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        rows = 3 if self._weights is None else len(self._weights)
        return QSize(200, max(60, min(_MOST_HEIGHT, rows * _CELL)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = QRectF(self.rect())
        draw_box(painter, whole, 4, theme().colour("field"))
        if self._weights is None or not self._weights.size:
            self._draw_empty(painter, whole)
            return
        painter.drawImage(whole, heat_image(self._weights))
        if self._at is not None:
            rows, columns = self._weights.shape
            width, height = whole.width() / columns, whole.height() / rows
            cell = QRectF(self._at[1] * width, self._at[0] * height, width, height)
            draw_box(painter, cell.adjusted(-1, -1, 1, 1), 2, None, theme().colour("text1"), 2)

    def _draw_empty(self, painter: QPainter, whole: QRectF) -> None:
        ink = theme().colour("text3")
        middle = whole.center()
        draw_icon(painter, "dense", QRectF(middle.x() - 8, middle.y() - 20, 16, 16), ink)
        text = self.tr("Weights appear when the shapes match.")
        draw_text(painter, whole.adjusted(4, 16, -4, 10), text, ui_font(12), ink, _CENTRE)

    def _tell(self) -> None:
        if self._weights is None or self._at is None:
            self._said.setText("")
            return
        row, column = self._at
        value = format_compact(float(self._weights[row, column]), 4, signed=True)
        text = self.tr("unit {unit}, input {input}: {value}")
        self._said.setText(
            text.format(unit=format_number(row + 1), input=format_number(column + 1), value=value)
        )
        self.setAccessibleDescription(self._said.text())

    def _move_to(self, row: int, column: int) -> None:
        if self._weights is None:
            return
        rows, columns = self._weights.shape
        self._at = max(0, min(rows - 1, row)), max(0, min(columns - 1, column))
        self._tell()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._weights is not None:
            rows, columns = self._weights.shape
            at = event.position()
            self._move_to(int(at.y() * rows / self.height()), int(at.x() * columns / self.width()))

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
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
        if step is None:
            super().keyPressEvent(event)
            return
        row, column = self._at or (0, 0)
        self._move_to(row + step[0], column + step[1])


class WeightView(QWidget):
    """The map with its shape above and its scale below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(self.tr("Weights"))
        title.setFont(ui_font(12, ui_font().Weight.DemiBold))
        self._shape, self._said = QLabel(), QLabel()
        for label in (self._shape, self._said):
            label.setFont(mono_font(11))
            set_role(label, "caption")
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
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.map)
        column.addLayout(foot)

    def show_weights(self, weights: NDArray[Any] | None) -> None:
        """Show a weight tensor, or that there is none yet."""
        self.map.show_weights(weights)
        known = weights is not None and weights.size > 0
        self._bar.setVisible(known)
        if weights is None or not known:
            self._shape.setText("")
            return
        self._shape.setText(" × ".join(map(str, weights.shape)))
        most = float(np.abs(weights[np.isfinite(weights)]).max(initial=0.0))
        self._bar.set_ends(format_compact(-most, 2), format_compact(most, 2, signed=True))
