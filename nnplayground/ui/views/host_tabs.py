"""The tabs of the bottom dock: those that fit, and a menu of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from nnplayground.ui.widgets import IconButton, Menu, TabBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QResizeEvent

__all__ = ["PageTabs", "Tab"]


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab.

    Attributes
    ----------
    name, title : str
        What the program and what the person calls its page.
    badge : str
        A small number beside the title; empty for none.
    is_alarming : bool
        Whether the badge counts what is wrong.
    """

    name: str
    title: str
    badge: str = ""
    is_alarming: bool = False


class PageTabs(QWidget):
    """A row of tabs as wide as it is allowed to be; the one in front can always be seen.

    A tab chosen from the menu takes the place of the last one that fits, and keeps it until another needs it:
    the tabs before it never move.

    Attributes
    ----------
    chosen : Signal(str)
        A person brought this tab to the front.
    clicked, doubleClicked : Signal(str)
        A tab was clicked, be it in front already, or clicked twice.
    """

    chosen = Signal(str)
    clicked = Signal(str)
    doubleClicked = Signal(str)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: list[Tab] = []
        self._guest = ""
        self.bar = TabBar()
        self.bar.setAccessibleName(self.tr("Pages of the run"))
        self.bar.currentChanged.connect(self._on_current)
        self.bar.tabBarClicked.connect(self._on_click)
        self.bar.tabBarDoubleClicked.connect(self._on_double_click)
        self.more = IconButton("more", self.tr("More pages"))
        self.more.clicked.connect(self.open_menu)
        self.more.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self.bar)
        row.addWidget(self.more)
        row.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    # -- what is offered -------------------------------------------------------------------------------

    @property
    def current(self) -> str:
        """Name of the tab in front."""
        at = self.bar.currentIndex()
        return self._tabs[at].name if 0 <= at < len(self._tabs) else ""

    def names(self) -> list[str]:
        """Return the names of all tabs, from left to right."""
        return [tab.name for tab in self._tabs]

    def hidden_names(self) -> list[str]:
        """Return the names of those that only the menu offers."""
        return [tab.name for at, tab in enumerate(self._tabs) if not self.bar.isTabVisible(at)]

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Offer these tabs, keeping the one in front if it is still among them; nobody is told."""
        if list(tabs) == self._tabs:
            return
        current = self.current
        self.bar.blockSignals(True)
        if [tab.name for tab in tabs] != self.names():
            self._fill(tabs)
        self._tabs = list(tabs)
        for at, tab in enumerate(tabs):
            self.bar.set_badge(at, tab.badge, error=tab.is_alarming)
        if current in self.names():
            self.bar.setCurrentIndex(self.names().index(current))
        self.bar.blockSignals(False)
        self._fit()

    def _fill(self, tabs: Sequence[Tab]) -> None:
        while self.bar.count():
            self.bar.removeTab(0)
        for tab in tabs:
            self.bar.addTab(tab.title)

    def set_current(self, name: str) -> None:
        """Bring a tab to the front without telling anyone."""
        self.bar.blockSignals(True)
        self.bar.setCurrentIndex(self.names().index(name))
        self.bar.blockSignals(False)
        self._fit()

    # -- room ------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()), 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 32)

    def _widths(self) -> list[int]:
        return [self.bar.tabSizeHint(at).width() for at in range(len(self._tabs))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Hide the last tabs as far as the room demands."""
        if not self._tabs:
            return
        shown = self._fitting()
        self.bar.blockSignals(True)
        for at in range(len(self._tabs)):
            self.bar.setTabVisible(at, at in shown)
        self.bar.blockSignals(False)
        hidden = [tab for at, tab in enumerate(self._tabs) if at not in shown]
        self.more.setVisible(bool(hidden))
        self.more.setToolTip("\n".join(tab.title for tab in hidden))
        room = self.width() - (self._more_width() if hidden else 0)
        self.bar.setFixedWidth(max(1, min(room, sum(self._widths()[at] for at in shown))))

    def _fitting(self) -> set[int]:
        """Return which tabs to show: as many of the first as fit, and the guest."""
        widths, current = self._widths(), self.bar.currentIndex()
        if sum(widths) <= self.width():
            return set(range(len(widths)))
        room = self.width() - self._more_width()
        first = _count_within(widths, room)
        if current < first and self._guest not in self.names():
            return set(range(first))
        if current >= first:
            self._guest = self.current
        guest = self.names().index(self._guest)
        if guest < first:  # there is more room than when it came
            self._guest = ""
            return set(range(first))
        beside = _count_within(widths, room - widths[guest])
        if current >= beside and current != guest:  # the guest stands where the chosen one belongs
            self._guest = ""
            return set(range(first))
        return {*range(beside), guest}

    def _more_width(self) -> int:
        return self.more.maximumWidth() + 4

    # -- the person ------------------------------------------------------------------------------------

    def open_menu(self) -> None:
        """Offer the tabs that do not fit."""
        menu = Menu("", self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for tab in self._tabs:
            if tab.name in self.hidden_names():
                menu.addAction(f"{tab.title}  {tab.badge}" if tab.badge else tab.title).setData(tab.name)
        menu.triggered.connect(self._on_menu)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))

    def _on_menu(self, action: QAction) -> None:
        self.bar.setCurrentIndex(self.names().index(action.data()))

    def _on_current(self, _index: int) -> None:
        self._fit()
        self.chosen.emit(self.current)

    def _on_click(self, index: int) -> None:
        if index >= 0:
            self.clicked.emit(self._tabs[index].name)

    def _on_double_click(self, index: int) -> None:
        if index >= 0:
            self.doubleClicked.emit(self._tabs[index].name)


def _count_within(widths: Sequence[int], room: int) -> int:
    """Return how many of the first fit."""
    for count, _ in enumerate(widths):
        if sum(widths[: count + 1]) > room:
            return count
    return len(widths)
