"""Where an experiment is computed."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import torch

from nnplayground.core.errors import TrainingError
from nnplayground.core.text import translatable as _
from nnplayground.train.cores import cores
from nnplayground.train.engine.subnormals import flushing
from nnplayground.train.parallel import local_size, team

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "available_devices",
    "choose_device",
    "choose_threads",
    "memory_held",
    "use_threads",
    "within_memory",
    "worth_sharing",
]

# Below so many weights a step is a few microseconds of arithmetic, and a GPU only adds its latency.
_WORTH_MOVING = 200_000
# Multiply-adds forward per step, about 5 ms of one thread. Below it, waiting for each other costs threads
# more than they gain, and on a busy machine many times more.
_WORTH_SHARING = 20_000_000
_MOST_THREADS = 8


def available_devices() -> tuple[tuple[str, str], ...]:
    """Return what can be chosen as (name for ``training.device``, full name), the processor first."""
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    return (("cpu", ""), *((f"cuda:{i}", torch.cuda.get_device_name(i)) for i in range(count)))


def choose_device(wanted: str, parameters: int) -> torch.device:
    """Return the device for ``wanted`` (``auto``, ``cpu``, ``cuda``, ``cuda:1``).

    Raises
    ------
    TrainingError
        If a GPU is asked for that is not there.
    """
    if wanted == "auto":
        wanted = "cuda" if parameters >= _WORTH_MOVING and torch.cuda.is_available() else "cpu"
    if wanted == "cpu":
        return torch.device("cpu")
    # Processes that train together have a device each.
    index = torch.cuda.current_device() if wanted == "cuda" and team() else int(wanted.partition(":")[2] or 0)
    found = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if index >= found:
        sentence = _(
            "core", "This computer has {found} CUDA devices that PyTorch can use; {wanted} is not there."
        )
        remedy = _("core", "Choose “auto” or “cpu”.")
        raise TrainingError(
            sentence.format(found=found, wanted=wanted), place="training.device", remedy=remedy
        )
    return torch.device("cuda", index)


def memory_held(device: torch.device) -> int:
    """Return how many bytes the program holds on a GPU, what it keeps for later included; 0 elsewhere."""
    return torch.cuda.memory_reserved(device) if device.type == "cuda" else 0


@contextmanager
def within_memory(device: torch.device) -> Iterator[None]:
    """Say in a sentence that the device's memory is too small.

    Raises
    ------
    TrainingError
        If what runs inside asks for more than there is.
    """
    try:
        yield
    except RuntimeError as error:
        if not _is_out_of_memory(error):
            raise
        sentence = _("core", "The memory of {device} does not hold a step of this network.")
        remedy = _("core", "Take smaller batches or fewer units; the weights are those before the step.")
        said = sentence.format(device=str(device))
        raise TrainingError(said, place="training.batch_size", remedy=remedy) from error


def _is_out_of_memory(error: RuntimeError) -> bool:
    # The processor's allocator has no exception of its own.
    return isinstance(error, torch.OutOfMemoryError) or "can't allocate memory" in str(error)


def choose_threads(wanted: int, multiply_adds: int) -> int:
    """Return how many threads compute a step.

    The answer for 0 (“decide yourself”) depends on the network and the computer and never on a clock, because
    another number of threads rounds otherwise.

    Parameters
    ----------
    wanted : int
        ``training.threads``.
    multiply_adds : int
        Of one step, forward.
    """
    if wanted:
        return wanted
    if not worth_sharing(multiply_adds):
        return 1
    usual = (os.cpu_count() or 1) // (2 * local_size())
    return max(1, min(_MOST_THREADS, usual, cores()))


def worth_sharing(multiply_adds: int) -> bool:
    """Tell whether a step with so many multiply-adds forward is worth several threads."""
    return multiply_adds >= _WORTH_SHARING


def use_threads(count: int) -> None:
    """Let PyTorch compute with so many threads what this thread asks it for."""
    torch.set_num_threads(count)
    if count > 1:
        # OpenMP's threads keep for ever the treatment of subnormal numbers that they are started with.
        with flushing():
            torch.ones(2**18).sum()
