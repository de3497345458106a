"""Small experiments that the tests of training share."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from nnplayground.core.dataset import Dataset
from nnplayground.core.experiment import Experiment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_INPUTS = {
    "x": "x1", "y": "x2", "xSquared": "x1^2", "ySquared": "x2^2", "xTimesY": "x1*x2",
    "sinX": "sin(x1)", "sinY": "sin(x2)",
}  # fmt: skip


def chain(layers: Iterable[Mapping[str, Any]], loss: Any = None) -> dict[str, Any]:
    """Join layers in a row between the data and one loss."""
    nodes = [{"id": "data", "kind": "data"}, *layers, {"id": "loss", "kind": "loss", "loss": loss}]
    edges = []
    for before, after in itertools.pairwise(nodes):
        edge = {"source": before["id"], "target": after["id"]}
        if before["id"] == "data":
            edge["source_port"] = "x"
        if after["id"] == "loss":
            edge["target_port"] = "prediction"
        edges.append(edge)
    return {"nodes": nodes, "edges": edges}


def dense(id: str, units: int, activation: str = "tanh", **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": "linear", "units": units, "activation": activation, **more}


def small(**changes: Any) -> Experiment:
    """Return circle, 2-4-1 tanh, batch 10; ``changes`` replace whole parts of the file."""
    tree = {
        "data": {"dataset": {"kind": "circle", "samples": 60}, "split": {"train": 0.5, "validation": 0.2}},
        "graph": chain([dense("dense1", 4), dense("output", 1, "identity")]),
        "training": {"stop": {"epochs": 4}, "learning_rate": 0.1},
        "seed": 7,
    }
    return Experiment.from_dict({**tree, **changes})


def with_training(**training: Any) -> Experiment:
    return small(training={"stop": {"epochs": 4}, "learning_rate": 0.1, **training})


def from_link(link: str, **stop: Any) -> Experiment:
    """Build the experiment of one of the recorded links."""
    options = {key: values[0] for key, values in parse_qs(urlsplit(link).fragment).items()}
    classes = options["problem"] == "classification"
    kinds = {getattr(kind, "playground_name", ""): name for name, kind in Dataset.kinds().items()}
    sizes = [int(n) for n in options.get("networkShape", "").split(",") if n]
    hidden = [dense(f"dense{i + 1}", n, options["activation"]) for i, n in enumerate(sizes)]
    output = dense("output", 1, "tanh" if classes else "identity")
    return Experiment.from_dict(
        {
            "data": {
                "dataset": {
                    "kind": kinds[options["dataset" if classes else "regDataset"]],
                    "noise": float(options["noise"]) / 100,
                },
                "features": [name for key, name in _INPUTS.items() if options.get(key) == "true"],
                "split": {"train": float(options["percTrainData"]) / 100},
                "stream": "seedrandom",
                "seed_text": options["seed"],
            },
            "graph": chain([*hidden, output], "half_squared_error"),
            "training": {
                "learning_rate": float(options["learningRate"]),
                "batch_size": int(options["batchSize"]),
                "regularization": {
                    "kind": options.get("regularization", "none").lower(),
                    "rate": float(options["regularizationRate"]),
                    "after_step": True,
                    "dead_at_zero": True,
                },
                "shuffle": False,
                "remainder": "carry",
                "precision": "float64",
                "stop": stop,
            },
        }
    )


def masked(loss):
    """Return a network that finds shapes in small pictures, for losses that compare nothing but masks."""
    layers = [{"id": "scores", "kind": "conv2d", "out_channels": 5, "activation": "identity"}]
    data = {"dataset": {"kind": "image_shapes", "samples": 60, "target": "mask"}, "split": {"train": 0.5}}
    return small(data=data, graph=chain(layers, loss), training={"batch_size": 4})
