"""What others do with the document's file is noticed: they write it, or close what was open read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

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

_FREE_MS = 5_000  # between two looks at whether a file that is only read is free


class FileWatch(QObject):
    """Looks, off the window's thread, whether the document's file is still the one that was read.

    It looks when the window comes to the front; while the project is only read because it is open elsewhere,
    every few seconds, too.

    Attributes
    ----------
    offered : Signal(object)
        A :class:`~nnplayground.ui.announcer.Choice`: reload, or keep what is in the window; take a project
        over that is free now, or go on reading it.
    """

    offered = Signal(object)

    def __init__(self, document: Document, files: FileCommands, window: QWidget) -> None:
        super().__init__(files)
        self._document, self._files = document, files
        self._told: datetime | None = None
        self._is_looking = self._looks_again = False
        self._declined: Claim | None = None  # that was offered once, and is not offered again
        self._timer = QTimer(self)
        self._timer.setInterval(_FREE_MS)
        self._timer.timeout.connect(self.look)
        document.saved_changed.connect(self._follow)
        window.installEventFilter(self)

    def _follow(self) -> None:
        """Go on looking while the project is only read."""
        if not self._document.read_only:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self.look()
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """Look once; whoever is writing the file just now knows of the change."""
        claim = self._document.claim
        self._looks_again = self._is_looking  # what came up since it began to look would be missed
        if claim is not None and not self._files.is_writing and not self._is_looking:
            self._is_looking, read_only = True, self._document.read_only
            in_background(
                self, lambda: (claim, claim.changed(), read_only and claim.is_free()), self._on_looked
            )

    def _on_looked(self, found: tuple[Claim, datetime | None, bool]) -> None:
        claim, when, is_free = found
        self._is_looking = False
        if self._looks_again:
            self.look()
        if claim is not self._document.claim or self._files.is_writing:
            return
        if when is not None and when != self._told:
            self._told = when
            self._offer_change(claim, when)
        elif is_free and claim is not self._declined and self._document.read_only:
            self._declined = claim
            self._offer_file(claim)

    def _offer_file(self, claim: Claim) -> None:
        """Offer what is no longer open elsewhere."""
        text = self.tr("“{name}” is no longer open elsewhere: it can be edited and saved here.")
        ways = ((self.tr("Take it over"), self._take_over), (self.tr("Stay read-only"), self._stay))
        self.offered.emit(Choice(text.format(name=claim.path.name), ways))

    def _stay(self) -> None:
        """Go on reading."""

    def _take_over(self) -> None:
        claim = self._document.claim
        if claim is not None:
            in_background(self, lambda: (claim, claim.take_over()), self._on_taken)

    def _on_taken(self, found: tuple[Claim, bool]) -> None:
        claim, is_ours = found
        if claim is not self._document.claim:
            claim.release()
        elif is_ours:
            self._document.take_over()
        else:
            self._declined = None
            text = self.tr("Another window has opened “{name}” first; it stays read-only here.")
            self._files.said.emit(text.format(name=claim.path.name), "info")

    def _offer_change(self, claim: Claim, when: datetime) -> None:
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
