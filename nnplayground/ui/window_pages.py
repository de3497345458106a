"""What stands in the middle of the window, and which docks and bars belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from nnplayground.ui.drawing_data.page import DrawPage
    from nnplayground.ui.main_window import MainWindow
    from nnplayground.ui.walkthrough.page import WalkPage

__all__ = ["WindowPages"]


class WindowPages(QStackedWidget):
    """Canvas, welcome page, walk, drawing and the enlarged pages of the run: one of them is shown.

    Parameters
    ----------
    window : MainWindow
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.addWidget(window.canvas)
        self._add(window.welcome)
        window.walk.made.connect(self._add_walk)
        window.drawing.made.connect(self._add_drawing)

    def _add(self, page: QWidget) -> None:
        # A page that is not shown must not keep the window from being made narrow, nor the docks.
        page.setMinimumSize(640, 400)
        self.addWidget(page)

    def _add_walk(self, page: WalkPage) -> None:
        self._add(page)
        page.closed.connect(self._window.show_playground)
        page.probesChanged.connect(self._window.watching.later)

    def _add_drawing(self, page: DrawPage) -> None:
        self._add(page)
        page.closed.connect(self._window.show_playground)
        page.said.connect(self._window.announcer.say)

    @property
    def is_playground(self) -> bool:
        """Whether the network, a drawing or an enlarged page is shown: not the welcome page or a walk."""
        window = self._window
        page = self.currentWidget()
        return page in (window.canvas, window.place.large) or window.drawing.is_at(page)

    @property
    def is_welcome(self) -> bool:
        """Whether the welcome page is shown."""
        return self.currentWidget() is self._window.welcome

    def toggle_enlarged(self) -> None:
        """Show the pages of the run instead of the canvas, or the canvas again."""
        window = self._window
        if not self.is_playground:
            window.actions_.enlarge.setChecked(False)
            return
        self.show_page(window.canvas if window.place.is_large else window.place.large)
        window.watching.later()

    def show_page(self, page: QWidget) -> None:
        """Show one of the pages, with the docks and bars that belong to it."""
        window = self._window
        large = page is window.place.large
        window.place.set_large(large)
        window.walk.set_open(window.walk.is_at(page))
        self.setCurrentWidget(page)
        window.drawing.set_open(window.drawing.is_at(page))
        window.show_bars(self.is_playground)
        self._show_docks(playground=large or page is window.canvas, large=large)
        if not window.drawing.is_open:
            page.setFocus()

    def _show_docks(self, *, playground: bool, large: bool) -> None:
        for dock, action in self._window.docks():
            covered = large and dock is not self._window.left_dock
            dock.setVisible(playground and action.isChecked() and not covered)
