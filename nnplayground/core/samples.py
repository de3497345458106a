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
        int64 class indices of shape (N,), of every pixel (N, height, width); or float64 values of shape
        (N, k).
    """

    x: ndarray
    y: ndarray

    def __len__(self) -> int:
        return int(self.x.shape[0])
