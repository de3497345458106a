"""The loss surface of a session's network: computed beside training, kept up to date while it is seen."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from nnplayground.train.landscape_plane import Directions, WeightAt
from nnplayground.train.snapshot import ProbeRequest, RunState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.core.shapes import ShapeReport
    from nnplayground.train.landscape import Landscape, Survey
    from nnplayground.train.landscape_job import Job
    from nnplayground.train.landscape_track import Form, TrackPoint
    from nnplayground.train.snapshot import Snapshot

__all__ = ["STATE", "Here", "Surveyor"]

STATE = ProbeRequest("state")

_PARTS = ("train", "validation", "test")
_POLL = 33  # milliseconds between two looks at a job
_REST = 1.0  # seconds between two surfaces while it trains, and as many times a surface's own
_RESTS = 3.0
_SOON = 0.4  # seconds
_PATH = 3  # points that a plane along the path needs
_SIZES = ((81, 49), (41, 25))  # of grids, the second where a point is dear
_DEAR = 10_000_000  # multiply-adds
_TAIL = 1200  # moments kept since the surface was computed
_WIDEST = 16.0  # times the usual extent that a bowl grows to after a path that leaves it


@dataclass(frozen=True, slots=True, eq=False)
class Here:
    """A moment of the run on the plane that is shown.

    Attributes
    ----------
    place : ndarray
        Shape (1 or 2,).
    loss : float
        As measured for the part that is surveyed; NaN if it was not.
    """

    step: int
    epoch: int
    place: Any
    loss: float


class Surveyor(QObject):
    """Watches the weights and computes surfaces.

    Give it every snapshot while the surface can be seen, and :meth:`rest` when it no longer can.

    Attributes
    ----------
    survey : Survey
        What is wished for; :attr:`landscape` says what was computed.
    landscape : Landscape or None
        The newest surface; one of an earlier step stays until another has its first points.
    here : Here or None
        The moment that was seen last, on the plane of :attr:`landscape`.
    tail : list of Here
        Moments of the run that came after the landscape's path.
    error : PlaygroundError or None
        Why there is no newer surface.
    follows : bool
        Whether a new surface is computed while it trains.
    """

    changed = Signal()
    """Something of the attributes, or of the progress."""

    def __init__(self, document: Document, session: Session, parent: QObject | None = None) -> None:
        from nnplayground.train.landscape import Survey
        from nnplayground.train.landscape_job import Workshop
        from nnplayground.train.landscape_track import Track

        super().__init__(parent)
        self._document, self._timeline = document, session.timeline
        self._workshop = Workshop()
        self._track = Track()
        self._measured: dict[int, dict[str, float]] = {}  # losses of the parts at the steps of the path
        self._job: Job | None = None
        self._snapshot: Snapshot | None = None
        self._made_for: tuple[object, ...] = ()  # what the landscape, or the job at work, belongs to
        self._made_at = (0, 0.0)  # its step, and when it was done
        self._cost = self._started = 0.0
        self._halted = False  # the person pressed Stop
        self._sized = False  # the person chose a resolution
        self.survey = Survey()
        self.follows = True
        self.landscape: Landscape | None = None
        self.here: Here | None = None
        self.tail: list[Here] = []
        self.error: PlaygroundError | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL)
        self._timer.timeout.connect(self._poll)

    # -- what is asked ---------------------------------------------------------------------------------

    @property
    def is_exact(self) -> bool:
        """Whether the network has one or two weights, whose loss can be shown whole."""
        report = self._document.report
        return report.ok and 1 <= report.parameters <= 2

    @property
    def working(self) -> bool:
        """Whether a surface is being computed."""
        return self._job is not None

    @property
    def progress(self) -> tuple[int, int]:
        """How many points are done, and of how many; (0, 0) if that is not known."""
        found = self._job.found if self._job is not None else None
        return (found.done, found.total) if found is not None else (0, 0)

    @property
    def is_slow(self) -> bool:
        """Whether the computation takes so long that one wants to know how far it is."""
        return self._job is not None and time.monotonic() - self._started >= _SOON

    @property
    def points(self) -> tuple[TrackPoint, ...]:
        """The watched path."""
        return self._track.points

    def set_survey(self, survey: Survey) -> None:
        """Wish for another surface."""
        self._sized = self._sized or (survey.columns, survey.rows) != (self.survey.columns, self.survey.rows)
        self.survey, self._halted = survey, False
        self._consider()
        self.changed.emit()

    def compute(self) -> None:
        """Compute the surface of now, whether or not there is one."""
        self._made_for, self._halted = (), False
        self._end_job()
        self._consider()
        self.changed.emit()

    def stop(self) -> None:
        """Leave the surface as it is so far."""
        self._halted = True
        self._end_job()
        self.changed.emit()

    def rest(self) -> None:
        """Compute nothing until the next snapshot is given: nobody looks."""
        self._end_job()
        self._snapshot = None
        self._timer.stop()

    def close(self) -> None:
        """End the thread and wait for it."""
        job = self._job
        self.rest()
        if job is not None:
            job.join()
        self._job = None

    # -- what is seen ----------------------------------------------------------------------------------

    def see(self, snapshot: Snapshot) -> None:
        """Add a moment to the path, and compute another surface if one is due."""
        from nnplayground.train.landscape_track import point_of

        before, self._snapshot = self._snapshot, snapshot
        if snapshot.state not in (RunState.STARTING, RunState.BROKEN):
            if before is not None and before.run != snapshot.run:
                self._start_over()
            arrays = snapshot.probes.get(STATE)
            if arrays:
                self._follow(snapshot, point_of(snapshot.step, snapshot.epoch, arrays))
            self._consider()
        self.changed.emit()

    def _start_over(self) -> None:
        self._track.clear()
        self._measured.clear()
        self.tail.clear()

    def _follow(self, snapshot: Snapshot, point: TrackPoint) -> None:
        if not np.isfinite(point.numbers).all():
            return
        newest = self._track.points[-1] if len(self._track) else None
        if newest is not None and point.step < newest.step and not snapshot.past:
            self._track.cut(point.step)
            self.tail = [here for here in self.tail if here.step <= point.step]
        if newest is None or newest.form != point.form:
            self.tail.clear()
        self._track.add(point)
        self._measured[point.step] = {part: getattr(snapshot, part).loss for part in _PARTS}
        if len(self._measured) > _TAIL:  # of points thinned out long ago
            kept = {point.step for point in self._track.points}
            self._measured = {step: losses for step, losses in self._measured.items() if step in kept}
        self._place(point)

    def _place(self, point: TrackPoint) -> None:
        """Say where a moment lies on the plane that is shown."""
        found = self.landscape
        if found is None or found.plane.origin.shape != point.numbers.shape:
            self.here = None
            return
        self.here = self._on_plane(found, point)
        newest = self.tail[-1].step if self.tail else int(found.trail.steps[-1])
        if point.step > newest:
            self.tail.append(self.here)
            if len(self.tail) > _TAIL:
                del self.tail[1:-1:2]

    def _on_plane(self, found: Landscape, point: TrackPoint) -> Here:
        loss = self._measured.get(point.step, {}).get(found.survey.part, math.nan)
        return Here(point.step, point.epoch, found.plane.place(point.numbers[np.newaxis])[0], loss)

    # -- computing -------------------------------------------------------------------------------------

    def _consider(self) -> None:
        """Begin what is due, or stop what no longer is."""
        snapshot = self._snapshot
        if snapshot is None or self._halted or not self._fits_network():
            return
        wanted = self._wanted()
        key = self._key(snapshot, wanted)
        if self._job is not None:
            if not self._timer.isActive():  # nobody looked for a while
                self._timer.start()
            if key != self._made_for:
                self._end_job()
        elif key != self._made_for or self._is_due(snapshot, wanted):
            self._begin(wanted, key)

    def _fits_network(self) -> bool:
        """Tell whether the weights seen last are those of the network in the document."""
        report = self._document.report
        if not report.ok or not len(self._track):
            return False
        form = dict(self._track.points[-1].form)
        wanted = ((f"{id}.{name}", shape) for id in report.used for name, shape in _shapes(report, id))
        return all(form.get(name) == shape for name, shape in wanted)

    def _wanted(self) -> Survey:
        """Return the survey that is possible now."""
        if not self._sized:
            columns, rows = _SIZES[self._work() > _DEAR]
            self.survey = replace(self.survey, columns=columns, rows=rows)
        survey, form = self.survey, self._track.points[-1].form
        if self.is_exact:
            return replace(survey, directions=Directions.EXACT, zoom=self._zoom())
        if survey.directions is Directions.PATH and self._known_points() < _PATH:
            return replace(survey, directions=Directions.FILTER)
        if survey.directions is Directions.WEIGHTS and not _fit(survey.weights, form):
            return replace(survey, weights=self.most_moved(2))
        return survey

    def _work(self) -> int:
        """Return the multiply-adds of one point."""
        return self._document.report.multiply_adds * self._document.experiment.run_size().samples

    def _known_points(self) -> int:
        begun = self._track.points[0].step
        return len(self._track) + sum(moment.step < begun for moment in self._timeline.moments())

    def _zoom(self) -> float:
        """Return how much wider a bowl must be for the present point to be in it."""
        found, here = self.landscape, self.here
        if found is None or here is None or found.plane.kind is not Directions.EXACT:
            return 1.0
        zoom = found.survey.zoom
        lows = np.array([found.x[0], found.y[0]][: len(here.place)])
        highs = np.array([found.x[-1], found.y[-1]][: len(here.place)])
        inside = ((lows <= here.place) & (here.place <= highs)).all()
        return zoom if inside else min(_WIDEST, 2 * zoom)

    def most_moved(self, count: int) -> tuple[WeightAt, ...]:
        """Return the weights that the path has moved the most, in the order of that."""
        points = self._track.points
        moved = np.abs(points[-1].numbers - points[0].numbers)
        moved = np.where(self._are_weights(points[-1].form), moved, -1.0)
        chosen = np.argsort(-moved, kind="stable")[:count]
        return tuple(_weight_at(int(place), points[-1].form) for place in chosen if moved[place] >= 0)

    def _are_weights(self, form: Form) -> Any:
        nodes = self._document.report.nodes
        names = {f"{id}.{name}" for id, node in nodes.items() for name in node.parameter_shapes}
        return np.concatenate([np.full(int(np.prod(shape)), name in names) for name, shape in form])

    def _key(self, snapshot: Snapshot, wanted: Survey) -> tuple[object, ...]:
        experiment = self._document.experiment
        return snapshot.run, experiment.data, experiment.graph, wanted, self._track.points[-1].form

    def _is_due(self, snapshot: Snapshot, wanted: Survey) -> bool:
        """Tell whether the surface is of another step, and enough time has gone by."""
        step, done = self._made_at
        if not self.follows or snapshot.past or step == self._track.points[-1].step:
            return False
        if wanted.directions is Directions.EXACT and not self._has_gaps():
            return False
        rests = snapshot.state is not RunState.PLAYING
        return rests or time.monotonic() - done >= max(_REST, _RESTS * self._cost)

    def _has_gaps(self) -> bool:
        """Tell whether steps went by unseen; the timeline may know them."""
        found = self.landscape
        return found is not None and self._track.points[-1].step - found.trail.steps[-1] > len(self.tail)

    def _begin(self, wanted: Survey, key: tuple[object, ...]) -> None:
        from nnplayground.train.landscape_job import Job, Order

        points = self._track.points
        self._made_for, self._made_at = key, (points[-1].step, time.monotonic())
        self.error = None
        order = Order(self._document.experiment, wanted, points, points[-1], self._timeline)
        self._job = Job(order, self._workshop)
        self._job.start()
        self._started = time.monotonic()
        self._timer.start()

    def _end_job(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _poll(self) -> None:
        """Take what the job has found, and see what comes next when it has ended."""
        job = self._job
        if job is None:
            self._timer.stop()
            return
        ended = not job.running
        found = job.found
        if found is not None and found.stride and not self._is_stale(job) and self._is_better(found):
            self._show(found)
        if ended:
            self._finish(job)
        self.changed.emit()

    def _is_better(self, found: Landscape) -> bool:
        """Tell whether to show a surface: a coarse one takes no fine one's place, unless that is another."""
        shown = self.landscape
        other = shown is None or shown.survey != found.survey or shown.weights != found.weights
        return found.finished or other or (shown is not None and shown.plane is found.plane)

    def _is_stale(self, job: Job) -> bool:
        """Tell whether a job belongs to another run or network than the one that is watched now."""
        points = self._track.points
        other_run = self._snapshot is not None and self._made_for[:1] not in ((), (self._snapshot.run,))
        return not points or other_run or job.order.here.form != points[-1].form

    def _show(self, found: Landscape) -> None:
        new_plane = self.landscape is None or found.plane is not self.landscape.plane
        self.landscape = found
        if not new_plane or self._snapshot is None:
            return
        behind = [point for point in self._track.points if point.step > found.step]
        self.tail = [self._on_plane(found, point) for point in behind]
        here = next((p for p in self._track.points if p.step == self._snapshot.step), None)
        if here is not None:
            self._place(here)

    def _finish(self, job: Job) -> None:
        self._job = None
        self._made_at = job.order.here.step, time.monotonic()
        self._cost = job.seconds
        if job.error is not None:
            self.error = job.error
        if job.stopped and not self._halted:
            self._made_for = ()
        self._consider()


def _shapes(report: ShapeReport, id: str) -> Iterable[tuple[str, tuple[int, ...]]]:
    return report.nodes[id].parameter_shapes.items()


def _fit(weights: tuple[WeightAt, ...], form: Form) -> bool:
    """Tell whether a network has these weights."""
    counts = {name: int(np.prod(shape)) for name, shape in form}
    return len(weights) == 2 and all(0 <= w.index < counts.get(w.name, 0) for w in weights)


def _weight_at(place: int, form: Form) -> WeightAt:
    for name, shape in form:
        count = int(np.prod(shape))
        if place < count:
            return WeightAt(name, place)
        place -= count
    raise IndexError(place)
