"""What the background thread does: commands in, steps, snapshots out. Free of threads, so easily tried."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from nnplayground.core.errors import FileError, PlaygroundError, TrainingError
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.train.changes import describe_changes, joined
from nnplayground.train.checkpoint import put_back
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
    Reinitialize,
    Reset,
    Restart,
    Seek,
    SetWeight,
    Step,
    Update,
    Watch,
)
from nnplayground.train.endings import Endings, ends_run, is_other_run
from nnplayground.train.gauge import Gauge
from nnplayground.train.interrupt import NEVER
from nnplayground.train.look import look
from nnplayground.train.pacing import Pacing
from nnplayground.train.past import Past
from nnplayground.train.probes import Prober
from nnplayground.train.publishing import Publishing
from nnplayground.train.recorder import Recorder
from nnplayground.train.saved import answer_capture, answer_copy
from nnplayground.train.snapshot import ProbeRequest, RunState, Snapshot, empty_snapshot
from nnplayground.train.speed import Speed
from nnplayground.train.stride import Stride
from nnplayground.train.timeline import Timeline
from nnplayground.train.trainer import Trainer

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.commands import Command
    from nnplayground.train.history import History
    from nnplayground.train.interrupt import Interrupt
    from nnplayground.train.measures import Measures

__all__ = ["Runner", "said"]

_CALL = 0.01  # seconds of training between two looks at the commands
_PROMPT_CALL = 0.04  # where a command ends the call; after every call Python's lock has to be waited for


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
    interrupt : Interrupt, optional
        Set by whoever has a command.

    Attributes
    ----------
    state : RunState
    trainer : Trainer or None
        None until an experiment could be trained.
    recorder : Recorder
        Keeps the moments.
    """

    def __init__(
        self,
        experiment: Experiment,
        history: History,
        timeline: Timeline | None = None,
        endings: Endings | None = None,
        interrupt: Interrupt = NEVER,
    ) -> None:
        self.state = RunState.PAUSED
        self.trainer: Trainer | None = None
        self._history = history
        self._prober = Prober()
        self._timeline = timeline if timeline is not None else Timeline()
        self.recorder = Recorder(self._timeline, self._prober)
        self._past = Past(self._timeline, history)
        self._endings = endings if endings is not None else Endings()
        self._run = self._branches = 0
        self._message: str = ""
        self._aside: str = ""  # what is to be said while the past is shown
        self._failed = ""
        self._refusal: str = ""  # why the experiment as edited is not the one that trains
        self._requests: frozenset[ProbeRequest] = frozenset()
        self._pacing = Pacing()
        self._resumes = False  # play as soon as there is something that can be trained
        self._gauge = Gauge()
        self._endings.look_with(self._gauge, self._prober)
        self._publishing = Publishing()
        self._speed = Speed()
        self._stride = Stride(_CALL)
        self._interrupt = interrupt
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
        self.state, self._message, self._resumes = RunState.BROKEN, message, False
        self._pacing.goal = None

    def _play(self, command: Play) -> None:
        del command
        self._require_present()
        if self.state is RunState.BROKEN or self.trainer is None:
            self._resumes = True
            return
        self._pacing.goal = None
        self._start()

    def _start(self) -> None:
        assert self.trainer is not None
        if self.state is RunState.FINISHED:
            self.trainer.watch_best()  # who plays on after an early stop gives it another chance
            self._interrupted(self.trainer)
        reason = self.trainer.stop_reason()
        self.state = RunState.FINISHED if reason else RunState.PLAYING
        self._message = reason or ""
        self._pacing.begin()
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
        self._pacing.goal = Step(steps, epochs)
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
        self.recorder.begin(self.trainer, self._gauge.measures)

    def _set_pace(self, command: Pace) -> None:
        self._pacing.set_pace(command.epochs_per_second)

    def _watch(self, command: Watch) -> None:
        self._requests, self._publishing.rate = command.requests, max(0.1, command.rate)

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
        before = self.trainer.experiment if self.trainer is not None else None
        if before is not None and _trained(before) != _trained(command.experiment):
            self._leave_past()
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
            self._begin_run(goes_on=before is not None and not is_other_run(before, command.experiment))
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
            self.recorder.begin(self.trainer, self._gauge.measures)
        elif ends_run(before, now):
            self._speed.forget()
            self._endings.begin(self.trainer.epoch, goes_on=not is_other_run(before, now))
            measures = self._gauge.current(self.trainer, playing=False)
            self.recorder.begin_segment(self.trainer, measures, joined(describe_changes(before, now)))
        elif _trained(before) != _trained(now):
            self._interrupted(self.trainer, joined(describe_changes(before, now)))

    def _interrupted(self, trainer: Trainer, event: str = "") -> None:
        """Let the timeline know that the run was changed by other means than training."""
        self.recorder.interrupt(trainer, self._gauge.current(trainer, playing=False), event)

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

    def _begin_run(self, *, goes_on: bool = False) -> None:
        self._run += 1
        self._endings.begin(self.trainer.epoch if self.trainer is not None else 0, goes_on=goes_on)
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
        self._history.note(past.epoch, _("core", "Branched here"))
        self._timeline.cut(moment)
        past.history, self.trainer = self._history, past
        self._past.forget()
        self._branches += 1
        self.state, self._message, self._refusal = RunState.PAUSED, "", ""
        self._gauge.begin(past.epoch)
        if new_data:
            self._begin_run()
        self.recorder.keep(past, self._gauge.current(past, playing=False))

    def _back_to_good(self, command: BackToGood) -> None:
        del command
        good = self._timeline.good()
        if good is None:  # the network is too large for moments to be kept
            self._reset(Reset())
        else:
            self._branch_from(BranchFrom(good.step))

    def _branch_from(self, command: BranchFrom) -> None:
        if self.trainer is not None:
            wanted = self.trainer.experiment
            self._past.go(command.step, self.trainer)
            self._branch(Branch())
            self._update(Update(wanted))

    def _capture(self, command: Capture) -> None:
        answer_capture(command, self.trainer, self.recorder, self._history, self._gauge.measures)

    def _copy(self, command: CopyRun) -> None:
        answer_copy(command, self.trainer, self.recorder, self._history, self._gauge.measures)

    def _recall(self, command: Recall) -> None:
        if self.trainer is None:
            return
        wanted = self.trainer.experiment
        try:
            self._past.forget()
            newest = self._timeline.take_arrays(command.arrays)
            self._history.take_arrays(command.arrays)
            put_back(self.trainer, newest)
            self._history.cut(self.trainer.epoch, self.trainer.step)
        except PlaygroundError as error:
            self._reset(Reset())
            raise FileError(_("core", "The earlier moments of this run cannot be read.")) from error
        self.state, self._message = RunState.PAUSED, ""
        self._begin_run()
        self._gauge.begin(self.trainer.epoch)
        self._update(Update(wanted))

    def _keep_within(self, command: KeepWithin) -> None:
        self._timeline.budget = command.bytes

    def _keep(self) -> None:
        """Keep the moment at which training pauses."""
        if self.trainer is not None:
            self.recorder.offer(self.trainer, self._gauge.measures, urgently=True)

    # -- training --------------------------------------------------------------------------------------

    def idle_seconds(self) -> float | None:
        """Return how long there is nothing to do: 0 while busy, None until a command comes."""
        if self.state is not RunState.PLAYING:
            return 0.0 if self._past.is_rough else None
        return self._pacing.rest()

    def work(self, interrupted: Callable[[], bool]) -> None:
        """Train until a snapshot is due, the pace asks to wait, or something else happens."""
        if self._past.is_rough:
            self._past.measure()
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
        most = self._stride.steps
        epochs = 1 if self._gauge.wants_each(trainer) else most
        ends = trainer.advance(*self._pacing.within(trainer, most, epochs), self._interrupt)
        self._stride.seconds = _PROMPT_CALL if trainer.engine.is_prompt else _CALL
        self._speed.ran_by(trainer.engine)
        self._endings.trained(trainer.experiment)
        self._stride.took(trainer.step - step, trainer.seconds - seconds)
        measures = self._end_epoch(trainer) if ends else None
        reason = trainer.stop_reason(measures)
        if reason is not None:
            self._gauge.forget()
            self.state, self._message = RunState.FINISHED, reason
            self._interrupted(trainer)  # early stopping may have put back other weights
        elif self._pacing.reached(trainer):
            self.state, self._pacing.goal = RunState.PAUSED, None
            self._keep()
        else:
            self.recorder.offer(trainer, self._gauge.measures)

    def _end_epoch(self, trainer: Trainer) -> Measures | None:
        """Keep to the pace, and evaluate unless that would cost training too much."""
        self._pacing.end_epoch()
        each = self._pacing.kept is not None or self._pacing.reached(trainer) or trainer.needs_every_epoch
        return self._gauge.record(trainer) if each or self._gauge.wants(trainer) else None

    # -- snapshots -------------------------------------------------------------------------------------

    def snapshot_due(self) -> bool:
        """Tell whether it is time to publish again."""
        if self.state is not RunState.PLAYING:
            return True
        pace, due = self._pacing.kept, self._pacing.due
        if pace is None:
            return self._publishing.due_at_full_speed()
        return self._publishing.due_at_pace(pace, due, self._here(), waits=bool(self._pacing.rest()))

    def _here(self) -> tuple[int, int]:
        return self._run, self.trainer.step if self.trainer else 0

    def snapshot(self) -> Snapshot:
        """Look at the trainer as it stands."""
        started = time.perf_counter()
        present, past = self.trainer, self._past.trainer
        if present is None:
            return empty_snapshot(self.state, self._message)
        playing = self.state is RunState.PLAYING
        measures = self._past.measures() if past else self._gauge.current(present, playing=playing)
        result = look(
            past or present,
            measures,
            self._prober,
            self._requests,
            run=self._run,
            state=RunState.PAUSED if past else self.state,
            epochs_per_second=self._speed.at(started, present.position) if playing else 0.0,
            message=self._aside if past else self._message,
            refusal=self._refusal,
            past=past is not None,
            present=(present.epoch, present.step),
            engine=self._speed.engine,
            engine_note=self._speed.note,
            branch=self._branches,
            failed_node=self._failed if self.state is RunState.DIVERGED and not past else "",
        )
        self._publishing.looked(started, self._here())
        if playing:
            self.recorder.offer(present, measures)  # what was measured for it serves a moment, too
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
    BranchFrom: Runner._branch_from,
    BackToGood: Runner._back_to_good,
    KeepWithin: Runner._keep_within,
    Capture: Runner._capture,
    CopyRun: Runner._copy,
    Recall: Runner._recall,
}


def _trained(experiment: Experiment) -> tuple[object, ...]:
    return experiment.data, experiment.graph.structure, experiment.training, experiment.seed
