"""When a layer is not well, and what a person can do about it.

The thresholds are rules of thumb, and are called that where they are shown:

* A gradient that is a thousand times smaller than where it is largest moves its layer a thousand times more
  slowly under plain gradient descent: it *vanishes* (Glorot and Bengio 2010, “Understanding the difficulty of
  training deep feedforward neural networks”, who compare layers in the same way). So does one ten times
  smaller whose norm is below 1e-5: at a rate of 0.01 it moves a weight near 1 by less than float32 can tell.
* A gradient ten times as long as the weights would move them, at the usual rate of 0.1, by all their length:
  it *explodes* (Pascanu et al. 2013, “On the difficulty of training recurrent neural networks”, clip at
  norms of this order).
* A step moves weights well by about a thousandth of their length (Karpathy, CS231n, “Neural networks 3:
  ratio of weights to updates”). A hundred times less is hardly learning, a hundred times more is throwing
  away what was learned.
* A layer is called dead or saturated if a tenth of its units is.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Graph

__all__ = [
    "EXPLODING",
    "GOOD_RATIO",
    "MANY_UNITS",
    "VANISHING",
    "Health",
    "least_gradient",
    "of_flow",
    "of_ratio",
    "of_units",
    "remedy",
]

VANISHING = 1e-3
"""Of the largest layer's norm."""
_TINY, _TINY_SHARE = 1e-5, 0.1
EXPLODING = 10.0
"""Times the norm of the weights, or 1 if that is larger."""
GOOD_RATIO = 1e-3
"""Of an update's norm to that of the weights."""
_SLOWEST, _FASTEST = GOOD_RATIO / 100, GOOD_RATIO * 100
MANY_UNITS = 0.1
"""The share of dead or saturated units from which on it is said."""


class Health(StrEnum):
    """How a layer is."""

    HEALTHY = "healthy"
    FROZEN = "frozen"  # it has no gradient because it is not trained
    VANISHING = "vanishing"
    EXPLODING = "exploding"
    DEAD = "dead"
    SATURATED = "saturated"
    SLOW = "slow"
    FAST = "fast"


def least_gradient(largest: float) -> float:
    """Return the norm below which a gradient vanishes, where the largest layer's is ``largest``."""
    return max(VANISHING * largest, min(_TINY, _TINY_SHARE * largest))


def of_flow(gradient: float, weights: float, largest: float, dead: float, units: float) -> Health:
    """Judge a layer by its gradient.

    Parameters
    ----------
    gradient, weights : float
        The norms of ∂L/∂w and of w; a gradient of NaN means that there is none.
    largest : float
        The largest of all layers' gradients.
    dead, units : float
        How many units are zero for every sample, and how many there are.
    """
    if math.isnan(gradient):
        return Health.FROZEN
    if not math.isfinite(gradient) or gradient > EXPLODING * max(1.0, weights):
        return Health.EXPLODING
    if units and dead / units >= MANY_UNITS:
        return Health.DEAD
    return Health.VANISHING if gradient < least_gradient(largest) else Health.HEALTHY


def of_ratio(update: float, weights: float) -> Health:
    """Judge a layer by how far a step moves it, NaN if not at all, in parts of its weights' norm."""
    if math.isnan(update):
        return Health.FROZEN
    if math.isinf(update):
        return Health.EXPLODING
    if update == 0:
        return Health.SLOW
    if update > _FASTEST * weights:
        return Health.FAST
    return Health.SLOW if update < _SLOWEST * weights else Health.HEALTHY


def of_units(dead: float, saturated: float, units: float) -> Health:
    """Judge a layer by how many of its units no longer answer to their inputs."""
    if units and dead / units >= MANY_UNITS:
        return Health.DEAD
    return Health.SATURATED if units and saturated / units >= MANY_UNITS else Health.HEALTHY


def remedy(health: Health, experiment: Experiment, node: str) -> Text:
    """Return what to try, looking at the layer and at what follows it; empty if nothing is wrong."""
    rules = {
        Health.VANISHING: _against_vanishing,
        Health.EXPLODING: _against_exploding,
        Health.DEAD: _against_death,
        Health.SATURATED: _against_saturation,
    }
    if health is Health.SLOW:
        return _("core", "Raise the learning rate")
    if health is Health.FAST:
        return _("core", "Lower the learning rate")
    rule = rules.get(health)
    return rule(experiment, node) if rule is not None and node in experiment.graph else Text("")


def _against_vanishing(experiment: Experiment, node: str) -> Text:
    layers = [experiment.graph.node(id).layer for id in _onwards(experiment.graph, node)]
    gains = {getattr(getattr(layer, "activation", None), "gain", "") for layer in layers}
    normalized = any(layer.icon == "normalize" for layer in layers)
    if "sigmoid" in gains:
        return _("core", "Try tanh or ReLU")
    if not normalized:
        return _("core", "Try batch normalization") if gains else _("core", "Try a skip connection")
    return _("core", "Try a skip connection")


def _against_exploding(experiment: Experiment, node: str) -> Text:
    del node
    if experiment.training.clip.kind == "none":
        return _("core", "Lower the learning rate or clip gradients")
    return _("core", "Lower the learning rate")


def _against_death(experiment: Experiment, node: str) -> Text:
    activation: Any = getattr(experiment.graph.node(node).layer, "activation", None)
    if activation is not None and activation.kind == "relu":
        return _("core", "Try leaky ReLU or a lower rate")
    return _("core", "Draw its weights anew")


def _against_saturation(experiment: Experiment, node: str) -> Text:
    feeds = experiment.graph.feeds(node)
    first = any(not experiment.graph.node(edge.source).layer.inputs for edge in feeds)
    if first and not experiment.data.standardize:
        return _("core", "Standardize the data")
    return _("core", "Try batch normalization or smaller weights")


def _onwards(graph: Graph, node: str) -> set[str]:
    """Return a node and all that depends on it."""
    found, waiting = {node}, [node]
    while waiting:
        for edge in graph.outgoing(waiting.pop()):
            if edge.target not in found:
                found.add(edge.target)
                waiting.append(edge.target)
    return found
