"""Random numbers that depend on nothing but a key and a place: the same in every engine, on every device.

A module that draws takes them from a counter-based generator: the number at place ``i`` of a step is a hash
of ``i`` and of the step's key, a pair of 32-bit integers that :func:`step_keys` makes of the node's stream
and the step's number. No state is carried along, so looking, replaying and switching engines cannot move
anything. The hash is written in ordinary integer operations, which can be recorded and compiled with the rest
of a training step.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray
    from torch import Tensor

__all__ = ["noisy_module", "normal", "step_keys", "uniform"]

# 2³² / φ, odd: neighbouring places start far apart. The multipliers and shifts are the “lowbias32” of
# C. Wellons (https://github.com/skeeto/hash-prospector), as signed numbers, which is how torch multiplies.
_PLACE = 0x9E3779B9 - 2**32
_FIRST = 0x7FEB352D
_SECOND = 0x846CA68B - 2**32
_OTHER = 0x5BD1E995, 0x2545F491  # turn a step's key into a second one
_RESOLUTION = 24  # bits: what float32 holds exactly


def uniform(like: Tensor, key0: Tensor, key1: Tensor, first: int = 0) -> Tensor:
    """Return numbers in [0, 1), multiples of 2⁻²⁴.

    Parameters
    ----------
    like : Tensor
        Gives shape, device and the precision of the result, which is float32 at least (bfloat16 would round
        some of the numbers to 1); its values are not read.
    key0, key1 : Tensor
        0-d, int32.
    first : int, optional
        Where ``like`` begins along its first axis, if it is a part of something larger.
    """
    import torch

    begin = first * like[:1].numel() if first else 0
    places = torch.arange(begin, begin + like.numel(), dtype=torch.int32, device=like.device)
    place = places.view(like.shape)
    bits = _mixed(place * _PLACE + key0, key1)
    exact = torch.float64 if like.dtype == torch.float64 else torch.float32
    return (bits >> (32 - _RESOLUTION)).to(exact) * 2.0**-_RESOLUTION + 0.5


def _mixed(bits: Tensor, key: Tensor) -> Tensor:
    bits = _shifted(bits, 16) * _FIRST
    bits = _shifted(bits ^ key, 15) * _SECOND
    return _shifted(bits, 16)


def _shifted(bits: Tensor, count: int) -> Tensor:
    """Return ``bits ^ (bits >> count)`` with zeros moving in, as torch's ``>>`` does not."""
    moved: Tensor = (bits >> count) & (2 ** (32 - count) - 1)
    return bits ^ moved


def normal(like: Tensor, key0: Tensor, key1: Tensor, first: int = 0) -> Tensor:
    """Return standard normal numbers (Box and Muller 1958); see :func:`uniform`."""
    radius = uniform(like, key0, key1, first) + 2.0 ** -(
        _RESOLUTION + 1
    )  # never 0, whose logarithm is infinite
    angle = uniform(like, key0 ^ _OTHER[0], key1 ^ _OTHER[1], first)
    return (-2.0 * radius.log()).sqrt() * (2 * math.pi * angle).cos()


def step_keys(stream: int, first: int, count: int) -> NDArray[np.int32]:
    """Return the keys of ``count`` steps from number ``first`` on.

    Parameters
    ----------
    stream : int
        64 bits that tell one node of one seed from all others.

    Returns
    -------
    ndarray
        Shape (count, 2), int32: SplitMix64 (Steele, Lea and Flood 2014) of the stream and the step.
    """
    with np.errstate(over="ignore"):
        steps = np.arange(first + 1, first + count + 1, dtype=np.uint64)
        bits = np.uint64(stream % 2**64) + steps * np.uint64(0x9E3779B97F4A7C15)
        bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        bits ^= bits >> np.uint64(31)
    return bits.astype("<u8").view("<i4").reshape(count, 2)


@cache
def noisy_module() -> Any:
    """Return the base of modules that draw, made when torch is there.

    Its buffers are the module's *live inputs*: not part of ``state_dict``, and read anew at every step, so
    that an engine can change them without recording the step again.
    """
    import torch
    from torch import nn

    class Noisy(nn.Module):
        """A module with a random stream.

        Attributes
        ----------
        stream : int
            Set by the program that the module belongs to.
        key0, key1 : Tensor
            0-d int32, the key of the step; set by :meth:`set_step` or by an engine.
        first : int
            Which sample of the whole batch is the first one here.
        """

        stream: int = 0
        first: int = 0
        key0: torch.Tensor
        key1: torch.Tensor

        def __init__(self, **live: float) -> None:
            super().__init__()
            for name in ("key0", "key1"):
                self.register_buffer(name, torch.zeros((), dtype=torch.int32), persistent=False)
            for name, value in live.items():
                exact = torch.tensor(
                    float(value), dtype=torch.float64
                )  # until the program's precision is known
                self.register_buffer(name, exact, persistent=False)

        def set_step(self, step: int) -> None:
            """Draw the numbers of step ``step`` from now on."""
            keys = step_keys(self.stream, step, 1)[0]
            self.key0.fill_(int(keys[0]))
            self.key1.fill_(int(keys[1]))

        def uniform(self, like: Tensor) -> Tensor:
            """Return this step's numbers in [0, 1)."""
            return uniform(like, self.key0, self.key1, self.first)

        def normal(self, like: Tensor) -> Tensor:
            """Return this step's standard normal numbers."""
            return normal(like, self.key0, self.key1, self.first)

    return Noisy
