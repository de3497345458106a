"""The base of data sets whose samples are points of a plane."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nnplayground.core.dataset import DataGroup, Dataset, DataSpec
from nnplayground.core.features import PLANE_FEATURES
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Task
from nnplayground.core.samples import Samples
from nnplayground.data.draws import NumpyDraws
from nnplayground.data.fields import samples_field

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from nnplayground.data.draws import Draws

    Column = NDArray[np.float64]

__all__ = ["BOUNDS", "TWO_CLASSES", "PlaneClasses", "PlaneDataset", "PlaneValues", "on_circle", "points"]

BOUNDS = ((-6.0, 6.0), (-6.0, 6.0))
TWO_CLASSES = ("−1", "+1")


def points(x1: Column, x2: Column) -> NDArray[np.float64]:
    """Join two columns into points of shape (N, 2)."""
    return np.column_stack([x1, x2])


def on_circle(radius: Column, angle: Column) -> NDArray[np.float64]:
    """Turn polar coordinates into points; angle 0 points up, as in TensorFlow Playground."""
    return points(radius * np.sin(angle), radius * np.cos(angle))


class PlaneDataset(Dataset):
    """Samples in the plane, shown over [−6, 6]².

    Attributes
    ----------
    playground_name : str
        What TensorFlow Playground's links call it; empty if it is not one of the original six. Only those
        can be drawn from its random numbers.
    """

    playground_name: ClassVar[str] = ""
    noise_range: ClassVar[tuple[float, float]] = (0.0, 0.5)
    default_features: ClassVar[tuple[str, ...]] = ("x1", "x2")
    offered_features: ClassVar[tuple[str, ...]] = PLANE_FEATURES

    samples: int = samples_field(500)

    def count(self) -> int:
        """Return how many samples there are."""
        return self.samples

    def generate(self, rng: Generator) -> Samples:
        """Make the samples from numpy's random numbers."""
        return self.draw(NumpyDraws(rng))

    def draw(self, draws: Draws) -> Samples:
        """Make the samples, drawing point by point."""
        raise TypeError(f"{type(self).__name__} does not say how it draws from {draws}")


class PlaneClasses(PlaneDataset):
    """Points of two or more classes."""

    group: ClassVar[DataGroup] = DataGroup.PLANE_CLASSES

    def class_names(self) -> tuple[str, ...]:
        """Return the names of the classes in order of index."""
        return TWO_CLASSES

    def spec(self) -> DataSpec:
        """Describe the samples."""
        names = self.class_names()
        return DataSpec(
            x=TensorSpec((2,)),
            target=TensorSpec((), classes=len(names)),
            task=Task.BINARY if len(names) == 2 else Task.MULTICLASS,
            class_names=names,
            input_names=("x1", "x2"),
            bounds=BOUNDS,
        )


class PlaneValues(PlaneDataset):
    """A value at every point: regression."""

    group: ClassVar[DataGroup] = DataGroup.PLANE_VALUES

    samples: int = samples_field(1200)

    def spec(self) -> DataSpec:
        """Describe the samples."""
        return DataSpec(
            x=TensorSpec((2,)),
            target=TensorSpec((1,)),
            task=Task.REGRESSION,
            input_names=("x1", "x2"),
            bounds=BOUNDS,
        )

    def draw(self, draws: Draws) -> Samples:
        """Spread points over the square; noise takes each value a little beside its point."""
        ranges = (*BOUNDS, *BOUNDS)
        x1, x2, jitter1, jitter2 = draws.uniforms(self.samples, *ranges)
        noise: float = getattr(self, "noise", 0.0)
        values = self.surface(x1 + jitter1 * noise, x2 + jitter2 * noise)
        return Samples(points(x1, x2), values[:, np.newaxis])

    def surface(self, x1: Column, x2: Column) -> Column:
        """Return the value at every point (x1, x2)."""
        raise TypeError(f"{type(self).__name__} has no surface over {len(x1)} × {len(x2)} points")
