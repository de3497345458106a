"""A weight tensor as rows and columns, made smaller where it has more of them than can be seen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Matrix"]

Cell = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Matrix:
    """One number per cell.

    Attributes
    ----------
    shape : tuple of int
        That of the parameter ``weight``, the units first.
    cells : ndarray
        (rows, columns): the number of the largest magnitude in a block of the parameter.
    block : (int, int)
        How many rows and columns of the parameter one cell stands for.
    bias : ndarray or None
        One number per unit, not made smaller.
    """

    shape: tuple[int, ...]
    cells: NDArray[Any]
    block: Cell
    bias: NDArray[Any] | None

    @classmethod
    def of(cls, weight: NDArray[Any], bias: NDArray[Any] | None, most: Cell) -> Matrix:
        """Lay out a parameter in at most ``most`` rows and columns.

        A mean would hide what matters: a few large weights among many small ones. So the largest stays.
        """
        flat = weight.reshape(len(weight), -1) if weight.size else weight.reshape(0, 0)
        block = tuple(max(1, math.ceil(size / room)) for size, room in zip(flat.shape, most, strict=True))
        return cls(weight.shape, _largest(flat, block), (block[0], block[1]), bias)

    @classmethod
    def reduced(cls, shape: tuple[int, ...], cells: NDArray[Any], bias: NDArray[Any] | None) -> Matrix:
        """Take cells that have been made smaller already."""
        whole = shape[0], math.prod(shape[1:])
        rows, columns = (math.ceil(n / max(1, m)) for n, m in zip(whole, cells.shape, strict=True))
        return cls(shape, cells, (rows, columns), bias)

    @property
    def is_whole(self) -> bool:
        """Whether every cell is one weight, which can be typed."""
        return self.block == (1, 1)

    def index(self, row: int, column: int) -> tuple[int, ...]:
        """Return the place in the parameter of a cell that is one weight."""
        place = np.unravel_index(column, self.shape[1:]) if len(self.shape) > 1 else ()
        return row, *(int(number) for number in place)


def _largest(flat: NDArray[Any], block: tuple[int, ...]) -> NDArray[Any]:
    """Return of every block the number of the largest magnitude, its sign kept."""
    if block == (1, 1):
        return flat
    rows, columns = (math.ceil(size / step) for size, step in zip(flat.shape, block, strict=True))
    padded = np.zeros((rows * block[0], columns * block[1]), flat.dtype)
    padded[: flat.shape[0], : flat.shape[1]] = np.nan_to_num(flat)
    blocks = padded.reshape(rows, block[0], columns, block[1]).swapaxes(1, 2).reshape(rows, columns, -1)
    chosen = np.abs(blocks).argmax(axis=2)
    found: NDArray[Any] = np.take_along_axis(blocks, chosen[:, :, None], axis=2)[:, :, 0]
    return found
