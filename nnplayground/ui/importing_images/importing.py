"""From files to the experiment of a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog

from nnplayground.app.settings import Settings
from nnplayground.core.adapt import switch_dataset
from nnplayground.data.image_own import OwnPictures
from nnplayground.data.images.opened import SUFFIXES
from nnplayground.ui.importing.places import found_places
from nnplayground.ui.importing_images.dialog import ImageImportDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from nnplayground.app.document import Document

__all__ = ["ask_files", "ask_folder", "edit_images", "import_images"]

translate = QCoreApplication.translate


def ask_folder(document: Document, parent: QWidget) -> None:
    """Let the person choose a folder of pictures, and import it."""
    name = QFileDialog.getExistingDirectory(
        parent, translate("ImportImages", "A folder with a sub-folder for each class")
    )
    if name:
        import_images(document, [Path(name)], parent)


def ask_files(document: Document, parent: QWidget) -> None:
    """Let the person choose files of pictures, and import them."""
    endings = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    archives = "*-ubyte *-ubyte.gz *.npz *.tar.gz *.tgz data_batch_* test_batch"
    kinds = [
        translate("ImportImages", "Pictures and archives ({endings})").format(
            endings=f"{endings} {archives}"
        ),
        translate("ImportImages", "All files (*)"),
    ]
    title = translate("ImportImages", "Import images")
    names, _kind = QFileDialog.getOpenFileNames(parent, title, "", ";;".join(kinds))
    if names:
        import_images(document, [Path(name) for name in names], parent)


def edit_images(document: Document, parent: QWidget) -> ImageImportDialog | None:
    """Show the pictures of the document again, to change what was chosen at their import.

    They are read from where they came from; where that is not known or no longer there, the person is asked.
    """
    pictures = document.experiment.data.dataset
    if not isinstance(pictures, OwnPictures) or pictures.imported is None:
        return None
    paths = found_places(document, pictures) or _asked_for(pictures, parent)
    if not paths:
        return None
    return _opened(document, ImageImportDialog(paths, None, parent, pictures.imported))


def _asked_for(pictures: OwnPictures, parent: QWidget) -> tuple[Path, ...]:
    """Let the person say where pictures lie now: files if they are called like one, else a folder."""
    title = translate("ImportImages", "Where “{name}” lies now").format(name=pictures.source)
    if Path(pictures.source).suffix:
        names, _kind = QFileDialog.getOpenFileNames(parent, title)
        return tuple(map(Path, names))
    name = QFileDialog.getExistingDirectory(parent, title)
    return (Path(name),) if name else ()


def import_images(document: Document, paths: Sequence[Path], parent: QWidget) -> ImageImportDialog:
    """Open the dialog for files or folders; it changes the experiment once the person agrees."""
    present = document.experiment.data.dataset
    own = present if isinstance(present, OwnPictures) else None
    return _opened(document, ImageImportDialog(paths, own, parent))


def _opened(document: Document, dialog: ImageImportDialog) -> ImageImportDialog:
    _Importing(document, dialog)
    dialog.open()
    return dialog


class _Importing(QObject):
    """Puts what a dialog has read into the experiment; lives as long as the dialog."""

    def __init__(self, document: Document, dialog: ImageImportDialog) -> None:
        super().__init__(dialog)
        self._document, self._paths = document, dialog.paths
        dialog.imported.connect(self._take)

    def _take(self, dataset: OwnPictures) -> None:
        if dataset.imported is not None:
            Settings().add_import_places(dataset.key, self._paths)
        changed = switch_dataset(self._document.experiment, dataset)
        self._document.apply(translate("ImportImages", "Import images"), changed)
