"""How numbers are distributed: histograms with zero in the middle and what sums them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torch import Tensor

__all__ = ["SUMMARY", "by_class", "histogram"]

SUMMARY = ("count", "zeros", "lost", "minimum", "mean", "deviation", "maximum")
"""What a summary says: how many numbers, how many of them exactly 0, how many not finite, and of the finite
ones the least, the mean, the standard deviation (of the whole, not of a sample) and the largest."""


def histogram(values: Tensor, bins: int) -> dict[str, Tensor]:
    """Count numbers by size.

    Parameters
    ----------
    values : Tensor
        Of any shape; numbers that are not finite are counted apart.
    bins : int
        Even, so that the sign changes between two bins.

    Returns
    -------
    dict of str to Tensor
        ``counts`` (bins), ``reach`` (1): the bins are equal parts of −reach … reach; ``summary``
        (7) in the order of :data:`SUMMARY`.
    """
    flat = values.detach().flatten()
    finite = flat[flat.isfinite()]
    reach = _reach(finite)
    return {
        "counts": _counts(finite, bins, reach),
        "reach": flat.new_tensor([reach]),
        "summary": _summary(flat, finite),
    }


def by_class(values: Tensor, labels: Tensor, classes: int, bins: int) -> dict[str, Tensor]:
    """Count one number per sample by size, each class by itself.

    Parameters
    ----------
    values, labels : Tensor
        (samples,); a label is the index of a class.

    Returns
    -------
    dict of str to Tensor
        ``counts`` (classes, bins), ``reach`` and ``summary`` as in :func:`histogram`.
    """
    flat = values.detach().flatten()
    finite = flat.isfinite()
    reach = _reach(flat[finite])
    rows = [_counts(flat[finite & (labels == label)], bins, reach) for label in range(classes)]
    return {
        "counts": torch.stack(rows),
        "reach": flat.new_tensor([reach]),
        "summary": _summary(flat, flat[finite]),
    }


def _reach(finite: Tensor) -> float:
    """Return the largest magnitude; 1 where there is nothing to spread."""
    return (finite.abs().max().item() if finite.numel() else 0.0) or 1.0


def _counts(finite: Tensor, bins: int, reach: float) -> Tensor:
    return torch.histc(finite, bins, -reach, reach)


def _summary(flat: Tensor, finite: Tensor) -> Tensor:
    count, zeros, lost = flat.numel(), int((finite == 0).sum()), flat.numel() - finite.numel()
    if not finite.numel():
        return torch.tensor([count, zeros, lost, *[float("nan")] * 4])
    wide = finite.double()
    spread = [wide.min(), wide.mean(), wide.std(correction=0), wide.max()]
    return torch.tensor([count, zeros, lost, *(value.item() for value in spread)])
