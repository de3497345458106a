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
# Runs of 5,000 epochs last a fifteenth of a second: there, building and measuring networks counts.
_NETWORKS = {"spiral": ("spiral", 20_000), "spiral_short": ("spiral", 5_000), "digits": ("digits", 20)}
_SAID = {"spiral": "spiral 4-8-6-2", "digits": "digits 64-128-32-10"}


def measure(quick: bool) -> dict[str, Any]:
    """Return for each network the speeds and how many times one run alone all together are."""
    return {"runs": 4 if quick else _RUNS, "networks": {name: _network(name, quick) for name in _NETWORKS}}


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Say what was found."""
    for network in found["networks"].values():
        gain, alone, together = (network[of] for of in ("ratio_to_alone", "alone", "together"))
        spread = f"{gain['lower_quartile']:.2f} to {gain['upper_quartile']:.2f}"
        yield (
            f"{found['runs']} × {_SAID[network['preset']]}, {network['epochs']:,} epochs: "
            f"{together['median']:,.0f} steps/s together, "
            f"{gain['median']:.2f} times one alone ({spread}; {alone['median']:,.0f} steps/s)"
        )


def _network(name: str, quick: bool) -> dict[str, Any]:
    from nnplayground.projects import presets
    from nnplayground.train.many import with_seeds

    preset, epochs = _NETWORKS[name][0], 2 if quick else _NETWORKS[name][1]
    experiment = presets.load(preset).with_value("training.stop", {"epochs": epochs})
    experiments = with_seeds(experiment, 4 if quick else _RUNS)
    _together(experiments[:1])  # compiles
    figures = in_turns(
        {"alone": lambda: _one_by_one(experiments[:4]), "together": lambda: _together(experiments)},
        1 if quick else _TURNS,
    )
    gain = summary(ratios(figures["together"], figures["alone"]))
    speeds = {way: summary(found) for way, found in figures.items()}
    return {"preset": preset, "epochs": epochs, **speeds, "ratio_to_alone": gain}


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
