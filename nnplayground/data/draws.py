"""Random numbers as data sets draw them, point by point: the protocol, and numpy's side of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import Generator
    from numpy.typing import NDArray

__all__ = ["Draws", "NumpyDraws", "named_rng", "spawn_key"]

Range = tuple[float, float]


def named_rng(seed: int, name: str) -> Generator:
    """Return the generator of one purpose (``"data"``, ``"split"``, …) of an experiment's seed.

    Streams of different names are independent, so that drawing more from one never moves another.
    """
    sequence = np.random.SeedSequence(seed, spawn_key=(spawn_key(name),))
    return np.random.Generator(np.random.PCG64(sequence))


def spawn_key(name: str) -> int:
    """Return the number a purpose goes into its stream by.

    It is of the name's SHA-256, which unlike ``hash()`` is the same in every process.
    """
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


class Draws(Protocol):
    """What a formula may ask of chance.

    Both methods return columns, but draw row by row: all numbers of the first point, then all of the second.
    A formula written once for whole columns thus replays a loop that draws point by point.
    """

    def uniforms(self, count: int, *ranges: Range) -> Iterator[NDArray[np.float64]]:
        """Yield one column of ``count`` uniform numbers for each (low, high) of ``ranges``."""
        ...

    def normals(self, count: int, columns: int) -> Iterator[NDArray[np.float64]]:
        """Yield ``columns`` columns of ``count`` standard normal numbers."""
        ...

    def permutation(self, count: int) -> NDArray[np.int64]:
        """Return the indices 0 … ``count`` − 1 in random order."""
        ...


class NumpyDraws:
    """:class:`Draws` from a numpy generator."""

    def __init__(self, rng: Generator) -> None:
        self._rng = rng

    def uniforms(self, count: int, *ranges: Range) -> Iterator[NDArray[np.float64]]:
        """Yield one column of ``count`` uniform numbers for each (low, high) of ``ranges``."""
        return scaled(self._rng.random((count, len(ranges))), ranges)

    def normals(self, count: int, columns: int) -> Iterator[NDArray[np.float64]]:
        """Yield ``columns`` columns of ``count`` standard normal numbers."""
        return iter(self._rng.standard_normal((count, columns)).T)

    def permutation(self, count: int) -> NDArray[np.int64]:
        """Return the indices 0 … ``count`` − 1 in random order."""
        return self._rng.permutation(count)


def scaled(rows: NDArray[np.float64], ranges: tuple[Range, ...]) -> Iterator[NDArray[np.float64]]:
    """Yield the columns of ``rows``, uniform in [0, 1), stretched over ``ranges``."""
    for column, (low, high) in zip(rows.T, ranges, strict=True):
        yield column * (high - low) + low
