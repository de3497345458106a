"""Menus with round corners."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

__all__ = ["Menu", "round_corners"]


class Menu(QMenu):
    """A menu whose corners let through what lies behind; use it wherever a ``QMenu`` would do.

    Resting on an entry shows its tooltip, which of a disabled one says why it is.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setToolTipsVisible(True)
        round_corners(self)

    def add_submenu(self, title: str) -> Menu:
        """Append a submenu of the same kind and return it."""
        menu = Menu(title, self)
        self.addMenu(menu)
        return menu


def round_corners(popup: QWidget) -> None:
    """Let a popup window show the round border of its style sheet instead of square corners."""
    popup.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    popup.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    popup.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
