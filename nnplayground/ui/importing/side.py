"""What is to become of the table: target, inputs, rules, parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.data.table.columns import Kind
from nnplayground.data.table.plan import Encoding, Gaps, Parting, Scaling
from nnplayground.ui.colormap import class_colour
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.importing.preview import kind_name
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.numbers_row import percent
from nnplayground.ui.widgets import ComboField, ScrollColumn, Section, Segmented, SplitSlider
from nnplayground.ui.widgets.painting import draw_box, draw_text, set_role, text_width
from nnplayground.ui.widgets.rows import labelled, parting_line

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from nnplayground.data.table.columns import Column
    from nnplayground.data.table.plan import Plan
    from nnplayground.ui.importing.state import ImportState

__all__ = ["ClassBalance", "Side"]

_MOST_INPUTS = 150
_MOST_CLASSES = 12
_AT_ONCE = 10
_ROW = 22
_WIDTH = 348
_LABEL = 98


class ClassBalance(QWidget):
    """How many rows each class has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    def show_counts(self, names: tuple[str, ...], counts: tuple[int, ...]) -> None:
        """Show the classes, as many as fit."""
        self._rows = list(zip(names, counts, strict=True))[:_MOST_CLASSES]
        said = (f"{name} {format_number(count)}" for name, count in self._rows)
        self.setAccessibleName(", ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _ROW * max(1, len(self._rows)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour = QPainter(self), theme().colour
        if not self._rows:
            return
        total = sum(count for _name, count in self._rows) or 1
        most = max(count for _name, count in self._rows) or 1
        label = min(96.0, max(text_width(name, ui_font(12)) for name, _count in self._rows) + 20)
        right = Qt.AlignmentFlag.AlignRight
        for number, (name, count) in enumerate(self._rows):
            top = number * _ROW
            draw_box(painter, QRectF(0, top + 7, 8, 8), 4, class_colour(number))
            draw_text(painter, QRectF(16, top, label - 16, _ROW), name, ui_font(12), colour("text1"))
            bar = QRectF(label + 8, top + 8, max(10.0, self.width() - label - 8 - 108), 6)
            draw_box(painter, bar, 3, colour("field"))
            bar.setWidth(max(3.0, bar.width() * count / most))
            draw_box(painter, bar, 3, class_colour(number))
            place = QRectF(self.width() - 104, top, 46, _ROW)
            draw_text(painter, place, format_number(count), mono_font(12), colour("text1"), right)
            place = QRectF(self.width() - 56, top, 56, _ROW)
            draw_text(painter, place, percent(count / total), mono_font(12), colour("text2"), right)


class _InputRow(QWidget):
    """One column: whether it is an input, how it is read, how many numbers it gives.

    Attributes
    ----------
    used : Signal(int, bool)
    read_as : Signal(int, object)
    """

    used = Signal(int, bool)
    read_as = Signal(int, object)

    def __init__(self, index: int, name: str) -> None:
        super().__init__()
        self._index = index
        self.check = QCheckBox(name)
        self.check.setToolTip(name)
        self.check.clicked.connect(self._use)
        self.kind = ComboField(self.tr("Kind of {name}").format(name=name), small=True)
        self.kind.set_choices([(kind, kind_name(kind)) for kind in Kind])
        self.kind.setMaximumWidth(104)
        self.kind.chosen.connect(self._read)
        self.width_ = QLabel()
        self.width_.setFont(mono_font(12))
        self.width_.setMinimumWidth(24)
        self.width_.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.check.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.addWidget(self.check, 1)
        row.addWidget(self.kind)
        row.addWidget(self.width_)

    def _use(self, on: bool) -> None:
        self.used.emit(self._index, on)

    def _read(self, kind: object) -> None:
        self.read_as.emit(self._index, kind)


class Side(ScrollColumn):
    """The choices, from target to split.

    Attributes
    ----------
    planned : Signal(object)
        Another plan.
    """

    planned = Signal(object)

    def __init__(self, state: ImportState, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(content, parent)
        self._state = state
        self.setFixedWidth(_WIDTH)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 8, 0, 12)
        self._column.setSpacing(0)
        self._rows: dict[int, _InputRow] = {}
        self._waiting: list[Column] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._add_more)
        parts = (self._target(), self._balance(), self._inputs(), self._rules(), self._split())
        for part in parts:
            if part is not parts[0]:
                self._column.addWidget(parting_line())
            self._column.addWidget(part)
        self._column.addStretch(1)
        state.loaded.connect(self._renew)
        state.planned.connect(self._show_plan)
        state.built.connect(self._show_numbers)

    # -- making ----------------------------------------------------------------------------------------

    def _target(self) -> QWidget:
        section = QWidget()
        column = QVBoxLayout(section)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(8)
        self.target = ComboField(self.tr("Predict"))
        self.target.chosen.connect(self._predict)
        tasks = [(True, self.tr("Classify")), (False, self.tr("Predict a number"))]
        self.task = Segmented(self.tr("Task"), tasks)
        self.task.changed.connect(self._choose_task)
        column.addWidget(labelled(self.tr("Predict"), self.target, _LABEL))
        column.addWidget(labelled(self.tr("Task"), self.task, _LABEL))
        return section

    def _balance(self) -> QWidget:
        self._classes = Section(self.tr("Class balance"), 16)
        self._class_rows = _note()
        self._classes.add_header_widget(self._class_rows)
        self.balance = ClassBalance()
        self._classes.body.addWidget(self.balance)
        return self._classes

    def _inputs(self) -> QWidget:
        section = Section(self.tr("Inputs"), 16)
        self._input_count = _note()
        section.add_header_widget(self._input_count)
        self._input_list = QVBoxLayout()
        self._input_list.setSpacing(4)
        section.body.addLayout(self._input_list)
        return section

    def _rules(self) -> QWidget:
        section = Section(self.tr("Rules for all columns"), 16)
        section.body.setSpacing(6)
        drop = (Gaps.DROP, self.tr("Leave the row out"))
        numbers = [drop, (Gaps.MEAN, self.tr("Mean")), (Gaps.MEDIAN, self.tr("Median"))]
        unknown = (Gaps.UNKNOWN, self.tr("“Unknown” as a category"))
        words = [drop, (Gaps.FREQUENT, self.tr("Most frequent value")), unknown]
        encodings = [
            (Encoding.ONE_HOT, self.tr("One input each (one-hot)")),
            (Encoding.ORDINAL, self.tr("Numbered in order")),
        ]
        scalings = [
            (Scaling.DEVIATION, self.tr("Mean 0, deviation 1")),
            (Scaling.RANGE, self.tr("From 0 to 1")),
            (Scaling.NONE, self.tr("As they are")),
        ]
        self.rules: dict[str, ComboField] = {}
        for field, text, choices in (
            ("numbers", self.tr("Missing number"), numbers),
            ("words", self.tr("Missing text"), words),
            ("encoding", self.tr("Categories"), encodings),
            ("scaling", self.tr("Scaling"), scalings),
        ):
            combo = ComboField(text, choices)
            combo.chosen.connect(self._rule)
            self.rules[field] = combo
            section.body.addWidget(labelled(text, combo, _LABEL))
        return section

    def _split(self) -> QWidget:
        section = Section(self.tr("Split"), 16)
        section.body.setSpacing(8)
        self.parting = ComboField(self.tr("How rows are parted"))
        self.parting.chosen.connect(self._part)
        self.shares = SplitSlider(self.tr("Split"))
        self.shares.changed.connect(self._share)
        section.body.addWidget(self.parting)
        section.body.addWidget(self.shares)
        return section

    # -- showing ---------------------------------------------------------------------------------------

    def _renew(self) -> None:
        columns = self._state.columns
        self.target.set_choices([(column.index, column.name) for column in columns])
        for row in self._rows.values():
            self._input_list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self._waiting = {}, list(columns[:_MOST_INPUTS])
        self._add_rows()
        partings: list[tuple[object, str]] = [
            ((Parting.STRATIFIED, -1), self.tr("At random, same shares of each class")),
            ((Parting.RANDOM, -1), self.tr("At random")),
        ]
        able = [column for column in columns if 2 <= column.distinct <= 3]
        by = self.tr("By the column {name}")
        partings += [((Parting.COLUMN, c.index), by.format(name=c.name)) for c in able]
        self.parting.set_choices(partings)
        self._show_plan()

    def _add_rows(self) -> None:
        """Make some rows, and the others when the window has drawn these."""
        now, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        for column in now:
            row = _InputRow(column.index, column.name)
            row.used.connect(self._use)
            row.read_as.connect(self._read_as)
            self._rows[column.index] = row
            self._input_list.addWidget(row)
        if self._waiting:
            self._later.start()

    def _add_more(self) -> None:
        self._add_rows()
        self._show_plan()
        self._show_widths()

    def _show_plan(self) -> None:
        plan = self._state.plan
        if plan is None:
            return
        self.target.setValue(plan.target)
        self.task.setValue(plan.classify)
        self._classes.setVisible(plan.classify)
        inputs = plan.inputs()
        for index, row in self._rows.items():
            row.setVisible(index != plan.target)
            row.check.setChecked(index in inputs)
            row.kind.setValue(plan.kinds[index])
        for field, combo in self.rules.items():
            combo.setValue(getattr(plan, field))
        by = plan.parts_by if plan.parting is Parting.COLUMN else -1
        self.parting.setValue((plan.parting, by))
        self.shares.setVisible(plan.parting is not Parting.COLUMN)
        train, validation = round(100 * plan.train), round(100 * plan.validation)
        self.shares.setValue((train, validation, 100 - train - validation))

    def _show_numbers(self) -> None:
        numbers = self._state.numbers
        if numbers is None:
            self._input_count.setText("")
            self._class_rows.setText("")
            return
        self.balance.show_counts(numbers.classes, numbers.counts)
        self._class_rows.setText(self.tr("rows: {count}").format(count=format_number(len(numbers.x))))
        counts = format_number(len(numbers.inputs)), format_number(len(numbers.widths))
        text = self.tr("numbers: {numbers}, columns: {columns}")
        self._input_count.setText(text.format(numbers=counts[0], columns=counts[1]))
        self._show_widths()

    def _show_widths(self) -> None:
        numbers = self._state.numbers
        if numbers is None:
            return
        for index, row in self._rows.items():
            wide = numbers.widths.get(index)
            row.width_.setText("" if wide is None else format_number(wide))

    # -- choosing --------------------------------------------------------------------------------------

    def _plan(self) -> Plan:
        assert self._state.plan is not None
        return self._state.plan

    def _predict(self, index: Any) -> None:
        self.planned.emit(self._plan().with_target(self._state.columns[int(index)]))

    def _choose_task(self, classify: object) -> None:
        plan = replace(self._plan(), classify=bool(classify))
        if plan.parting is not Parting.COLUMN:
            plan = replace(plan, parting=Parting.STRATIFIED if classify else Parting.RANDOM)
        self.planned.emit(plan)

    def _use(self, index: int, used: bool) -> None:
        self.planned.emit(self._plan().with_used(index, used))

    def _read_as(self, index: int, kind: object) -> None:
        self.planned.emit(self._plan().with_kind(index, Kind(str(kind))))

    def _rule(self, _value: object) -> None:
        values: dict[str, Any] = {field: combo.value() for field, combo in self.rules.items()}
        self.planned.emit(replace(self._plan(), **values))

    def _part(self, value: Any) -> None:
        parting, by = value
        self.planned.emit(replace(self._plan(), parting=parting, parts_by=by))

    def _share(self, train: int, validation: int, _test: int) -> None:
        self.planned.emit(replace(self._plan(), train=train / 100, validation=validation / 100))


def _note() -> QLabel:
    label = QLabel()
    set_role(label, "caption")
    return label
