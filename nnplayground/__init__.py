"""NN Playground: see a neural network learn.

>>> from nnplayground import Experiment
>>> run = Experiment.from_preset("spiral").train(epochs=200)
>>> run.scores["test"].loss < 0.2
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nnplayground.core.version import __version__

if TYPE_CHECKING:
    from nnplayground.api import Experiment

__all__ = ["Experiment", "__version__"]


def __getattr__(name: str) -> Any:
    # The command line starts without the API, and the API without torch.
    if name == "Experiment":
        from nnplayground.api import Experiment

        return Experiment
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
