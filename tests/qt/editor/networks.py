"""Small experiments, and what the trainer would say of them, computed by numpy."""

from __future__ import annotations

import itertools

import numpy as np

from nnplayground.core.experiment import Experiment
from nnplayground.train.snapshot import ProbeRequest, RunState, Scores, Snapshot

SIZE = 40
FEATURES = ("x1", "x2", "sin(x1)", "sin(x2)")


def chain(*layers, features=FEATURES, dataset="spiral", positions=None):
    """Return an experiment of dense layers in a row, given as (units, activation)."""
    nodes = [{"id": "data1", "name": "Input", "kind": "data"}]
    for number, (units, activation) in enumerate(layers, 1):
        name = f"Dense {number}" if number < len(layers) else "Output"
        nodes.append(
            {"id": f"dense{number}", "name": name, "kind": "linear", "units": units, "activation": activation}
        )
    nodes.append({"id": "loss1", "name": "Loss", "kind": "loss"})
    ids = [node["id"] for node in nodes]
    edges = [{"source": a, "target": b} for a, b in itertools.pairwise(ids)]
    edges[0]["source_port"] = "x"
    edges[-1]["target_port"] = "prediction"
    data = {"dataset": dataset}
    if features:
        data["features"] = features
    value = {"data": data, "graph": {"nodes": nodes, "edges": edges}}
    if positions:
        value["layout"] = {"positions": positions}
    return Experiment.from_dict(value)


def feature_maps(features=FEATURES):
    axis = np.linspace(-6, 6, SIZE, dtype=np.float32)
    x1, x2 = np.meshgrid(axis, axis[::-1])
    values = {"x1": x1, "x2": x2, "sin(x1)": np.sin(x1), "sin(x2)": np.sin(x2)}
    return np.stack([values[name] for name in features]).astype(np.float32)


def snapshot(experiment, run=1, step=0, seed=3, gain=1.6):
    """Return what the trainer would say of a random network."""
    rng = np.random.default_rng(seed)
    values = {"data1": feature_maps(experiment.data.chosen_features)}
    weights, gradients, norms = {}, {}, {}
    x = values["data1"]
    for node in experiment.graph.of_kind("linear"):
        units, inputs = node.layer.units, len(x)
        w = rng.normal(0, gain / np.sqrt(inputs), (units, inputs)).astype(np.float32)
        b = rng.normal(0, 0.4, units).astype(np.float32)
        x = np.tensordot(w, x, 1) + b[:, None, None]
        kind = node.layer.activation.kind
        x = np.tanh(x) if kind == "tanh" else np.maximum(x, 0) if kind == "relu" else x
        values[node.id] = x.astype(np.float32)
        weights |= {f"{node.id}.weight": w, f"{node.id}.bias": b}
        gradients |= {f"{node.id}.weight": 0.01 * w[::-1], f"{node.id}.bias": 0.01 * b}
        norms[node.id] = float(np.abs(w).mean())
    probes = {
        ProbeRequest("maps", size=SIZE): values,
        ProbeRequest("weights"): weights,
        ProbeRequest("gradients"): gradients,
    }
    loss = 0.063 + 0.5 * np.exp(-step / 900) + 0.01 * rng.random()
    return Snapshot(
        run=run,
        state=RunState.PAUSED,
        step=step,
        epoch=step // 20,
        seconds=0.0,
        epochs_per_second=60.0,
        train=Scores(loss),
        validation=Scores(loss * 1.2),
        test=Scores(loss * 1.3),
        penalty=0.01,
        learning_rate=0.03,
        gradient_norms=norms,
        probes=probes,
        engine="eager",
        device="cpu",
    )
