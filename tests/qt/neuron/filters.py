"""A network with two convolutions on the digits."""

from __future__ import annotations

import itertools

from nnplayground.core.experiment import Experiment


def digits(**fields):
    nodes = [
        {"id": "data", "kind": "data"},
        {"id": "first", "kind": "conv2d", "out_channels": 4, "kernel_size": 3, "padding": "same"},
        {"id": "conv", "kind": "conv2d", "out_channels": 6, **fields},
        {"id": "flatten", "kind": "flatten"},
        {"id": "output", "kind": "linear", "units": 10, "activation": "identity"},
        {"id": "loss", "kind": "loss"},
    ]
    ids = [node["id"] for node in nodes]
    edges = [{"source": a, "target": b} for a, b in itertools.pairwise(ids)]
    edges[0]["source_port"], edges[-1]["target_port"] = "x", "prediction"
    return Experiment.from_dict({"data": {"dataset": "digits"}, "graph": {"nodes": nodes, "edges": edges}})
