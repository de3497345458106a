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


_CLASSES = {"all": range(10), "0-4": range(5), "5-9": range(5, 10)}
_COUNTS = (178, 182, 177, 183, 181, 182, 181, 179, 174, 180)  # pictures of each digit


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

    classes: Literal["all", "0-4", "5-9"] = param(
        "all",
        _("core", "Classes"),
        _(
            "core",
            "Which digits there are: all ten, or one half of them, as for learning the other half later.",
        ),
        effect=_("core", "Half of the digits leave half of the pictures, and five classes."),
        why=_("core", "All ten; a half is for transfer: learn 0–4, freeze what sees, learn 5–9."),
    )

    def count(self) -> int:
        """Return the number of pictures."""
        return sum(_COUNTS[digit] for digit in _CLASSES[self.classes])

    def spec(self) -> DataSpec:
        """Describe the pictures."""
        return DataSpec(
            x=TensorSpec((1, self.size, self.size)),
            target=TensorSpec((), classes=len(_CLASSES[self.classes])),
            task=Task.MULTICLASS,
            class_names=tuple(map(str, _CLASSES[self.classes])),
        )

    def generate(self, rng: Generator) -> Samples:
        """Read the pictures; chance has no part in it."""
        del rng
        with LOADING:
            from sklearn.datasets import load_digits

        pixels, labels = load_digits(return_X_y=True)
        chosen = _CLASSES[self.classes]
        kept = (labels >= chosen.start) & (labels < chosen.stop)
        pictures = np.reshape(pixels[kept], (-1, 1, 8, 8)) / 16.0
        if self.size != 8:
            larger = cubic(8, self.size)
            pictures = np.clip(larger @ pictures @ larger.T, 0.0, 1.0)
        return Samples(pictures, np.asarray(labels[kept] - chosen.start, np.int64))
