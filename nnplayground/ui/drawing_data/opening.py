"""Coming to the drawing and back to the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnplayground.ui.walkthrough.opening import canvas_actions

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import ProbeRequest
    from nnplayground.ui.actions import Actions
    from nnplayground.ui.drawing_data.page import DrawPage

__all__ = ["Drawing"]


class Drawing(QObject):
    """Lets training go on while data is drawn, and keeps commands away that need the canvas.

    Attributes
    ----------
    made : Signal(QWidget)
        The page was asked for for the first time; it belongs into the window.
    """

    made = Signal(object)

    def __init__(self, document: Document, session: Session, actions: Actions) -> None:
        super().__init__(actions)
        self.is_open = False
        self._document, self._session, self._actions = document, session, actions
        self._page: DrawPage | None = None

    @property
    def page(self) -> DrawPage:
        """The page, made at the first call."""
        if self._page is None:
            from nnplayground.ui.drawing_data.page import DrawPage

            self._page = DrawPage(self._document, self._session)
            self.made.emit(self._page)
        return self._page

    def is_at(self, page: QWidget | None) -> bool:
        """Tell whether this is the page."""
        return page is not None and page is self._page

    def set_open(self, is_open: bool) -> None:
        """Begin to draw, or stop."""
        if is_open == self.is_open:
            return
        self.is_open = is_open
        permits, hidden = self._actions.permits, canvas_actions(self._actions)
        if is_open:
            permits.withdraw(hidden, self.tr("Finish drawing the data first."))
            self.page.begin()
        else:
            self.page.end()
            permits.give_back(hidden)

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what must be in snapshots while it is open."""
        return self.page.wanted_probes() if self.is_open else frozenset()
