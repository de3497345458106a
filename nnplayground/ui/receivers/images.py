"""Pictures: files, folders, and the archives that sets of them come in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnplayground.ui.receiving import Given, Receiver

if TYPE_CHECKING:
    from nnplayground.ui.main_window import MainWindow

__all__ = ["PictureFiles"]

translate = QCoreApplication.translate


class PictureFiles(Receiver):
    """Opens the dialog that imports pictures."""

    name = "images"
    order = 400

    def takes(self, given: Given) -> bool:
        # A name without an ending may be a folder; whether it is one must not be asked of the disk here.
        from nnplayground.projects.kinds import Kind, kind_of

        known = (kind_of(path) is Kind.PICTURES or not path.suffix for path in given.paths)
        return bool(given.paths) and all(known)

    def what(self) -> str:
        return translate("Receivers", "pictures and folders of pictures")

    def offer(self, given: Given) -> str:
        if len(given.paths) == 1:
            return translate("Receivers", "Import {name}").format(name=Path(given.paths[0]).name)
        # Written so that it needs no plural: lupdate sees those of self.tr only.
        return translate("Receivers", "Import pictures ({count})").format(count=len(given.paths))

    def receive(self, given: Given, window: MainWindow) -> None:
        window.show_playground()
        window.data_panel.import_images(given.paths)
