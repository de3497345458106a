"""Points that a person draws; they stand in the experiment itself."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from nnplayground.core.component import param
from nnplayground.core.dataset import DataGroup, Dataset, DataSpec
from nnplayground.core.errors import DataError
from nnplayground.core.features import PLANE_FEATURES
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Task
from nnplayground.core.samples import Samples
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.curves import LINE_FEATURES
from nnplayground.data.plane import BOUNDS, TWO_CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.random import Generator
    from numpy.typing import NDArray

    from nnplayground.core.errors import PlaygroundError

    Rows = NDArray[np.float64]

__all__ = ["MAX_POINTS", "MOST_CLASSES", "Drawn", "DrawnClasses", "DrawnCurve", "DrawnValues", "drawn_from"]

MAX_POINTS = 5_000
MOST_CLASSES = 10
_FAR = 1e6
_DIGITS = 3  # of what is drawn: a screen shows no more, and files stay short
Number = Annotated[float, Field(ge=-_FAR, le=_FAR)]
Point = tuple[Number, ...]
Range = tuple[Number, Number]


def _sketched(rows: Iterable[Iterable[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(round(float(value), _DIGITS) for value in row) for row in rows)


def _two_arcs() -> tuple[tuple[float, ...], ...]:
    """Return what a drawing begins with: two arcs around each other, a little unsteady."""
    rows = []
    for step in range(12):
        angle, shake = math.pi * (0.06 + 0.88 * step / 11), 0.18 * math.sin(5.3 * step)
        across, up = 3 * math.cos(angle) + shake - 1.4, 3 * math.sin(angle) - shake - 0.6
        rows += [(across, up, 0), (-across, -up, 1)]
    return _sketched(rows)


def _hill() -> tuple[tuple[float, ...], ...]:
    places = [(-4.5 + 3 * column, -4.5 + 3 * row) for row in range(4) for column in range(4)]
    return _sketched((x, y, math.exp(-(x**2 + y**2) / 14) * 2 - 1) for x, y in places)


def _wave() -> tuple[tuple[float, ...], ...]:
    places = [-5.5 + 11 * step / 19 for step in range(20)]
    return _sketched((x, 2.2 * math.sin(0.9 * x) + 0.3 * x) for x in places)


def _points_field(default: tuple[tuple[float, ...], ...]) -> Any:
    return Field(default, max_length=MAX_POINTS)


class Drawn(Dataset):
    """Points by hand.

    Attributes
    ----------
    width : int
        How many numbers a point has.
    points : tuple of tuple of float
        The places, each with its class, its value or nothing.
    bounds : ((float, float), (float, float))
        What is shown across and up.
    """

    width: ClassVar[int] = 3
    group: ClassVar[DataGroup] = DataGroup.PLANE_CLASSES
    default_features: ClassVar[tuple[str, ...]] = ("x1", "x2")
    offered_features: ClassVar[tuple[str, ...]] = PLANE_FEATURES

    points: tuple[Point, ...] = ()
    bounds: tuple[Range, Range] = BOUNDS

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        wrong = next((n for n, point in enumerate(self.points) if len(point) != self.width), None)
        if wrong is not None:
            sentence = _("core", "Point {number} has {count} numbers and not {width}.")
            count = len(self.points[wrong])
            raise DataError(sentence.format(number=wrong + 1, count=count, width=self.width))
        low, high = np.array(self.bounds).T
        if (low >= high).any():
            raise DataError(_("core", "The shown range of a drawing must not be empty."))
        places = self.rows()[:, :2]
        outside = ((places < low) | (places > high)).any(axis=1)
        if outside.any():
            sentence = _("core", "Point {number} lies outside the shown range.")
            said = sentence.format(number=int(outside.argmax()) + 1)
            raise DataError(said, remedy=_("core", "Widen “bounds” or move the point."))
        return self

    def rows(self) -> Rows:
        """Return the points as an array of shape (n, width)."""
        return np.array(self.points, np.float64).reshape(-1, self.width)

    def with_rows(self, rows: Rows) -> Self:
        """Return the same sheet with other points, shape (n, width).

        Raises
        ------
        DataError
            If there are too many.
        """
        if len(rows) > MAX_POINTS:
            sentence = _("core", "A drawing holds at most {limit} points.").format(limit=MAX_POINTS)
            raise DataError(sentence, remedy=_("core", "Erase some of them first."))
        return self.replace(points=np.round(rows, _DIGITS).tolist())

    def count(self) -> int:
        """Return how many points there are; 1 on an empty sheet, so that sizes that follow make sense."""
        return max(1, len(self.points))

    def problem(self) -> PlaygroundError | None:
        """Return that there is nothing to learn from yet, if so."""
        if len(self.points) >= 2:
            return None
        sentence = _("core", "The drawing has fewer than two points.")
        return DataError(sentence, place="data.dataset", remedy=_("core", "Draw some to train on."))

    def order(self, rng: Generator) -> NDArray[np.int64]:
        """Return the random order, in which a point that is added moves hardly any other to another part."""
        return np.argsort(rng.random(len(self.points)), kind="stable")

    def continues(self, before: Dataset) -> bool:
        """Tell whether ``before`` is an earlier state of the same sheet."""
        return type(before) is type(self)

    def change_from(self, before: Dataset) -> Text:
        """Say how many points came or went."""
        if not isinstance(before, Drawn) or not self.continues(before):
            return super().change_from(before)
        more = len(self.points) - len(before.points)
        if not more:
            return _("core", "Points edited")
        return _("core", "Points {change}").format(change=f"{more:+d}".replace("-", "\u2212"))

    def generate(self, rng: Generator) -> Samples:
        """Return the points; chance has no part in it.

        Raises
        ------
        DataError
            If there are fewer than two.
        """
        del rng
        problem = self.problem()
        if problem is not None:
            raise problem
        return self._samples(self.rows())

    def _samples(self, rows: Rows) -> Samples:
        raise TypeError(f"{type(self).__name__} does not say what its {len(rows)} points mean")


class DrawnClasses(Drawn):
    """Points of classes."""

    kind: ClassVar[str] = "drawn"
    title: ClassVar[Text] = _("core", "Drawn points")
    help: ClassVar[Text] = _("core", "Points of your own, drawn in the colours of their classes.")

    points: tuple[Point, ...] = _points_field(_two_arcs())
    classes: int = param(
        2,
        _("core", "Classes"),
        _("core", "How many classes the points may have."),
        ge=2,
        le=MOST_CLASSES,
        effect=_("core", "More: the output gets a unit for each."),
        why=_("core", "Two, as in most of the made sets."),
    )

    @model_validator(mode="after")
    def _known_classes(self) -> Self:
        labels = self.rows()[:, 2]
        unknown = (labels < 0) | (labels >= self.classes) | (labels % 1 != 0)
        if unknown.any():
            number = int(unknown.argmax())
            sentence = _("core", "Point {number} has class {label}; there are classes 0 to {last}.")
            said = sentence.format(number=number + 1, label=f"{labels[number]:g}", last=self.classes - 1)
            raise DataError(said, remedy=_("core", "Add a class, or give the point another one."))
        return self

    def class_names(self) -> tuple[str, ...]:
        """Return the names: signs for two classes, numbers for more."""
        return TWO_CLASSES if self.classes == 2 else tuple(str(number) for number in range(self.classes))

    def spec(self) -> DataSpec:
        """Describe the samples."""
        return DataSpec(
            x=TensorSpec((2,)),
            target=TensorSpec((), classes=self.classes),
            task=Task.BINARY if self.classes == 2 else Task.MULTICLASS,
            class_names=self.class_names(),
            input_names=("x1", "x2"),
            bounds=self.bounds,
        )

    def _samples(self, rows: Rows) -> Samples:
        return Samples(rows[:, :2].copy(), rows[:, 2].astype(np.int64))


class DrawnValues(Drawn):
    """Points with values: regression over the plane."""

    kind: ClassVar[str] = "drawn-values"
    title: ClassVar[Text] = _("core", "Drawn values")
    help: ClassVar[Text] = _("core", "Points of your own, drawn on the plane with a value each.")
    group: ClassVar[DataGroup] = DataGroup.PLANE_VALUES

    points: tuple[Point, ...] = _points_field(_hill())

    def spec(self) -> DataSpec:
        """Describe the samples."""
        return DataSpec(
            x=TensorSpec((2,)),
            target=TensorSpec((1,)),
            task=Task.REGRESSION,
            input_names=("x1", "x2"),
            bounds=self.bounds,
        )

    def _samples(self, rows: Rows) -> Samples:
        return Samples(rows[:, :2].copy(), rows[:, 2:].copy())


class DrawnCurve(Drawn):
    """Points over a line: a curve to fit."""

    width: ClassVar[int] = 2
    kind: ClassVar[str] = "drawn-curve"
    title: ClassVar[Text] = _("core", "Drawn curve")
    help: ClassVar[Text] = _("core", "Points of a curve of your own, drawn by hand.")
    group: ClassVar[DataGroup] = DataGroup.LINE
    default_features: ClassVar[tuple[str, ...]] = ("x1",)
    offered_features: ClassVar[tuple[str, ...]] = LINE_FEATURES

    points: tuple[Point, ...] = _points_field(_wave())

    def spec(self) -> DataSpec:
        """Describe the samples."""
        return DataSpec(
            x=TensorSpec((1,)),
            target=TensorSpec((1,)),
            task=Task.REGRESSION,
            input_names=("x1",),
            bounds=self.bounds[:1],
        )

    def _samples(self, rows: Rows) -> Samples:
        return Samples(rows[:, :1].copy(), rows[:, 1:].copy())


def drawn_from(spec: DataSpec, x: NDArray[Any], y: NDArray[Any]) -> Drawn:
    """Return the samples of a plane or a line as drawn points, as many as a drawing holds.

    Parameters
    ----------
    spec : DataSpec
        Of data with one or two columns and bounds.
    x, y : ndarray
        Shapes (n, columns) and (n,) of class indices or (n, 1) of values.
    """
    x, y = x[:MAX_POINTS], np.asarray(y, np.float64).reshape(len(y), -1)[:MAX_POINTS, :1]
    rows = np.round(np.column_stack([x, y]), _DIGITS)
    if spec.is_line:
        bounds = (_around(spec.bounds[0], rows[:, 0]), _around(_padded(rows[:, 1]), rows[:, 1]))
        return DrawnCurve(points=_sketched(rows.tolist()), bounds=bounds)
    across, up = (_around(bound, rows[:, axis]) for axis, bound in enumerate(spec.bounds))
    fields: dict[str, Any] = {"points": _sketched(rows.tolist()), "bounds": (across, up)}
    if spec.target.classes:
        return DrawnClasses(classes=min(MOST_CLASSES, spec.target.classes), **fields)
    return DrawnValues(**fields)


def _padded(values: Rows) -> tuple[float, float]:
    low, high = float(values.min(initial=-1.0)), float(values.max(initial=1.0))
    margin = 0.15 * (high - low)
    return round(low - margin, 1), round(high + margin, 1)


def _around(bound: tuple[float, float], values: Rows) -> tuple[float, float]:
    """Widen a range so that every value lies in it."""
    low, high = bound
    return min(low, float(values.min(initial=low))), max(high, float(values.max(initial=high)))
