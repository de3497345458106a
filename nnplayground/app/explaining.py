"""Questions about what a session's network says, answered beside training while somebody looks."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from nnplayground.app.landscape import STATE
from nnplayground.train.snapshot import RunState

if TYPE_CHECKING:
    from nnplayground.app.document import Document
    from nnplayground.app.points import Points
    from nnplayground.app.session import Session
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.explaining.job import Desk, Job
    from nnplayground.train.explaining.pictures import Pictures
    from nnplayground.train.explaining.questions import Question
    from nnplayground.train.snapshot import Snapshot

__all__ = ["STATE", "Explainer", "pictures_of"]

_POLL = 15  # milliseconds between two looks at a job
_SHARE = 9.0  # times as long as an answer took, before training alone leads to another one
_PATIENCE = 0.15  # seconds that a job about something else may still take before it is stopped
_SOON = 0.4  # seconds


def pictures_of(points: Points) -> Pictures:
    """Take from the samples what questions need."""
    from nnplayground.train.explaining.pictures import Pictures

    train, test = (points.train_x, points.train_y), (points.test_x, points.test_y)
    return Pictures.of(points.spec, (points.mean, points.std), train, test)


class Explainer(QObject):
    """Answers one question at a time about the network as it is, and again as it changes.

    Give it every snapshot while the answer can be seen, and :meth:`rest` when it no longer can. Another
    question is answered as soon as possible; a question that stays is answered again after training steps,
    in at most a tenth of the time.

    Parameters
    ----------
    is_patient : bool
        Whether even a new question is answered in a tenth of the time while training goes on: nobody waits
        for it with a hand on a slider.

    Attributes
    ----------
    answer : object or None
        The newest, which may be unfinished, or of the question before.
    step : int
        Of the run, that :attr:`answer` is of.
    error : PlaygroundError or None
        Why there is no newer answer.
    """

    changed = Signal()
    """Something of the attributes."""
    finished = Signal()
    """An answer is complete."""

    def __init__(
        self,
        document: Document,
        session: Session,
        parent: QObject | None = None,
        *,
        is_patient: bool = False,
    ) -> None:
        super().__init__(parent)
        self._document, self._session, self._is_patient = document, session, is_patient
        self._desk: tuple[Points, Desk] | None = None
        self._snapshot: Snapshot | None = None
        self._question: Question | None = None
        self._job: Job | None = None
        self._answered: tuple[object, ...] = ()  # what the last complete answer, or failure, belongs to
        self._ended = self._started = self._cost = 0.0
        self.answer: Any = None
        self.step = -1
        self.error: PlaygroundError | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL)
        self._timer.timeout.connect(self._poll)
        session.points_loaded.connect(self._on_points)

    # -- what is asked ---------------------------------------------------------------------------------

    def ask(self, question: Question | None) -> None:
        """Ask something, or nothing."""
        self._question = question
        self._consider()

    def see(self, snapshot: Snapshot) -> None:
        """Take the weights of a moment, and answer again if it is time."""
        self._snapshot = snapshot
        if self._job is not None:
            self._job.rests = self._rests(snapshot)
        self._consider()

    def forget(self) -> None:
        """Answer anew, even if nothing has changed."""
        self._answered = ()
        if self._job is not None:
            self._job.stop()

    def clear(self) -> None:
        """Let go of the answer: it is about other data."""
        self.answer, self.step, self.error = None, -1, None
        self.forget()

    def rest(self) -> None:
        """Compute nothing until the next snapshot is given: nobody looks."""
        if self._job is not None:
            self._job.stop()
        self._snapshot = None
        self._timer.stop()

    def close(self) -> None:
        """End the thread and wait for it."""
        job = self._job
        self.rest()
        if job is not None:
            job.join()
        self._job = None

    @property
    def asks(self) -> bool:
        """Whether there is a question, and weights that can answer it."""
        return self._question is not None and self._snapshot is not None and not self.is_too_large

    @property
    def working(self) -> bool:
        """Whether an answer is being computed."""
        return self._job is not None

    @property
    def is_slow(self) -> bool:
        """Whether the computation takes so long that one wants to know of it."""
        return self._job is not None and time.monotonic() - self._started >= _SOON

    @property
    def is_too_large(self) -> bool:
        """Whether the network is too large to be copied at every look."""
        snapshot = self._snapshot
        return snapshot is not None and STATE in snapshot.probes and not snapshot.probes[STATE]

    # -- computing -------------------------------------------------------------------------------------

    def _on_points(self) -> None:
        self._consider()

    def _consider(self) -> None:
        """Begin what is due."""
        snapshot = self._snapshot
        if snapshot is None or self._question is None or not self._session.has_points:
            return
        if self._job is not None:
            if not self._timer.isActive():  # nobody looked for a while
                self._timer.start()
            return
        ready = snapshot.state not in (RunState.STARTING, RunState.BROKEN) and snapshot.probes.get(STATE)
        if ready and self._is_of_data(snapshot.experiment):
            key = self._key(snapshot)
            if key != self._answered and (self._is_new(key) or self._is_due(snapshot)):
                self._begin(snapshot)

    def _is_of_data(self, experiment: Experiment | None) -> bool:
        """Tell whether a network reads the document's data, and not those it had before."""
        return experiment is None or experiment.data == self._document.experiment.data

    def _key(self, snapshot: Snapshot) -> tuple[object, ...]:
        experiment = snapshot.experiment or self._document.experiment
        return self._question, snapshot.run, experiment.data, experiment.graph, snapshot.step, snapshot.branch

    def _is_new(self, key: tuple[object, ...]) -> bool:
        """Tell whether more is new than the step."""
        return key[:4] != self._answered[:4]

    def _is_due(self, snapshot: Snapshot) -> bool:
        """Tell whether training has gone on for long enough."""
        if snapshot.state is not RunState.PLAYING or self._is_patient:
            return True
        return time.monotonic() - self._ended >= _SHARE * self._cost

    def _rests(self, snapshot: Snapshot) -> bool:
        return self._is_patient and snapshot.state is RunState.PLAYING

    def _begin(self, snapshot: Snapshot) -> None:
        from nnplayground.train.explaining.job import Job, Order

        question, experiment = self._question, snapshot.experiment or self._document.experiment
        assert question is not None
        self._answered = self._key(snapshot)
        order = Order(question, experiment, snapshot.probes[STATE], snapshot.step)
        self._job = Job(order, self._desk_now(), rests=self._rests(snapshot))
        self._started = time.monotonic()
        self._job.start()
        self._timer.start()

    def _desk_now(self) -> Desk:
        from nnplayground.train.explaining.job import Desk

        points = self._session.points
        assert points is not None
        if self._desk is None or self._desk[0] is not points:
            self._desk = points, Desk(lambda: pictures_of(points))
        return self._desk[1]

    def _poll(self) -> None:
        """Take what the job has found, and see what comes next when it has ended."""
        job = self._job
        if job is None:
            self._timer.stop()
            return
        ended, found = not job.running, job.found
        if found is not None and found is not self.answer and self._is_of_data(job.order.experiment):
            self.answer, self.step, self.error = found, job.order.step, None
            self.changed.emit()
        if ended:
            self._finish(job)
        elif job.order.question != self._question and time.monotonic() - self._started > _PATIENCE:
            job.stop()

    def _finish(self, job: Job) -> None:
        self._job = None
        self._ended, self._cost = time.monotonic(), job.seconds
        if job.stopped:
            self._answered = ()
        if job.error is not None:
            self.error = job.error
            self.changed.emit()
        elif not job.stopped:
            self.finished.emit()
        self._consider()
