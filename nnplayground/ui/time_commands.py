"""Going through the time of a run: what the keys, menus and buttons for it do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from nnplayground.app.playback import BACKWARD, FORWARD
from nnplayground.ui.numbers import format_number
from nnplayground.ui.views.timeline_memory import MEGABYTE

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.app.settings import Settings
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.actions import Actions
    from nnplayground.ui.slow_motion import SlowMotion

__all__ = ["TimeCommands"]

_JUMP = 10


class TimeCommands(QObject):
    """Connects the actions of time with a session, and enables those that make sense.

    Attributes
    ----------
    played : Signal(bool)
        Something moves now, training or the record, or nothing.
    """

    played = Signal(bool)

    def __init__(
        self,
        document: Document,
        session: Session,
        slow: SlowMotion,
        actions: Actions,
        settings: Settings,
    ) -> None:
        super().__init__(actions)
        self._document, self._session, self._actions = document, session, actions
        self._slow, self._settings = slow, settings
        self.playback = session.playback
        actions.connect_all(
            {
                "earlier": self.earlier,
                "later": self.later,
                "much_earlier": self.much_earlier,
                "much_later": self.much_later,
                "beginning": self.beginning,
                "present": self.present,
                "branch": self.branch,
                "play_back": self.play_back,
                "play_record": self.play_record,
            }
        )
        for action in actions.memories.actions():
            action.setChecked(action.data() == settings.timeline_memory)
        actions.memories.triggered.connect(self.choose_memory)
        session.snapshot_taken.connect(self._on_snapshot)
        session.branched.connect(self._on_branched)
        session.playing_changed.connect(self._tell)
        self.playback.changed.connect(self._tell)
        slow.changed.connect(self._tell)
        actions.slow_motion.toggled.connect(slow.set_on)
        snapshot = session.snapshot
        self._enable(past=session.is_past, recorded=snapshot is not None and snapshot.present[1] > 0)

    # -- training on -----------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Play or pause; in the past the record plays on from there, and training goes on at its end."""
        if self.playback.direction:
            self.playback.stop()
        elif self._slow.is_on:
            self._leave()
            self._slow.toggle()
        elif self._session.is_past:
            self.playback.toggle(FORWARD, train_on=True)
        else:
            self._session.toggle()

    def step(self) -> None:
        """Train one batch; in the past show the next one of the record."""
        if self._slow.is_on:
            self._leave()
            self._slow.step()
        elif (shown := self._session.snapshot) is not None and shown.past:
            self._show_later(shown.step + 1)
        else:
            self._session.step()

    def step_epoch(self) -> None:
        """Train one epoch; in the past show the end of the next one of the record."""
        if (shown := self._session.snapshot) is not None and shown.past:
            self._show_later(self._end_of(shown.epoch + 1))
        else:
            self._session.step_epoch()

    def _show_later(self, step: float) -> None:
        self.playback.stop()
        self._session.seek(int(step) if math.isfinite(step) else None)

    def _end_of(self, epoch: int) -> float:
        """Return after how many steps an epoch was done, infinite if it never was."""
        measured = self._session.history.arrays().mean
        if "epoch" not in measured:
            return math.inf
        epochs, steps = np.asarray(measured["epoch"]), np.asarray(measured["step"])
        return math.ceil(np.interp(epoch, epochs, steps, right=math.inf))

    def _leave(self) -> None:
        """Go back to the present, where slow motion trains."""
        self.playback.stop()
        self._session.leave_past()

    # -- through the record ----------------------------------------------------------------------------

    def earlier(self) -> None:
        """Show the moment before the one shown."""
        self._go(-1)

    def later(self) -> None:
        """Show the moment after the one shown."""
        self._go(1)

    def much_earlier(self) -> None:
        """Go back ten moments."""
        self._go(-_JUMP)

    def much_later(self) -> None:
        """Go on ten moments."""
        self._go(_JUMP)

    def _go(self, count: int) -> None:
        snapshot = self._session.snapshot
        if snapshot is None:
            return
        self.playback.stop()
        steps = [moment.step for moment in self._session.timeline.moments()]
        if count < 0:
            near = [step for step in steps if step < snapshot.step][count:]
            if near:
                self._session.seek(near[0])
        elif self._session.is_past:
            near = [step for step in steps if step > snapshot.step][:count]
            self._session.seek(near[-1] if len(near) == count else None)

    def beginning(self) -> None:
        """Show the first moment kept."""
        moments = self._session.timeline.moments()
        if moments:
            self.playback.stop()
            self._session.seek(moments[0].step)

    def present(self) -> None:
        """Show the newest state again."""
        self.playback.stop()
        self._session.seek(None)

    def play_back(self) -> None:
        """Play the record backwards, or stop that."""
        self.playback.toggle(BACKWARD)

    def play_record(self) -> None:
        """Play the record forward, or stop that."""
        self.playback.toggle(FORWARD)

    # -- branching -------------------------------------------------------------------------------------

    def branch(self) -> None:
        """Make the moment shown the present."""
        self.playback.stop()
        if self._session.is_past:
            self._session.branch()

    def _on_branched(self, experiment: Experiment) -> None:
        snapshot = self._session.snapshot
        epoch = format_number(snapshot.epoch if snapshot is not None else 0)
        self._document.apply(self.tr("Branch from epoch {epoch}").format(epoch=epoch), experiment)

    def choose_memory(self, action: QAction) -> None:
        """Give the timeline more memory, or less: its least missed moments go at once."""
        self._settings.timeline_memory = action.data()
        self._session.keep_within(action.data() * MEGABYTE)

    # -- what is possible ------------------------------------------------------------------------------

    def _tell(self) -> None:
        moves = self._session.is_playing or self.playback.direction != 0 or self._slow.is_running
        self.played.emit(moves)

    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._enable(past=snapshot.past, recorded=snapshot.present[1] > 0)

    def _enable(self, *, past: bool, recorded: bool) -> None:
        a = self._actions
        a.play.setText(self.tr("Play on to the present, then train") if past else self.tr("Play"))
        a.step.setText(self.tr("Show the next batch") if past else self.tr("Train one batch"))
        a.step_epoch.setText(self.tr("Show the next epoch") if past else self.tr("Train one epoch"))
        shows_newest = "" if past else self.tr("The newest moment is shown.")
        for action in (a.present, a.branch, a.later, a.much_later):
            a.permits.allow(action, shows_newest)
        unrecorded = "" if recorded else self.tr("Nothing has been trained yet.")
        for action in (a.earlier, a.much_earlier, a.beginning, a.play_back, a.play_record):
            a.permits.allow(action, unrecorded)
