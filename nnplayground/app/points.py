"""The samples as plots need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnplayground.data.prepare import prepare

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.core.data_config import DataConfig
    from nnplayground.core.dataset import DataSpec

__all__ = ["Points", "load_points"]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """The raw samples of an experiment, by part.

    Attributes
    ----------
    spec : DataSpec
    train_x, validation_x, test_x : ndarray
        Before features and standardisation.
    train_y, validation_y, test_y : ndarray
        Class indices (n,), or values (n, k).
    mean, std : ndarray
        Shape of one sample; what the network reads is (x − mean) / std.
    """

    spec: DataSpec
    train_x: NDArray[Any]
    train_y: NDArray[Any]
    validation_x: NDArray[Any]
    validation_y: NDArray[Any]
    test_x: NDArray[Any]
    test_y: NDArray[Any]
    mean: NDArray[Any]
    std: NDArray[Any]


def load_points(config: DataConfig) -> Points:
    """Make the samples of ``config``; may take a second, so never in the window's thread."""
    data = prepare(config)
    return Points(
        data.spec,
        data.raw_train,
        data.y_train,
        data.raw_validation,
        data.y_validation,
        data.raw_test,
        data.y_test,
        data.mean,
        data.std,
    )
