"""The first lesson's data: what a flat costs, by its area."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nnplayground.core.dataset import DataGroup, Dataset, DataSpec
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Task
from nnplayground.core.samples import Samples
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.curves import LINE_FEATURES
from nnplayground.data.fields import noise_field, samples_field

if TYPE_CHECKING:
    from numpy.random import Generator

_AREAS = (20.0, 200.0)
_BASE, _PER_METRE = 30.0, 2.5


class Housing(Dataset):
    """Price by area in units as they come: a usual learning rate diverges until x is standardised."""

    kind: ClassVar[str] = "housing"
    title: ClassVar[Text] = _("core", "Housing")
    help: ClassVar[Text] = _(
        "core",
        "Price in thousands by area in m², made by a straight line and noise; without standardization only a "
        "tiny learning rate converges.",
    )
    formula: ClassVar[str] = r"\text{price} = 30 + 2.5 \cdot \text{area}"
    group: ClassVar[DataGroup] = DataGroup.LINE
    noise_range: ClassVar[tuple[float, float]] = (0.0, 100.0)
    default_features: ClassVar[tuple[str, ...]] = ("x1",)
    offered_features: ClassVar[tuple[str, ...]] = LINE_FEATURES

    samples: int = samples_field(200)
    noise: float = noise_field(
        25.0, _("core", "The standard deviation of the price around the line, in thousands."), most=1e6
    )

    def count(self) -> int:
        """Return how many samples there are."""
        return self.samples

    def spec(self) -> DataSpec:
        """Describe the samples."""
        return DataSpec(
            x=TensorSpec((1,)),
            target=TensorSpec((1,)),
            task=Task.REGRESSION,
            input_names=(_("core", "area, m²"),),
            bounds=(_AREAS,),
        )

    def generate(self, rng: Generator) -> Samples:
        """Draw areas evenly and put normal noise on the prices."""
        area = rng.uniform(*_AREAS, self.samples)
        price = _BASE + _PER_METRE * area + self.noise * rng.standard_normal(self.samples)
        return Samples(area[:, np.newaxis], price[:, np.newaxis])
