"""Which commands can be done now, and why the others cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction, QKeyEvent

__all__ = ["Permits"]

_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class Permits(QObject):
    """Enables actions; a disabled one has the reason as its tooltip, which menus show.

    A command is withdrawn while a page covers what it works on; what :meth:`allow` says in the meantime
    holds again afterwards.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reasons: dict[QAction, str] = {}
        self._withdrawn: dict[QAction, str] = {}
        self._standing: dict[QAction, str] = {}

    def explain(self, action: QAction, reason: str) -> None:
        """Know why an action is disabled that something else enables."""
        self._standing[action] = reason

    def allow(self, action: QAction, reason: str = "") -> None:
        """Enable an action, or disable it for a reason: one sentence."""
        if self._reasons.get(action) != reason:
            self._reasons[action] = reason
            self._show(action)

    def withdraw(self, actions: Iterable[QAction], reason: str) -> None:
        """Disable actions until :meth:`give_back`, whatever is allowed."""
        for action in actions:
            self._withdrawn[action] = reason
            self._show(action)

    def give_back(self, actions: Iterable[QAction]) -> None:
        """Let actions be as they are allowed to be."""
        for action in actions:
            self._withdrawn.pop(action, None)
            self._show(action)

    def _show(self, action: QAction) -> None:
        reason = self.reason(action)
        action.setEnabled(not reason)
        action.setToolTip(reason)

    def known(self) -> list[QAction]:
        """Return every action that can be disabled."""
        return list({**self._reasons, **self._withdrawn, **self._standing})

    def reason(self, action: QAction) -> str:
        """Return why an action cannot be done now; empty if it can."""
        if action in self._standing and not action.isEnabled():
            return self._standing[action]
        return self._withdrawn.get(action) or self._reasons.get(action, "")

    def why_not(self, event: QKeyEvent) -> str:
        """Return why a pressed key does nothing; empty if it means no disabled action."""
        keys = QKeySequence(int(event.key()) | int((event.modifiers() & ~_KEYPAD).value))
        meant = (action for action in self.known() if keys in action.shortcuts())
        return next((reason for action in meant if (reason := self.reason(action))), "")
