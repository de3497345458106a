"""One dialog for everything that a run can become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.app.exporting import PREVIEWED, preview
from nnplayground.app.translation import say
from nnplayground.core.errors import PlaygroundError
from nnplayground.exports.format import formats
from nnplayground.ui.exporting.format_list import FormatList
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.views.code_view import CodeView
from nnplayground.ui.widgets import Button, PrimaryButton
from nnplayground.ui.widgets.painting import draw_box, set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from nnplayground.core.experiment import Experiment
    from nnplayground.exports.format import Format

__all__ = ["ExportDialog"]


_SIZE = QSize(900, 600)


class ExportDialog(QDialog):
    """Asks which format.

    Attributes
    ----------
    saveWanted, copyWanted : Signal(str)
        The person decided on a format; with the first the dialog is closed.
    """

    saveWanted = Signal(str)  # noqa: N815
    copyWanted = Signal(str)  # noqa: N815

    def __init__(self, experiment: Experiment, epochs: int, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._experiment, self._epochs = experiment, epochs
        self.list = FormatList(formats().values())
        self._title, self._help, self._state = QLabel(), QLabel(), QLabel()
        self._title.setFont(ui_font(13, QFont.Weight.DemiBold))
        self.code = CodeView(self.tr("Preview"))
        self._frame = _Frame(self.code)
        self._rest = QWidget()  # takes the room of the preview where there is none
        self._lay_out()
        self.list.choose(kind)
        self.list.changed.connect(self._refresh)
        self._refresh()
        self.list.focus()
        self.resize(_SIZE)  # no hint of a size, which Qt cuts to a part of the screen

    def _lay_out(self) -> None:
        for label in (self._help, self._state):
            label.setWordWrap(True)
        set_role(self._help, "secondary")
        right = QVBoxLayout()
        right.setContentsMargins(16, 16, 16, 12)
        right.setSpacing(8)
        right.addWidget(self._title)
        right.addWidget(self._help)
        right.addWidget(self._frame, 1)
        right.addWidget(self._state)
        right.addWidget(self._rest, 1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.list)
        body.addWidget(_Rule(vertical=True))
        body.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(_Rule(vertical=False))
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self.copy = Button(self.tr("Copy"), "copy")
        self.copy.clicked.connect(self._on_copy)
        cancel = Button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save = PrimaryButton(self.tr("Save…"))
        self.save.clicked.connect(self._on_save)
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        row.addWidget(self.copy)
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self.save)
        return row

    # -- what is chosen --------------------------------------------------------------------------------

    def _refresh(self) -> None:
        chosen = self.list.format()
        self._title.setText(say(chosen.title))
        self._help.setText(say(chosen.help))
        problem = self._show(chosen)
        self._state.setText(problem or self._describe(chosen))
        set_role(self._state, "error" if problem else "caption")
        for button in (self.save, self.copy):
            button.setEnabled(not problem)
        self.copy.setVisible(chosen.is_text)
        self._rest.setVisible(self._frame.isHidden())

    def _show(self, chosen: Format) -> str:
        """Show what it will look like; return why it cannot be, if so."""
        self._frame.setVisible(chosen.kind in PREVIEWED)
        try:
            lacking = chosen.missing()
            if lacking is not None:
                raise lacking
            self._experiment.report().require_ok()
            if chosen.kind in PREVIEWED:
                self.code.show_text(preview(chosen.kind, self._experiment).text)
        except PlaygroundError as error:
            self._frame.hide()
            return say(error)
        return ""

    def _describe(self, chosen: Format) -> str:
        if not chosen.trains:
            return self.tr("It holds the whole experiment; training is repeated from its seed.")
        if not self._epochs:
            return self.tr("Nothing is trained yet: it will hold the initial weights.")
        return self.tr("It will hold the run as it stands, after %Ln epoch(s).", "", self._epochs)

    def _on_save(self) -> None:
        kind = self.list.format().kind
        self.accept()
        self.saveWanted.emit(kind)

    def _on_copy(self) -> None:
        self.copyWanted.emit(self.list.format().kind)


class _Frame(QWidget):
    """A field around a text."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 6, 1, 6)
        column.addWidget(content)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = theme().colour
        draw_box(QPainter(self), QRectF(self.rect()), 6, colour("field"), colour("separator"))


class _Rule(QWidget):
    """A line of one pixel."""

    def __init__(self, *, vertical: bool) -> None:
        super().__init__()
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("separator"))
