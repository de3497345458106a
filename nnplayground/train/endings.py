"""When a run ends, and what is kept of it then."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING

from nnplayground.core.live import changes_only_live
from nnplayground.train.kept import PICTURE_SIDE, KeptRun, keep_run
from nnplayground.train.snapshot import ProbeRequest

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.gauge import Gauge
    from nnplayground.train.probes import Prober
    from nnplayground.train.trainer import Trainer

__all__ = ["Endings", "ends_run", "is_other_run"]

_PICTURE = ProbeRequest("boundary", PICTURE_SIDE)


def ends_run(before: Experiment, after: Experiment) -> bool:
    """Tell whether an edit makes another run of it: other data, or another network."""
    return before.data != after.data or not changes_only_live(before.graph, after.graph)


def is_other_run(before: Experiment, after: Experiment) -> bool:
    """Tell whether an edit ends a run for good: a stroke on a drawing is only the next moment of it."""
    data, earlier = after.data, before.data
    drawn = data.dataset.continues(earlier.dataset) and data.replace(dataset=earlier.dataset) == earlier
    return not changes_only_live(before.graph, after.graph) or (data != earlier and not drawn)


class Endings:
    """Keeps what a run was when it ends; written by the training thread, emptied by any other.

    A run that has not finished an epoch since it began is not worth keeping.
    """

    def __init__(self) -> None:
        self._runs: queue.SimpleQueue[KeptRun] = queue.SimpleQueue()
        self._began = 0
        self._trained: Experiment | None = None
        self._gauge: Gauge
        self._prober: Prober

    def begin(self, epoch: int, *, goes_on: bool = False) -> None:
        """Note that a run begins after so many epochs, unless it is the one before that goes on."""
        if not goes_on:
            self._began = epoch

    def trained(self, experiment: Experiment) -> None:
        """Note with which settings a step was just done: those that a run ended with."""
        self._trained = experiment

    def look_with(self, gauge: Gauge, prober: Prober) -> None:
        """Take measures and pictures by these."""
        self._gauge, self._prober = gauge, prober

    def look(self, trainer: Trainer | None, following: Experiment | None = None) -> KeptRun | None:
        """Return what is to be kept of a run if it ends as it stands.

        Parameters
        ----------
        trainer : Trainer or None
        following : Experiment, optional
            What it would go on with; nothing is kept where that is no other run.
        """
        if trainer is None or self._trained is None or trainer.epoch <= self._began:
            return None
        if following is not None and not is_other_run(trainer.experiment, following):
            return None
        picture = self._prober.answer(trainer, [_PICTURE])[_PICTURE].get("boundary")
        measures = self._gauge.current(trainer, playing=False)
        # Its last step may have been done with other settings than it was told since.
        return keep_run(trainer.program, trainer.history.arrays(), self._trained, measures, picture)

    def end(self, trainer: Trainer | None) -> None:
        """Hand over the run that ends as it stands."""
        self.keep(self.look(trainer))

    def keep(self, run: KeptRun | None) -> None:
        """Hand over a run that has ended; None is nothing worth keeping."""
        if run is not None:
            self._runs.put(run)

    def take(self) -> list[KeptRun]:
        """Return the runs that have ended since the last call."""
        found = []
        while not self._runs.empty():
            found.append(self._runs.get())
        return found
