"""Project files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnplayground.projects.kinds import PROJECTS
from nnplayground.ui.receiving import Given, Receiver

if TYPE_CHECKING:
    from nnplayground.ui.main_window import MainWindow

__all__ = ["ProjectFiles"]

translate = QCoreApplication.translate
_MOST = 8  # windows at once; more is a slip of the hand


class ProjectFiles(Receiver):
    """Opens the first file here and the others in windows of their own."""

    name = "projects"
    order = 100
    suffixes = PROJECTS

    def what(self) -> str:
        return translate("Receivers", "projects (.nnp, .json)")

    def offer(self, given: Given) -> str:
        if len(given.paths) == 1:
            return translate("Receivers", "Open {name}").format(name=given.paths[0].name)
        said = translate("Receivers", "Open projects, each in its window: {count}")
        return said.format(count=len(given.paths))

    def receive(self, given: Given, window: MainWindow) -> None:
        from nnplayground.ui.new_window import open_in_new_window

        window.files.open_path(given.paths[0])
        for path in given.paths[1:_MOST]:
            open_in_new_window(path)
