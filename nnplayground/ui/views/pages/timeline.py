"""The run over time: pictures of its moments above its curves, and the way back to any of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.looking import TOPICS
from nnplayground.ui.numbers import format_loss, format_number
from nnplayground.ui.views.chart import Mark
from nnplayground.ui.views.curves_options import CurvesOptions
from nnplayground.ui.views.log import LogCopy
from nnplayground.ui.views.measures import Choice, curves_of, quantities_of, scale_of
from nnplayground.ui.views.page import Page, Table
from nnplayground.ui.views.time_axis import UNITS, Clock
from nnplayground.ui.views.timeline_chart import TimelineChart
from nnplayground.ui.views.timeline_controls import TimelineControls
from nnplayground.ui.views.timeline_memory import MemoryNote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.help import Topic
    from nnplayground.train.history import Curves
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.train.timeline import Moment
    from nnplayground.ui.views.curves import Curve

__all__ = ["TimelinePage"]

_PERIOD = 50  # milliseconds between two drawings of the curves
_DRIFT = 250  # milliseconds, where there is nothing new but that the present has gone on
_MOST_EVENTS = 40
_MOST_BRANCHES = 4
_NEAR = 4.0  # pixels within which a dragged playhead falls onto a kept moment
_OTHERS = ("class 2", "class 3", "class 1", "class 4", "class 7", "class 6")
_FAINT = 0.3  # opacity of a branch that was left


class TimelinePage(Page):
    """Curves, pictures, and a playhead that every view follows."""

    name = "timeline"
    order = 100

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self.choice = Choice()
        self._log, self._clock = LogCopy(), Clock()
        self._run = self._branch = 0
        self._seen: tuple[object, ...] = ()
        self._present = (0, 0)
        self._drawn = QElapsedTimer()
        self._left: list[LogCopy] = []  # what was recorded on branches that were left
        self._overlays: tuple[tuple[str, Curves], ...] = ()
        self._before: tuple[int | None, bool] = (None, False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._catch_up)
        self.chart = TimelineChart(self.tr("Losses over time"))
        self.chart.grabbed.connect(self._remember)
        self.chart.sought.connect(self._seek)
        self.chart.released.connect(self._catch_up)
        self.chart.reverted.connect(self._revert)
        self.chart.keyed.connect(self._on_key)
        self.chart.callout.branch.connect(session.branch)
        self.chart.callout.present.connect(self._to_present)
        self._controls = TimelineControls(session.playback)
        self._controls.optionsAsked.connect(self._open_options)
        self.options = CurvesOptions(self._controls)
        self.options.changed.connect(self.choose)
        self.memory = MemoryNote()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.memory)
        column.addWidget(self.chart, 1)
        session.runs.compared_changed.connect(self._take_overlays)
        self._take_overlays()

    # -- what the dock asks ----------------------------------------------------------------------------

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("TimelinePage", "Timeline")

    def topic(self) -> Topic | None:
        return TOPICS["time.travel" if self.session.is_past else self.name]

    def controls(self) -> QWidget:
        return self._controls

    def state(self) -> dict[str, object]:
        return {"choice": self.choice}

    def restore(self, state: Mapping[str, object]) -> None:
        choice = state.get("choice")
        if isinstance(choice, Choice):
            self.choose(choice)

    def table(self) -> Table | None:
        """Return every row of the log: means, and least and largest where a row stands for several points."""
        log = self._log
        log.update(self.session.history)
        if not len(log):
            return None
        header, columns = [], []
        for name in log.names:
            header.append(name)
            columns.append(log.mean(name))
            if log.stride > 1 and name not in UNITS:
                header += [f"{name}_min", f"{name}_max"]
                columns += [log.low(name), log.high(name)]
        return Table(header, np.column_stack(columns).tolist())

    def set_overlays(self, overlays: Sequence[tuple[str, Curves]]) -> None:
        """Draw the curves of other runs behind those of this one, each under a name."""
        self._overlays = tuple(overlays)
        self._redraw()

    def _take_overlays(self) -> None:
        self.set_overlays(self.session.runs.overlays())

    # -- showing ---------------------------------------------------------------------------------------

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show where the run is; what was measured is fetched only if there is more of it."""
        self._follow(snapshot)
        history, timeline = self.session.history, self.session.timeline
        self.memory.show_room(timeline)
        present = snapshot.present if snapshot.past else (snapshot.epoch, snapshot.step)
        seen = (history.revision, len(history), timeline.revision)
        if (seen, present) != (self._seen, self._present) and self._may_draw(seen != self._seen):
            self._seen, self._present = seen, present
            self._timer.start(_PERIOD)
            self._drawn.restart()
            self._log.update(history)
            self._keep_cut()
            known = self._log.mean("seconds")
            seconds = snapshot.seconds if not snapshot.past else float(known[-1]) if len(known) else 0.0
            self._clock.read(self._log, (*present, seconds))
            self._redraw()
        self._show_time(snapshot, int(self._clock.steps[-1]))

    def _may_draw(self, is_new: bool) -> bool:
        """Tell whether to draw now; if not, it will be looked at again."""
        if self._timer.isActive():
            return False
        rest = 0 if is_new or not self._drawn.isValid() else _DRIFT - self._drawn.elapsed()
        if rest > 0:
            self._timer.start(rest)
        return rest <= 0

    def _catch_up(self) -> None:
        """Show what came while the curves were not to be drawn again yet."""
        if self.session.snapshot is not None:
            self.show_snapshot(self.session.snapshot)

    def _follow(self, snapshot: Snapshot) -> None:
        """Draw at once what is no continuation of what was drawn; forget the branches of another run."""
        if (snapshot.run, snapshot.branch) != (self._run, self._branch):
            self._timer.stop()
        if snapshot.run != self._run:
            self._log = LogCopy()
            self._left.clear()
        self._run, self._branch = snapshot.run, snapshot.branch

    def _keep_cut(self) -> None:
        cut = self._log.take_cut()
        if cut is not None:
            self._left = [*self._left, cut][-_MOST_BRANCHES:]

    def _show_time(self, snapshot: Snapshot, present: int) -> None:
        unit = self.choice.unit
        playhead = self._clock.at(snapshot.step, unit) if snapshot.past else None
        if not self.chart.is_dragging:
            self.chart.show_time(self._clock.at(present, unit), playhead)
        self._tell(snapshot)
        playing = self.session.is_playing
        self._controls.state.show_state("past" if snapshot.past else "live" if playing else "paused")
        self._controls.enable(present > 0)

    def _tell(self, snapshot: Snapshot) -> None:
        test = snapshot.test.loss
        name, loss = self.tr("Test loss"), test
        if not np.isfinite(test):
            name, loss = self.tr("Train loss"), snapshot.train.loss
        shown = (name, format_loss(loss)) if np.isfinite(loss) else ("", "")
        self.chart.callout.show_moment((self.tr("Epoch"), format_number(snapshot.epoch)), shown)

    def _redraw(self) -> None:
        choice, axis, clock = self.choice, self.chart.axis, self._clock
        axis.set_scale(choice.unit, choice.time_log)
        axis.set_last(clock.at(float(clock.steps[-1]), choice.unit))
        scales = [scale_of(quantity, choice.value_log) for quantity in choice.quantities]
        rows = self._log.mean(choice.unit)
        self.chart.show_curves(rows, self._curves(), self._marks(), (scales[0], scales[-1]))
        moments = self.session.timeline.moments()
        steps = np.array([moment.step for moment in moments], np.float64)
        places = clock.places(steps, choice.unit)
        segments = self.session.timeline.segments()
        matrices = {s.number for s in segments if not s.experiment.data.dataset.spec().bounds}
        losses = self._losses(moments, steps)
        self.chart.show_moments(moments, places, losses, self._breaks(), matrices)

    def _curves(self) -> list[Curve]:
        titles = {node.id: say(node.title) for node in self.document.experiment.graph.nodes}
        own = curves_of(self._log, self.choice, titles)
        return [*own, *self._other_curves(), *self._left_curves()]

    def _other_curves(self) -> list[Curve]:
        """Return the first quantity of other runs, each in its colour."""
        found = []
        choice = replace(self.choice, quantities=self.choice.quantities[:1])
        for number, (name, curves) in enumerate(self._overlays):
            log = LogCopy.of(curves)
            role = _OTHERS[number % len(_OTHERS)]
            found += [replace(c, name=f"{name}, {c.name}", role=role) for c in curves_of(log, choice, {})]
        return found

    def _left_curves(self) -> list[Curve]:
        """Return the curves of branches that were left, from where they were left on, without a name."""
        choice = replace(self.choice, quantities=self.choice.quantities[:1])
        return [replace(c, opacity=_FAINT) for log in self._left for c in curves_of(log, choice, {})]

    def _marks(self) -> list[Mark]:
        unit, breaks = self.choice.unit, set(self._breaks())
        marks = []
        for epoch, text in self._log.events[-_MOST_EVENTS:]:
            x = self._clock.of_epoch(epoch, unit)
            marks.append(Mark(x, say(text), strong=any(abs(x - b) < 1e-6 for b in breaks)))
        return marks

    def _breaks(self) -> list[float]:
        segments = self.session.timeline.segments()[1:]
        return [self._clock.at(segment.began_step, self.choice.unit) for segment in segments]

    def _losses(self, moments: Sequence[Moment], steps: NDArray[Any]) -> NDArray[Any]:
        """Return the losses of moments, from the log where they were not measured at that very step."""
        own = np.array([(m.train_loss, m.test_loss) for m in moments], np.float64).reshape(len(moments), 2)
        logged = self._log.mean("step")
        for side, name in enumerate(("train_loss", "test_loss")):
            values = self._log.mean(name)
            known = np.isfinite(values)
            if known.any():
                near = np.interp(steps, logged[known], values[known])
                own[:, side] = np.where(np.isnan(own[:, side]), near, own[:, side])
        return own

    # -- the person ------------------------------------------------------------------------------------

    def choose(self, choice: Choice) -> None:
        """Show other curves, or on other axes."""
        self.choice = choice
        self._redraw()
        self._timer.stop()
        self._catch_up()

    def _open_options(self) -> None:
        self.options.offer(quantities_of(self._log.names))
        self.options.show_choice(self.choice)
        self.options.open_at(self._controls.options)

    def _remember(self) -> None:
        snapshot = self.session.snapshot
        past = snapshot is not None and snapshot.past
        self._before = (snapshot.step if snapshot is not None and past else None, self.session.is_playing)

    def _seek(self, time: float) -> None:
        """Show the run as it was at a time of the axis: at a kept moment if one is near."""
        session = self.session
        session.playback.stop()
        step = self._snapped(time)
        present = int(self._clock.steps[-1])
        shown = None if step >= present else step
        session.seek(shown)
        place = None if shown is None else self._clock.at(shown, self.choice.unit)
        self.chart.show_time(self._clock.at(present, self.choice.unit), place)

    def _snapped(self, time: float) -> int:
        wanted, unit = self._clock.step(time, self.choice.unit), self.choice.unit
        steps = np.array([moment.step for moment in self.session.timeline.moments()], np.float64)
        if len(steps):
            pixels = self.chart.area().width()
            away = self.chart.axis.fractions(self._clock.places(steps, unit)) - self.chart.axis.fractions(
                time
            )
            nearest = int(np.abs(away).argmin())
            if abs(away[nearest]) * pixels <= _NEAR:
                return int(steps[nearest])
        return round(wanted)

    def _revert(self) -> None:
        """Undo the first click of a double click, which was meant for the zoom."""
        step, playing = self._before
        self.session.seek(step)
        if playing:
            self.session.play()

    def _on_key(self, key: str) -> None:
        moments = self.session.timeline.moments()
        self.session.playback.stop()
        self.session.seek(moments[0].step if key == "first" and moments else None)

    def _to_present(self) -> None:
        self.session.playback.stop()
        self.session.seek(None)
