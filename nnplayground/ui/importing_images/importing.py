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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from nnplayground.app.document import Document
    from nnplayground.ui.importing_images.dialog import ImageImportDialog

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

    They are read from where they came from; what is no longer there, the person is asked for. Where it was
    never known, the pictures are what they were made into.
    """
    from nnplayground.ui.importing_images.dialog import ImageImportDialog

    pictures = document.experiment.data.dataset
    if not isinstance(pictures, OwnPictures):
        return None
    if not pictures.imports:
        return _opened(document, ImageImportDialog((), pictures, parent))
    places = []
    for number, choices in enumerate(pictures.imports):
        name = choices.source or pictures.source
        found = found_places(document, _place_key(pictures, number), name) or _asked_for(name, parent)
        if not found:
            return None
        places.append(found)
    return _opened(document, ImageImportDialog(places, None, parent, pictures.imports))


def _place_key(pictures: OwnPictures, number: int) -> str:
    """Return what the settings know the places of one of the imports by."""
    return f"{pictures.key}/{number}" if number else pictures.key


def _asked_for(source: str, parent: QWidget) -> tuple[Path, ...]:
    """Let the person say where pictures lie now: files if they are called like one, else a folder."""
    title = translate("ImportImages", "Where “{name}” lies now").format(name=source)
    if Path(source).suffix:
        names, _kind = QFileDialog.getOpenFileNames(parent, title)
        return tuple(map(Path, names))
    name = QFileDialog.getExistingDirectory(parent, title)
    return (Path(name),) if name else ()


def import_images(document: Document, paths: Sequence[Path], parent: QWidget) -> ImageImportDialog:
    """Open the dialog for files or folders; it changes the experiment once the person agrees."""
    from nnplayground.ui.importing_images.dialog import ImageImportDialog

    present = document.experiment.data.dataset
    own = present if isinstance(present, OwnPictures) else None
    return _opened(document, ImageImportDialog([paths], own, parent))


def _opened(document: Document, dialog: ImageImportDialog) -> ImageImportDialog:
    _Importing(document, dialog)
    dialog.open()
    return dialog


class _Importing(QObject):
    """Puts what a dialog has read into the experiment; lives as long as the dialog."""

    def __init__(self, document: Document, dialog: ImageImportDialog) -> None:
        super().__init__(dialog)
        self._document, self._dialog = document, dialog
        dialog.imported.connect(self._take)

    def _take(self, dataset: OwnPictures) -> None:
        self._remember(dataset)
        changed = switch_dataset(self._document.experiment, dataset)
        self._document.apply(translate("ImportImages", "Import images"), changed)

    def _remember(self, dataset: OwnPictures) -> None:
        """Remember where each import lies; the first are those of the pictures that were there before."""
        settings, present = Settings(), self._document.experiment.data.dataset
        places = list(self._dialog.places)
        if isinstance(present, OwnPictures) and len(dataset.imports) > len(places):
            before = range(len(dataset.imports) - len(places))
            places = [*(settings.import_places(_place_key(present, number)) for number in before), *places]
        for number, paths in enumerate(places[: len(dataset.imports)]):
            if paths:
                settings.add_import_places(_place_key(dataset, number), paths)
