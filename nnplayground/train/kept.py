"""A run that has ended, as it is kept for the table of runs: settings, curves, scores, picture, weights."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.train.history import Curves

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.text import Text
    from nnplayground.train.measures import Measures
    from nnplayground.train.program import Program
    from nnplayground.train.snapshot import Array

    Column = NDArray[np.float64]

__all__ = ["LARGEST_WEIGHTS", "PICTURE_SIDE", "ROWS", "KeptRun", "keep_run", "thinner"]

ROWS = 500
"""Rows of curves that are kept of a run."""
PICTURE_SIDE = 64
LARGEST_WEIGHTS = 4_000_000
"""Bytes of weights that are kept of one run."""
_PARTS = ("train", "validation", "test")


@dataclass(frozen=True, slots=True, eq=False)
class KeptRun:
    """A run that has ended.

    Attributes
    ----------
    experiment : Experiment
        With the settings it ended with.
    curves : Curves
        At most :data:`ROWS` rows.
    scores : Mapping[str, Mapping[str, float]]
        ``loss`` and metrics of ``train``, ``validation`` and ``test``; parts without samples are left out.
    parameters : int
        Numbers that were trained.
    epoch, step : int
    seconds : float
        Spent in steps.
    boundary : ndarray or None
        The output over the plane, (64, 64) or (outputs, 64, 64), or over a line; None for other data.
    weights : Mapping[str, ndarray] or None
        By ``<node>.<parameter>``; None if there were too many to keep.
    number : int
        Unique among the runs of one table.
    name : Text or str
        What it is called; automatic names can be translated.
    is_named : bool
        Whether a person gave the name.
    starred : bool
        Never dropped to make room.
    """

    experiment: Experiment
    curves: Curves
    scores: Mapping[str, Mapping[str, float]]
    parameters: int
    epoch: int
    step: int
    seconds: float
    boundary: Array | None = None
    weights: Mapping[str, Array] | None = field(default=None, repr=False)
    number: int = 0
    name: Text | str = ""
    is_named: bool = False
    starred: bool = False

    def with_(self, **changes: object) -> KeptRun:
        """Return the run with another number, name or star."""
        return replace(self, **changes)  # type: ignore[arg-type] # names are checked by dataclasses

    def score(self, part: str, measure: str) -> float:
        """Return a final score, NaN where there is none."""
        return self.scores.get(part, {}).get(measure, math.nan)

    @property
    def bytes(self) -> int:
        """About how much memory it takes."""
        curves = (self.curves.mean, self.curves.low, self.curves.high)
        size = sum(column.nbytes for columns in curves for column in columns.values())
        size += sum(array.nbytes for array in (self.weights or {}).values())
        return size + (0 if self.boundary is None else self.boundary.nbytes)


def keep_run(
    program: Program, curves: Curves, experiment: Experiment, measures: Measures, boundary: Array | None
) -> KeptRun:
    """Return what is kept of a run as it stands.

    Parameters
    ----------
    program : Program
        Its network, which is only read.
    curves : Curves
        Of all its epochs.
    experiment : Experiment
        What its last step was done with.
    measures : Measures
        At the last step.
    boundary : ndarray or None
        A picture of the output.
    """
    scores = {}
    for part in _PARTS:
        found = getattr(measures, part)
        if not math.isnan(found.loss):
            scores[part] = {"loss": float(found.loss), **found.metrics}
    return KeptRun(
        experiment,
        thinner(curves, ROWS),
        scores,
        program.report.parameters,
        measures.epoch,
        measures.step,
        measures.seconds,
        boundary,
        _weights(program),
    )


def _weights(program: Program) -> Mapping[str, Array] | None:
    state = program.state_dict()
    if sum(value.numel() for value in state.values()) * 4 > LARGEST_WEIGHTS:
        return None
    copies = {name: value.detach().cpu().float().numpy().copy() for name, value in state.items()}
    for copy in copies.values():
        copy.flags.writeable = False
    return copies


def thinner(curves: Curves, rows: int) -> Curves:
    """Return curves of at most ``rows`` rows: neighbours merged into mean, minimum and maximum."""
    count = len(curves)
    if count <= rows:
        return curves
    edges = np.linspace(0, count, rows + 1).astype(int)[:-1]
    mean = {name: _means(column, edges) for name, column in curves.mean.items()}
    low = {name: np.fmin.reduceat(column, edges) for name, column in curves.low.items()}
    high = {name: np.fmax.reduceat(column, edges) for name, column in curves.high.items()}
    # A row stands where its interval ends, so that the last one tells the end of the run.
    for name in ("epoch", "step", "seconds"):
        if name in mean:
            mean[name] = curves.mean[name][np.append(edges[1:], count) - 1]
    stride = curves.stride * math.ceil(count / rows)
    return Curves(mean, low, high, stride, curves.revision, curves.events)


def _means(column: Column, edges: NDArray[np.int_]) -> Column:
    known = np.isfinite(column)
    counts = np.add.reduceat(known.astype(np.float64), edges)
    sums = np.add.reduceat(np.where(known, column, 0.0), edges)
    with np.errstate(invalid="ignore"):
        means: Column = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
    return means
