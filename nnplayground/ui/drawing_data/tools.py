"""The left side of the drawing: tools, their size, and what is painted with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nnplayground.ui.drawing_data.brush import RADII, Brush, Tool
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import Scale, Slider
from nnplayground.ui.widgets.painting import (
    PaintedButton,
    draw_box,
    draw_text,
    set_role,
    tip_with_shortcut,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

__all__ = ["TOOL_KEYS", "ToolsPanel", "labelled_row"]

TOOL_KEYS = {
    Qt.Key.Key_P: Tool.POINT,
    Qt.Key.Key_B: Tool.BRUSH,
    Qt.Key.Key_L: Tool.LINE,
    Qt.Key.Key_E: Tool.ERASER,
    Qt.Key.Key_V: Tool.MOVE,
}
_ICONS = {
    Tool.POINT: "dot",
    Tool.BRUSH: "brush",
    Tool.LINE: "line",
    Tool.ERASER: "erase",
    Tool.MOVE: "select",
}
_PER_ROW = 3


class _ToolTile(PaintedButton):
    """An icon over a name, the key in the corner."""

    def __init__(self, tool: Tool, text: str, key: str) -> None:
        super().__init__()
        self._tool, self._key = tool, key
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tip_with_shortcut(text, key))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(64, 52)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour = QPainter(self), theme().colour
        on = self.isChecked()
        border = colour("accent" if on or self.shows_focus else "separator")
        fill = colour("accent_soft") if on else self._state_fill(rest=colour("card"))
        draw_box(painter, QRectF(self.rect()), 6, fill, border)
        ink = colour("text1" if on else "text2")
        draw_icon(painter, _ICONS[self._tool], QRectF((self.width() - 16) / 2, 10, 16, 16), ink)
        name = QRectF(2, 30, self.width() - 4, 16)
        draw_text(painter, name, self.text(), ui_font(11.5), ink, Qt.AlignmentFlag.AlignCenter)
        key = QRectF(self.width() - 16, 3, 12, 12)
        draw_text(painter, key, self._key, mono_font(9.5), colour("text3"), Qt.AlignmentFlag.AlignRight)


class ToolsPanel(QWidget):
    """Tools, radius and density.

    Attributes
    ----------
    changed : Signal(object)
        Another :class:`Brush` is in hand.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brush = Brush()
        names = {
            Tool.POINT: self.tr("Point"),
            Tool.BRUSH: self.tr("Brush"),
            Tool.LINE: self.tr("Line"),
            Tool.ERASER: self.tr("Eraser"),
            Tool.MOVE: self.tr("Move"),
        }
        keys = {tool: chr(key) for key, tool in TOOL_KEYS.items()}
        self._group = QButtonGroup(self)
        self._tiles = {tool: _ToolTile(tool, name, keys[tool]) for tool, name in names.items()}
        grid = QGridLayout()
        grid.setSpacing(6)
        for number, tile in enumerate(self._tiles.values()):
            self._group.addButton(tile, number)
            grid.addWidget(tile, *divmod(number, _PER_ROW))
        self._group.idClicked.connect(self._pick)
        self.radius = Slider(self.tr("Radius"), Scale(*RADII, 0.05))
        self.density = Slider(self.tr("Density"), Scale(0.5, 40.0, 0.5), digits=1)
        for slider in (self.radius, self.density):
            slider.changing.connect(self._resize)
            slider.changed.connect(self._resize)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(labelled_row(self.tr("Radius"), self.radius))
        column.addWidget(labelled_row(self.tr("Density"), self.density))
        self.show_brush(self._brush)

    def show_brush(self, brush: Brush) -> None:
        """Show what is in hand."""
        self._brush = brush
        self._tiles[brush.tool].setChecked(True)
        self.radius.setValue(brush.radius)
        self.density.setValue(brush.density)
        self.radius.setEnabled(brush.tool in (Tool.BRUSH, Tool.ERASER))
        self.density.setEnabled(brush.tool in (Tool.BRUSH, Tool.LINE))

    def take(self, tool: Tool) -> None:
        """Take another tool."""
        self._offer(Brush(tool, self._brush.label, self._brush.radius, self._brush.density))

    def _pick(self, number: int) -> None:
        self.take(list(self._tiles)[number])

    def _resize(self, _value: float) -> None:
        brush = self._brush
        self._offer(Brush(brush.tool, brush.label, self.radius.value(), self.density.value()))

    def _offer(self, brush: Brush) -> None:
        self.show_brush(brush)
        self.changed.emit(brush)


def labelled_row(text: str, widget: QWidget, width: int = 56) -> QWidget:
    """Return a widget behind its label."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    label = QLabel(text)
    label.setMinimumWidth(width)
    label.setFont(ui_font(12, QFont.Weight.Normal))
    set_role(label, "secondary")
    layout.addWidget(label)
    layout.addWidget(widget, 1)
    return row
