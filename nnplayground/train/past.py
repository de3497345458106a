"""Looking back: a second trainer that becomes what the run was at an earlier step."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from nnplayground.core.errors import TrainingError
from nnplayground.core.text import translatable as _
from nnplayground.train.checkpoint import put_back, size_of
from nnplayground.train.measures import Measures
from nnplayground.train.stride import Stride

if TYPE_CHECKING:
    from nnplayground.train.history import History
    from nnplayground.train.timeline import Moment, Timeline
    from nnplayground.train.trainer import Trainer

__all__ = ["Past"]

_REPLAY = 0.05  # seconds of training again, to come to exactly the step that is asked for
_CALL = 0.008  # seconds of one call of it
_LONG = 0.04  # seconds of an evaluation that a playhead being dragged does not wait for
_TRAINERS = 2  # segments whose programs are kept
_SMALL = 32 * 2**20  # bytes of a program that is kept while the present is shown


class Past:
    """Shows earlier moments of a run; the present waits untouched beside it.

    Only the thread that writes the timeline may ask: no moment goes while it is being shown.

    Parameters
    ----------
    timeline : Timeline
    history : History
        Of the run.

    Attributes
    ----------
    trainer : Trainer or None
        The run as it was at the moment shown; None while the present is.
    moment : Moment or None
        From which that was come to.
    is_rough : bool
        Whether the measures are those of the log, and better ones can be had.
    """

    def __init__(self, timeline: Timeline, history: History) -> None:
        self._timeline, self._history = timeline, history
        self._cost = 0.0  # seconds of an evaluation
        self._stride = Stride(_CALL)
        self.forget()

    def forget(self) -> None:
        """Drop everything, because the run is another one now."""
        self._trainers: OrderedDict[int, Trainer] = OrderedDict()
        self.leave()

    def leave(self) -> None:
        """Show the present."""
        self.trainer: Trainer | None = None
        self.moment: Moment | None = None
        self._stretch = 0, 0
        self._measures: Measures | None = None
        self.is_rough = False
        self._trainers = OrderedDict((n, t) for n, t in self._trainers.items() if size_of(t) <= _SMALL)

    def go(self, step: int, present: Trainer) -> None:
        """Show the run as it was after ``step`` steps, or as near to it as can be come at once.

        Parameters
        ----------
        step : int
        present : Trainer
            Whose past it is.

        Raises
        ------
        TrainingError
            If no moment is kept.
        """
        following = self._timeline.after(step)
        start = self._timeline.at(step) or following
        if start is None:
            sentence = _("core", "No earlier moment of this run is kept.")
            raise TrainingError(sentence, remedy=_("core", "Give the timeline more memory."))
        self._measures, self.is_rough = None, False
        trainer = self._come_to(start, step, present)
        self._replay(trainer, step)
        if following is not None and following.step - step < step - trainer.step:
            self._come_to(following, following.step, present)

    def _come_to(self, moment: Moment, step: int, present: Trainer) -> Trainer:
        """Load a moment, unless the trainer is between it and ``step`` already."""
        trainer, stretch = self._trainer_of(moment, present), self._timeline.stretch(moment)
        same = trainer is self.trainer and stretch == self._stretch
        if not (same and moment.step <= trainer.step <= step):
            put_back(trainer, self._timeline.state(moment))
        trainer.take_threads()
        self.trainer, self.moment, self._stretch = trainer, moment, stretch
        return trainer

    def _trainer_of(self, moment: Moment, present: Trainer) -> Trainer:
        if moment.segment not in self._trainers:
            self._trainers[moment.segment] = present.second()
        self._trainers.move_to_end(moment.segment)
        while len(self._trainers) > _TRAINERS:
            self._trainers.popitem(last=False)
        return self._trainers[moment.segment]

    def _replay(self, trainer: Trainer, step: int) -> None:
        """Train again up to ``step`` while that is quick and gives what the run had."""
        step, until = min(step, self._stretch[1]), time.perf_counter() + _REPLAY
        while trainer.step < step and time.perf_counter() < until:
            before, spent = trainer.step, trainer.seconds
            ends = trainer.advance(min(self._stride.steps, step - before), self._stride.steps)
            if ends and trainer.needs_every_epoch:  # the best epoch is remembered
                trainer.stop_reason(trainer.measure())
            self._stride.took(trainer.step - before, trainer.seconds - spent)

    # -- measures --------------------------------------------------------------------------------------

    def measures(self) -> Measures:
        """Return the measures of the moment shown: if taking them takes long, at first those of the log."""
        if self._measures is None:
            self._measures = self._recorded() if self._cost > _LONG else None
            self.is_rough = self._measures is not None
        return self._measures or self.measure()

    def measure(self) -> Measures:
        """Evaluate the moment shown."""
        assert self.trainer is not None
        started = time.perf_counter()
        self._measures, self.is_rough = self.trainer.measure(), False
        self._cost = time.perf_counter() - started
        return self._measures

    def _recorded(self) -> Measures | None:
        """Return what was measured of the run at the step shown, or last before it."""
        assert self.trainer is not None
        row = self._history.at(self.trainer.step)
        return None if row is None else Measures.of(row)
