"""Help on the pages of the run and on the output: what their pictures show, and how to read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication, QWidget

from nnplayground.ui.help import Help, show_help
from nnplayground.ui.views.host import PageHost
from nnplayground.ui.views.host_window import PageWindow
from nnplayground.ui.views.output import OutputView
from nnplayground.ui.views.page import Page

if TYPE_CHECKING:
    from nnplayground.core.help import Topic

__all__ = ["Explained", "PageHelp"]

Explained = Page | OutputView


class PageHelp(QObject):
    """Finds the page that a person means, and explains it."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._host = host

    def explain_focused(self) -> bool:
        """Explain the page or the output with the keyboard; return whether there is one."""
        at: QWidget | None = QApplication.focusWidget() or QApplication.activeWindow()
        while at is not None:
            view = self._view_of(at)
            if view is not None:
                return self.explain(view)
            at = at.parentWidget()
        return False

    def explain_front(self) -> bool:
        """Explain the page in front of the dock, if it can be seen."""
        return self._host.body.isVisible() and self.explain(self._host.current)

    def explain(self, view: Explained, at: QPoint | None = None) -> bool:
        """Explain a view, beside it or at a place of the screen; return whether there is anything to say."""
        topic: Topic | None = view.topic()
        if topic is None:
            return False
        place, size = (view.mapToGlobal(QPoint(0, 0)), view.size()) if at is None else (at, QSize(1, 1))
        show_help(view, Help(topic), QRect(place, size), pinned=True)
        return True

    def _view_of(self, widget: QWidget) -> Explained | None:
        if isinstance(widget, PageHost):  # the tabs and what stands beside them
            return widget.current
        if isinstance(widget, PageWindow):
            return widget.page
        return widget if isinstance(widget, Page | OutputView) else None
