"""The bottom dock: one page of the run in front, the others as tabs, any of them in a window of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nnplayground.ui.views.card_page import CardPage
from nnplayground.ui.views.host_slot import Slot
from nnplayground.ui.views.host_tabs import PageTabs, Tab
from nnplayground.ui.views.host_window import PageElsewhere
from nnplayground.ui.views.host_windows import PageWindows
from nnplayground.ui.views.page import Page
from nnplayground.ui.widgets import IconButton

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QResizeEvent, QShowEvent

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.app.settings import Settings
    from nnplayground.train.snapshot import ProbeRequest, Snapshot
    from nnplayground.ui.views.host_window import PageWindow

__all__ = ["HEADER", "HostState", "PageHost"]

HEADER = 33
"""Height of the tabs with their line: what is left of the dock when it is collapsed."""
_CONTROLS = 220
"""Room kept beside the tabs, so that they stay in place whatever controls up to this width a page has."""
_LEAST_TABS = 180
"""What wider controls leave to the tabs; where they cannot, they get a row of their own."""
_AROUND = 38  # margins and gaps between tabs, controls and buttons
_SMALLEST = (320, 120)


@dataclass(frozen=True, slots=True)
class HostState:
    """What a host in another language takes over.

    Attributes
    ----------
    current : str
        Name of the page in front.
    windows : tuple of (str, QByteArray)
        Pages in windows of their own, and the windows' geometry.
    cards : tuple of (str, QByteArray)
        The same of nodes whose cards' pictures have a window.
    chosen : mapping
        What :meth:`Page.state` returned, by the names of pages.
    """

    current: str
    windows: tuple[tuple[str, QByteArray], ...] = ()
    cards: tuple[tuple[str, QByteArray], ...] = ()
    chosen: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


class PageHost(QWidget):
    """Hosts the pages of a document's run.

    A page is made when it is first shown, and hears of the run only while it can be seen. The host speaks the
    language it was made in: make it anew after the language changed.

    Attributes
    ----------
    probesChanged : Signal
        :meth:`wanted_probes` returns something else now.
    nodeChosen : Signal(str)
        A page wants a node selected; empty for none.
    said : Signal(str, str)
        A page has a sentence for the person, of this kind.
    enlargeWanted, leaveWanted, openWanted : Signal
        The person wants the page large, small again, or the collapsed page back.
    menuWanted : Signal(Page, QPoint)
        A page's own menu is asked for at this place of the screen.
    offered : Signal
        :meth:`names` may return others now.
    """

    probesChanged = Signal()  # noqa: N815
    nodeChosen = Signal(str)  # noqa: N815
    said = Signal(str, str)
    enlargeWanted = Signal()  # noqa: N815
    leaveWanted = Signal()  # noqa: N815
    openWanted = Signal()  # noqa: N815
    menuWanted = Signal(object, object)  # noqa: N815
    offered = Signal()

    def __init__(
        self, document: Document, session: Session, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._session, self._settings = document, session, settings
        self._kinds = {kind.name: kind for kind in Page.kinds()}
        self._pages: dict[str, Page] = {}
        self._windows = PageWindows(document, settings, self)
        self._chosen: dict[str, Mapping[str, object]] = {}  # on pages not made yet too
        self._front = ""
        self._is_large = False
        self._docked: list[str] = []
        self.setMinimumWidth(_SMALLEST[0])
        self._lay_out()
        for name, kind in self._kinds.items():
            if kind.is_eager:
                self.page(name)
        document.changed.connect(self._show_tabs)
        self._windows.closed.connect(self.bring_back)
        self._windows.changed.connect(self.probesChanged)
        self._windows.menuWanted.connect(self.menuWanted)
        self._show_tabs()
        self.show_page(settings.page if settings.page in self.tabs.names() else self.tabs.names()[0])

    # -- making ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.tabs = PageTabs()
        self.tabs.chosen.connect(self._choose)
        self.tabs.clicked.connect(self._open)
        self.tabs.doubleClicked.connect(self._on_double_click)
        self._header = QHBoxLayout()
        self._header.setContentsMargins(4, 0, 8, 0)
        self._header.setSpacing(4)
        self._header.addWidget(self.tabs)
        self._header.addStretch()
        self._beside, self._below = Slot(at_right=True), Slot(at_right=False)
        self._below.setContentsMargins(16, 6, 16, 6)
        self._header.addWidget(self._beside)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2)
        self._header.addSpacing(6)
        self._header.addLayout(self._buttons)
        self._stack = QStackedWidget()
        self._stack.setMinimumSize(1, 1)
        self._elsewhere = PageElsewhere()
        self._elsewhere.raised.connect(self._raise_window)
        self._elsewhere.returned.connect(self.bring_back)
        self._stack.addWidget(self._elsewhere)
        self.body = QWidget()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._below)
        inside.addWidget(self._stack, 1)
        self._stand()

    def _stand(self) -> None:
        head = QWidget()
        head.setFixedHeight(HEADER - 1)
        head.setLayout(self._header)
        head.setMinimumWidth(1)
        line = QFrame()
        line.setProperty("role", "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(line)
        column.addWidget(self.body, 1)

    def add_button(self, icon: str, action: QAction) -> IconButton:
        """Put a command at the right end of the tabs."""
        button = IconButton(icon, action.text())
        button.set_action(action)
        self._buttons.addWidget(button)
        return button

    def set_window_actions(self, actions: Sequence[QAction]) -> None:
        """Let these commands' shortcuts work in the pages' own windows too."""
        self._windows.set_actions(actions)

    def page(self, name: str) -> Page:
        """Return a page, made at the first call."""
        if name not in self._pages:
            page = self._kinds[name](self._document, self._session)
            page.restore(self._chosen.get(name, {}))
            page.changed.connect(self._on_page_changed)
            page.nodeChosen.connect(self.nodeChosen)
            page.said.connect(self.said)
            self._pages[name] = page
            self._stack.addWidget(page)
            controls = page.controls()
            if controls is not None:
                controls.setParent(page)
                controls.hide()
        return self._pages[name]

    # -- tabs ------------------------------------------------------------------------------------------

    @property
    def current(self) -> Page:
        """The page whose tab is in front."""
        return self.page(self._front)

    def names(self) -> list[str]:
        """Return the names of the pages that fit the experiment."""
        return self.tabs.names()

    def offers(self, name: str) -> bool:
        """Tell whether a page fits the experiment, be it only when enlarged."""
        return self._kinds[name].fits(self._document.experiment)

    def show_page(self, name: str) -> None:
        """Bring a page to the front, in its window if it has one."""
        if name not in self.tabs.names():
            return
        self.tabs.set_current(name)
        self._bring(name)
        self._raise_window()

    def show_next(self, by: int = 1) -> None:
        """Bring the next page to the front, or the previous one."""
        names = self.tabs.names()
        self.choose(names[(names.index(self._front) + by) % len(names)])

    def choose(self, name: str) -> None:
        """Bring a page to the front as a person does: it is there at the next start too."""
        self.show_page(name)
        self._settings.page = name

    def _choose(self, name: str) -> None:
        self._bring(name)
        self._settings.page = name
        self.openWanted.emit()

    def _open(self, _name: str) -> None:
        self.openWanted.emit()

    def _on_double_click(self, _name: str) -> None:
        self.enlargeWanted.emit()

    def _show_tabs(self) -> None:
        experiment = self._document.experiment
        fitting = [kind for kind in self._kinds.values() if kind.fits(experiment)]
        self.tabs.set_tabs([self._tab(kind) for kind in fitting if self._is_large or not kind.needs_height])
        self.offered.emit()
        for name in self._windows.names():
            if not self.offers(name):
                self.bring_back(name)
        if self._front and self._front not in self.tabs.names():
            self._bring(self.tabs.current)

    def set_large(self, large: bool) -> None:
        """Offer the pages that need height too, or no longer."""
        self._is_large = large
        self._show_tabs()
        self._place_controls()

    def _tab(self, kind: type[Page]) -> Tab:
        page = self._pages.get(kind.name)
        if page is None:
            return Tab(kind.name, kind.title())
        return Tab(kind.name, kind.title(), page.badge(), page.is_alarming())

    def _bring(self, name: str) -> None:
        """Show a page, or that it is in a window of its own."""
        page = self.page(name)
        self._front = name
        if name in self._windows:
            self._elsewhere.show_name(name, type(page).title())
            self._stack.setCurrentWidget(self._elsewhere)
        else:
            self._docked = [*(other for other in self._docked if other != name), name]
            self._stack.setCurrentWidget(page)
            self._feed(page)
        self._place_controls()
        self.probesChanged.emit()

    # -- controls --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_controls()

    def _place_controls(self) -> None:
        """Share the header among tabs and the controls of the page in front."""
        controls = None if self._front in self._windows else self.current.controls()
        free = self.width() - self._buttons.sizeHint().width() - _AROUND
        wide = controls.sizeHint().width() if controls is not None else 0
        beside = wide <= max(_CONTROLS, free - _LEAST_TABS)
        left = free - max(_CONTROLS, wide if beside else 0)
        self.tabs.setFixedWidth(max(1, min(self.tabs.sizeHint().width(), left)))
        self._beside.hold(controls if beside else None)
        self._below.hold(None if beside else controls)

    # -- what can be seen ------------------------------------------------------------------------------

    def visible_pages(self) -> list[Page]:
        """Return the pages a person can see now, in the dock and in windows."""
        pages = [*self._pages.values(), *self._windows.cards()]
        return [page for page in pages if page.isVisible() and not page.window().isMinimized()]

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what the visible pages need."""
        return frozenset().union(*(page.wanted_probes() for page in self.visible_pages()))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Hand a state of the run to the visible pages."""
        for page in self.visible_pages():
            page.show_snapshot(snapshot)

    def _feed(self, page: Page) -> None:
        """Show the newest state at once: a paused run sends no other."""
        if page.isVisible() and self._session.snapshot is not None:
            page.show_snapshot(self._session.snapshot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Catch up after the page in front was hidden or collapsed."""
        if self._front not in self._windows:
            self._feed(self.current)
        self.probesChanged.emit()

    def _on_page_changed(self) -> None:
        self._show_tabs()
        if self._front:
            self._place_controls()
        self.probesChanged.emit()

    # -- windows ---------------------------------------------------------------------------------------

    def pop_out(self, name: str = "") -> None:
        """Move a page, or the one in front, to a window of its own; if it has one, raise that."""
        name = name or self._front
        if name not in self._windows:
            self._open_window(name)
            self._docked = [other for other in self._docked if other != name]
            if name == self._front:
                follower = self._follower()
                self.tabs.set_current(follower)
                self._bring(follower)
            self.probesChanged.emit()
        self._windows.raise_(name)

    def _follower(self) -> str:
        """Return which page the dock shows next: the one shown before, else the first one that is left."""
        docked = [name for name in self.tabs.names() if name not in self._windows]
        before = [name for name in self._docked if name in docked]
        return [self._front, *docked[:1], *before][-1]

    def _open_window(self, name: str, geometry: QByteArray | None = None) -> None:
        page = self.page(name)
        for slot in (self._beside, self._below):
            slot.release(page.controls())
        self._windows.open(page, geometry)
        self._feed(page)

    def open_card(self, node: str, geometry: QByteArray | None = None) -> None:
        """Show the pictures of a node's card in a window; they are gone when that is closed."""
        page = CardPage(self._document, self._session, node)
        page.changed.connect(self.probesChanged)
        self._windows.open_card(page, geometry)
        self._feed(page)
        self.probesChanged.emit()

    def bring_back(self, name: str) -> None:
        """Take a page out of its window, into the dock."""
        page = self._windows.take(name)
        if page is None:
            return
        self._stack.addWidget(page)
        if name == self._front:
            self._bring(name)
        self.probesChanged.emit()

    def _raise_window(self) -> None:
        self._windows.raise_(self._front)

    def windows(self) -> list[PageWindow]:
        """Return the windows of pages."""
        return self._windows.all()

    # -- life ------------------------------------------------------------------------------------------

    def state(self) -> HostState:
        """Return what a host in another language takes over."""
        # What was chosen on a page before the last change of language counts even if it was not opened since.
        chosen = {**self._chosen, **{name: page.state() for name, page in self._pages.items()}}
        return HostState(self._front, self._windows.places(), self._windows.card_places(), chosen)

    def restore(self, state: HostState) -> None:
        """Take over the state of the host before."""
        self._chosen = dict(state.chosen)
        for name, page in self._pages.items():
            page.restore(self._chosen.get(name, {}))
        for name, geometry in state.windows:
            if name in self._kinds and self._kinds[name].fits(self._document.experiment):
                self._open_window(name, geometry)
        for node, geometry in state.cards:
            self.open_card(node, geometry)
        if state.current in self.tabs.names():
            self.tabs.set_current(state.current)
            self._bring(state.current)

    def close_windows(self) -> None:
        """Close the pages' windows, with the one they belong to."""
        for name in self._windows.names():
            self.bring_back(name)
        self._windows.close_cards()

    # -- the person ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leaveWanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menuWanted.emit(self.current, event.globalPos())
