"""What of the window can be seen: its probes are asked for, and it is handed each state of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.main_window import MainWindow

__all__ = ["Watching"]


class Watching(QObject):
    """Connects a session with the parts of a window that can be seen.

    Parameters
    ----------
    window : MainWindow
    session : Session
    """

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._is_over = False
        session.snapshot_taken.connect(self.show_snapshot)

    def retire(self) -> None:
        """Ask for nothing any more: another window does."""
        self._is_over = True
        self._session.snapshot_taken.disconnect(self.show_snapshot)

    def later(self) -> None:
        """Ask for the probes of what is visible, once the event that changed it is over."""
        QTimer.singleShot(0, self, self._watch)

    def _watch(self) -> None:
        window = self._window
        if self._is_over:
            return
        wanted = window.canvas.wanted_probes() | window.walk.wanted_probes() | window.bottom.wanted_probes()
        if window.right.is_output_shown:
            wanted |= window.output.wanted_probes()
        if window.right.is_inspector_shown:
            wanted |= window.inspector.wanted_probes()
        self._session.watch(wanted | window.slow.wanted_probes())

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Hand a state of the run to what can be seen."""
        window, session = self._window, self._session
        window.bottom.show_snapshot(snapshot)
        if window.walk.is_open:
            window.walk.page.show_snapshot(snapshot)
        if not window.is_playground:
            return
        window.toolbar.show_devices(session.devices)
        window.toolbar.show_snapshot(snapshot)
        window.status.show_snapshot(snapshot)
        if window.canvas.isVisible():
            window.canvas.show_snapshot(snapshot)
            window.slow.show_snapshot(snapshot)
        if window.right.is_output_shown:
            window.output.show_snapshot(snapshot)
            window.output.show_history(session.history)
        if window.right.is_inspector_shown:
            window.inspector.show_snapshot(snapshot)
        window.announcer.tell_trouble(snapshot)
