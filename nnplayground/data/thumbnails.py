"""Small samples for the pictures of the gallery."""

from __future__ import annotations

import numpy as np

from nnplayground.core.dataset import Dataset
from nnplayground.core.samples import Samples
from nnplayground.data.draws import named_rng
from nnplayground.data.tables import Table

__all__ = ["thumbnail_points"]


def thumbnail_points(dataset_kind: str, count: int) -> Samples:
    """Return at most ``count`` samples of a kind with its default values, the same ones every time.

    ``x`` has shape (n, 2) for planes and for tables (of which the two most telling columns are taken),
    (n, 1) for lines, and (n, channels, height, width) for pictures. Tables and digits import scikit-learn
    on first use: call this outside the window's thread.
    """
    kind = Dataset.named(dataset_kind)
    fields = {"samples": count} if "samples" in kind.model_fields else {}
    dataset = kind.model_validate(fields)
    samples = dataset.generate(named_rng(0, "data"))
    chosen = named_rng(0, "thumbnail").permutation(len(samples))[:count]
    x = samples.x[chosen]
    if isinstance(dataset, Table):
        x = np.ascontiguousarray(x[:, dataset.picture])
    return Samples(x, samples.y[chosen])
