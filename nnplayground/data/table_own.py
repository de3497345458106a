"""A person's own table, as it was imported: numbers only, categories encoded, gaps closed."""

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
from nnplayground.data.own import OwnData
from nnplayground.data.table.choices import TableChoices

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from nnplayground.core.data_config import Split

__all__ = ["MAX_CLASSES", "MAX_COLUMNS", "OwnTable"]

MAX_COLUMNS = 2_000
MAX_CLASSES = 100
_MAX_ROWS = 10_000_000
_TRAIN, _VALIDATION = 0, 1
Name = Annotated[str, Field(max_length=200)]
Count = Annotated[int, Field(ge=0, le=_MAX_ROWS)]


class OwnTable(OwnData):
    """A table from a file or the clipboard.

    Its attachment holds ``x`` float64 (rows, columns); ``y`` int64 (rows,) of classes or float64 (rows, 1);
    and, where a column of the file parts the samples, ``part`` uint8 (rows,): 0 train, 1 validation, 2 test.

    Attributes
    ----------
    rows : int
        The number of samples.
    columns : tuple of str
        The names of the inputs, ``island = Biscoe`` among them.
    target : str
        The column to be predicted.
    classes : tuple of str
        The names of the classes; empty for regression.
    parted : (int, int, int) or None
        How many samples the file's own column gives to train, validation and test.
    shown : (int, int)
        The two columns, from 0, that show most in a picture.
    imported : TableChoices or None
        What was chosen at its import; None where that is not known.
    """

    kind: ClassVar[str] = "table"
    title: ClassVar[Text] = _("core", "Own table")
    help: ClassVar[Text] = _("core", "A table of your own, imported from a file or the clipboard.")
    group: ClassVar[DataGroup] = DataGroup.TABLE

    rows: int = Field(ge=2, le=_MAX_ROWS)
    columns: tuple[Name, ...] = Field(min_length=1, max_length=MAX_COLUMNS)
    target: str = Field(max_length=200)
    classes: tuple[Name, ...] = Field((), max_length=MAX_CLASSES)
    parted: tuple[Count, Count, Count] | None = None
    shown: tuple[int, int] = (0, 1)
    imported: TableChoices | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.classes) == 1:
            sentence = _("core", "“{target}” has one class only.").format(target=self.target)
            raise DataError(sentence, remedy=_("core", "Choose another target."))
        if self.parted is not None and (sum(self.parted) != self.rows or not self.parted[0]):
            raise DataError(_("core", "The parts of the table do not add up to its rows."))
        return self

    @property
    def picture(self) -> tuple[int, int]:
        """The two columns of a small picture."""
        last = len(self.columns) - 1
        return min(self.shown[0], last), min(self.shown[1], last)

    def offered(self) -> tuple[str, ...]:
        """Return every column as a feature."""
        return tuple(f"x{number + 1}" for number in range(len(self.columns)))

    def count(self) -> int:
        """Return the number of rows."""
        return self.rows

    def counts(self, split: Split) -> tuple[int, int, int]:
        """Return the sizes of the parts: those of the file's own column, if it has one."""
        return super().counts(split) if self.parted is None else self.parted

    def is_parted(self) -> bool:
        """Tell whether the file says which samples are for training and for test."""
        return self.parted is not None

    def spec(self) -> DataSpec:
        """Describe the table."""
        kinds = len(self.classes)
        return DataSpec(
            x=TensorSpec((len(self.columns),)),
            target=TensorSpec((), classes=kinds) if kinds else TensorSpec((1,)),
            task={0: Task.REGRESSION, 2: Task.BINARY}.get(kinds, Task.MULTICLASS),
            class_names=self.classes,
            input_names=self.columns,
        )

    def generate(self, rng: Generator) -> Samples:
        """Return the rows; chance has no part in it.

        Raises
        ------
        DataError
            If the numbers are not here, or are not those of this table.
        """
        del rng
        arrays = self.arrays()
        x, y, part = arrays.get("x"), arrays.get("y"), arrays.get("part")
        parts_fit = self.parted is None or (part is not None and _sizes(part) == self.parted)
        if x is None or y is None or not parts_fit or not self._describes(x, y):
            sentence = _("core", "The numbers of “{name}” do not fit its description.")
            raise DataError(sentence.format(name=self.source), remedy=_("core", "Import it again."))
        return Samples(x, y, part if self.parted is not None else None)

    def _describes(self, x: NDArray[Any], y: NDArray[Any]) -> bool:
        if x.shape != (self.rows, len(self.columns)) or x.dtype != np.float64:
            return False
        if not self.classes:
            return y.shape == (self.rows, 1) and y.dtype == np.float64
        if y.shape != (self.rows,) or y.dtype != np.int64:
            return False
        return int(y.min()) >= 0 and int(y.max()) < len(self.classes)


def _sizes(part: NDArray[Any]) -> tuple[int, int, int]:
    train, validation = int((part == _TRAIN).sum()), int((part == _VALIDATION).sum())
    return train, validation, part.size - train - validation
