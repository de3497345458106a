"""The six workloads by which engines are compared, from a handful of weights to LeNet-5."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from nnplayground.core.experiment import Experiment

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["WORKLOADS", "Workload"]

_FEATURES = ["x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"]
_L2 = 0.001


@dataclass(frozen=True, slots=True)
class Workload:
    """One network, its data, and how it trains.

    Attributes
    ----------
    name : str
        ``"W1"`` to ``"W6"``; another precision than float32 is a part of it.
    about : str
        In a line.
    experiment : Callable
        Builds it.
    """

    name: str
    about: str
    experiment: Callable[[], Experiment]


def _dense(*sizes: int, activation: str, first: str = "") -> list[dict[str, Any]]:
    """Return dense layers; the last one gives raw scores."""
    layers: list[dict[str, Any]] = [{"id": first, "kind": first}] if first else []
    for place, units in enumerate(sizes):
        bend = activation if place < len(sizes) - 1 else "identity"
        layers.append({"id": f"dense{place}", "kind": "linear", "units": units, "activation": bend})
    return layers


def _chain(layers: list[dict[str, Any]], loss: str) -> dict[str, Any]:
    nodes = [{"id": "data", "kind": "data"}, *layers, {"id": "loss", "kind": "loss", "loss": loss}]
    edges = [{"source": one["id"], "target": other["id"]} for one, other in pairwise(nodes)]
    edges[0]["source_port"], edges[-1]["target_port"] = "x", "prediction"
    return {"nodes": nodes, "edges": edges}


def _experiment(data: dict[str, Any], graph: dict[str, Any], training: dict[str, Any]) -> Experiment:
    return Experiment.from_dict({"seed": 0, "data": data, "graph": graph, "training": training})


def _circle(precision: str) -> Experiment:
    data = {"dataset": {"kind": "circle", "noise": 0.1}, "split": {"train": 0.5}}
    graph = _chain(_dense(4, 2, 1, activation="tanh"), "binary_cross_entropy")
    return _experiment(data, graph, {"batch_size": 10, "precision": precision})


def _spiral() -> Experiment:
    data = {"dataset": "spiral", "features": _FEATURES, "split": {"train": 0.5}}
    graph = _chain(_dense(8, 8, 6, 1, activation="relu"), "binary_cross_entropy")
    penalty = {"kind": "l2", "rate": _L2}
    return _experiment(data, graph, {"batch_size": 10, "regularization": penalty})


def _convolutional() -> Experiment:
    layers: list[dict[str, Any]] = [
        {"id": "conv1", "kind": "conv2d", "out_channels": 16, "activation": "relu"},
        {"id": "pool1", "kind": "max_pool2d"},
        {"id": "conv2", "kind": "conv2d", "out_channels": 32, "activation": "relu"},
        {"id": "pool2", "kind": "max_pool2d"},
        *_dense(64, 10, activation="relu", first="flatten"),
    ]
    return _experiment(_digits(), _chain(layers, "cross_entropy"), _adam(32))


def _lenet() -> Experiment:
    def convolution(id: str, channels: int, padding: int | str) -> dict[str, Any]:
        sizes = {"out_channels": channels, "kernel_size": 5, "padding": padding}
        return {"id": id, "kind": "conv2d", "activation": "tanh", **sizes}

    layers = [
        convolution("conv1", 6, 2),
        {"id": "pool1", "kind": "avg_pool2d"},
        convolution("conv2", 16, "valid"),
        {"id": "pool2", "kind": "avg_pool2d"},
        convolution("conv3", 120, "valid"),
        *_dense(84, 10, activation="tanh", first="flatten"),
    ]
    data = {"dataset": {"kind": "glyphs", "samples": 2000}, "split": {"train": 0.8}}
    momentum = {"kind": "sgd", "momentum": 0.9}
    training = {"optimizer": momentum, "learning_rate": 0.02, "batch_size": 64}
    return _experiment(data, _chain(layers, "cross_entropy"), training)


def _wide() -> Experiment:
    layers = _dense(512, 512, 10, activation="relu", first="flatten")
    return _experiment(_digits(), _chain(layers, "cross_entropy"), {"learning_rate": 0.05, "batch_size": 128})


def _residual() -> Experiment:
    convolution = {"kind": "conv2d", "activation": "identity", "bias": False, "out_channels": 16}
    layers: list[dict[str, Any]] = [
        {"id": "conv1", "kind": "conv2d", "out_channels": 16, "activation": "relu"},
        {"id": "conv2", **convolution},
        {"id": "norm1", "kind": "batch_norm"},
        {"id": "relu1", "kind": "activation", "activation": "relu"},
        {"id": "conv3", **convolution},
        {"id": "norm2", "kind": "batch_norm"},
        {"id": "add", "kind": "add"},
        {"id": "relu2", "kind": "activation", "activation": "relu"},
        {"id": "pool", "kind": "max_pool2d"},
        {"id": "flatten", "kind": "flatten"},
        {"id": "dropout", "kind": "dropout", "p": 0.4},
        *_dense(10, activation="relu"),
    ]
    graph = _chain(layers, "cross_entropy")
    graph["edges"].append({"source": "conv1", "target": "add"})
    return _experiment(_digits(), graph, _adam(32))


def _digits() -> dict[str, Any]:
    return {"dataset": "digits", "split": {"train": 0.7}}


def _adam(batch: int) -> dict[str, Any]:
    return {"optimizer": "adam", "learning_rate": 0.001, "batch_size": batch}


WORKLOADS = (
    Workload("W1", "circle, dense 2-4-2-1 tanh, batch 10, SGD", lambda: _circle("float32")),
    Workload("W1 float64", "the same in float64", lambda: _circle("float64")),
    Workload("W2", "spiral, dense 7-8-8-6-1 ReLU, L2, batch 10, SGD", _spiral),
    Workload("W3", "digits 8×8, conv 16 – pool – conv 32 – pool – 64 – 10, batch 32, Adam", _convolutional),
    Workload("W4", "glyphs 28×28, LeNet-5, batch 64, SGD with momentum", _lenet),
    Workload("W5", "digits, dense 64-512-512-10 ReLU, batch 128, SGD", _wide),
    Workload("W6", "digits, residual block with batch norm and dropout, batch 32, Adam", _residual),
)
"""In the order of their size."""
