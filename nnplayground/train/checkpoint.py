"""Everything that a run needs to go on as if it had never stopped, as plain arrays and numbers.

What is restored is written into the tensors that are there, because recorded and compiled steps know their
places. Only :func:`take` and :func:`put_back` load torch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import TrainingError
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.trainer import Trainer

    Arrays = Mapping[str, NDArray[Any]]

__all__ = ["Checkpoint", "put_back", "size_of", "take"]

_OVERHEAD = 4096  # bytes of a checkpoint's own objects, about


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """The state of a run between two steps.

    Attributes
    ----------
    experiment : Experiment
        What is trained.
    arrays : Mapping[str, ndarray]
        Weights, running statistics, what optimizers remember, the last gradients, the order of samples.
    facts : Mapping[str, Any]
        Numbers, words and lists of them, as JSON has them.
    """

    experiment: Experiment
    arrays: Arrays
    facts: Mapping[str, Any]

    @property
    def bytes(self) -> int:
        """Memory taken."""
        return _OVERHEAD + sum(array.nbytes for array in self.arrays.values())


def size_of(trainer: Trainer) -> int:
    """Return how many bytes a checkpoint would take."""
    return _OVERHEAD + sum(value.nbytes for value in trainer.memory()[0].values())


def take(trainer: Trainer) -> Checkpoint:
    """Copy the state of a run."""
    values, facts = trainer.memory()
    return Checkpoint(trainer.experiment, {name: _copied(value) for name, value in values.items()}, facts)


def put_back(trainer: Trainer, checkpoint: Checkpoint) -> None:
    """Let a trainer go on from a checkpoint; it takes over its experiment, too.

    Raises
    ------
    PlaygroundError
        If the checkpoint is not of this program's making.
    """
    if trainer.experiment != checkpoint.experiment:
        trainer.become(checkpoint.experiment)
    try:
        trainer.remember(checkpoint.arrays, checkpoint.facts)
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        # It was read from a file.
        raise TrainingError(
            _("core", "This moment belongs to another network and cannot be shown.")
        ) from error


def _copied(value: Tensor | NDArray[Any]) -> NDArray[Any]:
    if isinstance(value, np.ndarray):
        return value
    copy: NDArray[Any] = (
        value.detach().cpu().clone().numpy() if value.is_cpu else value.detach().cpu().numpy()
    )
    return copy
