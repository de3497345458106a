"""A person's own pictures, as they were imported: of one size, with their classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from nnplayground.core.dataset import DataGroup, DataSpec
from nnplayground.core.errors import DataError
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Task
from nnplayground.core.samples import Samples
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.attachments import attachments
from nnplayground.data.images.choices import PictureChoices
from nnplayground.data.images.found import MOST_CLASSES, MOST_SIDE, Pictures, require_classes
from nnplayground.data.own import OwnData

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from nnplayground.core.data_config import Split

__all__ = ["OwnPictures"]

_MOST = 10_000_000
Side = Annotated[int, Field(ge=1, le=MOST_SIDE)]
Name = Annotated[str, Field(max_length=200)]
Count = Annotated[int, Field(ge=0, le=_MOST)]


class OwnPictures(OwnData):
    """Pictures from somebody's files.

    The attachment holds ``pixels`` uint8 (n, channels, height, width) and ``labels`` int64 (n,).

    Attributes
    ----------
    shape : (int, int, int)
        Channels, height and width.
    classes : tuple of str
    members : tuple of int
        How many pictures each class has.
    parted : (int, int, int) or None
        How many of them, in this order, the files give to train, validation and test.
    imported : PictureChoices or None
        What was chosen at their import; None where that is not known.
    joined : tuple of PictureChoices
        The same of the imports that were added to the first.
    """

    kind: ClassVar[str] = "images"
    title: ClassVar[Text] = _("core", "Own images")
    help: ClassVar[Text] = _("core", "Pictures of your own, imported from files or folders.")
    group: ClassVar[DataGroup] = DataGroup.IMAGE

    shape: tuple[Side, Side, Side]
    classes: tuple[Name, ...] = Field(min_length=2, max_length=MOST_CLASSES)
    members: tuple[Count, ...] = Field(min_length=2, max_length=MOST_CLASSES)
    parted: tuple[Count, Count, Count] | None = None
    imported: PictureChoices | None = None
    joined: tuple[PictureChoices, ...] = Field((), max_length=MOST_CLASSES)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        known = len(self.members) == len(self.classes) and self.shape[0] in (1, 3)
        if not known or (
            self.parted is not None and (sum(self.parted) != self.count() or not self.parted[0])
        ):
            raise DataError(_("core", "The description of the pictures contradicts itself."))
        return self

    @classmethod
    def of(cls, pictures: Pictures, imports: Sequence[PictureChoices] = ()) -> Self:
        """Keep pictures as an attachment and describe them, and how those of each import were chosen.

        Raises
        ------
        DataError
            If they are of one class, or take more memory than is allowed.
        """
        require_classes(pictures)
        hold = attachments().put({"pixels": pictures.pixels, "labels": pictures.labels})
        channels, height, width = pictures.pixels.shape[1:]
        return cls(
            source=pictures.name[:200],
            key=hold.key,
            shape=(channels, height, width),
            classes=tuple(name[:200] for name in pictures.class_names),
            members=pictures.counts,
            parted=pictures.parts if pictures.parts and pictures.parts[0] else None,
            imported=imports[0] if imports else None,
            joined=tuple(imports[1:]),
        )

    @property
    def imports(self) -> tuple[PictureChoices, ...]:
        """What was chosen at each import, in the order of the pictures; nothing where that is not known."""
        return () if self.imported is None else (self.imported, *self.joined)

    def pictures(self) -> Pictures:
        """Return the pictures as they were imported.

        Raises
        ------
        DataError
            If they are not here, or are not those that are described.
        """
        arrays = self.arrays()
        pixels, labels = arrays.get("pixels"), arrays.get("labels")
        if pixels is None or labels is None or not self._describes(pixels, labels):
            sentence = _("core", "The pictures of “{name}” do not fit their description.")
            raise DataError(sentence.format(name=self.source), remedy=_("core", "Import them again."))
        return Pictures(self.source, pixels, labels, self.classes, self.parted)

    def count(self) -> int:
        """Return the number of pictures."""
        return sum(self.members)

    def counts(self, split: Split) -> tuple[int, int, int]:
        """Return the sizes of the parts: those of the files, if they say so."""
        return super().counts(split) if self.parted is None else self.parted

    def is_parted(self) -> bool:
        """Tell whether the file says which samples are for training and for test."""
        return self.parted is not None

    def spec(self) -> DataSpec:
        """Describe the pictures."""
        return DataSpec(
            x=TensorSpec(self.shape),
            target=TensorSpec((), classes=len(self.classes)),
            task=Task.BINARY if len(self.classes) == 2 else Task.MULTICLASS,
            class_names=self.classes,
        )

    def generate(self, rng: Generator) -> Samples:
        """Return the pictures; chance has no part in it."""
        del rng
        found = self.pictures()
        part = None
        if self.parted is not None:
            part = np.repeat(np.arange(3, dtype=np.uint8), self.parted)
        return Samples(found.pixels / 255.0, np.array(found.labels), part)

    def _describes(self, pixels: NDArray[Any], labels: NDArray[Any]) -> bool:
        count = self.count()
        if pixels.shape != (count, *self.shape) or pixels.dtype != np.uint8:
            return False
        if labels.shape != (count,) or labels.dtype != np.int64 or labels.min() < 0:
            return False
        return tuple(np.bincount(labels, minlength=len(self.members)).tolist()) == self.members
