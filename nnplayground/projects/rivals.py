"""Networks of well-known forms that can be trained on the same pictures as another one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from nnplayground.core.adapt import switch_dataset
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.experiment import Experiment
from nnplayground.core.registry import suggestion
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.projects import presets

__all__ = ["RIVALS", "on_data_of", "rival"]

_TRAINING = {"optimizer": "adam", "learning_rate": 0.003, "batch_size": 32}

RIVALS: dict[str, Text] = {
    "perceptron": _("core", "Perceptron"),
    "deep": _("core", "Deep, fully connected"),
    "convolutional": _("core", "Convolutional"),
    "residual": _("core", "Residual"),
}
"""The forms by name, from the simplest."""


def rival(name: str, experiment: Experiment) -> Experiment:
    """Return a network of another form for the data of ``experiment``.

    Parameters
    ----------
    name : str
        One of :data:`RIVALS`.
    experiment : Experiment
        Of pictures and classes; its data, seed and device are kept.

    Raises
    ------
    PlaygroundError
        If there is no such form, or it does not fit the pictures.
    """
    if name not in RIVALS:
        sentence = _("core", "There is no network called “{name}”.").format(name=name)
        raise PlaygroundError(sentence, remedy=suggestion(name, RIVALS))
    titled = _MAKERS[name](experiment).replace(title={"en": str(RIVALS[name])})
    return on_data_of(experiment, titled)


def on_data_of(experiment: Experiment, other: Experiment) -> Experiment:
    """Return ``other`` with the data of ``experiment``, and an input and an output that fit them.

    Raises
    ------
    PlaygroundError
        If the network cannot take such data.
    """
    fitted = switch_dataset(other, experiment.data.dataset)
    fitted = fitted.replace(data=experiment.data, seed=experiment.seed)
    device = experiment.training.device
    fitted = fitted.replace(training=fitted.training.replace(device=device))
    fitted.report().require_ok()
    return fitted


def _dense(experiment: Experiment, hidden: tuple[int, ...]) -> Experiment:
    """Return a chain of fully connected layers."""
    layers: list[dict[str, Any]] = [{"id": "flatten", "kind": "flatten"}]
    layers += [
        {"id": f"dense{n}", "kind": "linear", "units": units, "activation": "relu"}
        for n, units in enumerate(hidden, 1)
    ]
    classes = experiment.data.spec().target.classes
    layers.append({"id": "output", "kind": "linear", "units": classes, "activation": "identity"})
    ids = ["data", *(str(layer["id"]) for layer in layers)]
    edges = [{"source": a, "target": b} for a, b in pairwise(ids)]
    edges[0]["source_port"] = "x"
    edges.append({"source": "output", "target": "loss", "target_port": "prediction"})
    nodes = [{"id": "data", "kind": "data"}, *layers, {"id": "loss", "kind": "loss"}]
    return Experiment.from_dict(
        {
            "data": experiment.data.model_dump(mode="json"),
            "graph": {"nodes": nodes, "edges": edges},
            "training": _TRAINING,
        }
    )


def _perceptron(experiment: Experiment) -> Experiment:
    return _dense(experiment, ())


def _deep(experiment: Experiment) -> Experiment:
    return _dense(experiment, (128, 64, 64))


def _convolutional(_experiment: Experiment) -> Experiment:
    return presets.load("digits-cnn")


def _residual(_experiment: Experiment) -> Experiment:
    return presets.load("digits-residual")


_MAKERS: dict[str, Callable[[Experiment], Experiment]] = {
    "perceptron": _perceptron,
    "deep": _deep,
    "convolutional": _convolutional,
    "residual": _residual,
}
