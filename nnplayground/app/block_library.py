"""The blocks the palette offers: shipped ones, and a person's own in the program's data folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal

from nnplayground.app.tasks import in_background
from nnplayground.projects import saved_blocks

if TYPE_CHECKING:
    from nnplayground.core.errors import FileError
    from nnplayground.core.fragment import Fragment
    from nnplayground.projects.saved_blocks import SavedBlock

    Found = tuple[tuple[SavedBlock, ...], tuple[FileError, ...]]

__all__ = ["BlockLibrary", "own_folder"]


def own_folder() -> Path:
    """Return where a person's own blocks are kept."""
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(base) / "NN Playground" / "blocks"


class BlockLibrary(QObject):
    """Reads and writes saved blocks in the background.

    Attributes
    ----------
    changed : Signal
        :attr:`blocks` are others now.
    failed : Signal(object)
        A :class:`PlaygroundError`: why a block could not be saved, removed or read.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.blocks: tuple[SavedBlock, ...] = ()
        self.unreadable: tuple[FileError, ...] = ()

    @property
    def folder(self) -> Path:
        """Where own blocks are kept."""
        return self._folder if self._folder is not None else own_folder()

    def load(self) -> None:
        """Read all blocks."""
        in_background(self, partial(_load, self.folder), self._show, self.failed.emit)

    def save(self, part: Fragment) -> None:
        """Add a block of one's own."""
        in_background(self, partial(_save, self.folder, part), self._show, self.failed.emit)

    def remove(self, block: SavedBlock) -> None:
        """Take a block of one's own away."""
        in_background(self, partial(_remove, self.folder, block), self._show, self.failed.emit)

    def _show(self, found: Found) -> None:
        self.blocks, unreadable = found
        new = [error for error in unreadable if str(error) not in map(str, self.unreadable)]
        self.unreadable = unreadable
        self.changed.emit()
        for error in new[:1]:
            self.failed.emit(error)


def _load(folder: Path) -> Found:
    blocks, unreadable = saved_blocks.own(folder)
    return (*saved_blocks.shipped(), *blocks), unreadable


def _save(folder: Path, part: Fragment) -> Found:
    saved_blocks.save(folder, part)
    return _load(folder)


def _remove(folder: Path, block: SavedBlock) -> Found:
    saved_blocks.remove(block)
    return _load(folder)
