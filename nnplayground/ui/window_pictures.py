"""Pictures of the window's parts: which view an action or a menu means, and what its file is called."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRectF, Qt
from PySide6.QtWidgets import QApplication

from nnplayground.ui.views.drawing import SceneDrawing, WidgetDrawing
from nnplayground.ui.views.host_window import PageWindow
from nnplayground.ui.views.pages.output import OutputPage, output_table
from nnplayground.ui.views.saving import Saver, Subject
from nnplayground.ui.window_title import document_name

if TYPE_CHECKING:
    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.ui.actions import Actions
    from nnplayground.ui.main_window import MainWindow
    from nnplayground.ui.views.page import Page

__all__ = ["WindowPictures"]

_MARGIN = 24


class WindowPictures(QObject):
    """Saves pictures of the window, the network, a card, the output and the pages.

    Parameters
    ----------
    window : MainWindow
    document : Document
    session : Session
    actions : Actions
    """

    def __init__(self, window: MainWindow, document: Document, session: Session, actions: Actions) -> None:
        super().__init__(window)
        self._window, self._document, self._session, self._actions = window, document, session, actions
        self.saver = Saver(window)
        actions.save_picture.triggered.connect(self.save_window)
        actions.save_network.triggered.connect(self.save_network)
        actions.save_card.triggered.connect(self.save_card)
        actions.save_page.triggered.connect(self.save_page)
        window.bottom.menuWanted.connect(self.open_page_menu)
        window.output.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        window.output.customContextMenuRequested.connect(self.open_output_menu)

    def _subject(self, title: str, drawing: WidgetDrawing | SceneDrawing) -> Subject:
        return Subject(f"{document_name(self._document)} {title}".strip(), drawing)

    def save_window(self) -> None:
        """Save all that the window shows."""
        self.saver.save_picture(self._subject("", WidgetDrawing(self._window, "window")))

    def save_network(self) -> None:
        """Save the whole network, at the size of its cards."""
        scene = self._window.canvas.scene
        part = scene.bounds().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        self.saver.save_picture(self._subject(self.tr("network"), SceneDrawing(scene, part)))

    def save_card(self) -> None:
        """Save the selected cards and what lies between them."""
        scene = self._window.canvas.scene
        part = QRectF()
        for id in self._window.canvas.selection():
            card = scene.card_of(id)
            if card is not None:
                part = part.united(card.scene_rect)
        if part.isEmpty():
            self.save_network()
            return
        part = part.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        self.saver.save_picture(self._subject(self.tr("network"), SceneDrawing(scene, part)))

    # -- pages -----------------------------------------------------------------------------------------

    def _page_subject(self, page: Page) -> Subject:
        title = f"{document_name(self._document)} {type(page).title()}"
        return Subject(title, WidgetDrawing(page.picture()), page.table)

    def save_page(self) -> None:
        """Save the page in front of the active window."""
        active = QApplication.activeWindow()
        page = active.page if isinstance(active, PageWindow) else self._window.bottom.current
        self.saver.save_picture(self._page_subject(page))

    def open_page_menu(self, page: Page, at: QPoint) -> None:
        """Open the menu of a page."""
        a = self._actions
        more = [a.enlarge, a.pop_out, a.collapse] if page.window() is self._window else []
        self.saver.menu(self._page_subject(page), at, more)

    # -- the output ------------------------------------------------------------------------------------

    def open_output_menu(self, at: QPoint) -> None:
        """Open the menu of the output."""
        output, host = self._window.output, self._window.bottom
        title = f"{document_name(self._document)} {OutputPage.title()}"
        subject = Subject(title, WidgetDrawing(output), partial(output_table, self._session))
        menu = self.saver.menu(subject, output.mapToGlobal(at))
        enlarge = menu.addAction(self._actions.enlarge.icon(), self.tr("Enlarge"))
        enlarge.triggered.connect(self.enlarge_output)
        pop_out = menu.addAction(self._actions.pop_out.icon(), self.tr("Open in a window of its own"))
        pop_out.triggered.connect(partial(host.pop_out, OutputPage.name))

    def enlarge_output(self) -> None:
        """Show the output in the place of the canvas."""
        self._window.place.show_large(OutputPage.name)
