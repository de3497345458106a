"""Small samples for the pictures of the gallery."""

from __future__ import annotations

import numpy as np

from nnplayground.core.dataset import Dataset
from nnplayground.core.samples import Samples
from nnplayground.data.draws import named_rng

__all__ = ["thumbnail_of", "thumbnail_points"]


def thumbnail_points(dataset_kind: str, count: int) -> Samples:
    """Return at most ``count`` samples of a kind with its default values, the same ones every time.

    ``x`` has shape (n, 2) for planes and for tables (of which the two most telling columns are taken),
    (n, 1) for lines, and (n, channels, height, width) for pictures. Tables and digits import scikit-learn
    on first use: call this outside the window's thread.
    """
    kind = Dataset.named(dataset_kind)
    fields = {"samples": count} if "samples" in kind.model_fields else {}
    return thumbnail_of(kind.model_validate(fields), count)


def thumbnail_of(dataset: Dataset, count: int) -> Samples:
    """Return at most ``count`` samples of a data set as :func:`thumbnail_points` does.

    Raises
    ------
    DataError
        If the numbers of own data are not here.
    """
    samples = dataset.generate(named_rng(0, "data"))
    chosen = named_rng(0, "thumbnail").permutation(len(samples))[:count]
    x = samples.x[chosen]
    picture = getattr(dataset, "picture", None)
    if picture is not None:
        x = np.ascontiguousarray(x[:, picture])
    return Samples(x, samples.y[chosen])
