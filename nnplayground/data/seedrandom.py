"""The random numbers of TensorFlow Playground: David Bau's seedrandom 2.4, which is ARC4."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.data.draws import scaled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from nnplayground.data.draws import Range

__all__ = ["SeedRandom"]

_WIDTH = 256
_CHUNKS = 6
_SIGNIFICANCE = 2.0**52
_OVERFLOW = 2.0**53


class SeedRandom:
    """A stream of numbers fixed by a text, equal to JavaScript's ``new Math.seedrandom(seed)`` bit for bit.

    It can be asked like :class:`nnplayground.data.draws.Draws`. Source of the formulas: seedrandom 2.4.3
    (MIT), https://github.com/davidbau/seedrandom.

    Parameters
    ----------
    seed : str
        Any text; TensorFlow Playground's links hold five decimals, e.g. ``"0.59704"``.
    """

    def __init__(self, seed: str) -> None:
        self._state = _schedule(_key(seed))
        self._i = self._j = 0
        for _ in range(_WIDTH):
            self._byte()

    def copy(self) -> SeedRandom:
        """Return a stream that goes on from here, independently of this one."""
        twin = SeedRandom.__new__(SeedRandom)
        twin._state, twin._i, twin._j = self._state.copy(), self._i, self._j
        return twin

    def random(self) -> float:
        """Return the next number in [0, 1), with all 52 bits of its mantissa drawn."""
        numerator, denominator, last = 0.0, float(_WIDTH**_CHUNKS), 0
        for _ in range(_CHUNKS):
            numerator = numerator * _WIDTH + self._byte()
        while numerator < _SIGNIFICANCE:
            numerator, denominator = (numerator + last) * _WIDTH, denominator * _WIDTH
            last = self._byte()
        while numerator >= _OVERFLOW:
            numerator, denominator, last = numerator / 2, denominator / 2, last >> 1
        return (numerator + last) / denominator

    def uniform(self, low: float, high: float) -> float:
        """Return the next number in [``low``, ``high``)."""
        return self.random() * (high - low) + low

    def normal(self) -> float:
        """Return a standard normal number by the polar method; of its pair one is thrown away."""
        while True:
            first, second = 2 * self.random() - 1, 2 * self.random() - 1
            square = first * first + second * second
            # The original would divide by zero at the centre, which no seed is known to hit.
            if 0 < square <= 1:
                return math.sqrt(-2 * math.log(square) / square) * first

    def uniforms(self, count: int, *ranges: Range) -> Iterator[NDArray[np.float64]]:
        """Yield one column of ``count`` uniform numbers for each (low, high) of ``ranges``."""
        size = count * len(ranges)
        rows = np.fromiter((self.random() for _ in range(size)), np.float64, size)
        return scaled(rows.reshape(count, len(ranges)), ranges)

    def normals(self, count: int, columns: int) -> Iterator[NDArray[np.float64]]:
        """Yield ``columns`` columns of ``count`` standard normal numbers."""
        size = count * columns
        rows = np.fromiter((self.normal() for _ in range(size)), np.float64, size)
        return iter(rows.reshape(count, columns).T)

    def permutation(self, count: int) -> NDArray[np.int64]:
        """Return the indices 0 … ``count`` − 1, shuffled from the end as TensorFlow Playground does."""
        order = list(range(count))
        for last in range(count - 1, -1, -1):
            other = int(self.random() * (last + 1))
            order[last], order[other] = order[other], order[last]
        return np.array(order, np.int64)

    def _byte(self) -> int:
        state = self._state
        self._i = i = (self._i + 1) % _WIDTH
        moved = state[i]
        self._j = j = (self._j + moved) % _WIDTH
        state[i] = swapped = state[j]
        state[j] = moved
        return state[(swapped + moved) % _WIDTH]


def _key(seed: str) -> list[int]:
    """Fold the seed's UTF-16 code units, which are JavaScript's characters, into at most 256 bytes."""
    key: list[int] = []
    smear = 0
    units = np.frombuffer(seed.encode("utf-16-le", "surrogatepass"), "<u2").tolist()
    for index, unit in enumerate(units):
        slot = index % _WIDTH
        smear ^= key[slot] * 19 if slot < len(key) else 0
        key[slot : slot + 1] = [(smear + unit) % _WIDTH]
    return key or [0]


def _schedule(key: list[int]) -> list[int]:
    state, j = list(range(_WIDTH)), 0
    for i in range(_WIDTH):
        j = (j + key[i % len(key)] + state[i]) % _WIDTH
        state[i], state[j] = state[j], state[i]
    return state
