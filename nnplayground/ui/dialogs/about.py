"""What this program is, what it stands on, and where its log lies."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFont, QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from nnplayground import __version__
from nnplayground.app.tasks import in_background
from nnplayground.projects.diagnosis import versions
from nnplayground.projects.licences import licences
from nnplayground.projects.logs import log_folder
from nnplayground.ui.dialogs.question import footer
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import logo
from nnplayground.ui.widgets import Button, PrimaryButton
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["About", "Licences"]

_WIDTH = 460
_ROWS, _LINE = 9, 20


class About(QDialog):
    """Names the versions, the devices and the folder of the log.

    Parameters
    ----------
    devices : sequence of (str, str)
        What can be trained on, as (name for ``training.device``, full name).
    parent : QWidget
    """

    def __init__(self, devices: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About NN Playground"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._devices = ", ".join(full or name.upper() for name, full in devices)
        self._facts: Mapping[str, str] = {}
        what = QLabel(
            self.tr(
                "Build, train and look inside neural networks. Everything runs on this computer; "
                "nothing is sent anywhere."
            )
        )
        what.setWordWrap(True)
        set_role(what, "secondary")
        page = QVBoxLayout()
        page.setContentsMargins(16, 20, 16, 16)
        page.setSpacing(14)
        page.addLayout(self._head())
        page.addWidget(what)
        page.addWidget(self._table())
        page.addLayout(self._log())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(page)
        column.addWidget(footer(self._buttons()))
        self.setFixedWidth(_WIDTH)
        in_background(self, partial(versions, __version__), self._show_facts)

    def _head(self) -> QHBoxLayout:
        mark, name = QLabel(), QLabel("NN Playground")
        mark.setPixmap(logo(40, self.devicePixelRatioF()))
        name.setFont(ui_font(18, QFont.Weight.DemiBold))
        version = QLabel(self.tr("Version {version}").format(version=__version__))
        set_role(version, "secondary")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(version)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(mark)
        row.addLayout(words, 1)
        return row

    def _table(self) -> QWidget:
        table = QWidget()
        table.setProperty("panel", "card")
        table.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._grid = QGridLayout(table)
        self._grid.setContentsMargins(12, 10, 12, 10)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        table.setMinimumHeight(_ROWS * _LINE + 20)
        return table

    def _show_facts(self, found: Mapping[str, str]) -> None:
        # The program's own version stands in the head.
        packages = {name: value for name, value in found.items() if name != "NN Playground"}
        self._facts = {**packages, self.tr("Trains on"): self._devices}
        for row, (name, value) in enumerate(self._facts.items()):
            label, number = QLabel(name), QLabel(value)
            set_role(label, "secondary")
            number.setFont(mono_font(12))
            number.setWordWrap(True)
            number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(number, row, 1)

    def _log(self) -> QHBoxLayout:
        where = QLabel(self.tr("The log lies in {folder}.").format(folder=log_folder()))
        where.setWordWrap(True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(where, "caption")
        show = Button(self.tr("Open folder"), "folder", small=True)
        show.clicked.connect(self._open_folder)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(where, 1)
        row.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _buttons(self) -> QHBoxLayout:
        texts, copy = Button(self.tr("Licences")), Button(self.tr("Copy versions"), "copy")
        close = PrimaryButton(self.tr("Close"))
        texts.clicked.connect(self._show_licences)
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(texts)
        row.addStretch()
        row.addWidget(copy)
        row.addWidget(close)
        return row

    def _copy(self) -> None:
        lines = [f"NN Playground {__version__}", *(f"{name}: {value}" for name, value in self._facts.items())]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))

    def _show_licences(self) -> None:
        Licences(self).open()


class Licences(QDialog):
    """The licences of everything that the program carries; read in the background."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Licences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(QSize(720, 600))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(mono_font(11))
        self.text.setAccessibleName(self.windowTitle())
        close = PrimaryButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 16, 16, 16)
        inner.addWidget(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(footer(row))
        in_background(self, licences, self.text.setPlainText)
