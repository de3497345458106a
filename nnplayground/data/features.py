"""Features computed from raw columns; their names are read by :mod:`nnplayground.core.features`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nnplayground.core.errors import DataError
from nnplayground.core.features import parse_feature
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from nnplayground.core.features import Feature

__all__ = ["compute_features", "feature_map"]


def compute_features(raw: NDArray[np.float64], names: Sequence[str]) -> NDArray[np.float64]:
    """Return the features called ``names``, shape (N, len(names)), of ``raw``, shape (N, columns).

    Raises
    ------
    DataError
        If a name is no feature, needs a missing column, or grows past the largest number.
    """
    out = np.empty((len(raw), len(names)))
    for index, name in enumerate(names):
        feature = parse_feature(name)
        _require_columns(feature, raw.shape[1])
        _fill(out[:, index], feature, raw)
        if not np.isfinite(out[:, index]).all():
            raise _too_large(name)
    return out


def feature_map(name: str, xs: ArrayLike, ys: ArrayLike) -> NDArray[np.float64]:
    """Return feature ``name`` over the grid ``ys`` × ``xs``, shape (len(ys), len(xs))."""
    x1, x2 = np.meshgrid(np.asarray(xs, np.float64), np.asarray(ys, np.float64))
    points = np.column_stack([x1.ravel(), x2.ravel()])
    return compute_features(points, [name]).reshape(x1.shape)


def _fill(out: NDArray[np.float64], feature: Feature, raw: NDArray[np.float64]) -> None:
    if feature.wave:
        wave = np.sin if feature.wave == "sin" else np.cos
        wave(raw[:, feature.powers[0][0]], out=out)
        return
    out[:] = 1.0
    with np.errstate(over="ignore", invalid="ignore"):
        for column, power in feature.powers:
            out *= raw[:, column] ** power


def _require_columns(feature: Feature, columns: int) -> None:
    if max(feature.columns) >= columns:
        sentence = _("core", "Feature “{name}” needs a column that the data does not have.")
        remedy = _("core", "The data has {count} columns.").format(count=columns)
        raise DataError(sentence.format(name=feature.name), remedy=remedy)


def _too_large(name: str) -> DataError:
    sentence = _("core", "Feature “{name}” is too large to compute for some samples.").format(name=name)
    return DataError(sentence, remedy=_("core", "Use a lower power."))
