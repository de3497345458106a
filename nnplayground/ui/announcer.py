"""Which sentences the window says over the canvas, and when it takes them back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnplayground.app.translation import current_language, say
from nnplayground.train.snapshot import RunState
from nnplayground.ui.numbers import format_number
from nnplayground.ui.widgets import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
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
    session : Session
        Its run.
    window, area : QWidget
        The notice lies in ``window``, centred at the top of ``area``.
    """

    slower_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, document: Document, session: Session, window: QWidget, area: QWidget) -> None:
        super().__init__(window)
        self._document, self._session, self._area = document, session, area
        self._trouble = ""
        self._act: Callable[[], None] = self.slower_wanted.emit
        self._decline: Callable[[], None] | None = None
        self._left = -1  # the step from which a branch is offered
        self.notice = Notice(window)
        self.notice.triggered.connect(self._do)
        self.notice.declined.connect(self._leave)
        session.past_left.connect(self.tell_return)

    def say(self, sentence: str, kind: str, seconds: float = 4, action: str = "") -> None:
        """Say one sentence; an error stays until it is closed."""
        if self.notice.isVisible() and self.notice.text() == sentence:
            return
        self._act, self._decline, self._left = self.slower_wanted.emit, None, -1
        self.notice.say(sentence, kind, seconds=0 if kind == "error" else seconds, action=action)
        self.place()

    def offer(self, choice: Choice) -> None:
        """Say one sentence with two ways to deal with it; it stays until one is taken or it is closed."""
        (first, then), (second, otherwise) = choice.ways
        self._act, self._decline, self._left = then, otherwise, -1
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
        if self._left > snapshot.present[1]:  # that was another run
            self.notice.dismiss()
            self._left = -1
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
        self._act = self.report_wanted.emit

    def tell_return(self, left: Snapshot) -> None:
        """Say that what was done has led back to the present, and offer to go on from the moment left."""
        sentence = self.tr(
            "Back at the present (epoch {present}), where changes act. "
            "A branch goes on from epoch {epoch} with the settings of now."
        )
        epoch = format_number(left.epoch)
        said = sentence.format(present=format_number(left.present[0]), epoch=epoch)
        action = self.tr("Branch from epoch {epoch}").format(epoch=epoch)
        self.say(said, "info", seconds=_READING, action=action)
        self._left, self._act = left.step, self._branch

    def _branch(self) -> None:
        self._session.branch_from(self._left)

    def _do(self) -> None:
        self._act()

    def _leave(self) -> None:
        if self._decline is not None:
            self._decline()

    def place(self) -> None:
        """Put the notice where it belongs after the window changed its size."""
        width = min(_WIDTH, self._area.width() - 48)
        self.notice.setFixedWidth(width)
        self.notice.adjustSize()
        area = self._area.geometry()
        self.notice.move(area.center().x() - width // 2, area.top() + 48)
