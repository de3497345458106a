"""What is known of the samples that are explained: how they are standardized, and a few to judge by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.core.dataset import DataSpec
    from nnplayground.data.prepare import PreparedData

__all__ = ["MOST", "Pictures"]

MOST = 256
"""Samples that are kept to judge by."""
_LOOKED_AT = 2_000  # samples that the range of pixels is read from


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """The samples of an experiment: pictures, or rows of numbers.

    Attributes
    ----------
    spec : DataSpec
    mean, std : ndarray
        Shape of one picture; 0 and 1 without standardization.
    low, high : float
        The range of pixels before standardization; of rows, of all numbers together.
    edges : (ndarray, ndarray)
        Lowest and highest values that stand beside a raw sample: one pair for all pixels, or for each column.
    nothing : ndarray
        What stands for the absence of an input: the darkest pixel, or the mean of each column.
    x, y : ndarray
        At most :data:`MOST` samples before standardization and their targets: of the test part, or of the
        training part where there is no test part.
    """

    spec: DataSpec
    mean: NDArray[Any]
    std: NDArray[Any]
    low: float
    high: float
    edges: tuple[NDArray[Any], NDArray[Any]]
    nothing: NDArray[Any]
    x: NDArray[Any]
    y: NDArray[Any]

    @property
    def width(self) -> float:
        """The distance from the darkest to the brightest pixel."""
        return self.high - self.low

    @classmethod
    def of(
        cls,
        spec: DataSpec,
        scale: tuple[NDArray[Any], NDArray[Any]],
        train: tuple[NDArray[Any], NDArray[Any]],
        test: tuple[NDArray[Any], NDArray[Any]],
    ) -> Pictures:
        """Take what is needed of the raw samples.

        Parameters
        ----------
        scale : (ndarray, ndarray)
            Mean and standard deviation.
        train, test : (ndarray, ndarray)
            Samples and targets; the test part may be empty.
        """
        x, y = test if len(test[0]) else train
        head = train[0][:_LOOKED_AT]
        low, high = float(head.min()), float(head.max())
        high = high if high > low else low + 1.0
        edges, nothing = (np.asarray(low), np.asarray(high)), np.asarray(low)
        if len(spec.x.shape) == 1:
            edges, nothing = _edges(spec, head), head.mean(axis=0)
        return cls(spec, *scale, low, high, edges, nothing, x[:MOST], y[:MOST])

    @classmethod
    def of_prepared(cls, data: PreparedData) -> Pictures:
        """Take what is needed of prepared data."""
        train, test = (data.raw_train, data.y_train), (data.raw_test, data.y_test)
        return cls.of(data.spec, (data.mean, data.std), train, test)

    def shaped(self, raw: NDArray[Any]) -> NDArray[np.float32]:
        """Return one sample, flat or not, as (channels, height, width), or a row as (columns,)."""
        shape = self.spec.x.shape
        return np.asarray(raw, np.float32).reshape(shape if len(shape) > 1 else (-1,))


def _edges(spec: DataSpec, rows: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the range of every column: what is shown of a plane, or what there is of a table."""
    if spec.bounds:
        low, high = np.asarray(spec.bounds).T
        return low, high
    return rows.min(axis=0), rows.max(axis=0)
