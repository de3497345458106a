"""The card of one varied setting: its values as chips, as a list of numbers, or as a range."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.errors import PlaygroundError
from nnplayground.sweeps.axes import Axis, parse_axis
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, parse_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import FlowLayout, IconButton, NumberField, Scale, Segmented, Switch
from nnplayground.ui.widgets.painting import (
    PaintedButton,
    draw_box,
    draw_text,
    set_flag,
    set_role,
    text_width,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.knobs import Knob
    from nnplayground.ui.views.sweep_words import Words

__all__ = ["AxisCard"]

_SEPARATORS = re.compile(r"[;\s]+|,\s+|,$")
_POINTS = Scale(2, 50, 1)


class _Chip(PaintedButton):
    """A value that takes part or not."""

    def __init__(self, value: Any, text: str, chosen: bool) -> None:
        super().__init__()
        self.value = value
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setChecked(chosen)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(min(170, round(text_width(self.text(), ui_font(11))) + 15), 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour = QPainter(self), theme().colour
        fill = colour("accent_soft") if self.isChecked() else self._state_fill()
        line = "accent" if self.shows_focus else "accent_line" if self.isChecked() else "border"
        draw_box(painter, QRectF(self.rect()), 5, fill, colour(line))
        ink = colour("text1" if self.isChecked() else "text3")
        centre = Qt.AlignmentFlag.AlignCenter
        draw_text(painter, QRectF(self.rect()).adjusted(3, 0, -3, 0), self.text(), ui_font(11), ink, centre)


class AxisCard(QWidget):
    """Lets a person choose over which values a setting is varied.

    Attributes
    ----------
    changed : Signal(object)
        The :class:`Axis` as it is now.
    removed : Signal(str)
        The setting is to be varied no more.
    """

    changed = Signal(object)
    removed = Signal(str)

    def __init__(self, axis: Axis, experiment: Experiment, words: Words) -> None:
        super().__init__()
        self.axis = axis
        self._experiment, self._words = experiment, words
        self.setAccessibleName(words.title(axis.path))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 5, 8, 9)
        self._column.setSpacing(6)
        self._make_head()
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setMinimumWidth(1)
        set_role(self._problem, "error")
        knob = words.knobs.get(axis.path)
        if knob is not None and not knob.is_number:
            self._make_chips()
        else:
            self._make_numbers(knob)
        self._column.addWidget(self._problem)
        self._problem.hide()
        theme().themeChanged.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = theme().colour
        draw_box(QPainter(self), QRectF(self.rect()), 8, colour("card"), colour("separator"))

    def _make_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        title = self._words.title(self.axis.path)
        label = QLabel(title)
        label.setFont(ui_font(12, QFont.Weight.DemiBold))
        label.setMinimumWidth(1)
        label.setToolTip(f"{title}\n{self.axis.path}")
        row.addWidget(label, 1)
        self.remove = IconButton("close", self.tr("Do not vary: {setting}").format(setting=title), size=20)
        self.remove.clicked.connect(self._remove)
        row.addWidget(self.remove)
        self._column.addLayout(row)

    def _remove(self) -> None:
        self.removed.emit(self.axis.path)

    # -- words -----------------------------------------------------------------------------------------

    def _make_chips(self) -> None:
        place = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        place.setSizePolicy(policy)
        flow = FlowLayout(place, 4)
        self.chips: list[_Chip] = []
        for value, text in self._words.options(self.axis.path):
            chip = _Chip(value, text, value in self.axis.choices)
            chip.toggled.connect(self._choose_chips)
            self.chips.append(chip)
            flow.addWidget(chip)
        self._column.addWidget(place)

    def _choose_chips(self) -> None:
        chosen = [chip.value for chip in self.chips if chip.isChecked()]
        if chosen:
            self._take(json.dumps(chosen)[1:-1])
        else:
            self._say(self.tr("Choose one value at least."))

    # -- numbers ---------------------------------------------------------------------------------------

    def _make_numbers(self, knob: Knob | None) -> None:
        self._whole = bool(knob and knob.whole)
        self.form = Segmented(self.tr("Values"), [("values", self.tr("Values")), ("range", self.tr("Range"))])
        self.form.changed.connect(self._choose_form)
        self.values = QLineEdit()
        self.values.setFont(mono_font(12))
        self.values.setProperty("small", True)
        self.values.setAccessibleName(self.tr("Values, with spaces between them"))
        self.values.editingFinished.connect(self._type_values)
        any_ = Scale(float("-inf"), float("inf"), 1.0 if self._whole else 0.01, not self._whole)
        self.low = NumberField(self.tr("From"), any_, small=True, integer=self._whole)
        self.high = NumberField(self.tr("To"), any_, small=True, integer=self._whole)
        self.points = NumberField(self.tr("Points in a grid"), _POINTS, value=5, small=True, integer=True)
        self.points.set_tip(self.tr("So many values of the range make a grid."))
        self.points.setMaximumWidth(44)
        self.log = Switch(self.tr("by factors"), name=self.tr("Spread by equal factors"))
        for field in (self.low, self.high, self.points):
            field.changed.connect(self._choose_range)
        self.log.toggled.connect(self._choose_range)
        self._lay_out_numbers()
        self.show_axis(self.axis)

    def _lay_out_numbers(self) -> None:
        self._column.addWidget(self.values)
        self._range = QWidget()
        row = QHBoxLayout(self._range)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        dash = QLabel("–")
        set_role(dash, "caption")
        row.addWidget(self.low, 1)
        row.addWidget(dash)
        row.addWidget(self.high, 1)
        row.addWidget(self.points)
        self._column.addWidget(self._range)
        below = QHBoxLayout()
        below.addWidget(self.form)
        below.addStretch()
        below.addWidget(self.log)
        self._column.addLayout(below)

    def show_axis(self, axis: Axis) -> None:
        """Show values without telling anyone."""
        self.axis = axis
        if not hasattr(self, "form"):
            return
        is_range = not axis.choices
        self.form.setValue("range" if is_range else "values")
        for widget in (self._range, self.log):
            widget.setVisible(is_range)
        self.values.setVisible(not is_range)
        if is_range:
            self.low.setValue(axis.low)
            self.high.setValue(axis.high)
            self.points.setValue(axis.points)
            self.log.blockSignals(True)
            self.log.setChecked(axis.logarithmic)
            self.log.blockSignals(False)
        else:
            between = "; " if QLocale().decimalPoint() == "," else ", "
            self.values.setText(between.join(format_compact(value, 9) for value in axis.choices))
            self.values.setCursorPosition(0)

    def _choose_form(self, form: str) -> None:
        if form == "values":
            self._take(json.dumps(list(self.axis.grid()))[1:-1])
            return
        low, high = min(self.axis.choices), max(self.axis.choices)
        if low == high:
            high = low + 1 if self._whole else low * 10 or 1.0
        grows = low > 0 and high / low >= 10 and not self._whole
        self._take(self._written(low, high, grows, min(50, max(2, len(self.axis.choices)))))

    def _type_values(self) -> None:
        words = [word for word in _SEPARATORS.split(self.values.text()) if word]
        numbers = [parse_number(word) for word in words]
        if not numbers or None in numbers:
            self._say(self.tr("Write numbers with spaces between them."))
            return
        distinct = sorted({number for number in numbers if number is not None})
        self._take(json.dumps([int(n) if n == int(n) and self._whole else n for n in distinct])[1:-1])

    def _choose_range(self) -> None:
        low, high, points = self.low.value(), self.high.value(), int(self.points.value())
        self._take(self._written(low, high, self.log.isChecked(), points))

    def _written(self, low: float, high: float, grows: bool, points: int) -> str:
        whole = self._whole
        return Axis(self.axis.path, (), low, high, grows, whole, points).text().partition("=")[2]

    def _take(self, written: str) -> None:
        try:
            axis = parse_axis(f"{self.axis.path}={written}", self._experiment)
        except PlaygroundError as error:
            self._say(say(error.sentence))
            return
        self._say("")
        if axis != self.axis:
            self.show_axis(axis)
            self.changed.emit(axis)

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if hasattr(self, "values"):
            set_flag(self.values, "bad", bool(problem))
