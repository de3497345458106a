"""What of the window can be seen: its probes are asked for, and it is handed each state of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from nnplayground.app.playback import FORWARD
from nnplayground.train.snapshot import RunState
from nnplayground.ui.status import Motion

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.main_window import MainWindow

    _Part = Callable[[Snapshot], bool | None]  # whether there is more to be shown in the next frame

__all__ = ["Watching"]

_FRAME_MS = 16


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
        self._turns = _Turns(self)
        session.snapshot_taken.connect(self.show_snapshot)
        session.playback.changed.connect(self._tell_motion)

    def retire(self) -> None:
        """Ask for nothing any more: another window does."""
        self._is_over = True
        self._session.snapshot_taken.disconnect(self.show_snapshot)
        self._session.playback.changed.disconnect(self._tell_motion)
        self._turns.stop()

    def later(self) -> None:
        """Ask for the probes of what is visible, once the event that changed it is over."""
        QTimer.singleShot(0, self, self._watch)

    def _watch(self) -> None:
        window = self._window
        if self._is_over:
            return
        wanted = window.canvas.wanted_probes() | window.walk.wanted_probes() | window.bottom.wanted_probes()
        wanted |= window.drawing.wanted_probes()
        if window.right.is_output_shown:
            wanted |= window.output.wanted_probes()
        if window.right.is_inspector_shown:
            wanted |= window.inspector.wanted_probes()
        self._session.watch(wanted | window.slow.wanted_probes())
        self._tell_motion()

    def _tell_motion(self) -> None:
        """Let the status bar say what moves while the trainer itself stands still."""
        slow, direction = self._window.slow, self._session.playback.direction
        motion = Motion.NONE
        if direction:
            motion = Motion.RECORD if direction == FORWARD else Motion.RECORD_BACK
        elif slow.is_on:
            motion = Motion.SLOW if slow.is_running else Motion.HELD
        self._window.status.show_motion(motion)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Hand a state of the run to what can be seen."""
        window = self._window
        if window.walk.is_open:
            window.walk.page.show_snapshot(snapshot)
        parts: list[_Part] = [window.bottom.show_snapshot]
        if window.is_playground:
            self._show_at_once(snapshot)
            parts = [self._show_right, *parts, self._show_curves]
        self._turns.take(snapshot, parts)

    def _show_at_once(self, snapshot: Snapshot) -> None:
        window = self._window
        window.toolbar.show_devices(self._session.devices)
        window.toolbar.show_snapshot(snapshot)
        window.status.show_snapshot(snapshot)
        window.data_panel.show_snapshot(snapshot)
        if window.canvas.isVisible():
            window.canvas.show_snapshot(snapshot)
            window.slow.show_snapshot(snapshot)
        if window.drawing.is_open:
            window.drawing.page.show_snapshot(snapshot)
        window.announcer.tell_trouble(snapshot)

    def _show_curves(self, snapshot: Snapshot) -> bool:
        del snapshot
        return self._window.canvas.show_next_curves()

    def _show_right(self, snapshot: Snapshot) -> None:
        window = self._window
        if window.right.is_output_shown:
            window.output.show_snapshot(snapshot)
            window.output.show_history(self._session.history)
        if window.right.is_inspector_shown:
            window.inspector.show_snapshot(snapshot)


class _Turns(QObject):
    """Lets the parts of a window draw one after another, so that no frame has to wait for all of them.

    A part that has more to draw than a frame has time for says so, and goes on in the next frame.

    While nothing trains, all of them draw at once: there is no next picture to be late for.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._snapshot: Snapshot | None = None
        self._waiting: list[_Part] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._serve_next)

    def take(self, snapshot: Snapshot, parts: list[_Part]) -> None:
        """Let ``parts`` show ``snapshot``, each in its turn; it replaces one that they have not shown yet."""
        self._snapshot = snapshot
        self._waiting += [part for part in parts if part not in self._waiting]
        if snapshot.state is RunState.PLAYING:
            if not self._timer.isActive():
                self._timer.start()
        else:
            while self._waiting:
                self._serve_next()

    def stop(self) -> None:
        """Let nothing be shown any more."""
        self._waiting.clear()
        self._timer.stop()

    def _serve_next(self) -> None:
        if self._waiting and self._snapshot is not None and not self._waiting[0](self._snapshot):
            self._waiting.pop(0)
        if not self._waiting:
            self._timer.stop()
