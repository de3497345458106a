"""A window brought to the state that is to be shown or measured, with nobody before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

from nnplayground.core.errors import PlaygroundError
from nnplayground.train.commands import Step
from nnplayground.train.snapshot import RunState

if TYPE_CHECKING:
    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import Snapshot

__all__ = ["train_until", "wait"]


def train_until(session: Session, epochs: int) -> None:
    """Run the event loop until so many epochs are trained and what is visible has been computed.

    Raises
    ------
    PlaygroundError
        If training diverged.
    """
    loop = QEventLoop()
    seen: list[Snapshot] = []

    def look(snapshot: Snapshot) -> None:
        seen[:] = [snapshot]
        failed = snapshot.state in (RunState.DIVERGED, RunState.BROKEN)
        done = snapshot.epoch >= epochs and snapshot.state in (RunState.PAUSED, RunState.FINISHED)
        if failed or (done and session.points is not None and session.is_watched(snapshot)):
            loop.quit()

    session.snapshot_taken.connect(look)
    more = epochs - (session.snapshot.epoch if session.snapshot is not None else 0)
    session.send(Step(epochs=more)) if more > 0 else session.pause()
    loop.exec()
    session.snapshot_taken.disconnect(look)
    if seen[0].state is RunState.DIVERGED:
        raise PlaygroundError(seen[0].message)


def wait(milliseconds: int) -> None:
    """Let the event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
