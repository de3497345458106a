"""What the window exports: the run as it stands, copied between two steps and written in the background."""

from __future__ import annotations

from concurrent.futures import wait
from typing import TYPE_CHECKING

from nnplayground.exports.trained import Trained
from nnplayground.projects.code import code
from nnplayground.projects.code_keras import keras_code
from nnplayground.projects.code_module import module_code
from nnplayground.projects.code_net import Code
from nnplayground.projects.share import to_text

if TYPE_CHECKING:
    from concurrent.futures import Future

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.saved import SavedTraining

__all__ = ["PREVIEWED", "preview", "trained"]

PREVIEWED = ("script", "module", "keras", "share")
"""The formats that are text and at hand at once, by kind."""
_WAIT = 60.0  # seconds that one step, or loading torch, may take before initial weights are exported


def trained(experiment: Experiment, captured: Future[SavedTraining | None]) -> Trained:
    """Return the run; if nothing was trained of this experiment, its beginning. Waits: not for the window."""
    wait([captured], _WAIT)
    done = captured.done() and captured.exception() is None  # which the training thread has reported
    saved = captured.result() if done else None
    if saved is None or not saved.belongs_to(experiment):
        return Trained(experiment)
    run = Trained.of_saved(saved)
    return Trained(experiment, run.weights, run.history)


def preview(kind: str, experiment: Experiment) -> Code:
    """Return code that is at hand at once: numbers that would have to be computed are left out of it.

    Raises
    ------
    PlaygroundError
        If there is no such code of the experiment.
    """
    if kind == "script":
        return code(experiment)
    if kind == "module":
        return module_code(experiment, "model.safetensors")
    if kind == "keras":
        return keras_code(experiment, "model.npz")
    if kind == "share":
        return Code(to_text(experiment))
    return Code(experiment.to_json())
