"""Which sample is looked at, number by number; shared by all who look."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from nnplayground.train.traces import Sample

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.app.points import Points

__all__ = ["SampleChoice"]

_NEAR = 0.02  # of the plane's width: a click nearer to a sample means the sample


class SampleChoice(QObject):
    """The chosen sample.

    Attributes
    ----------
    changed : Signal
        Another sample is chosen, or the data came.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._points: Points | None = None
        self._sample = Sample()
        self._chosen = False

    @property
    def is_chosen(self) -> bool:
        """Whether a person chose the sample, rather than nobody having chosen any."""
        return self._chosen

    @property
    def sample(self) -> Sample:
        """The chosen sample; the first of the training part at the start."""
        return self._sample

    @property
    def points(self) -> Points | None:
        """The samples to choose from, once they are made."""
        return self._points

    def show_points(self, points: Points) -> None:
        """Choose among other data; a number that is there in both stays."""
        self._points = points
        sample = self._sample
        other_form = bool(sample.point) and len(sample.point) != points.train_x[:1].size
        if other_form or (sample.part and not sample.index < self._count(sample.part)):
            self._sample, self._chosen = Sample(), False
        self.changed.emit()

    def choose(self, sample: Sample) -> None:
        """Look at another sample."""
        if sample != self._sample or not self._chosen:
            self._sample, self._chosen = sample, True
            self.changed.emit()

    # -- going through the data ------------------------------------------------------------------------

    def count(self) -> int:
        """Return how many samples the part has that is gone through."""
        return self._count(self._sample.part or "train")

    def next(self) -> None:
        """Choose the next sample of the part; after the last comes the first."""
        self._step(1)

    def previous(self) -> None:
        """Choose the sample before."""
        self._step(-1)

    def random(self) -> None:
        """Choose any other sample of the part."""
        count, sample = self.count(), self._sample
        if count > 1:
            others = [index for index in range(count) if not sample.part or index != sample.index]
            self.choose(Sample(sample.part or "train", random.choice(others)))

    def _step(self, by: int) -> None:
        count, sample = self.count(), self._sample
        if count:
            start = sample.index if sample.part else (-1 if by > 0 else 0)
            self.choose(Sample(sample.part or "train", (start + by) % count))

    def choose_place(self, x1: float, x2: float, *, with_test: bool) -> None:
        """Choose the sample at a place of the plane, or if there is none the place itself."""
        points = self._points
        if points is None or not points.spec.is_plane:
            return
        width = points.spec.bounds[0][1] - points.spec.bounds[0][0]
        found = [_nearest(points.train_x, x1, x2, "train")]
        if with_test:
            found.append(_nearest(points.test_x, x1, x2, "test"))
        distance, sample = min(found, key=lambda pair: pair[0])
        self.choose(sample if distance <= _NEAR * width else Sample.made((x1, x2)))

    # -- what is known of it ---------------------------------------------------------------------------

    def raw(self) -> NDArray[Any] | None:
        """Return the sample before features and standardisation."""
        points, sample = self._points, self._sample
        if not sample.part:
            form = (-1,) if points is None else points.train_x.shape[1:]
            return np.array(sample.point).reshape(form)
        values = None if points is None else getattr(points, f"{sample.part}_x")
        return values[sample.index] if values is not None and sample.index < len(values) else None

    def target(self) -> NDArray[Any] | None:
        """Return its class index or its values."""
        points, sample = self._points, self._sample
        if points is None or (not sample.part and sample.target is None):
            return None
        if not sample.part:
            return np.asarray(sample.target, points.train_y.dtype).reshape(points.train_y.shape[1:])
        values: NDArray[Any] = getattr(points, f"{sample.part}_y")
        return np.asarray(values[sample.index]) if sample.index < len(values) else None

    def _count(self, part: str) -> int:
        return 0 if self._points is None else len(getattr(self._points, f"{part}_y"))


def _nearest(places: NDArray[Any], x1: float, x2: float, part: str) -> tuple[float, Sample]:
    if not len(places):
        return math.inf, Sample(part)
    distances = np.hypot(places[:, 0] - x1, places[:, 1] - x2)
    index = int(distances.argmin())
    return float(distances[index]), Sample(part, index)
