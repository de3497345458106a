"""How much each varied setting matters for the measure that is compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from nnplayground.sweeps.plan import Plan
    from nnplayground.sweeps.study import TrialResult

    Column = NDArray[np.float64]

__all__ = ["Importance", "importance_of"]

_FOREST = 12  # trials from which a forest has something to learn from
_FEWEST = 3
_TREES = 48


@dataclass(frozen=True, slots=True)
class Importance:
    """What share of the differences each setting explains.

    Attributes
    ----------
    shares : Mapping of str to float
        By path, from 0 to 1.
    method : str
        ``"forest"``: functional ANOVA of a random forest (Hutter, Hoos and Leyton-Brown 2014); ``"rank"``:
        squared rank correlation, or for words the share of the variance of the ranks between their groups.
    trials : int
        How many trials it is made of.
    """

    shares: Mapping[str, float]
    method: Literal["forest", "rank"]
    trials: int


def importance_of(plan: Plan, results: Sequence[TrialResult]) -> Importance | None:
    """Return how much each setting matters; None while fewer than three trials are done."""
    done = [r for r in results if r.state == "done" and r.value is not None and np.isfinite(r.value)]
    if len(done) < _FEWEST:
        return None
    worth = np.array([r.value for r in done], np.float64)
    if len(done) >= _FOREST and np.ptp(worth) > 0 and len(plan.axes) > 1:
        return Importance(_by_forest(plan, done), "forest", len(done))
    ranks = _ranks(worth)
    shares = {axis.path: _explained([r.parameters[axis.path] for r in done], ranks) for axis in plan.axes}
    return Importance(shares, "rank", len(done))


def _by_forest(plan: Plan, done: Sequence[TrialResult]) -> dict[str, float]:
    import optuna

    kinds = {axis.path: axis.distribution() for axis in plan.axes}
    study = optuna.create_study(direction="minimize" if plan.minimizes else "maximize")
    study.add_trials(
        [
            optuna.trial.create_trial(params=dict(r.parameters), distributions=kinds, value=r.value)
            for r in done
        ]
    )
    evaluator = optuna.importance.FanovaImportanceEvaluator(n_trees=_TREES, seed=0)
    found = optuna.importance.get_param_importances(study, evaluator=evaluator)
    return {axis.path: float(found.get(axis.path, 0.0)) for axis in plan.axes}


def _ranks(values: Column) -> Column:
    """Return places from 0; equal values share the mean of theirs."""
    _distinct, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    middles: Column = (ends - counts + ends - 1) / 2
    return np.asarray(middles[inverse], np.float64)


def _explained(values: Sequence[Any], ranks: Column) -> float:
    total = float(((ranks - ranks.mean()) ** 2).sum())
    if total == 0:
        return 0.0
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        own = _ranks(np.array(values, np.float64))
        spread = float(((own - own.mean()) ** 2).sum())
        shared = float(((own - own.mean()) * (ranks - ranks.mean())).sum())
        return shared**2 / (spread * total) if spread else 0.0
    groups = [ranks[[v == value for v in values]] for value in dict.fromkeys(values)]
    between = sum(len(group) * (group.mean() - ranks.mean()) ** 2 for group in groups)
    return float(between) / total
