"""A file that another program has written is noticed when its window comes to the front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal

from nnplayground.app.tasks import in_background
from nnplayground.ui.announcer import Choice
from nnplayground.ui.file_questions import moment

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from nnplayground.app.claim import Claim
    from nnplayground.app.document import Document
    from nnplayground.ui.window_files import FileCommands

__all__ = ["FileWatch"]


class FileWatch(QObject):
    """Looks, off the window's thread, whether the document's file is still the one that was read.

    Attributes
    ----------
    offered : Signal(object)
        A :class:`~nnplayground.ui.announcer.Choice`: reload, or keep what is in the window.
    """

    offered = Signal(object)

    def __init__(self, document: Document, files: FileCommands, window: QWidget) -> None:
        super().__init__(files)
        self._document, self._files = document, files
        self._told: datetime | None = None
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self.look()
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """Look once; whoever is writing the file just now knows of the change."""
        claim = self._document.claim
        if claim is not None and not self._files.is_writing:
            in_background(self, lambda: (claim, claim.changed()), self._on_looked)

    def _on_looked(self, found: tuple[Claim, datetime | None]) -> None:
        claim, when = found
        stale = claim is not self._document.claim or self._files.is_writing
        if when is None or when == self._told or stale:
            return
        self._told = when
        edits = self._document.undo_stack.index() if self._document.is_modified else 0
        text = self.tr("Another program saved “{name}” at {time}.")
        if edits:
            text = self.tr("Another program saved “{name}” at {time}. Reloading drops your edits: {count}.")
        said = text.format(name=claim.path.name, time=moment(when), count=edits)
        ways = (
            (self.tr("Reload"), self._files.reload),
            (self.tr("Keep mine"), self._keep),
        )
        self.offered.emit(Choice(said, ways))

    def _keep(self) -> None:
        """Let what is in the window count: it is to be saved, and saving asks nothing any more."""
        claim = self._document.claim
        if claim is not None:
            self._document.keep_mine()
            in_background(self, claim.renew, self._on_kept)

    def _on_kept(self, _nothing: object) -> None:
        self._told = None
