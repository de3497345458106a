"""The loss around the weights of a network, along two directions, with the path that training took.

A notebook sees the surface of a finished run so::

    >>> from nnplayground import Experiment
    >>> from nnplayground.train.landscape import Survey, train_and_survey
    >>> surface = train_and_survey(Experiment.from_preset("circle"), 20, Survey(columns=17, rows=9))
    >>> surface.values.shape, surface.trail.epochs[-1].item(), sum(surface.plane.explained) > 0.9
    ((9, 17), 20, True)
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import translatable as _
from nnplayground.train.landscape_extent import axes_of
from nnplayground.train.landscape_plane import (
    Directions,
    Plane,
    WeightAt,
    filter_plane,
    path_plane,
    weight_plane,
)
from nnplayground.train.landscape_track import Track, TrackPoint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.landscape_loss import LossField

    Floats = NDArray[np.float64]

__all__ = ["Landscape", "Survey", "Trail", "plane_of", "survey", "train_and_survey"]

_STRIDES = (8, 4, 2, 1)  # of the grids, coarse to fine
_EACH = 100  # steps that are all points of the path, because most happens in them
_MOST_TRAIL = 240  # points of the path whose losses are taken


@dataclass(frozen=True, slots=True)
class Survey:
    """What to compute.

    Attributes
    ----------
    directions : Directions
    part : str
        ``"train"``, ``"validation"`` or ``"test"``.
    margin : float
        Room around the path, as a share of its extent.
    columns, rows : int
        Points of the grid; one more than multiples of 8 are refined evenly.
    weights : tuple of WeightAt
        For :attr:`Directions.WEIGHTS`: two of them.
    seed : int
        Of random directions.
    zoom : float
        How many times wider than usual.
    """

    directions: Directions = Directions.PATH
    part: str = "train"
    margin: float = 0.2
    columns: int = 81
    rows: int = 49
    weights: tuple[WeightAt, ...] = ()
    seed: int = 0
    zoom: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Trail:
    """The path on the plane.

    Attributes
    ----------
    steps, epochs : ndarray
        Shape (n,), int64, growing.
    places : ndarray
        Shape (n, 1 or 2): the nearest points of the plane.
    real, plane : ndarray
        Shape (n,): the loss at the weights themselves, and at the nearest points of the plane.
    """

    steps: NDArray[np.int64]
    epochs: NDArray[np.int64]
    places: Floats
    real: Floats
    plane: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Landscape:
    """Losses on a grid over a plane; while it is refined, between the points that are known, straight lines.

    Attributes
    ----------
    survey : Survey
    plane : Plane
    x, y : ndarray
        Coordinates of columns and rows; ``y`` is a single 0 for a network of one weight.
    values : ndarray
        Shape (rows, columns), row by row upwards; NaN or infinite where the network overflows.
    trail : Trail
    loss : float
        At the plane's origin.
    step, epoch : int
        Of the origin.
    samples, of : int
        How many samples it is computed of, and how many there are.
    weights : int
        How many weights the network has.
    done, total : int
        Points.
    stride : int
        Distance of the known columns and rows; 0 before anything is known, 1 at the end.
    """

    survey: Survey
    plane: Plane
    x: Floats
    y: Floats
    values: Floats
    trail: Trail
    loss: float
    step: int
    epoch: int
    samples: int
    of: int
    weights: int
    done: int
    total: int
    stride: int

    @property
    def finished(self) -> bool:
        """Whether every point is known."""
        return self.done >= self.total

    @property
    def is_curve(self) -> bool:
        """Whether there is one direction only."""
        return len(self.y) == 1

    def at(self, places: Floats) -> Floats:
        """Return the losses at places of the plane, between the points of the grid along straight lines.

        Parameters
        ----------
        places : ndarray
            Shape (n, 1 or 2).

        Returns
        -------
        ndarray
            Shape (n,); NaN outside of the grid.
        """
        found: Floats = np.zeros(len(places))
        row, upper, up = _between_lines(self.y, places[:, 1] if not self.is_curve else np.zeros(len(places)))
        column, right, along = _between_lines(self.x, places[:, 0])
        for rows, height in ((row, 1 - up), (upper, up)):
            for columns, width in ((column, 1 - along), (right, along)):
                found += np.where(height * width == 0, 0.0, self.values[rows, columns]) * height * width
        return found

    def lowest(self) -> tuple[float, float, float]:
        """Return x, y and the loss of the least point of the grid that is finite; NaN if none is."""
        finite = np.where(np.isfinite(self.values), self.values, np.inf)
        row, column = np.unravel_index(int(np.argmin(finite)), finite.shape)
        value = float(finite[row, column])
        return float(self.x[column]), float(self.y[row]), value if math.isfinite(value) else math.nan


def _between_lines(axis: Floats, at: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Return the lines of a grid left and right of places, and how far between; NaN outside of the grid."""
    count = len(axis)
    place = np.interp(at, axis, np.arange(count), np.nan, np.nan) if count > 1 else np.zeros(len(at))
    left = np.clip(np.nan_to_num(place).astype(np.int64), 0, max(0, count - 2))
    return left, np.minimum(left + 1, count - 1), place - left


def plane_of(field: LossField, wanted: Survey, points: Sequence[TrackPoint], here: TrackPoint) -> Plane:
    """Return the plane of a survey through ``here``.

    Raises
    ------
    PlaygroundError
        If the network, the path or the chosen weights span none.
    """
    origin = here.numbers.astype(np.float64)
    if here.form != tuple((part.name, part.shape) for part in field.numbers):
        sentence = _("core", "The weights belong to another network than the one that trains now.")
        raise PlaygroundError(sentence, remedy=_("core", "Compute the surface again."))
    if wanted.directions is Directions.PATH:
        return path_plane(origin, field.numbers, np.stack([point.numbers for point in points]))
    if wanted.directions is Directions.FILTER:
        return filter_plane(origin, field.numbers, wanted.seed)
    if wanted.directions is Directions.WEIGHTS:
        return weight_plane(origin, field.numbers, wanted.weights, Directions.WEIGHTS)
    return weight_plane(origin, field.numbers, _all_weights(field), Directions.EXACT)


def _all_weights(field: LossField) -> list[WeightAt]:
    """Return the one or two weights of a small network; a bias counts as w₀ and comes first."""
    found = [WeightAt(p.name, i) for p in field.numbers if p.trained for i in range(p.count)]
    if not 1 <= len(found) <= 2:
        sentence = _("core", "A network of {count} weights has no surface that is exact.")
        remedy = _("core", "Choose other directions.")
        raise PlaygroundError(sentence.format(count=len(found)), remedy=remedy)
    return sorted(found, key=lambda weight: not weight.name.endswith("bias"))


def survey(
    field: LossField, wanted: Survey, points: Sequence[TrackPoint], here: TrackPoint
) -> Iterator[Landscape]:
    """Compute a landscape and yield it again and again while it becomes finer.

    Between two of them little time passes, so that whoever reads them can stop.

    Parameters
    ----------
    field : LossField
    wanted : Survey
    points : sequence of TrackPoint
        The path, oldest first.
    here : TrackPoint
        What the plane passes through.

    Raises
    ------
    PlaygroundError
        See :func:`plane_of`.
    """
    points = _thinned(points) or [here]
    plane = plane_of(field, wanted, points, here)
    rows = np.stack([point.numbers for point in points]).astype(np.float64)
    begun = _begun(field, wanted, plane, _trail(plane, points, rows), here)
    yield begun
    yield from _refined(field, begun, rows)


def _trail(plane: Plane, points: Sequence[TrackPoint], rows: Floats) -> Trail:
    unknown = np.full(len(points), np.nan)
    steps, epochs = ([getattr(point, name) for point in points] for name in ("step", "epoch"))
    return Trail(np.array(steps, np.int64), np.array(epochs, np.int64), plane.place(rows), unknown, unknown)


def _begun(field: LossField, wanted: Survey, plane: Plane, trail: Trail, here: TrackPoint) -> Landscape:
    """Return a landscape of which only the loss at its origin is known."""
    x, y = axes_of(field, wanted, plane, trail.places)
    return Landscape(
        survey=wanted,
        plane=plane,
        x=x,
        y=y,
        values=np.full((len(y), len(x)), np.nan),
        trail=trail,
        loss=float(field.losses(plane.origin[np.newaxis])[0]),
        step=here.step,
        epoch=here.epoch,
        samples=field.samples,
        of=field.of,
        weights=sum(part.count for part in field.numbers if part.trained),
        done=0,
        total=len(x) * len(y) + 2 * len(trail.steps),
        stride=0,
    )


def _thinned(points: Sequence[TrackPoint]) -> list[TrackPoint]:
    chosen = np.unique(np.linspace(0, len(points) - 1, min(len(points), _MOST_TRAIL)).round().astype(int))
    return [points[place] for place in chosen.tolist()]


def _refined(field: LossField, found: Landscape, rows: Floats) -> Iterator[Landscape]:
    """Yield the landscape with ever more points: the coarse grid, the path, then the finer grids."""
    known = np.zeros(found.values.shape, bool)
    exact = found.values.copy()
    done = 0
    for stride in _STRIDES:
        wanted = _level(found.values.shape, stride) & ~known
        places = np.argwhere(wanted)
        for start in range(0, len(places), field.batch):
            some = places[start : start + field.batch]
            exact[tuple(some.T)] = field.losses(found.plane.at(_coordinates(found, some)))
            done += len(some)
            yield replace(found, done=done)
        known |= wanted
        found = replace(found, values=_between(exact, stride), stride=stride, done=done)
        yield found
        if stride == _STRIDES[0]:
            for followed in _followed(field, found, rows):
                found, done = followed, followed.done
                yield followed


def _level(shape: tuple[int, ...], stride: int) -> NDArray[np.bool_]:
    """Return which points of a grid belong to one of its coarser grids; the last row and column always do."""
    rows, columns = (np.zeros(count, bool) for count in shape)
    for lines in (rows, columns):
        lines[::stride] = True
        lines[-1] = True
    return rows[:, np.newaxis] & columns


def _coordinates(found: Landscape, places: NDArray[Any]) -> Floats:
    both = np.column_stack([found.x[places[:, 1]], found.y[places[:, 0]]])
    return both[:, : len(found.plane.axes)]


def _between(exact: Floats, stride: int) -> Floats:
    """Fill what is not known between the known rows and columns along straight lines."""
    if stride == 1:
        return exact.copy()
    rows, columns = (np.unique([*range(0, count, stride), count - 1]) for count in exact.shape)
    filled = _stretched(exact[np.ix_(rows, columns)], rows, exact.shape[0])
    return _stretched(filled.T, columns, exact.shape[1]).T


def _stretched(values: Floats, places: NDArray[Any], count: int) -> Floats:
    """Interpolate along the first axis, from ``places`` to 0 … count − 1."""
    wanted = np.arange(count)
    left = np.clip(np.searchsorted(places, wanted, side="right") - 1, 0, max(0, len(places) - 2))
    right = np.minimum(left + 1, len(places) - 1)
    share = ((wanted - places[left]) / np.maximum(1, places[right] - places[left]))[:, np.newaxis]
    with np.errstate(invalid="ignore"):
        between: Floats = values[left] * (1 - share) + values[right] * share
    # 0 · ∞ is no number, but a known point is known whatever lies beside it.
    between[places] = values
    return between


def _followed(field: LossField, found: Landscape, rows: Floats) -> Iterator[Landscape]:
    """Take the losses of the path, on the plane and beside it."""
    nearest = found.plane.at(found.trail.places)
    real, on_plane = found.trail.real.copy(), found.trail.plane.copy()
    for start in range(0, len(rows), field.batch):
        some = slice(start, start + field.batch)
        real[some], on_plane[some] = field.losses(rows[some]), field.losses(nearest[some])
        trail = replace(found.trail, real=real.copy(), plane=on_plane.copy())
        found = replace(found, trail=trail, done=found.done + 2 * len(rows[some]))
        yield found


# -- for scripts ---------------------------------------------------------------------------------------


def train_and_survey(
    experiment: Experiment, epochs: int | None = None, wanted: Survey | None = None
) -> Landscape:
    """Train from the initial weights, and return the surface around the path.

    Parameters
    ----------
    experiment : Experiment
    epochs : int, optional
        In the place of the experiment's own stop rule of that name; there must be some rule.
    wanted : Survey, optional

    Raises
    ------
    PlaygroundError
        If the experiment cannot be trained, has no end or diverges, or the path spans no plane.
    """
    from nnplayground.train.landscape_loss import LossField
    from nnplayground.train.landscape_replay import present
    from nnplayground.train.run import require_end
    from nnplayground.train.trainer import Trainer

    if epochs is not None:
        experiment = experiment.with_value("training.stop.epochs", epochs)
    require_end(experiment, False)
    trainer, wanted, track = Trainer(experiment), wanted or Survey(), Track()
    track.add(present(trainer))
    measures = None
    while trainer.stop_reason(measures) is None:
        ends = trainer.advance()
        measures = trainer.measure() if ends and trainer.needs_every_epoch else None
        if ends or trainer.step < _EACH:
            track.add(present(trainer))
    track.add(present(trainer))
    precision = "float64" if wanted.directions is Directions.EXACT else None
    field = LossField(experiment, wanted.part, trainer.prepared, precision)
    *_coarse, found = survey(field, wanted, track.points, track.points[-1])
    return found
