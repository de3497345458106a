"""The training that belongs to a document: its worker, polled by a timer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from nnplayground.app.attention import Attention
from nnplayground.app.downloads import downloads
from nnplayground.app.lockstep import Comparison
from nnplayground.app.playback import Playback
from nnplayground.app.points import Points, load_points
from nnplayground.app.runs import RunStore
from nnplayground.app.sweeping import Sweeping
from nnplayground.app.tasks import in_background
from nnplayground.core.live import changes_only_live
from nnplayground.data.downloading import NotDownloaded
from nnplayground.train.commands import (
    Abandon,
    BackToGood,
    Branch,
    BranchFrom,
    Capture,
    CopyRun,
    KeepWithin,
    Pace,
    Pause,
    Play,
    Recall,
    Reset,
    Seek,
    Step,
    Update,
    Watch,
)
from nnplayground.train.snapshot import RunState, Snapshot
from nnplayground.train.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from nnplayground.app.document import Document
    from nnplayground.core.data_config import DataConfig
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.core.experiment import Experiment
    from nnplayground.data.attachments import Hold
    from nnplayground.train.commands import Command
    from nnplayground.train.history import History
    from nnplayground.train.saved import RunCopy, SavedTraining
    from nnplayground.train.snapshot import ProbeRequest
    from nnplayground.train.timeline import Timeline

__all__ = ["DISPLAY_RATE", "FRAME_PACE", "Session"]

DISPLAY_RATE = 30
_PATIENCE = 0.25  # seconds after which the worker is told of something else, answered or not
FRAME_PACE = float(DISPLAY_RATE)
"""One epoch per displayed picture: the speed that can be watched."""


class Session(QObject):
    """Starts a worker thread for a document and hands its results to whoever is connected.

    The window's thread only polls: the worker leaves its newest snapshot in a mailbox, and what was not
    taken in time is replaced.
    """

    snapshot_taken = Signal(object)
    """A :class:`Snapshot`, at most :data:`DISPLAY_RATE` times a second."""
    playing_changed = Signal(bool)
    play_asked = Signal()
    """The document's run is to train on, whatever a late snapshot still says."""
    points_loaded = Signal(object)
    failed = Signal(object)
    """A :class:`PlaygroundError` about the data."""
    run_ended = Signal(object)
    """A :class:`KeptRun`: a reset, other data or another network has ended a run."""
    past_left = Signal(object)
    """The :class:`Snapshot` of an earlier moment: something that can only act on the present was done."""
    branched = Signal(object)
    """The experiment that the document has to become, because an earlier moment is the present now."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._playing = False
        self._branches = 0
        self._watched: frozenset[ProbeRequest] = frozenset()  # what is visible,
        self._asked: frozenset[ProbeRequest] = frozenset()  # what the worker was told of it last,
        self._asked_at, self._owed = 0.0, False  # when, and whether no snapshot answers it yet
        self._pace: float | None = FRAME_PACE
        self._points_of: DataConfig | None = None  # those asked for last
        self._wish = self._loading = 0  # the number of the last wish for points, and of that being made
        self._points_are_of: DataConfig | None = None  # those that are there
        self.points: Points | None = None
        self.snapshot: Snapshot | None = None
        self.runs = RunStore(document, self)
        self._comparison: Comparison | None = None
        self._sweeping: Sweeping | None = None
        self.run_ended.connect(self.runs.keep)
        self.attention = Attention(self)
        self._told = document.experiment
        self._worker = Worker(document.experiment)
        self._worker.send(Pace(self._pace))
        self.playback = Playback(self)
        self._timer = QTimer(self)
        self._timer.setInterval(1000 // DISPLAY_RATE)
        self._timer.timeout.connect(self.poll)
        document.changed.connect(self._on_changed)
        document.committed.connect(self._tell)
        document.replaced.connect(self._on_replaced)
        document.weight_changed.connect(self._change_weight)
        downloads().arrived.connect(self._on_arrived)

    # -- life ------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the worker's thread and the timer."""
        self._worker.start()
        self._timer.start()
        self._load_points(self._document.experiment.data)

    @property
    def comparison(self) -> Comparison:
        """Two experiments side by side, or one from many seeds; made when it is first asked for."""
        if self._comparison is None:
            self._comparison = Comparison(self._document, self, self)
        return self._comparison

    @property
    def sweeping(self) -> Sweeping:
        """The experiment with many settings; made when it is first asked for."""
        if self._sweeping is None:
            self._sweeping = Sweeping(self._document, self, self)
        return self._sweeping

    def close(self) -> None:
        """Stop the threads and wait for them."""
        self._timer.stop()
        if self._sweeping is not None:
            self._sweeping.close()
        if self._comparison is not None:
            self._comparison.close()
        self._worker.close()

    def poll(self) -> None:
        """Take the newest snapshot, if there is one, and the runs that have ended."""
        for run in self._worker.endings.take():
            self.run_ended.emit(run)
        snapshot = self._worker.take()
        if snapshot is not None and self._asked <= snapshot.probes.keys():
            self._owed = False
        self._tell_watched()
        if snapshot is None:
            return
        self.snapshot = snapshot
        self._set_playing(snapshot.state is RunState.PLAYING)
        self._follow_data(snapshot)
        if snapshot.branch != self._branches:
            self._branches = snapshot.branch
            self._on_branched(snapshot)
        self.snapshot_taken.emit(snapshot)

    @property
    def history(self) -> History:
        """The log of the current run."""
        return self._worker.history

    @property
    def devices(self) -> tuple[tuple[str, str], ...]:
        """What can be trained on, as (name for ``training.device``, full name)."""
        return self._worker.devices

    # -- transport -------------------------------------------------------------------------------------

    @property
    def is_playing(self) -> bool:
        """Whether it trains, as far as the person was told."""
        return self._playing

    def toggle(self) -> None:
        """Play or pause."""
        if self._playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Train on."""
        self.play_asked.emit()
        self._set_playing(True)
        self.send(Play())

    def pause(self) -> None:
        """Stop after the current step."""
        self._set_playing(False)
        self.send(Pause())

    def step(self) -> None:
        """Train one batch."""
        self._set_playing(False)
        self.send(Step(steps=1))

    def step_epoch(self) -> None:
        """Train to the end of the epoch."""
        self._set_playing(False)
        self.send(Step(epochs=1))

    def reset(self) -> None:
        """Start again from the same weights."""
        self._set_playing(False)
        self.send(Reset())

    @property
    def pace(self) -> float | None:
        """Epochs per second to keep to; None is as fast as possible."""
        return self._pace

    def set_pace(self, pace: float | None) -> None:
        """Choose the speed."""
        self._pace = pace
        self.send(Pace(pace))

    def watch(self, requests: frozenset[ProbeRequest]) -> None:
        """Say what is visible; the worker computes nothing else."""
        if requests != self._watched:
            self._watched = requests
            self._tell_watched()

    def _tell_watched(self) -> None:
        """Ask for what is visible, unless the worker still owes the last answer.

        A pen or a playhead that is dragged would else have it do nothing but look.
        """
        now = time.monotonic()
        if self._watched == self._asked or (self._owed and now - self._asked_at < _PATIENCE):
            return
        self._asked, self._asked_at, self._owed = self._watched, now, True
        self.send(Watch(self._asked, float(DISPLAY_RATE)))

    @property
    def watched(self) -> frozenset[ProbeRequest]:
        """What is visible, as the worker was told."""
        return self._watched

    def is_watched(self, snapshot: Snapshot) -> bool:
        """Tell whether ``snapshot`` answers everything that is visible."""
        return self._watched <= snapshot.probes.keys()

    # -- time ------------------------------------------------------------------------------------------

    @property
    def timeline(self) -> Timeline:
        """The moments of the current run that can be gone back to."""
        return self._worker.timeline

    @property
    def is_past(self) -> bool:
        """Whether what is shown is an earlier moment of the run."""
        return self.snapshot is not None and self.snapshot.past

    def seek(self, step: int | None) -> None:
        """Pause and show the run as it was after ``step`` steps, or near it; None is the present."""
        self._set_playing(False)
        self.send(Seek(step))

    def leave_past(self) -> None:
        """Show the present, if an earlier moment is shown, because something is to be done to it."""
        if self.is_past:
            self.past_left.emit(self.snapshot)
            self.seek(None)

    def branch_from(self, step: int) -> None:
        """Go on from where the run was after ``step`` steps, with the settings of now."""
        self.send(BranchFrom(step))

    def branch(self) -> None:
        """Go on from the moment shown; what came after it is let go."""
        self.send(Branch())

    def back_to_good(self, rate: float) -> None:
        """Go back to the last moment before the loss rose away, and go on from there at another rate."""
        experiment = self._document.experiment
        changed = experiment.replace(training=experiment.training.replace(learning_rate=rate))
        self._document.apply(self.tr("Go back and slow down"), changed)
        self.send(BackToGood())

    def keep_within(self, size: int) -> None:
        """Let earlier moments take at most ``size`` bytes."""
        self.send(KeepWithin(size))

    def capture(self) -> Future[SavedTraining | None]:
        """Ask for a copy of the run as it stands; it comes between two steps."""
        command = Capture()
        self.send(command)
        return command.answer

    def copy_run(self, most: int) -> Future[RunCopy | None]:
        """Ask for a copy that costs training nothing, unless a moment takes more than ``most`` bytes."""
        command = CopyRun(most)
        self.send(command)
        return command.answer

    def recall(self, arrays: Mapping[str, NDArray[Any]], holds: tuple[Hold, ...] = ()) -> None:
        """Go on from the newest moment of a captured run of this experiment; ``holds`` are on its data."""
        self._set_playing(False)
        self.send(Recall(arrays, holds))

    def _on_branched(self, snapshot: Snapshot) -> None:
        trained, own = snapshot.experiment, self._document.experiment
        if trained is None:
            return
        # Names, blocks and places of nodes are not the run's: they stay where the network is the same.
        graph = own.graph if trained.graph.structure == own.graph.structure else trained.graph
        self._told = own.replace(data=trained.data, graph=graph, training=trained.training, seed=trained.seed)
        self.branched.emit(self._told)
        if trained.data != self._points_of:
            self._load_points(trained.data)

    # -- the document ----------------------------------------------------------------------------------

    def send(self, command: Command) -> None:
        """Tell the worker; applied between two steps."""
        self._worker.send(command)

    def _on_changed(self, _before: Experiment, after: Experiment) -> None:
        # A width that is being dragged must not cost the weights of the units it passes over.
        if changes_only_live(self._document.unchanged.graph, after.graph):
            self._tell(after)

    def _tell(self, experiment: Experiment) -> None:
        """Let the worker go on with an experiment, unless it already has all that concerns it."""
        if _trained_part(experiment) == _trained_part(self._told):
            return
        self._told = experiment
        self.leave_past()
        self.send(Update(experiment))
        if experiment.data != self._points_of:
            self._load_points(experiment.data)

    def _change_weight(self, command: Command) -> None:
        self.leave_past()
        self.send(command)

    def _on_replaced(self) -> None:
        self._set_playing(False)
        self.send(Pause())
        opened = self._document.experiment
        if opened.data.dataset.attachments():  # its numbers may have come with the file only now
            self.send(Update(opened))
            self._load_points(opened.data)
        self.send(Abandon())
        self.send(Reset())

    @property
    def has_points(self) -> bool:
        """Whether :attr:`points` are of the document's data, and not of those it had at another time."""
        return self.points is not None and self._points_are_of == self._document.experiment.data

    def _on_arrived(self, kind: str) -> None:
        """Try again what could not be trained for want of its data."""
        experiment = self._document.experiment
        if experiment.data.dataset.kind == kind:
            self._document.check_again()
            self._told = experiment
            self.send(Update(experiment))
            self._load_points(experiment.data)

    def _follow_data(self, snapshot: Snapshot) -> None:
        """Show the samples that an earlier moment was trained on, if the data has been changed since."""
        past = snapshot.experiment if snapshot.past else None
        data = self._told.data if past is None else past.data
        if self._points_of is not None and data != self._points_of:
            self._load_points(data)

    def _load_points(self, config: DataConfig) -> None:
        """Make samples beside the window, one choice at a time: who drags a slider makes many choices."""
        self._points_of = config
        self._wish += 1
        if not self._loading:
            self._loading = self._wish
            in_background(self, lambda: (config, load_points(config)), self._on_points, self._on_failed)

    def _loads_newer(self) -> bool:
        """Go on with the choice that was made meanwhile, if one was."""
        newer, self._loading = self._loading != self._wish, 0
        if newer and self._points_of is not None:
            self._load_points(self._points_of)
        return newer

    def _on_points(self, loaded: tuple[DataConfig, Points]) -> None:
        if not self._loads_newer():
            self._points_are_of, self.points = loaded
            self.attention.mark(())
            self.attention.hover(None)
            self.attention.samples.show_points(self.points)
            self.points_loaded.emit(self.points)

    def _on_failed(self, error: PlaygroundError) -> None:
        missing = self._document.experiment.data.dataset.problem() is not None
        # The Data node says what is missing, with what to do about it.
        if not (self._loads_newer() or missing or isinstance(error, NotDownloaded)):
            self.failed.emit(error)

    def _set_playing(self, playing: bool) -> None:
        if playing != self._playing:
            self._playing = playing
            self.playing_changed.emit(playing)


def _trained_part(experiment: Experiment) -> tuple[object, ...]:
    return experiment.data, experiment.graph, experiment.training, experiment.seed
