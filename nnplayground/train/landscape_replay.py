"""The steps of a small network that nobody watched, trained again from the moments that are kept.

On the bowl of two weights every step counts: of a descent that zigzags, some of the steps are another path.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.core.errors import TrainingError
from nnplayground.train.checkpoint import put_back
from nnplayground.train.landscape_track import TrackPoint, point_of
from nnplayground.train.trainer import Trainer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from nnplayground.core.experiment import Experiment
    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.timeline import Timeline

__all__ = ["present", "replayed"]

_LONGEST = 500  # steps of one gap
_MOST = 2_000  # steps of all
_ALIKE = 1e-3, 1e-5  # relative and absolute: another engine rounds otherwise


def present(trainer: Trainer) -> TrackPoint:
    """Return where a trainer is."""
    arrays = {name: value.cpu().numpy() for name, value in trainer.program.state_dict().items()}
    return point_of(trainer.step, trainer.epoch, arrays)


def replayed(
    experiment: Experiment,
    data: PreparedData,
    timeline: Timeline,
    points: Sequence[TrackPoint],
    stopped: Callable[[], bool],
) -> Iterator[TrackPoint]:
    """Yield the steps between points of a path, as far as training again comes to the later point.

    Parameters
    ----------
    experiment : Experiment
    data : PreparedData
        Its data.
    timeline : Timeline
        Of the run; it may be written meanwhile.
    points : sequence of TrackPoint
        Oldest first.
    stopped : callable
        Asked between steps.
    """
    gaps = [(one, two) for one, two in pairwise(points) if two.step - one.step > 1]
    # Not the run's own way: machine code would take longer to make than these steps take.
    trainer = Trainer(_eager(experiment), data) if gaps else None
    left = _MOST
    for before, after in gaps:
        if trainer is None or left <= 0:
            return
        left -= after.step - before.step
        try:
            between = _between(trainer, timeline, before.step, after.step, stopped)
        except (KeyError, TrainingError):  # the moment was thinned out meanwhile, or the loss is not finite
            continue
        if between and np.allclose(between[-1].numbers, after.numbers, *_ALIKE):
            yield from between[:-1]


def _between(
    trainer: Trainer, timeline: Timeline, begin: int, end: int, stopped: Callable[[], bool]
) -> list[TrackPoint]:
    """Return the steps after ``begin`` up to ``end``; none if there is no moment to begin at."""
    moment = timeline.at(begin)
    if moment is None or end - moment.step > _LONGEST:
        return []
    state = timeline.state(moment)
    put_back(trainer, replace(state, experiment=_eager(state.experiment)))
    found: list[TrackPoint] = []
    while trainer.step < end and not stopped():
        trainer.advance()
        if trainer.step > begin:
            found.append(present(trainer))
    return found if trainer.step == end else []


def _eager(experiment: Experiment) -> Experiment:
    return experiment.replace(training=experiment.training.replace(engine="eager", device="cpu"))
