"""Coming into the walk-through and out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from nnplayground.app.document import Document
    from nnplayground.app.samples import SampleChoice
    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import ProbeRequest
    from nnplayground.ui.actions import Actions
    from nnplayground.ui.walkthrough.page import WalkPage

__all__ = ["Walk", "canvas_actions"]


class Walk(QObject):
    """Pauses training while a sample is walked through, and keeps commands away that need the canvas.

    Attributes
    ----------
    made : Signal(QWidget)
        The page was asked for for the first time; it belongs into the window.
    """

    made = Signal(object)

    def __init__(self, document: Document, session: Session, samples: SampleChoice, actions: Actions) -> None:
        super().__init__(actions)
        self.is_open = False
        self._document, self._samples = document, samples
        self._session, self._actions = session, actions
        self._page: WalkPage | None = None

    @property
    def page(self) -> WalkPage:
        """The page, made at the first call."""
        if self._page is None:
            from nnplayground.ui.walkthrough.page import WalkPage

            self._page = WalkPage(self._document, self._samples)
            self.made.emit(self._page)
        return self._page

    def is_at(self, page: QWidget | None) -> bool:
        """Tell whether this is the page."""
        return page is not None and page is self._page

    def set_open(self, is_open: bool) -> None:
        """Begin a walk, or end it."""
        if is_open == self.is_open:
            return
        self.is_open = is_open
        if is_open:
            self._session.pause()
            self._actions.permits.withdraw(self._hidden(), self.tr("Leave the walk-through first."))
            self.page.begin()
        else:
            self.page.end()
            self._actions.permits.give_back(self._hidden())

    def _hidden(self) -> list[QAction]:
        """Return what would edit or train what cannot be seen; undo, files and help stay."""
        a = self._actions
        return [a.play, a.step, a.step_epoch, a.reset, a.reseed, *canvas_actions(a)]

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what must be in snapshots while it is open."""
        return self.page.wanted_probes() if self.is_open else frozenset()


def canvas_actions(a: Actions) -> list[QAction]:
    """Return what edits or moves the network or its docks, for pages that lie over them."""
    edits = [a.walk, a.cut, a.copy, a.paste, a.duplicate, a.delete, a.select_all, a.rename, a.mute, a.group]
    graph = [a.ungroup, a.fold, a.save_block, a.arrange, a.tidy, a.add_layer, a.search_layers]
    more = [a.add_note, a.add_frame, a.apply_fix, a.fix_all, a.select_upstream, a.select_downstream]
    aligned = [a.align_left, a.align_centre, a.align_right, a.align_top, a.align_middle, a.align_bottom]
    views = [a.distribute_horizontally, a.distribute_vertically, a.select_path, a.fit, a.blocks]
    docks = [a.cards, a.neuron, a.left_dock, a.right_dock, a.bottom_dock]
    return [*edits, *graph, *more, *aligned, *views, *docks]
