"""The comparison that belongs to a document: what A and B are, and the thread that trains them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from nnplayground.app.runs import experiment_name
from nnplayground.app.translation import say
from nnplayground.core.differences import differences, name_beside
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.knobs import knobs, turned
from nnplayground.train.lockstep_setup import MOST_SEEDS, InStep, Setup
from nnplayground.train.lockstep_worker import LockstepWorker, Order
from nnplayground.train.snapshot import RunState

if TYPE_CHECKING:
    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.knobs import Knob
    from nnplayground.train.lockstep_view import LockstepView

__all__ = ["Comparison", "Source", "side_names"]

_RATE = 20  # looks into the mailbox per second
_LEAVES = 400  # milliseconds out of sight after which it pauses
PACES = (1.0, 5.0, 30.0, 0.0)
"""Epochs per second that can be chosen; 0 is as fast as possible."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where B comes from.

    Attributes
    ----------
    kind : str
        ``"none"`` trains A alone from many seeds; ``"knob"`` is one setting away from A; ``"pinned"`` is the
        graph as it was; ``"run"`` is a kept run.
    path, value : str, Any
        Of the knob.
    experiment : Experiment or None
        What was pinned, or the run's.
    number : int
        Of the run.
    """

    kind: str
    path: str = ""
    value: Any = None
    experiment: Experiment | None = None
    number: int = 0


class Comparison(QObject):
    """Two experiments on the same batches from the same seeds, or one from many seeds.

    Attributes
    ----------
    view_taken : Signal(LockstepView)
    changed : Signal
        What is compared, or how, has changed, or the document has gone on without it.
    """

    view_taken = Signal(object)
    changed = Signal()

    def __init__(self, document: Document, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._worker = LockstepWorker()
        self._source = self._first_source()
        self._seeds, self._in_step, self._pace = 8, InStep.EPOCH, 30.0
        self._swapped = self._is_stale = self._playing = False
        self._sent: Setup | None = None
        self._shown = 0
        self.problem = ""
        self.view: LockstepView | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(1000 // _RATE)
        self._timer.timeout.connect(self.poll)
        # A page that is enlarged is hidden for a moment on its way to its new place.
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(_LEAVES)
        self._leaving.timeout.connect(self._leave)
        document.committed.connect(self._on_committed)
        document.replaced.connect(self._on_replaced)
        session.play_asked.connect(self.pause)

    def _first_source(self) -> Source:
        """Compare with another activation at first, or else with another learning rate."""
        for knob in knobs(self._document.unchanged):
            values = [value for value, _text in knob.options]
            if knob.path == "activation" and values:
                return Source(
                    "knob", knob.path, next((v for v in ("relu", "tanh") if v in values), values[0])
                )
            if knob.path == "training.learning_rate":
                return Source("knob", knob.path, knob.suggestion)
        return Source("none")

    # -- what is compared ------------------------------------------------------------------------------

    @property
    def source(self) -> Source:
        """Where B comes from."""
        return self._source

    @property
    def seeds(self) -> int:
        """How many seeds each side is trained from."""
        return self._seeds

    @property
    def in_step(self) -> InStep:
        """What all have in common after every round."""
        return self._in_step

    @property
    def pace(self) -> float:
        """Epochs per second; 0 is as fast as possible."""
        return self._pace

    @property
    def shown(self) -> int:
        """The seed that is shown large, counted from 0."""
        return min(self._shown, self._seeds - 1)

    @property
    def is_stale(self) -> bool:
        """Whether the document has been edited since the comparison began."""
        return self._is_stale

    @property
    def is_swapped(self) -> bool:
        """Whether the document is B."""
        return self._swapped

    @property
    def is_playing(self) -> bool:
        """Whether it trains."""
        return self._playing

    def knobs(self) -> tuple[Knob, ...]:
        """Return what B can have differently."""
        return knobs(self._document.unchanged)

    def other(self) -> Experiment | None:
        """Return the experiment that is compared with the document's; None for many seeds alone.

        Raises
        ------
        PlaygroundError
            If the source does not fit the document.
        """
        source, own = self._source, self._document.unchanged
        if source.kind == "none":
            return None
        if source.kind == "knob":
            return turned(own, source.path, source.value)
        assert source.experiment is not None
        return source.experiment

    def setup(self) -> Setup:
        """Return what is to be trained side by side.

        Raises
        ------
        PlaygroundError
            If there is no such B.
        """
        own, other = self._document.unchanged, self.other()
        a, b = (other, own) if self._swapped and other is not None else (own, other)
        return Setup(a.replace(seed=own.seed), b, self._seeds, self._in_step)

    def names(self) -> tuple[str, str]:
        """Return what A and B are called beside each other."""
        setup = self._sent
        if setup is None:
            return "", ""
        if setup.b is None:
            return experiment_name(setup.a), ""
        return side_names(setup.a, setup.b)

    # -- choosing --------------------------------------------------------------------------------------

    def choose(self, source: Source) -> None:
        """Compare with something else, from the start."""
        if source != self._source:
            self._source, self._swapped = source, False
            self.reset()

    def pin(self) -> None:
        """Compare the document, as it will be edited, with what it is now."""
        self.choose(Source("pinned", experiment=self._document.unchanged))

    def set_seeds(self, count: int) -> None:
        """Train each side from so many seeds, from the start."""
        count = max(1, min(MOST_SEEDS, count))
        if count != self._seeds:
            self._seeds = count
            self.reset()

    def set_in_step(self, in_step: InStep) -> None:
        """Keep in step by something else, from the start."""
        if in_step is not self._in_step:
            self._in_step = in_step
            self.reset()

    def set_pace(self, pace: float) -> None:
        """Choose the speed."""
        self._pace = pace
        self._send(Order(pace=pace))
        self.changed.emit()

    def show_seed(self, seed: int) -> None:
        """Show another seed large."""
        self._shown = max(0, min(self._seeds - 1, seed))
        self._send(Order(shown=self._shown))
        self.changed.emit()

    def swap(self) -> None:
        """Let A be B and B be A, from the start."""
        if self._source.kind != "none":
            self._swapped = not self._swapped
            self.reset()

    def keep_b(self) -> None:
        """Make B the document's experiment, as one edit."""
        try:
            other = self.other()
        except PlaygroundError:
            return
        if other is None or self._swapped:
            return
        own = self._document.unchanged
        graph = own.graph if own.graph.structure == other.graph.structure else other.graph
        changed = own.replace(data=other.data, graph=graph, training=other.training)
        name = name_beside(own, changed)
        if name is not None:
            self._document.apply(self.tr("Keep B: {change}").format(change=say(name)), changed)

    # -- transport -------------------------------------------------------------------------------------

    def reset(self) -> None:
        """Begin anew with what the document is now."""
        self._is_stale, self._playing, self.problem = False, False, ""
        try:
            setup = self.setup()
            for side in setup.sides:
                side.report().require_ok()
        except PlaygroundError as error:
            self._sent, self.problem = None, say(error)
            self._send(Order(playing=False))
        else:
            self._sent = setup
            self._worker.send(Order(setup=setup, pace=self._pace, shown=self.shown))
        self.changed.emit()

    def prepare(self) -> None:
        """Be ready to train: called when it is first looked at."""
        if self._sent is None and not self.problem:
            self.reset()

    def play(self) -> None:
        """Train on; the document's own run pauses, so that they do not slow each other down."""
        self.prepare()
        self._session.pause()
        self._playing = self._sent is not None
        self._send(Order(playing=True))

    def pause(self) -> None:
        """Stop after the current step."""
        self._playing = False
        self._send(Order(playing=False))

    def toggle(self) -> None:
        """Play or pause."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def step(self) -> None:
        """Train one epoch."""
        self.prepare()
        self._session.pause()
        self._send(Order(epochs=1))

    def set_looked_at(self, seen: bool) -> None:
        """Fetch views only while they can be seen, and train only then."""
        if seen:
            self._leaving.stop()
            self.prepare()
            self._timer.start()
        elif self._timer.isActive():
            self._leaving.start()

    def _leave(self) -> None:
        self._timer.stop()
        self.pause()

    def poll(self) -> None:
        """Take the newest view, if there is one."""
        view = self._worker.take()
        if view is None or (view.setup is not None and view.setup is not self._sent):
            return
        self.view = view
        if view.orders >= self._worker.sent:  # else it is of a moment before the last wish
            self._playing = view.state is RunState.PLAYING
        self.view_taken.emit(view)

    def close(self) -> None:
        """Stop the thread and wait for it."""
        self._timer.stop()
        self._leaving.stop()
        self._worker.close()

    def _send(self, order: Order) -> None:
        if self._sent is not None:
            self._worker.send(order)

    # -- the document ----------------------------------------------------------------------------------

    def _on_committed(self, _experiment: object) -> None:
        if self._sent is None:
            self.problem = ""
            self._refresh_if_seen()
            return
        try:
            same = _trained(self.setup()) == _trained(self._sent)
        except PlaygroundError:
            same = False
        if same:
            self._is_stale = False
            self.changed.emit()
        elif self.view is None or not self.view.epoch:
            self._sent = None
            self._refresh_if_seen()
        else:
            self._is_stale = True
            self.changed.emit()

    def _refresh_if_seen(self) -> None:
        if self._timer.isActive():
            self.reset()

    def _on_replaced(self) -> None:
        self._send(Order(playing=False))
        self._source, self._swapped, self._sent, self.view = self._first_source(), False, None, None
        self._is_stale, self.problem = False, ""
        self._refresh_if_seen()
        self.changed.emit()


def side_names(a: Experiment, b: Experiment) -> tuple[str, str]:
    """Return what to call two experiments beside each other: what each has where they differ."""
    found = differences(a, b)
    if len(found) != 1:
        name = name_beside(a, b)
        return experiment_name(a), say(name) if name is not None else experiment_name(b)
    change = found[0]
    if change.path in ("activation", "training.optimizer", "data.dataset"):
        return say(change.before), say(change.after)
    if change.after in ("with", "without"):
        title = say(change.title)
        return f"{say(change.before)} {title}", f"{say(change.after)} {title}"
    title = say(change.title)
    return f"{title} {say(change.before)}", f"{title} {say(change.after)}"


def _trained(setup: Setup) -> tuple[object, ...]:
    sides = [(s.data, s.graph.structure, s.training, s.seed) for s in setup.sides]
    return (*sides, setup.seeds, setup.in_step)
