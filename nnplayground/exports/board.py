"""Event files of TensorBoard, written by its own library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np

from nnplayground.core.errors import FileError, PlaygroundError
from nnplayground.core.extras import how_to_get
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment

__all__ = ["Board"]

_COUNTS = ("epoch", "step", "seconds")
_PARTS = ("train", "validation", "test")


class Board:
    """Writes one run into a folder; what is added can be watched at once.

    Parameters
    ----------
    folder : Path
        Made if it is not there.

    Raises
    ------
    PlaygroundError
        If TensorBoard is not installed, or the folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ImportError as error:
            sentence = _("core", "TensorBoard is not installed.")
            raise PlaygroundError(sentence, remedy=how_to_get("tensorboard")) from error
        try:
            self._writer: Any = SummaryWriter(folder)
        except OSError as error:
            sentence = _("core", "It cannot be written: {reason}.")
            said = sentence.format(reason=error.strerror or str(error))
            remedy = _("core", "Choose another folder.")
            raise FileError(said, place=str(folder), remedy=remedy) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._writer.close()

    def tell(self, experiment: Experiment) -> None:
        """Add the experiment as text, so that the run can be repeated."""
        self._writer.add_text("experiment", f"```json\n{experiment.to_json()}\n```")

    def add(self, row: Mapping[str, float]) -> None:
        """Add the measures of one epoch: losses of the parts stand in one chart, so do other metrics."""
        for name, value in row.items():
            if name not in _COUNTS and value is not None and np.isfinite(value):
                part, _score, measure = name.partition("_")
                tag = f"{measure}/{part}" if part in _PARTS and measure else f"training/{name}"
                self._writer.add_scalar(tag, value, int(row["epoch"]))

    def add_weights(self, weights: Mapping[str, NDArray[Any]], epoch: int) -> None:
        """Add the distribution of every layer's weights."""
        for name, values in weights.items():
            if values.dtype.kind == "f" and values.size and np.isfinite(values).all():
                self._writer.add_histogram(name.replace(".", "/"), values, epoch)
