"""One experiment trained by several processes, each on its share of every batch.

Each process holds the whole network and all data. Of every batch it takes the samples of its rank, and the
gradients of all are summed before the update, so that the weights stay the same everywhere and the losses are
those of one process, but for the order in which numbers are added. ``torchrun`` starts the processes and says
to each which one it is.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import distributed

from nnplayground.core.errors import TrainingError
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from torch import Tensor

__all__ = ["Team", "asked_for", "joined", "local_size", "team"]

_current: Team | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """The processes that train together, as one of them sees it.

    Attributes
    ----------
    rank : int
        Which one this is.
    size : int
        How many there are.
    """

    rank: int
    size: int

    @property
    def leads(self) -> bool:
        """Whether this is the process that shows and writes the results."""
        return self.rank == 0

    def share(self, count: int) -> slice:
        """Return which samples of a batch of ``count`` are this process's: about as many as others'."""
        return slice(count * self.rank // self.size, count * (self.rank + 1) // self.size)

    def total(self, tensor: Tensor) -> Tensor:
        """Replace a tensor by the sum over all processes, and return it."""
        distributed.all_reduce(tensor)
        return tensor

    def most(self, number: float) -> float:
        """Return the largest of all processes' numbers, the same in each."""
        found = torch.tensor(number, dtype=torch.float64)
        distributed.all_reduce(found, distributed.ReduceOp.MAX)
        return found.item()


def asked_for(environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether ``torchrun`` has started this process as one of several."""
    size = environment.get("WORLD_SIZE", "1")
    return size.isdigit() and int(size) > 1 and "RANK" in environment


def local_size() -> int:
    """Return how many processes of the team share this computer."""
    return int(os.environ.get("LOCAL_WORLD_SIZE", 1)) if _current is not None else 1


def team() -> Team | None:
    """Return the team that this process trains with, if any."""
    return _current


@contextmanager
def joined() -> Iterator[Team | None]:
    """Train together with the other processes that were started with this one, if there are any.

    Raises
    ------
    TrainingError
        If they cannot be reached.
    """
    global _current
    if not asked_for():
        yield None
        return
    if torch.cuda.is_available():
        torch.cuda.set_device(int(os.environ.get("LOCAL_RANK", 0)) % torch.cuda.device_count())
    try:
        distributed.init_process_group("cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo")
    except (RuntimeError, ValueError) as error:
        sentence = _("core", "The other processes of this training cannot be reached: {reason}.")
        remedy = _("core", "Start all of them with one torchrun command, or each with the same address.")
        reason = str(error).partition("\n")[0].rstrip(".")
        raise TrainingError(sentence.format(reason=reason), place="torchrun", remedy=remedy) from error
    _current = Team(distributed.get_rank(), distributed.get_world_size())
    try:
        yield _current
    finally:
        _current = None
        distributed.destroy_process_group()
