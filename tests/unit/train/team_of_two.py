"""What the two processes of a team do in tests; run as a script, this is the second of them."""

from __future__ import annotations

import itertools
import json
import sys
from typing import TYPE_CHECKING, Any

import torch
from train_experiments import chain, dense, small

from nnplayground.core.errors import TrainingError
from nnplayground.layers.losses import BinaryCrossEntropy
from nnplayground.train.parallel import joined
from nnplayground.train.run import Run, run_experiment

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment

STOPPED_AT = 5  # calls, by the second process alone


def noisy(*more: dict[str, Any], **training: Any) -> Experiment:
    """Return a network in which every layer needs the whole batch; the last batch is a single sample."""
    layers = [
        dense("dense1", 6),
        {"id": "norm", "kind": "batch_norm"},
        {"id": "dropout", "kind": "dropout", "p": 0.3},
        *more,
        {"id": "noise", "kind": "gaussian_noise", "sigma": 0.2},
        dense("output", 1, "identity"),
    ]
    settings = {
        "batch_size": 10,
        "precision": "float64",
        "optimizer": "adam",
        "learning_rate": 0.01,
        "clip": {"kind": "norm", "limit": 0.5},
        "regularization": {"kind": "l2", "rate": 0.01},
        "stop": {"epochs": 4, "seconds": 300},
    }
    return small(
        data={"dataset": {"kind": "circle", "samples": 102}, "split": {"train": 0.5}},
        graph=chain(layers, "binary_cross_entropy"),
        training={**settings, **training},
    )


def with_channels() -> Experiment:
    """Return a network whose statistics are those of channels, over samples and places."""
    places = {"id": "places", "kind": "reshape", "sizes": [2, 3]}
    return noisy(places, {"id": "channels", "kind": "batch_norm"}, {"id": "flat", "kind": "flatten"})


def endless() -> Experiment:
    return noisy(stop={"epochs": 10**9})


class Largest(torch.nn.Module):
    """A loss that is no mean over samples."""

    def forward(self, scores: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.softplus(scores).max()


def with_largest(experiment: Experiment) -> Run:
    kept, BinaryCrossEntropy.build = BinaryCrossEntropy.build, lambda *_: Largest()  # type: ignore[method-assign]
    try:
        return run_experiment(experiment)
    finally:
        BinaryCrossEntropy.build = kept  # type: ignore[method-assign]


def told(run: Run) -> dict[str, Any]:
    """Return what both processes must agree on, to the last bit."""
    return {
        "losses": run.history.mean["train_loss"].tolist(),
        "steps": run.steps,
        "reason": str(run.reason),
        "engine": run.engine,
        "state": {name: values.flatten().tolist() for name, values in run.state_dict().items()},
    }


def train_in_turn() -> dict[str, Any]:
    """Train one experiment after the other together with the other process."""
    with joined() as team:
        assert team is not None
        calls = itertools.count()
        found: dict[str, Any] = {"rank": team.rank, "shares": [team.share(n).start for n in (1, 2, 51)]}
        found["noisy"] = told(run_experiment(noisy()))
        found["channels"] = told(run_experiment(with_channels()))
        stops = team.rank == 1
        stopped = run_experiment(endless(), should_stop=lambda: stops and next(calls) >= STOPPED_AT)
        found["stopped"] = told(stopped)
        try:
            with_largest(noisy())
        except TrainingError as error:
            found["refused"] = str(error)
        return found


if __name__ == "__main__":
    json.dump(train_in_turn(), sys.stdout)
