"""Kept runs as plain arrays, every number bit for bit, and back: as strict as :mod:`.kept_json`."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import FileError
from nnplayground.core.strict_json import read_json
from nnplayground.core.text import translatable as _
from nnplayground.train.kept import LARGEST_WEIGHTS, ROWS
from nnplayground.train.kept_json import runs_from_json, runs_to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from nnplayground.train.history import Curves
    from nnplayground.train.kept import KeptRun

    Column = NDArray[np.float64]

__all__ = ["run_from_arrays", "run_to_arrays"]

_FACTS, _MEAN, _LOW, _HIGH, _BOUNDARY, _WEIGHTS = "facts", "mean", "low", "high", "boundary", "weights/"
_COLUMNS, _ARRAYS = 100, 10_000
_PICTURE = 32 * 64**2  # numbers of thirty-two outputs


def run_to_arrays(run: KeptRun) -> dict[str, NDArray[Any]]:
    """Return arrays; :func:`run_from_arrays` is the inverse, save for the number and an automatic name."""
    curves = run.curves
    names = list(curves.mean)
    # Of most measures there is one value per row, so that mean, least and greatest are the same.
    spread = [name for name in names if not _is_single(curves, name)]
    bare = replace(run, curves=replace(curves, mean={}, low={}, high={}), boundary=None, weights=None)
    facts = {
        "run": runs_to_json([bare])[0],
        "columns": names,
        "spread": spread,
        "weights": None if run.weights is None else list(run.weights),  # a file need not keep their order
    }
    arrays: dict[str, NDArray[Any]] = {
        _FACTS: np.frombuffer(json.dumps(facts).encode(), np.uint8),
        _MEAN: _stacked(curves.mean, names, len(curves)),
        _LOW: _stacked(curves.low, spread, len(curves)),
        _HIGH: _stacked(curves.high, spread, len(curves)),
    }
    if run.boundary is not None:
        arrays[_BOUNDARY] = run.boundary
    return arrays | {f"{_WEIGHTS}{name}": array for name, array in (run.weights or {}).items()}


def _is_single(curves: Curves, name: str) -> bool:
    mean = curves.mean[name]
    return all(np.array_equal(mean, kind[name], equal_nan=True) for kind in (curves.low, curves.high))


def _stacked(columns: Mapping[str, Column], names: list[str], rows: int) -> Column:
    return np.stack([columns[name] for name in names], axis=1) if names else np.empty((rows, 0))


def run_from_arrays(arrays: Mapping[str, NDArray[Any]]) -> KeptRun:
    """Return the run that arrays tell of.

    Raises
    ------
    FileError
        If they are not those of a run.
    """
    try:
        facts = read_json(bytes(arrays[_FACTS]).decode())
        (run,) = runs_from_json([facts["run"]])
        curves = _curves(arrays, facts["columns"], facts["spread"], run.curves)
        weights = None if facts["weights"] is None else _weights(arrays, facts["weights"])
        return replace(run, curves=curves, boundary=_boundary(arrays), weights=weights)
    except (LookupError, TypeError, ValueError) as error:
        raise FileError(_("core", "A kept run is not written as it should be.")) from error


def _curves(arrays: Mapping[str, NDArray[Any]], names: Any, spread: Any, bare: Curves) -> Curves:
    mean = _columns(arrays[_MEAN], names)
    low, high = (mean | _columns(arrays[kind], spread) for kind in (_LOW, _HIGH))
    if {*mean} != {*low} or len({len(column) for kind in (mean, low, high) for column in kind.values()}) > 1:
        raise ValueError("the columns are not those of one table")
    return replace(bare, mean=mean, low=low, high=high)


def _columns(table: NDArray[Any], names: Any) -> dict[str, Column]:
    words = _words(names, _COLUMNS)
    if table.ndim != 2 or table.dtype != np.float64 or len(table) > ROWS or table.shape[1] != len(words):
        raise ValueError("these are no columns")
    return {name: table[:, place].copy() for place, name in enumerate(words)}


def _boundary(arrays: Mapping[str, NDArray[Any]]) -> NDArray[np.float32] | None:
    picture = arrays.get(_BOUNDARY)
    if picture is None:
        return None
    if picture.dtype != np.float32 or picture.ndim not in (1, 2, 3) or not 0 < picture.size <= _PICTURE:
        raise ValueError("this is no picture")
    return _fixed(picture)


def _weights(arrays: Mapping[str, NDArray[Any]], names: Any) -> dict[str, NDArray[np.float32]]:
    found = {name: arrays[f"{_WEIGHTS}{name}"] for name in _words(names, _ARRAYS)}
    if sum(math.prod(array.shape) for array in found.values()) * 4 > LARGEST_WEIGHTS:
        raise ValueError("there are more weights than are kept")
    if any(array.dtype != np.float32 for array in found.values()):
        raise TypeError("these are no weights")
    return {name: _fixed(array) for name, array in found.items()}


def _words(names: Any, most: int) -> list[str]:
    """Return a list of different words, if it is one."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise TypeError("names are a list of words")
    if len(names) > most or len({*names}) != len(names):
        raise ValueError("there are too many names, or one is there twice")
    return names


def _fixed(array: NDArray[Any]) -> NDArray[Any]:
    copy = array.copy()
    copy.flags.writeable = False
    return copy
