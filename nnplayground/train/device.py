"""Where an experiment is computed."""

from __future__ import annotations

import torch

from nnplayground.core.errors import TrainingError
from nnplayground.core.text import translatable as _

__all__ = ["available_devices", "choose_device"]

# Below so many weights a step is a few microseconds of arithmetic, and a GPU only adds its latency.
_WORTH_MOVING = 200_000


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
    index = int(wanted.partition(":")[2] or 0)
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
