"""A first experiment for an imported table."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from nnplayground.core.adapt import fit_head
from nnplayground.core.experiment import Experiment
from nnplayground.core.training import Training
from nnplayground.projects import presets
from nnplayground.projects.chains import dense_chain

if TYPE_CHECKING:
    from nnplayground.data.table.build import Built

__all__ = ["experiment_of", "hidden_units"]

_LEAST, _MOST = 8, 64
_BATCH = 32


def hidden_units(built: Built) -> int:
    """Return the width of a first hidden layer: between inputs and outputs, a power of two."""
    outputs = len(built.classes) if len(built.classes) > 2 else 1
    between = (len(built.inputs) * 2 + outputs) / 1.5
    width = _LEAST
    while width < min(_MOST, between):
        width *= 2
    return width


def experiment_of(built: Built, seed: int = 0) -> Experiment:
    """Return an experiment that learns a table by one hidden layer, ready to be trained."""
    blank = presets.blank()
    data = built.config(blank.data.replace(seed=seed))
    graph = dense_chain([hidden_units(built)], "relu", max(1, len(built.classes)))
    training = Training(optimizer="adam", learning_rate=0.01, batch_size=_BATCH)
    title = {"en": PurePath(built.source).stem or built.source}
    return fit_head(Experiment(title=title, data=data, graph=graph, training=training))
