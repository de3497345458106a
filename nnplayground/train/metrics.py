"""Measures of predictions, computed from raw outputs and the loss's link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from nnplayground.core.loss import Link

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

__all__ = ["class_metrics", "classes_of", "confusion_matrix", "linked", "shown", "value_metrics"]


def classes_of(raw: Tensor) -> Tensor:
    """Return the predicted class of every sample: one column tells two classes by its sign."""
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


def confusion_matrix(truth: Tensor, predicted: Tensor, classes: int) -> NDArray[np.int64]:
    """Count samples by true class (rows) and predicted class (columns)."""
    pairs = truth * classes + predicted.clamp(max=classes - 1)
    counts = torch.bincount(pairs, minlength=classes * classes).reshape(classes, classes)
    return counts.cpu().numpy().astype(np.int64)


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


def value_metrics(truth: Tensor, predicted: Tensor) -> dict[str, float]:
    """Return R² (mean over the columns; 0 for a constant column) and the mean absolute error."""
    truth, predicted = truth.double().flatten(1), predicted.double().flatten(1)
    residual = (truth - predicted).square().sum(dim=0)
    spread = (truth - truth.mean(dim=0)).square().sum(dim=0)
    r2 = torch.where(spread > 0, 1 - residual / spread.clamp(min=1e-300), torch.zeros_like(spread))
    return {"r2": r2.mean().item(), "mae": (truth - predicted).abs().mean().item()}
