"""Which samples are for training, validation and test: by chance, class by class, or as the data say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.core.data_config import DataConfig
    from nnplayground.core.samples import Samples

    Order = NDArray[np.int64]

__all__ = ["parted"]


def parted(config: DataConfig, samples: Samples, order: Order) -> tuple[Order, tuple[int, int]]:
    """Return the samples' order and where the training and the validation part end in it.

    Parameters
    ----------
    config : DataConfig
    samples : Samples
    order : ndarray
        A random permutation, which stays the order within each part.
    """
    if samples.part is not None:
        part = samples.part[order]
        ends = np.cumsum(np.bincount(part, minlength=3))
        return order[np.argsort(part, kind="stable")], (int(ends[0]), int(ends[1]))
    train, validation, _test = config.split.counts(len(samples))
    if config.split.stratified and samples.y.ndim == 1:
        order = _stratified(order, samples.y[order])
    return order, (train, train + validation)


def _stratified(order: Order, classes: NDArray[Any]) -> Order:
    """Return an order of which any first part has the shares of the classes that the whole has.

    The k-th of n samples of a class goes to the place (k + ½)/n of the whole, so that every class is spread
    evenly however the order is cut.
    """
    places = np.empty(len(order))
    for index in np.unique(classes):
        members = np.flatnonzero(classes == index)
        places[members] = (np.arange(len(members)) + 0.5) / len(members)
    return order[np.argsort(places, kind="stable")]
