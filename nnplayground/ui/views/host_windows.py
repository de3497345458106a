"""The windows of their own that pages of the run are moved to, and those of single cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QSize, Signal

from nnplayground.ui.views.card_page import CardPage
from nnplayground.ui.views.host_window import PageWindow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from nnplayground.app.document import Document
    from nnplayground.app.settings import Settings
    from nnplayground.ui.views.page import Page

__all__ = ["PageWindows"]

_CARD = QSize(480, 480)


class PageWindows(QObject):
    """Keeps the windows, and the places where they stood.

    Attributes
    ----------
    closed : Signal(str)
        The person closed the window of the page of this name.
    changed : Signal
        Another set of pages can be seen now.
    menuWanted : Signal(Page, QPoint)
        A page's own menu is asked for at this place of the screen.
    """

    closed = Signal(str)
    changed = Signal()
    menuWanted = Signal(object, object)  # noqa: N815

    def __init__(self, document: Document, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._settings = document, settings
        self._pages: dict[str, PageWindow] = {}
        self._cards: list[PageWindow] = []
        self._actions: Sequence[QAction] = ()
        document.replaced.connect(self._retitle)

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Let these commands' shortcuts work in every window made from now on."""
        self._actions = actions

    def __contains__(self, name: str) -> bool:
        return name in self._pages

    def all(self) -> list[PageWindow]:
        """Return every window."""
        return [*self._pages.values(), *self._cards]

    def names(self) -> list[str]:
        """Return the names of the pages that have a window."""
        return list(self._pages)

    def cards(self) -> list[CardPage]:
        """Return the pages of cards."""
        return [window.page for window in self._cards if isinstance(window.page, CardPage)]

    # -- opening and closing ---------------------------------------------------------------------------

    def open(self, page: Page, geometry: QByteArray | None = None) -> None:
        """Move a page into a window, by default where its window stood last."""
        if geometry is None:
            geometry = self._settings.page_geometry(page.name)
        window = self._pages[page.name] = self._window_of(page)
        self._show(window, geometry, window.sizeHint())

    def open_card(self, page: CardPage, geometry: QByteArray | None) -> None:
        """Show a card's page in a window; it is gone when that is closed."""
        window = self._window_of(page)
        self._cards.append(window)
        self._show(window, geometry, _CARD)

    def take(self, name: str) -> Page | None:
        """Close a page's window and return the page, or None where it has no window."""
        window = self._pages.pop(name, None)
        if window is None:
            return None
        self._settings.set_page_geometry(name, window.saveGeometry())
        page = window.release()
        window.retire()
        return page

    def raise_(self, name: str) -> None:
        """Bring a page's window to the front, if it has one."""
        if name in self._pages:
            self._pages[name].raise_()
            self._pages[name].activateWindow()

    def close_cards(self) -> None:
        """Close the windows of cards."""
        for window in self._cards:
            window.retire()
        self._cards.clear()

    def places(self) -> tuple[tuple[str, QByteArray], ...]:
        """Return the pages' names and where their windows stand."""
        return tuple((name, window.saveGeometry()) for name, window in self._pages.items())

    def card_places(self) -> tuple[tuple[str, QByteArray], ...]:
        """Return the nodes whose cards have a window, and where that stands."""
        pages = [(window.page, window.saveGeometry()) for window in self._cards]
        return tuple((page.node, place) for page, place in pages if isinstance(page, CardPage))

    def _window_of(self, page: Page) -> PageWindow:
        window = PageWindow(page, self._document, self._actions)
        window.closed.connect(self._on_closed)
        window.menuWanted.connect(self.menuWanted)
        return window

    def _show(self, window: PageWindow, geometry: QByteArray | None, size: QSize) -> None:
        if geometry is None or not window.restoreGeometry(geometry):
            window.resize(size)
        window.show()

    def _on_closed(self, page: Page) -> None:
        if page.name in self._pages:
            self.closed.emit(page.name)
            return
        for window in [window for window in self._cards if window.page is page]:
            self._cards.remove(window)
            window.retire()
        self.changed.emit()

    def _retitle(self) -> None:
        for window in self.all():
            window.retitle()
