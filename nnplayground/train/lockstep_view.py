"""What is shown of experiments trained side by side: frozen values, made between two rounds."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.train.snapshot import ProbeRequest, RunState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.lockstep import Lockstep, Member
    from nnplayground.train.lockstep_setup import Setup
    from nnplayground.train.probes import Prober
    from nnplayground.train.snapshot import Array

    Column = NDArray[np.float64]

__all__ = ["LockstepView", "Side", "agreement", "band", "empty_view", "look"]

SIDE, THUMB = 100, 28
_ROWS = 400


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of the experiments, from all its seeds.

    Attributes
    ----------
    experiment : Experiment
    rows : Mapping[str, ndarray]
        ``epoch``, ``step``, ``seconds``: (records,), means over the seeds; ``train_loss``, ``test_loss`` and
        ``quality``: (seeds, records). A seed that diverged has infinite losses from there on.
    newest : Mapping[str, ndarray]
        The last numbers of every seed, (seeds,).
    thumbs : tuple of ndarray
        The output of every seed over the plane or line, small; empty for other data.
    output : ndarray or None
        The output of the shown seed.
    answers : ndarray
        Predicted classes (samples,), or values (samples, k), of the shown seed for the test samples.
    epochs : tuple of int
        Finished ones, by seed.
    failures : Mapping[int, str]
        By seed: why it does not go on.
    step_seconds : float
        What a step takes; NaN before the first.
    parameters : int
    """

    experiment: Experiment
    rows: Mapping[str, Column]
    newest: Mapping[str, Column]
    thumbs: tuple[Array, ...] = ()
    output: Array | None = None
    answers: Array = field(default_factory=lambda: np.empty(0, np.float32))
    epochs: tuple[int, ...] = ()
    failures: Mapping[int, str] = field(default_factory=dict)
    step_seconds: float = math.nan
    parameters: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class LockstepView:
    """All that is shown, of one moment.

    Attributes
    ----------
    setup : Setup or None
    state : RunState
    sides : tuple of Side
        A, or A and B.
    shown : int
        The seed, counted from 0, whose output is shown large.
    epoch : int
    epochs_per_second : float
    truth : ndarray
        Targets of the test samples.
    message : str
        One sentence in states that need it.
    orders : int
        How many orders had been obeyed.
    """

    setup: Setup | None
    state: RunState
    sides: tuple[Side, ...] = ()
    shown: int = 0
    epoch: int = 0
    epochs_per_second: float = 0.0
    truth: Array = field(default_factory=lambda: np.empty(0, np.float32))
    message: str = ""
    orders: int = 0


def empty_view(state: RunState, message: str = "", setup: Setup | None = None) -> LockstepView:
    """Return a view that has nothing to show yet."""
    return LockstepView(setup, state, message=message)


def look(
    lockstep: Lockstep,
    probers: Sequence[Prober],
    state: RunState,
    shown: int,
    speed: float,
    message: str = "",
) -> LockstepView:
    """Look at all members as they stand; nothing of them is changed.

    Of those that are still being made, only the seeds that every side has can be compared.
    """
    whole = min(len(members) for members in lockstep.members)
    a, shown = lockstep.members[0], min(shown, whole - 1)
    part = a[0].trainer.parts["test"] if len(a[0].trainer.parts["test"]) else a[0].trainer.parts["train"]
    sides = tuple(
        _side(members[:whole], prober, shown)
        for members, prober in zip(lockstep.members, probers, strict=True)
    )
    truth = _frozen(part.target.detach().cpu().numpy())
    return LockstepView(lockstep.setup, state, sides, shown, lockstep.epoch, speed, truth, message)


def _side(members: Sequence[Member], prober: Prober, shown: int) -> Side:
    first, chosen = members[0].trainer, members[shown].trainer
    draws = bool(first.prepared.spec.bounds)
    small, large = ProbeRequest("boundary", THUMB), ProbeRequest("boundary", SIDE)
    thumbs: list[Array] = []
    for member in members if draws else ():
        found = prober.answer(member.trainer, [small])[small].get("boundary")
        if found is not None:
            thumbs.append(found)
    output = prober.answer(chosen, [large])[large].get("boundary") if draws else None
    trained = [m.trainer.seconds / m.trainer.step for m in members if m.trainer.step]
    return Side(
        first.experiment,
        _rows(members),
        _newest(members),
        tuple(thumbs),
        output,
        _answers(members[shown]),
        tuple(member.trainer.epoch for member in members),
        {n: member.failure.sentence for n, member in enumerate(members) if member.failure is not None},
        float(np.median(trained)) if trained else math.nan,
        first.program.report.parameters,
    )


def _answers(member: Member) -> Array:
    import torch

    from nnplayground.train.evaluation import looking
    from nnplayground.train.metrics import classes_of

    trainer = member.trainer
    part = trainer.parts["test"] if len(trainer.parts["test"]) else trainer.parts["train"]
    with looking(trainer.program), torch.no_grad():
        raw = trainer.program(part.x)
    classes = trainer.prepared.spec.target.classes
    return _frozen((classes_of(raw) if classes else raw).detach().cpu().numpy())


def _frozen(values: NDArray[np.generic]) -> Array:
    copy = np.array(values, np.float32)
    copy.flags.writeable = False
    return copy


def _rows(members: Sequence[Member]) -> dict[str, Column]:
    """Put the logs of all seeds side by side; they were written at the same epochs."""
    from nnplayground.train.lockstep import COLUMNS

    longest = max(len(member.log) for member in members)
    stacked = np.full((len(members), longest, len(COLUMNS)), np.nan)
    for place, member in zip(stacked, members, strict=True):
        place[: len(member.log)] = member.log
        if member.failure is not None:
            place[len(member.log) :, 3:5] = np.inf
    reached = np.isfinite(stacked[:, :, 0]).sum(axis=0)
    kept = stacked[:, 2 * reached >= len(members)]  # by time, some are ahead of the others
    if kept.shape[1] > _ROWS:
        chosen = np.unique(np.linspace(0, kept.shape[1] - 1, _ROWS).astype(int))
        kept = kept[:, chosen]
    counts = _means(kept[:, :, :3])
    found = {name: counts[:, place] for place, name in enumerate(COLUMNS[:3])}
    found |= {name: kept[:, :, 3 + place] for place, name in enumerate(COLUMNS[3:])}
    return found


def _newest(members: Sequence[Member]) -> dict[str, Column]:
    from nnplayground.train.lockstep import COLUMNS

    last = np.array([member.log[-1] for member in members])
    for row, member in zip(last, members, strict=True):
        if member.failure is not None:
            row[3:5] = np.inf
    return {name: last[:, place] for place, name in enumerate(COLUMNS)}


def _means(values: Column) -> Column:
    """Return means over the first axis, leaving out what is not known."""
    known = np.isfinite(values)
    total: Column = np.where(known, values, 0.0).sum(axis=0)
    means: Column = total / np.maximum(known.sum(axis=0), 1)
    return means


def band(values: Column) -> tuple[Column, Column, Column]:
    """Return the 10 % quantile, the median and the 90 % quantile over the seeds.

    Parameters
    ----------
    values : ndarray
        (seeds, records); NaN is left out, infinity counts as the largest.

    Returns
    -------
    low, median, high : ndarray
        (records,).
    """
    capped = np.where(np.isposinf(values), 1e300, values)
    empty = np.isnan(capped).all(axis=0)
    safe = np.where(empty, 0.0, capped)
    # What leaves out NaN goes through the columns one by one.
    quantile = np.nanquantile if np.isnan(safe).any() else np.quantile
    low, median, high = quantile(safe, (0.1, 0.5, 0.9), axis=0)
    found = tuple(np.where(empty, np.nan, np.where(q >= 1e299, np.inf, q)) for q in (low, median, high))
    return found[0], found[1], found[2]


def agreement(one: Side, other: Side) -> tuple[float, NDArray[np.int64]]:
    """Return how alike the shown outputs are.

    Returns
    -------
    share : float
        Of the plane on which both say the same class, 0 to 1; of the test samples where there is no plane;
        NaN for values.
    differing : ndarray
        Numbers of the test samples on which they say different classes; empty for values.
    """
    classes = one.experiment.data.spec().target.classes
    if not classes or one.answers.shape != other.answers.shape:
        return math.nan, np.empty(0, np.int64)
    unequal = (one.answers != other.answers).reshape(len(one.answers), -1)  # of masks, pixel by pixel
    differing = np.nonzero(unequal.any(axis=1))[0]
    if one.output is not None and other.output is not None and one.output.shape == other.output.shape:
        same = _winners(one.output) == _winners(other.output)
        return float(same.mean()), differing
    return 1 - float(unequal.mean()) if unequal.size else 1.0, differing


def _winners(values: Array) -> NDArray[np.int64]:
    if values.ndim == 3 and len(values) > 1:
        found: NDArray[np.int64] = values.argmax(axis=0)
        return found
    return (values > 0).astype(np.int64)
