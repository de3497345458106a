"""What a data set hands over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

__all__ = ["Samples"]


@dataclass(frozen=True, slots=True)
class Samples:
    """Raw samples, before features, split and standardisation.

    Attributes
    ----------
    x : ndarray
        float64, shape (N, columns) or (N, channels, height, width).
    y : ndarray
        int64 class indices of shape (N,), or (N, height, width) of every pixel; or float64 values (N, k).
    part : ndarray or None
        uint8, shape (N,): 0 train, 1 validation, 2 test, where the data itself says so.
    """

    x: ndarray
    y: ndarray
    part: ndarray | None = None

    def __len__(self) -> int:
        return int(self.x.shape[0])
