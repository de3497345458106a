"""Curves over one axis: regression that can be drawn as a line through points."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import model_validator

from nnplayground.core.component import param
from nnplayground.core.dataset import DataGroup, Dataset, DataSpec
from nnplayground.core.errors import DataError
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Task
from nnplayground.core.samples import Samples
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.fields import noise_field, samples_field

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    Column = NDArray[np.float64]

__all__ = ["LINE_FEATURES", "Curve"]

LINE_FEATURES = ("x1", *(f"x1^{power}" for power in range(2, 13)), "sin(x1)", "cos(x1)")

_SPREAD = _("core", "The standard deviation of the normal number added to each value.")
_MOST = 1e6


class Curve(Dataset):
    """Values y = f(x) + noise at random places between ``start`` and ``stop``."""

    group: ClassVar[DataGroup] = DataGroup.LINE
    noise_range: ClassVar[tuple[float, float]] = (0.0, 1.0)
    default_features: ClassVar[tuple[str, ...]] = ("x1",)
    offered_features: ClassVar[tuple[str, ...]] = LINE_FEATURES

    samples: int = samples_field(200)
    noise: float = noise_field(0.1, _SPREAD, most=_MOST)
    start: float = param(
        -6.0,
        _("core", "From"),
        _("core", "The left end of the range of x."),
        ge=-_MOST,
        le=_MOST,
        effect=_("core", "Farther out: more of the curve is learned from the same samples."),
        why=_("core", "Shows about one wave to each side."),
    )
    stop: float = param(
        6.0,
        _("core", "To"),
        _("core", "The right end of the range of x."),
        ge=-_MOST,
        le=_MOST,
        effect=_("core", "Farther out: more of the curve is learned from the same samples."),
        why=_("core", "Shows about one wave to each side."),
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.start >= self.stop:
            sentence = _("core", "The range of x goes from {start} to {stop}.")
            remedy = _("core", "Its start must be less than its end.")
            raise DataError(sentence.format(start=self.start, stop=self.stop), remedy=remedy)
        return self

    def count(self) -> int:
        """Return how many samples there are."""
        return self.samples

    def spec(self) -> DataSpec:
        """Describe the samples."""
        return DataSpec(
            x=TensorSpec((1,)),
            target=TensorSpec((1,)),
            task=Task.REGRESSION,
            input_names=("x1",),
            bounds=((self.start, self.stop),),
        )

    def generate(self, rng: Generator) -> Samples:
        """Draw the places and then the noise."""
        x = rng.uniform(self.start, self.stop, self.samples)
        y = self.curve(x) + self.noise * rng.standard_normal(self.samples)
        return Samples(x[:, np.newaxis], y[:, np.newaxis])

    def curve(self, x: Column) -> Column:
        """Return the values without noise."""
        raise TypeError(f"{type(self).__name__} has no curve over {len(x)} places")


class Sine(Curve):
    """A sine wave."""

    kind: ClassVar[str] = "sine"
    title: ClassVar[Text] = _("core", "Sine")
    help: ClassVar[Text] = _("core", "A sine wave to fit with a line, a polynomial or a network.")
    formula: ClassVar[str] = r"y = \sin(f x)"

    frequency: float = param(
        1.0,
        _("core", "Frequency"),
        _("core", "How fast it oscillates: the period is 2π / frequency."),
        gt=0,
        le=1000,
        effect=_("core", "Higher: more waves, which take more neurons."),
        why=_("core", "1 gives about two waves, which a small network can follow."),
    )

    def curve(self, x: Column) -> Column:
        """Return sin(frequency·x)."""
        return np.sin(self.frequency * x)


class Polynomial(Curve):
    """A Chebyshev polynomial, which stays within ±1 whatever its degree."""

    kind: ClassVar[str] = "polynomial"
    title: ClassVar[Text] = _("core", "Polynomial")
    help: ClassVar[Text] = _(
        "core", "The Chebyshev polynomial of the degree, stretched over the range of x; it stays within ±1."
    )
    formula: ClassVar[str] = r"y = T_d\left(2 \frac{x - a}{b - a} - 1\right)"

    samples: int = samples_field(40)
    noise: float = noise_field(0.2, _SPREAD, most=_MOST)
    start: float = param(
        -1.0,
        _("core", "From"),
        _("core", "The left end of the range of x."),
        ge=-_MOST,
        le=_MOST,
        effect=_("core", "Farther out: more of the curve is learned from the same samples."),
        why=_("core", "From −1 to 1 the powers of x stay alike in size."),
    )
    stop: float = param(
        1.0,
        _("core", "To"),
        _("core", "The right end of the range of x."),
        ge=-_MOST,
        le=_MOST,
        effect=_("core", "Farther out: more of the curve is learned from the same samples."),
        why=_("core", "From −1 to 1 the powers of x stay alike in size."),
    )
    degree: int = param(
        3,
        _("core", "Degree"),
        _("core", "The highest power; the curve turns degree − 1 times."),
        ge=1,
        le=30,
        effect=_("core", "Higher: more turns, which take more neurons or features."),
        why=_("core", "3 is the simplest curve that turns both ways."),
    )

    def curve(self, x: Column) -> Column:
        """Return T_degree by cos(degree·arccos t), t being x mapped to [−1, 1]."""
        t = 2 * (x - self.start) / (self.stop - self.start) - 1
        turned: Column = np.arccos(np.clip(t, -1, 1))
        return np.cos(self.degree * turned)


class Step(Curve):
    """A jump from −1 to +1."""

    kind: ClassVar[str] = "step"
    title: ClassVar[Text] = _("core", "Step")
    help: ClassVar[Text] = _("core", "A jump from −1 to +1, which a smooth network can only approach.")
    formula: ClassVar[str] = r"y = \operatorname{sign}(x - p)"

    position: float = param(
        0.0,
        _("core", "Position"),
        _("core", "Where it jumps."),
        ge=-_MOST,
        le=_MOST,
        effect=_("core", "Moves the jump; the network must move its steepest unit along."),
        why=_("core", "0 puts it in the middle."),
    )

    def curve(self, x: Column) -> Column:
        """Return −1 left of the position and +1 from it on."""
        return np.where(x < self.position, -1.0, 1.0)
