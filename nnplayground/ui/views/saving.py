"""What can be kept of a view: a picture in a file or on the clipboard, its numbers as CSV."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from nnplayground.app.tasks import in_background
from nnplayground.app.translation import say
from nnplayground.projects.files import replace_file
from nnplayground.ui.views.drawing import as_image, as_pdf, as_png, as_svg
from nnplayground.ui.widgets import Menu

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction

    from nnplayground.core.errors import PlaygroundError
    from nnplayground.ui.views.drawing import Drawing
    from nnplayground.ui.views.page import Table
    from nnplayground.ui.views.saving_dialog import Choice, PictureDialog

__all__ = ["Saver", "Subject", "csv_text", "file_name"]

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class Subject:
    """Something to keep.

    Attributes
    ----------
    title : str
        Names the file.
    drawing : Drawing
        What its picture shows.
    table : callable, optional
        Returns its numbers, None if there are none yet.
    view : str
        What the person calls it among other views.
    """

    title: str
    drawing: Drawing
    table: Callable[[], Table | None] | None = None
    view: str = ""


class Saver(QObject):
    """Asks how and where, and writes in the background; a file is complete or not there.

    Attributes
    ----------
    said : Signal(str, str)
        A sentence for the person and its kind.
    """

    said = Signal(str, str)

    def __init__(self, window: QWidget) -> None:
        from nnplayground.ui.views.saving_dialog import Choice

        super().__init__(window)
        self._window = window
        self._choice = Choice()
        self._subject: Subject | None = None

    def menu(self, subject: Subject, at: QPoint, more: Sequence[QAction] = ()) -> Menu:
        """Open the menu of a view at a place of the screen; it says what can be kept, then ``more``."""
        menu = Menu("", self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._subject = subject
        menu.addAction(self.tr("Save picture…")).triggered.connect(self._on_save)
        menu.addAction(self.tr("Copy picture")).triggered.connect(self._on_copy)
        table = menu.addAction(self.tr("Save as CSV…"))
        table.triggered.connect(self._on_table)
        table.setEnabled(subject.table is not None)
        menu.addSeparator()
        menu.addActions(list(more))
        menu.popup(at)
        return menu

    def _on_save(self) -> None:
        if self._subject is not None:
            self.save_picture(self._subject)

    def _on_copy(self) -> None:
        from nnplayground.ui.views.saving_dialog import Choice

        if self._subject is not None:
            self.copy_picture(self._subject, Choice())

    def _on_table(self) -> None:
        if self._subject is not None:
            self.save_table(self._subject)

    # -- pictures --------------------------------------------------------------------------------------

    def save_picture(self, subject: Subject) -> PictureDialog:
        """Ask for format, size and ground, then for the file."""
        from nnplayground.ui.views.saving_dialog import PictureDialog

        self._subject = subject
        dialog = PictureDialog(subject.title, subject.drawing, self._choice, self._window)
        dialog.saveWanted.connect(self._save_as)
        dialog.copyWanted.connect(self._copy_as)
        dialog.open()
        return dialog

    def copy_picture(self, subject: Subject, choice: Choice) -> None:
        """Put a picture on the clipboard."""
        QGuiApplication.clipboard().setImage(as_image(subject.drawing, choice.scale, choice.ground))
        self.said.emit(self.tr("The picture is on the clipboard."), "info")

    def _copy_as(self, choice: Choice) -> None:
        self._choice = choice
        if self._subject is not None:
            self.copy_picture(self._subject, choice)

    def _save_as(self, choice: Choice) -> None:
        self._choice, subject = choice, self._subject
        ending = choice.format
        if subject is None:
            return
        path = self._ask(subject.title, ending, f"{ending.upper()} (*.{ending})")
        if path is None:
            return
        if choice.format == "png":
            image = as_image(subject.drawing, choice.scale, choice.ground)
            self._write(path, lambda: as_png(image))
            return
        draw = as_svg if choice.format == "svg" else as_pdf
        drawn = draw(subject.drawing, choice.ground, subject.title)
        self._write(path, lambda: drawn)

    # -- numbers ---------------------------------------------------------------------------------------

    def save_table(self, subject: Subject) -> None:
        """Save the numbers of a view as CSV."""
        table = subject.table() if subject.table is not None else None
        if table is None:
            self.said.emit(self.tr("There are no numbers to save yet."), "warning")
            return
        path = self._ask(subject.title, "csv", "CSV (*.csv)")
        if path is not None:
            self._write(path, lambda: csv_text(table).encode("utf-8"))

    # -- files -----------------------------------------------------------------------------------------

    def _ask(self, title: str, ending: str, kinds: str) -> Path | None:
        start = f"{file_name(title)}.{ending}"
        name, _filter = QFileDialog.getSaveFileName(self._window, self.tr("Save"), start, kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(f".{ending}")

    def _write(self, path: Path, content: Callable[[], bytes]) -> None:
        def work() -> None:
            data = content()
            with replace_file(path) as file:
                file.write(data)

        in_background(self, work, partial(self._done, path), self._fail)

    def _done(self, path: Path, _result: object) -> None:
        self.said.emit(self.tr("Saved {name}.").format(name=path.name), "info")

    def _fail(self, error: PlaygroundError) -> None:
        self.said.emit(say(error), "error")


def csv_text(table: Table) -> str:
    """Return a table as CSV with a header, as RFC 4180 has it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.header)
    writer.writerows(table.rows)
    return text.getvalue()


def file_name(title: str) -> str:
    """Return a title without what file systems forbid."""
    return " ".join(_FORBIDDEN.sub(" ", title).split()).strip(" .")[:80] or "picture"
