"""Measures of predictions, computed from raw outputs and the loss's link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from nnplayground.core.loss import Link

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

__all__ = [
    "box_overlaps",
    "class_metrics",
    "classes_of",
    "confusion_matrix",
    "linked",
    "mask_metrics",
    "mask_overlaps",
    "mirror_metrics",
    "shown",
    "value_metrics",
]


def classes_of(raw: Tensor) -> Tensor:
    """Return the predicted class of every sample, or pixel: one column tells two classes by its sign."""
    if raw.shape[1] == 1:
        return (raw[:, 0] > 0).long()
    return raw.argmax(dim=1)


def linked(raw: Tensor, link: Link) -> Tensor:
    """Return probabilities or values, shape of ``raw``."""
    if link is Link.SIGMOID:
        return raw.sigmoid()
    if link is Link.SOFTMAX:
        return raw.softmax(dim=1)
    return raw


def shown(raw: Tensor, link: Link, classes: int) -> Tensor:
    """Return what a picture of the prediction shows.

    Returns
    -------
    Tensor
        (n,) for one output: 2p − 1 of a probability, else the raw value; (n, outputs) for several: for
        classes without probabilities of their own, scores cut to [0, 1] that sum to 1.
    """
    values = linked(raw, link)
    if raw.shape[1] == 1:
        column = values[:, 0]
        return 2 * column - 1 if link is Link.SIGMOID else column
    if not classes or link is Link.SOFTMAX:
        return values
    scores = values.clamp(0, 1)
    scores[torch.arange(len(raw), device=raw.device), raw.argmax(dim=1)] += 1e-6
    return scores / scores.sum(dim=1, keepdim=True)


def confusion_matrix(truth: Tensor, predicted: Tensor, classes: int) -> Tensor:
    """Count samples, or pixels, by true class (rows) and predicted class (columns), int64."""
    pairs = truth * classes + predicted.clamp(max=classes - 1)
    return torch.bincount(pairs.flatten(), minlength=classes * classes).reshape(classes, classes)


def class_metrics(confusion: NDArray[np.int64]) -> dict[str, float]:
    """Return accuracy, precision and recall.

    With two classes, precision and recall are those of the second (+1); with more, means over the classes. A
    class that is never predicted, or never true, counts as 0.
    """
    hits = confusion.diagonal().astype(float)
    precision = hits / np.maximum(1, confusion.sum(axis=0))
    recall = hits / np.maximum(1, confusion.sum(axis=1))
    two = len(confusion) == 2
    return {
        "accuracy": float(hits.sum() / max(1, confusion.sum())),
        "precision": float(precision[1] if two else precision.mean()),
        "recall": float(recall[1] if two else recall.mean()),
    }


def value_metrics(truth: Tensor, predicted: Tensor) -> Tensor:
    """Return R² (mean over the columns; 0 for a constant column) and the mean absolute error, shape (2,)."""
    truth, predicted = truth.double().flatten(1), predicted.double().flatten(1)
    residual = (truth - predicted).square().sum(dim=0)
    spread = (truth - truth.mean(dim=0)).square().sum(dim=0)
    r2 = torch.where(spread > 0, 1 - residual / spread.clamp(min=1e-300), torch.zeros_like(spread))
    return torch.stack([r2.mean(), (truth - predicted).abs().mean()])


def mask_metrics(confusion: NDArray[np.int64]) -> dict[str, float]:
    """Return the share of pixels that are right, and the mean over the classes of their overlap.

    The overlap of a class is the Jaccard index: the pixels that both the truth and the prediction give it by
    those that either does. Classes that are in neither do not count.
    """
    hits = confusion.diagonal().astype(float)
    either = confusion.sum(axis=0) + confusion.sum(axis=1) - hits
    overlaps = hits[either > 0] / either[either > 0]
    accuracy = float(hits.sum() / max(1, confusion.sum()))
    return {"accuracy": accuracy, "iou": float(overlaps.mean()) if len(overlaps) else 0.0}


def mask_overlaps(truth: Tensor, predicted: Tensor, classes: int) -> Tensor:
    """Return the mean overlap of the classes of every mask, as :func:`mask_metrics` has it, shape (n,)."""
    kinds = torch.arange(classes, device=truth.device)[:, None]
    wanted, found = (mask.flatten(1)[:, None] == kinds for mask in (truth, predicted))
    shared, either = ((wanted & found).sum(dim=2), (wanted | found).sum(dim=2))
    return (shared / either.clamp(min=1)).sum(dim=1) / (either > 0).sum(dim=1)


def box_overlaps(truth: Tensor, predicted: Tensor) -> Tensor:
    """Return by how much boxes overlap: the shared area by that of their union, shape (n,).

    Parameters
    ----------
    truth, predicted : Tensor
        (n, 4): the middle's x and y, width and height. A negative width or height is an empty box.
    """
    (low, high), (start, end) = _corners(truth), _corners(predicted)
    shared = (torch.minimum(high, end) - torch.maximum(low, start)).clamp(min=0).prod(dim=1)
    areas = truth[:, 2:].clamp(min=0).prod(dim=1) + predicted[:, 2:].clamp(min=0).prod(dim=1)
    return shared / (areas - shared).clamp(min=1e-12)


def _corners(boxes: Tensor) -> tuple[Tensor, Tensor]:
    half = boxes[:, 2:].clamp(min=0) / 2
    return boxes[:, :2] - half, boxes[:, :2] + half


def mirror_metrics(truth: Tensor, rebuilt: Tensor) -> Tensor:
    """Return the share of the spread of all numbers that a reconstruction keeps, and the mean absolute error.

    The shape is (2,); the first is 0 where there is no spread.

    Other than in :func:`value_metrics` every number counts by its spread: a pixel that is nearly always
    black says nothing of how good a picture is.
    """
    truth, rebuilt = truth.double().flatten(1), rebuilt.double().flatten(1)
    spread = (truth - truth.mean(dim=0)).square().sum()
    missed = (truth - rebuilt).square().sum()
    kept = torch.where(spread == 0, torch.zeros_like(spread), 1 - missed / spread)
    return torch.stack([kept, (truth - rebuilt).abs().mean()])
