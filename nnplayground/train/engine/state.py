"""The weights of a program side by side in one flat buffer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from torch import Tensor, nn

__all__ = ["State", "places_of"]

_SLOT = (
    64  # bytes: every tensor starts a cache line, as a fresh one would, so that kernels take the same path
)


Places = dict[str, tuple[int, torch.Size]]


def places_of(shapes: Mapping[str, torch.Size], item: int) -> tuple[Places, int]:
    """Return where tensors of ``item`` bytes a number begin in a buffer, and how many numbers it has."""
    places, size, each = Places(), 0, _SLOT // item
    for name, shape in shapes.items():
        places[name] = size, shape
        size += -(-shape.numel() // each) * each
    return places, size


class State:
    """Flat buffers for the weights of some parameters, for their gradients and for what optimizers remember.

    The parameters become views of the weights: whoever sets, saves or shows a parameter needs to know nothing
    of this.

    Parameters
    ----------
    parameters : Mapping[str, Parameter]
        Of one precision and on one device; there may be none.

    Attributes
    ----------
    weights, gradients : Tensor
        1-D. What lies between two parameters is and stays 0.
    """

    def __init__(self, parameters: Mapping[str, nn.Parameter]) -> None:
        self._sample = next((p.detach() for p in parameters.values()), torch.empty(0))
        shapes = {name: parameter.shape for name, parameter in parameters.items()}
        self._places, self.size = places_of(shapes, self._sample.element_size())
        self.weights, self.gradients = self.new(), self.new()
        for name, parameter in parameters.items():
            self.view(self.weights, name).copy_(parameter.detach())
        self.hold(parameters)

    def hold(self, parameters: Mapping[str, nn.Parameter]) -> None:
        """Make the parameters views of the weights, whatever they are now."""
        for name in self._places:
            parameters[name].data = self.view(self.weights, name)

    def new(self, value: float = 0.0) -> Tensor:
        """Return another buffer of this layout, full of ``value`` (and of 0 between the parameters)."""
        flat = torch.zeros(self.size, dtype=self._sample.dtype, device=self._sample.device)
        if value:
            self.spread(flat, dict.fromkeys(self._places, value))
        return flat

    def view(self, flat: Tensor, name: str) -> Tensor:
        """Return the part of a buffer that belongs to one parameter, in its shape."""
        start, shape = self._places[name]
        return flat[start : start + shape.numel()].view(shape)

    def views(self, flat: Tensor) -> dict[str, Tensor]:
        """Return the parts of all parameters."""
        return {name: self.view(flat, name) for name in self._places}

    def spread(self, flat: Tensor, values: Mapping[str, float]) -> Tensor:
        """Fill each parameter's part of a buffer with one number and return the buffer."""
        for name, value in values.items():
            self.view(flat, name).fill_(value)
        return flat

    @property
    def places(self) -> dict[str, tuple[int, ...]]:
        """Where each parameter begins in a buffer, and its shape behind that."""
        return {name: (start, *shape) for name, (start, shape) in self._places.items()}

    def runs(self, names: Iterable[str]) -> list[slice]:
        """Return the stretches of a buffer that hold exactly these parameters."""
        wanted, found = set(names), list[slice]()
        ends = [*[start for start, _shape in self._places.values()][1:], self.size]
        for (name, (start, _shape)), end in zip(self._places.items(), ends, strict=True):
            if name in wanted and found and found[-1].stop == start:
                found[-1] = slice(found[-1].start, end)
            elif name in wanted:
                found.append(slice(start, end))
        return found
