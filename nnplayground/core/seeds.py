"""One experiment from many seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnplayground.core.experiment import Experiment

__all__ = ["with_seeds"]


def with_seeds(experiment: Experiment, seeds: int | Sequence[int]) -> list[Experiment]:
    """Return the experiment once for each seed of weights, order of batches and noise.

    Parameters
    ----------
    experiment : Experiment
    seeds : int or sequence of int
        How many, counted up from the experiment's own, or which.

    Raises
    ------
    PlaygroundError
        If seeds make no difference to it, or there are none.
    """
    if experiment.data.stream == "seedrandom":
        sentence = _("core", "This experiment takes its weights from the data's seed text, not from seeds.")
        remedy = _("core", "Set data.stream to “numpy” to train it from many seeds.")
        raise PlaygroundError(sentence, place="seeds", remedy=remedy)
    first = experiment.seed
    chosen = list(range(first, first + seeds)) if isinstance(seeds, int) else list(seeds)
    if not chosen:
        sentence = _("core", "There are no seeds to train from.")
        raise PlaygroundError(sentence, place="seeds", remedy=_("core", "Give at least one."))
    return [experiment.with_value("seed", seed) for seed in chosen]
