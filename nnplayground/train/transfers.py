"""Numbers on their way from the device to whoever looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from torch import Tensor

    from nnplayground.train.snapshot import Array

__all__ = ["Transfers", "norms", "read_only"]


class Transfers:
    """Copies tensors into arrays; from a GPU all at once, beside the computation.

    Parameters
    ----------
    device : torch.device
        Where the tensors are. From the processor they are copied at once.
    """

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._beside: Any = None if device.type == "cpu" else torch.cuda.Stream(device)  # type: ignore[no-untyped-call]
        self._sources: list[Tensor] = []

    def frozen(self, values: Tensor) -> Array:
        """Return a read-only float32 copy, whose numbers are there after :meth:`wait`."""
        return read_only(self.copied(values.detach()))

    def copied(self, values: Tensor) -> Tensor:
        """Return a float32 copy in the computer's memory, whose numbers are there after :meth:`wait`."""
        if values.device.type == "cpu":
            return values.to(torch.float32, copy=True).contiguous()
        source = values.to(torch.float32).contiguous()
        self._sources.append(source)  # its memory may not be used again before it is copied
        copy = torch.empty(source.shape, dtype=torch.float32, pin_memory=True)
        self._beside.wait_stream(torch.cuda.current_stream(self._device))
        with torch.cuda.stream(self._beside):
            return copy.copy_(source, non_blocking=True)

    def wait(self) -> None:
        """Wait until every copy is whole."""
        if self._sources:
            self._beside.synchronize()
            self._sources.clear()


def read_only(copy: Tensor) -> Array:
    """Return a tensor in the computer's memory, which is nobody else's, as an array."""
    array: Array = copy.numpy()
    array.flags.writeable = False
    return array


def norms(tensors: Iterable[Tensor]) -> list[float]:
    """Return the Euclidean norm of each tensor, waiting for the device once."""
    found = [tensor.norm() for tensor in tensors]
    return torch.stack(found).tolist() if found else []
