"""An experiment to show, as its file would say it."""

from __future__ import annotations

from nnplayground.core.experiment import Experiment
from nnplayground.train.snapshot import RunState, Scores, Snapshot


def spiral(**data):
    """Return a spiral trained by two hidden layers, as its file would say it."""
    return Experiment.from_dict(
        {
            "data": {"dataset": "spiral", "split": {"train": 0.6, "validation": 0.2}, **data},
            "graph": {
                "nodes": [
                    {"id": "data", "name": "Input", "kind": "data"},
                    {"id": "dense1", "name": "Dense 1", "kind": "linear", "units": 8},
                    {"id": "dense2", "name": "Dense 2", "kind": "linear", "units": 6},
                    {
                        "id": "output",
                        "name": "Output",
                        "kind": "linear",
                        "units": 1,
                        "activation": "identity",
                    },
                    {"id": "loss", "name": "Loss", "kind": "loss"},
                ],
                "edges": [
                    {"source": "data", "source_port": "x", "target": "dense1"},
                    {"source": "dense1", "target": "dense2"},
                    {"source": "dense2", "target": "output"},
                    {"source": "output", "target": "loss", "target_port": "prediction"},
                ],
            },
        }
    )


def snapshot(probes, **scores):
    """Return the state of a run that answers these probes."""
    parts = {
        name: scores.get(name, Scores(0.1, {"accuracy": 0.9})) for name in ("train", "validation", "test")
    }
    return Snapshot(
        run=1,
        state=RunState.PAUSED,
        step=10,
        epoch=1,
        seconds=0.1,
        epochs_per_second=0.0,
        **parts,
        penalty=0.0,
        learning_rate=0.03,
        gradient_norms={},
        probes=probes,
        engine="eager",
        device="cpu",
    )
