"""Pictures of the window's parts: which view an action or a menu means, and what its file is called."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRectF, Qt
from PySide6.QtWidgets import QApplication

from nnplayground.ui.page_help import PageHelp
from nnplayground.ui.views.drawing import SceneDrawing, WidgetDrawing
from nnplayground.ui.views.host_window import PageWindow
from nnplayground.ui.views.page import Page
from nnplayground.ui.views.pages.output import OutputPage, output_table
from nnplayground.ui.views.saving import Saver, Subject
from nnplayground.ui.window_title import document_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.ui.actions import Actions
    from nnplayground.ui.main_window import MainWindow
    from nnplayground.ui.page_help import Explained
    from nnplayground.ui.views.drawing import Drawing
    from nnplayground.ui.views.filming_dialog import FilmDialog
    from nnplayground.ui.views.page import Table
    from nnplayground.ui.widgets import Menu

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
        self._help = PageHelp(window.bottom)
        self._asked: tuple[Explained, QPoint] | None = None
        actions.save_picture.triggered.connect(self.save_window)
        actions.save_network.triggered.connect(self.save_network)
        actions.pop_out_card.triggered.connect(self.pop_out_card)
        actions.save_card.triggered.connect(self.save_card)
        actions.film.triggered.connect(self.make_film)
        actions.save_page.triggered.connect(self.save_page)
        window.bottom.menuWanted.connect(self.open_page_menu)
        window.right.popOutWanted.connect(self.pop_out_output)
        window.output.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        window.output.customContextMenuRequested.connect(self.open_output_menu)

    def _subject(
        self, view: str, drawing: Drawing, table: Callable[[], Table | None] | None = None
    ) -> Subject:
        return Subject(f"{document_name(self._document)} {view}".strip(), drawing, table, view)

    def _window_subject(self) -> Subject:
        return self._subject(self.tr("Window"), WidgetDrawing(self._window, "window"))

    def _network_subject(self, part: QRectF) -> Subject:
        part = part.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        return self._subject(self.tr("Network"), SceneDrawing(self._window.canvas.scene, part))

    def save_window(self) -> None:
        """Save all that the window shows."""
        self.saver.save_picture(self._window_subject())

    def save_network(self) -> None:
        """Save the whole network, at the size of its cards."""
        self.saver.save_picture(self._network_subject(self._window.canvas.scene.bounds()))

    def save_card(self) -> None:
        """Save the selected cards and what lies between them."""
        scene = self._window.canvas.scene
        part = QRectF()
        for id in self._window.canvas.selection():
            card = scene.card_of(id)
            if card is not None:
                part = part.united(card.scene_rect)
        self.saver.save_picture(self._network_subject(scene.bounds() if part.isEmpty() else part))

    def pop_out_card(self) -> None:
        """Show the pictures of each selected card in a window."""
        for id in self._window.canvas.selection():
            self._window.bottom.open_card(id)

    # -- pages -----------------------------------------------------------------------------------------

    def _page_subject(self, page: Page) -> Subject:
        has_table = type(page).table is not Page.table
        drawing = WidgetDrawing(page.picture())
        return self._subject(page.caption(), drawing, page.table if has_table else None)

    def save_page(self) -> None:
        """Save the page in front of the active window."""
        active = QApplication.activeWindow()
        page = active.page if isinstance(active, PageWindow) else self._window.bottom.current
        self.saver.save_picture(self._page_subject(page))

    def open_page_menu(self, page: Page, at: QPoint) -> None:
        """Open the menu of a page."""
        a = self._actions
        more = [a.enlarge, a.pop_out, a.collapse] if page.window() is self._window else []
        self._add_help(self.saver.menu(self._page_subject(page), at, more), page, at)

    def _add_help(self, menu: Menu, view: Explained, at: QPoint) -> None:
        """Offer to explain a view, below all else, where it has something to say."""
        if view.topic() is None:
            return
        self._asked = view, at
        menu.addSeparator()
        action = menu.addAction(self._actions.explain.icon(), self.tr("What is this?"))
        action.triggered.connect(self._explain)

    def _explain(self) -> None:
        if self._asked is not None:
            self._help.explain(*self._asked)

    # -- the output ------------------------------------------------------------------------------------

    def _output_subject(self) -> Subject:
        drawing = WidgetDrawing(self._window.output)
        return self._subject(OutputPage.title(), drawing, partial(output_table, self._session))

    def open_output_menu(self, at: QPoint) -> None:
        """Open the menu of the output."""
        output = self._window.output
        menu = self.saver.menu(self._output_subject(), output.mapToGlobal(at))
        enlarge = menu.addAction(self._actions.enlarge.icon(), self.tr("Enlarge"))
        enlarge.triggered.connect(self.enlarge_output)
        pop_out = menu.addAction(self._actions.pop_out.icon(), self.tr("Open in a window of its own"))
        pop_out.triggered.connect(self.pop_out_output)
        self._add_help(menu, output, output.mapToGlobal(at))

    def pop_out_output(self) -> None:
        """Show the output in a window of its own as well."""
        self._window.bottom.pop_out(OutputPage.name)

    def enlarge_output(self) -> None:
        """Show the output in the place of the canvas."""
        self._window.place.show_large(OutputPage.name)

    # -- films -----------------------------------------------------------------------------------------

    def make_film(self) -> FilmDialog:
        """Ask which of the views that can be seen becomes a film of the training."""
        from nnplayground.ui.views.filming_dialog import FilmDialog

        window = self._window
        subjects = [self._output_subject()] if window.output.isVisible() else []
        subjects += [self._page_subject(page) for page in window.bottom.visible_pages()]
        if window.canvas.isVisible():
            subjects.append(self._network_subject(window.canvas.scene.bounds()))
        dialog = FilmDialog([*subjects, self._window_subject()], self._session, window)
        dialog.said.connect(self.saver.said)
        dialog.open()
        return dialog
