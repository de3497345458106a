"""Slow motion: one batch after the other, seen to pass through the network, back, and into the weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from nnplayground.train.snapshot import ProbeRequest, RunState
from nnplayground.ui.editor.flow import Flow, Passing
from nnplayground.ui.editor.flow_caption import FlowCaption
from nnplayground.ui.editor.flow_plan import SAMPLES
from nnplayground.ui.neuron.reached import Reached

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import Array, Snapshot
    from nnplayground.ui.editor.canvas import Canvas

__all__ = ["SlowMotion"]

_TICK = 33  # milliseconds
_WAY = 3200.0  # milliseconds from the data to the loss
_SHORTEST, _LONGEST = 260.0, 900.0  # of one stage
_LOOK, _UPDATE = 700.0, 1100.0  # at the loss; at the new weights
_PROBE = ProbeRequest("passage", SAMPLES)
_WEIGHTS = ProbeRequest("weights")


@dataclass(frozen=True, slots=True)
class _Scene:
    """A part of the play: what passes, through which stage, for how long."""

    passing: Passing
    stage: int
    milliseconds: float


class SlowMotion(QObject):
    """Plays training step by step on the canvas; each step is a real one.

    Attributes
    ----------
    changed : Signal
        It was switched on or off, began or stands still.
    """

    changed = Signal()

    def __init__(self, document: Document, session: Session, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._document, self._session, self._canvas = document, session, canvas
        self.flow = Flow(canvas.scene)
        self.caption = FlowCaption(canvas.view)
        self._is_on = self._is_running = self._waits = self._once = False
        self._play: list[_Scene] = []
        self._at, self._elapsed = 0, 0.0
        self._seen: tuple[object, ...] = ()
        self._batch = (0, 0.0)
        self._weights: Mapping[str, Array] = {}
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)
        canvas.neuron.changed.connect(self._show)

    # -- what the person does --------------------------------------------------------------------------

    @property
    def is_on(self) -> bool:
        """Whether training is shown slowly."""
        return self._is_on

    @property
    def is_running(self) -> bool:
        """Whether something moves now."""
        return self._is_running

    def set_on(self, on: bool) -> None:
        """Switch slow motion on or off; what was playing goes on playing."""
        if on == self._is_on:
            return
        was_playing = self._session.is_playing or self._is_running
        self._is_on = on
        self._canvas.overlays.lend_caption(on)
        if on:
            self._session.pause()
            self._begin_play()
            self._run(was_playing)
        else:
            self._stop()
            if was_playing:
                self._session.play()
        self.changed.emit()

    def toggle(self) -> None:
        """Let it go on, or hold it where it is."""
        self._once = False
        self._run(not self._is_running)

    def step(self) -> None:
        """Show one batch and stop after it."""
        self._once = True
        self._run(True)

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what must be in snapshots while it is on."""
        return frozenset({_PROBE, _WEIGHTS}) if self._is_on else frozenset()

    def _run(self, running: bool) -> None:
        self._is_running = running
        self._clock.start()
        if running:
            self._timer.start()
        else:
            self._timer.stop()
        self._show()
        self.changed.emit()

    def _stop(self) -> None:
        self._timer.stop()
        self._is_running = self._waits = False
        self._play = []
        self._seen = ()
        self._show()

    # -- the run ---------------------------------------------------------------------------------------

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take the numbers of the next batch, and of the weights that the last one changed."""
        if not self._is_on:
            return
        if snapshot.past or snapshot.state in (RunState.DIVERGED, RunState.BROKEN, RunState.FINISHED):
            self._stop()
            self.changed.emit()
            return
        numbers, weights = snapshot.probes.get(_PROBE), snapshot.probes.get(_WEIGHTS)
        seen = (snapshot.run, snapshot.step, self._document.experiment.graph.structure)
        if seen == self._seen:
            self._take_weights(weights)
            self._show()
            return
        if not numbers:
            return
        if self._waits and weights is not None:
            self.flow.take_change(self._weights, weights)
        self._seen, self._weights = seen, {}
        self._take_weights(weights)
        self.flow.take(self._document.experiment.graph, numbers)
        self._batch = (snapshot.step + 1, float(numbers["loss"][0]))
        if self._waits:
            self._waits = False
            self._at, self._elapsed = len(self._play) - 1, 0.0
        else:
            self._begin_play()
        self._show()

    def _take_weights(self, weights: Mapping[str, Array] | None) -> None:
        """Take the newest parameters; they may come later than the batch, or be typed by hand."""
        if weights:
            self._weights = weights
        self.flow.take_weights(self._weights)

    def _begin_play(self) -> None:
        """Write down a whole step: forward, the loss, back, and the new weights."""
        stages = self.flow.stages
        self._at, self._elapsed, self._waits = 0, 0.0, False
        if not stages:
            self._play = []
            return
        self.caption.show_batch(*self._batch)
        each = min(_LONGEST, max(_SHORTEST, _WAY / stages))
        forward = [_Scene(Passing.FORWARD, stage, each) for stage in range(stages)]
        backward = [_Scene(Passing.BACKWARD, stage, each) for stage in reversed(range(stages))]
        look, update = _Scene(Passing.NOTHING, stages, _LOOK), _Scene(Passing.UPDATE, 0, _UPDATE)
        self._play = [*forward, look, *backward, update]

    def _tick(self) -> None:
        passed = min(100.0, float(self._clock.restart()))  # after a hang it goes on where it was
        if not self._play or self._waits or not self._canvas.isVisible():
            return
        self._elapsed += passed
        scene = self._play[self._at]
        if self._elapsed >= scene.milliseconds:
            self._elapsed = 0.0
            self._at += 1
            self._turn(scene)
        self._show()

    def _turn(self, ended: _Scene) -> None:
        """Go on to the next part of the play."""
        if ended.passing is Passing.UPDATE:
            self._begin_play()
            if self._once:
                self._once = False
                self._run(False)
        elif self._play[self._at].passing is Passing.UPDATE:
            self._waits = True
            self._session.step()

    def _show(self) -> None:
        neuron = self._canvas.neuron
        if not self._play:
            self.flow.clear()
            self.caption.hide()
            neuron.show_reached(None)
            return
        self.flow.is_still = self._canvas.view.reduced_motion
        scene = self._play[self._at]
        if self._waits or neuron.focus is not None:  # within a neuron no wire is seen
            self.flow.clear()
        else:
            self.flow.show_stage(scene.passing, scene.stage, self._elapsed / scene.milliseconds)
        part = Passing.UPDATE if self._waits else scene.passing
        self.caption.stand_beside(self._canvas.overlays.zoom if neuron.focus is not None else None)
        self.caption.show_part(part)
        if neuron.focus is not None:
            reached = _reached(part, scene.stage, self.flow.stage_of(neuron.focus[0]))
            neuron.show_reached(reached, moving=self._is_running)


def _reached(part: Passing, stage: int, own: int) -> Reached:
    """Return how much of a step has come to a node that the samples reach by the stage ``own``."""
    if part is Passing.UPDATE:
        return Reached.UPDATE
    if part is Passing.BACKWARD and stage <= own:
        return Reached.BACKWARD
    return Reached.NOTHING if part is Passing.FORWARD and stage < own else Reached.FORWARD
