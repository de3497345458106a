"""Where the pages of the run stand: in the bottom dock, collapsed to their tabs, or instead of the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from nnplayground.ui.views.host import HEADER
from nnplayground.ui.views.pages.problems import ProblemsPage

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from nnplayground.ui.actions import Actions
    from nnplayground.ui.docks import Dock
    from nnplayground.ui.views.host import PageHost

__all__ = ["HostPlace"]

_UNLIMITED = 16_777_215  # Qt's own largest size


class HostPlace(QObject):
    """Moves the pages between their places.

    Parameters
    ----------
    host : PageHost
    dock : Dock
        Where the pages are at home.
    actions : Actions
    window : QMainWindow

    Attributes
    ----------
    large : QWidget
        Shows the pages instead of the canvas.
    """

    def __init__(self, host: PageHost, dock: Dock, actions: Actions, window: QMainWindow) -> None:
        super().__init__(window)
        self._host, self._dock, self._window = host, dock, window
        self._actions = actions
        self._height = 0
        self.large = QWidget()
        self.large.setProperty("panel", "surface")
        self.large.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.large.setFocusProxy(host)
        column = QVBoxLayout(self.large)
        column.setContentsMargins(0, 0, 0, 0)
        self._save = host.add_button("image", actions.save_page)
        self._enlarge = host.add_button("enlarge", actions.enlarge)
        host.add_button("pop-out", actions.pop_out)
        self._collapse = host.add_button("chevron-down", actions.collapse)
        self._connect()

    def _connect(self) -> None:
        a, host = self._actions, self._host
        a.pages.triggered.connect(self._show_page)
        a.next_page.triggered.connect(self._next)
        a.previous_page.triggered.connect(self._previous)
        a.pop_out.triggered.connect(self._pop_out)
        a.collapse.toggled.connect(self._set_collapsed)
        a.enlarge.toggled.connect(self._name_enlarge)
        host.enlargeWanted.connect(a.enlarge.trigger)
        host.leaveWanted.connect(self._leave)
        host.openWanted.connect(self.open)
        host.offered.connect(self._offer)
        self._offer()
        problems = host.page(ProblemsPage.name)
        if isinstance(problems, ProblemsPage):
            a.apply_fix.triggered.connect(problems.apply_first_fix)
            a.fix_all.triggered.connect(problems.apply_all_fixes)

    @property
    def is_large(self) -> bool:
        """Whether the pages stand in the place of the canvas."""
        return self._host.parentWidget() is self.large

    def set_large(self, large: bool) -> None:
        """Put the pages in the place of the canvas, or back into the dock."""
        if large == self.is_large:
            return
        if large:
            self.open()
        self._actions.enlarge.setChecked(large)
        self._collapse.setVisible(not large)
        self._host.set_large(large)
        home = self.large if large else self._dock.widget()
        layout = home.layout()
        if layout is not None:
            layout.addWidget(self._host)
        self._host.show()
        if large:
            self._host.setFocus()

    def show_dock(self, shown: bool) -> None:
        """Show or hide the dock; enlarged pages go back into it first."""
        if self.is_large:
            self._actions.enlarge.trigger()
        self._dock.setVisible(shown)

    def open(self) -> None:
        """Make sure that the page in front can be seen."""
        self._actions.collapse.setChecked(False)
        if not self.is_large:
            self._actions.bottom_dock.setChecked(True)

    def show_problems(self) -> None:
        """Bring the problems to the front."""
        self._host.show_page(ProblemsPage.name)
        self.open()

    def show_large(self, name: str) -> None:
        """Show a page in the place of the canvas."""
        if not self.is_large:
            self._actions.enlarge.trigger()
        self._host.show_page(name)

    def _leave(self) -> None:
        if self.is_large:
            self._actions.enlarge.trigger()

    def _set_collapsed(self, collapsed: bool) -> None:
        panel = self._dock.widget()
        if collapsed:
            self._height = self._dock.height()
        self._host.body.setVisible(not collapsed)
        panel.setMinimumHeight(HEADER if collapsed else 0)
        panel.setMaximumHeight(HEADER if collapsed else _UNLIMITED)
        if not collapsed and self._height:
            self._window.resizeDocks([self._dock], [self._height], Qt.Orientation.Vertical)
        self._collapse.set_icon("chevron-up" if collapsed else "chevron-down")
        self._actions.collapse.setText(self.tr("Open pages") if collapsed else self.tr("Collapse pages"))
        self._host.refresh()

    def _name_enlarge(self, large: bool) -> None:
        self._enlarge.set_icon("restore" if large else "enlarge")
        self._actions.enlarge.setText(self.tr("Back to the network") if large else self.tr("Enlarge page"))

    def _offer(self) -> None:
        nothing = self.tr("{page} has nothing to show of this network and its data.")
        for action in self._actions.pages.actions():
            offered = self._host.offers(action.data())
            self._actions.permits.allow(action, "" if offered else nothing.format(page=action.text()))

    def _show_page(self, action: QAction) -> None:
        if action.data() not in self._host.names():
            self.show_large(action.data())
            return
        self._host.choose(action.data())
        self.open()

    def _pop_out(self) -> None:
        self._host.pop_out()

    def _next(self) -> None:
        self._host.show_next(1)
        self.open()

    def _previous(self) -> None:
        self._host.show_next(-1)
        self.open()
