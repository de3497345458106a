"""Which sentences the window says over the canvas, and when it takes them back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnplayground.app.translation import current_language, say
from nnplayground.train.snapshot import RunState
from nnplayground.ui.widgets import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from nnplayground.app.document import Document
    from nnplayground.train.snapshot import Snapshot

__all__ = ["Announcer", "Choice"]

_READING = 20.0  # seconds that a commentary stays
_WIDTH = 560


@dataclass(frozen=True, slots=True)
class Choice:
    """One sentence with two ways to deal with it.

    Attributes
    ----------
    sentence : str
    ways : ((str, callable), (str, callable))
        Text of a button, verb plus object, and what it does; the first is what most people want.
    """

    sentence: str
    ways: tuple[tuple[str, Callable[[], None]], tuple[str, Callable[[], None]]]


class Announcer(QObject):
    """Owns the one notice of a window.

    Attributes
    ----------
    slower_wanted, report_wanted : Signal
        What the notice offers was chosen.

    Parameters
    ----------
    document : Document
        Whose commentary and problems are told.
    window, area : QWidget
        The notice lies in ``window``, centred at the top of ``area``.
    """

    slower_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, document: Document, window: QWidget, area: QWidget) -> None:
        super().__init__(window)
        self._document, self._area = document, area
        self._trouble = ""
        self._reports = False
        self._ways: tuple[Callable[[], None], Callable[[], None]] | None = None
        self.notice = Notice(window)
        self.notice.triggered.connect(self._act)
        self.notice.declined.connect(self._decline)

    def say(self, sentence: str, kind: str, seconds: float = 4, action: str = "") -> None:
        """Say one sentence; an error stays until it is closed."""
        if self.notice.isVisible() and self.notice.text() == sentence:
            return
        self._reports, self._ways = False, None
        self.notice.say(sentence, kind, seconds=0 if kind == "error" else seconds, action=action)
        self.place()

    def offer(self, choice: Choice) -> None:
        """Say one sentence with two ways to deal with it; it stays until one is taken or it is closed."""
        (first, then), (second, otherwise) = choice.ways
        self._reports, self._ways = False, (then, otherwise)
        self.notice.say(choice.sentence, "warning", action=first, other=second)
        self.place()

    def tell_notes(self) -> None:
        """Say the commentary of a preset: what to watch and what to try."""
        notes = self._document.experiment.notes
        commentary = notes.get(current_language()) or notes.get("en", "")
        if commentary:
            self.say(commentary, "info", seconds=_READING)
        else:
            self.notice.dismiss()

    def tell_trouble(self, snapshot: Snapshot) -> None:
        """Say why training stands still, with a way on; take it back once it goes on."""
        # What the canvas tells of, where it can be mended, need not be said twice.
        broken, diverged = (snapshot.state is state for state in (RunState.BROKEN, RunState.DIVERGED))
        trouble = say(snapshot.message) if broken or diverged else say(snapshot.refusal)
        if not diverged and not self._document.report.ok:
            trouble = ""
        if trouble and trouble != self._trouble:
            action = self.tr("Go back and slow down") if diverged else ""
            self.say(trouble, "error", action=action)
        elif self._trouble and not trouble and self.notice.text() == self._trouble:
            self.notice.dismiss()
        self._trouble = trouble

    def tell_crash(self, error: BaseException) -> None:
        """Say that something unexpected happened; the document is safe."""
        sentence = self.tr(
            "Something unexpected happened: {what}. Your experiment is safe; save it and go on."
        )
        self.say(sentence.format(what=type(error).__name__), "error", action=self.tr("Report…"))
        self._reports = True

    def _act(self) -> None:
        if self._ways is not None:
            self._ways[0]()
            return
        (self.report_wanted if self._reports else self.slower_wanted).emit()

    def _decline(self) -> None:
        if self._ways is not None:
            self._ways[1]()

    def place(self) -> None:
        """Put the notice where it belongs after the window changed its size."""
        width = min(_WIDTH, self._area.width() - 48)
        self.notice.setFixedWidth(width)
        self.notice.adjustSize()
        area = self._area.geometry()
        self.notice.move(area.center().x() - width // 2, area.top() + 48)
