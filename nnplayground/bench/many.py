"""Many networks at once: steps per second of all together against one alone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from nnplayground.bench.measuring import in_turns, ratios, summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nnplayground.core.experiment import Experiment

__all__ = ["lines", "measure"]

_TURNS = 3
_RUNS = 64
_EPOCHS = {"spiral": 5_000, "digits": 20}
_SAID = {"spiral": "spiral 4-8-6-2", "digits": "digits 64-128-32-10"}


def measure(quick: bool) -> dict[str, Any]:
    """Return for each network the speeds and how many times one run alone all together are."""
    return {"runs": 4 if quick else _RUNS, "networks": {name: _network(name, quick) for name in _EPOCHS}}


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Say what was found."""
    for name, network in found["networks"].items():
        gain, alone = network["ratio_to_alone"], network["alone"]["median"]
        spread = f"{gain['lower_quartile']:.2f} to {gain['upper_quartile']:.2f}"
        said = f"{found['runs']} × {_SAID[name]}: {network['together']['median']:,.0f} steps/s together"
        yield f"{said}, {gain['median']:.2f} times one alone ({spread}; {alone:,.0f} steps/s)"


def _network(name: str, quick: bool) -> dict[str, Any]:
    from nnplayground.projects import presets
    from nnplayground.train.many import with_seeds

    epochs = 2 if quick else _EPOCHS[name]
    experiment = presets.load(name).with_value("training.stop", {"epochs": epochs})
    experiments = with_seeds(experiment, 4 if quick else _RUNS)
    _together(experiments[:1])  # compiles
    figures = in_turns(
        {"alone": lambda: _one_by_one(experiments[:4]), "together": lambda: _together(experiments)},
        1 if quick else _TURNS,
    )
    gain = summary(ratios(figures["together"], figures["alone"]))
    return {**{way: summary(speeds) for way, speeds in figures.items()}, "ratio_to_alone": gain}


def _one_by_one(experiments: Sequence[Experiment]) -> float:
    """Return steps per second by the clock on the wall, building and measuring included."""
    from nnplayground.train.run import run_experiment

    started = time.perf_counter()
    steps = sum(run_experiment(one, history_every=one.training.stop.epochs).steps for one in experiments)
    return steps / (time.perf_counter() - started)


def _together(experiments: Sequence[Experiment]) -> float:
    from nnplayground.train.many import train_many

    many = train_many(experiments, history_every=experiments[0].training.stop.epochs)
    return sum(run.steps for run in many.runs) / many.seconds
