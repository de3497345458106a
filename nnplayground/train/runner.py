"""What the background thread does: commands in, steps, snapshots out. Free of threads, so easily tried."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

from nnplayground.core.errors import PlaygroundError, TrainingError
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.train.changes import describe_changes, joined
from nnplayground.train.commands import (
    Abandon,
    BackToGood,
    Branch,
    KeepWithin,
    Pace,
    Pause,
    Play,
    Reinitialize,
    Reset,
    Restart,
    Seek,
    SetWeight,
    Step,
    Update,
    Watch,
)
from nnplayground.train.device import memory_held
from nnplayground.train.endings import Endings, ends_run
from nnplayground.train.gauge import Gauge
from nnplayground.train.past import Past
from nnplayground.train.probes import Prober
from nnplayground.train.recorder import Recorder
from nnplayground.train.snapshot import ProbeRequest, RunState, Snapshot, empty_snapshot
from nnplayground.train.speed import Speed
from nnplayground.train.stride import Stride
from nnplayground.train.timeline import Timeline
from nnplayground.train.trainer import Trainer
from nnplayground.train.transfers import norms

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.commands import Command
    from nnplayground.train.history import History
    from nnplayground.train.measures import Measures

__all__ = ["Runner", "said"]

_CALL = 0.016  # seconds of training between two looks at the commands
_SHARE = 14  # training gets at least so many times the time of looking
_SLOWEST = 0.5  # seconds between two snapshots, however much a look costs
_PATIENCE = 0.25  # a pace that fell behind further than this is not caught up with


def said(error: PlaygroundError) -> Text:
    """Return an error as one text that can still be translated."""
    if not error.remedy:
        return error.sentence if isinstance(error.sentence, Text) else Text(error.sentence)
    return Text("{sentence} {remedy}", {"sentence": error.sentence, "remedy": error.remedy})


class Runner:
    """Drives a trainer by commands.

    Parameters
    ----------
    experiment : Experiment
        If it cannot be trained, the state is BROKEN until an update mends it. An update that cannot be
        trained later on leaves the last valid program at work; snapshots say why it was refused.
    history : History
        Where the measures of epochs go.
    timeline : Timeline, optional
        Where moments go.
    endings : Endings, optional
        Where runs go that have ended.

    Attributes
    ----------
    state : RunState
    trainer : Trainer or None
        None until an experiment could be trained.
    """

    def __init__(
        self,
        experiment: Experiment,
        history: History,
        timeline: Timeline | None = None,
        endings: Endings | None = None,
    ) -> None:
        self.state = RunState.PAUSED
        self.trainer: Trainer | None = None
        self._history = history
        self._prober = Prober()
        self._timeline = timeline if timeline is not None else Timeline()
        self._recorder = Recorder(self._timeline, self._prober)
        self._past = Past(self._timeline)
        self._endings = endings if endings is not None else Endings()
        self._run = self._branches = 0
        self._message: str = ""
        self._aside: str = ""  # what is to be said while the past is shown
        self._failed = ""
        self._refusal: str = ""  # why the experiment as edited is not the one that trains
        self._requests: frozenset[ProbeRequest] = frozenset()
        self._rate = 30.0
        self._pace: float | None = None
        self._goal: Step | None = None
        self._resumes = False  # play as soon as there is something that can be trained
        self._gauge = Gauge()
        self._endings.look_with(self._gauge, self._prober)
        self._published = self._look_cost = 0.0
        self._shown = (0, 0)
        self._due = 0.0
        self._speed = Speed()
        self._stride = Stride(_CALL)
        self._update(Update(experiment))

    # -- commands --------------------------------------------------------------------------------------

    def apply(self, command: Command) -> None:
        """Obey one command; what is wrong with it becomes the message."""
        self._aside = ""
        if self.state in (RunState.PAUSED, RunState.PLAYING):
            self._message = ""
        try:
            _HANDLERS[type(command)](self, command)
        except PlaygroundError as error:
            self._say(said(error))

    def _say(self, message: str) -> None:
        if self._past.trainer is None:
            self._message = message
        else:
            self._aside = message

    def break_off(self, message: str) -> None:
        """Stop after an unexpected error; an update or a reset may go on from here."""
        self.state, self._message, self._goal, self._resumes = RunState.BROKEN, message, None, False

    def _play(self, command: Play) -> None:
        del command
        self._require_present()
        if self.state is RunState.BROKEN or self.trainer is None:
            self._resumes = True
            return
        self._goal = None
        self._start()

    def _start(self) -> None:
        assert self.trainer is not None
        if self.state is RunState.FINISHED:
            self.trainer.watch_best()  # who plays on after an early stop gives it another chance
            self._interrupted(self.trainer)
        reason = self.trainer.stop_reason()
        self.state = RunState.FINISHED if reason else RunState.PLAYING
        self._message = reason or ""
        self._due = time.perf_counter()
        self._speed.stop()

    def _pause(self, command: Pause) -> None:
        del command
        self._resumes = False
        if self.state is RunState.PLAYING:
            self.state = RunState.PAUSED
            self._keep()

    def _step(self, command: Step) -> None:
        self._require_present()
        if self.state is RunState.BROKEN or self.trainer is None:
            return
        steps = self.trainer.step + command.steps if command.steps else 0
        epochs = self.trainer.epoch + command.epochs if command.epochs else 0
        self._goal = Step(steps, epochs)
        self._start()

    def _reset(self, command: Reset | Restart) -> None:
        self._resumes = False
        if self.trainer is None:
            return
        self._endings.end(self.trainer)
        self._past.forget()
        self.trainer.reset()
        if isinstance(command, Restart):
            self.trainer.load_weights(command.weights)
        self.state, self._message = RunState.PAUSED, ""
        self._begin_run()
        self._recorder.begin(self.trainer, self._gauge.measures)

    def _set_pace(self, command: Pace) -> None:
        self._pace, self._due = command.epochs_per_second, time.perf_counter()

    def _watch(self, command: Watch) -> None:
        self._requests, self._rate = command.requests, max(0.1, command.rate)

    def _set_weight(self, command: SetWeight) -> None:
        if self.trainer is not None:
            self._leave_past()
            self.trainer.set_weight(command.node, command.parameter, command.index, command.value)
            self._gauge.forget()
            self._interrupted(self.trainer, _("core", "Weight set by hand"))

    def _reinitialize(self, command: Reinitialize) -> None:
        if self.trainer is not None:
            self._leave_past()
            self.trainer.reinitialize(command.node, command.draw, undo=command.undo)
            self._gauge.forget()
            self._interrupted(self.trainer, _("core", "Weights drawn anew"))

    def _update(self, command: Update) -> None:
        self._leave_past()
        before = self.trainer.experiment if self.trainer is not None else None
        ending = self._endings.look(self.trainer, command.experiment)
        try:
            new_run = self._take_over(command.experiment)
        except PlaygroundError as error:
            self._refusal = said(error)
            if self.trainer is None:
                self.state, self._message = RunState.BROKEN, self._refusal
            return
        self._endings.keep(ending)
        self._gauge.forget()
        self._refusal = ""
        if new_run:
            self._begin_run()
        self._note_edit(before)
        if self.state in (RunState.BROKEN, RunState.DIVERGED, RunState.FINISHED):
            self.state, self._message = RunState.PAUSED, ""
        if self._resumes:
            self._resumes = False
            self._start()

    def _note_edit(self, before: Experiment | None) -> None:
        """Let the timeline know what an update has changed."""
        assert self.trainer is not None
        now = self.trainer.experiment
        if before is None:
            self._recorder.begin(self.trainer, self._gauge.measures)
        elif ends_run(before, now):
            self._endings.begin(self.trainer.epoch)
            measures = self._gauge.current(self.trainer, playing=False)
            self._recorder.begin_segment(self.trainer, measures, joined(describe_changes(before, now)))
        elif _trained(before) != _trained(now):
            self._interrupted(self.trainer, joined(describe_changes(before, now)))

    def _interrupted(self, trainer: Trainer, event: str = "") -> None:
        """Let the timeline know that the run was changed by other means than training."""
        self._recorder.interrupt(trainer, self._gauge.current(trainer, playing=False), event)

    def _abandon(self, command: Abandon) -> None:
        del command
        if self._refusal:
            self._endings.end(self.trainer)
            self.trainer = None
            self._gauge.forget()
            self._past.forget()
            self._history.clear()
            self._timeline.clear()
            self.break_off(self._refusal)

    def _take_over(self, experiment: Experiment) -> bool:
        """Go on with an experiment; return whether older snapshots are stale."""
        if self.trainer is None:
            self.trainer = Trainer(experiment, history=self._history)
            return True
        return self.trainer.update(experiment)

    def _begin_run(self) -> None:
        self._run += 1
        self._endings.begin(self.trainer.epoch if self.trainer is not None else 0)
        self._gauge.forget()
        self._speed.stop()
        if self.trainer is not None and not len(self._history):
            self._gauge.record(self.trainer)

    # -- time ------------------------------------------------------------------------------------------

    def _seek(self, command: Seek) -> None:
        if self.trainer is None:
            return
        self._pause(Pause())
        if command.step is None or command.step >= self.trainer.step:
            self._leave_past()
        else:
            self._past.go(command.step, self.trainer)

    def _leave_past(self) -> None:
        if self._past.trainer is not None and self.trainer is not None:
            self._past.leave()
            self.trainer.take_threads()

    def _require_present(self) -> None:
        if self._past.trainer is not None:
            sentence = _("core", "This is an earlier moment of the run.")
            remedy = _("core", "Branch from here, or go back to the present, to train on.")
            raise TrainingError(sentence, remedy=remedy)

    def _branch(self, command: Branch) -> None:
        del command
        past, moment = self._past.trainer, self._past.moment
        if self.trainer is None or past is None or moment is None:
            return
        new_data = past.experiment.data != self.trainer.experiment.data
        self._endings.end(self.trainer)
        self._endings.begin(past.epoch)
        self._history.cut(past.epoch, past.step)
        self._timeline.cut(moment)
        past.history, self.trainer = self._history, past
        self._past.forget()
        self._branches += 1
        self.state, self._message, self._refusal = RunState.PAUSED, "", ""
        self._gauge.forget()
        if new_data:
            self._begin_run()
        self._recorder.keep(past, self._gauge.current(past, playing=False))

    def _back_to_good(self, command: BackToGood) -> None:
        del command
        if self.trainer is None:
            return
        wanted, good = self.trainer.experiment, self._timeline.good()
        if good is None:  # the network is too large for moments to be kept
            self._reset(Reset())
            return
        self._past.go(good.step, self.trainer)
        self._branch(Branch())
        self._update(Update(wanted))

    def _keep_within(self, command: KeepWithin) -> None:
        self._timeline.budget = command.bytes

    def _keep(self) -> None:
        """Keep the moment at which training pauses."""
        if self.trainer is not None:
            self._recorder.offer(self.trainer, self._gauge.measures, urgently=True)

    # -- training --------------------------------------------------------------------------------------

    def idle_seconds(self) -> float | None:
        """Return how long there is nothing to do: 0 while busy, None until a command comes."""
        if self.state is not RunState.PLAYING:
            return None
        return max(0.0, self._due - time.perf_counter()) if self._waits() else 0.0

    def _waits(self) -> bool:
        return self._pace is not None and self._goal is None

    def work(self, interrupted: Callable[[], bool]) -> None:
        """Train until a snapshot is due, the pace asks to wait, or something else happens."""
        while self.state is RunState.PLAYING and not self.idle_seconds():
            try:
                self._advance()
            except TrainingError as error:
                self._gauge.forget()
                self.state, self._message = RunState.DIVERGED, said(error)
                self._failed = error.place.removeprefix("graph.")
            if interrupted() or self.snapshot_due():
                return

    def _advance(self) -> None:
        assert self.trainer is not None
        trainer, step, seconds = self.trainer, self.trainer.step, self.trainer.seconds
        ends = trainer.advance(*self._reach(trainer))
        self._endings.trained(trainer.experiment)
        self._stride.took(trainer.step - step, trainer.seconds - seconds)
        measures = self._end_epoch(trainer) if ends else None
        reason = trainer.stop_reason(measures)
        if reason is not None:
            self._gauge.forget()
            self.state, self._message = RunState.FINISHED, reason
            self._interrupted(trainer)  # early stopping may have put back other weights
        elif self._goal is not None and self._reached(self._goal):
            self.state, self._goal = RunState.PAUSED, None
            self._keep()
        else:
            self._recorder.offer(trainer, self._gauge.measures)

    def _reach(self, trainer: Trainer) -> tuple[int, int]:
        """Return how many steps, within how many epochs, may be done in one call."""
        steps = self._stride.steps
        epochs = 1 if self._waits() or self._gauge.wants_each(trainer) else steps
        goal = self._goal
        if goal is not None and goal.steps:
            steps = min(steps, goal.steps - trainer.step)
        if goal is not None and goal.epochs:
            epochs = min(epochs, goal.epochs - trainer.epoch)
        return steps, epochs

    def _reached(self, goal: Step) -> bool:
        assert self.trainer is not None
        return 0 < goal.steps <= self.trainer.step or 0 < goal.epochs <= self.trainer.epoch

    def _end_epoch(self, trainer: Trainer) -> Measures | None:
        """Keep to the pace, and evaluate unless that would cost training too much."""
        if self._pace is not None:
            self._due = max(self._due + 1 / self._pace, time.perf_counter() - _PATIENCE)
        last = self._goal is not None and self._reached(self._goal)
        if last or self._waits() or trainer.needs_every_epoch or self._gauge.wants(trainer):
            return self._gauge.record(trainer)
        return None

    # -- snapshots -------------------------------------------------------------------------------------

    def snapshot_due(self) -> bool:
        """Tell whether it is time to publish again."""
        if self.state is not RunState.PLAYING:
            return True
        now, rest = time.perf_counter(), 1 / self._rate
        if self._pace is None or self._goal is not None:
            rest = max(rest, min(_SLOWEST, _SHARE * self._look_cost))
            return now - self._published >= rest
        if self.idle_seconds():  # an epoch is done and there is time to look
            often = self._pace > self._rate and now - self._published < 0.75 * rest
            return self._shown != self._here() and not often
        return now - max(self._published, self._due) >= rest

    def _here(self) -> tuple[int, int]:
        return self._run, self.trainer.step if self.trainer else 0

    def snapshot(self) -> Snapshot:
        """Look at the trainer as it stands."""
        started = time.perf_counter()
        present, past = self.trainer, self._past.trainer
        if present is None:
            return empty_snapshot(self.state, self._message)
        trainer = past or present
        playing = self.state is RunState.PLAYING
        measures = self._past.measures() if past else self._gauge.current(present, playing=playing)
        result = Snapshot(
            run=self._run,
            state=RunState.PAUSED if past else self.state,
            step=trainer.step,
            epoch=trainer.epoch,
            seconds=trainer.seconds,
            epochs_per_second=self._speed.at(started, trainer.position) if playing else 0.0,
            train=measures.train,
            validation=measures.validation,
            test=measures.test,
            penalty=measures.penalty,
            learning_rate=trainer.learning_rate,
            gradient_norms=_norms(trainer),
            probes=self._prober.answer(trainer, self._requests),
            engine=trainer.engine.name,
            engine_note=trainer.engine.note,
            device=str(trainer.device),
            device_memory=memory_held(trainer.device),
            message=self._aside if past else self._message,
            refusal=self._refusal,
            traces=self._prober.traces(trainer, self._requests),
            past=past is not None,
            present=(present.epoch, present.step),
            branch=self._branches,
            experiment=trainer.experiment,
            failed_node=self._failed if self.state is RunState.DIVERGED and not past else "",
        )
        self._shown, self._published = self._here(), time.perf_counter()
        self._look_cost = self._published - started
        if playing:
            self._recorder.offer(present, measures)  # what was measured for it serves a moment, too
        return result


_HANDLERS: dict[type, Callable[[Runner, Any], None]] = {
    Play: Runner._play,
    Pause: Runner._pause,
    Step: Runner._step,
    Reset: Runner._reset,
    Restart: Runner._reset,
    Abandon: Runner._abandon,
    Pace: Runner._set_pace,
    Update: Runner._update,
    SetWeight: Runner._set_weight,
    Reinitialize: Runner._reinitialize,
    Watch: Runner._watch,
    Seek: Runner._seek,
    Branch: Runner._branch,
    BackToGood: Runner._back_to_good,
    KeepWithin: Runner._keep_within,
}


def _trained(experiment: Experiment) -> tuple[object, ...]:
    return experiment.graph.structure, experiment.training, experiment.seed


def _norms(trainer: Trainer) -> dict[str, float]:
    squares: dict[str, float] = {}
    gradients = trainer.engine.gradients()
    for name, norm in zip(gradients, norms(gradients.values()), strict=True):
        node = name.partition(".")[0]
        squares[node] = squares.get(node, 0.0) + norm**2
    return {node: math.sqrt(square) for node, square in squares.items()}
