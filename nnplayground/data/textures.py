"""Patterns that fill the picture, such as filters look for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nnplayground.core.component import param
from nnplayground.core.dataset import DataGroup, Dataset, DataSpec
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Task
from nnplayground.core.samples import Samples
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.fields import noise_field, samples_field
from nnplayground.data.pictures import NOISE_HELP, noisy, pixel_grid, turned

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Textures"]

SIDE = 28


class Textures(Dataset):
    """Stripes, dots or checks of any direction and width."""

    kind: ClassVar[str] = "textures"
    title: ClassVar[Text] = _("core", "Textures")
    help: ClassVar[Text] = _(
        "core",
        "Stripes, dots or checks of any direction, width and place in 28×28 grey pixels. A few small filters "
        "are enough to tell them apart, and one can see which.",
    )
    group: ClassVar[DataGroup] = DataGroup.IMAGE
    noise_range: ClassVar[tuple[float, float]] = (0.0, 0.5)

    samples: int = samples_field(1000)
    turn: float = param(
        45.0,
        _("core", "Turn"),
        _("core", "How far patterns are turned at most, to either side."),
        unit="°",
        ge=0,
        le=90,
        effect=_("core", "Higher: one filter matches fewer of the pictures."),
        why=_("core", "45° to either side makes every direction as likely."),
    )
    noise: float = noise_field(0.1, NOISE_HELP)

    def count(self) -> int:
        """Return how many samples there are."""
        return self.samples

    def spec(self) -> DataSpec:
        """Describe the pictures."""
        names = (_("core", "stripes"), _("core", "dots"), _("core", "checks"))
        return DataSpec(
            x=TensorSpec((1, SIDE, SIDE)),
            target=TensorSpec((), classes=len(names)),
            task=Task.MULTICLASS,
            class_names=names,
        )

    def generate(self, rng: Generator) -> Samples:
        """Draw the patterns in turn, so that all are as frequent."""
        labels = np.arange(self.samples, dtype=np.int64) % 3
        waves = self._waves(rng)
        kinds = _pattern(*waves, labels[:, None, None])
        contrast = rng.uniform(0.5, 1.0, (self.samples, 1, 1))
        pictures = 0.5 + contrast * (kinds - 0.5)
        return Samples(noisy(pictures[:, None], self.noise, rng), labels)

    def _waves(self, rng: Generator) -> tuple[Floats, Floats]:
        """Return two waves at right angles, −1 to 1, each (samples, side, side)."""
        count = (self.samples, 1, 1)
        angle = math.radians(self.turn) * rng.uniform(-1, 1, count)
        period, (first, second) = rng.uniform(5, 10, count), rng.uniform(0, 2 * math.pi, (2, *count))
        u, v = turned(*pixel_grid(SIDE), angle)
        speed = math.pi * SIDE / period
        return np.sin(speed * u + first), np.sin(speed * v + second)


def _pattern(across: Floats, along: Floats, labels: NDArray[np.int64]) -> Floats:
    """Return soft patterns, 0 to 1."""
    stripes, dots, checks = across, (across + along) - 0.6, 1.5 * across * along
    chosen = np.where(labels == 0, stripes, np.where(labels == 1, dots, checks))
    pattern: Floats = 1 / (1 + np.exp(-6 * chosen))
    return pattern
