"""Small pictures that scikit-learn brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from nnplayground.core.component import param
from nnplayground.core.dataset import DataGroup, Dataset, DataSpec
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loading import LOADING
from nnplayground.core.loss import Task
from nnplayground.core.samples import Samples
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.pictures import cubic

if TYPE_CHECKING:
    from numpy.random import Generator


class Digits(Dataset):
    """Handwritten digits of 8×8 pixels, or enlarged."""

    kind: ClassVar[str] = "digits"
    title: ClassVar[Text] = _("core", "Digits")
    help: ClassVar[Text] = _("core", "1797 handwritten digits of 8×8 grey pixels between 0 and 1.")
    group: ClassVar[DataGroup] = DataGroup.IMAGE

    size: Literal[8, 28] = param(
        8,
        _("core", "Pixels"),
        _("core", "Height and width: the 8 they were stored with, or 28 as MNIST has, blended between."),
        effect=_("core", "28 costs a convolution about twelve times as much, and tells no more."),
        why=_("core", "8 is what was scanned, and trains in seconds."),
    )

    def count(self) -> int:
        """Return the number of pictures."""
        return 1797

    def spec(self) -> DataSpec:
        """Describe the pictures."""
        return DataSpec(
            x=TensorSpec((1, self.size, self.size)),
            target=TensorSpec((), classes=10),
            task=Task.MULTICLASS,
            class_names=tuple("0123456789"),
        )

    def generate(self, rng: Generator) -> Samples:
        """Read the pictures; chance has no part in it."""
        del rng
        with LOADING:
            from sklearn.datasets import load_digits

        pixels, labels = load_digits(return_X_y=True)
        pictures = np.reshape(pixels, (-1, 1, 8, 8)) / 16.0
        if self.size != 8:
            larger = cubic(8, self.size)
            pictures = np.clip(larger @ pictures @ larger.T, 0.0, 1.0)
        return Samples(pictures, np.asarray(labels, np.int64))
