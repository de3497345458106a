"""The person's own pictures: read from files and kept for another time, never in the window's thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal

from nnplayground.app.tasks import in_background
from nnplayground.projects import kept_pictures
from nnplayground.projects.picture_file import read_picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nnplayground.projects.kept_pictures import KeptPicture

__all__ = ["PictureShelf", "own_folder"]


def own_folder() -> Path:
    """Return where a person's own pictures are kept."""
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(base) / "NN Playground" / "pictures"


class PictureShelf(QObject):
    """Keeps pictures to try networks with.

    Attributes
    ----------
    changed : Signal
        :attr:`pictures` are others now.
    opened : Signal(object)
        A picture file was read: an array (height, width, 3) from 0 to 255.
    failed : Signal(object)
        A :class:`PlaygroundError`: why a picture could not be read, kept or removed.
    """

    changed = Signal()
    opened = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None, folder: Path | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._loaded = False
        self.pictures: tuple[KeptPicture, ...] = ()

    @property
    def folder(self) -> Path:
        """Where they are kept."""
        return self._folder if self._folder is not None else own_folder()

    def load(self) -> None:
        """Read the kept pictures, once."""
        if not self._loaded:
            self._loaded = True
            in_background(self, partial(kept_pictures.load, self.folder), self._show, self.failed.emit)

    def keep(self, pixels: NDArray[np.uint8]) -> None:
        """Keep a picture (height, width, 3)."""
        in_background(self, partial(_save, self.folder, pixels), self._show, self.failed.emit)

    def remove(self, picture: KeptPicture) -> None:
        """Keep a picture no longer."""
        in_background(self, partial(_remove, self.folder, picture), self._show, self.failed.emit)

    def open(self, path: Path) -> None:
        """Read a picture file of any kind; :attr:`opened` tells when it is there."""
        in_background(self, partial(read_picture, path), self.opened.emit, self.failed.emit)

    def _show(self, pictures: tuple[KeptPicture, ...]) -> None:
        self.pictures = pictures
        self.changed.emit()


def _save(folder: Path, pixels: NDArray[np.uint8]) -> tuple[KeptPicture, ...]:
    kept_pictures.save(folder, pixels)
    return kept_pictures.load(folder)


def _remove(folder: Path, picture: KeptPicture) -> tuple[KeptPicture, ...]:
    kept_pictures.remove(picture)
    return kept_pictures.load(folder)
