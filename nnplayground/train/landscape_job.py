"""The thread that computes surfaces beside training, one at a time, and can be told to stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnplayground.train.beside import Beside
from nnplayground.train.landscape import Landscape, Survey, survey
from nnplayground.train.landscape_plane import Directions
from nnplayground.train.landscape_track import Track, TrackPoint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nnplayground.core.data_config import DataConfig
    from nnplayground.core.experiment import Experiment
    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.landscape_loss import LossField
    from nnplayground.train.timeline import Timeline

__all__ = ["Job", "Order", "Workshop"]


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """What a job computes.

    Attributes
    ----------
    experiment : Experiment
        Whose network and data.
    survey : Survey
    points : sequence of TrackPoint
        The path as far as it was watched, oldest first.
    here : TrackPoint
    timeline : Timeline, optional
        Where more of the path is found.
    """

    experiment: Experiment
    survey: Survey
    points: Sequence[TrackPoint]
    here: TrackPoint
    timeline: Timeline | None = None


class Workshop:
    """What jobs leave to the next one: prepared data and the network that was evaluated last."""

    def __init__(self) -> None:
        self._data: tuple[DataConfig, PreparedData] | None = None
        self._field: tuple[tuple[object, ...], LossField] | None = None

    def field(self, experiment: Experiment, wanted: Survey) -> LossField:
        """Return the loss of an experiment's network; only one thread may ask at a time."""
        from nnplayground.train.landscape_loss import LossField

        # Two weights are no more work in double precision, and the bowl is smooth to its bottom.
        exact = wanted.directions is Directions.EXACT
        precision = "float64" if exact else experiment.training.precision
        made_for = (experiment.data, experiment.graph, precision, wanted.part)
        if self._field is None or self._field[0] != made_for:
            data = self.prepared(experiment)
            self._field = made_for, LossField(experiment, wanted.part, data, precision)
        return self._field[1]

    def prepared(self, experiment: Experiment) -> PreparedData:
        """Return an experiment's data, made once."""
        from nnplayground.data.prepare import prepare

        if self._data is None or self._data[0] != experiment.data:
            self._data = experiment.data, prepare(experiment.data)
        return self._data[1]


class Job(Beside[Landscape]):
    """Computes one landscape.

    Attributes
    ----------
    order : Order
    """

    def __init__(self, order: Order, workshop: Workshop) -> None:
        super().__init__("landscape")
        self.order, self._workshop = order, workshop

    def findings(self) -> Iterator[Landscape]:
        """Yield the landscape as it becomes finer."""
        order = self.order
        field = self._workshop.field(order.experiment, order.survey)
        yield from survey(field, order.survey, self._path(field), order.here)

    def _path(self, field: LossField) -> Sequence[TrackPoint]:
        """Return the watched path with what the timeline has of it."""
        track = Track(self._earlier(field))
        for point in self.order.points:
            track.add(point)
        if self.order.survey.directions is Directions.EXACT and self.order.timeline is not None:
            self._fill(track, self.order.timeline)
        return track.points

    def _fill(self, track: Track, timeline: Timeline) -> None:
        from nnplayground.train.landscape_replay import replayed

        experiment = self.order.experiment
        data = self._workshop.prepared(experiment)
        for point in list(replayed(experiment, data, timeline, track.points, self._stopped.is_set)):
            track.add(point)

    def _earlier(self, field: LossField) -> Iterator[TrackPoint]:
        """Yield the moments of the run that have these weights, oldest first."""
        timeline, here = self.order.timeline, self.order.here
        if timeline is None:
            return
        for moment in (moment for moment in timeline.moments() if moment.step <= here.step):
            try:
                arrays = timeline.state(moment).arrays
            except KeyError:  # thinned out meanwhile
                continue
            point = field.point(moment.step, moment.epoch, arrays)
            if point is not None:
                yield point
