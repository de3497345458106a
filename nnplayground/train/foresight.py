"""Settings that need other machine code, as another batch size does, while training goes on with the old.

Making that code takes from some tens of milliseconds to half a second. It is made in the background, from a
second trainer of the edited experiment; the edit acts between two steps as soon as it is there. Edits of
numbers act at once. So do edits of the graph, since a new neuron has to have its picture at once, and every
edit of a network that does not train.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.core.errors import PlaygroundError
from nnplayground.train.commands import KeepWithin, Pace, Update, Watch
from nnplayground.train.snapshot import RunState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.training import Training
    from nnplayground.train.commands import Command
    from nnplayground.train.runner import Runner
    from nnplayground.train.trainer import Trainer

__all__ = ["Foresight"]

_BESIDE = Watch, Pace, KeepWithin  # what has nothing to do with the network
_ASKED = 0.01  # seconds between two questions whether the code is there, while a slow pace waits


class Foresight:
    """Holds one edit back; a newer one takes its place, and any other command lets it act first."""

    def __init__(self) -> None:
        self._held: Update | None = None
        self._making: Trainer | None = None

    def sift(self, commands: Iterable[Command], runner: Runner) -> list[Command]:
        """Return what is to be obeyed now: commands, save an edit that is held, and one that is no longer."""
        now: list[Command] = []
        for command in commands:
            if isinstance(command, Update):
                self._held = command
            else:
                if not isinstance(command, _BESIDE):
                    now.extend(self._let_go())
                now.append(command)
        if self._held is not None and not self._waits(self._held, runner):
            now.extend(self._let_go())
        return now

    def is_due(self, runner: Runner) -> bool:
        """Tell whether :meth:`sift` would let an edit act by now."""
        return self._held is not None and (not _trains(runner) or self._is_made())

    def patience(self, seconds: float | None) -> float | None:
        """Return how long to wait for a command, given how long there is nothing else to do."""
        return seconds if self._held is None or seconds is None else min(seconds, _ASKED)

    def _let_go(self) -> list[Command]:
        held, self._held, self._making = self._held, None, None
        return [] if held is None else [held]

    def _waits(self, command: Update, runner: Runner) -> bool:
        """Tell whether an edit had better wait, and see to it that its code is made."""
        if not _trains(runner):
            return False
        if self._making is not None and not self._is_made():
            return True  # one after another: while a slider is dragged there would be dozens
        made, self._making = self._making, None
        if made is not None and made.experiment is command.experiment:
            return False
        self._making = _making(command.experiment, runner)
        return self._making is not None and not self._is_made()

    def _is_made(self) -> bool:
        return self._making is None or not self._making.is_preparing()


def _trains(runner: Runner) -> bool:
    trainer = runner.trainer
    return runner.state is RunState.PLAYING and trainer is not None and trainer.engine.name == "native"


def _making(wanted: Experiment, runner: Runner) -> Trainer | None:
    """Return a trainer of an edited experiment whose code is being made; None if it is to act at once."""
    from nnplayground.train.trainer import Trainer

    trainer = runner.trainer
    assert trainer is not None
    now = trainer.experiment
    others = wanted.graph.structure != now.graph.structure or wanted.data != now.data
    if others or _code(wanted.training) == _code(now.training):
        return None
    try:
        other = Trainer(wanted, trainer.prepared)
        other.prepare()
    except PlaygroundError:  # it acts at once, which is to say that it is refused
        return None
    finally:
        trainer.take_threads()
    return other


def _code(training: Training) -> tuple[object, ...]:
    """Return what machine code depends on, or perhaps does, besides the network."""
    rule, clip, penalty = training.optimizer, training.clip.kind, training.regularization
    place = training.precision, training.device, training.threads, training.engine
    penalties = penalty.kind, penalty.after_step, penalty.dead_at_zero
    batches = training.batch_size, training.remainder, training.phases
    return rule.kind, rule.variant, clip, *penalties, *batches, *place
