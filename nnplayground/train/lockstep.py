"""Experiments trained side by side: the same from several seeds, or two of them from the same seeds.

Every member is an ordinary :class:`Trainer` and has the losses it has when it is trained alone, bit for bit;
lockstep only decides who trains next, and how far.
"""

from __future__ import annotations

import math
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.core.errors import TrainingError
from nnplayground.core.quality import QUALITIES
from nnplayground.data.prepare import prepare
from nnplayground.train.cores import cores
from nnplayground.train.lockstep_setup import InStep
from nnplayground.train.many import with_seeds
from nnplayground.train.stride import Stride
from nnplayground.train.trainer import Trainer
from nnplayground.train.turns import taking_turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from nnplayground.core.data_config import DataConfig
    from nnplayground.core.experiment import Experiment
    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.lockstep_setup import Setup
    from nnplayground.train.measures import Measures

    Column = NDArray[np.float64]

__all__ = ["COLUMNS", "Lockstep", "Member", "next_record"]

COLUMNS = ("epoch", "step", "seconds", "train_loss", "test_loss", "quality")
"""What is logged of every member; the quality is the first of :data:`QUALITIES`."""

_CALL = 0.008  # seconds of training between two looks at who wants to interrupt
_ROUND = 0.03  # seconds that a round takes about, at full speed
_QUANTUM = 0.002  # seconds that every member trains in a round when they keep in step by time
_MOST_EPOCHS = 1_000  # in a round
_RATIO = 40  # an epoch is recorded when its number has grown by one part in so many
_WORTH = 0.002  # seconds of training per member and round from which threads gain more than they cost
_FIRST = 256


class _Log:
    """Numbers of one member, one row per recorded epoch."""

    def __init__(self) -> None:
        self._values = np.empty((_FIRST, len(COLUMNS)))
        self.rows = 0

    def add(self, measures: Measures) -> None:
        if self.rows == len(self._values):
            self._values = np.concatenate([self._values, np.empty_like(self._values)])
        test = measures.test if math.isfinite(measures.test.loss) else measures.train
        quality = next((test.metrics[name] for name in QUALITIES if name in test.metrics), math.nan)
        row = (measures.epoch, measures.step, measures.seconds, measures.train.loss, test.loss, quality)
        self._values[self.rows] = row
        self.rows += 1

    @property
    def values(self) -> Column:
        return self._values[: self.rows]


class Member:
    """One network of many.

    Attributes
    ----------
    trainer : Trainer
    log : Column
        Shape (records, len(COLUMNS)).
    failure : TrainingError or None
        Why it cannot go on.
    is_finished : bool
        A stop rule was met.
    """

    def __init__(self, experiment: Experiment, prepared: PreparedData) -> None:
        self.trainer = Trainer(experiment, prepared)
        self._log, self._stride = _Log(), Stride(_CALL)
        self.failure: TrainingError | None = None
        self.is_finished = False
        self._record()
        self._due = 1

    @property
    def log(self) -> Column:
        """What was recorded so far; do not write to it."""
        return self._log.values

    @property
    def is_open(self) -> bool:
        """Whether it can train on."""
        return self.failure is None and not self.is_finished

    def advance(self, reaches: Callable[[Trainer], tuple[int, int]], stops: Callable[[], bool]) -> None:
        """Train until ``reaches`` leaves no steps or epochs to do, or somebody interrupts."""
        steps, epochs = reaches(self.trainer)
        while self.is_open and steps > 0 and epochs > 0 and not stops():
            try:
                self._train(steps, epochs)
            except TrainingError as error:
                self.failure = error
            steps, epochs = reaches(self.trainer)

    def _train(self, steps: int, epochs: int) -> None:
        trainer, stride = self.trainer, self._stride
        step, seconds = trainer.step, trainer.seconds
        ends = trainer.advance(min(steps, stride.steps), min(epochs, self._due - trainer.epoch))
        stride.took(trainer.step - step, trainer.seconds - seconds)
        measures = None
        if ends and trainer.epoch == self._due:
            measures, self._due = self._record(), next_record(trainer.epoch)
        elif ends and trainer.needs_every_epoch:
            measures = trainer.measure()
        if trainer.stop_reason(measures) is not None:
            self.is_finished = True
            self._record()

    def _record(self) -> Measures:
        measures = self.trainer.record()
        self._log.add(measures)
        return measures


class Lockstep:
    """All members of a setup, and how far they are to come.

    Parameters
    ----------
    setup : Setup
    stops : callable
        Asked between calls; True interrupts building or a round, which can be taken up again.

    Attributes
    ----------
    members : list of list of Member
        By side, then by seed; not all may be built yet.

    Raises
    ------
    PlaygroundError
        If an experiment cannot be trained, or seeds make no difference to it.
    """

    def __init__(self, setup: Setup, stops: Callable[[], bool]) -> None:
        self.setup, self._stops = setup, stops
        self._plans = [with_seeds(side, setup.seeds) if setup.seeds > 1 else [side] for side in setup.sides]
        self.members: list[list[Member]] = [[] for _side in self._plans]
        self._data: list[tuple[DataConfig, PreparedData]] = []
        self._turns = threading.Lock()
        self._threads = max(1, cores() - 1)
        self._epochs, self._steps, self._seconds = 0, 0, 0.0
        self._pace = 1
        self._is_done = True  # the last round was not interrupted
        self._trained = 0.0  # seconds of training per member in the last round

    # -- building --------------------------------------------------------------------------------------

    @property
    def is_built(self) -> bool:
        """Whether all members are there."""
        return all(len(made) == len(plan) for made, plan in zip(self.members, self._plans, strict=True))

    def build(self) -> None:
        """Make members until all are there or somebody interrupts; pairs of one seed one after the other."""
        for seed in range(self.setup.seeds):
            for made, plan in zip(self.members, self._plans, strict=True):
                if len(made) > seed:
                    continue
                if self._stops():
                    return
                made.append(Member(plan[seed], self._prepared(plan[seed])))

    def _prepared(self, experiment: Experiment) -> PreparedData:
        """Return the data, made once for all that have the same; a stream that is used up is made anew."""
        if experiment.data.stream != "seedrandom":
            for config, known in self._data:
                if config == experiment.data:
                    return known
        self._data.append((experiment.data, prepare(experiment.data)))
        return self._data[-1][1]

    # -- rounds ----------------------------------------------------------------------------------------

    @property
    def everyone(self) -> list[Member]:
        """All members that are there."""
        return [member for side in self.members for member in side]

    @property
    def is_open(self) -> bool:
        """Whether anybody can train on."""
        return any(member.is_open for member in self.everyone)

    @property
    def epoch(self) -> int:
        """What A has finished at its slowest seed."""
        open_ = [m.trainer.epoch for m in self.members[0] if m.is_open]
        return min(open_, default=max((m.trainer.epoch for m in self.members[0]), default=0))

    def round(self, epochs: int = 0) -> None:
        """Bring all members a step further together.

        Parameters
        ----------
        epochs : int
            How many epochs (of A, if they keep in step by steps); 0 as many as fit into a short time.
        """
        if self._is_done:
            self._set_goal(epochs or self._pace)
        started, trained = time.perf_counter(), self._seconds_trained()
        self._is_done = self._train_all()
        self._trained = (self._seconds_trained() - trained) / max(1, len(self.everyone))
        if self._is_done and not epochs and self.setup.in_step is not InStep.TIME:
            share = _ROUND / max(time.perf_counter() - started, 1e-6)
            self._pace = max(1, min(_MOST_EPOCHS, int(self._pace * min(2.0, share))))

    def _seconds_trained(self) -> float:
        return sum(member.trainer.seconds for member in self.everyone)

    def _set_goal(self, epochs: int) -> None:
        a = self.members[0][0].trainer
        if epochs > 1:  # end where something is recorded, so that pictures and numbers are of one epoch
            epochs = max(1, next_record(self._epochs + epochs - 1) - self._epochs)
        self._epochs += epochs
        self._steps += epochs * max(1, math.ceil(len(a.parts["train"]) / _batch(a)))
        self._seconds += _QUANTUM * epochs

    def _train_all(self) -> bool:
        """Return whether everybody came to the goal."""
        open_ = [member for member in self.everyone if member.is_open]
        # Time can only be shared fairly where nobody waits for anybody.
        alone = self.setup.in_step is InStep.TIME or self._trained < _WORTH
        threads = 1 if alone else min(self._threads, len(open_))
        if threads <= 1:
            for member in open_:
                member.advance(self._reach, self._stops)
        else:
            with ThreadPoolExecutor(threads, "lockstep") as pool:
                list(pool.map(self._advance, open_))
        return not any(member.is_open and min(self._reach(member.trainer)) > 0 for member in open_)

    def _advance(self, member: Member) -> None:
        with taking_turns(self._turns):
            member.advance(self._reach, self._stops)

    def _reach(self, trainer: Trainer) -> tuple[int, int]:
        """Return how many steps, within how many epochs, a member still has to do in this round."""
        if self.setup.in_step is InStep.EPOCH:
            return 1_000_000_000, self._epochs - trainer.epoch
        if self.setup.in_step is InStep.STEP:
            return self._steps - trainer.step, 1_000_000
        return (0, 0) if trainer.seconds >= self._seconds else (1_000_000_000, 1_000_000)


def next_record(epoch: int) -> int:
    """Return the epoch to be recorded next: to evaluate many networks costs more than to train them."""
    return epoch + max(1, epoch // _RATIO)


def _batch(trainer: Trainer) -> int:
    size, samples = trainer.experiment.training.batch_size, len(trainer.parts["train"])
    return samples if size == "full" else min(size, samples)
