"""What points are painted with: the classes with their counts, or a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.data.sketch import MOST_CLASSES, DrawnClasses, DrawnCurve
from nnplayground.ui.drawing_data.sheet import label_colour
from nnplayground.ui.drawing_data.tools import labelled_row
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import Button, ColorBar, IconButton, Scale, Slider
from nnplayground.ui.widgets.painting import PaintedButton, draw_box, draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from nnplayground.data.sketch import Drawn

__all__ = ["LabelsPanel"]


class _ClassRow(PaintedButton):
    """A class: its colour, its name, how many points it has."""

    def __init__(self, index: int, name: str) -> None:
        super().__init__()
        self.index, self.count, self.classes = index, 0, 2
        self.setCheckable(True)
        self.setText(name)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(150, 30)

    def show_count(self, count: int, classes: int) -> None:
        """Say how many points the class has."""
        self.count, self.classes = count, classes
        self.setAccessibleDescription(format_number(count))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour = QPainter(self), theme().colour
        border = colour("accent") if self.isChecked() or self.shows_focus else None
        draw_box(painter, QRectF(self.rect()), 6, self._state_fill(), border)
        dot = QRectF(10, (self.height() - 12) / 2, 12, 12)
        draw_box(painter, dot, 6, label_colour(self.index, self.classes, 1.0))
        font = ui_font(12, QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium)
        draw_text(
            painter, QRectF(32, 0, self.width() - 80, self.height()), self.text(), font, colour("text1")
        )
        count = QRectF(self.width() - 70, 0, 60, self.height())
        right = Qt.AlignmentFlag.AlignRight
        draw_text(painter, count, format_number(self.count), mono_font(12), colour("text2"), right)


class LabelsPanel(QWidget):
    """Chooses the class or the value of new points.

    Attributes
    ----------
    chosen : Signal(float)
        New points get this class or value.
    hidden : Signal(object)
        A frozenset of classes whose points are not shown.
    added, removed : Signal
        The person wants one class more, or the last one away.
    """

    chosen = Signal(float)
    hidden = Signal(object)
    added = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_ClassRow] = []
        self._eyes: list[IconButton] = []
        self._shown: tuple[object, ...] = ()
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._pick)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.add = Button(self.tr("Add class"), "plus", small=True)
        self.add.clicked.connect(self.added)
        self.remove = IconButton("minus", self.tr("Remove the last class and its points"))
        self.remove.clicked.connect(self.removed)
        self._more = QWidget()
        row = QHBoxLayout(self._more)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.add)
        row.addStretch()
        row.addWidget(self.remove)
        self.value = Slider(self.tr("Value"), Scale(-1.0, 1.0, 0.05), value=1.0)
        self.value.changing.connect(self.chosen)
        self.value.changed.connect(self.chosen)
        self._value_row = labelled_row(self.tr("Value"), self.value)
        self.bar = ColorBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._list)
        for widget in (self._more, self._value_row, self.bar):
            column.addWidget(widget)

    def show_drawn(self, drawn: Drawn, label: float, scale: float) -> None:
        """Show the classes of a drawing and how many points each has, or the value."""
        classes = drawn.classes if isinstance(drawn, DrawnClasses) else 0
        self._more.setVisible(bool(classes))
        values = not classes and not isinstance(drawn, DrawnCurve)
        self._value_row.setVisible(values)
        self.bar.setVisible(values)
        self.setVisible(bool(classes) or values)
        if values:
            self._show_value(label, scale)
        names = drawn.class_names() if isinstance(drawn, DrawnClasses) else ()
        if names != self._shown:
            self._shown = names
            self._rebuild(tuple(say(name) for name in names))
        self._show_counts(drawn, classes, int(label))

    def _show_value(self, label: float, scale: float) -> None:
        if self.value.scale().maximum != scale:
            self.value.set_scale(Scale(-scale, scale, scale / 20))
        self.value.setValue(label)
        self.bar.set_ends(format_number(-scale, 1), format_number(scale, 1, signed=True))

    def _show_counts(self, drawn: Drawn, classes: int, label: int) -> None:
        if not classes:
            return
        counts = np.bincount(drawn.rows()[:, 2].astype(int), minlength=classes)
        for row in self._rows:
            row.show_count(int(counts[row.index]), classes)
            row.setChecked(row.index == label)
        self.add.setEnabled(classes < MOST_CLASSES)
        self.remove.setEnabled(classes > 2)

    def _rebuild(self, names: tuple[str, ...]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows, self._eyes = [], []
        for index, name in enumerate(names):
            self._list.addWidget(self._class_line(index, name))
        self.hidden.emit(frozenset())

    def _class_line(self, index: int, name: str) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        row = _ClassRow(index, self.tr("Class {name}").format(name=name))
        eye = IconButton("eye", self.tr("Hide the points of class {name}").format(name=name))
        eye.setCheckable(True)
        eye.toggled.connect(self._hide)
        self._group.addButton(row)
        self._rows.append(row)
        self._eyes.append(eye)
        layout.addWidget(row, 1)
        layout.addWidget(eye)
        return line

    def _hide(self) -> None:
        self.hidden.emit(frozenset(float(index) for index, eye in enumerate(self._eyes) if eye.isChecked()))

    def _pick(self, row: _ClassRow) -> None:
        self.chosen.emit(float(row.index))
