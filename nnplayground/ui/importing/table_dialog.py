"""The dialog in which a table is looked at, corrected, and imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nnplayground.app.tasks import in_background
from nnplayground.app.translation import say
from nnplayground.core.adapt import switch_dataset
from nnplayground.data.table.reading import SUFFIXES
from nnplayground.data.table.text import ENCODINGS, SEPARATORS, Writing
from nnplayground.projects.imports import experiment_of, hidden_units
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.importing.found import FoundList, ScatterPanel
from nnplayground.ui.importing.preview import Preview
from nnplayground.ui.importing.side import Side
from nnplayground.ui.importing.state import ImportState
from nnplayground.ui.numbers import format_number
from nnplayground.ui.widgets import Button, ComboField, ElidedLabel, PrimaryButton, Switch
from nnplayground.ui.widgets.painting import set_role
from nnplayground.ui.widgets.rows import parting_line

if TYPE_CHECKING:
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.core.experiment import Experiment
    from nnplayground.data.table.plan import Plan
    from nnplayground.data.table_own import OwnTable
    from nnplayground.ui.importing.state import Former

__all__ = ["TableDialog", "ask_name"]

translate = QCoreApplication.translate
_SIZE = (1240, 800)
_CODES = {
    "utf-8-sig": "UTF-8",
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "utf-16": "UTF-16",
}


class TableDialog(QDialog):
    """Shows a table and imports it.

    Parameters
    ----------
    source : Path, str or OwnTable
        A file, a text that was copied, or the numbers that were kept of either.
    before : Experiment
        Whose network may be kept.
    former : Former, optional
        The import that is to be changed: its choices are the first ones.

    Attributes
    ----------
    imported : Signal(object, bool)
        The experiment with the table, and whether its network is a new one.
    """

    imported = Signal(object, bool)

    def __init__(
        self,
        source: Path | str | OwnTable,
        before: Experiment,
        parent: QWidget | None = None,
        former: Former | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._before = before
        self.state = ImportState(source, self, former)
        self.setWindowTitle(self.tr("Import table"))
        room = parent.size() if parent is not None else self.size()
        self.resize(min(_SIZE[0], max(900, room.width() - 60)), min(_SIZE[1], max(600, room.height() - 60)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._waiting())
        self._pages.addWidget(self._table())
        for part, stretch in (
            (self._head(), 0),
            (parting_line(), 0),
            (self._pages, 1),
            (parting_line(), 0),
            (self._foot(), 0),
        ):
            column.addWidget(part, stretch)
        self._connect()
        self._name()
        self.fresh.setChecked(former is None)
        self.state.read(former.writing if former is not None else None)

    # -- making ----------------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 10, 16, 10)
        row.setSpacing(8)
        self._title, self._size = ElidedLabel(), QLabel()
        self._title.setFont(ui_font(14, QFont.Weight.DemiBold))
        set_role(self._size, "caption")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._size)
        row.addLayout(texts, 1)
        row.addSpacing(8)
        self._text_options = QWidget()
        options = QHBoxLayout(self._text_options)
        options.setContentsMargins(0, 0, 0, 0)
        options.setSpacing(8)
        separators = {
            ",": self.tr("Comma"),
            ";": self.tr("Semicolon"),
            "\t": self.tr("Tab"),
            "|": self.tr("Bar"),
            " ": self.tr("Space"),
        }
        decimals = [(".", self.tr("Point")), (",", self.tr("Comma"))]
        self.separator = ComboField(self.tr("Separator"), [(mark, separators[mark]) for mark in SEPARATORS])
        self.decimal = ComboField(self.tr("Decimal"), decimals)
        self.encoding = ComboField(self.tr("Text"), [(code, _CODES[code]) for code in ENCODINGS])
        for combo in (self.separator, self.decimal, self.encoding):
            label = QLabel(combo.accessibleName())
            set_role(label, "secondary")
            options.addWidget(label)
            options.addWidget(combo)
            combo.chosen.connect(self._rewrite)
        self.names = Switch(self.tr("First row is names"))
        self.names.clicked.connect(self._rewrite)
        options.addWidget(self.names)
        row.addWidget(self._text_options)
        other = Button(self.tr("Other file"), "folder")
        other.clicked.connect(self._other)
        row.addWidget(other)
        return head

    def _waiting(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(2)
        self._message = QLabel()
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setFont(ui_font(13))
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setFixedWidth(320)
        column.addWidget(self._message)
        column.addSpacing(12)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    def _table(self) -> QWidget:
        self.preview, self.side = Preview(self.state), Side(self.state)
        self.found, self.scatter = FoundList(self.state), ScatterPanel(self.state)
        low = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.found, self.scatter):
            low.addWidget(part)
        low.setSizes([480, 400])
        left = QSplitter(Qt.Orientation.Vertical)
        left.setChildrenCollapsible(False)
        left.addWidget(self.preview)
        left.addWidget(low)
        left.setSizes([360, 260])
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        line = QFrame()
        line.setProperty("role", "line-vertical")
        line.setFixedWidth(1)
        row.addWidget(left, 1)
        row.addWidget(line)
        row.addWidget(self.side)
        return page

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 12, 16, 12)
        row.setSpacing(8)
        self._ready = QLabel()
        self._ready.setWordWrap(True)
        self.fresh = QCheckBox(self.tr("Build a starting network"))
        self.fresh.setChecked(True)
        cancel = Button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.accept_button = PrimaryButton(self.tr("Import"), "import")
        self.accept_button.clicked.connect(self._import)
        row.addWidget(self._ready, 1)
        for widget in (self.fresh, cancel, self.accept_button):
            row.addWidget(widget)
        return foot

    def _connect(self) -> None:
        state = self.state
        state.progressed.connect(self._progress)
        state.loaded.connect(self._on_loaded)
        state.failed.connect(self._on_failed)
        state.planned.connect(self._on_planned)
        state.built.connect(self._on_built)
        for part in (self.preview, self.side, self.found):
            part.planned.connect(self._plan)

    # -- what happens ----------------------------------------------------------------------------------

    def _plan(self, plan: Plan) -> None:
        self.state.set_plan(plan)

    def _name(self) -> None:
        source = self.state.source
        name = self.tr("the clipboard")
        if not isinstance(source, str):
            name = source.name if isinstance(source, Path) else source.source
        self._title.setText(self.tr("Import {name}").format(name=name))
        self._message.setText(self.tr("Reading {name}").format(name=name))
        set_role(self._message, "secondary")
        self._text_options.hide()
        self.bar.setValue(0)
        self.bar.show()
        self._pages.setCurrentIndex(0)
        self.accept_button.setEnabled(False)

    def _progress(self, share: float) -> None:
        self.bar.setValue(round(100 * share))

    def _on_loaded(self) -> None:
        table = self.state.table
        assert table is not None
        self._pages.setCurrentIndex(1)
        text = self.tr("Rows: {rows}, columns: {columns}, {size} KB")
        rows, columns = format_number(table.rows), format_number(len(table.names))
        size = format_number(table.size / 1024, 0 if table.size > 10_240 else 1)
        self._size.setText(text.format(rows=rows, columns=columns, size=size))
        self._text_options.setVisible(table.writing is not None)
        if table.writing is not None:
            self.separator.setValue(table.writing.separator)
            self.decimal.setValue(table.writing.decimal)
            self.encoding.setValue(table.writing.encoding)
            self.names.setChecked(table.writing.names)

    def _on_failed(self, error: PlaygroundError) -> None:
        self._message.setText(say(error))
        set_role(self._message, "error")
        self.bar.hide()
        self._pages.setCurrentIndex(0)
        self._text_options.setVisible(self.state.table is not None)
        self.accept_button.setEnabled(False)

    def _on_planned(self) -> None:
        self.accept_button.setEnabled(False)

    def _on_built(self) -> None:
        numbers, problem = self.state.numbers, self.state.problem
        self.accept_button.setEnabled(numbers is not None)
        set_role(self._ready, "error" if numbers is None else "secondary")
        if numbers is None:
            self._ready.setText(say(problem) if problem is not None else "")
            return
        rows, inputs = format_number(len(numbers.x)), format_number(len(numbers.inputs))
        classes = len(numbers.classes)
        text = self.tr("Ready: rows {rows}, inputs {inputs}, classes {classes}")
        if not classes:
            text = self.tr("Ready: rows {rows}, inputs {inputs}, one number to predict")
        self._ready.setText(text.format(rows=rows, inputs=inputs, classes=classes))
        self.accept_button.setText(self.tr("Import rows: {count}").format(count=rows))
        self.accept_button.updateGeometry()
        sizes = (
            f"{len(numbers.inputs)}\u2013{hidden_units(numbers)}\u2013{max(1, classes if classes > 2 else 1)}"
        )
        self.fresh.setText(self.tr("Build a starting network {sizes}").format(sizes=sizes))

    def _rewrite(self) -> None:
        """Read the text again as the person says it is written."""
        writing = Writing(
            str(self.separator.value()),
            str(self.decimal.value()),
            str(self.encoding.value()),
            self.names.isChecked(),
        )
        self.state.read(writing)

    def _other(self) -> None:
        name = ask_name(self)
        if name is not None:
            self.state.source = name
            self._name()
            self.state.read()

    def _import(self) -> None:
        numbers, before, fresh = self.state.numbers, self._before, self.fresh.isChecked()
        if numbers is None:
            return
        self.accept_button.setEnabled(False)

        def made() -> Experiment:
            if fresh:
                return experiment_of(numbers, before.data.seed)
            config = numbers.config(before.data)
            switched = switch_dataset(before, config.dataset)
            return switched.replace(data=config)

        in_background(self, made, self._on_made, self._on_refused)

    def _on_made(self, experiment: Experiment) -> None:
        self.imported.emit(experiment, self.fresh.isChecked())
        self.accept()

    def _on_refused(self, error: PlaygroundError) -> None:
        set_role(self._ready, "error")
        self._ready.setText(say(error))

    def done(self, result: int) -> None:
        self.state.stop()
        super().done(result)


def ask_name(parent: QWidget) -> Path | None:
    """Let the person choose a table; None if none was."""
    kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    title = translate("TableImport", "Import table")
    tables = translate("TableImport", "Tables")
    name, _filter = QFileDialog.getOpenFileName(parent, title, "", f"{tables} ({kinds})")
    return Path(name) if name else None
