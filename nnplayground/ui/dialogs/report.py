"""A report of a problem: the person sees every word of it, and nothing is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from nnplayground import __version__
from nnplayground.app.tasks import in_background
from nnplayground.app.translation import say
from nnplayground.projects.diagnosis import facts, log_tail, without_names
from nnplayground.projects.files import replace_file
from nnplayground.ui.dialogs.question import footer
from nnplayground.ui.fonts import mono_font
from nnplayground.ui.widgets import Button, PrimaryButton
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nnplayground.app.document import Document
    from nnplayground.core.errors import PlaygroundError

__all__ = ["Report"]

_SIZE = QSize(760, 640)


class Report(QDialog):
    """Puts versions, log and experiment together, each only if ticked.

    Parameters
    ----------
    document : Document
    devices : sequence of (str, str)
        What can be trained on.
    parent : QWidget
    """

    def __init__(self, document: Document, devices: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Report a problem"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)
        named = ", ".join(full or name for name, full in devices)
        experiment = document.unchanged
        self._parts: dict[str, str] = {}
        self.what = QPlainTextEdit()
        self.what.setFixedHeight(84)
        self.what.setTabChangesFocus(True)
        self.what.setAccessibleName(self.tr("What happened, and what did you expect?"))
        self.what.textChanged.connect(self._refresh)
        self.ticks = {
            "facts": self._tick(self.tr("Versions and system"), ticked=True),
            "log": self._tick(self.tr("The end of the log, 200 lines"), ticked=True),
            "experiment": self._tick(self.tr("This experiment, without its weights"), ticked=False),
        }
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setFont(mono_font(11))
        self.preview.setAccessibleName(self.tr("The whole report"))
        self._lay_out()
        in_background(self, lambda: _gather(named, experiment.to_json), self._show_parts)
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def text(self) -> str:
        """Return the report: what is shown, and nothing else."""
        return self.preview.toPlainText()

    # -- making ----------------------------------------------------------------------------------------

    def _tick(self, text: str, *, ticked: bool) -> QCheckBox:
        tick = QCheckBox(text)
        tick.setChecked(ticked)
        tick.toggled.connect(self._refresh)
        return tick

    def _lay_out(self) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 16, 16, 16)
        inner.setSpacing(8)
        inner.addWidget(_caption(self.what.accessibleName()))
        inner.addWidget(self.what)
        inner.addSpacing(4)
        for tick in self.ticks.values():
            inner.addWidget(tick)
        inner.addSpacing(4)
        shown = self.tr("The whole report. Names of folders and people are left out.")
        inner.addWidget(_caption(shown))
        inner.addWidget(self.preview, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(footer(self._buttons()))

    def _buttons(self) -> QHBoxLayout:
        self.said = _caption(self.tr("Nothing is sent by itself."))
        copy, save = Button(self.tr("Copy"), "copy"), PrimaryButton(self.tr("Save as file…"))
        close = Button(self.tr("Close"))
        copy.clicked.connect(self.copy)
        save.clicked.connect(self._ask_file)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.said, 1)
        for button in (close, copy, save):
            row.addWidget(button)
        return row

    # -- what happens ----------------------------------------------------------------------------------

    def _show_parts(self, parts: dict[str, str]) -> None:
        self._parts = parts
        self._refresh()

    def _refresh(self) -> None:
        titles = {"facts": "Versions and system", "log": "Log", "experiment": "Experiment"}
        chosen = [
            f"## {titles[name]}\n\n```\n{self._parts[name].rstrip()}\n```"
            for name, tick in self.ticks.items()
            if tick.isChecked() and self._parts.get(name)
        ]
        described = without_names(self.what.toPlainText().strip())
        self.preview.setPlainText("\n\n".join(filter(None, [described, *chosen])) + "\n")

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())
        self.said.setText(self.tr("The report is on the clipboard."))

    def _ask_file(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Save report"), "nn-playground-report.md", self.tr("Texts") + " (*.md *.txt)"
        )
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write the report to a file."""
        text = self.text()
        in_background(self, lambda: _write(path, text), self._on_saved, self._on_failed)

    def _on_saved(self, name: str) -> None:
        self.said.setText(self.tr("Saved {name}.").format(name=name))

    def _on_failed(self, error: PlaygroundError) -> None:
        self.said.setText(say(error))


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    set_role(label, "caption")
    return label


def _write(path: Path, text: str) -> str:
    with replace_file(path) as file:
        file.write(text.encode())
    return path.name


def _gather(devices: str, experiment: Callable[[], str]) -> dict[str, str]:
    """Read what a report may hold; names are taken out of each part."""
    found = facts(__version__, devices)
    width = max(map(len, found))
    said = "\n".join(f"{name:{width}}  {value}" for name, value in found.items())
    parts = {"facts": said, "log": log_tail(), "experiment": experiment()}
    return {name: without_names(text) for name, text in parts.items()}
